//! `itertools`.
//!
//! All of the module's iterators are one payload: a state machine that a step takes out, runs with no lock held (it may call
//! Python code), and puts back. A thread that finds the state taken by another waits; one that finds it taken by itself, further
//! up its own stack, gets a RuntimeError. So a shared iterator gives every item to exactly one thread.

use crate::tee::Place;
use interpreter::{ClassBuilder, Comparison, Operator, Raised, Return, Vm};
use object_model::{Class, ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of every iterator of the module.
struct Step<R: Runtime> {
    state: Guarded<State<R>>,
}

enum State<R: Runtime> {
    /// A step is running, in the thread with this ident.
    Busy(u64),
    Done,
    Count {
        next: Value<R>,
        step: Value<R>,
    },
    Cycle {
        iterator: Value<R>,
        saved: Vec<Value<R>>,
        at: Option<usize>,
    },
    Repeat {
        item: Value<R>,
        left: Option<usize>,
    },
    Chain {
        sources: Value<R>,
        current: Option<Value<R>>,
    },
    Compress {
        data: Value<R>,
        selectors: Value<R>,
    },
    DropWhile {
        predicate: Value<R>,
        iterator: Value<R>,
        dropped: bool,
    },
    TakeWhile {
        predicate: Value<R>,
        iterator: Value<R>,
    },
    FilterFalse {
        predicate: Value<R>,
        iterator: Value<R>,
    },
    Slice {
        iterator: Value<R>,
        at: usize,
        next: usize,
        stop: Option<usize>,
        step: usize,
    },
    StarMap {
        function: Value<R>,
        iterator: Value<R>,
    },
    Accumulate {
        iterator: Value<R>,
        function: Value<R>,
        total: Option<Value<R>>,
        initial: Option<Value<R>>,
    },
    ZipLongest {
        iterators: Vec<Option<Value<R>>>,
        fill: Value<R>,
    },
    Product {
        pools: Vec<Vec<Value<R>>>,
        indices: Option<Vec<usize>>,
    },
    Permutations {
        pool: Vec<Value<R>>,
        length: usize,
        indices: Vec<usize>,
        cycles: Option<Vec<usize>>,
    },
    Combinations {
        pool: Vec<Value<R>>,
        indices: Vec<usize>,
        begun: bool,
        replacement: bool,
    },
    Pairwise {
        iterator: Value<R>,
        previous: Option<Value<R>>,
    },
    Batched {
        iterator: Value<R>,
        size: usize,
        strict: bool,
    },
    GroupBy {
        group: Value<R>,
    },
    Group {
        parent: Value<R>,
        key: Value<R>,
        number: u64,
    },
    Tee(Place<R>),
}

impl<R: Runtime> State<R> {
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        match self {
            State::Busy(_) | State::Done => {}
            State::Count { next, step } => [next, step].into_iter().for_each(visit),
            State::Cycle { iterator, saved, .. } => std::iter::once(iterator).chain(saved).for_each(visit),
            State::Repeat { item, .. } => visit(item),
            State::Chain { sources, current } => std::iter::once(sources).chain(current).for_each(visit),
            State::Compress { data, selectors } => [data, selectors].into_iter().for_each(visit),
            State::DropWhile { predicate, iterator, .. }
            | State::TakeWhile { predicate, iterator }
            | State::FilterFalse { predicate, iterator } => [predicate, iterator].into_iter().for_each(visit),
            State::Slice { iterator, .. } | State::Batched { iterator, .. } => visit(iterator),
            State::StarMap { function, iterator } => [function, iterator].into_iter().for_each(visit),
            State::Accumulate { iterator, function, total, initial } => {
                [iterator, function].into_iter().chain(total).chain(initial).for_each(visit);
            }
            State::ZipLongest { iterators, fill } => {
                iterators.iter().flatten().chain(Some(fill)).for_each(visit)
            }
            State::Product { pools, .. } => pools.iter().flatten().for_each(visit),
            State::Permutations { pool, .. } | State::Combinations { pool, .. } => {
                pool.iter().for_each(visit)
            }
            State::Pairwise { iterator, previous } => {
                std::iter::once(iterator).chain(previous).for_each(visit)
            }
            State::GroupBy { group } => visit(group),
            State::Group { parent, key, .. } => [parent, key].into_iter().for_each(visit),
            State::Tee(place) => place.children(visit),
        }
    }
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Step<R> {
    const NAME: &'static str = "itertools iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        unsafe { self.state.get() }.children(visit);
    }
}

impl<R: Runtime> Guard<R> for Step<R> {
    type Guarded = State<R>;
    fn guarded(&self) -> &Guarded<State<R>> {
        &self.state
    }
}

/// What the groups of one `groupby` share.
struct Grouping<R: Runtime> {
    state: Guarded<GroupingState<R>>,
}

struct GroupingState<R: Runtime> {
    iterator: Value<R>,
    key: Value<R>,
    /// The item that has been read ahead, and its key.
    ahead: Option<(Value<R>, Value<R>)>,
    /// The key of the present group.
    current: Option<Value<R>>,
    number: u64,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Grouping<R> {
    const NAME: &'static str = "_grouping";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let state = unsafe { self.state.get() };
        visit(&state.iterator);
        visit(&state.key);
        if let Some((item, key)) = &state.ahead {
            visit(item);
            visit(key);
        }
        state.current.iter().for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for Grouping<R> {
    type Guarded = GroupingState<R>;
    fn guarded(&self) -> &Guarded<GroupingState<R>> {
        &self.state
    }
}

fn class<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Class<R>>> {
    match value.clone().downcast() {
        Ok(class) => Ok(class),
        Err(_) => Err(vm.type_error("__new__ needs a class")),
    }
}

fn make<R: Runtime>(vm: &mut Vm<R>, class_value: &Value<R>, state: State<R>) -> Return<R> {
    let class = class(vm, class_value)?;
    Ok(vm.new_object_of(&class, Step { state: Guarded::new(state) }))
}

fn own<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

/// `__next__` of every iterator of the module.
fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(step) = arguments[0].as_ref::<Step<R>>() else {
        return Err(vm.type_error("an itertools iterator is needed"));
    };
    let ident = vm.ident;
    let mut state = loop {
        let mut locked = vm.lock(step);
        match &*locked {
            State::Done => return Ok(Value::UNBOUND),
            State::Busy(owner) if *owner == ident => {
                drop(locked);
                return Err(vm.runtime_error("iterator already executing"));
            }
            State::Busy(_) => {
                drop(locked);
                vm.detached(std::thread::yield_now);
                vm.safepoint_in_native()?;
            }
            _ => break std::mem::replace(&mut *locked, State::Busy(ident)),
        }
    };
    let result = advance(vm, &mut state);
    let finished = matches!(&result, Ok(None));
    *vm.lock(step) = if finished { State::Done } else { state };
    Ok(result?.unwrap_or(Value::UNBOUND))
}

fn advance<R: Runtime>(vm: &mut Vm<R>, state: &mut State<R>) -> Return<R, Option<Value<R>>> {
    match state {
        State::Busy(_) | State::Done => Ok(None),
        State::Count { next, step } => {
            let following = vm.binary(Operator::Add, next, step, false)?;
            Ok(Some(std::mem::replace(next, following)))
        }
        State::Cycle { iterator, saved, at } => {
            if let Some(at) = at {
                if saved.is_empty() {
                    return Ok(None);
                }
                let item = saved[*at].clone();
                *at = (*at + 1) % saved.len();
                return Ok(Some(item));
            }
            match vm.next(iterator)? {
                Some(item) => {
                    saved.push(item.clone());
                    Ok(Some(item))
                }
                None => {
                    *at = Some(0);
                    *iterator = Value::NONE;
                    advance(vm, state)
                }
            }
        }
        State::Repeat { item, left } => match left {
            Some(0) => Ok(None),
            Some(left) => {
                *left -= 1;
                Ok(Some(item.clone()))
            }
            None => Ok(Some(item.clone())),
        },
        State::Chain { sources, current } => loop {
            if let Some(iterator) = current {
                if let Some(item) = vm.next(iterator)? {
                    return Ok(Some(item));
                }
                *current = None;
            }
            match vm.next(sources)? {
                Some(source) => *current = Some(vm.iter(&source)?),
                None => return Ok(None),
            }
        },
        State::Compress { data, selectors } => loop {
            let Some(item) = vm.next(data)? else { return Ok(None) };
            let Some(selector) = vm.next(selectors)? else { return Ok(None) };
            if vm.truth(&selector)? {
                return Ok(Some(item));
            }
            vm.safepoint_in_native()?;
        },
        State::DropWhile { predicate, iterator, dropped } => loop {
            let Some(item) = vm.next(iterator)? else { return Ok(None) };
            if !*dropped {
                let result = vm.call(predicate, std::slice::from_ref(&item))?;
                if vm.truth(&result)? {
                    vm.safepoint_in_native()?;
                    continue;
                }
                *dropped = true;
            }
            return Ok(Some(item));
        },
        State::TakeWhile { predicate, iterator } => {
            let Some(item) = vm.next(iterator)? else { return Ok(None) };
            let result = vm.call(predicate, std::slice::from_ref(&item))?;
            Ok(if vm.truth(&result)? { Some(item) } else { None })
        }
        State::FilterFalse { predicate, iterator } => loop {
            let Some(item) = vm.next(iterator)? else { return Ok(None) };
            let truth = if predicate.is_none() {
                vm.truth(&item)?
            } else {
                let result = vm.call(predicate, std::slice::from_ref(&item))?;
                vm.truth(&result)?
            };
            if !truth {
                return Ok(Some(item));
            }
            vm.safepoint_in_native()?;
        },
        State::Slice { iterator, at, next, stop, step } => {
            if stop.is_some_and(|stop| *next >= stop) {
                // Items before the stop are consumed, as they would be by a loop.
                while stop.is_some_and(|stop| *at < stop) {
                    if vm.next(iterator)?.is_none() {
                        break;
                    }
                    *at += 1;
                }
                return Ok(None);
            }
            loop {
                let Some(item) = vm.next(iterator)? else { return Ok(None) };
                *at += 1;
                if *at > *next {
                    *next = next.saturating_add(*step);
                    return Ok(Some(item));
                }
                vm.safepoint_in_native()?;
            }
        }
        State::StarMap { function, iterator } => {
            let Some(arguments) = vm.next(iterator)? else { return Ok(None) };
            let arguments = vm.collect(&arguments)?;
            vm.call(function, &arguments).map(Some)
        }
        State::Accumulate { iterator, function, total, initial } => {
            if let Some(initial) = initial.take() {
                *total = Some(initial.clone());
                return Ok(Some(initial));
            }
            let Some(item) = vm.next(iterator)? else { return Ok(None) };
            let sum = match total {
                None => item,
                Some(total) if function.is_none() => vm.binary(Operator::Add, total, &item, false)?,
                Some(total) => vm.call(function, &[total.clone(), item])?,
            };
            *total = Some(sum.clone());
            Ok(Some(sum))
        }
        State::ZipLongest { iterators, fill } => {
            let mut items = Vec::with_capacity(iterators.len());
            for iterator in iterators.iter_mut() {
                let item = match iterator {
                    Some(source) => vm.next(source)?,
                    None => None,
                };
                match item {
                    Some(item) => items.push(item),
                    None => {
                        *iterator = None;
                        items.push(fill.clone());
                    }
                }
            }
            if iterators.iter().all(Option::is_none) {
                return Ok(None);
            }
            Ok(Some(vm.new_tuple(items)))
        }
        State::Product { pools, indices } => {
            match indices {
                None => {
                    if pools.iter().any(Vec::is_empty) {
                        return Ok(None);
                    }
                    *indices = Some(vec![0; pools.len()]);
                }
                Some(indices) => {
                    let mut at = pools.len();
                    loop {
                        if at == 0 {
                            return Ok(None);
                        }
                        at -= 1;
                        indices[at] += 1;
                        if indices[at] < pools[at].len() {
                            break;
                        }
                        indices[at] = 0;
                    }
                }
            }
            let indices = indices.as_ref().map_or(&[][..], |indices| indices);
            let items = pools.iter().zip(indices).map(|(pool, &index)| pool[index].clone()).collect();
            Ok(Some(vm.new_tuple(items)))
        }
        State::Permutations { pool, length, indices, cycles } => {
            let size = pool.len();
            match cycles {
                None => {
                    if *length > size {
                        return Ok(None);
                    }
                    *cycles = Some((0..*length).map(|index| size - index).collect());
                }
                Some(cycles) => {
                    let mut at = *length;
                    loop {
                        if at == 0 {
                            return Ok(None);
                        }
                        at -= 1;
                        cycles[at] -= 1;
                        if cycles[at] == 0 {
                            indices[at..].rotate_left(1);
                            cycles[at] = size - at;
                        } else {
                            indices.swap(at, size - cycles[at]);
                            break;
                        }
                    }
                }
            }
            let items = indices[..*length].iter().map(|&index| pool[index].clone()).collect();
            Ok(Some(vm.new_tuple(items)))
        }
        State::Combinations { pool, indices, begun, replacement } => {
            let (size, length) = (pool.len(), indices.len());
            if !*begun {
                *begun = true;
                if (*replacement && size == 0 && length > 0) || (!*replacement && length > size) {
                    return Ok(None);
                }
            } else {
                let limit = |index: usize| if *replacement { size - 1 } else { index + size - length };
                let Some(at) = (0..length).rev().find(|&index| indices[index] != limit(index)) else {
                    return Ok(None);
                };
                let first = indices[at] + 1;
                for (offset, index) in indices[at..].iter_mut().enumerate() {
                    *index = if *replacement { first } else { first + offset };
                }
            }
            let items = indices.iter().map(|&index| pool[index].clone()).collect();
            Ok(Some(vm.new_tuple(items)))
        }
        State::Pairwise { iterator, previous } => {
            let before = match previous.take() {
                Some(before) => before,
                None => match vm.next(iterator)? {
                    Some(first) => first,
                    None => return Ok(None),
                },
            };
            let Some(item) = vm.next(iterator)? else { return Ok(None) };
            *previous = Some(item.clone());
            Ok(Some(vm.new_tuple(vec![before, item])))
        }
        State::Batched { iterator, size, strict } => {
            let mut items = Vec::new();
            while items.len() < *size {
                match vm.next(iterator)? {
                    Some(item) => items.push(item),
                    None => break,
                }
            }
            if items.is_empty() {
                return Ok(None);
            }
            if *strict && items.len() != *size {
                return Err(vm.value_error("batched(): incomplete batch"));
            }
            Ok(Some(vm.new_tuple(items)))
        }
        State::GroupBy { group } => {
            let group = group.clone();
            next_group(vm, &group)
        }
        State::Group { parent, key, number } => {
            let (parent, key, number) = (parent.clone(), key.clone(), *number);
            next_of_group(vm, &parent, &key, number)
        }
        State::Tee(place) => place.advance(vm),
    }
}

fn grouping<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Grouping<R>>> {
    match value.as_ref::<Grouping<R>>() {
        Some(grouping) => Ok(grouping),
        None => Err(vm.type_error("a grouping is needed")),
    }
}

/// Reads one item ahead, with its key; None at the end.
fn read_ahead<R: Runtime>(
    vm: &mut Vm<R>,
    grouping: &Ref<R, Grouping<R>>,
) -> Return<R, Option<(Value<R>, Value<R>)>> {
    let (iterator, key, ahead) = {
        let mut state = vm.lock(grouping);
        (state.iterator.clone(), state.key.clone(), state.ahead.take())
    };
    if ahead.is_some() {
        return Ok(ahead);
    }
    let Some(item) = vm.next(&iterator)? else { return Ok(None) };
    let key = if key.is_none() { item.clone() } else { vm.call(&key, std::slice::from_ref(&item))? };
    Ok(Some((item, key)))
}

fn next_group<R: Runtime>(vm: &mut Vm<R>, group: &Value<R>) -> Return<R, Option<Value<R>>> {
    let grouping = grouping(vm, group)?;
    loop {
        let Some((item, key)) = read_ahead(vm, grouping)? else { return Ok(None) };
        let current = vm.lock(grouping).current.clone();
        if let Some(current) = current
            && vm.equal(&current, &key)?
        {
            vm.safepoint_in_native()?;
            continue;
        }
        let number = {
            let mut state = vm.lock(grouping);
            state.ahead = Some((item, key.clone()));
            state.current = Some(key.clone());
            state.number += 1;
            state.number
        };
        let module = vm.import_module("itertools")?;
        let class_value = vm.get_attr_str(&module, "_grouper")?;
        let members =
            make(vm, &class_value, State::Group { parent: group.clone(), key: key.clone(), number })?;
        return Ok(Some(vm.new_tuple(vec![key, members])));
    }
}

fn next_of_group<R: Runtime>(
    vm: &mut Vm<R>,
    parent: &Value<R>,
    key: &Value<R>,
    number: u64,
) -> Return<R, Option<Value<R>>> {
    let grouping = grouping(vm, parent)?;
    if vm.lock(grouping).number != number {
        return Ok(None);
    }
    let Some((item, own)) = read_ahead(vm, grouping)? else { return Ok(None) };
    if !vm.equal(key, &own)? {
        vm.lock(grouping).ahead = Some((item, own));
        return Ok(None);
    }
    Ok(Some(item))
}

// ---- constructors ----------------------------------------------------------------------------------------------

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let next = arguments[1].given().cloned().unwrap_or(Value::small_int(0));
    let step = arguments[2].given().cloned().unwrap_or(Value::small_int(1));
    for value in [&next, &step] {
        if !vm.is_int(value)
            && (vm.as_str(value).is_some()
                || vm.exact_float(value).is_none() && vm.find_attr_str(value, "__add__")?.is_none())
        {
            return Err(vm.type_error("a number is required"));
        }
    }
    make(vm, &arguments[0], State::Count { next, step })
}

fn cycle<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[1])?;
    make(vm, &arguments[0], State::Cycle { iterator, saved: vec![], at: None })
}

fn repeat<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let left = match arguments[2].given() {
        Some(times) => Some(vm.index(times)?.max(0) as usize),
        None => None,
    };
    make(vm, &arguments[0], State::Repeat { item: arguments[1].clone(), left })
}

fn chain<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let sources = vm.iter(&arguments[1])?;
    make(vm, &arguments[0], State::Chain { sources, current: None })
}

fn compress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (data, selectors) = (vm.iter(&arguments[1])?, vm.iter(&arguments[2])?);
    make(vm, &arguments[0], State::Compress { data, selectors })
}

fn dropwhile<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[2])?;
    make(vm, &arguments[0], State::DropWhile { predicate: arguments[1].clone(), iterator, dropped: false })
}

fn takewhile<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[2])?;
    make(vm, &arguments[0], State::TakeWhile { predicate: arguments[1].clone(), iterator })
}

fn filterfalse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[2])?;
    make(vm, &arguments[0], State::FilterFalse { predicate: arguments[1].clone(), iterator })
}

fn islice<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    // What is no integer of this size is -1.
    let bound = |vm: &mut Vm<R>, value: Option<&Value<R>>, absent: i64| -> i64 {
        match value.and_then(Value::some) {
            Some(value) => vm.index(value).unwrap_or(-1),
            None => absent,
        }
    };
    let bounds = vm.as_tuple(&arguments[2]).map_or(vec![], <[_]>::to_vec);
    let (start, stop, step) = match bounds.as_slice() {
        [stop] => (None, Some(stop), None),
        [start, stop] => (Some(start), Some(stop), None),
        [start, stop, step] => (Some(start), Some(stop), Some(step)),
        _ => {
            let limit = if bounds.is_empty() { "at least 2" } else { "at most 4" };
            let message = format!("islice expected {limit} arguments, got {}", bounds.len() + 1);
            return Err(vm.type_error(&message));
        }
    };
    const NO_STOP: i64 = i64::MAX;
    let (start, stop) = (bound(vm, start, 0), bound(vm, stop, NO_STOP));
    if start < 0 || stop < 0 {
        let what = if stop == -1 { "Stop argument" } else { "Indices" };
        let message = format!("{what} for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
        return Err(vm.value_error(&message));
    }
    let (start, stop) = (start as usize, (stop != NO_STOP).then_some(stop as usize));
    let step = match step.and_then(Value::some) {
        None => 1,
        Some(step) => match vm.index(step) {
            Ok(step) if step > 0 => step as usize,
            _ => return Err(vm.value_error("Step for islice() must be a positive integer or None.")),
        },
    };
    let iterator = vm.iter(&arguments[1])?;
    make(vm, &arguments[0], State::Slice { iterator, at: 0, next: start, stop, step })
}

fn starmap<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[2])?;
    make(vm, &arguments[0], State::StarMap { function: arguments[1].clone(), iterator })
}

fn accumulate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[1])?;
    let function = arguments[2].some().cloned().unwrap_or(Value::NONE);
    let initial = arguments[3].some().cloned();
    make(vm, &arguments[0], State::Accumulate { iterator, function, total: None, initial })
}

fn zip_longest<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let fill = arguments[1].given().cloned().unwrap_or(Value::NONE);
    let mut iterators = vec![];
    for source in vm.collect(&arguments[2])? {
        iterators.push(Some(vm.iter(&source)?));
    }
    make(vm, &arguments[0], State::ZipLongest { iterators, fill })
}

fn product<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let repeat = match arguments[1].given() {
        Some(repeat) => vm.index(repeat)?,
        None => 1,
    };
    if repeat < 0 {
        return Err(vm.value_error("repeat argument cannot be negative"));
    }
    let mut once = vec![];
    for source in vm.collect(&arguments[2])? {
        once.push(vm.collect(&source)?);
    }
    if (once.len() as i64).checked_mul(repeat).is_none_or(|total| total > 1 << 24) {
        return Err(vm.memory_error());
    }
    let pools = std::iter::repeat_n(once, repeat as usize).flatten().collect();
    make(vm, &arguments[0], State::Product { pools, indices: None })
}

fn length<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, usize> {
    let length = vm.index(value)?;
    if length < 0 {
        return Err(vm.value_error("r must be non-negative"));
    }
    Ok(length as usize)
}

fn permutations<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let pool = vm.collect(&arguments[1])?;
    let length = match arguments[2].some() {
        Some(value) => {
            if !vm.is_int(value) {
                return Err(vm.type_error("Expected int as r"));
            }
            length(vm, value)?
        }
        None => pool.len(),
    };
    let indices = (0..pool.len()).collect();
    make(vm, &arguments[0], State::Permutations { pool, length, indices, cycles: None })
}

fn combinations<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], replacement: bool) -> Return<R> {
    let pool = vm.collect(&arguments[1])?;
    let length = length(vm, &arguments[2])?;
    if length > 1 << 24 {
        return Err(vm.memory_error());
    }
    let indices = if replacement { vec![0; length] } else { (0..length).collect() };
    make(vm, &arguments[0], State::Combinations { pool, indices, begun: false, replacement })
}

fn pairwise<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[1])?;
    make(vm, &arguments[0], State::Pairwise { iterator, previous: None })
}

fn batched<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = vm.index(&arguments[2])?;
    if size < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let strict = arguments[3].given().map_or(Ok(false), |strict| vm.truth(strict))?;
    let iterator = vm.iter(&arguments[1])?;
    make(vm, &arguments[0], State::Batched { iterator, size: size as usize, strict })
}

fn groupby<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[1])?;
    let key = arguments[2].some().cloned().unwrap_or(Value::NONE);
    let state = GroupingState { iterator, key, ahead: None, current: None, number: 0 };
    let group = vm.new_object(Grouping { state: Guarded::new(state) });
    make(vm, &arguments[0], State::GroupBy { group })
}

fn tee<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let count = match arguments[1].given() {
        Some(count) => vm.index(count)?,
        None => 2,
    };
    if count < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    if count > 1 << 24 {
        return Err(vm.memory_error());
    }
    let module = vm.import_module("itertools")?;
    let class_value = vm.get_attr_str(&module, "_tee")?;
    let place = match place_of(vm, &arguments[0]) {
        Some(place) => place,
        None => {
            let iterator = vm.iter(&arguments[0])?;
            Place::first(vm, iterator)
        }
    };
    let mut iterators = vec![];
    for _ in 0..count {
        iterators.push(make(vm, &class_value, State::Tee(place.clone()))?);
    }
    Ok(vm.new_tuple(iterators))
}

/// Where an iterator that `tee` made is.
fn place_of<R: Runtime>(vm: &mut Vm<R>, iterator: &Value<R>) -> Option<Place<R>> {
    match &*vm.lock(iterator.as_ref::<Step<R>>()?) {
        State::Tee(place) => Some(place.clone()),
        _ => None,
    }
}

fn copy_tee<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]).into_value();
    match place_of(vm, &arguments[0]) {
        Some(place) => make(vm, &class, State::Tee(place)),
        None => make(vm, &class, State::Done),
    }
}

fn from_iterable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    chain(vm, arguments)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(step) = arguments[0].as_ref::<Step<R>>() else {
        return Err(vm.type_error("an iterator is needed"));
    };
    enum Shown<R: Runtime> {
        Count(Value<R>, Value<R>),
        Repeat(Value<R>, Option<usize>),
        Other,
    }
    let shown = match &*vm.lock(step) {
        State::Count { next, step } => Shown::Count(next.clone(), step.clone()),
        State::Repeat { item, left } => Shown::Repeat(item.clone(), *left),
        _ => Shown::Other,
    };
    let text = match shown {
        Shown::Count(next, step) => {
            let one = vm.is_int(&step) && vm.compare_truth(Comparison::Eq, &step, &Value::small_int(1))?;
            if one {
                format!("count({})", vm.repr_string(&next)?)
            } else {
                format!("count({}, {})", vm.repr_string(&next)?, vm.repr_string(&step)?)
            }
        }
        Shown::Repeat(item, None) => format!("repeat({})", vm.repr_string(&item)?),
        Shown::Repeat(item, Some(left)) => format!("repeat({}, {left})", vm.repr_string(&item)?),
        Shown::Other => {
            format!("<itertools.{} object at {:#x}>", vm.type_name(&arguments[0]), arguments[0].word().bits())
        }
    };
    Ok(vm.new_string(text))
}

fn length_hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let left = match arguments[0].as_ref::<Step<R>>() {
        Some(step) => match &*vm.lock(step) {
            State::Repeat { left, .. } => *left,
            _ => None,
        },
        None => None,
    };
    left.map(|left| vm.new_usize(left))
        .ok_or_else(|| -> Raised<R> { vm.type_error("len() of unsized object") })
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("itertools");
    ClassBuilder::new::<Grouping<R>>(vm, "itertools", "_grouping", None).sealed().finish();
    crate::tee::install(vm);
    let classes: [(&str, &str, interpreter::NativeCall<R>); 19] = [
        ("count", "__new__(cls, start=0, step=1)", count),
        ("cycle", "__new__(cls, iterable, /)", cycle),
        ("repeat", "__new__(cls, object, times=None)", repeat),
        ("chain", "__new__(cls, *iterables)", chain),
        ("compress", "__new__(cls, data, selectors)", compress),
        ("dropwhile", "__new__(cls, predicate, iterable, /)", dropwhile),
        ("takewhile", "__new__(cls, predicate, iterable, /)", takewhile),
        ("filterfalse", "__new__(cls, function, iterable, /)", filterfalse),
        ("islice", "__new__(cls, iterable, /, *bounds)", islice),
        ("starmap", "__new__(cls, function, iterable, /)", starmap),
        ("accumulate", "__new__(cls, iterable, func=None, *, initial=None)", accumulate),
        ("zip_longest", "__new__(cls, *iterables, fillvalue=None)", zip_longest),
        ("product", "__new__(cls, *iterables, repeat=1)", product),
        ("permutations", "__new__(cls, iterable, r=None)", permutations),
        ("combinations", "__new__(cls, iterable, r)", |vm, arguments| combinations(vm, arguments, false)),
        ("combinations_with_replacement", "__new__(cls, iterable, r)", |vm, arguments| {
            combinations(vm, arguments, true)
        }),
        ("pairwise", "__new__(cls, iterable, /)", pairwise),
        ("batched", "__new__(cls, iterable, n, *, strict=False)", batched),
        ("groupby", "__new__(cls, iterable, key=None)", groupby),
    ];
    let none = ClassFlags::NONE;
    for (name, signature, new) in classes {
        let mut builder = ClassBuilder::with_layout(vm, "itertools", name, None, Step::<R>::LAYOUT, none)
            .constructor(signature, new)
            .methods(&[("__iter__(self, /)", own), ("__next__(self, /)", next), ("__repr__(self, /)", repr)]);
        if name == "chain" {
            builder = builder.class_method("from_iterable(cls, iterable, /)", from_iterable).generic();
        }
        if name == "repeat" {
            builder = builder.method("__length_hint__(self, /)", length_hint);
        }
        let class = builder.finish();
        vm.module_set(&module, name, class.into_value());
    }
    for name in ["_grouper", "_tee"] {
        let mut builder = ClassBuilder::with_layout(vm, "itertools", name, None, Step::<R>::LAYOUT, none)
            .methods(&[("__iter__(self, /)", own), ("__next__(self, /)", next)]);
        if name == "_tee" {
            builder = builder.method("__copy__(self, /)", copy_tee);
        }
        let class = builder.sealed().finish();
        vm.module_set(&module, name, class.into_value());
    }
    vm.module_functions(&module, "itertools", &[("tee(iterable, n=2, /)", tee)]);
    Ok(module)
}
