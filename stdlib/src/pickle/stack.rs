//! The stack of an unpickler, and the marks in it.

use super::unpickling_error;
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};

/// Values, and where marks are among them. What is below the last mark is out of reach.
pub(super) struct Stack<R: Runtime> {
    values: Vec<Value<R>>,
    marks: Vec<usize>,
}

impl<R: Runtime> Default for Stack<R> {
    fn default() -> Self {
        Stack { values: Vec::new(), marks: Vec::new() }
    }
}

impl<R: Runtime> Stack<R> {
    #[cold]
    fn underflow(&self, vm: &mut Vm<R>) -> Raised<R> {
        let message =
            if self.marks.is_empty() { "unpickling stack underflow" } else { "unexpected MARK found" };
        unpickling_error(vm, message)
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Where the values above the last mark begin.
    fn fence(&self) -> usize {
        self.marks.last().copied().unwrap_or(0)
    }

    #[inline]
    pub(super) fn push(&mut self, value: Value<R>) {
        self.values.push(value);
    }

    #[inline]
    pub(super) fn pop(&mut self, vm: &mut Vm<R>) -> Return<R> {
        if self.values.len() > self.fence()
            && let Some(value) = self.values.pop()
        {
            return Ok(value);
        }
        Err(self.underflow(vm))
    }

    /// The topmost value.
    #[inline]
    pub(super) fn top(&self, vm: &mut Vm<R>) -> Return<R, &Value<R>> {
        match self.values.last() {
            Some(value) if self.values.len() > self.fence() => Ok(value),
            _ => Err(self.underflow(vm)),
        }
    }

    pub(super) fn replace_top(&mut self, value: Value<R>) {
        if let Some(top) = self.values.last_mut() {
            *top = value;
        }
    }

    pub(super) fn mark(&mut self) {
        self.marks.push(self.values.len());
    }

    /// Takes the last mark away: where it was.
    pub(super) fn unmark(&mut self, vm: &mut Vm<R>) -> Return<R, usize> {
        self.marks.pop().ok_or_else(|| unpickling_error(vm, "could not find MARK"))
    }

    /// Takes the topmost value away, or a mark if that is on top.
    pub(super) fn discard(&mut self, vm: &mut Vm<R>) -> Return<R, ()> {
        if self.marks.last() == Some(&self.values.len()) {
            self.marks.pop();
            return Ok(());
        }
        self.pop(vm).map(drop)
    }

    /// Takes the values from `begin` on.
    pub(super) fn take(&mut self, vm: &mut Vm<R>, begin: usize) -> Return<R, Vec<Value<R>>> {
        if begin < self.fence() || begin > self.values.len() {
            return Err(self.underflow(vm));
        }
        Ok(self.values.split_off(begin))
    }

    /// Takes the topmost `count` values.
    pub(super) fn take_last(&mut self, vm: &mut Vm<R>, count: usize) -> Return<R, Vec<Value<R>>> {
        match self.values.len().checked_sub(count) {
            Some(begin) => self.take(vm, begin),
            None => Err(self.underflow(vm)),
        }
    }

    /// The value below `begin`, which those from there on are to be put into.
    pub(super) fn below(&self, vm: &mut Vm<R>, begin: usize) -> Return<R> {
        if begin <= self.fence() || begin > self.values.len() {
            return Err(self.underflow(vm));
        }
        Ok(self.values[begin - 1].clone())
    }
}
