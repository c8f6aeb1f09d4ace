//! Safepoints, and the operators that are not on immediate numbers.

use super::Running;
use crate::operator::Operator;
use crate::protocol::Comparison;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::{Free, Reg};
use object_model::{Runtime, Special, Value, Word};
use std::sync::atomic::Ordering;

impl<R: Runtime> Vm<R> {
    /// A safepoint of the loop: signals, finalizers, what the runtime wants, and whether the loop is the wrong one.
    #[cold]
    pub(crate) fn safepoint_at(&mut self, running: Running<R>) -> Return<R, ()> {
        self.frames.last_mut().expect("a frame is running").next = running.next;
        self.safepoint_in_native()?;
        // What is no exception asks for the other loop.
        if self.watch.is_in_wrong_loop() { Err(Raised(Value::UNBOUND)) } else { Ok(()) }
    }

    /// A safepoint in a native that runs long.
    #[inline]
    pub fn safepoint_in_native(&mut self) -> Return<R, ()> {
        if self.poll() { self.safepoint_slow() } else { Ok(()) }
    }

    #[cold]
    fn safepoint_slow(&mut self) -> Return<R, ()> {
        self.in_sight(|token| token.safepoint());
        if self.take_shortage() && !self.relieve_shortage() {
            // What this thread lets go of on its way to a handler makes a new reserve possible.
            return Err(self.memory_error());
        }
        if self.collection_is_due() {
            self.collect_if_due();
        }
        if self.has_pending() {
            self.run_pending();
        }
        self.follow_announcements();
        if self.watch.is_in_wrong_loop() {
            // A native that passes a safepoint cannot change loops: whoever called it does.
            self.ask_for_own_safepoint();
        }
        self.check_signals()
    }

    /// Raises KeyboardInterrupt in the main thread if SIGINT has arrived; ends daemon threads of a program that is ending.
    pub fn check_signals(&mut self) -> Return<R, ()> {
        if self.is_main_thread() {
            // AcqRel: pairs with the Release in `Shared::interrupt`.
            if self.shared.interrupted.swap(false, Ordering::AcqRel) {
                if let Some(hook) = self.shared.signal_hook.get() {
                    return hook(self);
                }
                let class = self.exceptions().keyboard_interrupt.clone();
                return Err(self.new_exception(&class, vec![]));
            }
        // Acquire: pairs with the Release when the program began to end.
        } else if self.shared.finalizing.load(Ordering::Acquire) {
            let class = self.exceptions().system_exit.clone();
            return Err(self.new_exception(&class, vec![]));
        }
        Ok(())
    }

    pub(super) fn drop_range(&mut self, running: Running<R>, first: Reg, count: u16) {
        for index in 0..count {
            self.put(running.at(Reg(first.0 + index)), Value::UNBOUND);
        }
    }

    #[inline(never)]
    pub(super) fn binary_op(
        &mut self,
        running: Running<R>,
        operator: Operator,
        free: Free,
        dest: Reg,
        left: Reg,
        right: Reg,
    ) -> Return<R, ()> {
        let (one, other) = (running.word(left), running.word(right));
        let result = match crate::operator::arithmetic(operator, one, other) {
            // SAFETY: an immediate.
            Some(word) => unsafe { Value::from_owned(word) },
            None => {
                self.save(running);
                self.binary(operator, &running.value(left), &running.value(right), free.in_place())?
            }
        };
        self.free_operands(running, free, left, right);
        self.put(running.at(dest), result);
        Ok(())
    }

    /// Notes where the running frame stands, for tracebacks and `sys._getframe` of what is called next.
    #[inline(always)]
    pub(super) fn save(&mut self, running: Running<R>) {
        self.frames.last_mut().expect("a frame is running").next = running.next;
    }

    #[cold]
    pub(super) fn binary_int_op(
        &mut self,
        running: Running<R>,
        operator: Operator,
        free: Free,
        dest: Reg,
        left: Reg,
        immediate: i16,
    ) -> Return<R, ()> {
        self.save(running);
        let right = Value::small_int(i64::from(immediate));
        let result = self.binary(operator, &running.value(left), &right, free.in_place())?;
        self.free_operands(running, Free(free.0 & Free::FIRST), left, left);
        self.put(running.at(dest), result);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn compare_op(
        &mut self,
        running: Running<R>,
        comparison: Comparison,
        free: Free,
        dest: Reg,
        left: Reg,
        right: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let result = self.compare(comparison, &running.value(left), &running.value(right))?;
        self.free_operands(running, free, left, right);
        self.put(running.at(dest), result);
        Ok(())
    }

    #[inline(never)]
    pub(super) fn compare_for_jump(
        &mut self,
        running: Running<R>,
        comparison: Comparison,
        free: Free,
        left: Reg,
        right: Reg,
    ) -> Return<R, bool> {
        self.save(running);
        let truth = self.compare_truth(comparison, &running.value(left), &running.value(right))?;
        self.free_operands(running, free, left, right);
        Ok(truth)
    }

    #[inline(never)]
    pub(super) fn compare_int_for_jump(
        &mut self,
        running: Running<R>,
        comparison: Comparison,
        free: Free,
        left: Reg,
        immediate: i16,
    ) -> Return<R, bool> {
        self.save(running);
        let right = Value::small_int(i64::from(immediate));
        let truth = self.compare_truth(comparison, &running.value(left), &right)?;
        self.free_operands(running, Free(free.0 & Free::FIRST), left, left);
        Ok(truth)
    }

    pub(super) fn unary_op(
        &mut self,
        running: Running<R>,
        special: Special,
        free: Free,
        dest: Reg,
        src: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let result = self.unary(special, &running.value(src))?;
        self.free_operands(running, Free(free.0 & Free::FIRST), src, src);
        self.put(running.at(dest), result);
        Ok(())
    }

    #[inline(always)]
    pub(super) fn truth_of(&mut self, running: Running<R>, free: Free, src: Reg) -> Return<R, bool> {
        let truth = match running.word(src) {
            Word::TRUE => true,
            Word::FALSE | Word::NONE => false,
            _ => {
                self.save(running);
                self.truth(&running.value(src))?
            }
        };
        if free.first() {
            self.put(running.at(src), Value::UNBOUND);
        }
        Ok(truth)
    }
}
