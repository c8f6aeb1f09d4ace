//! What is done with two datetimes, or with one and a timedelta: adding, subtracting, comparing, and the hash, which two
//! that are equal have in common.

use super::clock::Clock;
use super::datetime::shifted;
use super::delta::Delta;
use super::moment::{Moment, datetime, delta_of, moment, new_delta};
use super::zone::{self, Timezone};
use super::{pickled, timedelta};
use interpreter::{Comparison, Return, Vm};
use object_model::{Ref, Runtime, Value, hash_bytes};

/// The message about a subtraction of which one side knows its zone.
pub(super) const MIXED: &str = "can't subtract offset-naive and offset-aware datetimes";

/// `left + right`, where one of them is a datetime.
pub(super) fn add<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, delta: &Value<R>) -> Return<R> {
    match (datetime(value), delta_of(delta)) {
        (Some(_), Some(delta)) => shifted(vm, value, 1, delta),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `left - right`
pub(super) fn subtract<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>) -> Return<R> {
    let Some(own) = datetime(left) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(delta) = delta_of(right) {
        return shifted(vm, left, -1, delta);
    }
    let Some(other) = datetime(right) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (mut one, mut two) = (None, None);
    if !own.zone.is(&other.zone) {
        one = zone::utcoffset(vm, &own.zone, left)?;
        two = zone::utcoffset(vm, &other.zone, right)?;
        if one.is_some() != two.is_some() {
            return Err(vm.type_error(MIXED));
        }
    }
    let days = own.date.ordinal() - other.date.ordinal();
    let seconds = own.clock.seconds() - other.clock.seconds();
    let microseconds = i64::from(own.clock.microsecond) - i64::from(other.clock.microsecond);
    let delta = Delta::new(days, seconds, microseconds)
        .and_then(|delta| delta.plus(-1, one.unwrap_or(Delta::ZERO)))
        .and_then(|delta| delta.plus(1, two.unwrap_or(Delta::ZERO)));
    let delta = vm.raised(delta)?;
    Ok(new_delta(vm, delta))
}

/// The same datetime with another fold, of the same class.
fn with_fold<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, own: &Ref<R, Moment<R>>, fold: bool) -> Return<R> {
    let class = vm.class_of(value);
    vm.new_object_of(&class, own.at(Clock { fold, ..own.clock }))
}

/// Whether the difference to Greenwich depends on the fold. Such a datetime equals none of another zone (PEP 495).
fn depends_on_fold<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    own: &Ref<R, Moment<R>>,
    offset: Option<Delta>,
) -> Return<R, bool> {
    if own.zone.is_none() || own.zone.as_ref::<Timezone<R>>().is_some() {
        return Ok(false);
    }
    let other = with_fold(vm, value, own, !own.clock.fold)?;
    Ok(zone::utcoffset(vm, &own.zone, &other)? != offset)
}

/// The microseconds since the year 1 in Greenwich.
fn instant<R: Runtime>(own: &Moment<R>, offset: Delta) -> i128 {
    i128::from(own.seconds()) * 1_000_000 + i128::from(own.clock.microsecond) - offset.total()
}

pub(super) fn compare<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    comparison: Comparison,
) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    let Some(other) = datetime(&arguments[1]) else { return Ok(Value::NOT_IMPLEMENTED) };
    if own.zone.is(&other.zone) {
        return Ok(Value::bool(comparison.of(own.key().cmp(&other.key()))));
    }
    let one = zone::utcoffset(vm, &own.zone, &arguments[0])?;
    let two = zone::utcoffset(vm, &other.zone, &arguments[1])?;
    let mut ordering = match (one, two) {
        _ if one == two => own.key().cmp(&other.key()),
        (Some(one), Some(two)) => instant(own, one).cmp(&instant(other, two)),
        _ => {
            return match comparison {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::Ne => Ok(Value::TRUE),
                _ => Err(vm.type_error("can't compare offset-naive and offset-aware datetimes")),
            };
        }
    };
    if ordering.is_eq()
        && matches!(comparison, Comparison::Eq | Comparison::Ne)
        && (depends_on_fold(vm, &arguments[0], own, one)? || depends_on_fold(vm, &arguments[1], other, two)?)
    {
        ordering = std::cmp::Ordering::Greater;
    }
    Ok(Value::bool(comparison.of(ordering)))
}

pub(super) fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    if let Some(hash) = own.hash.get() {
        return Ok(vm.new_int(hash));
    }
    let offset = if own.clock.fold && !own.zone.is_none() {
        let first = with_fold(vm, &arguments[0], own, false)?;
        zone::utcoffset(vm, &own.zone, &first)?
    } else {
        zone::utcoffset(vm, &own.zone, &arguments[0])?
    };
    let hash = match offset {
        None => hash_bytes(&pickled::datetime_to_bytes(own.date, own.clock)),
        Some(offset) => {
            let delta = Delta::new(own.date.ordinal(), own.clock.seconds(), own.clock.microsecond.into())
                .and_then(|delta| delta.plus(-1, offset));
            let delta = vm.raised(delta)?;
            timedelta::hash(vm, delta)?
        }
    };
    Ok(vm.new_int(own.hash.keep(hash)))
}
