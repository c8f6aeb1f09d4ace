//! Ranges and the iterators the evaluation loop knows.

use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Attached, Class, Kind, List, Payload, Ref, Runtime, Special, Tuple, Value, make};
use std::marker::PhantomData;
use sync::atomic::{AtomicI64, AtomicUsize, Ordering};

/// The payload of a `range` whose bounds fit 64 bits; larger ones keep their bounds as values.
pub struct Range<R: Runtime> {
    /// The first value.
    pub start: Value<R>,
    /// Where it stops.
    pub stop: Value<R>,
    /// The step.
    pub step: Value<R>,
    /// Start, stop and step, if they and the length fit.
    pub small: Option<(i64, i64, i64)>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Range<R> {
    const KIND: Kind = Kind::Range;
    const NAME: &'static str = "range";
}

/// The number of values of a range.
pub fn range_length(start: i64, stop: i64, step: i64) -> usize {
    let (low, high, step) =
        if step > 0 { (start, stop, step as u64) } else { (stop, start, step.unsigned_abs()) };
    if low >= high { 0 } else { ((high.wrapping_sub(low) as u64 - 1) / step + 1) as usize }
}

/// The payload of a range iterator.
///
/// Threads that share one may see a value twice or miss one, never anything else: the count is one relaxed atomic.
pub struct RangeIterator<R: Runtime> {
    start: i64,
    step: i64,
    /// Values given out.
    position: AtomicI64,
    length: i64,
    _runtime: PhantomData<fn() -> R>,
}

impl<R: Runtime> RangeIterator<R> {
    /// Over `length` values from `start`.
    pub fn new(start: i64, step: i64, length: usize) -> Self {
        RangeIterator {
            start,
            step,
            position: AtomicI64::new(0),
            length: length as i64,
            _runtime: PhantomData,
        }
    }

    /// The next value.
    #[inline(always)]
    pub fn advance(&self) -> Option<i64> {
        // Relaxed: sharing one iterator promises no more than values of the range.
        let position = self.position.load(Ordering::Relaxed);
        if position >= self.length {
            return None;
        }
        self.position.store(position + 1, Ordering::Relaxed);
        Some(self.start.wrapping_add(position.wrapping_mul(self.step)))
    }

    /// Goes on behind so many more values.
    pub fn skip(&self, count: i64) {
        // Relaxed: as above.
        let position = self.position.load(Ordering::Relaxed).saturating_add(count.max(0)).min(self.length);
        self.position.store(position, Ordering::Relaxed); // Relaxed: as above.
    }

    /// How many values are left.
    pub fn remaining(&self) -> usize {
        (self.length - self.position.load(Ordering::Relaxed)).max(0) as usize // Relaxed: as above.
    }

    /// Start, step, length and how many were given out.
    pub fn state(&self) -> (i64, i64, i64, i64) {
        (self.start, self.step, self.length, self.position.load(Ordering::Relaxed)) // Relaxed: as above.
    }
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for RangeIterator<R> {
    const KIND: Kind = Kind::RangeIterator;
    const NAME: &'static str = "range_iterator";
}

/// The payload of an iterator that indexes: over a list, a tuple, or anything with `__getitem__`.
pub struct SequenceIterator<R: Runtime> {
    /// What is iterated over.
    pub sequence: Value<R>,
    /// The next index; `usize::MAX` once exhausted.
    pub position: AtomicUsize,
}

impl<R: Runtime> SequenceIterator<R> {
    /// The next item of a list or a tuple, if there is one and it takes no lock.
    #[inline(always)]
    pub(crate) fn peek(&self, attached: &Attached<R>) -> Option<Value<R>> {
        // Relaxed: sharing one iterator promises no more than items of the sequence.
        let index = self.position.load(Ordering::Relaxed);
        let item = if let Some(list) = self.sequence.as_ref::<List<R>>() {
            list.peek(attached, index)??
        } else {
            let item = self.sequence.as_ref::<Tuple<R>>()?.as_slice().get(index)?.word();
            attached.retain(item);
            // SAFETY: retained.
            unsafe { Value::from_owned(item) }
        };
        self.position.store(index + 1, Ordering::Relaxed); // Relaxed: as above.
        Some(item)
    }
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for SequenceIterator<R> {
    const KIND: Kind = Kind::SequenceIterator;
    const NAME: &'static str = "iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.sequence);
    }
}

/// Marks an exhausted iterator.
const EXHAUSTED: usize = usize::MAX;

impl<R: Runtime> Vm<R> {
    /// An iterator that indexes into `sequence`.
    pub fn new_sequence_iterator(&self, sequence: Value<R>) -> Value<R> {
        let types = self.types();
        let class = match sequence.header().map(|header| header.kind()) {
            Some(Kind::List) => &types.list_iterator,
            Some(Kind::Tuple) => &types.tuple_iterator,
            _ => &types.sequence_iterator,
        };
        self.new_sequence_iterator_of(class, sequence)
    }

    /// The same, of a class that is laid out as such.
    pub fn new_sequence_iterator_of(&self, class: &Ref<R, Class<R>>, sequence: Value<R>) -> Value<R> {
        let iterator = SequenceIterator { sequence, position: AtomicUsize::new(0) };
        make::object(self, class.root_shape(), iterator).into_value()
    }

    /// The next item, if [`SequenceIterator::peek`] has none.
    #[inline(never)]
    pub(crate) fn next_of_sequence(
        &mut self,
        iterator: &Ref<R, SequenceIterator<R>>,
    ) -> Return<R, Option<Value<R>>> {
        // Relaxed: sharing one iterator promises no more than items of the sequence.
        let index = iterator.position.load(Ordering::Relaxed);
        if index == EXHAUSTED {
            return Ok(None);
        }
        let item = if let Some(list) = iterator.sequence.as_ref::<List<R>>() {
            // Nor is a lock needed to see that there is none.
            match list.peek(self, index) {
                Some(item) => item,
                None => self.lock(list).get(index),
            }
        } else if let Some(tuple) = iterator.sequence.as_ref::<Tuple<R>>() {
            tuple.as_slice().get(index).cloned()
        } else {
            self.item_by_index(&iterator.sequence, index)?
        };
        let next = if item.is_some() { index + 1 } else { EXHAUSTED };
        iterator.position.store(next, Ordering::Relaxed); // Relaxed: as above.
        Ok(item)
    }

    fn item_by_index(&mut self, sequence: &Value<R>, index: usize) -> Return<R, Option<Value<R>>> {
        let index = self.new_usize(index);
        match self.call_special(sequence, Special::Getitem, &[index]) {
            Ok(item) => Ok(item),
            Err(raised) => {
                let (index, stop) =
                    (self.exceptions().index_error.clone(), self.exceptions().stop_iteration.clone());
                if self.is_raised(&raised, &index) || self.is_raised(&raised, &stop) {
                    Ok(None)
                } else {
                    Err(raised)
                }
            }
        }
    }
}
