//! `try`: handlers lie beside the code they cover, `finally` bodies are written once for each way out.

use crate::body::{Block, Body, Operand, Place};
use crate::code::Position;
use crate::emit::Label;
use crate::error::{Fault, Result};
use crate::op::{Far, Free, Intrinsic, Near, Op, Reg};
use ruff_python_ast::{self as ast, ExceptHandler};

impl<'a> Body<'a> {
    pub fn try_stmt(&mut self, s: &'a ast::StmtTry) -> Result {
        self.at(s.range);
        self.b.pass_line();
        if s.finalbody.is_empty() {
            return self.try_except(s);
        }
        let (failed, end) = (self.b.label(), self.b.label());
        let level = self.b.handler_level();
        self.b.push_handler(failed, &self.deleted);
        self.enter(Block::Finally { body: &s.finalbody, level }, s.range)?;
        if s.handlers.is_empty() {
            self.conditional(&s.body)?;
        } else {
            self.try_except(s)?;
        }
        self.blocks.pop();
        self.b.pop_handler();
        self.conditional(&s.finalbody)?;
        self.b.jump(end);

        self.b.bind(failed);
        let (exception, saved) = self.enter_handler();
        let again = self.b.label();
        self.b.push_handler(again, &self.deleted);
        self.enter(Block::Handler { saved, exception, name: None, star: false }, s.range)?;
        self.conditional(&s.finalbody)?;
        self.blocks.pop();
        self.b.pop_handler();
        // A frame that is left here was at the last line of the block, if that is the same whatever the way.
        if s.finalbody.last().is_some_and(has_blocks) {
            self.no_position();
        }
        self.emit(Op::LeaveHandler { saved });
        self.b.emit_last(Op::Reraise { src: exception });
        self.reraise_from(again, saved);
        self.b.set_top(exception.0);
        self.b.bind(end);
        Ok(())
    }

    /// The first instruction of a handler: the exception and what was handled before it, in two temporaries.
    pub fn enter_handler(&mut self) -> (Reg, Reg) {
        let exception = self.b.alloc();
        let saved = self.b.alloc();
        self.no_position();
        self.emit(Op::EnterHandler { saved, exception });
        (exception, saved)
    }

    /// The handler of a handler: what was handled before is handled again, the new exception goes on.
    pub fn reraise_from(&mut self, label: Label, saved: Reg) {
        self.b.bind(label);
        let exception = self.b.alloc();
        self.no_position();
        self.emit(Op::LeaveHandler { saved });
        self.b.emit_last(Op::Reraise { src: exception });
        self.b.set_top(exception.0);
    }

    /// Leaves a handler with an exception; its own handler, number `level`, is not meant to see it.
    pub fn leave_with(&mut self, saved: Reg, exception: Reg, level: usize) {
        let suspended = self.b.suspend(level);
        self.emit(Op::LeaveHandler { saved });
        self.b.emit_last(Op::Reraise { src: exception });
        self.b.resume(suspended);
    }

    /// Leaves a handler whose exception is done with, for `to`.
    fn leave_for(&mut self, saved: Reg, exception: Option<Reg>, level: usize, to: Label) {
        let suspended = self.b.suspend(level);
        self.emit(Op::LeaveHandler { saved });
        if let Some(src) = exception {
            self.emit(Op::Drop { src });
        }
        self.b.jump(to);
        self.b.resume(suspended);
    }

    pub fn no_position(&mut self) {
        self.b.position = Position::default();
    }

    fn try_except(&mut self, s: &'a ast::StmtTry) -> Result {
        let (failed, end) = (self.b.label(), self.b.label());
        self.b.push_handler(failed, &self.deleted);
        self.conditional(&s.body)?;
        self.b.pop_handler();
        self.conditional(&s.orelse)?;
        self.b.jump(end);

        self.b.bind(failed);
        let (exception, saved) = self.enter_handler();
        let again = self.b.label();
        let level = self.b.handler_level();
        self.b.push_handler(again, &self.deleted);
        if s.is_star {
            self.star_clauses(s, exception, saved, level, end)?;
        } else {
            self.clauses(s, exception, saved, level, end)?;
        }
        self.b.pop_handler();
        self.reraise_from(again, saved);
        self.b.set_top(exception.0);
        self.b.bind(end);
        Ok(())
    }

    fn clauses(
        &mut self,
        s: &'a ast::StmtTry,
        exception: Reg,
        saved: Reg,
        level: usize,
        end: Label,
    ) -> Result {
        let last = s.handlers.len() - 1;
        for (at, ExceptHandler::ExceptHandler(handler)) in s.handlers.iter().enumerate() {
            let next = self.b.label();
            match &handler.type_ {
                Some(types) => {
                    let types_at = self.push(types)?;
                    self.b.set_top(types_at.0);
                    self.at(handler.range);
                    self.b.emit_jump(Op::JumpUnlessMatch { exception, types: types_at, to: Near(0) }, next);
                }
                None if at < last => {
                    return Err(Fault::syntax("default 'except:' must be last", handler.range));
                }
                None => {}
            }
            self.clause_body(handler, exception, saved, level, end)?;
            self.b.bind(next);
        }
        // A frame that is left here was at the last of the clauses.
        let ExceptHandler::ExceptHandler(handler) = &s.handlers[last];
        self.at(handler.range);
        self.leave_with(saved, exception, level);
        Ok(())
    }

    /// The body of an `except` clause, up to the jump to `end` where the exception is no longer handled.
    fn clause_body(
        &mut self,
        handler: &'a ast::ExceptHandlerExceptHandler,
        exception: Reg,
        saved: Reg,
        level: usize,
        end: Label,
    ) -> Result {
        let Some(name) = &handler.name else {
            self.enter(Block::Handler { saved, exception, name: None, star: false }, handler.range)?;
            self.conditional(&handler.body)?;
            self.blocks.pop();
            self.no_position();
            self.leave_for(saved, Some(exception), level, end);
            return Ok(());
        };
        let top = self.b.top();
        self.at(handler.range);
        self.store_name(&name.id, Operand::Temp(exception));
        self.b.set_top(top);
        let failed = self.b.label();
        self.b.push_handler(failed, &self.deleted);
        self.enter(Block::Handler { saved, exception, name: Some(name), star: false }, handler.range)?;
        self.conditional(&handler.body)?;
        self.blocks.pop();
        self.b.pop_handler();
        self.no_position();
        self.unbind_exception(name);
        self.leave_for(saved, None, level, end);

        self.b.bind(failed);
        let raised = self.b.alloc();
        self.unbind_exception(name);
        self.leave_with(saved, raised, level);
        self.b.set_top(top);
        Ok(())
    }

    /// The end of `except … as name`: the name is unbound, whatever became of it.
    pub fn unbind_exception(&mut self, name: &ast::Identifier) {
        let name = self.mangle(&name.id);
        if let Place::Variable(variable) = self.lookup(&name)
            && !self.variables[variable].cell
        {
            let src = self.variables[variable].reg;
            self.emit(Op::Drop { src });
            self.b.bound.remove(variable);
            return;
        }
        let none = self.none(crate::body::Dest::Temp);
        self.store_name(&name, none);
        self.delete_mangled(&name);
    }

    // ---- except* -----------------------------------------------------------------------------------------------

    fn star_clauses(
        &mut self,
        s: &'a ast::StmtTry,
        exception: Reg,
        saved: Reg,
        level: usize,
        end: Label,
    ) -> Result {
        let original = self.b.alloc();
        self.emit(Op::Copy { dest: original, src: exception });
        let raised = self.b.alloc();
        self.emit(Op::BuildList { dest: raised, first: raised, count: 0 });
        for ExceptHandler::ExceptHandler(handler) in &s.handlers {
            let Some(types) = &handler.type_ else {
                return Err(Fault::syntax("expected one or more exception types", handler.range));
            };
            let next = self.b.label();
            let matched = self.push(types)?;
            self.at(handler.range);
            self.emit(Op::MatchStar { dest: matched, exception, types: matched });
            self.b.emit_jump(Op::JumpIfNone { free: Free::NONE, src: matched, to: Far(0) }, next);
            self.star_body(handler, matched, saved, exception, raised, next)?;
            self.b.bind(next);
            self.emit(Op::Drop { src: matched });
            self.b.set_top(matched.0);
        }
        self.no_position();
        self.emit(Op::ListAppend { free: Free(Free::SECOND), list: raised, value: exception });
        self.emit(Op::BuildTuple { dest: original, first: original, count: 2 });
        self.b.set_top(original.0 + 1);
        let kind = Intrinsic::PrepareReraiseStar;
        self.emit(Op::Intrinsic { kind, dest: original, src: original });
        let nothing = self.b.label();
        self.b.emit_jump(Op::JumpIfNone { free: Free::NONE, src: original, to: Far(0) }, nothing);
        self.leave_with(saved, original, level);
        self.b.bind(nothing);
        self.leave_for(saved, Some(original), level, end);
        self.b.set_top(original.0);
        Ok(())
    }

    fn star_body(
        &mut self,
        handler: &'a ast::ExceptHandlerExceptHandler,
        matched: Reg,
        saved: Reg,
        exception: Reg,
        raised: Reg,
        next: Label,
    ) -> Result {
        if let Some(name) = &handler.name {
            self.at(handler.range);
            self.store_name(&name.id, Operand::InPlace(matched));
        }
        let failed = self.b.label();
        self.b.push_handler(failed, &self.deleted);
        self.enter(
            Block::Handler { saved, exception, name: handler.name.as_ref(), star: true },
            handler.range,
        )?;
        self.conditional(&handler.body)?;
        self.blocks.pop();
        self.b.pop_handler();
        self.no_position();
        if let Some(name) = &handler.name {
            self.unbind_exception(name);
        }
        self.b.jump(next);
        self.b.bind(failed);
        let error = self.b.alloc();
        if let Some(name) = &handler.name {
            self.unbind_exception(name);
        }
        self.emit(Op::ListAppend { free: Free(Free::SECOND), list: raised, value: error });
        self.b.set_top(error.0);
        Ok(())
    }
}

/// Whether a statement has blocks of its own, of which not all may run.
fn has_blocks(stmt: &ast::Stmt) -> bool {
    use ast::Stmt::{For, If, Match, Try, While, With};
    matches!(stmt, For(_) | If(_) | Match(_) | Try(_) | While(_) | With(_))
}
