//! `_collections`: deque, defaultdict, and what `collections` borrows from C.

use interpreter::{ClassBuilder, Comparison, Raised, Return, Vm};
use object_model::{
    Class, ClassFlags, Dict, Guard, Guarded, Kind, Object, Payload, Ref, Runtime, Search, Slot, Value, Word,
    simple,
};
use std::any::TypeId;
use std::collections::VecDeque;

/// The payload of `deque`.
struct Deque<R: Runtime> {
    state: Guarded<DequeState<R>>,
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
}

impl<R: Runtime> Guard<R> for Deque<R> {
    type Guarded = DequeState<R>;
    fn guarded(&self) -> &Guarded<DequeState<R>> {
        &self.state
    }
}

/// The payload of a deque iterator.
struct DequeIterator<R: Runtime> {
    deque: Value<R>,
    state: Guarded<(usize, u64)>,
    reversed: bool,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for DequeIterator<R> {
    const NAME: &'static str = "_deque_iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.deque);
    }
}

impl<R: Runtime> Guard<R> for DequeIterator<R> {
    type Guarded = (usize, u64);
    fn guarded(&self) -> &Guarded<(usize, u64)> {
        &self.state
    }
}

fn deque<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Deque<R>>> {
    match value.as_ref::<Deque<R>>() {
        Some(deque) => Ok(deque),
        None => Err(vm.type_error("a deque is needed")),
    }
}

fn class<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Class<R>>> {
    match value.clone().downcast() {
        Ok(class) => Ok(class),
        Err(_) => Err(vm.type_error("__new__ needs a class")),
    }
}

fn empty<R: Runtime>(limit: Option<usize>) -> Deque<R> {
    Deque { state: Guarded::new(DequeState { items: VecDeque::new(), limit, version: 0 }) }
}

fn deque_new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = class(vm, &arguments[0])?;
    Ok(vm.new_object_of(&class, empty(None)))
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
        let mut state = vm.lock(deque);
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

    /// The item at an index from either end.
    fn place(&self, index: i64) -> Option<usize> {
        let length = self.items.len() as i64;
        let index = if index < 0 { index + length } else { index };
        (0..length).contains(&index).then_some(index as usize)
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
    let _pushed_out = vm.lock(deque).push_right(item);
}

fn push_left<R: Runtime>(vm: &mut Vm<R>, deque: &Ref<R, Deque<R>>, item: Value<R>) {
    let _pushed_out = vm.lock(deque).push_left(item);
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
        let mut state = vm.lock(deque);
        let mut pushed_out = vec![];
        for item in items {
            pushed_out.extend(state.push_right(item));
        }
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
        let mut state = vm.lock(deque);
        let mut pushed_out = vec![];
        for item in items {
            pushed_out.extend(state.push_left(item));
        }
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
        let mut state = vm.lock(deque);
        let item = state.items.pop_back();
        state.version += u64::from(item.is_some());
        item
    };
    item.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn popleft<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let item = {
        let mut state = vm.lock(deque);
        let item = state.items.pop_front();
        state.version += u64::from(item.is_some());
        item
    };
    item.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let old = {
        let mut state = vm.lock(deque);
        state.version += 1;
        std::mem::take(&mut state.items)
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
    let value = vm.new_object_of(&class, copy);
    let copy = deque(vm, &value)?;
    vm.lock(copy).items = items.into();
    Ok(value)
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let length = vm.lock(deque).items.len();
    Ok(vm.new_usize(length))
}

fn index_argument<R: Runtime>(vm: &mut Vm<R>, index: &Value<R>) -> Return<R, i64> {
    if !vm.is_int(index) && vm.class_of(index).special(vm, object_model::Special::Index).is_none() {
        let message = format!("sequence index must be integer, not '{}'", vm.type_name(index));
        return Err(vm.type_error(&message));
    }
    vm.index(index)
}

fn out_of_range<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.index_error("deque index out of range")
}

fn getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let index = index_argument(vm, &arguments[1])?;
    let item = {
        let state = vm.lock(deque);
        state.place(index).and_then(|place| state.items.get(place).cloned())
    };
    item.ok_or_else(|| out_of_range(vm))
}

fn setitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let index = index_argument(vm, &arguments[1])?;
    let old = {
        let mut state = vm.lock(deque);
        let place = state.place(index);
        let item = place.and_then(|place| state.items.get_mut(place));
        item.map(|item| std::mem::replace(item, arguments[2].clone()))
    };
    old.map(|_| Value::NONE).ok_or_else(|| out_of_range(vm))
}

fn delitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let index = index_argument(vm, &arguments[1])?;
    let old = {
        let mut state = vm.lock(deque);
        let place = state.place(index);
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

fn mutated<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.runtime_error("deque mutated during iteration")
}

/// Looks for the first item between two indices that equals `value`, and does `then` with its place. All of it is one
/// section, unless an item has to be asked; then it is an error that the deque changes meanwhile.
fn with_position<R: Runtime, T>(
    vm: &mut Vm<R>,
    deque: &Ref<R, Deque<R>>,
    value: &Value<R>,
    range: std::ops::Range<usize>,
    then: impl FnOnce(&mut DequeState<R>, Option<usize>) -> T,
) -> Return<R, T> {
    let (mut from, mut version) = (range.start, None);
    loop {
        let (index, item) = {
            let mut state = vm.lock(deque);
            if version.is_some_and(|version| version != state.version) {
                drop(state);
                return Err(mutated(vm));
            }
            match state.search(value, from, range.end) {
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
            let mut state = vm.lock(deque);
            if version != Some(state.version) {
                drop(state);
                return Err(mutated(vm));
            }
            return Ok(then(&mut state, Some(index)));
        }
    }
}

fn position<R: Runtime>(
    vm: &mut Vm<R>,
    deque: &Ref<R, Deque<R>>,
    value: &Value<R>,
    range: std::ops::Range<usize>,
) -> Return<R, Option<usize>> {
    with_position(vm, deque, value, range, |_, found| found)
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    Ok(Value::bool(position(vm, deque, &arguments[1], 0..usize::MAX)?.is_some()))
}

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
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
    while let Some(index) = position(vm, deque, value, from..usize::MAX)? {
        count += 1;
        from = index + 1;
    }
    Ok(vm.new_usize(count))
}

fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let length = vm.lock(deque).items.len() as i64;
    let mut clamp = |value: &Value<R>, default: i64| match value.given() {
        None => Ok(default as usize),
        Some(value) => {
            let index = vm.index(value)?;
            Ok(if index < 0 { (index + length).max(0) } else { index } as usize)
        }
    };
    let (start, stop) = (clamp(&arguments[2], 0)?, clamp(&arguments[3], length)?);
    match position(vm, deque, &arguments[1], start..stop)? {
        Some(index) => Ok(vm.new_usize(index)),
        None => {
            let text = vm.repr_string(&arguments[1])?;
            Err(vm.value_error(&format!("{text} is not in deque")))
        }
    }
}

fn remove<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let removed = with_position(vm, deque, &arguments[1], 0..usize::MAX, |state, found| {
        state.version += u64::from(found.is_some());
        found.and_then(|index| state.items.remove(index))
    });
    let removed = match removed {
        Ok(removed) => removed,
        Err(raised) => {
            let class = vm.exceptions().runtime_error.clone();
            if vm.is_raised(&raised, &class) {
                return Err(vm.index_error("deque mutated during remove()."));
            }
            return Err(raised);
        }
    };
    match removed {
        Some(_) => Ok(Value::NONE),
        None => {
            let text = vm.repr_string(&arguments[1])?;
            Err(vm.value_error(&format!("{text} is not in deque")))
        }
    }
}

fn insert<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let index = vm.index(&arguments[1])?;
    let deque = deque(vm, &arguments[0])?;
    let mut state = vm.lock(deque);
    let length = state.items.len() as i64;
    if state.limit.is_some_and(|limit| state.items.len() >= limit) {
        drop(state);
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let index = if index < 0 { (index + length).max(0) } else { index.min(length) };
    state.items.insert(index as usize, arguments[2].clone());
    state.version += 1;
    Ok(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let name = vm.type_name(&arguments[0]);
    let limit = vm.lock(deque).limit;
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let mut text = format!("{name}([");
        for (index, item) in items(vm, deque).iter().enumerate() {
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
    if !vm.is_int(&arguments[1]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let times = vm.index(&arguments[1])?.max(0) as usize;
    let source = deque(vm, &arguments[0])?;
    let (result, limit, _old) = {
        let mut state = vm.lock(source);
        let limit = state.limit;
        let result = repeated_items(&state.items, times, limit);
        match result {
            Some(result) if in_place => {
                state.version += 1;
                (Some(VecDeque::new()), limit, std::mem::replace(&mut state.items, result))
            }
            result => (result, limit, VecDeque::new()),
        }
    };
    let Some(result) = result else { return Err(vm.memory_error()) };
    if in_place {
        return Ok(arguments[0].clone());
    }
    let class = vm.class_of(&arguments[0]);
    let value = vm.new_object_of(&class, empty(limit));
    let copy = deque(vm, &value)?;
    vm.lock(copy).items = result;
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

fn iterator<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], reversed: bool) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let version = vm.lock(deque).version;
    let iterator = DequeIterator { deque: arguments[0].clone(), state: Guarded::new((0, version)), reversed };
    Ok(vm.new_object(iterator))
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(iterator) = arguments[0].as_ref::<DequeIterator<R>>() else {
        return Err(vm.type_error("a deque iterator is needed"));
    };
    let (number, version) = *vm.lock(iterator);
    let source = deque(vm, &iterator.deque)?;
    let state = vm.lock(source);
    if state.version != version {
        drop(state);
        return Err(mutated(vm));
    }
    let length = state.items.len();
    let index = if iterator.reversed { length.checked_sub(number + 1) } else { Some(number) };
    let item = index.and_then(|index| state.items.get(index).cloned());
    drop(state);
    match item {
        Some(item) => {
            vm.lock(iterator).0 = number + 1;
            Ok(item)
        }
        None => Ok(Value::UNBOUND),
    }
}

fn own<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn length_hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(iterator) = arguments[0].as_ref::<DequeIterator<R>>() else { return Ok(Value::small_int(0)) };
    let number = vm.lock(iterator).0;
    let source = deque(vm, &iterator.deque)?;
    let length = vm.lock(source).items.len();
    Ok(vm.new_usize(length.saturating_sub(number)))
}

fn deque_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let source = deque(vm, &arguments[0])?;
    let limit = vm.lock(source).limit;
    let items = items(vm, source);
    let list = vm.new_list(items)?;
    let mut parts = vec![list];
    if let Some(limit) = limit {
        parts.push(vm.new_usize(limit));
    }
    let parts = vm.new_tuple(parts);
    let class = vm.class_of(&arguments[0]).into_value();
    Ok(vm.new_tuple(vec![class, parts]))
}

/// The payload of `defaultdict`: a dict with a factory behind it, so that every dict operation applies.
#[repr(C)]
struct DefaultDict<R: Runtime> {
    dict: Dict<R>,
    attributes: Slot,
    factory: Slot,
}

impl<R: Runtime> Drop for DefaultDict<R> {
    fn drop(&mut self) {
        for slot in [&self.attributes, &self.factory] {
            // SAFETY: the reference is taken out of the slot of an object nobody can reach any more.
            drop(unsafe { Value::<R>::from_owned(slot.swap(Word::UNBOUND)) });
        }
    }
}

// SAFETY: the dict answers for itself; the rest are slots.
unsafe impl<R: Runtime> Payload<R> for DefaultDict<R> {
    const KIND: Kind = Kind::Dict;
    const NAME: &'static str = "defaultdict";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.dict.children(visit);
        Value::with_borrowed(self.attributes.load(), visit);
        Value::with_borrowed(self.factory.load(), visit);
    }
    const ATTRIBUTES: usize =
        std::mem::offset_of!(Object<R, Self>, payload) + std::mem::offset_of!(Self, attributes);
}

/// The defaultdict's own payload; its kind is that of every dict.
fn default_dict<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a DefaultDict<R>> {
    let header = value.header().filter(|header| header.layout().type_id == TypeId::of::<DefaultDict<R>>());
    match header {
        Some(header) => {
            // SAFETY: the layout says that the payload is a `DefaultDict`, and the value keeps it alive.
            Ok(unsafe { &(*std::ptr::from_ref(header).cast::<Object<R, DefaultDict<R>>>()).payload })
        }
        None => Err(vm.type_error("a defaultdict is needed")),
    }
}

fn default_new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = class(vm, &arguments[0])?;
    let payload = DefaultDict {
        dict: Dict::new(),
        attributes: Slot::new(Word::UNBOUND),
        factory: Slot::new(Word::NONE),
    };
    Ok(object_model::make::object(vm, class.root_shape(), payload).into_value())
}

fn set_factory<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, factory: Value<R>) -> Return<R, ()> {
    let payload = default_dict(vm, value)?;
    let factory = if factory.is_unbound() { Value::NONE } else { factory };
    // SAFETY: the old factory is taken out of the slot.
    let old = unsafe { Value::<R>::from_owned(payload.factory.swap(factory.into_word())) };
    // Another thread may be reading it without a lock.
    if old.word().is_object() {
        vm.immortalize(&old);
    }
    Ok(())
}

fn get_factory<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let payload = default_dict(vm, value)?;
    // SAFETY: a factory that is replaced stays alive.
    Ok(unsafe { Value::from_borrowed(payload.factory.load()) })
}

fn default_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, positional, keywords] = arguments else { return Ok(Value::NONE) };
    let positional = vm.as_tuple(positional).map_or(vec![], <[_]>::to_vec);
    if let Some(factory) = positional.first() {
        if !factory.is_none() && !vm.is_callable(factory) {
            return Err(vm.type_error("first argument must be callable or None"));
        }
        set_factory(vm, receiver, factory.clone())?;
    }
    if positional.len() > 2 {
        let message = format!("dict expected at most 1 argument, got {}", positional.len() - 1);
        return Err(vm.type_error(&message));
    }
    let Some(dict) = receiver.as_ref::<Dict<R>>() else { return Ok(Value::NONE) };
    if let Some(source) = positional.get(1) {
        vm.dict_update(dict, source)?;
    }
    if keywords.given().is_some() {
        vm.dict_update(dict, keywords)?;
    }
    Ok(Value::NONE)
}

fn missing<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let factory = get_factory(vm, &arguments[0])?;
    if factory.is_none() {
        return Err(vm.key_error(&arguments[1]));
    }
    let value = vm.call(&factory, &[])?;
    vm.set_item(&arguments[0], &arguments[1], value.clone())?;
    Ok(value)
}

fn default_getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(dict) = arguments[0].as_ref::<Dict<R>>() else {
        return Err(vm.type_error("a defaultdict is needed"));
    };
    match vm.dict_get(dict, &arguments[1])? {
        Some(value) => Ok(value),
        None => match vm.call_special(&arguments[0], object_model::Special::Missing, &arguments[1..2])? {
            Some(value) => Ok(value),
            None => Err(vm.key_error(&arguments[1])),
        },
    }
}

fn default_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let factory = get_factory(vm, &arguments[0])?;
    let factory =
        vm.guarded_repr(&arguments[0], |vm| vm.repr_string(&factory))?.unwrap_or_else(|| "...".to_owned());
    let copy = vm.new_dict();
    vm.dict_update(&copy, &arguments[0])?;
    let dict = vm
        .guarded_repr(&arguments[0], |vm| vm.repr_string(copy.value()))?
        .unwrap_or_else(|| "{...}".to_owned());
    let name = vm.type_name(&arguments[0]);
    Ok(vm.new_string(format!("{name}({factory}, {dict})")))
}

fn default_copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let factory = get_factory(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    vm.call(&class, &[factory, arguments[0].clone()])
}

fn default_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let factory = get_factory(vm, &arguments[0])?;
    let factory = if factory.is_none() { vm.new_tuple(vec![]) } else { vm.new_tuple(vec![factory]) };
    let class = vm.class_of(&arguments[0]).into_value();
    let items = vm.call_method(&arguments[0], "items", &[])?;
    let items = vm.iter(&items)?;
    Ok(vm.new_tuple(vec![class, factory, Value::NONE, Value::NONE, items]))
}

fn default_or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].as_ref::<Dict<R>>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let copy = default_copy(vm, &arguments[..1])?;
    if let Some(dict) = copy.as_ref::<Dict<R>>() {
        vm.dict_update(dict, &arguments[1])?;
    }
    Ok(copy)
}

fn default_ror<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].as_ref::<Dict<R>>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let factory = get_factory(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    let made = vm.call(&class, &[factory, arguments[1].clone()])?;
    if let Some(dict) = made.as_ref::<Dict<R>>() {
        vm.dict_update(dict, &arguments[0])?;
    }
    Ok(made)
}

fn count_elements<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mapping = arguments[0].clone();
    let plain = mapping.as_ref::<Dict<R>>().cloned();
    vm.for_each(&arguments[1], |vm, item| {
        match &plain {
            Some(dict) => {
                let hash = vm.hash(&item)?;
                let count = vm.dict_get_hashed(dict, hash, &item)?.unwrap_or(Value::small_int(0));
                let count = vm.binary(interpreter::Operator::Add, &count, &Value::small_int(1), false)?;
                vm.dict_set_hashed(dict, hash, item, count)?;
            }
            None => {
                let count = vm.call_method(&mapping, "get", &[item.clone(), Value::small_int(0)])?;
                let count = vm.binary(interpreter::Operator::Add, &count, &Value::small_int(1), false)?;
                vm.set_item(&mapping, &item, count)?;
            }
        }
        Ok(true)
    })?;
    Ok(Value::NONE)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_collections");
    let deque = ClassBuilder::new::<Deque<R>>(vm, "collections", "deque", None)
        .flags(ClassFlags::SEQUENCE.with(ClassFlags::WEAKLY_REFERENCED))
        .constructor("__new__(cls, *args, **kwargs)", deque_new)
        .generic()
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
            ("__eq__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Eq)),
            ("__ne__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Ne)),
            ("__lt__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Lt)),
            ("__le__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Le)),
            ("__gt__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Gt)),
            ("__ge__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Ge)),
            ("__add__(self, value, /)", add),
            ("__iadd__(self, value, /)", iadd),
            ("__mul__(self, value, /)", |vm, arguments| repeated(vm, arguments, false)),
            ("__rmul__(self, value, /)", |vm, arguments| repeated(vm, arguments, false)),
            ("__imul__(self, value, /)", |vm, arguments| repeated(vm, arguments, true)),
            ("__iter__(self, /)", |vm, arguments| iterator(vm, arguments, false)),
            ("__reversed__(self, /)", |vm, arguments| iterator(vm, arguments, true)),
            ("__reduce__(self, /)", deque_reduce),
        ])
        .getter("maxlen", maxlen)
        .attribute("__hash__", Value::NONE)
        .finish();
    vm.module_set(&module, "deque", deque.into_value());
    let iterator = ClassBuilder::new::<DequeIterator<R>>(vm, "_collections", "_deque_iterator", None)
        .methods(&[
            ("__iter__(self, /)", own),
            ("__next__(self, /)", next),
            ("__length_hint__(self, /)", length_hint),
        ])
        .finish();
    vm.module_set(&module, "_deque_iterator", iterator.into_value());
    let dict = vm.types().dict.clone();
    let default = ClassBuilder::new::<DefaultDict<R>>(vm, "collections", "defaultdict", Some(&dict))
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, *args, **kwargs)", default_new)
        .methods(&[
            ("__init__(self, *args, **kwargs)", default_init),
            ("__missing__(self, key, /)", missing),
            ("__getitem__(self, key, /)", default_getitem),
            ("__repr__(self, /)", default_repr),
            ("copy(self, /)", default_copy),
            ("__copy__(self, /)", default_copy),
            ("__reduce__(self, /)", default_reduce),
            ("__or__(self, value, /)", default_or),
            ("__ror__(self, value, /)", default_ror),
        ])
        .getset("default_factory", get_factory, Some(set_factory))
        .finish();
    vm.module_set(&module, "defaultdict", default.into_value());
    crate::ordered_dict::install(vm, &module);
    vm.module_functions(
        &module,
        "_collections",
        &[("_count_elements(mapping, iterable, /)", count_elements)],
    );
    Ok(module)
}
