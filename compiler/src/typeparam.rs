//! Type parameters: a hidden function around the definition makes them, their bounds and defaults wait until asked for.

use crate::annotation::format_parameter;
use crate::body::{Body, Dest, Heading, Operand};
use crate::code::{Code, CodeKind, Constant, Params};
use crate::error::Result;
use crate::function::{DEFAULTS, KEYWORD_DEFAULTS};
use crate::op::{Free, Intrinsic, Op, Reg};
use crate::symbol::Tag;
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr, TypeParam};
use ruff_text_size::{Ranged, TextRange};
use std::sync::Arc;

impl<'a> Body<'a> {
    /// The undecorated function, in the temporary at the present top.
    pub fn generic_function(&mut self, def: &'a ast::StmtFunctionDef) -> Result<Operand> {
        let outer = Reg(self.b.top());
        // The defaults are evaluated out here and passed in.
        self.b.alloc();
        let parts = self.defaults(&def.parameters)?;
        let arguments = parts.count_ones() as u16;
        let mut names: Vec<Box<str>> = Vec::new();
        if parts & DEFAULTS != 0 {
            names.push(".defaults".into());
        }
        if parts & KEYWORD_DEFAULTS != 0 {
            names.push(".kwdefaults".into());
        }
        let mut body = self.hidden(def, &def.name, names.into(), def.range);
        let tuple = body.type_params(def.type_params.as_deref(), def.range)?;
        let first = Reg(body.b.top());
        for argument in 0..arguments {
            let dest = body.b.alloc();
            body.emit(Op::Copy { dest, src: Reg(argument) });
        }
        let function = body.function_with(def, first, parts)?;
        // The intrinsic wants the function first.
        body.emit(Op::Swap { left: tuple, right: function.reg() });
        body.b.set_top(tuple.0 + 1);
        body.emit(Op::BuildTuple { dest: tuple, first: tuple, count: 2 });
        let kind = Intrinsic::SetFunctionTypeParams;
        body.emit(Op::Intrinsic { kind, dest: tuple, src: tuple });
        body.b.emit_last(Op::Return { src: tuple });
        let code = body.finish(def.range)?;
        Ok(self.call_hidden(code, outer, arguments, def.range))
    }

    /// The undecorated class, in the temporary at the present top.
    pub fn generic_class(&mut self, def: &'a ast::StmtClassDef) -> Result<Operand> {
        let outer = self.b.alloc();
        let mut body = self.hidden(def, &def.name, Box::new([]), def.range);
        let tuple = body.type_params(def.type_params.as_deref(), def.range)?;
        let base = body.b.alloc();
        body.emit(Op::Copy { dest: base, src: tuple });
        body.emit(Op::Intrinsic { kind: Intrinsic::SubscriptGeneric, dest: base, src: base });
        body.store_name(&Name::new_static(".generic_base"), Operand::Temp(base));
        body.store_name(&Name::new_static(".type_params"), Operand::Temp(tuple));
        let class = body.class_value(def, Some(&Name::new_static(".generic_base")))?;
        body.b.emit_last(Op::Return { src: class.reg() });
        let code = body.finish(def.range)?;
        Ok(self.call_hidden(code, outer, 0, def.range))
    }

    pub fn type_alias(&mut self, s: &'a ast::StmtTypeAlias) -> Result {
        let Expr::Name(name) = &*s.name else { return Ok(()) };
        let Some(params) = &s.type_params else {
            self.alias_value(s, name, None)?;
            let alias = Operand::Temp(Reg(self.b.top() - 1));
            self.store_name(&name.id, alias);
            return Ok(());
        };
        let outer = self.b.alloc();
        let identifier = ast::Identifier::new(name.id.clone(), name.range);
        let mut body = self.hidden(s, &identifier, Box::new([]), s.range);
        body.alias_value(s, name, Some(params))?;
        let alias = Reg(body.b.top() - 1);
        body.b.emit_last(Op::Return { src: alias });
        let code = body.finish(s.range)?;
        let alias = self.call_hidden(code, outer, 0, s.range);
        self.store_name(&name.id, alias);
        Ok(())
    }

    /// A `TypeAliasType` in the temporary at the present top.
    fn alias_value(
        &mut self,
        s: &'a ast::StmtTypeAlias,
        name: &ast::ExprName,
        params: Option<&'a ast::TypeParams>,
    ) -> Result {
        self.at(s.range);
        let first = self.string(&name.id, Dest::Temp).reg();
        match params {
            Some(params) => {
                self.type_params(Some(params), s.range)?;
            }
            None => {
                self.none(Dest::Temp);
            }
        }
        self.evaluator(&s.value, Tag::Value, &name.id)?;
        self.b.set_top(first.0 + 1);
        self.at(s.range);
        self.emit(Op::BuildTuple { dest: first, first, count: 3 });
        self.emit(Op::Intrinsic { kind: Intrinsic::TypeAlias, dest: first, src: first });
        Ok(())
    }

    /// The body of the hidden function around a generic definition.
    fn hidden<T>(
        &self,
        node: &T,
        name: &ast::Identifier,
        parameters: Box<[Box<str>]>,
        range: TextRange,
    ) -> Body<'a> {
        let title = format!("<generic parameters of {name}>");
        let heading = Heading {
            qualname: self.qualify(&title),
            name: Name::from(title),
            first_line: self.unit.position(range).line,
        };
        let scope = self.unit.scopes.of(node, Tag::TypeParams).expect("type parameters have a scope");
        let count = parameters.len() as u16;
        let params =
            Params { names: parameters, positional_only: count, positional: count, ..Params::default() };
        let mut body = Body::new(self.unit, scope, CodeKind::Function, heading, params);
        body.at(range);
        body
    }

    /// Calls the hidden function, which belongs in `window`; its arguments are there already.
    fn call_hidden(&mut self, code: Arc<Code>, window: Reg, argc: u16, range: TextRange) -> Operand {
        self.at(range);
        let function = self.closure_function(code, Dest::Temp).reg();
        if function.0 != window.0 {
            self.emit(Op::Move { dest: window, src: function });
        }
        self.b.set_top(window.0 + 1);
        self.emit(Op::Call { dest: window, window, argc });
        Operand::Temp(window)
    }

    /// Makes and stores the type variables; a tuple of them in the temporary at the present top.
    fn type_params(&mut self, params: Option<&'a ast::TypeParams>, range: TextRange) -> Result<Reg> {
        let first = Reg(self.b.top());
        let mut count = 0;
        for param in params.into_iter().flat_map(|params| params.iter()) {
            self.type_param(param)?;
            let made = Reg(self.b.top() - 1);
            self.store_name(&param.name().id, Operand::InPlace(made));
            count += 1;
        }
        self.at(range);
        self.b.set_top(first.0 + 1);
        self.emit(Op::BuildTuple { dest: first, first, count });
        Ok(first)
    }

    fn type_param(&mut self, param: &'a TypeParam) -> Result {
        let name = &param.name().id;
        self.at(param.range());
        let made = self.string(name, Dest::Temp).reg();
        let kind = match param {
            TypeParam::TypeVar(ast::TypeParamTypeVar { bound: Some(bound), .. }) => {
                self.evaluator(bound, Tag::Bound, name)?;
                self.b.set_top(made.0 + 1);
                self.at(param.range());
                self.emit(Op::BuildTuple { dest: made, first: made, count: 2 });
                if bound.is_tuple_expr() {
                    Intrinsic::TypeVarWithConstraints
                } else {
                    Intrinsic::TypeVarWithBound
                }
            }
            TypeParam::TypeVar(_) => Intrinsic::TypeVar,
            TypeParam::TypeVarTuple(_) => Intrinsic::TypeVarTuple,
            TypeParam::ParamSpec(_) => Intrinsic::ParamSpec,
        };
        self.emit(Op::Intrinsic { kind, dest: made, src: made });
        if let Some(default) = param.default() {
            self.evaluator(default, Tag::Default, name)?;
            self.b.set_top(made.0 + 1);
            self.at(param.range());
            self.emit(Op::BuildTuple { dest: made, first: made, count: 2 });
            let kind = Intrinsic::SetTypeParamDefault;
            self.emit(Op::Intrinsic { kind, dest: made, src: made });
        }
        Ok(())
    }

    /// The function that evaluates a bound, default or alias value, in the temporary at the present top.
    fn evaluator(&mut self, e: &'a Expr, tag: Tag, name: &Name) -> Result {
        let heading = Heading {
            name: name.clone(),
            qualname: self.qualify(name),
            first_line: self.unit.position(e.range()).line,
        };
        let scope = self.unit.scopes.of(e, tag).expect("evaluators have a scope");
        let mut body = Body::new(self.unit, scope, CodeKind::Function, heading, format_parameter());
        body.at(e.range());
        body.check_format();
        let value = match e {
            Expr::Starred(starred) => {
                let value = body.push(&starred.value)?;
                body.emit(Op::Unpack { free: Free(Free::FIRST), first: value, src: value, count: 1 });
                Operand::Temp(value)
            }
            _ => body.expr(e, Dest::Any)?,
        };
        body.at(e.range());
        body.b.emit_last(Op::Return { src: value.reg() });
        let code = body.finish(e.range())?;
        self.at(e.range());
        let default = Constant::Tuple(Box::new([Constant::Int(1)]));
        let first = self.constant(&default, Dest::Temp).reg();
        self.make_function(code, DEFAULTS, first, Dest::Temp);
        Ok(())
    }
}
