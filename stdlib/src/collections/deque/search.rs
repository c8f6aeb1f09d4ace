//! Looking for an item in a deque that others may change meanwhile.

use super::{Deque, DequeState, deque};
use interpreter::{Raised, Return, Vm};
use object_model::{Ref, Runtime, Search, Value, simple};
use std::ops::Range;
use text::window;

pub(super) fn mutated<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.runtime_error("deque mutated during iteration")
}

/// What is the matter if the deque changes while its items are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    /// An item that is found is found.
    NotFound,
    /// It is an error.
    Wrong,
    /// It is another error: there is an item to be removed, whose place is not known any more.
    Lost,
}

impl Change {
    fn raised<R: Runtime>(self, vm: &mut Vm<R>) -> Raised<R> {
        match self {
            Change::NotFound | Change::Wrong => mutated(vm),
            Change::Lost => vm.index_error("deque mutated during iteration"),
        }
    }
}

/// Every place of a deque, however long it is.
fn everywhere(_: usize) -> Range<usize> {
    0..usize::MAX
}

/// Looks for the first item that equals `value` among those `between` answers of so many, and does `then` with its place. All of
/// it is one section, unless an item has to be asked; `change` says what it means that the deque changes meanwhile.
fn with_position<R: Runtime, T>(
    vm: &mut Vm<R>,
    deque: &Ref<R, Deque<R>>,
    value: &Value<R>,
    between: impl Fn(usize) -> Range<usize>,
    change: Change,
    then: impl FnOnce(&mut DequeState<R>, Option<usize>) -> T,
) -> Return<R, T> {
    let (mut from, mut version) = (0, None);
    loop {
        let (index, item) = {
            let mut state = super::change(vm, deque);
            if version.is_some_and(|version| version != state.version) {
                drop(state);
                return Err(change.raised(vm));
            }
            // How long it is is seen in the section in which it is searched; while it does not change, it is as long.
            let range = between(state.items.len());
            match state.search(value, range.start.max(from), range.end) {
                Search::At(index) => return Ok(then(&mut state, Some(index))),
                Search::Absent => return Ok(then(&mut state, None)),
                Search::Ask(index) => {
                    version = Some(state.version);
                    (index, state.items.get(index).cloned())
                }
            }
        };
        from = index + 1;
        if let Some(item) = item
            && vm.equal(&item, value)?
        {
            let mut state = super::change(vm, deque);
            if change != Change::NotFound && version != Some(state.version) {
                drop(state);
                return Err(change.raised(vm));
            }
            return Ok(then(&mut state, Some(index)));
        }
    }
}

fn position<R: Runtime>(
    vm: &mut Vm<R>,
    deque: &Ref<R, Deque<R>>,
    value: &Value<R>,
    between: impl Fn(usize) -> Range<usize>,
    change: Change,
) -> Return<R, Option<usize>> {
    with_position(vm, deque, value, between, change, |_, found| found)
}

pub(super) fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    Ok(Value::bool(position(vm, deque, &arguments[1], everywhere, Change::NotFound)?.is_some()))
}

pub(super) fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let value = &arguments[1];
    let simply: Option<usize> = {
        let state = vm.lock(deque);
        let equal = |item: &Value<R>| simple::equal::<R>(item.word(), value.word()).map(usize::from);
        state.items.iter().map(equal).sum()
    };
    if let Some(count) = simply {
        return Ok(vm.new_usize(count));
    }
    let (mut from, mut count) = (0, 0);
    while let Some(index) = position(vm, deque, value, |_| from..usize::MAX, Change::Wrong)? {
        count += 1;
        from = index + 1;
    }
    Ok(vm.new_usize(count))
}

pub(super) fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let (start, stop) = (vm.search_bound(&arguments[2])?, vm.search_bound(&arguments[3])?);
    let between = |length| window::growing(length, start, stop);
    match position(vm, deque, &arguments[1], between, Change::NotFound)? {
        Some(index) => Ok(vm.new_usize(index)),
        None => Err(vm.value_error("deque.index(x): x not in deque")),
    }
}

pub(super) fn remove<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let removed = with_position(vm, deque, &arguments[1], everywhere, Change::Lost, |state, found| {
        state.version += u64::from(found.is_some());
        found.and_then(|index| state.items.remove(index))
    })?;
    match removed {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.value_error("deque.remove(x): x not in deque")),
    }
}
