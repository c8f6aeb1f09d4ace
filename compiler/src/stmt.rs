//! Statements.

use crate::body::{Block, Body, Dest, Operand};
use crate::code::CodeKind;
use crate::emit::Label;
use crate::error::{Fault, Result};
use crate::op::{Free, Intrinsic, Op, Reg};
use ruff_python_ast::{self as ast, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// How a `return`, `break` or `continue` leaves the blocks it stands in.
#[derive(Clone, Copy)]
enum WayOut {
    /// At once.
    Straight,
    /// By way of `finally` blocks and exit functions.
    Around,
}

impl<'a> Body<'a> {
    pub fn body(&mut self, statements: &'a [Stmt]) -> Result {
        statements.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    /// A body that may not run, or run more than once.
    pub fn conditional(&mut self, statements: &'a [Stmt]) -> Result {
        self.conditional += 1;
        let result = self.body(statements);
        self.conditional -= 1;
        result
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Result {
        match stmt {
            Stmt::Expr(s) => self.expression(s),
            Stmt::Assign(s) => self.assign(s),
            Stmt::AugAssign(s) => self.augmented(s),
            Stmt::AnnAssign(s) => self.annotated_assign(s),
            Stmt::Return(s) => self.return_stmt(s),
            Stmt::If(s) => self.if_stmt(s),
            Stmt::For(s) => self.for_stmt(s),
            Stmt::While(s) => self.while_stmt(s),
            Stmt::Break(s) => self.break_stmt(s.range),
            Stmt::Continue(s) => self.continue_stmt(s.range),
            Stmt::FunctionDef(s) => self.function_def(s),
            Stmt::ClassDef(s) => self.class_def(s),
            Stmt::Try(s) => self.try_stmt(s),
            Stmt::With(s) => self.with_stmt(s),
            Stmt::Raise(s) => self.raise_stmt(s),
            Stmt::Assert(s) => self.assert_stmt(s),
            Stmt::Import(s) => self.import(s),
            Stmt::ImportFrom(s) => self.import_from(s),
            Stmt::Delete(s) => s.targets.iter().try_for_each(|target| self.delete(target)),
            Stmt::Match(s) => self.match_stmt(s),
            Stmt::TypeAlias(s) => self.type_alias(s),
            Stmt::Pass(s) => {
                self.nothing(s.range);
                Ok(())
            }
            Stmt::Global(_) | Stmt::Nonlocal(_) => Ok(()),
            Stmt::IpyEscapeCommand(s) => Err(Fault::syntax("invalid syntax", s.range)),
        }
    }

    /// A statement that does nothing has an instruction, so that a debugger can stop there.
    pub fn nothing(&mut self, range: TextRange) {
        self.at(range);
        self.emit(Op::Nop);
    }

    /// The body of a loop. One that does nothing has no instruction for it: the loop's own are enough to stop at.
    pub fn loop_body(&mut self, statements: &'a [Stmt]) -> Result {
        if let [Stmt::Pass(_)] = statements { Ok(()) } else { self.conditional(statements) }
    }

    fn expression(&mut self, s: &'a ast::StmtExpr) -> Result {
        if self.unit.interactive && self.kind == CodeKind::Module {
            let value = self.push(&s.value)?;
            self.at(s.range);
            self.emit(Op::Intrinsic { kind: Intrinsic::Print, dest: value, src: value });
            self.discard(Operand::Temp(value));
            return Ok(());
        }
        if self.fold(&s.value).is_some() {
            self.nothing(s.range);
            return Ok(());
        }
        let value = self.expr(&s.value, Dest::Any)?;
        if !value.is_temp() {
            self.nothing(s.range);
        }
        self.discard(value);
        Ok(())
    }

    fn if_stmt(&mut self, s: &'a ast::StmtIf) -> Result {
        let end = self.b.label();
        let mut next = self.b.label();
        self.test(&s.test, next)?;
        self.conditional(&s.body)?;
        for (at, clause) in s.elif_else_clauses.iter().enumerate() {
            self.b.jump(end);
            self.b.bind(next);
            next = self.b.label();
            if let Some(test) = &clause.test {
                self.test(test, next)?;
            }
            self.conditional(&clause.body)?;
            if clause.test.is_none() {
                debug_assert_eq!(at + 1, s.elif_else_clauses.len());
            }
        }
        self.b.bind(next);
        self.b.bind(end);
        Ok(())
    }

    /// Goes to `otherwise` unless the test of an `if` holds. One that is known is a place to stop at all the same.
    fn test(&mut self, test: &'a ast::Expr, otherwise: Label) -> Result {
        if self.fold_condition(test).is_some() {
            self.nothing(test.range());
        }
        self.jump_if(test, false, otherwise)
    }

    fn return_stmt(&mut self, s: &'a ast::StmtReturn) -> Result {
        if self.kind != CodeKind::Function {
            return Err(Fault::syntax("'return' outside function", s.range));
        }
        let scope = self.frame_scope();
        if scope.generator && scope.coroutine && s.value.is_some() {
            return Err(Fault::syntax("'return' with value in async generator", s.range));
        }
        let Some(value) = s.value.as_ref().filter(|value| !value.is_none_literal_expr()) else {
            let way_out = self.begin_way_out(s.range, 0);
            self.unwind_all(s.range, 0)?;
            self.at_end_of(way_out, s.range);
            self.b.emit_last(Op::ReturnNone);
            return Ok(());
        };
        // On the way out locals may be rebound, and the name of a handled exception is unbound.
        let rebinds = self.blocks.iter().any(|block| {
            matches!(block, Block::Finally { .. } | Block::With { .. } | Block::Handler { name: Some(_), .. })
        });
        let value = self.expr(value, if rebinds { Dest::Temp } else { Dest::Any })?;
        let way_out = self.begin_way_out(s.range, 0);
        self.unwind_all_holding(s.range, 0, rebinds.then(|| value.reg()))?;
        self.at_end_of(way_out, s.range);
        self.b.emit_last(Op::Return { src: value.reg() });
        self.consume(value, 0);
        Ok(())
    }

    fn break_stmt(&mut self, range: TextRange) -> Result {
        let Some(at) = self.innermost_loop() else {
            self.forbid_in_star(0, range)?;
            return Err(Fault::syntax("'break' outside loop", range));
        };
        let Block::Loop { break_to, iter, level, .. } = self.blocks[at] else {
            unreachable!("a loop was found")
        };
        let way_out = self.begin_way_out(range, at + 1);
        self.unwind_all(range, at + 1)?;
        self.at_end_of(way_out, range);
        let suspended = self.b.suspend(level);
        if let Some(iter) = iter {
            self.emit(Op::Drop { src: iter });
        }
        self.leap(way_out, break_to);
        self.b.resume(suspended);
        Ok(())
    }

    fn continue_stmt(&mut self, range: TextRange) -> Result {
        let Some(at) = self.innermost_loop() else {
            self.forbid_in_star(0, range)?;
            return Err(Fault::syntax("'continue' not properly in loop", range));
        };
        let Block::Loop { continue_to, level, .. } = self.blocks[at] else {
            unreachable!("a loop was found")
        };
        let way_out = self.begin_way_out(range, at + 1);
        self.unwind_all(range, at + 1)?;
        self.at_end_of(way_out, range);
        let suspended = self.b.suspend(level);
        self.leap(way_out, continue_to);
        self.b.resume(suspended);
        Ok(())
    }

    /// A statement that leaves the blocks from number `until` on is a place to stop at before what runs on the way out.
    fn begin_way_out(&mut self, range: TextRange, until: usize) -> WayOut {
        let runs = |block: &Block| matches!(block, Block::Finally { .. } | Block::With { .. });
        if !self.blocks[until..].iter().any(runs) {
            return WayOut::Straight;
        }
        self.nothing(range);
        WayOut::Around
    }

    /// What is left of the statement when the blocks were left: its line has been passed if something ran meanwhile.
    fn at_end_of(&mut self, way_out: WayOut, range: TextRange) {
        match way_out {
            WayOut::Straight => self.at(range),
            WayOut::Around => self.no_position(),
        }
    }

    fn leap(&mut self, way_out: WayOut, to: Label) {
        match way_out {
            WayOut::Straight => self.b.jump_as_statement(to),
            WayOut::Around => self.b.jump(to),
        }
    }

    fn innermost_loop(&self) -> Option<usize> {
        self.blocks.iter().rposition(|block| matches!(block, Block::Loop { .. }))
    }

    /// None of the blocks from number `until` on may be an `except*`.
    fn forbid_in_star(&self, until: usize, range: TextRange) -> Result {
        if self.blocks[until..].iter().any(|block| matches!(block, Block::Handler { star: true, .. })) {
            let message = "'break', 'continue' and 'return' cannot appear in an except* block";
            return Err(Fault::syntax(message, range));
        }
        Ok(())
    }

    /// Leaves the blocks from the innermost down to number `until`, running what they run on the way out.
    fn unwind_all(&mut self, range: TextRange, until: usize) -> Result {
        self.unwind_all_holding(range, until, None)
    }

    /// The same with a value to be returned, unless a `finally` block has it otherwise.
    fn unwind_all_holding(&mut self, range: TextRange, until: usize, held: Option<Reg>) -> Result {
        self.forbid_in_star(until, range)?;
        let blocks = self.blocks.clone();
        let top = self.b.top();
        self.at(range);
        for at in (until..blocks.len()).rev() {
            if !self.b.reachable {
                break;
            }
            self.blocks.truncate(at);
            self.blocks.extend(held.map(|value| Block::Held { value }));
            // A `finally` block may go on with a loop around it.
            let stays = until > 0 || blocks[..at].iter().any(|block| matches!(block, Block::Finally { .. }));
            self.unwind(&blocks[at], stays)?;
        }
        self.blocks = blocks;
        self.b.set_top(top);
        Ok(())
    }

    /// Leaves a block. What is done after code of the program has run has no line.
    fn unwind(&mut self, block: &Block<'a>, stays: bool) -> Result {
        match block {
            Block::Loop { iter, .. } => {
                // A frame that is left takes its registers along.
                if let (Some(iter), true) = (iter, stays) {
                    self.emit(Op::Drop { src: *iter });
                }
            }
            Block::Handler { saved, exception, name, .. } => {
                if let Some(name) = name {
                    self.unbind_exception(name);
                }
                self.emit(Op::LeaveHandler { saved: *saved });
                if stays && name.is_none() {
                    self.emit(Op::Drop { src: *exception });
                }
            }
            Block::Held { value } => {
                if stays {
                    self.emit(Op::Drop { src: *value });
                }
            }
            Block::Finally { body, level } => {
                let suspended = self.b.suspend(*level);
                self.conditional(body)?;
                self.no_position();
                self.b.resume(suspended);
            }
            Block::With { exit, asynchronous, level, range } => {
                let suspended = self.b.suspend(*level);
                self.at(*range);
                self.exit_normally(*exit, *asynchronous);
                self.no_position();
                self.b.resume(suspended);
            }
        }
        Ok(())
    }

    fn raise_stmt(&mut self, s: &'a ast::StmtRaise) -> Result {
        let Some(exception) = &s.exc else {
            self.at(s.range);
            self.b.emit_last(Op::RaiseAgain);
            return Ok(());
        };
        match &s.cause {
            Some(cause) => {
                let exception = self.operand(exception, &[cause])?;
                let cause = self.expr(cause, Dest::Any)?;
                let free = self.consume_two(exception, cause);
                self.at(s.range);
                self.b.emit_last(Op::RaiseFrom { free, src: exception.reg(), cause: cause.reg() });
            }
            None => {
                let exception = self.expr(exception, Dest::Any)?;
                let free = Free(self.consume(exception, Free::FIRST));
                self.at(s.range);
                self.b.emit_last(Op::Raise { free, src: exception.reg() });
            }
        }
        Ok(())
    }

    fn assert_stmt(&mut self, s: &'a ast::StmtAssert) -> Result {
        if !self.unit.debug() {
            return Ok(());
        }
        let holds = self.b.label();
        self.jump_if(&s.test, true, holds)?;
        self.at(s.test.range());
        let error = self.b.alloc();
        self.emit(Op::LoadAssertionError { dest: error });
        if let Some(message) = &s.msg {
            self.push(message)?;
            self.at(s.test.range());
            self.emit(Op::Call { dest: error, window: error, argc: 1 });
        }
        self.b.set_top(error.0);
        self.b.emit_last(Op::Raise { free: Free(Free::FIRST), src: Reg(error.0) });
        self.b.bind(holds);
        Ok(())
    }
}
