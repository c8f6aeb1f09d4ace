//! Slices and what they select.

use crate::raised::Return;
use crate::vm::Vm;
use num_traits::ToPrimitive;
use object_model::{Kind, Payload, Runtime, Value, Word, make};

/// The payload of a `slice`.
pub struct Slice<R: Runtime> {
    /// `start`
    pub start: Value<R>,
    /// `stop`
    pub stop: Value<R>,
    /// `step`
    pub step: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Slice<R> {
    const KIND: Kind = Kind::Slice;
    const NAME: &'static str = "slice";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.start);
        visit(&self.stop);
        visit(&self.step);
    }
}

/// The indices a slice selects of a sequence: `count` of them from `start`, `step` apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Selection {
    /// The first index.
    pub start: i64,
    /// One past the last, in the direction of the step.
    pub stop: i64,
    /// The distance between two.
    pub step: i64,
    /// How many.
    pub count: usize,
}

/// The bounds of a slice, not yet measured against a length.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    start: Option<i64>,
    stop: Option<i64>,
    step: i64,
}

impl Bounds {
    /// What they select of a sequence of `length` items.
    pub fn select(self, length: usize) -> Selection {
        let (length, step) = (length as i64, self.step);
        let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let clamp = |part: Option<i64>, default: i64| match part {
            None => default,
            Some(part) if part < 0 => (part.saturating_add(length)).max(low),
            Some(part) => part.min(high),
        };
        let start = clamp(self.start, if step < 0 { high } else { low });
        let stop = clamp(self.stop, if step < 0 { low } else { high });
        Selection { start, stop, step, count: crate::iterate::range_length(start, stop, step) }
    }

    /// The bounds if each part (start, stop, step) is `None` or a small integer and the step is not zero: what
    /// [`Vm::slice_bounds`] makes of them without a question to anybody.
    pub(crate) fn of_immediates([start, stop, step]: [Word; 3]) -> Option<Bounds> {
        let part = |word: Word| if word == Word::NONE { Some(None) } else { word.as_int().map(Some) };
        let step = match part(step)? {
            None => 1,
            Some(0) => return None,
            Some(step) => step,
        };
        Some(Bounds { start: part(start)?, stop: part(stop)?, step })
    }

    /// If there are no gaps: which range they are of a sequence of some length.
    pub fn contiguous(self) -> Option<impl Fn(usize) -> std::ops::Range<usize>> {
        (self.step == 1).then_some(move |length| {
            let selection = self.select(length);
            selection.start as usize..selection.start as usize + selection.count
        })
    }
}

impl Selection {
    /// The indices of a selection without gaps.
    pub fn contiguous(self) -> Option<std::ops::Range<usize>> {
        (self.step == 1).then(|| self.start as usize..self.start as usize + self.count)
    }

    /// The indices in order.
    pub fn indices(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.count).map(move |number| (self.start + number as i64 * self.step) as usize)
    }
}

impl<R: Runtime> Vm<R> {
    /// A slice object.
    pub fn new_slice(&self, slice: Slice<R>) -> Value<R> {
        let class = self.types().slice.clone();
        make::object(self, class.root_shape(), slice).into_value()
    }

    /// What a slice selects of a sequence of `length` items.
    pub fn select(&mut self, slice: &Slice<R>, length: usize) -> Return<R, Selection> {
        Ok(self.slice_bounds(slice)?.select(length))
    }

    /// The bounds of a slice as integers: what may run Python code, so that the selection itself can be made under a lock.
    pub fn slice_bounds(&mut self, slice: &Slice<R>) -> Return<R, Bounds> {
        let step = match self.slice_part(&slice.step)? {
            None => 1,
            Some(0) => return Err(self.value_error("slice step cannot be zero")),
            Some(step) => step.max(-i64::MAX),
        };
        Ok(Bounds { start: self.slice_part(&slice.start)?, stop: self.slice_part(&slice.stop)?, step })
    }

    pub(crate) fn slice_part(&mut self, part: &Value<R>) -> Return<R, Option<i64>> {
        if part.is_none() {
            return Ok(None);
        }
        self.clamped_index(part, "integers or None").map(Some)
    }

    /// A start or stop of an `index` method: None if it is not given, clamped to 64 bits.
    ///
    /// # Errors
    /// TypeError for what is no integer, None as well; what `__index__` raises.
    pub fn search_bound(&mut self, bound: &Value<R>) -> Return<R, Option<i64>> {
        match bound.given() {
            Some(bound) => self.clamped_index(bound, "integers").map(Some),
            None => Ok(None),
        }
    }

    fn clamped_index(&mut self, value: &Value<R>, wanted: &str) -> Return<R, i64> {
        if let Some(int) = value.word().as_int() {
            return Ok(int);
        }
        let class = self.class_of(value);
        if !self.is_int(value) && class.special(self, object_model::Special::Index).is_none() {
            let message = format!("slice indices must be {wanted} or have an __index__ method");
            return Err(self.type_error(&message));
        }
        let integer = self.index_integer(value)?;
        let limit = if integer.sign() == num_bigint::Sign::Minus { i64::MIN } else { i64::MAX };
        Ok(integer.to_i64().unwrap_or(limit))
    }
}
