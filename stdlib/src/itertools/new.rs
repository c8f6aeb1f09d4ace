//! The constructors.

use super::make;
use super::state::State;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

pub(super) fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
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

pub(super) fn cycle<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[1])?;
    make(vm, &arguments[0], State::Cycle { iterator, saved: vec![], at: None })
}

pub(super) fn repeat<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let left = match arguments[2].given() {
        Some(times) => Some(vm.index(times)?.max(0) as usize),
        None => None,
    };
    make(vm, &arguments[0], State::Repeat { item: arguments[1].clone(), left })
}

pub(super) fn chain<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let sources = vm.iter(&arguments[1])?;
    make(vm, &arguments[0], State::Chain { sources, current: None })
}

pub(super) fn compress<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (data, selectors) = (vm.iter(&arguments[1])?, vm.iter(&arguments[2])?);
    make(vm, &arguments[0], State::Compress { data, selectors })
}

pub(super) fn dropwhile<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[2])?;
    make(vm, &arguments[0], State::DropWhile { predicate: arguments[1].clone(), iterator, dropped: false })
}

pub(super) fn takewhile<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[2])?;
    make(vm, &arguments[0], State::TakeWhile { predicate: arguments[1].clone(), iterator })
}

pub(super) fn filterfalse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[2])?;
    make(vm, &arguments[0], State::FilterFalse { predicate: arguments[1].clone(), iterator })
}

pub(super) fn islice<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
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

pub(super) fn starmap<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[2])?;
    make(vm, &arguments[0], State::StarMap { function: arguments[1].clone(), iterator })
}

pub(super) fn accumulate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[1])?;
    let function = arguments[2].some().cloned().unwrap_or(Value::NONE);
    let initial = arguments[3].some().cloned();
    make(vm, &arguments[0], State::Accumulate { iterator, function, total: None, initial })
}

pub(super) fn zip_longest<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let fill = arguments[1].given().cloned().unwrap_or(Value::NONE);
    let mut iterators = vec![];
    for source in vm.collect(&arguments[2])? {
        iterators.push(Some(vm.iter(&source)?));
    }
    make(vm, &arguments[0], State::ZipLongest { iterators, fill })
}

pub(super) fn pairwise<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[1])?;
    make(vm, &arguments[0], State::Pairwise { iterator, previous: None })
}

pub(super) fn batched<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = vm.index(&arguments[2])?;
    if size < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let strict = arguments[3].given().map_or(Ok(false), |strict| vm.truth(strict))?;
    let iterator = vm.iter(&arguments[1])?;
    make(vm, &arguments[0], State::Batched { iterator, size: size as usize, strict })
}
