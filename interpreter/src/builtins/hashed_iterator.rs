//! Iterators over dicts, their views, and sets.

use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{
    Class, ClassFlags, Dict, Guard, Guarded, Hashed, Kind, Part, Payload, Ref, Runtime, Set, Value, make,
};

/// What an iterator or a view shows of the entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// The keys, or the members of a set.
    Keys,
    /// The values.
    Values,
    /// Pairs of both.
    Items,
}

/// The payload of an iterator over the entries of a dict or set.
///
/// Going on by one entry is a section of the iterator, so that threads which share one see each entry once. The dict or set
/// is read without its lock where that can be.
pub struct HashedIterator<R: Runtime> {
    /// The dict or set.
    source: Value<R>,
    shown: Shown,
    reverse: bool,
    progress: Guarded<Progress>,
}

/// Where an iterator stands.
#[derive(Clone, Copy)]
pub struct Progress {
    /// The number of the next entry, or one past it when going backwards.
    position: usize,
    /// How many entries there were; [`CHANGED`] or [`EXHAUSTED`] once it is over.
    expected: usize,
    /// How many are still to come.
    left: usize,
}

const CHANGED: usize = usize::MAX;
const EXHAUSTED: usize = usize::MAX - 1;

// SAFETY: immutable but for what is guarded.
unsafe impl<R: Runtime> Payload<R> for HashedIterator<R> {
    const KIND: Kind = Kind::HashedIterator;
    const NAME: &'static str = "dict_keyiterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.source);
    }
}

impl<R: Runtime> Guard<R> for HashedIterator<R> {
    type Guarded = Progress;
    fn guarded(&self) -> &Guarded<Progress> {
        &self.progress
    }
}

/// What looking for the next entry came to.
enum Step<R: Runtime> {
    Entry(Value<R>, Value<R>),
    End,
    SizeChanged,
    KeysChanged,
}

impl<R: Runtime> Vm<R> {
    /// Whether a dict is an OrderedDict, be it of another copy of its module.
    pub fn is_ordered_dict(&self, dict: &Value<R>) -> bool {
        let class = self.class_ref(dict);
        let is_ordered = |class: &Ref<R, Class<R>>| {
            !class.flags().has(ClassFlags::HEAP) && &*class.name() == "OrderedDict"
        };
        !class.value().is(self.types().dict.value())
            && class.mro().iter().filter_map(Value::as_ref::<Class<R>>).any(is_ordered)
    }

    /// An iterator over a dict.
    pub(crate) fn iter_of_dict(&self, dict: &Value<R>, shown: Shown, reverse: bool) -> Value<R> {
        let types = self.types();
        let class = match (shown, reverse) {
            _ if self.is_ordered_dict(dict) => &types.odict_iterator,
            (Shown::Keys, false) => &types.dict_key_iterator,
            (Shown::Values, false) => &types.dict_value_iterator,
            (Shown::Items, false) => &types.dict_item_iterator,
            (Shown::Keys, true) => &types.dict_reverse_key_iterator,
            (Shown::Values, true) => &types.dict_reverse_value_iterator,
            (Shown::Items, true) => &types.dict_reverse_item_iterator,
        };
        let length = dict.as_ref::<Dict<R>>().map_or(0, |dict| dict.len());
        self.new_hashed_iterator(class, dict, length, shown, reverse)
    }

    /// An iterator over a set.
    pub(crate) fn iter_of_set(&self, set: &Value<R>) -> Value<R> {
        let length = set.as_ref::<Set<R>>().map_or(0, |set| set.len());
        self.new_hashed_iterator(&self.types().set_iterator, set, length, Shown::Keys, false)
    }

    fn new_hashed_iterator(
        &self,
        class: &Ref<R, Class<R>>,
        source: &Value<R>,
        length: usize,
        shown: Shown,
        reverse: bool,
    ) -> Value<R> {
        let iterator = HashedIterator {
            source: source.clone(),
            shown,
            reverse,
            progress: Guarded::new(Progress {
                position: if reverse { usize::MAX } else { 0 },
                expected: length,
                left: length,
            }),
        };
        make::object(self, class.root_shape(), iterator).into_value()
    }

    /// The next entry of a dict or set.
    #[inline]
    pub(crate) fn next_of_hashed(
        &mut self,
        iterator: &Ref<R, HashedIterator<R>>,
    ) -> Return<R, Option<Value<R>>> {
        let step = match iterator.source.as_ref::<Dict<R>>() {
            Some(dict) => self.step(iterator, dict),
            None => match iterator.source.as_ref::<Set<R>>() {
                Some(set) => self.step(iterator, set),
                None => Step::End,
            },
        };
        match step {
            Step::Entry(key, value) => Ok(Some(match iterator.shown {
                Shown::Keys => key,
                Shown::Values => value,
                Shown::Items => self.new_pair(key, value),
            })),
            Step::End => Ok(None),
            Step::SizeChanged if iterator.source.as_ref::<Set<R>>().is_some() => {
                Err(self.runtime_error("Set changed size during iteration"))
            }
            // A set with other members than at the start, as many: what is left is not worth an error to CPython either.
            Step::KeysChanged if iterator.source.as_ref::<Set<R>>().is_some() => Ok(None),
            _ if self.is_ordered_dict(&iterator.source) => {
                Err(self.runtime_error("OrderedDict mutated during iteration"))
            }
            Step::SizeChanged => Err(self.runtime_error("dictionary changed size during iteration")),
            Step::KeysChanged => Err(self.runtime_error("dictionary keys changed during iteration")),
        }
    }
}

impl<R: Runtime> Vm<R> {
    /// Goes on by one entry.
    #[inline(always)]
    fn step<S: 'static>(
        &mut self,
        iterator: &Ref<R, HashedIterator<R>>,
        hashed: &Ref<R, Hashed<R, S>>,
    ) -> Step<R>
    where
        Hashed<R, S>: Guard<R, Guarded = ()>,
    {
        let part = match iterator.shown {
            Shown::Keys => Part::Key,
            Shown::Values => Part::Value,
            Shown::Items => Part::Both,
        };
        let mut progress = self.lock(iterator);
        let attached = progress.attached();
        if !iterator.reverse {
            let after = |(number, key, value)| (number + 1, key, value);
            let look = |position| Some(hashed.peek_entry(attached, position, part)?.map(after));
            if let Some(step) = progress.advance(hashed.len(), look) {
                return step;
            }
        }
        drop(progress);
        self.step_with_lock(iterator, hashed)
    }

    #[inline(never)]
    fn step_with_lock<S: 'static>(
        &mut self,
        iterator: &Ref<R, HashedIterator<R>>,
        hashed: &Ref<R, Hashed<R, S>>,
    ) -> Step<R>
    where
        Hashed<R, S>: Guard<R, Guarded = ()>,
    {
        let mut both = self.lock_both(iterator, hashed);
        let (mut progress, entries) = both.sections();
        let entries = entries.expect("an iterator is no dict");
        let look = |position| {
            let entry = if iterator.reverse {
                entries.previous_entry(position).map(|entry| (entry.0, entry))
            } else {
                entries.next_entry(position).map(|entry| (entry.0 + 1, entry))
            };
            Some(entry.map(|(position, (_, _, key, value))| (position, key, value)))
        };
        progress.advance(hashed.len(), look).unwrap_or(Step::End)
    }
}

impl Progress {
    /// Goes on to the entry that `look` finds, given a position, and to the position it answers; None, and nothing is done, if
    /// that answers None.
    #[inline(always)]
    fn advance<R: Runtime>(
        &mut self,
        length: usize,
        look: impl FnOnce(usize) -> Option<Option<(usize, Value<R>, Value<R>)>>,
    ) -> Option<Step<R>> {
        if self.expected == EXHAUSTED {
            return Some(Step::End);
        }
        if self.expected != length {
            self.expected = CHANGED;
            return Some(Step::SizeChanged);
        }
        let Some((position, key, value)) = look(self.position)? else {
            self.expected = EXHAUSTED;
            return Some(Step::End);
        };
        // As many entries as at the start, but more of them to come than there should be: some were replaced by others.
        if self.left == 0 {
            self.expected = EXHAUSTED;
            return Some(Step::KeysChanged);
        }
        self.left -= 1;
        self.position = position;
        Some(Step::Entry(key, value))
    }

    fn remaining(&self, length: usize) -> usize {
        if self.expected == length { self.left } else { 0 }
    }
}

fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, HashedIterator<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

fn itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.next_of_hashed(receiver(arguments))?.unwrap_or(Value::UNBOUND))
}

fn hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = receiver(arguments);
    let length = match iterator.source.as_ref::<Dict<R>>() {
        Some(dict) => dict.len(),
        None => iterator.source.as_ref::<Set<R>>().map_or(0, |set| set.len()),
    };
    let remaining = vm.lock(iterator).remaining(length);
    Ok(vm.new_usize(remaining))
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    // What is left is found by another iterator that stands where this one does.
    let iterator = receiver(arguments);
    let progress = *vm.lock(iterator);
    let ahead = HashedIterator {
        source: iterator.source.clone(),
        shown: iterator.shown,
        reverse: iterator.reverse,
        progress: Guarded::new(progress),
    };
    let ahead = make::object(vm, vm.class_ref(&arguments[0]).root_shape(), ahead);
    let mut rest = Vec::new();
    while let Some(item) = vm.next_of_hashed(&ahead)? {
        rest.push(item);
    }
    let rest = vm.new_list(rest)?;
    let iter = vm.get_builtin("iter")?;
    let arguments = vm.new_tuple(vec![rest]);
    Ok(vm.new_tuple(vec![iter, arguments]))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let types = vm.types();
    let classes = [
        &types.dict_key_iterator,
        &types.dict_value_iterator,
        &types.dict_item_iterator,
        &types.dict_reverse_key_iterator,
        &types.dict_reverse_value_iterator,
        &types.dict_reverse_item_iterator,
        &types.set_iterator,
    ]
    .map(Clone::clone);
    for class in classes {
        ClassBuilder::extend(vm, &class)
            .methods(&[
                ("__iter__(self, /)", itself),
                ("__next__(self, /)", next),
                ("__length_hint__(self, /)", hint),
                ("__reduce__(self, /)", reduce),
            ])
            .flags(ClassFlags::NOT_CALLABLE)
            .finish();
    }
    let ordered = vm.types().odict_iterator.clone();
    ClassBuilder::extend(vm, &ordered)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next),
            ("__reduce__(self, /)", reduce),
        ])
        .flags(ClassFlags::NOT_CALLABLE)
        .finish();
}
