//! `deque`: a ring of items, open at both ends.

mod iterator;
mod search;

use interpreter::{ClassBuilder, Comparison, Raised, Return, Vm, comparisons};
use iterator::iterate;
use object_model::{ClassFlags, Guard, Guarded, Locked, Payload, Ref, Runtime, Search, Value, simple};
use search::{contains, count, index, remove};
use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use sync::atomic::{AtomicUsize, Ordering::Relaxed};
use text::window;

/// The payload of `deque`.
struct Deque<R: Runtime> {
    state: Guarded<DequeState<R>>,
    /// How many items there are, for those who ask without the lock. Written where a [`Changing`] section ends.
    length: AtomicUsize,
}

struct DequeState<R: Runtime> {
    items: VecDeque<Value<R>>,
    limit: Option<usize>,
    /// Changes with every change of length, for iterators.
    version: u64,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Deque<R> {
    const NAME: &'static str = "deque";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        unsafe { self.state.get() }.items.iter().for_each(visit);
    }
    fn held(&self) -> usize {
        // SAFETY: the caller is in a section of the object, or has just made it.
        unsafe { self.state.get() }.items.capacity() * size_of::<Value<R>>()
    }
}

impl<R: Runtime> Guard<R> for Deque<R> {
    type Guarded = DequeState<R>;
    fn guarded(&self) -> &Guarded<DequeState<R>> {
        &self.state
    }
}

/// A section of a deque that may change how many items there are.
struct Changing<'t, R: Runtime>(Locked<'t, R, Deque<R>>);

/// Enters one.
fn change<'t, R: Runtime>(vm: &'t mut Vm<R>, deque: &'t Ref<R, Deque<R>>) -> Changing<'t, R> {
    Changing(vm.lock(deque))
}

impl<R: Runtime> Changing<'_, R> {
    fn note_held(&self) {
        self.0.note_held();
    }
}

impl<R: Runtime> Deref for Changing<'_, R> {
    type Target = DequeState<R>;
    fn deref(&self) -> &DequeState<R> {
        &self.0
    }
}

impl<R: Runtime> DerefMut for Changing<'_, R> {
    fn deref_mut(&mut self) -> &mut DequeState<R> {
        &mut self.0
    }
}

impl<R: Runtime> Drop for Changing<'_, R> {
    fn drop(&mut self) {
        // Relaxed: a number alone; nothing is read because of it but under the lock, which is still held here.
        self.0.object().length.store(self.0.items.len(), Relaxed);
    }
}

fn deque<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Deque<R>>> {
    match value.as_ref::<Deque<R>>() {
        Some(deque) => Ok(deque),
        None => Err(vm.type_error("a deque is needed")),
    }
}

fn empty<R: Runtime>(limit: Option<usize>) -> Deque<R> {
    let state = DequeState { items: VecDeque::new(), limit, version: 0 };
    Deque { state: Guarded::new(state), length: AtomicUsize::new(0) }
}

fn deque_new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, empty(None))
}

fn deque_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let limit = match arguments[2].some() {
        Some(limit) => {
            if !vm.is_int(limit) {
                return Err(vm.type_error("an integer is required"));
            }
            let limit = vm.index(limit)?;
            if limit < 0 {
                return Err(vm.value_error("maxlen must be non-negative"));
            }
            Some(limit as usize)
        }
        None => None,
    };
    let deque = deque(vm, &arguments[0])?;
    let old = {
        let mut state = change(vm, deque);
        state.limit = limit;
        state.version += 1;
        std::mem::take(&mut state.items)
    };
    drop(old);
    if let Some(iterable) = arguments[1].given() {
        extend_right(vm, deque, iterable)?;
    }
    Ok(Value::NONE)
}

impl<R: Runtime> DequeState<R> {
    fn is_over(&self) -> bool {
        self.limit.is_some_and(|limit| self.items.len() > limit)
    }

    /// Appends an item; answers the one it pushes out at the other end.
    fn push_right(&mut self, item: Value<R>) -> Option<Value<R>> {
        self.items.push_back(item);
        self.version += 1;
        if self.is_over() { self.items.pop_front() } else { None }
    }

    /// As [`push_right`](Self::push_right), at the other end.
    fn push_left(&mut self, item: Value<R>) -> Option<Value<R>> {
        self.items.push_front(item);
        self.version += 1;
        if self.is_over() { self.items.pop_back() } else { None }
    }

    /// The first item equal to `value` between two indices, as far as that can be told without Python code.
    fn search(&self, value: &Value<R>, start: usize, stop: usize) -> Search {
        for (index, item) in self.items.iter().enumerate().take(stop).skip(start) {
            match simple::equal::<R>(item.word(), value.word()) {
                Some(true) => return Search::At(index),
                Some(false) => {}
                None => return Search::Ask(index),
            }
        }
        Search::Absent
    }
}

fn push_right<R: Runtime>(vm: &mut Vm<R>, deque: &Ref<R, Deque<R>>, item: Value<R>) {
    let mut state = change(vm, deque);
    let pushed_out = state.push_right(item);
    state.note_held();
    drop(state);
    drop(pushed_out);
}

fn push_left<R: Runtime>(vm: &mut Vm<R>, deque: &Ref<R, Deque<R>>, item: Value<R>) {
    let mut state = change(vm, deque);
    let pushed_out = state.push_left(item);
    state.note_held();
    drop(state);
    drop(pushed_out);
}

/// The items of an iterable, if they can be had at one moment.
fn items_at_once<R: Runtime>(vm: &mut Vm<R>, iterable: &Value<R>) -> Return<R, Option<Vec<Value<R>>>> {
    if let Some(other) = iterable.as_ref::<Deque<R>>()
        && !vm.class_of(iterable).flags().has(ClassFlags::HEAP)
    {
        return Ok(Some(items(vm, other)));
    }
    if vm.collects_at_once(iterable) { vm.collect(iterable).map(Some) } else { Ok(None) }
}

fn extend_right<R: Runtime>(vm: &mut Vm<R>, deque: &Ref<R, Deque<R>>, iterable: &Value<R>) -> Return<R, ()> {
    if let Some(items) = items_at_once(vm, iterable)? {
        let mut state = change(vm, deque);
        let mut pushed_out = vec![];
        for item in items {
            pushed_out.extend(state.push_right(item));
        }
        state.note_held();
        drop(state);
        drop(pushed_out);
        return Ok(());
    }
    vm.for_each(iterable, |vm, item| {
        push_right(vm, deque, item);
        Ok(true)
    })
}

fn items<R: Runtime>(vm: &mut Vm<R>, deque: &Ref<R, Deque<R>>) -> Vec<Value<R>> {
    vm.lock(deque).items.iter().cloned().collect()
}

fn append<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    push_right(vm, deque, arguments[1].clone());
    Ok(Value::NONE)
}

fn appendleft<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    push_left(vm, deque, arguments[1].clone());
    Ok(Value::NONE)
}

fn extend<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    extend_right(vm, deque, &arguments[1])?;
    Ok(Value::NONE)
}

fn extendleft<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    if let Some(items) = items_at_once(vm, &arguments[1])? {
        let mut state = change(vm, deque);
        let mut pushed_out = vec![];
        for item in items {
            pushed_out.extend(state.push_left(item));
        }
        state.note_held();
        drop(state);
        drop(pushed_out);
        return Ok(Value::NONE);
    }
    vm.for_each(&arguments[1], |vm, item| {
        push_left(vm, deque, item);
        Ok(true)
    })?;
    Ok(Value::NONE)
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let item = {
        let mut state = change(vm, deque);
        let item = state.items.pop_back();
        state.version += u64::from(item.is_some());
        item
    };
    item.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn popleft<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let item = {
        let mut state = change(vm, deque);
        let item = state.items.pop_front();
        state.version += u64::from(item.is_some());
        item
    };
    item.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let old = {
        let mut state = change(vm, deque);
        state.version += 1;
        let old = std::mem::take(&mut state.items);
        state.note_held();
        old
    };
    drop(old);
    Ok(Value::NONE)
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let source = deque(vm, &arguments[0])?;
    let limit = vm.lock(source).limit;
    let class = vm.class_of(&arguments[0]);
    if class.flags().has(ClassFlags::HEAP) {
        let limit = limit.map_or(Value::NONE, |limit| vm.new_usize(limit));
        return vm.call(class.value(), &[arguments[0].clone(), limit]);
    }
    let copy = empty(limit);
    let items = items(vm, source);
    let value = vm.new_object_of(&class, copy)?;
    let copy = deque(vm, &value)?;
    change(vm, copy).items = items.into();
    vm.note_held(copy);
    Ok(value)
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    // Relaxed: how many there are at some moment.
    let length = deque.length.load(Relaxed);
    Ok(vm.new_usize(length))
}

fn index_argument<R: Runtime>(vm: &mut Vm<R>, index: &Value<R>) -> Return<R, i64> {
    if !vm.is_int(index) && vm.class_of(index).special(vm, object_model::Special::Index).is_none() {
        let message = format!("sequence index must be integer, not '{}'", vm.type_name(index));
        return Err(vm.type_error(&message));
    }
    match i64::try_from(vm.index_integer(index)?) {
        Ok(index) => Ok(index),
        Err(_) => Err(vm.index_error("cannot fit 'int' into an index-sized integer")),
    }
}

fn out_of_range<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.index_error("deque index out of range")
}

fn getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let index = index_argument(vm, &arguments[1])?;
    let item = {
        let state = vm.lock(deque);
        window::item(state.items.len(), index).and_then(|place| state.items.get(place).cloned())
    };
    item.ok_or_else(|| out_of_range(vm))
}

fn setitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let index = index_argument(vm, &arguments[1])?;
    let old = {
        let mut state = vm.lock(deque);
        let place = window::item(state.items.len(), index);
        let item = place.and_then(|place| state.items.get_mut(place));
        item.map(|item| std::mem::replace(item, arguments[2].clone()))
    };
    old.map(|_| Value::NONE).ok_or_else(|| out_of_range(vm))
}

fn delitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let index = index_argument(vm, &arguments[1])?;
    let old = {
        let mut state = change(vm, deque);
        let place = window::item(state.items.len(), index);
        state.version += u64::from(place.is_some());
        place.and_then(|place| state.items.remove(place))
    };
    old.map(|_| Value::NONE).ok_or_else(|| out_of_range(vm))
}

fn rotate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let steps = match arguments[1].given() {
        Some(steps) => vm.index(steps)?,
        None => 1,
    };
    let deque = deque(vm, &arguments[0])?;
    let mut state = vm.lock(deque);
    let length = state.items.len() as i64;
    if length > 0 {
        state.items.rotate_right(steps.rem_euclid(length) as usize);
        state.version += 1;
    }
    Ok(Value::NONE)
}

fn reverse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    vm.lock(deque).items.make_contiguous().reverse();
    Ok(Value::NONE)
}

fn insert<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let index = vm.index(&arguments[1])?;
    let deque = deque(vm, &arguments[0])?;
    let mut state = change(vm, deque);
    if state.limit.is_some_and(|limit| state.items.len() >= limit) {
        drop(state);
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let place = window::before(state.items.len(), index);
    state.items.insert(place, arguments[2].clone());
    state.note_held();
    state.version += 1;
    Ok(Value::NONE)
}

/// Whether the class of a deque has no `__iter__` but that of every deque.
fn is_walked_plainly<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
    let own = vm.class_of(value);
    let plain = vm.class_of_payload::<Deque<R>>();
    let special = object_model::Special::Iter;
    match (own.special(vm, special), plain.special(vm, special)) {
        (Some(own), Some(plain)) => own.is(&plain),
        _ => false,
    }
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let name = vm.class_ref(&arguments[0]).name();
    let limit = vm.lock(deque).limit;
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let mut text = format!("{name}([");
        // As a list has them that is made of it.
        let items =
            if is_walked_plainly(vm, &arguments[0]) { items(vm, deque) } else { vm.collect(&arguments[0])? };
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(vm.repr(item)?.as_str());
        }
        text.push(']');
        if let Some(limit) = limit {
            text.push_str(&format!(", maxlen={limit}"));
        }
        text.push(')');
        Ok(text)
    })?;
    let text = text.unwrap_or_else(|| "[...]".to_owned());
    Ok(vm.new_string(text))
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let Some(other) = arguments[1].as_ref::<Deque<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let own = deque(vm, &arguments[0])?;
    let (left, right) = (items(vm, own), items(vm, other));
    for (one, other) in left.iter().zip(&right) {
        if !vm.equal(one, other)? {
            return match comparison {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::Ne => Ok(Value::TRUE),
                _ => vm.compare(comparison, one, other),
            };
        }
    }
    Ok(Value::bool(comparison.of(left.len().cmp(&right.len()))))
}

fn add<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(other) = arguments[1].as_ref::<Deque<R>>() else {
        let message =
            format!("can only concatenate deque (not \"{}\") to deque", vm.type_name(&arguments[1]));
        return Err(vm.type_error(&message));
    };
    let value = copy(vm, &arguments[..1])?;
    let result = deque(vm, &value)?;
    for item in items(vm, other) {
        push_right(vm, result, item);
    }
    Ok(value)
}

fn iadd<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    extend(vm, arguments)?;
    Ok(arguments[0].clone())
}

fn repeated<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], in_place: bool) -> Return<R> {
    let Some(times) = vm.repetitions(&arguments[1])? else { return Err(vm.not_repeated(&arguments[1])) };
    let source = deque(vm, &arguments[0])?;
    let (result, limit, _old) = {
        let mut state = change(vm, source);
        let limit = state.limit;
        let result = repeated_items(&state.items, times, limit);
        match result {
            Some(result) if in_place => {
                state.version += 1;
                let old = std::mem::replace(&mut state.items, result);
                state.note_held();
                (Some(VecDeque::new()), limit, old)
            }
            result => (result, limit, VecDeque::new()),
        }
    };
    let Some(result) = result else { return Err(vm.memory_error()) };
    if in_place {
        return Ok(arguments[0].clone());
    }
    let class = vm.class_of(&arguments[0]);
    let value = vm.new_object_of(&class, empty(limit))?;
    let copy = deque(vm, &value)?;
    change(vm, copy).items = result;
    vm.note_held(copy);
    Ok(value)
}

/// Items `times` over, the last `limit` of them. None if there is not that much memory.
fn repeated_items<R: Runtime>(
    items: &VecDeque<Value<R>>,
    times: usize,
    limit: Option<usize>,
) -> Option<VecDeque<Value<R>>> {
    let total = items.len().checked_mul(times).filter(|&total| total < isize::MAX as usize / 16)?;
    let kept = limit.map_or(total, |limit| total.min(limit));
    let mut result = VecDeque::new();
    result.try_reserve(kept).ok()?;
    result.extend((total - kept..total).filter_map(|index| items.get(index % items.len())).cloned());
    Some(result)
}

fn maxlen<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let deque = deque(vm, value)?;
    let limit = vm.lock(deque).limit;
    Ok(limit.map_or(Value::NONE, |limit| vm.new_usize(limit)))
}

/// The class, what makes an empty one of it, what the object holds besides, and the items.
fn deque_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let source = deque(vm, &arguments[0])?;
    let limit = vm.lock(source).limit;
    let given = match limit {
        Some(limit) => vec![vm.new_tuple(vec![]), vm.new_usize(limit)],
        None => vec![],
    };
    let given = vm.new_tuple(given);
    let state = vm.call_method(&arguments[0], "__getstate__", &[])?;
    let items = vm.iter(&arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    Ok(vm.new_tuple(vec![class, given, state, items]))
}

/// Makes the class and that of its iterators.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let deque = ClassBuilder::new::<Deque<R>>(vm, "collections", "deque", None)
        .flags(ClassFlags::SEQUENCE.with(ClassFlags::WEAKLY_REFERENCED))
        .constructor("__new__(cls, *args, **kwargs)", deque_new)
        .generic()
        .methods(&comparisons!(compare))
        .methods(&[
            ("__init__(self, iterable=(), maxlen=None)", deque_init),
            ("append(self, item, /)", append),
            ("appendleft(self, item, /)", appendleft),
            ("extend(self, iterable, /)", extend),
            ("extendleft(self, iterable, /)", extendleft),
            ("pop(self, /)", pop),
            ("popleft(self, /)", popleft),
            ("clear(self, /)", clear),
            ("copy(self, /)", copy),
            ("__copy__(self, /)", copy),
            ("count(self, value, /)", count),
            ("index(self, value, start=0, stop=None, /)", index),
            ("insert(self, index, value, /)", insert),
            ("remove(self, value, /)", remove),
            ("reverse(self, /)", reverse),
            ("rotate(self, n=1, /)", rotate),
            ("__len__(self, /)", len),
            ("__getitem__(self, key, /)", getitem),
            ("__setitem__(self, key, value, /)", setitem),
            ("__delitem__(self, key, /)", delitem),
            ("__contains__(self, key, /)", contains),
            ("__repr__(self, /)", repr),
            ("__add__(self, value, /)", add),
            ("__iadd__(self, value, /)", iadd),
            ("__mul__(self, value, /)", |vm, arguments| repeated(vm, arguments, false)),
            ("__rmul__(self, value, /)", |vm, arguments| repeated(vm, arguments, false)),
            ("__imul__(self, value, /)", |vm, arguments| repeated(vm, arguments, true)),
            ("__iter__(self, /)", iterate::<R, false>),
            ("__reversed__(self, /)", iterate::<R, true>),
            ("__reduce__(self, /)", deque_reduce),
        ])
        .getter("maxlen", maxlen)
        .attribute("__hash__", Value::NONE)
        .finish();
    vm.module_set(module, "deque", deque.into_value());
    iterator::install(vm, module);
}
