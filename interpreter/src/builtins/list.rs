//! `list`.

use super::sequence::{self, is_exact};
use super::sort;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::slice::{Bounds, Slice};
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{List, Ref, Removed, Runtime, Search, Value, make};
use text::window;

/// The list that is the receiver of a method.
fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, List<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

/// Item `index`, without the lock where that is possible.
pub(super) fn item<R: Runtime>(vm: &mut Vm<R>, list: &Ref<R, List<R>>, index: usize) -> Option<Value<R>> {
    match list.peek(vm, index) {
        Some(item) => item,
        None => vm.lock(list).get(index),
    }
}

/// Appends an item.
pub(super) fn push<R: Runtime>(vm: &mut Vm<R>, list: &Ref<R, List<R>>, item: Value<R>) -> Return<R, ()> {
    if vm.lock(list).push(item).is_ok() {
        return Ok(());
    }
    Err(vm.memory_error())
}

/// Replaces the items in `range` in one step.
fn splice<R: Runtime>(
    vm: &mut Vm<R>,
    list: &Ref<R, List<R>>,
    range: impl FnOnce(usize) -> std::ops::Range<usize>,
    items: Vec<Value<R>>,
) -> Return<R, Removed<R>> {
    let spliced = {
        let mut locked = vm.lock(list);
        locked.splice(range(list.len()), items)
    };
    spliced.map_err(|_| vm.memory_error())
}

/// Replaces the items in `range` by those of another list, or of the same: one step for both.
fn splice_list<R: Runtime>(
    vm: &mut Vm<R>,
    list: &Ref<R, List<R>>,
    range: impl FnOnce(usize) -> std::ops::Range<usize>,
    other: &Ref<R, List<R>>,
) -> Return<R, Removed<R>> {
    let spliced = {
        let mut both = vm.lock_both(list, other);
        let (mut into, from) = both.sections();
        match from {
            Some(from) => into.splice_from(range(list.len()), &from),
            None => {
                let items = into.copy(0..usize::MAX);
                into.splice(range(list.len()), items)
            }
        }
    };
    spliced.map_err(|_| vm.memory_error())
}

/// Appends the items of an iterable: in one step if they can be had without running Python code.
pub(crate) fn extend<R: Runtime>(
    vm: &mut Vm<R>,
    list: &Ref<R, List<R>>,
    iterable: &Value<R>,
) -> Return<R, ()> {
    if is_exact(iterable)
        && let Some(other) = iterable.as_ref::<List<R>>()
    {
        return splice_list(vm, list, |length| length..length, other).map(drop);
    }
    if vm.collects_at_once(iterable) {
        let items = vm.collect(iterable)?;
        return splice(vm, list, |length| length..length, items).map(drop);
    }
    let iterator = vm.iter(iterable)?;
    let hint = vm.length_hint(iterable, 0)?;
    if hint > 0 {
        vm.check_room(hint)?;
        // A hint may be wrong, and too large: of the room there is no more is taken than is used soon.
        let _ = vm.lock(list).reserve(hint.min(1 << 16));
    }
    vm.for_each_next(&iterator, |vm, item| push(vm, list, item).map(|()| true))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, List::new())
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let list = receiver(arguments);
    drop(vm.lock(list).take());
    if let Some(iterable) = arguments[1].given() {
        extend(vm, list, iterable)?;
    }
    Ok(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let list = receiver(arguments);
    if list.is_empty() {
        return Ok(vm.new_str("[]"));
    }
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let mut text = String::from("[");
        sequence::join_reprs(vm, &mut text, list, item)?;
        text.push(']');
        Ok(text)
    })?;
    Ok(vm.new_string(text.unwrap_or_else(|| "[...]".to_owned())))
}

fn compare<R: Runtime>(vm: &mut Vm<R>, comparison: Comparison, arguments: &[Value<R>]) -> Return<R> {
    let Some(other) = arguments[1].as_ref::<List<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let list = receiver(arguments);
    match comparison {
        Comparison::Eq if list.len() != other.len() => Ok(Value::FALSE),
        Comparison::Ne if list.len() != other.len() => Ok(Value::TRUE),
        _ => sequence::compare(vm, comparison, list, other, item),
    }
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Eq, arguments)
}

fn ne<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Ne, arguments)
}

fn lt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Lt, arguments)
}

fn le<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Le, arguments)
}

fn gt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Gt, arguments)
}

fn ge<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Ge, arguments)
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_usize(receiver(arguments).len()))
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_sequence_iterator(arguments[0].clone()))
}

fn reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = receiver(arguments).len();
    Ok(super::iterators::new_reversed_list(vm, &arguments[0], length))
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let found = sequence::find(vm, receiver(arguments), item, 0..usize::MAX, &arguments[1])?;
    Ok(Value::bool(found.is_some()))
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let list = receiver(arguments);
    let Some(slice) = arguments[1].as_ref::<Slice<R>>() else {
        let position = sequence::position(vm, &arguments[1], "list")?;
        return vm.list_item(list, position);
    };
    let bounds = vm.slice_bounds(slice)?;
    sliced(vm, list, bounds)
}

/// `list[start:stop:step]`
pub(crate) fn sliced<R: Runtime>(vm: &mut Vm<R>, list: &Ref<R, List<R>>, bounds: Bounds) -> Return<R> {
    let copy = {
        let locked = vm.lock(list);
        let selection = bounds.select(list.len());
        match selection.contiguous() {
            Some(range) => locked.copied(range),
            None => locked.copied(selection.indices()),
        }
    };
    match copy {
        Ok(copy) => Ok(make::list_of(vm, copy).into_value()),
        Err(_) => Err(vm.memory_error()),
    }
}

fn set_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (list, value) = (receiver(arguments), &arguments[2]);
    let Some(slice) = arguments[1].as_ref::<Slice<R>>() else {
        let position = sequence::position(vm, &arguments[1], "list")?;
        return match replace_at(vm, list, position, value.clone()) {
            Ok(_) => Ok(Value::NONE),
            Err(_) => Err(vm.index_error("list assignment index out of range")),
        };
    };
    let bounds = vm.slice_bounds(slice)?;
    set_slice(vm, list, bounds, value.clone()).map(|()| Value::NONE)
}

/// `list[start:stop:step] = value`
pub(crate) fn set_slice<R: Runtime>(
    vm: &mut Vm<R>,
    list: &Ref<R, List<R>>,
    bounds: Bounds,
    value: Value<R>,
) -> Return<R, ()> {
    let value = match (bounds.contiguous(), is_exact(&value)) {
        (Some(range), true) => match value.downcast::<List<R>>() {
            Ok(other) => {
                let spliced = {
                    let mut locked = vm.lock(list);
                    locked.splice_all(range(list.len()), &other)
                };
                let spliced = match spliced {
                    Some(spliced) => spliced.map_err(|_| vm.memory_error()),
                    None => splice_list(vm, list, range, &other),
                };
                return spliced.map(last_first).map(drop);
            }
            Err(value) => value,
        },
        _ => value,
    };
    let items = match vm.collect(&value) {
        Ok(items) => items,
        Err(raised) => {
            let class = vm.exceptions().type_error.clone();
            let iterable = vm.class_of(&value).special(vm, object_model::Special::Iter).is_some();
            if !iterable && vm.is_raised(&raised, &class) {
                return Err(vm.type_error("must assign iterable to extended slice"));
            }
            return Err(raised);
        }
    };
    let given = items.len();
    let outcome = {
        let mut locked = vm.lock(list);
        let selection = bounds.select(list.len());
        match selection.contiguous() {
            Some(range) => locked.splice(range, items).map_err(|_| None).map(last_first),
            None if given != selection.count => Err(Some(selection.count)),
            None => Ok(selection
                .indices()
                .zip(items)
                .map(|(index, item)| locked.set(index, item).unwrap_or_else(|item| item))
                .collect()),
        }
    };
    match outcome {
        Ok(_) => Ok(()),
        Err(Some(count)) => {
            let message =
                format!("attempt to assign sequence of size {given} to extended slice of size {count}");
            Err(vm.value_error(&message))
        }
        Err(None) => Err(vm.memory_error()),
    }
}

fn delete_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let list = receiver(arguments);
    let Some(slice) = arguments[1].as_ref::<Slice<R>>() else {
        let position = sequence::position(vm, &arguments[1], "list")?;
        if remove_at(vm, list, position).is_none() {
            return Err(vm.index_error("list assignment index out of range"));
        }
        return Ok(Value::NONE);
    };
    let bounds = vm.slice_bounds(slice)?;
    let removed = {
        let mut locked = vm.lock(list);
        let selection = bounds.select(list.len());
        match selection.contiguous() {
            Some(range) => last_first(locked.splice(range, vec![]).unwrap_or_default()),
            None if selection.count == 0 => Removed::new(),
            None => {
                let length = list.len();
                let mut doomed = vec![false; length];
                selection.indices().for_each(|index| doomed[index] = true);
                let mut doomed = doomed.into_iter();
                let (removed, kept): (Vec<_>, Vec<_>) =
                    locked.copy(0..length).into_iter().partition(|_| doomed.next() == Some(true));
                // What goes is held by `removed`; with fewer items than before the list needs no memory.
                let _ = locked.splice(0..length, kept);
                Removed::from_vec(removed)
            }
        }
    };
    drop(removed);
    Ok(Value::NONE)
}

/// What is removed from a list is let go of from its end.
fn last_first<R: Runtime>(mut removed: Removed<R>) -> Removed<R> {
    removed.reverse();
    removed
}

/// Replaces the item at a position counted from either end; answers the old one, or what finds no place.
pub(crate) fn replace_at<R: Runtime>(
    vm: &mut Vm<R>,
    list: &Ref<R, List<R>>,
    position: i64,
    value: Value<R>,
) -> Result<Value<R>, Value<R>> {
    let mut locked = vm.lock(list);
    match window::item(list.len(), position) {
        Some(index) => locked.set(index, value),
        None => Err(value),
    }
}

/// Removes the item at a position counted from either end.
fn remove_at<R: Runtime>(vm: &mut Vm<R>, list: &Ref<R, List<R>>, position: i64) -> Option<Value<R>> {
    let mut locked = vm.lock(list);
    let index = window::item(list.len(), position)?;
    locked.remove(index)
}

fn append<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    push(vm, receiver(arguments), arguments[1].clone())?;
    Ok(Value::NONE)
}

fn extend_method<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    extend(vm, receiver(arguments), &arguments[1])?;
    Ok(Value::NONE)
}

fn insert<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let position = vm.index(&arguments[1])?;
    let list = receiver(arguments);
    let inserted = {
        let mut locked = vm.lock(list);
        locked.insert(window::before(list.len(), position), arguments[2].clone())
    };
    inserted.map(|()| Value::NONE).map_err(|_| vm.memory_error())
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let list = receiver(arguments);
    let position = match arguments[1].given() {
        Some(index) => vm.index(index)?,
        None => -1,
    };
    let popped = if position == -1 { vm.lock(list).pop() } else { remove_at(vm, list, position) };
    match popped {
        Some(item) => Ok(item),
        None if list.is_empty() => Err(vm.index_error("pop from empty list")),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (list, wanted) = (receiver(arguments), &arguments[1]);
    let mut from = 0;
    loop {
        // Found and removed in one section, unless an item has to be asked.
        let asked = {
            let mut locked = vm.lock(list);
            match locked.find(from, wanted.word()) {
                Search::At(index) => {
                    let removed = locked.remove(index);
                    drop(locked);
                    drop(removed);
                    return Ok(Value::NONE);
                }
                Search::Ask(index) => locked.get(index).map(|item| (index, item)),
                Search::Absent => None,
            }
        };
        let Some((index, asked)) = asked else { break };
        from = index + 1;
        if vm.equal(&asked, wanted)? {
            let removed = {
                let mut locked = vm.lock(list);
                // The comparison may have run Python code: remove what was compared, or look again.
                match locked.get(index) {
                    Some(present) if present.is(&asked) => locked.remove(index),
                    _ => None,
                }
            };
            if removed.is_some() {
                return Ok(Value::NONE);
            }
            from = 0;
        }
    }
    Err(vm.value_error("list.remove(x): x not in list"))
}

fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = vm.lock(receiver(arguments)).take();
    drop(last_first(Removed::from_vec(items)));
    Ok(Value::NONE)
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = vm.list_items(receiver(arguments));
    vm.new_list(items)
}

fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let list = receiver(arguments);
    let bounds = sequence::bounds(vm, &arguments[2], &arguments[3], list.len())?;
    match sequence::find(vm, list, item, bounds, &arguments[1])? {
        Some(index) => Ok(vm.new_usize(index)),
        None => Err(vm.value_error("list.index(x): x not in list")),
    }
}

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    sequence::count(vm, receiver(arguments), item, &arguments[1])
}

fn reverse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.lock(receiver(arguments)).reverse();
    Ok(Value::NONE)
}

fn sort_method<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let list = receiver(arguments);
    let reverse = match arguments[2].given() {
        Some(reverse) => vm.truth(reverse)?,
        None => false,
    };
    if arguments[1].some().is_none()
        && vm.lock(list).rearrange(|items| sort::sort_simply(items, reverse, |item| item))
    {
        return Ok(Value::NONE);
    }
    let mut items = vm.lock(list).take();
    let sorted = sort::sort(vm, &mut items, &arguments[1], reverse);
    let (modified, _meanwhile, put) = {
        let mut locked = vm.lock(list);
        let modified = !locked.is_bare();
        let meanwhile = locked.take();
        (modified, meanwhile, locked.put(items))
    };
    if put.is_err() {
        return Err(vm.memory_error());
    }
    sorted?;
    if modified {
        return Err(vm.value_error("list modified during sort"));
    }
    Ok(Value::NONE)
}

fn add<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(other) = arguments[1].as_ref::<List<R>>() else {
        return Err(vm.not_concatenated(&arguments[0], &arguments[1]));
    };
    let items = {
        let mut both = vm.lock_both(receiver(arguments), other);
        let (left, right) = both.sections();
        let mut items = left.copy(0..usize::MAX);
        items.extend(right.as_ref().unwrap_or(&left).copy(0..usize::MAX));
        items
    };
    vm.new_list(items)
}

fn add_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    extend(vm, receiver(arguments), &arguments[1])?;
    Ok(arguments[0].clone())
}

fn multiply<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(count) = sequence::repeat_count(vm, &arguments[1])? else {
        return Err(vm.not_repeated(&arguments[1]));
    };
    let items = vm.list_items(receiver(arguments));
    let items = sequence::repeat(vm, &items, count)?;
    vm.new_list(items)
}

fn multiply_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(count) = sequence::repeat_count(vm, &arguments[1])? else {
        return Err(vm.not_repeated(&arguments[1]));
    };
    let list = receiver(arguments);
    if count == 0 {
        drop(vm.lock(list).take());
        return Ok(arguments[0].clone());
    }
    let grown = {
        let mut locked = vm.lock(list);
        let items = locked.copy(0..usize::MAX);
        match sequence::repeated(&items, count - 1) {
            Some(more) => locked.splice(items.len()..items.len(), more).map(drop).is_ok(),
            None => false,
        }
    };
    if grown { Ok(arguments[0].clone()) } else { Err(vm.memory_error()) }
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().list.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, iterable=(), /)", init),
            ("__repr__(self, /)", repr),
            ("__eq__(self, value, /)", eq),
            ("__ne__(self, value, /)", ne),
            ("__lt__(self, value, /)", lt),
            ("__le__(self, value, /)", le),
            ("__gt__(self, value, /)", gt),
            ("__ge__(self, value, /)", ge),
            ("__len__(self, /)", len),
            ("__iter__(self, /)", iter),
            ("__reversed__(self, /)", reversed),
            ("__contains__(self, key, /)", contains),
            ("__getitem__(self, index, /)", get_item),
            ("__setitem__(self, key, value, /)", set_item),
            ("__delitem__(self, key, /)", delete_item),
            ("__add__(self, value, /)", add),
            ("__iadd__(self, value, /)", add_in_place),
            ("__mul__(self, value, /)", multiply),
            ("__rmul__(self, value, /)", multiply),
            ("__imul__(self, value, /)", multiply_in_place),
            ("append(self, object, /)", append),
            ("extend(self, iterable, /)", extend_method),
            ("insert(self, index, object, /)", insert),
            ("pop(self, index=-1, /)", pop),
            ("remove(self, value, /)", remove),
            ("clear(self, /)", clear),
            ("copy(self, /)", copy),
            ("index(self, value, start=0, stop=9223372036854775807, /)", index),
            ("count(self, value, /)", count),
            ("reverse(self, /)", reverse),
            ("sort(self, /, *, key=None, reverse=False)", sort_method),
        ])
        .attribute("__hash__", Value::NONE)
        .finish();
}
