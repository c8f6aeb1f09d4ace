//! Function definitions and lambdas: defaults, annotations and closure in registers, the body as a code object of its own.

use crate::body::{Body, Dest, Heading, Operand};
use crate::code::{Code, CodeKind, Constant, Params};
use crate::docstring;
use crate::error::Result;
use crate::op::{Intrinsic, Op, Reg};
use crate::scope::has_annotations;
use crate::symbol::{Private, Tag, mangle};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};
use std::sync::Arc;

pub(crate) const DEFAULTS: u8 = 1;
pub(crate) const KEYWORD_DEFAULTS: u8 = 2;
const ANNOTATE: u8 = 4;
const CLOSURE: u8 = 8;

impl<'a> Body<'a> {
    pub fn function_def(&mut self, def: &'a ast::StmtFunctionDef) -> Result {
        let place = self.unit.definition(def.range, &def.decorator_list, &def.name);
        let decorators = self.decorators(&def.decorator_list)?;
        let function =
            if def.type_params.is_some() { self.generic_function(def)? } else { self.function_value(def)? };
        let function = self.decorate(&def.decorator_list, decorators, function);
        self.at(place);
        self.store_name(&def.name.id, function);
        Ok(())
    }

    pub fn decorators(&mut self, decorators: &'a [ast::Decorator]) -> Result<Reg> {
        let first = Reg(self.b.top());
        for decorator in decorators {
            self.push(&decorator.expression)?;
        }
        Ok(first)
    }

    /// Calls the decorators from `first` on, the last one first, on the value in the topmost temporary.
    pub fn decorate(&mut self, decorators: &'a [ast::Decorator], first: Reg, value: Operand) -> Operand {
        let mut value = value;
        for (at, decorator) in decorators.iter().enumerate().rev() {
            let window = Reg(first.0 + at as u16);
            self.at(decorator.expression.range());
            self.b.set_top(window.0);
            let dest = self.b.alloc();
            self.emit(Op::Call { dest, window, argc: 1 });
            value = Operand::Temp(dest);
        }
        value
    }

    /// The function, undecorated, in the temporary at the present top.
    pub fn function_value(&mut self, def: &'a ast::StmtFunctionDef) -> Result<Operand> {
        let first = Reg(self.b.top());
        let parts = self.defaults(&def.parameters)?;
        self.function_with(def, first, parts)
    }

    /// The same, with the defaults pushed from `first` on already.
    pub fn function_with(&mut self, def: &'a ast::StmtFunctionDef, first: Reg, parts: u8) -> Result<Operand> {
        let mut parts = parts;
        let place = self.unit.definition(def.range, &def.decorator_list, &def.name);
        let first_line = first_line(self, &def.decorator_list, def.range);
        let heading = Heading { name: def.name.id.clone(), qualname: self.qualify(&def.name.id), first_line };
        self.at(place);
        if has_annotations(&def.parameters, def.returns.as_deref()) {
            let annotate = self.annotate_function(def)?;
            self.closure_function(annotate, Dest::Temp);
            parts |= ANNOTATE;
        }
        let scope = self.unit.scopes.of(def, Tag::Body).expect("every function has a scope");
        let params = parameters(&def.parameters, self.unit.scopes.get(scope).private.as_ref());
        let mut body = Body::new(self.unit, scope, CodeKind::Function, heading, params);
        body.function_body(&def.body)?;
        let code = body.finish(def.range)?;
        self.at(place);
        Ok(self.make_function(code, parts, first, Dest::Temp))
    }

    pub fn lambda(&mut self, e: &'a ast::ExprLambda, dest: Dest) -> Result<Operand> {
        let first = Reg(self.b.top());
        let parts = match &e.parameters {
            Some(parameters) => self.defaults(parameters)?,
            None => 0,
        };
        let heading = Heading {
            name: Name::new_static("<lambda>"),
            qualname: self.qualify("<lambda>"),
            first_line: self.unit.position(e.range).line,
        };
        let scope = self.unit.scopes.of(e, Tag::Body).expect("every lambda has a scope");
        let private = self.unit.scopes.get(scope).private.as_ref();
        let params = e.parameters.as_deref().map_or_else(Params::default, |list| parameters(list, private));
        let mut body = Body::new(self.unit, scope, CodeKind::Function, heading, params);
        body.returning(&e.body)?;
        let code = body.finish(e.range)?;
        self.at(e.range);
        Ok(self.make_function(code, parts, first, dest))
    }

    /// Pushes the default values; which parts were pushed.
    pub fn defaults(&mut self, parameters: &'a ast::Parameters) -> Result<u8> {
        let mut parts = 0;
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let defaults: Vec<&'a Expr> =
            positional.filter_map(|parameter| parameter.default.as_deref()).collect();
        if !defaults.is_empty() {
            self.tuple_of(&defaults)?;
            parts |= DEFAULTS;
        }
        let named: Vec<_> = parameters
            .kwonlyargs
            .iter()
            .filter_map(|parameter| Some((&parameter.parameter.name, parameter.default.as_deref()?)))
            .collect();
        if !named.is_empty() {
            let dict = Reg(self.b.top());
            for (name, default) in &named {
                self.at(default.range());
                let name = self.mangle(&name.id);
                self.string(&name, Dest::Temp);
                self.push(default)?;
            }
            self.b.set_top(dict.0 + 1);
            self.emit(Op::BuildDict { dest: dict, first: dict, count: named.len() as u16 });
            parts |= KEYWORD_DEFAULTS;
        }
        Ok(parts)
    }

    /// A tuple of these values in the temporary at the present top.
    pub fn tuple_of(&mut self, values: &[&'a Expr]) -> Result<Reg> {
        let constants: Option<Box<[Constant]>> = values.iter().map(|value| self.fold(value)).collect();
        if let Some(constants) = constants {
            return Ok(self.constant(&Constant::Tuple(constants), Dest::Temp).reg());
        }
        let first = Reg(self.b.top());
        for value in values {
            self.push(value)?;
        }
        self.b.set_top(first.0 + 1);
        self.emit(Op::BuildTuple { dest: first, first, count: values.len() as u16 });
        Ok(first)
    }

    /// A function of `code` with the parts pushed from `first` on, and its closure.
    pub fn make_function(&mut self, code: Arc<Code>, parts: u8, first: Reg, dest: Dest) -> Operand {
        let mut parts = parts;
        if !code.free_variables.is_empty() {
            let cells = Reg(self.b.top());
            for name in &code.free_variables {
                let src = self.cell(&Name::from(name.as_ref()));
                let dest = self.b.alloc();
                self.emit(Op::Copy { dest, src });
            }
            self.b.set_top(cells.0 + 1);
            let count = code.free_variables.len() as u16;
            self.emit(Op::BuildTuple { dest: cells, first: cells, count });
            parts |= CLOSURE;
        }
        self.b.set_top(first.0);
        let reg = self.result(dest);
        let code = self.b.child(code);
        self.emit(Op::MakeFunction { parts, dest: reg, first, code });
        self.done(dest, reg)
    }

    /// A function of `code` with nothing but a closure.
    pub fn closure_function(&mut self, code: Arc<Code>, dest: Dest) -> Operand {
        let first = Reg(self.b.top());
        self.make_function(code, 0, first, dest)
    }

    // ---- inside the new body -----------------------------------------------------------------------------------

    pub fn function_body(&mut self, statements: &'a [Stmt]) -> Result {
        let statements = match docstring::split(statements) {
            Some((_, rest)) if self.unit.drops_docstrings() => rest,
            Some((text, rest)) => {
                self.docstring = Some(docstring::clean(&text).into());
                rest
            }
            None => statements,
        };
        self.wrapped(|body| {
            match statements {
                // The return is instruction enough for a statement that does nothing.
                [Stmt::Pass(only)] => body.at(only.range),
                _ => {
                    body.body(statements)?;
                    body.no_position();
                }
            }
            body.b.emit_last(Op::ReturnNone);
            Ok(())
        })
    }

    pub fn returning(&mut self, e: &'a Expr) -> Result {
        self.wrapped(|body| {
            let value = body.expr(e, Dest::Any)?;
            body.at(e.range());
            body.b.emit_last(Op::Return { src: value.reg() });
            body.consume(value, 0);
            Ok(())
        })
    }

    /// Compiles what is given; in a generator, a StopIteration that leaves it becomes RuntimeError.
    pub fn wrapped(&mut self, inner: impl FnOnce(&mut Self) -> Result) -> Result {
        let scope = self.frame_scope();
        if !scope.generator && !scope.coroutine {
            return inner(self);
        }
        let stopped = self.b.label();
        self.b.push_handler(stopped, &self.deleted);
        inner(self)?;
        self.b.pop_handler();
        self.b.bind(stopped);
        let exception = self.b.alloc();
        self.b.position = crate::code::Position::default();
        self.emit(Op::Intrinsic { kind: Intrinsic::StopIterationError, dest: exception, src: exception });
        self.b.emit_last(Op::Reraise { src: exception });
        self.b.set_top(exception.0);
        Ok(())
    }
}

pub(crate) fn first_line(body: &Body<'_>, decorators: &[ast::Decorator], range: TextRange) -> u32 {
    let range = decorators.first().map_or(range, |decorator| decorator.range);
    body.unit.position(range).line
}

pub(crate) fn parameters(list: &ast::Parameters, private: Option<&Private>) -> Params {
    let names = list
        .posonlyargs
        .iter()
        .chain(&list.args)
        .chain(&list.kwonlyargs)
        .map(|parameter| &parameter.parameter.name)
        .chain(list.vararg.as_deref().map(|parameter| &parameter.name))
        .chain(list.kwarg.as_deref().map(|parameter| &parameter.name));
    Params {
        names: names.map(|name| mangle(private, &name.id).as_str().into()).collect(),
        positional_only: list.posonlyargs.len() as u16,
        positional: (list.posonlyargs.len() + list.args.len()) as u16,
        keyword_only: list.kwonlyargs.len() as u16,
        var_positional: list.vararg.is_some(),
        var_keyword: list.kwarg.is_some(),
    }
}
