//! Trees as bytes, to be kept and read again by whoever has the same classes of nodes.
//!
//! Names stand in front, once each; nodes, fields and values follow by number. What is read is held against what the classes
//! declare, so that a tree that was read is one that a program could have made.

use super::{DEEPEST, Declaration, DeclaredField, Field, Node, declarations};
use crate::Mode;
use crate::code::{Constant, Position};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A node, its names by number.
#[derive(Serialize, Deserialize)]
struct Written<'n> {
    #[serde(borrow)]
    names: Vec<&'n str>,
    /// All nodes, each after those in it.
    nodes: Vec<WrittenNode>,
}

#[derive(Serialize, Deserialize)]
struct WrittenNode {
    class: u32,
    fields: Vec<(u32, WrittenField)>,
    position: Option<Position>,
}

#[derive(Serialize, Deserialize)]
enum WrittenField {
    None,
    /// How many nodes before this one it stands: its own are those in between.
    Node(u32),
    List(Vec<WrittenItem>),
    Text(Box<str>),
    Number(i64),
    Constant(WrittenConstant),
}

/// What a list holds: fields that are no lists.
#[derive(Serialize, Deserialize)]
enum WrittenItem {
    None,
    Node(u32),
    Text(Box<str>),
    Number(i64),
}

/// A constant; those in it are numbered, so that reading one does not recurse.
#[derive(Serialize, Deserialize)]
struct WrittenConstant(Vec<WrittenPart>);

#[derive(Serialize, Deserialize)]
enum WrittenPart {
    Plain(PlainConstant),
    /// So many of those before it.
    Tuple(u32),
    FrozenSet(u32),
}

#[derive(Serialize, Deserialize)]
enum PlainConstant {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Big(num_bigint::BigInt),
    Float(f64),
    Complex(f64, f64),
    Str(Box<str>),
    Bytes(Box<[u8]>),
}

struct Writer {
    names: HashMap<&'static str, u32>,
    order: Vec<&'static str>,
    nodes: Vec<WrittenNode>,
}

impl Writer {
    fn name(&mut self, name: &'static str) -> u32 {
        let order = &mut self.order;
        *self.names.entry(name).or_insert_with(|| {
            order.push(name);
            order.len() as u32 - 1
        })
    }

    fn node(&mut self, node: &Node) -> Option<u32> {
        let class = self.name(node.class);
        let mut fields = Vec::with_capacity(node.fields.len());
        for (name, field) in &node.fields {
            let name = self.name(name);
            fields.push((name, self.field(field)?));
        }
        self.nodes.push(WrittenNode { class, fields, position: node.position });
        Some(self.nodes.len() as u32 - 1)
    }

    fn field(&mut self, field: &Field) -> Option<WrittenField> {
        Some(match field {
            Field::None => WrittenField::None,
            Field::Node(node) => WrittenField::Node(self.node(node)?),
            Field::List(fields) => {
                WrittenField::List(fields.iter().map(|field| self.item(field)).collect::<Option<_>>()?)
            }
            Field::Text(text) => WrittenField::Text(text.clone()),
            Field::Number(number) => WrittenField::Number(*number),
            Field::Constant(constant) => {
                let mut parts = Vec::new();
                write_constant(constant, &mut parts);
                WrittenField::Constant(WrittenConstant(parts))
            }
        })
    }

    fn item(&mut self, field: &Field) -> Option<WrittenItem> {
        Some(match field {
            Field::None => WrittenItem::None,
            Field::Node(node) => WrittenItem::Node(self.node(node)?),
            Field::Text(text) => WrittenItem::Text(text.clone()),
            Field::Number(number) => WrittenItem::Number(*number),
            Field::List(_) | Field::Constant(_) => return None,
        })
    }
}

fn write_constant(constant: &Constant, parts: &mut Vec<WrittenPart>) {
    let plain = match constant {
        Constant::None => PlainConstant::None,
        Constant::Ellipsis => PlainConstant::Ellipsis,
        Constant::Bool(truth) => PlainConstant::Bool(*truth),
        Constant::Int(int) => PlainConstant::Int(*int),
        Constant::Big(int) => PlainConstant::Big(int.clone()),
        Constant::Float(float) => PlainConstant::Float(*float),
        Constant::Complex(real, imaginary) => PlainConstant::Complex(*real, *imaginary),
        Constant::Str(text) => PlainConstant::Str(text.clone()),
        Constant::Bytes(bytes) => PlainConstant::Bytes(bytes.clone()),
        Constant::Tuple(items) => {
            items.iter().for_each(|item| write_constant(item, parts));
            parts.push(WrittenPart::Tuple(items.len() as u32));
            return;
        }
        Constant::FrozenSet(items) => {
            items.iter().for_each(|item| write_constant(item, parts));
            parts.push(WrittenPart::FrozenSet(items.len() as u32));
            return;
        }
    };
    parts.push(WrittenPart::Plain(plain));
}

/// A tree as bytes.
pub fn tree_to_bytes(tree: &Node) -> Option<Box<[u8]>> {
    let mut writer = Writer { names: HashMap::new(), order: vec![], nodes: vec![] };
    writer.node(tree)?;
    let written = Written { names: writer.order, nodes: writer.nodes };
    postcard::to_stdvec(&written).ok().map(Vec::into_boxed_slice)
}

struct Reader {
    declared: HashMap<&'static str, Declaration>,
    /// What is read already, with how deep it is; each is taken by the one it stands in.
    nodes: Vec<Option<(Node, u32)>>,
    deepest: u32,
}

impl Reader {
    fn node(&mut self, names: &[&str], written: WrittenNode) -> Option<()> {
        let class = *names.get(written.class as usize)?;
        let (&class, declaration) = self.declared.get_key_value(class)?;
        let declaration = declaration.clone();
        if written.fields.len() != declaration.fields.len() {
            return None;
        }
        self.deepest = 0;
        let mut fields = Vec::with_capacity(written.fields.len());
        for ((name, field), declared) in written.fields.into_iter().zip(&declaration.fields) {
            if *names.get(name as usize)? != declared.name {
                return None;
            }
            fields.push((declared.name, self.field(field, declared)?));
        }
        let position = match (written.position, declaration.placed) {
            (Some(position), true) => Some(checked(position)?),
            (None, false) => None,
            _ => return None,
        };
        let depth = self.deepest + 1;
        if depth > DEEPEST {
            return None;
        }
        self.nodes.push(Some((Node { class, fields, position }, depth)));
        Some(())
    }

    fn field(&mut self, field: WrittenField, declared: &DeclaredField) -> Option<Field> {
        match (field, declared.several) {
            (WrittenField::Constant(constant), false) if declared.kind == "constant" => {
                read_constant(constant).map(Field::Constant)
            }
            (WrittenField::List(items), true) => items
                .into_iter()
                .map(|item| self.item(item, declared))
                .collect::<Option<_>>()
                .map(Field::List),
            (WrittenField::None, false) => {
                (declared.optional || declared.kind == "expr_context").then_some(Field::None)
            }
            (WrittenField::Node(place), false) => self.item(WrittenItem::Node(place), declared),
            (WrittenField::Text(text), false) => self.item(WrittenItem::Text(text), declared),
            (WrittenField::Number(number), false) => self.item(WrittenItem::Number(number), declared),
            _ => None,
        }
    }

    fn item(&mut self, item: WrittenItem, declared: &DeclaredField) -> Option<Field> {
        match (item, declared.kind) {
            (WrittenItem::Text(text), "identifier" | "string") => Some(Field::Text(text)),
            (WrittenItem::Number(number), "int") => {
                i32::try_from(number).is_ok().then_some(Field::Number(number))
            }
            (_, "identifier" | "string" | "int" | "constant") => None,
            (WrittenItem::None, _) => declared.several.then_some(Field::None),
            (WrittenItem::Node(place), kind) => {
                let (node, depth) = self.nodes.get_mut(place as usize)?.take()?;
                let declaration = self.declared.get(node.class)?;
                if declaration.base != kind && declaration.name != kind {
                    return None;
                }
                self.deepest = self.deepest.max(depth);
                Some(Field::Node(Box::new(node)))
            }
            _ => None,
        }
    }
}

/// A place that a program could have given.
fn checked(position: Position) -> Option<Position> {
    let Position { line, end_line, column, end_column } = position;
    let number = |number: u32| i32::try_from(number).is_ok();
    let is_ordered = line < end_line || line == end_line && column <= end_column;
    (is_ordered && [line, end_line, column, end_column].into_iter().all(number)).then_some(position)
}

fn read_constant(WrittenConstant(parts): WrittenConstant) -> Option<Constant> {
    // With each constant, how deep it is: whoever walks one may recurse.
    let mut stack: Vec<(Constant, u32)> = Vec::new();
    for part in parts {
        let count = match &part {
            WrittenPart::Plain(_) => 0,
            WrittenPart::Tuple(count) | WrittenPart::FrozenSet(count) => *count as usize,
        };
        let items = stack.split_off(stack.len().checked_sub(count)?);
        let depth = 1 + items.iter().map(|(_, depth)| *depth).max().unwrap_or(0);
        if depth > DEEPEST {
            return None;
        }
        let items = items.into_iter().map(|(item, _)| item).collect();
        let constant = match part {
            WrittenPart::Tuple(_) => Constant::Tuple(items),
            WrittenPart::FrozenSet(_) => Constant::FrozenSet(items),
            WrittenPart::Plain(plain) => match plain {
                PlainConstant::None => Constant::None,
                PlainConstant::Ellipsis => Constant::Ellipsis,
                PlainConstant::Bool(truth) => Constant::Bool(truth),
                PlainConstant::Int(int) => Constant::Int(int),
                PlainConstant::Big(int) => Constant::Big(int),
                PlainConstant::Float(float) => Constant::Float(float),
                PlainConstant::Complex(real, imaginary) => Constant::Complex(real, imaginary),
                PlainConstant::Str(text) => Constant::Str(text),
                PlainConstant::Bytes(bytes) => Constant::Bytes(bytes),
            },
        };
        stack.push((constant, depth));
    }
    match stack.pop() {
        Some((constant, _)) if stack.is_empty() => Some(constant),
        _ => None,
    }
}

/// The tree of what [`tree_to_bytes`] wrote; None if it is none that `mode` compiles. Nothing is believed of the bytes.
pub fn tree_from_bytes(bytes: &[u8], mode: Mode) -> Option<Node> {
    let written: Written<'_> = postcard::from_bytes(bytes).ok()?;
    let declared = declarations().map(|declaration| (declaration.name, declaration)).collect();
    let mut reader = Reader { declared, nodes: Vec::new(), deepest: 0 };
    for node in written.nodes {
        reader.node(&written.names, node)?;
    }
    let (root, _) = reader.nodes.pop()??;
    let wanted = match mode {
        Mode::Exec => "Module",
        Mode::Eval => "Expression",
        Mode::Single => "Interactive",
    };
    (root.class == wanted).then_some(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax_tree;

    const SOURCE: &str = "import a.b as c\n@d\nasync def f[T: int](x, /, y=2**70, *z, w: 'q' = 1j, **k) -> None:\n    '''d'''\n    \
                          global g\n    for i in x: yield i\n    match x:\n        case {'a': [1, *_], **r} | C(u, v=None): pass\n    \
                          return f'{x!r:>{y}}' if (a := b'\\xff') else {**k, 1: ...}\ntype A = int\n";

    #[test]
    fn what_is_read_is_what_was_written() {
        let tree = syntax_tree(SOURCE, "there.py", Mode::Exec, &mut vec![]).expect("it is Python");
        let bytes = tree_to_bytes(&tree).expect("it can be written");
        assert_eq!(tree_from_bytes(&bytes, Mode::Exec).as_ref(), Some(&tree));
        assert!(tree_from_bytes(&bytes, Mode::Eval).is_none(), "a module is no expression");
    }

    #[test]
    fn damaged_bytes_are_no_tree_or_one_that_can_be_given_to_the_compiler() {
        let tree = syntax_tree(SOURCE, "there.py", Mode::Exec, &mut vec![]).expect("it is Python");
        let bytes = tree_to_bytes(&tree).expect("it can be written");
        for at in 0..bytes.len() {
            assert!(tree_from_bytes(&bytes[..at], Mode::Exec).is_none(), "{at} bytes");
            for bit in [0, 3, 7] {
                let mut damaged = bytes.to_vec();
                damaged[at] ^= 1 << bit;
                if let Some(tree) = tree_from_bytes(&damaged, Mode::Exec) {
                    // It may be refused, and must not panic.
                    let _ = crate::compile_tree(
                        &tree,
                        "there.py",
                        Mode::Exec,
                        crate::Options::default(),
                        &mut vec![],
                    );
                }
            }
        }
    }

    #[test]
    fn a_node_stands_in_one_place_only() {
        let tree = syntax_tree("x = y\n", "x.py", Mode::Exec, &mut vec![]).expect("it is Python");
        let bytes = tree_to_bytes(&tree).expect("it can be written");
        let mut written: Written<'_> = postcard::from_bytes(&bytes).expect("it was written");
        let assign = written.nodes.len() - 2;
        for (_, field) in &mut written.nodes[assign].fields {
            if let WrittenField::Node(place) = field {
                *place = 0;
            }
        }
        let twice = postcard::to_stdvec(&written).expect("it can be written");
        assert!(tree_from_bytes(&twice, Mode::Exec).is_none());
    }
}
