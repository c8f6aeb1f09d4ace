//! `sorted`, `min`, `max`, `sum`, `any`, `all`.

use super::sequence::is_exact;
use super::sort;
use crate::builtins::ByteArray;
use crate::number::Complex;
use crate::operator::Operator;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Bytes, Runtime, Str, Value};

fn sorted<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [iterable, key, reverse] = arguments else { return Err(vm.system_error("sorted takes an iterable")) };
    let reverse = match reverse.given() {
        Some(reverse) => vm.truth(reverse)?,
        None => false,
    };
    let mut items = vm.collect(iterable)?;
    sort::sort(vm, &mut items, key, reverse)?;
    vm.new_list(items)
}

fn min<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    extreme(vm, "min", Comparison::Lt, arguments)
}

fn max<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    extreme(vm, "max", Comparison::Gt, arguments)
}

/// The first item of which `comparison` with every other holds, or with its equals.
fn extreme<R: Runtime>(
    vm: &mut Vm<R>,
    name: &str,
    comparison: Comparison,
    arguments: &[Value<R>],
) -> Return<R> {
    let [key, default, all] = arguments else { return Err(vm.system_error("min and max take items")) };
    let all = vm.as_tuple(all).unwrap_or_default();
    let several = all.len() > 1;
    let iterable = match all {
        [] => {
            let message = format!("{name} expected at least 1 argument, got 0");
            return Err(vm.type_error(&message));
        }
        [_, _, ..] if default.given().is_some() => {
            let message = format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(vm.type_error(&message));
        }
        [iterable] => iterable.clone(),
        several => vm.new_tuple(several.to_vec()),
    };
    let iterator = vm.iter(&iterable)?;
    let (mut best, mut best_key) = (Value::UNBOUND, Value::UNBOUND);
    while let Some(item) = vm.next(&iterator)? {
        vm.safepoint_in_native()?;
        let Some(key) = key.some() else {
            if best.is_unbound() || vm.compare_truth(comparison, &item, &best)? {
                best = item;
            }
            continue;
        };
        let item_key = vm.call(key, std::slice::from_ref(&item))?;
        if best.is_unbound() || vm.compare_truth(comparison, &item_key, &best_key)? {
            (best, best_key) = (item, item_key);
        }
    }
    if !best.is_unbound() {
        return Ok(best);
    }
    match default.given() {
        Some(default) if !several => Ok(default.clone()),
        _ => {
            let message = format!("{name}() iterable argument is empty");
            Err(vm.value_error(&message))
        }
    }
}

/// A sum of floats, and what rounding has lost of it (Neumaier's compensation, as CPython does).
#[derive(Clone, Copy)]
struct Compensated {
    sum: f64,
    lost: f64,
}

impl Compensated {
    fn of(float: f64) -> Self {
        Compensated { sum: float, lost: 0.0 }
    }

    #[inline]
    fn plus(self, float: f64) -> Self {
        let sum = self.sum + float;
        let (large, small) =
            if self.sum.abs() >= float.abs() { (self.sum, float) } else { (float, self.sum) };
        Compensated { sum, lost: self.lost + ((large - sum) + small) }
    }

    fn value(self) -> f64 {
        if self.lost != 0.0 && self.lost.is_finite() { self.sum + self.lost } else { self.sum }
    }
}

/// A sum so far.
enum Sum<R: Runtime> {
    /// Of ints only.
    Int(i64),
    /// Of ints and floats.
    Float(Compensated),
    /// Of complex numbers, ints and floats: the real part and the imaginary one.
    Complex(Compensated, Compensated),
    /// Of anything.
    Other(Value<R>),
}

/// The parts of a complex number whose class has no methods of its own.
fn exact_complex<R: Runtime>(value: &Value<R>) -> Option<(f64, f64)> {
    value.as_ref::<Complex<R>>().filter(|_| is_exact(value)).map(|complex| (complex.real, complex.imaginary))
}

impl<R: Runtime> Sum<R> {
    fn of(value: Value<R>) -> Self {
        match (value.word().as_int(), value.word().as_float()) {
            (Some(int), _) => Sum::Int(int),
            (_, Some(float)) => Sum::Float(Compensated::of(float)),
            _ => match exact_complex(&value) {
                Some((real, imaginary)) => Sum::Complex(Compensated::of(real), Compensated::of(imaginary)),
                None => Sum::Other(value),
            },
        }
    }

    fn value(self, vm: &Vm<R>) -> Value<R> {
        match self {
            Sum::Int(int) => vm.new_int(int),
            Sum::Float(sum) => Value::float(sum.value()),
            Sum::Complex(real, imaginary) => vm.new_object(Complex::new(real.value(), imaginary.value())),
            Sum::Other(value) => value,
        }
    }

    /// The sum with an int added, whatever its size; None if it is none of numbers with a point.
    fn plus_int(&self, vm: &mut Vm<R>, item: &Value<R>) -> Return<R, Option<Self>> {
        let Some(int) = vm.as_integer(item).filter(|_| matches!(self, Sum::Float(_) | Sum::Complex(..)))
        else {
            return Ok(None);
        };
        let int = vm.new_integer(int);
        let float = Value::float(vm.to_float(&int)?);
        Ok(self.plus(&float))
    }

    /// The sum with one more number, if it needs no method.
    #[inline]
    fn plus(&self, item: &Value<R>) -> Option<Self> {
        let word = item.word();
        let int = word.as_int().or_else(|| word.as_bool().map(i64::from));
        match *self {
            Sum::Int(sum) => sum.checked_add(int?).map(Sum::Int),
            Sum::Float(sum) => Some(Sum::Float(match int {
                Some(int) => sum.plus(int as f64),
                None => sum.plus(word.as_float()?),
            })),
            Sum::Complex(real, imaginary) => {
                match int.map(|int| int as f64).or_else(|| word.as_float()) {
                    // Not even the sign of an imaginary zero changes.
                    Some(number) => Some(Sum::Complex(real.plus(number), imaginary)),
                    None => {
                        let (own, other) = exact_complex(item)?;
                        Some(Sum::Complex(real.plus(own), imaginary.plus(other)))
                    }
                }
            }
            Sum::Other(_) => None,
        }
    }
}

fn sum<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[0])?;
    let start = arguments[1].given().cloned().unwrap_or(Value::small_int(0));
    if start.as_ref::<Str<R>>().is_some() {
        return Err(vm.type_error("sum() can't sum strings [use ''.join(seq) instead]"));
    }
    if start.as_ref::<Bytes<R>>().is_some() {
        return Err(vm.type_error("sum() can't sum bytes [use b''.join(seq) instead]"));
    }
    if start.as_ref::<ByteArray<R>>().is_some() {
        return Err(vm.type_error("sum() can't sum bytearray [use b''.join(seq) instead]"));
    }
    let mut total = Sum::of(start);
    while let Some(item) = vm.next(&iterator)? {
        vm.safepoint_in_native()?;
        total = match total.plus(&item) {
            Some(total) => total,
            None => match total.plus_int(vm, &item)? {
                Some(total) => total,
                None => {
                    let left = total.value(vm);
                    Sum::of(vm.binary(Operator::Add, &left, &item, false)?)
                }
            },
        };
    }
    Ok(total.value(vm))
}

fn any<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut found = false;
    vm.for_each(&arguments[0], |vm, item| {
        found = vm.truth(&item)?;
        Ok(!found)
    })?;
    Ok(Value::bool(found))
}

fn all<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut every = true;
    vm.for_each(&arguments[0], |vm, item| {
        every = vm.truth(&item)?;
        Ok(every)
    })?;
    Ok(Value::bool(every))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "builtins",
        &[
            ("sorted(iterable, /, *, key=None, reverse=False)", sorted),
            ("min(*args, key=None, default=None)", min),
            ("max(*args, key=None, default=None)", max),
            ("sum(iterable, /, start=0)", sum),
            ("any(iterable, /)", any),
            ("all(iterable, /)", all),
        ],
    );
}
