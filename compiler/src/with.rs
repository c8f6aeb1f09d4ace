//! `with`: the exit function and its receiver stay in two registers below the body's temporaries.

use crate::body::{Block, Body, Dest, Operand};
use crate::error::Result;
use crate::op::{Far, Free, Op, Reg, Special};
use ruff_python_ast as ast;
use ruff_text_size::Ranged;

impl<'a> Body<'a> {
    pub fn with_stmt(&mut self, s: &'a ast::StmtWith) -> Result {
        self.with_items(s, &s.items)
    }

    fn with_items(&mut self, s: &'a ast::StmtWith, items: &'a [ast::WithItem]) -> Result {
        let Some((item, rest)) = items.split_first() else { return self.conditional(&s.body) };
        let range = item.context_expr.range();
        let exit = self.b.alloc_run(2);
        let manager = self.expr(&item.context_expr, Dest::Any)?;
        self.at(range);
        let (enter_special, exit_special) = if s.is_async {
            (Special::AsyncEnter, Special::AsyncExit)
        } else {
            (Special::Enter, Special::Exit)
        };
        let object = manager.reg();
        self.emit(Op::LoadSpecial { free: Free::NONE, special: exit_special, window: exit, object });
        let free = Free(self.consume(manager, Free::FIRST));
        let window = self.b.alloc_run(2);
        self.emit(Op::LoadSpecial { free, special: enter_special, window, object });
        self.b.set_top(window.0 + 1);
        self.emit(Op::CallMethod { dest: window, window, argc: 0 });
        if s.is_async {
            self.await_answer(Special::AsyncEnter, window, Dest::Temp);
        }
        let (failed, end) = (self.b.label(), self.b.label());
        let level = self.b.handler_level();
        self.b.push_handler_at(failed, &self.deleted, exit.0 + 2);
        match &item.optional_vars {
            Some(target) => self.store_expr(target, Operand::Temp(window))?,
            None => self.discard(Operand::Temp(window)),
        }
        self.b.set_top(exit.0 + 2);
        self.enter(Block::With { exit, asynchronous: s.is_async, level, range }, range)?;
        self.with_items(s, rest)?;
        self.blocks.pop();
        self.b.pop_handler();
        self.at(range);
        self.exit_normally(exit, s.is_async);
        self.b.jump(end);

        self.b.bind(failed);
        self.at(range);
        self.exit_failed(exit, s.is_async);
        self.b.bind(end);
        self.b.set_top(exit.0);
        Ok(())
    }

    /// Calls the exit function with three times None.
    pub fn exit_normally(&mut self, exit: Reg, asynchronous: bool) {
        let top = self.b.top();
        let window = self.exit_window(exit);
        for _ in 0..3 {
            self.none(Dest::Temp);
        }
        self.b.set_top(window.0 + 1);
        self.emit(Op::CallMethod { dest: window, window, argc: 3 });
        if asynchronous {
            self.await_answer(Special::AsyncExit, window, Dest::Temp);
        }
        self.emit(Op::Drop { src: window });
        self.b.set_top(top);
    }

    /// The exit function and its receiver at the top of the live temporaries.
    fn exit_window(&mut self, exit: Reg) -> Reg {
        if self.b.top() == exit.0 + 2 {
            return exit;
        }
        let window = self.b.alloc_run(2);
        self.emit(Op::Move { dest: window, src: exit });
        self.emit(Op::Move { dest: Reg(window.0 + 1), src: Reg(exit.0 + 1) });
        window
    }

    /// Calls the exit function with the exception; goes on behind if it is suppressed.
    fn exit_failed(&mut self, exit: Reg, asynchronous: bool) {
        let position = self.b.position;
        let (exception, saved) = self.enter_handler();
        self.b.position = position;
        let (again, suppressed) = (self.b.label(), self.b.label());
        let level = self.b.handler_level();
        self.b.push_handler(again, &self.deleted);
        let window = self.exit_window(exit);
        let first = self.b.alloc_run(3);
        self.emit(Op::LoadExceptionInfo { first, exception });
        self.b.set_top(window.0 + 1);
        self.emit(Op::CallMethod { dest: window, window, argc: 3 });
        if asynchronous {
            self.await_answer(Special::AsyncExit, window, Dest::Temp);
        }
        self.b.emit_jump(Op::JumpIfSuppressed { src: window, to: Far(0) }, suppressed);
        self.no_position();
        self.leave_with(saved, exception, level);
        self.b.pop_handler();
        self.b.set_top(saved.0 + 1);
        self.reraise_from(again, saved);
        self.b.bind(suppressed);
        self.emit(Op::LeaveHandler { saved });
        self.emit(Op::Drop { src: exception });
    }
}
