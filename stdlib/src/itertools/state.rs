//! What an iterator of the module has still to do.
//!
//! A step takes out of the state what it needs, calls Python code with no lock held, and looks at the state again: the code it
//! has called may have asked the same iterator for items.

use super::Step;
use super::combinatorics::{Combinations, Permutations, Product};
use super::grouping::{self, Group};
use crate::tee::Place;
use interpreter::{Operator, Return, Vm};
use object_model::{Ref, Runtime, Value, Word};

/// One for each kind of iterator.
pub(super) enum State<R: Runtime> {
    Done,
    /// A step that calls no Python code has it in hand.
    Taken,
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
    Product(Product<R>),
    Permutations(Permutations<R>),
    Combinations(Combinations<R>),
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
    Group(Group<R>),
    Tee(Place<R>),
}

impl<R: Runtime> State<R> {
    pub(super) fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        match self {
            State::Done | State::Taken => {}
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
            State::Product(product) => product.children(visit),
            State::Permutations(permutations) => permutations.children(visit),
            State::Combinations(combinations) => combinations.children(visit),
            State::Pairwise { iterator, previous } => {
                std::iter::once(iterator).chain(previous).for_each(visit)
            }
            State::GroupBy { group } => visit(group),
            State::Group(group) => group.children(visit),
            State::Tee(place) => place.children(visit),
        }
    }

    /// The next item, if the step to it is too short to need a turn of its own.
    #[inline]
    pub(super) fn advance_at_once(&mut self) -> Option<Option<Value<R>>> {
        match self {
            State::Repeat { left: Some(0), .. } => Some(None),
            State::Repeat { item, left } => {
                *left = left.map(|left| left - 1);
                Some(Some(item.clone()))
            }
            State::Count { next, step } => {
                let following = next.word().as_int()?.checked_add(step.word().as_int()?)?;
                // What is no immediate makes an object, and `count` does that.
                Word::int(following)?;
                Some(Some(std::mem::replace(next, Value::small_int(following))))
            }
            _ => None,
        }
    }
}

type Item<R> = Return<R, Option<Value<R>>>;

/// The next item; None at the end.
pub(super) fn advance<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let take: fn(&mut Vm<R>, &Ref<R, Step<R>>) -> Item<R> = match &vm.lock(step).state {
        // What repeats is never here: `advance_at_once` has it.
        State::Done | State::Repeat { .. } => return Ok(None),
        State::Taken => |vm, _| Err(vm.runtime_error("iterator already executing")),
        State::Count { .. } => count,
        State::Cycle { .. } => cycle,
        State::Chain { .. } => chain,
        State::Compress { .. } => compress,
        State::DropWhile { .. } => drop_while,
        State::TakeWhile { .. } => take_while,
        State::FilterFalse { .. } => filter_false,
        State::Slice { .. } => slice,
        State::StarMap { .. } => star_map,
        State::Accumulate { .. } => accumulate,
        State::ZipLongest { .. } => zip_longest,
        State::Pairwise { .. } => pairwise,
        State::Batched { .. } => batched,
        State::GroupBy { .. } => group_by,
        State::Group(_) => group,
        State::Tee(_) => tee,
        State::Product(_) | State::Permutations(_) | State::Combinations(_) => alone,
    };
    take(vm, step)
}

/// No more items, whatever those say that they come from.
fn end<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) {
    let old = std::mem::replace(&mut vm.lock(step).state, State::Done);
    drop(old);
}

/// A step that calls no Python code.
fn alone<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let mut state = std::mem::replace(&mut vm.lock(step).state, State::Taken);
    let item = match &mut state {
        State::Product(product) => product.advance(vm),
        State::Permutations(permutations) => permutations.advance(vm),
        State::Combinations(combinations) => combinations.advance(vm),
        _ => Ok(None),
    };
    vm.lock(step).state = if matches!(item, Ok(None)) { State::Done } else { state };
    item
}

fn count<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let (present, by) = match &vm.lock(step).state {
        State::Count { next, step } => (next.clone(), step.clone()),
        _ => return Ok(None),
    };
    let following = vm.binary(Operator::Add, &present, &by, false)?;
    if let State::Count { next, .. } = &mut vm.lock(step).state {
        *next = following;
    }
    Ok(Some(present))
}

fn cycle<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let iterator = match &vm.lock(step).state {
        State::Cycle { iterator, at: None, .. } => Some(iterator.clone()),
        _ => None,
    };
    if let Some(iterator) = iterator {
        if let Some(item) = vm.next(&iterator)? {
            if let State::Cycle { saved, .. } = &mut vm.lock(step).state {
                saved.push(item.clone());
            }
            return Ok(Some(item));
        }
        if let State::Cycle { iterator, at, .. } = &mut vm.lock(step).state {
            *iterator = Value::NONE;
            at.get_or_insert(0);
        }
    }
    let mut locked = vm.lock(step);
    let State::Cycle { saved, at: Some(at), .. } = &mut locked.state else { return Ok(None) };
    let item = saved.get(*at).cloned();
    *at = if *at + 1 < saved.len() { *at + 1 } else { 0 };
    Ok(item)
}

fn chain<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    loop {
        let (iterator, is_current) = match &vm.lock(step).state {
            State::Chain { current: Some(current), .. } => (current.clone(), true),
            State::Chain { sources, current: None } => (sources.clone(), false),
            _ => return Ok(None),
        };
        if is_current {
            if let Some(item) = vm.next(&iterator)? {
                return Ok(Some(item));
            }
            if let State::Chain { current, .. } = &mut vm.lock(step).state
                && current.as_ref().is_some_and(|current| current.is(&iterator))
            {
                *current = None;
            }
            vm.safepoint_in_native()?;
            continue;
        }
        let source = match vm.next(&iterator)? {
            Some(source) => vm.iter(&source),
            None => {
                end(vm, step);
                return Ok(None);
            }
        };
        match source {
            Ok(source) => {
                if let State::Chain { current, .. } = &mut vm.lock(step).state {
                    *current = Some(source);
                }
            }
            Err(raised) => {
                end(vm, step);
                return Err(raised);
            }
        }
    }
}

fn compress<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let (data, selectors) = match &vm.lock(step).state {
        State::Compress { data, selectors } => (data.clone(), selectors.clone()),
        _ => return Ok(None),
    };
    loop {
        let Some(item) = vm.next(&data)? else { return Ok(None) };
        let Some(selector) = vm.next(&selectors)? else { return Ok(None) };
        if vm.truth(&selector)? {
            return Ok(Some(item));
        }
        vm.safepoint_in_native()?;
    }
}

/// What a predicate says of an item.
fn holds<R: Runtime>(vm: &mut Vm<R>, predicate: &Value<R>, item: &Value<R>) -> Return<R, bool> {
    let result = vm.call(predicate, std::slice::from_ref(item))?;
    vm.truth(&result)
}

fn drop_while<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    loop {
        let (predicate, iterator, dropped) = match &vm.lock(step).state {
            State::DropWhile { predicate, iterator, dropped } => {
                (predicate.clone(), iterator.clone(), *dropped)
            }
            _ => return Ok(None),
        };
        let Some(item) = vm.next(&iterator)? else { return Ok(None) };
        if dropped {
            return Ok(Some(item));
        }
        if !holds(vm, &predicate, &item)? {
            if let State::DropWhile { dropped, .. } = &mut vm.lock(step).state {
                *dropped = true;
            }
            return Ok(Some(item));
        }
        vm.safepoint_in_native()?;
    }
}

fn take_while<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let (predicate, iterator) = match &vm.lock(step).state {
        State::TakeWhile { predicate, iterator } => (predicate.clone(), iterator.clone()),
        _ => return Ok(None),
    };
    let Some(item) = vm.next(&iterator)? else { return Ok(None) };
    if holds(vm, &predicate, &item)? {
        return Ok(Some(item));
    }
    end(vm, step);
    Ok(None)
}

fn filter_false<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let (predicate, iterator) = match &vm.lock(step).state {
        State::FilterFalse { predicate, iterator } => (predicate.clone(), iterator.clone()),
        _ => return Ok(None),
    };
    loop {
        let Some(item) = vm.next(&iterator)? else { return Ok(None) };
        // Without a predicate it is what is false itself.
        let is_true = if predicate.is_none() { vm.truth(&item)? } else { holds(vm, &predicate, &item)? };
        if !is_true {
            return Ok(Some(item));
        }
        vm.safepoint_in_native()?;
    }
}

fn slice<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    loop {
        // Items before the start, and before the stop, are consumed, as they would be by a loop.
        let (iterator, is_over) = match &vm.lock(step).state {
            State::Slice { iterator, at, next, stop, .. } => {
                (iterator.clone(), *at >= *next && stop.is_some_and(|stop| *at >= stop))
            }
            _ => return Ok(None),
        };
        let item = if is_over { None } else { vm.next(&iterator)? };
        let Some(item) = item else {
            end(vm, step);
            return Ok(None);
        };
        if let State::Slice { at, next, stop, step, .. } = &mut vm.lock(step).state {
            *at += 1;
            if *at > *next {
                *next = next.saturating_add(*step).min(stop.unwrap_or(usize::MAX));
                return Ok(Some(item));
            }
        }
        vm.safepoint_in_native()?;
    }
}

fn star_map<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let (function, iterator) = match &vm.lock(step).state {
        State::StarMap { function, iterator } => (function.clone(), iterator.clone()),
        _ => return Ok(None),
    };
    let Some(arguments) = vm.next(&iterator)? else { return Ok(None) };
    let arguments = vm.collect(&arguments)?;
    vm.call(&function, &arguments).map(Some)
}

fn accumulate<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let (iterator, function) = match &mut vm.lock(step).state {
        State::Accumulate { iterator, function, total, initial } => {
            if let Some(initial) = initial.take() {
                *total = Some(initial.clone());
                return Ok(Some(initial));
            }
            (iterator.clone(), function.clone())
        }
        _ => return Ok(None),
    };
    let Some(item) = vm.next(&iterator)? else { return Ok(None) };
    let before = match &vm.lock(step).state {
        State::Accumulate { total, .. } => total.clone(),
        _ => None,
    };
    let sum = match before {
        None => item,
        Some(total) if function.is_none() => vm.binary(Operator::Add, &total, &item, false)?,
        Some(total) => vm.call(&function, &[total, item])?,
    };
    if let State::Accumulate { total, .. } = &mut vm.lock(step).state {
        *total = Some(sum.clone());
    }
    Ok(Some(sum))
}

fn zip_longest<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let mut items = Vec::new();
    loop {
        let (iterator, fill) = match &vm.lock(step).state {
            State::ZipLongest { iterators, fill } => match iterators.get(items.len()) {
                Some(iterator) => (iterator.clone(), fill.clone()),
                None => break,
            },
            _ => return Ok(None),
        };
        let Some(iterator) = iterator else {
            items.push(fill);
            continue;
        };
        match vm.next(&iterator) {
            Ok(Some(item)) => items.push(item),
            Ok(None) => {
                let mut locked = vm.lock(step);
                if let State::ZipLongest { iterators, .. } = &mut locked.state {
                    iterators[items.len()] = None;
                    if iterators.iter().all(Option::is_none) {
                        break;
                    }
                }
                items.push(fill);
            }
            Err(raised) => {
                end(vm, step);
                return Err(raised);
            }
        }
    }
    let is_over = match &vm.lock(step).state {
        State::ZipLongest { iterators, .. } => iterators.iter().all(Option::is_none),
        _ => true,
    };
    if is_over {
        end(vm, step);
        return Ok(None);
    }
    Ok(Some(vm.new_tuple(items)))
}

fn pairwise<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let (iterator, mut before) = match &vm.lock(step).state {
        State::Pairwise { iterator, previous } => (iterator.clone(), previous.clone()),
        _ => return Ok(None),
    };
    if before.is_none() {
        before = vm.next(&iterator)?;
        let mut locked = vm.lock(step);
        // Whoever was asked for the first item may have come to the end.
        let State::Pairwise { previous, .. } = &mut locked.state else { return Ok(None) };
        *previous = before.clone();
    }
    let item = match &before {
        Some(_) => vm.next(&iterator)?,
        None => None,
    };
    let (Some(before), Some(item)) = (before, item) else {
        end(vm, step);
        return Ok(None);
    };
    if let State::Pairwise { previous, .. } = &mut vm.lock(step).state {
        *previous = Some(item.clone());
    }
    Ok(Some(vm.new_tuple(vec![before, item])))
}

fn batched<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let (iterator, size, strict) = match &vm.lock(step).state {
        State::Batched { iterator, size, strict } => (iterator.clone(), *size, *strict),
        _ => return Ok(None),
    };
    let mut items = Vec::new();
    while items.len() < size {
        match vm.next(&iterator) {
            Ok(Some(item)) => items.push(item),
            Ok(None) => break,
            Err(raised) => {
                end(vm, step);
                return Err(raised);
            }
        }
        vm.safepoint_in_native()?;
    }
    if items.is_empty() {
        end(vm, step);
        return Ok(None);
    }
    if strict && items.len() != size {
        end(vm, step);
        return Err(vm.value_error("batched(): incomplete batch"));
    }
    Ok(Some(vm.new_tuple(items)))
}

fn group_by<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let group = match &vm.lock(step).state {
        State::GroupBy { group } => group.clone(),
        _ => return Ok(None),
    };
    grouping::next(vm, &group)
}

fn group<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let group = match &vm.lock(step).state {
        State::Group(group) => group.clone(),
        _ => return Ok(None),
    };
    let item = group.advance(vm)?;
    if item.is_none() {
        end(vm, step);
    }
    Ok(item)
}

fn tee<R: Runtime>(vm: &mut Vm<R>, step: &Ref<R, Step<R>>) -> Item<R> {
    let mut place = match &vm.lock(step).state {
        State::Tee(place) => place.clone(),
        _ => return Ok(None),
    };
    let item = place.advance(vm)?;
    vm.lock(step).state = State::Tee(place);
    Ok(item)
}
