//! `_bisect`: binary search in sequences.

use interpreter::{Comparison, Return, Vm};
use object_model::{Runtime, Special, Value};

/// What stands for the end of the sequence.
const END: i64 = -1;

/// The place for `x`: before equal items (`left`) or behind them.
fn search<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], left: bool, x: &Value<R>) -> Return<R, usize> {
    let [sequence, _, low, high, key] = arguments else {
        return Err(vm.system_error("bisect takes a sequence"));
    };
    let mut low = match low.given() {
        Some(low) => vm.index(low)?,
        None => 0,
    };
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut high = match high.some() {
        Some(high) => vm.index(high)?,
        None => END,
    };
    if high == END {
        high = vm.len(sequence)? as i64;
    }
    if vm.class_of(sequence).special(vm, Special::Getitem).is_none() {
        let message = format!("'{}' object does not support indexing", vm.type_name(sequence));
        return Err(vm.type_error(&message));
    }
    while low < high {
        let middle = low + (high - low) / 2;
        let index = vm.new_int(middle);
        let mut item = vm.get_item(sequence, &index)?;
        if let Some(key) = key.some() {
            item = vm.call(key, &[item])?;
        }
        let before = if left {
            vm.compare_truth(Comparison::Lt, &item, x)?
        } else {
            !vm.compare_truth(Comparison::Lt, x, &item)?
        };
        if before {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low as usize)
}

fn bisect<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], left: bool) -> Return<R> {
    let place = search(vm, arguments, left, &arguments[1])?;
    Ok(vm.new_usize(place))
}

fn insort<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], left: bool) -> Return<R> {
    let x = match arguments[4].some() {
        Some(key) => vm.call(key, std::slice::from_ref(&arguments[1]))?,
        None => arguments[1].clone(),
    };
    let place = search(vm, arguments, left, &x)?;
    let place = vm.new_usize(place);
    vm.call_method(&arguments[0], "insert", &[place, arguments[1].clone()])?;
    Ok(Value::NONE)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_bisect");
    vm.module_functions(
        &module,
        "_bisect",
        &[
            ("bisect_left(a, x, lo=0, hi=None, *, key=None)", |vm, arguments| bisect(vm, arguments, true)),
            ("bisect_right(a, x, lo=0, hi=None, *, key=None)", |vm, arguments| bisect(vm, arguments, false)),
            ("insort_left(a, x, lo=0, hi=None, *, key=None)", |vm, arguments| insort(vm, arguments, true)),
            ("insort_right(a, x, lo=0, hi=None, *, key=None)", |vm, arguments| insort(vm, arguments, false)),
        ],
    );
    Ok(module)
}
