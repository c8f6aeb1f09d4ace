//! The text that a pattern is matched against.

use super::pattern::Pattern;
use interpreter::{Raised, Return, Vm};
use object_model::{Bytes, Runtime, Str, Value};
use std::ops::Range;
use text::regex::{Found, Machine, Mode, Narrow, Request, Stop, Wide};

/// A text as it was when matching began.
pub(super) struct Subject<R: Runtime> {
    /// What was given.
    pub(super) object: Value<R>,
    /// The same as a str or bytes object that cannot change.
    pub(super) data: Value<R>,
}

impl<R: Runtime> Clone for Subject<R> {
    fn clone(&self) -> Self {
        Subject { object: self.object.clone(), data: self.data.clone() }
    }
}

impl<R: Runtime> Subject<R> {
    /// The text of an argument.
    pub(super) fn of(vm: &mut Vm<R>, pattern: &Pattern<R>, object: &Value<R>) -> Return<R, Self> {
        let is_str = object.as_ref::<Str<R>>().is_some();
        let data = if is_str || object.as_ref::<Bytes<R>>().is_some() {
            object.clone()
        } else {
            match vm.bytes_like(object) {
                Some(bytes) => vm.new_bytes(&bytes),
                None => {
                    let name = vm.type_name(object);
                    let message = format!("expected string or bytes-like object, got '{name}'");
                    return Err(vm.type_error(&message));
                }
            }
        };
        match pattern.is_bytes {
            Some(true) if is_str => Err(vm.type_error("cannot use a bytes pattern on a string-like object")),
            Some(false) if !is_str => {
                Err(vm.type_error("cannot use a string pattern on a bytes-like object"))
            }
            _ => Ok(Subject { object: object.clone(), data }),
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match self.data.as_ref::<Str<R>>() {
            Some(string) => string.as_str().as_bytes(),
            None => self.data.as_ref::<Bytes<R>>().map_or(&[], |bytes| bytes.as_slice()),
        }
    }

    pub(super) fn is_str(&self) -> bool {
        self.data.as_ref::<Str<R>>().is_some()
    }

    /// Its length as Python sees it.
    pub(super) fn len(&self) -> usize {
        self.data.as_ref::<Str<R>>().map_or_else(|| self.bytes().len(), |string| string.characters())
    }

    /// The place in bytes of an index.
    fn offset_of(&self, index: usize) -> usize {
        self.data.as_ref::<Str<R>>().map_or(index, |string| string.offset_of(index))
    }

    /// The index of a place in bytes.
    pub(super) fn index_of(&self, offset: usize) -> usize {
        self.data.as_ref::<Str<R>>().map_or(offset, |string| string.index_of(offset))
    }

    /// A part of it, given in bytes.
    pub(super) fn part(&self, vm: &Vm<R>, part: Range<usize>) -> Value<R> {
        if part == (0..self.bytes().len()) && !self.data.is_unbound() && self.is_exact(vm) {
            return self.data.clone();
        }
        match self.data.as_ref::<Str<R>>() {
            Some(string) => vm.new_str(string.as_str().get(part).unwrap_or_default()),
            None => vm.new_bytes(self.bytes().get(part).unwrap_or_default()),
        }
    }

    fn is_exact(&self, vm: &Vm<R>) -> bool {
        let class = vm.class_ref(&self.data).value();
        class.is(vm.types().str.value()) || class.is(vm.types().bytes.value())
    }

    /// The indices that `pos` and `endpos` stand for.
    pub(super) fn window(&self, vm: &mut Vm<R>, start: &Value<R>, end: &Value<R>) -> Return<R, Window> {
        let length = self.len();
        let mut place = |value: &Value<R>, default: usize| match value.given() {
            None => Ok(default),
            Some(value) => {
                let index = vm.index_integer(value)?;
                let clamped = if index.sign() == num_bigint::Sign::Minus {
                    0
                } else {
                    usize::try_from(index).map_or(length, |index| index.min(length))
                };
                Ok(clamped)
            }
        };
        let (start, end) = (place(start, 0)?, place(end, length)?);
        let first = if start == 0 { 0 } else { self.offset_of(start) };
        let last = if end == length { self.bytes().len() } else { self.offset_of(end) };
        Ok(Window { start, end, bytes: first..last })
    }

    /// Matches, with the token let go of every now and then.
    pub(super) fn find(
        &self,
        vm: &mut Vm<R>,
        pattern: &Pattern<R>,
        machine: &mut Machine,
        from: From,
        end: usize,
        mode: Mode,
    ) -> Return<R, Option<Found>> {
        let request = Request { start: from.start, end, must_advance: from.must_advance, mode };
        let mut poll = || vm.safepoint_in_native();
        let found = match self.data.as_ref::<Str<R>>() {
            Some(string) if !string.is_ascii() => {
                machine.run(&pattern.program, Wide(string.as_str()), request, &mut poll)
            }
            _ => machine.run(&pattern.program, Narrow(self.bytes()), request, &mut poll),
        };
        found.map_err(|stop| stopped(vm, stop))
    }
}

#[cold]
fn stopped<R: Runtime>(vm: &mut Vm<R>, stop: Stop<Raised<R>>) -> Raised<R> {
    match stop {
        Stop::Memory => vm.memory_error(),
        Stop::Caller(raised) => raised,
    }
}

/// The part of a text that is searched.
#[derive(Clone)]
pub(super) struct Window {
    /// `pos`, an index.
    pub(super) start: usize,
    /// `endpos`, an index.
    pub(super) end: usize,
    /// The same in bytes.
    pub(super) bytes: Range<usize>,
}

/// Where the next of several matches is looked for.
#[derive(Clone, Copy)]
pub(super) struct From {
    pub(super) start: usize,
    pub(super) must_advance: bool,
}

impl From {
    pub(super) fn beginning(window: &Window) -> Self {
        From { start: window.bytes.start, must_advance: false }
    }

    pub(super) fn after(found: &Found) -> Self {
        From { start: found.end, must_advance: found.start == found.end }
    }
}
