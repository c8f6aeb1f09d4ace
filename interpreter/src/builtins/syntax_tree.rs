//! Syntax trees as objects of the classes of `_ast`.

use crate::number::Complex;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::{Constant, Field, Mode, Node};
use object_model::{Class, Instance, Ref, Runtime, Value};
use std::collections::HashMap;

/// Attributes of a node besides its fields.
const PLACE: [&str; 4] = ["lineno", "end_lineno", "col_offset", "end_col_offset"];

struct Maker<'v, R: Runtime> {
    vm: &'v mut Vm<R>,
    module: Value<R>,
    classes: HashMap<&'static str, Ref<R, Class<R>>>,
    /// Nodes without fields and place: one of each does.
    marks: HashMap<&'static str, Value<R>>,
}

impl<R: Runtime> Maker<'_, R> {
    fn class(&mut self, name: &'static str) -> Return<R, Ref<R, Class<R>>> {
        if let Some(class) = self.classes.get(name) {
            return Ok(class.clone());
        }
        let class = self.vm.get_attr_str(&self.module, name)?;
        match class.downcast::<Class<R>>() {
            Ok(class) if class.layout().kind == object_model::Kind::Instance => {
                self.classes.insert(name, class.clone());
                Ok(class)
            }
            _ => Err(self.vm.system_error("a class of _ast was replaced")),
        }
    }

    fn node(&mut self, node: &Node) -> Return<R> {
        self.vm.check_recursion("maximum recursion depth exceeded during ast construction")?;
        let is_mark = node.fields.is_empty() && node.position.is_none();
        if is_mark && let Some(known) = self.marks.get(node.class) {
            return Ok(known.clone());
        }
        let class = self.class(node.class)?;
        let slots = node.fields.len() + PLACE.len();
        let object = Ref::<R, Instance<R>>::make(self.vm, class.root_shape(), slots as u16);
        for (name, field) in &node.fields {
            let value = self.field(field)?;
            self.put(&object, name, value)?;
        }
        if let Some(at) = &node.position {
            for (name, number) in PLACE.iter().zip([at.line, at.end_line, at.column, at.end_column]) {
                self.put(&object, name, Value::small_int(i64::from(number)))?;
            }
        }
        let object = object.into_value();
        if is_mark {
            self.marks.insert(node.class, object.clone());
        }
        Ok(object)
    }

    fn put(&mut self, object: &Ref<R, Instance<R>>, name: &str, value: Value<R>) -> Return<R, ()> {
        let name = self.vm.intern(name);
        self.vm.set_own_attribute(object, &name, value)
    }

    fn field(&mut self, field: &Field) -> Return<R> {
        Ok(match field {
            Field::None => Value::NONE,
            Field::Node(node) => self.node(node)?,
            Field::List(fields) => {
                let items = fields.iter().map(|field| self.field(field)).collect::<Return<R, _>>()?;
                self.vm.new_list(items)?
            }
            Field::Text(text) => self.vm.new_str(text),
            Field::Number(number) => self.vm.new_int(*number),
            Field::Constant(constant) => self.constant(constant),
        })
    }

    fn constant(&mut self, constant: &Constant) -> Value<R> {
        match constant {
            Constant::None => Value::NONE,
            Constant::Ellipsis => Value::ELLIPSIS,
            Constant::Bool(truth) => Value::bool(*truth),
            Constant::Int(int) => self.vm.new_int(*int),
            Constant::Big(int) => self.vm.new_integer(int.clone()),
            Constant::Float(float) => Value::float(*float),
            Constant::Complex(real, imaginary) => self.vm.new_object(Complex::new(*real, *imaginary)),
            Constant::Str(text) => self.vm.new_str(text),
            Constant::Bytes(bytes) => self.vm.new_bytes(bytes),
            Constant::Tuple(items) | Constant::FrozenSet(items) => {
                let items = items.iter().map(|item| self.constant(item)).collect();
                self.vm.new_tuple(items)
            }
        }
    }
}

/// The tree of a source.
pub(super) fn parse<R: Runtime>(vm: &mut Vm<R>, source: &str, filename: &str, mode: Mode) -> Return<R> {
    let mut warnings = Vec::new();
    let tree = match compiler::syntax_tree(source, filename, mode, &mut warnings) {
        Ok(tree) => tree,
        Err(error) => return Err(vm.syntax_error(&error)),
    };
    vm.warn_of_source(warnings)?;
    let module = vm.import_module("_ast")?;
    Maker { vm, module, classes: HashMap::new(), marks: HashMap::new() }.node(&tree)
}

/// Whether a value is a node.
pub(super) fn is_node<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, bool> {
    let Some(module) = vm.loaded_module("_ast") else { return Ok(false) };
    let class = vm.get_attr_str(&module, "AST")?;
    Ok(class.as_ref::<Class<R>>().is_some_and(|class| vm.is_instance(value, class)))
}
