//! Lists: an array of slots that readers may look into while its one writer, under the lock, changes it.

mod brief;

use crate::kind::Kind;
use crate::layout::Payload;
use crate::runtime::Runtime;
use crate::shortage::OutOfMemory;
use crate::simple;
use crate::slot::Slot;
use crate::slot_array::{Array, ArrayBox};
use crate::token::{Guard, Guarded, Locked};
use crate::value::{Ref, Value};
use crate::word::Word;
use smallvec::SmallVec;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

/// The payload of `list`.
pub struct List<R: Runtime> {
    array: AtomicPtr<Array>,
    length: AtomicUsize,
    guarded: Guarded<()>,
    _runtime: PhantomData<fn() -> R>,
}

/// Items that were taken out of a list, to be let go of when its section is left.
pub type Removed<R> = SmallVec<[Value<R>; 16]>;

/// What looking for an item came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// It is the item with this index.
    At(usize),
    /// The item with this index has to be asked.
    Ask(usize),
    /// There is none.
    Absent,
}

impl<R: Runtime> List<R> {
    /// An empty list.
    pub fn new() -> Self {
        List {
            array: AtomicPtr::new(std::ptr::null_mut()),
            length: AtomicUsize::new(0),
            guarded: Guarded::new(()),
            _runtime: PhantomData,
        }
    }

    /// A list of these items.
    pub fn from_vec(items: Vec<Value<R>>) -> Result<Self, OutOfMemory> {
        let list = List::new();
        if !items.is_empty() {
            let array = Array::allocate(items.len())?;
            // SAFETY: owned by the box, and every slot written below is below the capacity.
            let slots = unsafe { array.0.as_ptr().add(1).cast::<Slot>() };
            list.length.store(items.len(), Ordering::Relaxed); // Relaxed: nobody else can reach the list yet.
            for (index, item) in items.into_iter().enumerate() {
                // SAFETY: as above.
                unsafe { slots.add(index).write(Slot::new(item.into_word())) };
            }
            list.array.store(std::mem::ManuallyDrop::new(array).0.as_ptr(), Ordering::Relaxed); // Relaxed: as above.
        }
        Ok(list)
    }

    #[inline(always)]
    fn array(&self) -> Option<&Array> {
        // Acquire: pairs with the Release in `publish`.
        let array = self.array.load(Ordering::Acquire);
        // SAFETY: an array is retired, not freed, while readers may be in it.
        unsafe { array.as_ref() }
    }

    /// The number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        // Acquire: pairs with the Release in `set_length`; items below the length are written.
        self.length.load(Ordering::Acquire)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline(always)]
    fn set_length(&self, length: usize) {
        // Release: pairs with the Acquire in `len`.
        self.length.store(length, Ordering::Release);
    }
}

impl<R: Runtime> Default for List<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: Runtime> Drop for List<R> {
    fn drop(&mut self) {
        if let Some(array) = NonNull::new(self.array.load(Ordering::Relaxed)) {
            // Relaxed: nobody else can reach the list any more.
            let array = ArrayBox(array);
            for index in 0..self.len() {
                // SAFETY: owned by the box; items below the length are written. The reference is taken out.
                drop(unsafe { Value::<R>::from_owned(array.0.as_ref().slot(index).load()) });
            }
        }
    }
}

// SAFETY: slots and atomics; writers hold the lock, replaced arrays are retired.
unsafe impl<R: Runtime> Payload<R> for List<R> {
    const KIND: Kind = Kind::List;
    const NAME: &'static str = "list";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        if let Some(array) = self.array() {
            for index in 0..self.len().min(array.capacity) {
                Value::with_borrowed(array.slot(index).load(), visit);
            }
        }
    }
    fn held(&self) -> usize {
        self.array().map_or(0, Array::size)
    }
}

impl<R: Runtime> Guard<R> for List<R> {
    type Guarded = ();
    fn guarded(&self) -> &Guarded<()> {
        &self.guarded
    }
}

impl<R: Runtime> Locked<'_, R, List<R>> {
    #[inline(always)]
    fn list(&self) -> &List<R> {
        self.object()
    }

    /// Item `index`, borrowed from the list, which has it as long as the section does not replace it.
    #[inline(always)]
    pub fn word(&self, index: usize) -> Option<Word> {
        let list = self.list();
        if index >= list.len() {
            return None;
        }
        list.array().map(|array| array.slot(index).load())
    }

    /// Item `index`.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Value<R>> {
        let list = self.list();
        if index >= list.len() {
            return None;
        }
        // SAFETY: the lock is held, so the slot keeps the item alive.
        list.array().map(|array| unsafe { Value::from_container(self.attached(), array.slot(index).load()) })
    }

    /// A copy of the items in `range`, clamped to the length.
    pub fn copy(&self, range: std::ops::Range<usize>) -> Vec<Value<R>> {
        let list = self.list();
        let end = range.end.min(list.len());
        match list.array() {
            // SAFETY: the lock is held, so the slots keep their items alive.
            Some(array) => (range.start..end)
                .map(|index| unsafe { Value::from_container(self.attached(), array.slot(index).load()) })
                .collect(),
            None => Vec::new(),
        }
    }

    /// A list of the items at `indices`, each below the length.
    pub fn copied(&self, indices: impl ExactSizeIterator<Item = usize>) -> Result<List<R>, OutOfMemory> {
        let copy = List::new();
        let Some(array) = self.list().array() else { return Ok(copy) };
        let count = indices.len();
        if count == 0 {
            return Ok(copy);
        }
        let fresh = Array::allocate(count)?;
        // SAFETY: owned by the box, and every slot written below is below the capacity.
        let slots = unsafe { fresh.0.as_ptr().add(1).cast::<Slot>() };
        for (position, index) in indices.take(count).enumerate() {
            let word = array.slot(index).load();
            // The lock is held, so the slot keeps its item alive.
            self.attached().retain_shared(word);
            // SAFETY: as above.
            unsafe { slots.add(position).write(Slot::new(word)) };
        }
        // Relaxed: nobody else can reach the copy yet.
        copy.length.store(count, Ordering::Relaxed);
        copy.array.store(std::mem::ManuallyDrop::new(fresh).0.as_ptr(), Ordering::Relaxed); // Relaxed: as above.
        Ok(copy)
    }

    /// Replaces item `index`; answers the old one, or the new one back if the index is out of range.
    #[inline(always)]
    pub fn set(&mut self, index: usize, item: Value<R>) -> Result<Value<R>, Value<R>> {
        let word = item.into_word();
        // SAFETY: the old reference is taken out of the slot, or the new one never came there.
        unsafe {
            self.list()
                .replace(index, word)
                .map(|old| Value::from_owned(old))
                .ok_or_else(|| Value::from_owned(word))
        }
    }

    /// Appends an item.
    #[inline(always)]
    pub fn push(&mut self, item: Value<R>) -> Result<(), OutOfMemory> {
        let list = self.list();
        let length = list.len();
        match list.array() {
            Some(array) if length < array.capacity => {
                array.slot(length).store(item.into_word());
                list.set_length(length + 1);
                Ok(())
            }
            _ => self.push_slow(item),
        }
    }

    #[cold]
    fn push_slow(&mut self, item: Value<R>) -> Result<(), OutOfMemory> {
        self.reserve(1)?;
        self.push(item)
    }

    /// Removes the last item.
    pub fn pop(&mut self) -> Option<Value<R>> {
        let list = self.list();
        let length = list.len();
        let array = list.array()?;
        if length == 0 {
            return None;
        }
        list.set_length(length - 1);
        // SAFETY: the reference is taken out of the slot.
        Some(unsafe { Value::from_owned(array.slot(length - 1).replace(Word::UNBOUND)) })
    }

    /// Inserts an item before item `index`, at most the length.
    pub fn insert(&mut self, index: usize, item: Value<R>) -> Result<(), OutOfMemory> {
        self.reserve(1)?;
        let list = self.list();
        let length = list.len();
        let array = list.array().ok_or(OutOfMemory)?;
        for index in (index..length).rev() {
            array.slot(index + 1).store(array.slot(index).load());
        }
        list.set_length(length + 1);
        array.slot(index.min(length)).store(item.into_word());
        Ok(())
    }

    /// Removes item `index`.
    pub fn remove(&mut self, index: usize) -> Option<Value<R>> {
        let list = self.list();
        let length = list.len();
        let array = list.array()?;
        if index >= length {
            return None;
        }
        let removed = array.slot(index).load();
        for index in index + 1..length {
            array.slot(index - 1).store(array.slot(index).load());
        }
        list.set_length(length - 1);
        array.slot(length - 1).store(Word::UNBOUND);
        // SAFETY: the reference is taken out of the slot, which was overwritten.
        Some(unsafe { Value::from_owned(removed) })
    }

    /// Makes room for `more` items beyond the present ones.
    pub fn reserve(&mut self, more: usize) -> Result<(), OutOfMemory> {
        let list = self.list();
        let length = list.len();
        let needed = length.checked_add(more).ok_or(OutOfMemory)?;
        let capacity = list.array().map_or(0, |array| array.capacity);
        if needed <= capacity {
            return Ok(());
        }
        // CPython's growth: an eighth more, and a little.
        let grown = needed.checked_add((needed >> 3) + 6).ok_or(OutOfMemory)? & !3;
        let capacity = if length > 0 || more == 1 { grown } else { needed };
        let shared = list.head_shared(self.object());
        if !shared && let Some(array) = NonNull::new(list.array.load(Ordering::Relaxed)) {
            // Relaxed: only holders of the lock write it. Nobody else reads an array that is not shared.
            // SAFETY: it is the list's, whose lock is held, and nobody else's.
            let moved = unsafe { Array::grow(array, capacity)? };
            // Relaxed: the next thread comes with the lock, or sees `SHARED` set by one that did.
            list.array.store(moved.as_ptr(), Ordering::Relaxed);
            self.note_held();
            return Ok(());
        }
        let fresh = Array::allocate(capacity)?;
        // SAFETY: owned by the box until it is published.
        let slots = unsafe { fresh.0.as_ptr().add(1).cast::<Slot>() };
        for index in 0..length {
            let word = list.array().map_or(Word::UNBOUND, |array| array.slot(index).load());
            // SAFETY: below the capacity. The reference is between both arrays until the old one is retired.
            unsafe { slots.add(index).write(Slot::new(word)) };
        }
        for index in length..capacity {
            // SAFETY: below the capacity.
            unsafe { slots.add(index).write(Slot::new(Word::UNBOUND)) };
        }
        self.publish(Some(fresh), shared);
        Ok(())
    }

    fn publish(&self, fresh: Option<ArrayBox>, shared: bool) {
        let fresh = fresh.map_or(std::ptr::null_mut(), |array| std::mem::ManuallyDrop::new(array).0.as_ptr());
        // Release: pairs with the Acquire in `array`. The old array is ours to retire: the lock orders those who replace it.
        let old = self.list().array.swap(fresh, Ordering::Release);
        if let Some(old) = NonNull::new(old) {
            let old = ArrayBox(old);
            // SAFETY: owned by the box.
            let bytes = unsafe { old.0.as_ref() }.capacity * size_of::<Slot>();
            self.attached().runtime().retire(self.attached().thread(), shared, bytes, old);
        }
        self.note_held();
    }

    /// Replaces the items in `range` by `items`; answers the old ones.
    pub fn splice(
        &mut self,
        range: std::ops::Range<usize>,
        items: Vec<Value<R>>,
    ) -> Result<Removed<R>, OutOfMemory> {
        self.replace_range(range, items.into_iter().map(Value::into_word))
    }

    /// Replaces the items in `range` by those of another list, whose section is held too; answers the old ones.
    pub fn splice_from(
        &mut self,
        range: std::ops::Range<usize>,
        other: &Locked<'_, R, List<R>>,
    ) -> Result<Removed<R>, OutOfMemory> {
        let attached = other.attached();
        let array = other.list().array();
        let length = array.map_or(0, |_| other.list().len());
        let words = (0..length).map(|index| {
            let word = array.map_or(Word::UNBOUND, |array| array.slot(index).load());
            // The lock is held, so the slot keeps its item alive.
            attached.retain_shared(word);
            word
        });
        self.replace_range(range, words)
    }

    /// Replaces the items in `range` by those of a list to which the caller has the only reference, and which is empty then;
    /// answers the old ones. None, and nothing is changed, if there may be another.
    pub fn splice_all(
        &mut self,
        range: std::ops::Range<usize>,
        other: &Ref<R, List<R>>,
    ) -> Option<Result<Removed<R>, OutOfMemory>> {
        if !self.attached().is_only_reference(other) {
            return None;
        }
        let array = other.array();
        let length = array.map_or(0, |_| other.len());
        let words = (0..length).map(|index| array.map_or(Word::UNBOUND, |array| array.slot(index).load()));
        let replaced = self.replace_range(range, words);
        if replaced.is_ok() {
            // The references have gone to this list.
            other.set_length(0);
        }
        Some(replaced)
    }

    /// Replaces the items in `range` by `words`, which are owned by whom they are given to.
    fn replace_range(
        &mut self,
        range: std::ops::Range<usize>,
        words: impl ExactSizeIterator<Item = Word>,
    ) -> Result<Removed<R>, OutOfMemory> {
        let length = self.list().len();
        let (start, end) = (range.start.min(length), range.end.clamp(range.start.min(length), length));
        let inserted = words.len();
        let new_length = length - (end - start) + inserted;
        if new_length > length {
            self.reserve(new_length - length)?;
        }
        let list = self.list();
        let Some(array) = list.array() else { return Ok(Removed::new()) };
        // SAFETY: the references are taken out of the slots, which are overwritten below.
        let old = (start..end).map(|index| unsafe { Value::from_owned(array.slot(index).load()) }).collect();
        if new_length < length {
            for index in end..length {
                array.slot(index + new_length - length).store(array.slot(index).load());
            }
            list.set_length(new_length);
            (new_length..length).for_each(|index| array.slot(index).store(Word::UNBOUND));
        } else {
            for index in (end..length).rev() {
                array.slot(index + new_length - length).store(array.slot(index).load());
            }
            list.set_length(new_length);
        }
        for (index, word) in words.enumerate() {
            array.slot(start + index).store(word);
        }
        Ok(old)
    }

    /// Takes all items out.
    pub fn take(&mut self) -> Vec<Value<R>> {
        let list = self.list();
        let length = list.len();
        list.set_length(0);
        let items = match list.array() {
            // SAFETY: the references are taken out of the slots.
            Some(array) => (0..length)
                .map(|index| unsafe { Value::from_owned(array.slot(index).replace(Word::UNBOUND)) })
                .collect(),
            None => Vec::new(),
        };
        self.publish(None, list.head_shared(self.object()));
        items
    }

    /// Whether nothing has been put into it since all items were taken out.
    pub fn is_bare(&mut self) -> bool {
        self.list().array().is_none()
    }

    /// Puts items into an empty list.
    pub fn put(&mut self, items: Vec<Value<R>>) -> Result<(), OutOfMemory> {
        let length = self.list().len();
        self.splice(length..length, items).map(drop)
    }

    /// Rearranges the items: `rearrange` is given all of them and may exchange them. Who reads without the lock meanwhile
    /// finds them as they were before, or as they are afterwards.
    pub fn rearrange<T>(&mut self, rearrange: impl FnOnce(&mut [Value<R>]) -> T) -> T {
        let list = self.list();
        let Some(array) = list.array() else { return rearrange(&mut []) };
        // SAFETY: the references stay the list's; the vector's items are not dropped.
        let owned = |index| ManuallyDrop::new(unsafe { Value::<R>::from_owned(array.slot(index).load()) });
        let mut items: Vec<ManuallyDrop<Value<R>>> = (0..list.len()).map(owned).collect();
        let (start, length) = (items.as_mut_ptr().cast::<Value<R>>(), items.len());
        // SAFETY: the wrapper is transparent, and the vector is borrowed by nobody else.
        let answer = rearrange(unsafe { std::slice::from_raw_parts_mut(start, length) });
        let shared = list.head_shared(self.object());
        // Nobody reads an array that is not shared; without the memory for another, readers see the items move.
        let fresh = if shared { Array::allocate(array.capacity).ok() } else { None };
        let Some(fresh) = fresh else {
            for (index, item) in items.iter().enumerate() {
                array.slot(index).store(item.word());
            }
            return answer;
        };
        // SAFETY: owned by the box until it is published.
        let slots = unsafe { fresh.0.as_ptr().add(1).cast::<Slot>() };
        let words = items.iter().map(|item| item.word()).chain(std::iter::repeat(Word::UNBOUND));
        for (index, word) in words.take(array.capacity).enumerate() {
            // SAFETY: below the capacity. The reference is between both arrays until the old one is retired.
            unsafe { slots.add(index).write(Slot::new(word)) };
        }
        self.publish(Some(fresh), shared);
        answer
    }

    /// The first item equal to `wanted`, from item `from` on, as far as that can be told without Python code.
    pub fn find(&self, from: usize, wanted: Word) -> Search {
        let list = self.list();
        let Some(array) = list.array() else { return Search::Absent };
        for index in from..list.len() {
            // The lock is held, so the slot keeps the item alive.
            match simple::equal::<R>(array.slot(index).load(), wanted) {
                Some(true) => return Search::At(index),
                Some(false) => {}
                None => return Search::Ask(index),
            }
        }
        Search::Absent
    }

    /// Exchanges two items, both below the length.
    pub fn swap(&mut self, one: usize, other: usize) {
        self.list().swap(one, other);
    }

    /// Reverses the items in place.
    pub fn reverse(&mut self) {
        let list = self.list();
        if let Some(array) = list.array() {
            let length = list.len();
            for index in 0..length / 2 {
                let word = array.slot(index).load();
                array.slot(index).store(array.slot(length - 1 - index).load());
                array.slot(length - 1 - index).store(word);
            }
        }
    }
}

impl<R: Runtime> List<R> {
    fn head_shared(&self, object: &Ref<R, List<R>>) -> bool {
        object.head().is_read_by_others()
    }
}
