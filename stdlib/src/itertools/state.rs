//! What an iterator of the module has still to do.

use super::combinatorics::{Combinations, Permutations, Product};
use super::grouping::{self, Group};
use crate::tee::Place;
use interpreter::{Operator, Return, Vm};
use object_model::{Runtime, Value};

/// One for each kind of iterator.
pub(super) enum State<R: Runtime> {
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
}

/// The next item; None at the end.
pub(super) fn advance<R: Runtime>(vm: &mut Vm<R>, state: &mut State<R>) -> Return<R, Option<Value<R>>> {
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
                // Items before the start, and before the stop, are consumed, as they would be by a loop.
                while *at < *next {
                    if vm.next(iterator)?.is_none() {
                        break;
                    }
                    *at += 1;
                    vm.safepoint_in_native()?;
                }
                return Ok(None);
            }
            loop {
                let Some(item) = vm.next(iterator)? else { return Ok(None) };
                *at += 1;
                if *at > *next {
                    *next = next.saturating_add(*step).min(stop.unwrap_or(usize::MAX));
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
        State::Product(product) => product.advance(vm),
        State::Permutations(permutations) => permutations.advance(vm),
        State::Combinations(combinations) => combinations.advance(vm),
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
                vm.safepoint_in_native()?;
            }
            if items.is_empty() {
                return Ok(None);
            }
            if *strict && items.len() != *size {
                return Err(vm.value_error("batched(): incomplete batch"));
            }
            Ok(Some(vm.new_tuple(items)))
        }
        State::GroupBy { group } => grouping::next(vm, group),
        State::Group(group) => group.advance(vm),
        State::Tee(place) => place.advance(vm),
    }
}
