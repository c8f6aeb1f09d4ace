//! Lengths and points of time that programs give: in seconds, as ints or floats. What is no number, or none that a clock could
//! run to, is refused before anybody waits for it.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::time::{Duration, Instant};

/// Where nanoseconds no longer fit into 64 bits, in seconds: `PyTime_t` of CPython.
const BOUND: f64 = 9_223_372_036.854_776;

/// A second, in nanoseconds.
pub(crate) const SECOND: i64 = 1_000_000_000;

/// The bounds of 64 bits are powers of two.
const LONGEST_MOMENT: f64 = 9_223_372_036_854_775_808.0;

/// A length of time, in seconds.
pub(crate) fn length<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, f64> {
    if !vm.is_real(value) {
        let given = vm.qualified_type_name(value);
        return Err(vm.type_error(&format!("'{given}' object cannot be interpreted as an integer or float")));
    }
    bounded(vm, value, 1.0)
}

/// A length of time in units of which `per_second` make a second, answered in seconds; what is no number is refused with these
/// words.
pub(crate) fn timeout<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    per_second: f64,
    refusal: &str,
) -> Return<R, f64> {
    if vm.is_real(value) { bounded(vm, value, per_second) } else { Err(vm.type_error(refusal)) }
}

fn bounded<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, per_second: f64) -> Return<R, f64> {
    // An int that is no float is none that a clock could run to either.
    let seconds = match vm.to_float(value) {
        Ok(number) => number / per_second,
        Err(raised) if vm.is_raised(&raised, &vm.exceptions().overflow_error.clone()) => f64::INFINITY,
        Err(raised) => return Err(raised),
    };
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if seconds.abs() >= BOUND {
        return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
    }
    Ok(seconds)
}

/// The moment that is so far away; None, for ever, if it is too far for a clock or has passed.
pub(crate) fn deadline(seconds: f64) -> Option<Instant> {
    Instant::now().checked_add(Duration::try_from_secs_f64(seconds).ok()?)
}

/// So many nanoseconds, as the system has them.
pub(crate) fn timespec(nanoseconds: i64) -> libc::timespec {
    libc::timespec { tv_sec: nanoseconds.div_euclid(SECOND), tv_nsec: nanoseconds.rem_euclid(SECOND) }
}

/// Whether it is a number that a point of time can be; said of what is none.
pub(crate) fn expect_moment<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
    if vm.is_real(value) {
        return Ok(());
    }
    let given = vm.qualified_type_name(value);
    Err(vm.type_error(&format!("argument must be int or float, not {given}")))
}

/// The seconds of a point of time that is a float, which has no fraction.
pub(crate) fn whole_seconds<R: Runtime>(vm: &mut Vm<R>, seconds: f64) -> Return<R, i64> {
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if !(-LONGEST_MOMENT..LONGEST_MOMENT).contains(&seconds) {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(seconds as i64)
}

/// The seconds of a point of time, rounded down.
pub(crate) fn seconds_below<R: Runtime>(vm: &mut Vm<R>, moment: &Value<R>) -> Return<R, i64> {
    match vm.exact_float(moment) {
        Some(float) => whole_seconds(vm, float.floor()),
        None => seconds_of_int(vm, moment),
    }
}

/// The seconds of a point of time that is an int.
pub(crate) fn seconds_of_int<R: Runtime>(vm: &mut Vm<R>, seconds: &Value<R>) -> Return<R, i64> {
    let integer = vm.index_integer(seconds)?;
    match i64::try_from(integer) {
        Ok(seconds) => Ok(seconds),
        Err(_) => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

/// A point of time, as the system has it: rounded down.
pub(crate) fn moment<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, libc::timespec> {
    expect_moment(vm, value)?;
    let fraction = vm.exact_float(value).map_or(0.0, |float| float.rem_euclid(1.0));
    let tv_nsec = (fraction * SECOND as f64).min(999_999_999.0) as i64;
    Ok(libc::timespec { tv_sec: seconds_below(vm, value)?, tv_nsec })
}
