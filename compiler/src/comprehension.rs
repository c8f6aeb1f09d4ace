//! Comprehensions: run in the frame around them where they can, generator expressions in one of their own.

use crate::body::{Body, Dest, Env, Heading, Operand, Variable};
use crate::code::{CodeKind, Params};
use crate::error::{Fault, Result};
use crate::op::{Far16, Free, Intrinsic, Op, Reg};
use crate::symbol::{Home, ScopeId, Tag, Uses};
use ruff_python_ast::name::Name;
use ruff_python_ast::{Comprehension, Expr};
use ruff_text_size::{Ranged, TextRange};
use std::collections::HashMap;

/// What happens to each element.
#[derive(Clone, Copy)]
enum Sink<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
    Yield(&'a Expr),
}

impl Sink<'_> {
    fn name(self) -> &'static str {
        match self {
            Sink::List(_) => "<listcomp>",
            Sink::Set(_) => "<setcomp>",
            Sink::Dict(..) => "<dictcomp>",
            Sink::Yield(_) => "<genexpr>",
        }
    }

    fn start(self, dest: Reg) -> Op {
        match self {
            Sink::Set(_) => Op::BuildSet { dest, first: dest, count: 0 },
            Sink::Dict(..) => Op::BuildDict { dest, first: dest, count: 0 },
            Sink::List(_) | Sink::Yield(_) => Op::BuildList { dest, first: dest, count: 0 },
        }
    }
}

impl<'a> Body<'a> {
    pub fn comprehension(&mut self, e: &'a Expr, dest: Dest) -> Result<Operand> {
        let (scope, generators, sink): (_, &'a [Comprehension], _) = match e {
            Expr::ListComp(e) => (self.unit.scopes.of(e, Tag::Body), &e.generators, Sink::List(&e.elt)),
            Expr::SetComp(e) => (self.unit.scopes.of(e, Tag::Body), &e.generators, Sink::Set(&e.elt)),
            Expr::DictComp(e) => {
                let key = e.key.as_deref().ok_or_else(|| Fault::syntax("invalid syntax", e.range))?;
                (self.unit.scopes.of(e, Tag::Body), &e.generators, Sink::Dict(key, &e.value))
            }
            Expr::Generator(e) => (self.unit.scopes.of(e, Tag::Body), &e.generators, Sink::Yield(&e.elt)),
            _ => unreachable!("called for comprehensions only"),
        };
        let scope = scope.expect("every comprehension has a scope");
        if self.unit.scopes.get(scope).inlined {
            self.inlined(scope, generators, sink, e.range(), dest)
        } else {
            self.nested(scope, generators, sink, e.range(), dest)
        }
    }

    fn inlined(
        &mut self,
        scope: ScopeId,
        generators: &'a [Comprehension],
        sink: Sink<'a>,
        range: TextRange,
        dest: Dest,
    ) -> Result<Operand> {
        self.at(range);
        let result = self.b.alloc();
        self.emit(sink.start(result));
        let env = self.comprehension_env(scope);
        let first = Reg(result.0 + 1);
        let count = env.variables.len() as u16;
        let cells: Vec<Reg> =
            env.variables.values().map(|at| &self.variables[*at]).filter(|v| v.cell).map(|v| v.reg).collect();
        self.b.alloc_run(count);
        for reg in cells {
            self.emit(Op::MakeCell { reg });
        }
        let iter = self.first_iterator(&generators[0])?;
        let mut variables: Vec<_> = env.variables.values().map(|at| &self.variables[*at]).collect();
        variables.sort_by_key(|variable| variable.reg.0);
        let variables = variables.into_iter().map(|variable| (variable.name.as_str(), variable.reg));
        let passing = self.b.passing_begins(variables);
        self.envs.push(env);
        self.clause(generators, 0, iter, sink, result, range)?;
        self.envs.pop();
        self.b.passing_ends(passing);
        self.at(range);
        if count > 0 {
            self.emit(Op::DropRange { first, count });
        }
        self.b.set_top(result.0 + 1);
        self.settle(Operand::Temp(result), dest)
    }

    /// Registers for the comprehension's variables, above its result.
    fn comprehension_env(&mut self, scope: ScopeId) -> Env {
        self.note_inlined(self.unit.scopes.get(scope));
        let mut variables = HashMap::new();
        let mut reg = self.b.top();
        for symbol in &self.unit.scopes.get(scope).symbols {
            if symbol.uses.has(Uses::BOUND) && matches!(symbol.home, Home::Local | Home::Cell) {
                variables.insert(symbol.name.clone(), self.variables.len());
                let cell = symbol.home == Home::Cell;
                self.variables.push(Variable { name: symbol.name.clone(), reg: Reg(reg), cell });
                reg += 1;
            }
        }
        Env { variables }
    }

    fn first_iterator(&mut self, clause: &'a Comprehension) -> Result<Reg> {
        let source = self.expr(&clause.iter, Dest::Any)?;
        self.at(clause.iter.range());
        Ok(self.iterator(source, clause.is_async))
    }

    /// The iterator over a value, in the temporary at the present top.
    pub fn iterator(&mut self, source: Operand, asynchronous: bool) -> Reg {
        if asynchronous {
            let src = self.settle_temp(source);
            self.emit(Op::GetAsyncIter { dest: src, src });
            return src;
        }
        let free = Free(self.consume(source, Free::FIRST));
        let dest = self.b.alloc();
        self.emit(Op::GetIter { free, dest, src: source.reg() });
        dest
    }

    fn settle_temp(&mut self, value: Operand) -> Reg {
        match value {
            Operand::Temp(reg) => reg,
            Operand::InPlace(src) => {
                let dest = self.b.alloc();
                self.emit(Op::Copy { dest, src });
                dest
            }
        }
    }

    fn clause(
        &mut self,
        generators: &'a [Comprehension],
        at: usize,
        iter: Reg,
        sink: Sink<'a>,
        result: Reg,
        range: TextRange,
    ) -> Result {
        let clause = &generators[at];
        if clause.is_async {
            return self.async_clause(generators, at, iter, sink, result, range);
        }
        let (head, next) = (self.b.label(), self.b.label());
        self.at(clause.iter.range());
        self.b.jump(next);
        let (target, pending) = self.begin_iteration(head, next, &clause.target)?;
        self.loop_depth += 1;
        self.finish_iteration(&clause.target, target, pending)?;
        self.filtered(generators, at, sink, result, range, next)?;
        self.loop_depth -= 1;
        self.at(clause.iter.range());
        self.b.bind(next);
        self.b.emit_jump(Op::ForIter { dest: target, iter, to: Far16(0) }, head);
        if self.b.is_temporary(iter) {
            self.b.set_top(iter.0);
        }
        Ok(())
    }

    fn filtered(
        &mut self,
        generators: &'a [Comprehension],
        at: usize,
        sink: Sink<'a>,
        result: Reg,
        range: TextRange,
        next: crate::emit::Label,
    ) -> Result {
        for condition in &generators[at].ifs {
            self.jump_if(condition, false, next)?;
        }
        if at + 1 < generators.len() {
            let iter = self.first_iterator(&generators[at + 1])?;
            return self.clause(generators, at + 1, iter, sink, result, range);
        }
        self.element(sink, result)
    }

    fn async_clause(
        &mut self,
        generators: &'a [Comprehension],
        at: usize,
        iter: Reg,
        sink: Sink<'a>,
        result: Reg,
        range: TextRange,
    ) -> Result {
        let clause = &generators[at];
        let (next, exhausted) = (self.b.label(), self.b.label());
        self.at(clause.iter.range());
        self.b.bind_head(next, &self.deleted);
        let value = self.async_next(iter, exhausted);
        self.loop_depth += 1;
        self.store_expr(&clause.target, value)?;
        self.filtered(generators, at, sink, result, range, next)?;
        self.loop_depth -= 1;
        self.at(clause.iter.range());
        self.b.jump(next);
        self.async_exhausted(iter, exhausted);
        Ok(())
    }

    fn element(&mut self, sink: Sink<'a>, result: Reg) -> Result {
        match sink {
            Sink::List(e) => {
                let value = self.expr(e, Dest::Any)?;
                let free = Free(self.consume(value, Free::SECOND));
                self.at(e.range());
                self.emit(Op::ListAppend { free, list: result, value: value.reg() });
            }
            Sink::Set(e) => {
                let value = self.expr(e, Dest::Any)?;
                let free = Free(self.consume(value, Free::SECOND));
                self.at(e.range());
                self.emit(Op::SetAdd { free, set: result, value: value.reg() });
            }
            Sink::Dict(key, value) => {
                let key_operand = self.operand(key, &[value])?;
                let value_operand = self.expr(value, Dest::Any)?;
                let third = self.consume(value_operand, Free::THIRD);
                let free = Free(third | self.consume(key_operand, Free::SECOND));
                self.at(key.range().cover(value.range()));
                let (key, value) = (key_operand.reg(), value_operand.reg());
                self.emit(Op::DictSet { free, dict: result, key, value });
            }
            Sink::Yield(e) => {
                let value = self.push(e)?;
                self.at(e.range());
                if self.frame_scope().coroutine {
                    let kind = Intrinsic::AsyncGeneratorWrap;
                    self.emit(Op::Intrinsic { kind, dest: value, src: value });
                }
                self.emit(Op::Yield { dest: value, value });
                self.discard(Operand::Temp(value));
            }
        }
        Ok(())
    }

    // ---- comprehensions with a frame of their own --------------------------------------------------------------

    fn nested(
        &mut self,
        scope: ScopeId,
        generators: &'a [Comprehension],
        sink: Sink<'a>,
        range: TextRange,
        dest: Dest,
    ) -> Result<Operand> {
        let heading = Heading {
            name: Name::new_static(sink.name()),
            qualname: self.qualify(sink.name()),
            first_line: self.unit.position(range).line,
        };
        let params =
            Params { names: Box::new([".0".into()]), positional_only: 1, positional: 1, ..Params::default() };
        let mut body = Body::new(self.unit, scope, CodeKind::Function, heading, params);
        body.at(range);
        body.wrapped(|body| {
            let Sink::Yield(_) = sink else {
                let result = body.b.alloc();
                body.emit(sink.start(result));
                body.clause(generators, 0, Reg(0), sink, result, range)?;
                body.at(range);
                body.b.emit_last(Op::Return { src: result });
                body.b.set_top(result.0);
                return Ok(());
            };
            body.clause(generators, 0, Reg(0), sink, Reg(0), range)?;
            body.at(range);
            body.b.emit_last(Op::ReturnNone);
            Ok(())
        })?;
        let code = body.finish(range)?;
        self.at(range);
        let window = self.closure_function(code, Dest::Temp).reg();
        self.first_iterator(&generators[0])?;
        self.b.set_top(window.0);
        let reg = self.result(dest);
        self.at(range);
        self.emit(Op::Call { dest: reg, window, argc: 1 });
        Ok(self.done(dest, reg))
    }
}
