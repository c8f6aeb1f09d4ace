//! Syntax trees that a program made of the classes of `_ast`, read as plain data.

use crate::number::Complex;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::{Constant, DEEPEST_TREE, Declaration, DeclaredField, Field, Mode, Node, Position};
use num_traits::ToPrimitive;
use object_model::{Class, List, Ref, Runtime, Set, Value};
use std::collections::HashMap;
use std::rc::Rc;

/// A class, kept so that no other takes its place, and its declaration.
type Known<R> = (Ref<R, Class<R>>, Option<Rc<Declaration>>);

struct Reader<'v, R: Runtime> {
    vm: &'v mut Vm<R>,
    declared: Vec<(Ref<R, Class<R>>, Rc<Declaration>)>,
    /// The declaration for each class that was met, a program's own among them.
    known: HashMap<u64, Known<R>>,
    depth: u32,
}

/// The tree of an object; TypeError or ValueError if it is none that `mode` compiles.
pub(super) fn read<R: Runtime>(vm: &mut Vm<R>, object: &Value<R>, mode: Mode) -> Return<R, Node> {
    let module = vm.import_module("_ast")?;
    let mut declared = Vec::new();
    for declaration in compiler::declarations() {
        let class = vm.get_attr_str(&module, declaration.name)?;
        let Ok(class) = class.downcast::<Class<R>>() else {
            return Err(vm.system_error("a class of _ast was replaced"));
        };
        declared.push((class, Rc::new(declaration)));
    }
    let wanted = match mode {
        Mode::Exec => "Module",
        Mode::Eval => "Expression",
        Mode::Single => "Interactive",
    };
    let mut reader = Reader { vm, declared, known: HashMap::new(), depth: 0 };
    match reader.declaration(object) {
        Some(declaration) if declaration.name == wanted => reader.node(object, &declaration),
        _ => {
            let message = format!("expected {wanted} node, got {}", reader.vm.type_name(object));
            Err(reader.vm.type_error(&message))
        }
    }
}

impl<R: Runtime> Reader<'_, R> {
    fn declaration(&mut self, object: &Value<R>) -> Option<Rc<Declaration>> {
        let class = self.vm.class_of(object);
        let key = class.value().word().bits();
        if let Some((_, known)) = self.known.get(&key) {
            return known.clone();
        }
        let found = self.declared.iter().find(|(declared, _)| self.vm.is_subclass(&class, declared));
        let found = found.map(|(_, declaration)| declaration.clone());
        self.known.insert(key, (class, found.clone()));
        found
    }

    fn node(&mut self, object: &Value<R>, declaration: &Declaration) -> Return<R, Node> {
        let too_deep = "maximum recursion depth exceeded during compilation";
        self.vm.check_recursion(too_deep)?;
        if self.depth >= DEEPEST_TREE {
            let class = self.vm.exceptions().recursion_error.clone();
            return Err(self.vm.raise_message(&class, too_deep));
        }
        self.depth += 1;
        let position = match declaration.placed {
            true => Some(self.position(object, declaration)?),
            false => None,
        };
        let mut fields = Vec::with_capacity(declaration.fields.len());
        for field in &declaration.fields {
            fields.push((field.name, self.field(object, declaration, field)?));
        }
        self.depth -= 1;
        Ok(Node { class: declaration.name, fields, position })
    }

    /// An attribute; None if it is missing.
    fn attribute(&mut self, object: &Value<R>, name: &str) -> Return<R, Option<Value<R>>> {
        super::evaluate::missing_as_none(self.vm, |vm| vm.find_attr_str(object, name))
    }

    fn position(&mut self, object: &Value<R>, declaration: &Declaration) -> Return<R, Position> {
        let owner = if declaration.base == "AST" { declaration.name } else { declaration.base };
        let line = self.place(object, "lineno", owner)?;
        let column = self.place(object, "col_offset", owner)?;
        let end_line = self.end(object, "end_lineno")?.unwrap_or(line);
        let end_column = self.end(object, "end_col_offset")?.unwrap_or(column);
        let number = |number: i64| u32::try_from(number).ok();
        match (number(line), number(column), number(end_line), number(end_column)) {
            (Some(line), Some(column), Some(end_line), Some(end_column)) if line < end_line => {
                Ok(Position { line, end_line, column, end_column })
            }
            (Some(line), Some(column), Some(end_line), Some(end_column)) if line == end_line => {
                if column > end_column {
                    let message = format!("line {line}, column {column}-{end_column} is not a valid range");
                    return Err(self.vm.value_error(&message));
                }
                Ok(Position { line, end_line, column, end_column })
            }
            (Some(_), Some(_), Some(_), Some(_)) => {
                let message = format!("AST node line range ({line}, {end_line}) is not valid");
                Err(self.vm.value_error(&message))
            }
            _ => {
                let message = format!(
                    "AST node column range ({column}, {end_column}) for line range ({line}, {end_line}) is not valid"
                );
                Err(self.vm.value_error(&message))
            }
        }
    }

    fn place(&mut self, object: &Value<R>, name: &str, owner: &str) -> Return<R, i64> {
        match self.attribute(object, name)? {
            Some(place) => self.int(&place),
            None => {
                let message = format!("required field \"{name}\" missing from {owner}");
                Err(self.vm.type_error(&message))
            }
        }
    }

    /// Where a node ends, which it need not say.
    fn end(&mut self, object: &Value<R>, name: &str) -> Return<R, Option<i64>> {
        match self.attribute(object, name)? {
            Some(place) if !place.is_none() => self.int(&place).map(Some),
            _ => Ok(None),
        }
    }

    fn int(&mut self, value: &Value<R>) -> Return<R, i64> {
        match self.vm.as_integer(value).and_then(|int| int.to_i32()) {
            Some(int) => Ok(i64::from(int)),
            None => {
                let shown = self.vm.repr_string(value)?;
                Err(self.vm.value_error(&format!("invalid integer value: {shown}")))
            }
        }
    }

    fn field(
        &mut self,
        object: &Value<R>,
        declaration: &Declaration,
        field: &DeclaredField,
    ) -> Return<R, Field> {
        if field.kind == "constant" {
            let found = super::evaluate::missing_as_none(self.vm, |vm| vm.find_attr_str(object, field.name))?;
            return match found {
                Some(value) => self.constant_field(&value),
                None => Err(self.missing(declaration, field)),
            };
        }
        let Some(value) = self.attribute(object, field.name)? else {
            return match (field.several, field.optional || field.kind == "expr_context") {
                (true, _) => Ok(Field::List(vec![])),
                (false, true) => Ok(Field::None),
                (false, false) => Err(self.missing(declaration, field)),
            };
        };
        if !field.several {
            // That a field must hold something is found out when the node is made.
            let nothing = value.is_none() && (field.kind != "int" || field.optional);
            return if nothing { Ok(Field::None) } else { self.single(&value, field) };
        }
        let Some(list) = value.as_ref::<List<R>>() else {
            let message = format!(
                "{} field \"{}\" must be a list, not a {}",
                declaration.name,
                field.name,
                self.vm.type_name(&value)
            );
            return Err(self.vm.type_error(&message));
        };
        let items = self.vm.list_items(list);
        items.iter().map(|item| self.single(item, field)).collect::<Return<R, _>>().map(Field::List)
    }

    fn missing(&mut self, declaration: &Declaration, field: &DeclaredField) -> crate::raised::Raised<R> {
        let message = format!("required field \"{}\" missing from {}", field.name, declaration.name);
        self.vm.type_error(&message)
    }

    fn single(&mut self, value: &Value<R>, field: &DeclaredField) -> Return<R, Field> {
        match field.kind {
            "identifier" | "string" => match self.vm.as_str(value) {
                Some(text) => Ok(Field::Text(text.into())),
                None => Err(self.vm.type_error(&format!("AST {} must be of type str", field.kind))),
            },
            "int" => self.int(value).map(Field::Number),
            // Of lists, some may have gaps: the keys of a dict display.
            _ if value.is_none() => Ok(Field::None),
            kind => match self.declaration(value) {
                Some(declaration) if declaration.base == kind || declaration.name == kind => {
                    self.node(value, &declaration).map(|node| Field::Node(Box::new(node)))
                }
                _ => {
                    let shown = self.vm.repr_string(value)?;
                    Err(self.vm.type_error(&format!("expected some sort of {kind}, but got {shown}")))
                }
            },
        }
    }

    fn constant_field(&mut self, value: &Value<R>) -> Return<R, Field> {
        self.constant(value).map(Field::Constant)
    }

    fn no_constant(&mut self, value: &Value<R>) -> crate::raised::Raised<R> {
        let message = format!("got an invalid type in Constant: {}", self.vm.type_name(value));
        self.vm.type_error(&message)
    }

    fn constant(&mut self, value: &Value<R>) -> Return<R, Constant> {
        self.vm.check_recursion("maximum recursion depth exceeded during compilation")?;
        Ok(if value.is_none() {
            Constant::None
        } else if value.is(&Value::ELLIPSIS) {
            Constant::Ellipsis
        } else if let Some(truth) = value.word().as_bool() {
            Constant::Bool(truth)
        } else if let Some(integer) = self.vm.as_integer(value) {
            match integer.to_i64() {
                Some(int) => Constant::Int(int),
                None => Constant::Big(integer.clone()),
            }
        } else if let Some(float) = value.word().as_float() {
            Constant::Float(float)
        } else if let Some(complex) = value.as_ref::<Complex<R>>() {
            Constant::Complex(complex.real, complex.imaginary)
        } else if let Some(text) = self.vm.as_str(value) {
            Constant::Str(text.into())
        } else if let Some(bytes) = self.vm.as_bytes(value) {
            Constant::Bytes(bytes.into())
        } else if let Some(items) = self.vm.as_tuple(value).map(<[_]>::to_vec) {
            Constant::Tuple(self.constants(&items)?)
        } else if value.as_ref::<Set<R>>().is_some()
            && self.vm.is_instance(value, &self.vm.types().frozenset.clone())
        {
            let items = self.vm.collect(value)?;
            Constant::FrozenSet(self.constants(&items)?)
        } else {
            return Err(self.no_constant(value));
        })
    }

    fn constants(&mut self, items: &[Value<R>]) -> Return<R, Box<[Constant]>> {
        items.iter().map(|item| self.constant(item)).collect()
    }
}
