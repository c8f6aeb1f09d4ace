//! `timedelta`.

use super::delta::Delta;
use super::moment::{TimeDelta, delta_of, new_delta, shown_class};
use interpreter::{ClassBuilder, Comparison, Operator, Return, Vm, comparisons};
use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{Signed, ToPrimitive, Zero};
use object_model::{Runtime, Value};
use std::marker::PhantomData;

/// The microseconds of the constructor's arguments, in the order of its parameters.
const UNITS: [(&str, i64); 7] = [
    ("days", 86_400_000_000),
    ("seconds", 1_000_000),
    ("microseconds", 1),
    ("milliseconds", 1_000),
    ("minutes", 60_000_000),
    ("hours", 3_600_000_000),
    ("weeks", 604_800_000_000),
];
/// The order in which they are added, which tells what of several floats is lost.
const ORDER: [usize; 7] = [2, 3, 1, 4, 5, 0, 6];

fn own<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Delta> {
    match delta_of(value) {
        Some(delta) => Ok(delta),
        None => Err(vm.type_error("a timedelta is needed")),
    }
}

/// A difference of any number of microseconds, if it is not too large.
fn of_big<R: Runtime>(vm: &mut Vm<R>, microseconds: &BigInt) -> Return<R, Delta> {
    let delta = microseconds.to_i128().ok_or_else(Delta::too_large).and_then(Delta::from_microseconds);
    vm.raised(delta)
}

fn answer<R: Runtime>(vm: &mut Vm<R>, delta: text::Result<Delta>) -> Return<R> {
    let delta = vm.raised(delta)?;
    Ok(new_delta(vm, delta))
}

/// The arguments' sum where all are small ints, as they nearly always are.
fn small_sum<R: Runtime>(arguments: &[Value<R>]) -> Option<i128> {
    let mut total = 0;
    for (value, (_, unit)) in arguments.iter().zip(UNITS) {
        if let Some(value) = value.given() {
            total += i128::from(value.word().as_int()?) * i128::from(unit);
        }
    }
    Some(total)
}

/// A float's whole part, exactly.
fn whole<R: Runtime>(vm: &mut Vm<R>, value: f64) -> Return<R, BigInt> {
    let integer = vm.raised(text::float::to_integer(value))?;
    Ok(integer.into_big())
}

/// The arguments' sum. What floats have beyond whole microseconds is added up by itself and rounded once, half to even.
fn sum<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, BigInt> {
    let (mut total, mut left_over) = (BigInt::zero(), 0.0);
    for index in ORDER {
        let (name, unit) = UNITS[index];
        let Some(value) = arguments[index].given() else { continue };
        if let Some(integer) = vm.as_integer(value) {
            total += integer * unit;
        } else if let Some(float) = vm.exact_float(value) {
            total += whole(vm, float.trunc())? * unit;
            let part = float.fract() * unit as f64;
            total += whole(vm, part.trunc())?;
            left_over += part.fract();
        } else {
            let message =
                format!("unsupported type for timedelta {name} component: {}", shown_class(vm, value));
            return Err(vm.type_error(&message));
        }
    }
    let mut rounded = left_over.round();
    if (rounded - left_over).abs() == 0.5 {
        let odd = f64::from(u8::from(total.is_odd()));
        rounded = 2.0 * ((left_over + odd) * 0.5).round() - odd;
    }
    Ok(total + rounded as i64)
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (class, arguments) = (vm.class_argument(&arguments[0])?, &arguments[1..]);
    let delta = match small_sum(arguments) {
        Some(total) => vm.raised(Delta::from_microseconds(total))?,
        None => {
            let total = sum(vm, arguments)?;
            of_big(vm, &total)?
        }
    };
    vm.new_object_of(&class, TimeDelta { delta, _runtime: PhantomData })
}

pub(super) fn hash<R: Runtime>(vm: &mut Vm<R>, delta: Delta) -> Return<R, i64> {
    let parts = parts(vm, delta);
    vm.hash(&parts)
}

/// A tuple of days, seconds and microseconds.
fn parts<R: Runtime>(vm: &Vm<R>, delta: Delta) -> Value<R> {
    let parts = [delta.days, delta.seconds, delta.microseconds];
    vm.new_tuple(parts.map(|part| Value::small_int(part.into())).to_vec())
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    Ok(match delta_of(&arguments[1]) {
        Some(other) => Value::bool(comparison.of(own.cmp(&other))),
        None => Value::NOT_IMPLEMENTED,
    })
}

/// `left + factor * right`
fn add<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, factor: i64, right: &Value<R>) -> Return<R> {
    match (delta_of(left), delta_of(right)) {
        (Some(left), Some(right)) => answer(vm, left.plus(factor, right)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `numerator / denominator`, rounded half to even.
fn divide_nearest<R: Runtime>(vm: &mut Vm<R>, numerator: &BigInt, denominator: &BigInt) -> Return<R, BigInt> {
    if denominator.is_zero() {
        return Err(vm.zero_division_error("division by zero"));
    }
    let (quotient, remainder) = numerator.div_mod_floor(denominator);
    let doubled: BigInt = remainder.abs() * 2;
    let up = match doubled.cmp(&denominator.abs()) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Greater => true,
    };
    Ok(quotient + i32::from(up))
}

/// A float as a fraction, by the method of its class if that has one.
fn ratio<R: Runtime>(vm: &mut Vm<R>, float: &Value<R>) -> Return<R, (BigInt, BigInt)> {
    if let Some(exact) = float.word().as_float() {
        let (numerator, denominator) = vm.raised(text::float::as_integer_ratio(exact))?;
        return Ok((numerator.into_big(), denominator.into_big()));
    }
    let answer = vm.call_method(float, "as_integer_ratio", &[])?;
    let Some(items) = vm.as_tuple(&answer) else {
        let message = format!(
            "unexpected return type from as_integer_ratio(): expected tuple, got '{}'",
            shown_class(vm, &answer)
        );
        return Err(vm.type_error(&message));
    };
    let [numerator, denominator] = items else {
        return Err(vm.value_error("as_integer_ratio() must return a 2-tuple"));
    };
    match (vm.as_integer(numerator), vm.as_integer(denominator)) {
        (Some(numerator), Some(denominator)) => Ok((numerator, denominator)),
        _ => {
            let odd = if vm.is_int(numerator) { denominator } else { numerator };
            let message = format!("unsupported operand type(s) for *: 'int' and '{}'", shown_class(vm, odd));
            Err(vm.type_error(&message))
        }
    }
}

fn multiply<R: Runtime>(vm: &mut Vm<R>, own: &Value<R>, factor: &Value<R>) -> Return<R> {
    let Some(delta) = delta_of(own) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(small) = vm.as_i64(factor)
        && let Some(product) = delta.total().checked_mul(small.into())
    {
        return answer(vm, Delta::from_microseconds(product));
    }
    let total = BigInt::from(delta.total());
    let product = if let Some(integer) = vm.as_integer(factor) {
        total * integer
    } else if vm.exact_float(factor).is_some() {
        let (numerator, denominator) = ratio(vm, factor)?;
        divide_nearest(vm, &(total * numerator), &denominator)?
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let delta = of_big(vm, &product)?;
    Ok(new_delta(vm, delta))
}

/// The microseconds of both, as ints.
fn totals<R: Runtime>(vm: &Vm<R>, left: Delta, right: Delta) -> [Value<R>; 2] {
    [left, right].map(|delta| vm.new_integer(delta.total().into()))
}

fn floor_divide<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>) -> Return<R> {
    let Some(delta) = delta_of(left) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(other) = delta_of(right) {
        let [left, right] = totals(vm, delta, other);
        return vm.binary(Operator::FloorDiv, &left, &right, false);
    }
    let Some(divisor) = vm.as_integer(right) else { return Ok(Value::NOT_IMPLEMENTED) };
    if divisor.is_zero() {
        return Err(vm.zero_division_error("division by zero"));
    }
    let delta = of_big(vm, &BigInt::from(delta.total()).div_floor(&divisor))?;
    Ok(new_delta(vm, delta))
}

fn true_divide<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>) -> Return<R> {
    let Some(delta) = delta_of(left) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(other) = delta_of(right) {
        let [left, right] = totals(vm, delta, other);
        return vm.binary(Operator::Div, &left, &right, false);
    }
    let total = BigInt::from(delta.total());
    let quotient = if vm.exact_float(right).is_some() {
        let (numerator, denominator) = ratio(vm, right)?;
        divide_nearest(vm, &(total * denominator), &numerator)?
    } else if let Some(divisor) = vm.as_integer(right) {
        divide_nearest(vm, &total, &divisor)?
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let delta = of_big(vm, &quotient)?;
    Ok(new_delta(vm, delta))
}

fn remainder<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>) -> Return<R> {
    let (Some(left), Some(right)) = (delta_of(left), delta_of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if right == Delta::ZERO {
        return Err(vm.zero_division_error("division by zero"));
    }
    answer(vm, Delta::from_microseconds(left.total().mod_floor(&right.total())))
}

fn divmod<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>) -> Return<R> {
    let (Some(left), Some(right)) = (delta_of(left), delta_of(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if right == Delta::ZERO {
        return Err(vm.zero_division_error("division by zero"));
    }
    let (quotient, remainder) = left.total().div_mod_floor(&right.total());
    let quotient = vm.new_integer(quotient.into());
    let remainder = answer(vm, Delta::from_microseconds(remainder))?;
    Ok(vm.new_pair(quotient, remainder))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let delta = own(vm, &arguments[0])?;
    let parts = [("days", delta.days), ("seconds", delta.seconds), ("microseconds", delta.microseconds)];
    let mut shown: Vec<String> = parts
        .into_iter()
        .filter(|(_, part)| *part != 0)
        .map(|(name, part)| format!("{name}={part}"))
        .collect();
    if shown.is_empty() {
        shown.push("0".into());
    }
    let class = shown_class(vm, &arguments[0]);
    Ok(vm.new_string(format!("{class}({})", shown.join(", "))))
}

fn str<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Delta { days, seconds, microseconds } = own(vm, &arguments[0])?;
    let mut text = match days {
        0 => String::new(),
        1 | -1 => format!("{days} day, "),
        _ => format!("{days} days, "),
    };
    text.push_str(&format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
    if microseconds != 0 {
        text.push_str(&format!(".{microseconds:06}"));
    }
    Ok(vm.new_string(text))
}

pub(super) fn total_seconds<R: Runtime>(vm: &mut Vm<R>, delta: Delta) -> Return<R> {
    let seconds = text::int_float::true_divide(
        text::Integer::from(BigInt::from(delta.total())).as_ref(),
        text::IntegerRef::Small(1_000_000),
    );
    Ok(Value::float(vm.raised(seconds)?))
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (class, delta) = (vm.class_of(&arguments[0]).into_value(), own(vm, &arguments[0])?);
    let parts = parts(vm, delta);
    Ok(vm.new_pair(class, parts))
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = ClassBuilder::new::<TimeDelta<R>>(vm, "datetime", "timedelta", None)
        .constructor(
            "__new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)",
            new,
        )
        .methods(&comparisons!(compare))
        .methods(&[
            ("__hash__(self, /)", |vm, arguments| {
                let delta = own(vm, &arguments[0])?;
                let hash = hash(vm, delta)?;
                Ok(vm.new_int(hash))
            }),
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", str),
            ("__bool__(self, /)", |vm, arguments| Ok(Value::bool(own(vm, &arguments[0])? != Delta::ZERO))),
            ("__add__(self, value, /)", |vm, a| add(vm, &a[0], 1, &a[1])),
            ("__radd__(self, value, /)", |vm, a| add(vm, &a[1], 1, &a[0])),
            ("__sub__(self, value, /)", |vm, a| add(vm, &a[0], -1, &a[1])),
            ("__rsub__(self, value, /)", |vm, a| add(vm, &a[1], -1, &a[0])),
            ("__mul__(self, value, /)", |vm, a| multiply(vm, &a[0], &a[1])),
            ("__rmul__(self, value, /)", |vm, a| multiply(vm, &a[0], &a[1])),
            ("__floordiv__(self, value, /)", |vm, a| floor_divide(vm, &a[0], &a[1])),
            ("__rfloordiv__(self, value, /)", |vm, a| floor_divide(vm, &a[1], &a[0])),
            ("__truediv__(self, value, /)", |vm, a| true_divide(vm, &a[0], &a[1])),
            ("__rtruediv__(self, value, /)", |vm, a| true_divide(vm, &a[1], &a[0])),
            ("__mod__(self, value, /)", |vm, a| remainder(vm, &a[0], &a[1])),
            ("__rmod__(self, value, /)", |vm, a| remainder(vm, &a[1], &a[0])),
            ("__divmod__(self, value, /)", |vm, a| divmod(vm, &a[0], &a[1])),
            ("__rdivmod__(self, value, /)", |vm, a| divmod(vm, &a[1], &a[0])),
            ("__neg__(self, /)", |vm, arguments| {
                let delta = own(vm, &arguments[0])?;
                answer(vm, Delta::ZERO.plus(-1, delta))
            }),
            ("__pos__(self, /)", |vm, arguments| {
                let delta = own(vm, &arguments[0])?;
                Ok(new_delta(vm, delta))
            }),
            ("__abs__(self, /)", |vm, arguments| {
                let delta = own(vm, &arguments[0])?;
                answer(vm, Delta::ZERO.plus(if delta.days < 0 { -1 } else { 1 }, delta))
            }),
            ("total_seconds(self, /)", |vm, arguments| {
                let delta = own(vm, &arguments[0])?;
                total_seconds(vm, delta)
            }),
            ("__reduce__(self, /)", reduce),
        ])
        .member("days", |vm, value| Ok(Value::small_int(own(vm, value)?.days.into())))
        .member("seconds", |vm, value| Ok(Value::small_int(own(vm, value)?.seconds.into())))
        .member("microseconds", |vm, value| Ok(Value::small_int(own(vm, value)?.microseconds.into())))
        .finish();
    for (name, delta) in [("min", Delta::MIN), ("max", Delta::MAX), ("resolution", Delta::RESOLUTION)] {
        let value = new_delta(vm, delta);
        ClassBuilder::extend(vm, &class).attribute(name, value).finish();
    }
}
