//! Class definitions: the body is a code object that fills a namespace, `__build_class__` does the rest.

use crate::body::{Body, Dest, Heading, Operand, Place};
use crate::code::{Code, CodeKind, Constant, Params};
use crate::docstring;
use crate::emit::Access;
use crate::error::Result;
use crate::function::first_line;
use crate::op::{Free, Intrinsic, Op};
use crate::symbol::Tag;
use ruff_python_ast as ast;
use ruff_python_ast::name::Name;
use std::sync::Arc;

impl<'a> Body<'a> {
    pub fn class_def(&mut self, def: &'a ast::StmtClassDef) -> Result {
        let place = self.unit.definition(def.range, &def.decorator_list, &def.name);
        let decorators = self.decorators(&def.decorator_list)?;
        let class =
            if def.type_params.is_some() { self.generic_class(def)? } else { self.class_value(def, None)? };
        let class = self.decorate(&def.decorator_list, decorators, class);
        self.at(place);
        self.store_name(&def.name.id, class);
        Ok(())
    }

    /// The class, undecorated, in the temporary at the present top; `generic_base` is one more base.
    pub fn class_value(
        &mut self,
        def: &'a ast::StmtClassDef,
        generic_base: Option<&Name>,
    ) -> Result<Operand> {
        let place = self.unit.definition(def.range, &def.decorator_list, &def.name);
        let window = self.b.alloc();
        self.at(place);
        self.emit(Op::LoadBuildClass { dest: window });
        let code = self.class_code(def)?;
        self.at(place);
        self.closure_function(code, Dest::Temp);
        self.string(&def.name.id, Dest::Temp);
        let shape = match (&def.arguments, generic_base) {
            (Some(arguments), base) => self.arguments(arguments, place, window, 2, base)?,
            (None, Some(base)) => {
                self.load_mangled(base, Dest::Temp);
                crate::call::Shape::Positional(3)
            }
            (None, None) => crate::call::Shape::Positional(2),
        };
        self.at(place);
        Ok(self.call_window(window, &shape, Dest::Temp))
    }

    fn class_code(&mut self, def: &'a ast::StmtClassDef) -> Result<Arc<Code>> {
        let scope = self.unit.scopes.of(def, Tag::Body).expect("every class has a scope");
        let heading = Heading {
            name: def.name.id.clone(),
            qualname: self.qualify(&def.name.id),
            first_line: first_line(self, &def.decorator_list, def.range),
        };
        let mut body = Body::new(self.unit, scope, CodeKind::Class, heading, Params::default());
        body.at(def.range);
        body.b.position.end_line = body.b.position.line;
        body.class_body(def)?;
        body.finish(def.range)
    }

    fn class_body(&mut self, def: &'a ast::StmtClassDef) -> Result {
        let module = self.module_name();
        self.store_namespace("__module__", module);
        let qualname = self.qualname.clone();
        let qualname = self.string(&qualname, Dest::Temp);
        self.store_namespace("__qualname__", qualname);
        let line = self.constant(&Constant::Int(i64::from(self.first_line)), Dest::Temp);
        self.store_namespace("__firstlineno__", line);
        if def.type_params.is_some() {
            let params = self.load_mangled(&Name::new_static(".type_params"), Dest::Temp);
            self.store_namespace("__type_params__", params);
        }
        let dict_cell = self.closure.get("__classdict__").copied().filter(|_| self.frame_scope().dict_cell);
        if let Some(cell) = dict_cell {
            let namespace = self.none(Dest::Temp).reg();
            self.emit(Op::Intrinsic { kind: Intrinsic::Locals, dest: namespace, src: namespace });
            self.emit(Op::CellSet { free: Free(Free::SECOND), cell, value: namespace });
            self.b.set_top(namespace.0);
        }
        self.begin_annotations(&def.body);
        let statements = match docstring::split(&def.body) {
            Some((_, rest)) if self.unit.drops_docstrings() => rest,
            Some((text, rest)) => {
                let text = docstring::clean(&text);
                let value = self.string(&text, Dest::Temp);
                self.at(ruff_text_size::Ranged::range(&def.body[0]));
                self.store_namespace("__doc__", value);
                self.docstring = Some(text.into());
                rest
            }
            None => &def.body,
        };
        self.body(statements)?;
        self.end_annotations(def.range)?;
        self.no_position();
        let names = self.frame_scope().instance_names.iter();
        let names = Constant::Tuple(names.map(|name| Constant::Str(name.as_str().into())).collect());
        let names = self.constant(&names, Dest::Temp);
        self.store_namespace("__static_attributes__", names);
        if let Some(src) = dict_cell {
            let dest = self.b.alloc();
            self.emit(Op::Copy { dest, src });
            self.store_namespace("__classdictcell__", Operand::Temp(dest));
        }
        if self.frame_scope().class_cell {
            let cell = self.closure["__class__"];
            let dest = self.b.alloc();
            self.emit(Op::Copy { dest, src: cell });
            self.store_namespace("__classcell__", Operand::Temp(dest));
            self.b.emit_last(Op::Return { src: cell });
        } else {
            self.b.emit_last(Op::ReturnNone);
        }
        Ok(())
    }

    /// The `__name__` that a class body finds: in its namespace first, which may be of any kind.
    fn module_name(&mut self) -> Operand {
        let name = Name::new_static("__name__");
        if !matches!(self.lookup(&name), Place::Global) {
            return self.load_mangled(&name, Dest::Temp);
        }
        let reg = self.result(Dest::Temp);
        let site = self.b.site(&name, Access::Name);
        self.emit(Op::LoadName { dest: reg, site });
        self.done(Dest::Temp, reg)
    }

    /// Stores into the namespace of a module or class body.
    pub fn store_namespace(&mut self, name: &str, value: Operand) {
        let free = Free(self.consume(value, Free::FIRST));
        let site = self.b.site(name, Access::Name);
        self.emit(Op::StoreName { free, src: value.reg(), site });
    }
}
