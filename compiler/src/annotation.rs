//! Annotations: evaluated by an `__annotate__` function when asked for, or kept as text.

use crate::body::{Body, Dest, Heading, Operand};
use crate::code::{Code, CodeKind, Constant, Params};
use crate::emit::Access;
use crate::error::Result;
use crate::op::{Free, Intrinsic, Near, Op, Reg};
use crate::symbol::{ScopeId, Tag, mangle};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};
use std::sync::Arc;

impl<'a> Body<'a> {
    /// The `__annotate__` function of a function definition.
    pub fn annotate_function(&mut self, def: &'a ast::StmtFunctionDef) -> Result<Arc<Code>> {
        let annotated: Vec<(&'a ast::Identifier, &'a Expr)> = def
            .parameters
            .iter()
            .filter_map(|parameter| {
                let parameter = parameter.as_parameter();
                Some((&parameter.name, parameter.annotation.as_deref()?))
            })
            .collect();
        let private = self.frame_scope().private.as_ref();
        let mut entries: Vec<(Name, &'a Expr)> =
            annotated.into_iter().map(|(name, annotation)| (mangle(private, &name.id), annotation)).collect();
        if let Some(returns) = &def.returns {
            entries.push((Name::new_static("return"), returns));
        }
        let qualname = format!("{}.__annotate__", self.qualify(&def.name.id));
        let scope = self.unit.scopes.of(def, Tag::Annotations).unwrap_or(self.scope);
        let mut body = self.annotate_body(scope, qualname, def.range);
        body.check_format();
        let dict = body.b.alloc();
        body.emit(Op::BuildDict { dest: dict, first: dict, count: 0 });
        for (name, annotation) in entries {
            body.annotation_entry(dict, &name, annotation)?;
        }
        body.b.emit_last(Op::Return { src: dict });
        body.finish(def.range)
    }

    /// A body for annotations; without a scope of its own it contains nothing but text.
    fn annotate_body(&self, scope: ScopeId, qualname: String, range: TextRange) -> Body<'a> {
        let heading = Heading {
            name: Name::new_static("__annotate__"),
            qualname,
            first_line: self.unit.position(range).line,
        };
        let scope = if self.unit.future_annotations { ScopeId::TEXT } else { scope };
        let mut body = Body::new(self.unit, scope, CodeKind::Function, heading, format_parameter());
        body.at(range);
        body
    }

    pub fn check_format(&mut self) {
        let format = self.b.alloc();
        self.emit(Op::Copy { dest: format, src: Reg(0) });
        self.emit(Op::Intrinsic { kind: Intrinsic::CheckAnnotateFormat, dest: format, src: format });
        self.discard(Operand::Temp(format));
    }

    fn annotation_entry(&mut self, dict: Reg, name: &Name, annotation: &'a Expr) -> Result {
        self.at(annotation.range());
        let key = self.string(name, Dest::Temp).reg();
        let value = self.annotation_value(annotation)?;
        self.at(annotation.range());
        self.b.set_top(key.0);
        self.emit(Op::DictSet { free: Free(Free::SECOND | Free::THIRD), dict, key, value });
        Ok(())
    }

    fn annotation_value(&mut self, annotation: &'a Expr) -> Result<Reg> {
        if self.unit.future_annotations {
            let text = crate::normal::text(annotation);
            return Ok(self.string(&text, Dest::Temp).reg());
        }
        if let Expr::Starred(starred) = annotation {
            let value = self.push(&starred.value)?;
            self.emit(Op::Unpack { free: Free(Free::FIRST), first: value, src: value, count: 1 });
            return Ok(value);
        }
        self.push(annotation)
    }

    // ---- module and class variables ----------------------------------------------------------------------------

    /// Notes the annotation of a module or class variable.
    pub fn annotate_variable(&mut self, s: &'a ast::StmtAnnAssign) -> Result {
        let Expr::Name(name) = &*s.target else { return Ok(()) };
        self.at(s.annotation.range());
        if self.unit.future_annotations {
            // The body's own, whatever the name means where nothing is annotated.
            let dict = self.b.alloc();
            let site = self.b.site(&Name::new_static("__annotations__"), Access::Name);
            self.emit(Op::LoadName { dest: dict, site });
            let key = self.mangle(&name.id);
            let key = self.string(&key, Dest::Temp).reg();
            let value = self.annotation_value(&s.annotation)?;
            self.b.set_top(dict.0);
            let free = Free(Free::FIRST | Free::SECOND | Free::THIRD);
            self.emit(Op::SetItem { free, object: dict, index: key, value });
            return Ok(());
        }
        let number = self.annotated.len() as i64;
        let noted = self.conditional > 0;
        if noted && self.b.reachable {
            let set = self.load_conditional_annotations();
            let value = self.constant(&Constant::Int(number), Dest::Temp).reg();
            self.b.set_top(set.0);
            self.emit(Op::SetAdd { free: Free(Free::SECOND), set, value });
            self.emit(Op::Drop { src: set });
        }
        if self.b.reachable {
            self.annotated.push((s, noted.then_some(number)));
        }
        Ok(())
    }

    fn load_conditional_annotations(&mut self) -> Reg {
        let name = Name::new_static("__conditional_annotations__");
        let dest = self.b.alloc();
        if let Some(cell) = self.closure.get(&name).copied() {
            let name = self.b.name(&name);
            self.emit(Op::CellGet { dest, cell, name });
        } else {
            let load = match self.kind {
                CodeKind::Function => Op::LoadGlobal { dest, site: self.b.site(&name, Access::Global) },
                _ => Op::LoadName { dest, site: self.b.site(&name, Access::Name) },
            };
            self.emit(load);
        }
        dest
    }

    /// At the start of a module or class body that has annotations.
    pub fn begin_annotations(&mut self, body: &[ast::Stmt]) {
        if self.unit.future_annotations {
            if has_variable_annotation(body) {
                let none = self.none(Dest::Temp).reg();
                self.emit(Op::Intrinsic { kind: Intrinsic::SetupAnnotations, dest: none, src: none });
                self.discard(Operand::Temp(none));
            }
            return;
        }
        if self.frame_scope().conditional_annotations {
            let name = Name::new_static("__conditional_annotations__");
            let set = self.b.alloc();
            self.emit(Op::BuildSet { dest: set, first: set, count: 0 });
            self.b.set_top(set.0);
            if let Some(cell) = self.closure.get(&name).copied() {
                self.emit(Op::CellSet { free: Free(Free::SECOND), cell, value: set });
            } else {
                let site = self.b.site(&name, Access::Name);
                self.emit(Op::StoreName { free: Free(Free::FIRST), src: set, site });
            }
        }
    }

    /// At the end of a module or class body: its `__annotate__` function.
    pub fn end_annotations(&mut self, range: TextRange) -> Result {
        let Some(scope) = self.frame_scope().annotations else { return Ok(()) };
        let annotated = std::mem::take(&mut self.annotated);
        if annotated.is_empty() {
            return Ok(());
        }
        let qualname = match self.kind {
            CodeKind::Class => format!("{}.__annotate__", self.qualname),
            _ => "__annotate__".to_owned(),
        };
        let mut body = self.annotate_body(scope, qualname, range);
        body.check_format();
        let dict = body.b.alloc();
        body.emit(Op::BuildDict { dest: dict, first: dict, count: 0 });
        for (s, number) in annotated {
            let Expr::Name(name) = &*s.target else { continue };
            let skip = body.b.label();
            if let Some(number) = number {
                body.at(s.annotation.range());
                let left = body.constant(&Constant::Int(number), Dest::Temp).reg();
                let right = body.load_conditional_annotations();
                body.b.set_top(left.0);
                let free = Free(Free::FIRST | Free::SECOND);
                body.b.emit_jump(Op::JumpIn { free, left, right, to: Near(0) }, skip);
            }
            let key = body.mangle(&name.id);
            body.annotation_entry(dict, &key, &s.annotation)?;
            body.b.bind(skip);
        }
        body.b.emit_last(Op::Return { src: dict });
        let code = body.finish(range)?;
        let function = self.closure_function(code, Dest::Temp);
        let name = match self.kind {
            CodeKind::Class => "__annotate_func__",
            _ => "__annotate__",
        };
        self.store_namespace(name, function);
        Ok(())
    }
}

/// The one parameter of an annotation scope's function, under a name no source can use.
pub(crate) fn format_parameter() -> Params {
    Params { names: Box::new([".format".into()]), positional_only: 1, positional: 1, ..Params::default() }
}

fn has_variable_annotation(body: &[ast::Stmt]) -> bool {
    use ast::Stmt;
    body.iter().any(|stmt| match stmt {
        Stmt::AnnAssign(s) => s.simple && s.target.is_name_expr(),
        Stmt::If(s) => {
            has_variable_annotation(&s.body)
                || s.elif_else_clauses.iter().any(|clause| has_variable_annotation(&clause.body))
        }
        Stmt::For(s) => has_variable_annotation(&s.body) || has_variable_annotation(&s.orelse),
        Stmt::While(s) => has_variable_annotation(&s.body) || has_variable_annotation(&s.orelse),
        Stmt::With(s) => has_variable_annotation(&s.body),
        Stmt::Match(s) => s.cases.iter().any(|case| has_variable_annotation(&case.body)),
        Stmt::Try(s) => {
            has_variable_annotation(&s.body)
                || has_variable_annotation(&s.orelse)
                || has_variable_annotation(&s.finalbody)
                || s.handlers.iter().any(|handler| {
                    let ast::ExceptHandler::ExceptHandler(handler) = handler;
                    has_variable_annotation(&handler.body)
                })
        }
        _ => false,
    })
}
