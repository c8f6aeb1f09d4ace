//! Syntax trees that a program made, turned into those that are compiled.
//!
//! The parser's nodes say where they are by offsets into a source, and a program's by lines and columns, which need not be
//! those of any text. So every place that the tree names is numbered, in their order, and the number is its offset.

mod expr;
mod literal;
mod pattern;
mod stmt;

use crate::error::{ErrorKind, Fault, Result};
use crate::tree::{Field, Node};
use ruff_python_ast::{Expr, Identifier, Stmt};
use ruff_text_size::{TextRange, TextSize};

/// The root of a tree.
pub(crate) enum Root {
    Body(Vec<Stmt>),
    Expression(Expr),
}

/// Line from 1 and column from 0.
pub(crate) type Place = (u32, u32);

/// The places that a tree names, in their order.
pub(crate) fn places(node: &Node) -> Vec<Place> {
    let mut places = vec![(1, 0)];
    note(node, &mut places);
    places.sort_unstable();
    places.dedup();
    places
}

fn note(node: &Node, places: &mut Vec<Place>) {
    if let Some(at) = &node.position {
        places.extend([(at.line, at.column), (at.end_line, at.end_column)]);
    }
    node.fields.iter().for_each(|(_, field)| note_field(field, places));
}

fn note_field(field: &Field, places: &mut Vec<Place>) {
    match field {
        Field::Node(node) => note(node, places),
        Field::List(fields) => fields.iter().for_each(|field| note_field(field, places)),
        _ => {}
    }
}

/// Turns a tree, whose places these are, into one that can be compiled.
pub(crate) fn root(node: &Node, places: &[Place]) -> Result<Root> {
    let given = Given { places };
    match node.class {
        "Module" | "Interactive" => given.body(node, "body").map(Root::Body),
        "Expression" => given.expr(node, "body").map(Root::Expression),
        other => Err(system(format!("{other} cannot be compiled"))),
    }
}

/// What a node is made with.
struct Given<'p> {
    places: &'p [Place],
}

/// What a target is there for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Store,
    Delete,
}

impl Given<'_> {
    fn range(&self, node: &Node) -> TextRange {
        let Some(at) = &node.position else { return TextRange::default() };
        let offset = |place: Place| TextSize::new(self.places.partition_point(|known| *known < place) as u32);
        let (start, end) = (offset((at.line, at.column)), offset((at.end_line, at.end_column)));
        TextRange::new(start, end.max(start))
    }

    /// A node that must be there.
    fn node<'n>(&self, node: &'n Node, name: &str) -> Result<&'n Node> {
        match field(node, name) {
            Field::Node(node) => Ok(node),
            _ => Err(missing(node, name)),
        }
    }

    fn identifier(&self, node: &Node, name: &str) -> Result<Identifier> {
        self.optional_identifier(node, name)?.ok_or_else(|| missing(node, name))
    }

    fn optional_identifier(&self, node: &Node, name: &str) -> Result<Option<Identifier>> {
        match field(node, name) {
            Field::Text(text) => Ok(Some(Identifier::new(self.name(text)?, self.range(node)))),
            _ => Ok(None),
        }
    }

    fn identifiers(&self, node: &Node, name: &str) -> Result<Vec<Identifier>> {
        let each = |field: &Field| match field {
            Field::Text(text) => Ok(Identifier::new(self.name(text)?, self.range(node))),
            _ => Err(missing(node, name)),
        };
        list(node, name).iter().map(each).collect()
    }

    /// A name that a program may use. Those with a dot in front are the compiler's own.
    fn name<'t>(&self, text: &'t str) -> Result<&'t str> {
        match text {
            "None" | "True" | "False" => {
                Err(value(format!("identifier field can't represent '{text}' constant")))
            }
            text if text.starts_with('.') => Err(value(format!("'{text}' is not a name"))),
            text => Ok(text),
        }
    }

    fn number(&self, node: &Node, name: &str) -> i64 {
        match field(node, name) {
            Field::Number(number) => *number,
            _ => 0,
        }
    }

    /// The nodes of a list.
    fn nodes<'n>(&self, node: &'n Node, name: &str) -> Result<Vec<&'n Node>> {
        let each = |field: &'n Field| match field {
            Field::Node(node) => Ok(&**node),
            _ => Err(value(format!("None disallowed in {} list", node.class))),
        };
        list(node, name).iter().map(each).collect()
    }

    /// The nodes of a list that may not be empty.
    fn some_nodes<'n>(&self, node: &'n Node, name: &str) -> Result<Vec<&'n Node>> {
        let nodes = self.nodes(node, name)?;
        if nodes.is_empty() {
            return Err(value(format!("empty {name} on {}", node.class)));
        }
        Ok(nodes)
    }
}

fn field<'n>(node: &'n Node, name: &str) -> &'n Field {
    node.fields.iter().find(|(known, _)| *known == name).map_or(&Field::None, |(_, field)| field)
}

fn list<'n>(node: &'n Node, name: &str) -> &'n [Field] {
    match field(node, name) {
        Field::List(fields) => fields,
        _ => &[],
    }
}

fn missing(node: &Node, name: &str) -> Fault {
    value(format!("field '{name}' is required for {}", node.class))
}

fn value(message: String) -> Fault {
    Fault::new(ErrorKind::Value, message, TextRange::default())
}

fn system(message: String) -> Fault {
    Fault::new(ErrorKind::System, message, TextRange::default())
}

fn type_(message: String) -> Fault {
    Fault::new(ErrorKind::Type, message, TextRange::default())
}
