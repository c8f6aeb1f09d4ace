//! `time`.

use super::arguments::{self, int_or, text};
use super::clock::{Clock, Precision};
use super::date::{invalid_iso, iso_text, strptime};
use super::delta::Delta;
use super::moment::Hash;
use super::moment::{TimeOfDay, is_own, shown_class};
use super::{iso, pickled, strftime, timedelta, zone};
use interpreter::{ClassBuilder, Comparison, Return, Vm, comparisons};
use object_model::{Class, Ref, Runtime, Value, hash_bytes};

impl<R: Runtime> TimeOfDay<R> {
    fn new(clock: Clock, zone: Value<R>) -> Self {
        TimeOfDay { clock, zone, hash: Hash::default() }
    }
}

/// A plain time, of class `time` itself.
pub(super) fn plain<R: Runtime>(vm: &Vm<R>, clock: Clock, zone: Value<R>) -> Value<R> {
    vm.new_object(TimeOfDay::new(clock, zone))
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, TimeOfDay<R>>> {
    match value.as_ref::<TimeOfDay<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a time is needed")),
    }
}

/// A time of `class`, or of a subclass what its constructor makes of the numbers.
fn of_class<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    numbers: [i64; 4],
    zone: Value<R>,
    fold: i64,
) -> Return<R> {
    if is_own(class) {
        let [hour, minute, second, microsecond] = numbers;
        let clock = vm.raised(Clock::new(hour, minute, second, microsecond, fold))?;
        zone::check(vm, &zone)?;
        return vm.new_object_of(class, TimeOfDay::new(clock, zone));
    }
    let mut arguments = numbers.map(|number| vm.new_int(number)).to_vec();
    arguments.push(zone);
    arguments::call_with_fold(vm, class, arguments, fold)
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    if arguments[3].is_unbound()
        && let Some(clock) = pickled::time(vm, &arguments[1])?
    {
        let zone = pickled::zone(vm, &arguments[2])?;
        return vm.new_object_of(&class, TimeOfDay::new(clock, zone));
    }
    let mut numbers = [0; 4];
    for (number, argument) in numbers.iter_mut().zip(&arguments[1..]) {
        *number = int_or(vm, argument, 0)?;
    }
    let fold = int_or(vm, &arguments[6], 0)?;
    let [hour, minute, second, microsecond] = numbers;
    let clock = vm.raised(Clock::new(hour, minute, second, microsecond, fold))?;
    let zone = arguments[5].given().cloned().unwrap_or(Value::NONE);
    zone::check(vm, &zone)?;
    vm.new_object_of(&class, TimeOfDay::new(clock, zone))
}

fn from_iso_format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let text = iso_text(vm, &arguments[1])?.as_str();
    let text = text.strip_prefix('T').unwrap_or(text);
    let Some((mut numbers, offset)) = iso::time(text.as_bytes()) else {
        return invalid_iso(vm, &arguments[1]);
    };
    if numbers[0] == 24 {
        if numbers[1..] != [0; 3] {
            return Err(vm.value_error(iso::NO_MIDNIGHT));
        }
        numbers[0] = 0;
    }
    let zone = zone_of_iso(vm, offset)?;
    of_class(vm, &class, numbers, zone, 0)
}

/// The zone that a text named, or None.
pub(super) fn zone_of_iso<R: Runtime>(vm: &mut Vm<R>, offset: Option<(i64, i64)>) -> Return<R> {
    match offset {
        Some((seconds, microseconds)) => zone::fixed(vm, seconds, microseconds),
        None => Ok(Value::NONE),
    }
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let Some(other) = arguments[1].as_ref::<TimeOfDay<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    if own.zone.is(&other.zone) {
        return Ok(Value::bool(comparison.of(own.clock.key().cmp(&other.clock.key()))));
    }
    let left = zone::utcoffset(vm, &own.zone, &Value::NONE)?;
    let right = zone::utcoffset(vm, &other.zone, &Value::NONE)?;
    if left == right {
        return Ok(Value::bool(comparison.of(own.clock.key().cmp(&other.clock.key()))));
    }
    match (left, right, comparison) {
        (Some(left), Some(right), _) => {
            let left = (seconds_in_greenwich(own.clock, left), own.clock.microsecond);
            let right = (seconds_in_greenwich(other.clock, right), other.clock.microsecond);
            Ok(Value::bool(comparison.of(left.cmp(&right))))
        }
        (_, _, Comparison::Eq) => Ok(Value::FALSE),
        (_, _, Comparison::Ne) => Ok(Value::TRUE),
        _ => Err(vm.type_error("can't compare offset-naive and offset-aware times")),
    }
}

/// As CPython compares: the microseconds of the offset are not looked at.
fn seconds_in_greenwich(clock: Clock, offset: Delta) -> i64 {
    clock.seconds() - i64::from(offset.days) * super::delta::SECONDS_PER_DAY - i64::from(offset.seconds)
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    if let Some(hash) = own.hash.get() {
        return Ok(vm.new_int(hash));
    }
    let hash = match zone::utcoffset(vm, &own.zone, &Value::NONE)? {
        None => hash_bytes(&own.clock.to_bytes()),
        Some(offset) => {
            let delta = Delta::new(0, own.clock.seconds(), own.clock.microsecond.into())
                .and_then(|delta| delta.plus(-1, offset));
            let delta = vm.raised(delta)?;
            timedelta::hash(vm, delta)?
        }
    };
    Ok(vm.new_int(own.hash.keep(hash)))
}

fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let clock = own.clock;
    let hour = int_or(vm, &arguments[1], clock.hour)?;
    let minute = int_or(vm, &arguments[2], clock.minute)?;
    let second = int_or(vm, &arguments[3], clock.second)?;
    let microsecond = int_or(vm, &arguments[4], clock.microsecond)?;
    let zone = arguments[5].given().unwrap_or(&own.zone).clone();
    let fold = int_or(vm, &arguments[6], clock.fold)?;
    let class = vm.class_of(&arguments[0]);
    of_class(vm, &class, [hour, minute, second, microsecond], zone, fold)
}

/// Hour and minute, and what of the rest there is, as a repr shows them.
pub(super) fn shown_clock(clock: Clock) -> String {
    let Clock { hour, minute, second, microsecond, .. } = clock;
    match (second, microsecond) {
        (0, 0) => format!("{hour}, {minute}"),
        (_, 0) => format!("{hour}, {minute}, {second}"),
        _ => format!("{hour}, {minute}, {second}, {microsecond}"),
    }
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let mut shown = format!("{}({}", shown_class(vm, &arguments[0]), shown_clock(own.clock));
    if !own.zone.is_none() {
        shown.push_str(", tzinfo=");
        shown.push_str(&vm.repr_string(&own.zone)?);
    }
    if own.clock.fold {
        shown.push_str(", fold=1");
    }
    shown.push(')');
    Ok(vm.new_string(shown))
}

/// The precision of an argument, which may be missing.
pub(super) fn precision<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    position: usize,
) -> Return<R, Precision> {
    match value.given() {
        Some(value) => {
            let text = text(vm, value, "isoformat", position)?;
            vm.raised(Precision::parse(text.as_str()))
        }
        None => Ok(Precision::Auto),
    }
}

fn iso_format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let mut text = own.clock.to_iso(precision(vm, &arguments[1], 1)?);
    if let Some(offset) = zone::utcoffset(vm, &own.zone, &Value::NONE)? {
        text.push_str(&offset.to_offset(":"));
    }
    Ok(vm.new_string(text))
}

/// The parts are of a day in 1900, for a time has none.
fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    text(vm, &arguments[1], "strftime", 1)?;
    let Clock { hour, minute, second, .. } = own(vm, &arguments[0])?.clock;
    let parts = [1900, 1, 1, hour.into(), minute.into(), second.into(), 0, 1, -1];
    let parts = vm.new_tuple(parts.map(Value::small_int).to_vec());
    strftime::strftime(vm, &arguments[0], &arguments[1], &parts)
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, protocol: i64) -> Return<R> {
    let own = own(vm, value)?;
    let fold = own.clock.fold.then_some(0);
    pickled::reduce(vm, value, own.clock.to_bytes().to_vec(), fold, &own.zone, protocol)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let parameters = "hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0";
    let class = ClassBuilder::new::<TimeOfDay<R>>(vm, "datetime", "time", None)
        .constructor(&format!("__new__(cls, {parameters})"), new)
        .class_method("fromisoformat(cls, object, /)", from_iso_format)
        .class_method("strptime(cls, string, format, /)", |vm, arguments| {
            strptime(vm, arguments, "_strptime_datetime_time")
        })
        .methods(&comparisons!(compare))
        .methods(&[
            ("__hash__(self, /)", hash),
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", |vm, arguments| vm.call_method(&arguments[0], "isoformat", &[])),
            ("__format__(self, format, /)", strftime::format),
            ("strftime(self, format)", format),
            ("isoformat(self, timespec='auto')", iso_format),
            ("utcoffset(self, /)", |vm, arguments| {
                let own = own(vm, &arguments[0])?;
                zone::ask(vm, &own.zone, "utcoffset", &Value::NONE)
            }),
            ("dst(self, /)", |vm, arguments| {
                let own = own(vm, &arguments[0])?;
                zone::ask(vm, &own.zone, "dst", &Value::NONE)
            }),
            ("tzname(self, /)", |vm, arguments| {
                let own = own(vm, &arguments[0])?;
                zone::tzname(vm, &own.zone, &Value::NONE)
            }),
            (&format!("replace(self, /, {parameters})"), replace),
            (&format!("__replace__(self, /, {parameters})"), replace),
            ("__reduce__(self, /)", |vm, arguments| reduce(vm, &arguments[0], 2)),
            ("__reduce_ex__(self, protocol, /)", |vm, arguments| {
                let protocol = arguments::int(vm, &arguments[1])?;
                reduce(vm, &arguments[0], protocol)
            }),
        ])
        .getter("hour", |vm, value| Ok(Value::small_int(own(vm, value)?.clock.hour.into())))
        .getter("minute", |vm, value| Ok(Value::small_int(own(vm, value)?.clock.minute.into())))
        .getter("second", |vm, value| Ok(Value::small_int(own(vm, value)?.clock.second.into())))
        .getter("microsecond", |vm, value| Ok(Value::small_int(own(vm, value)?.clock.microsecond.into())))
        .getter("tzinfo", |vm, value| Ok(own(vm, value)?.zone.clone()))
        .getter("fold", |vm, value| Ok(Value::small_int(own(vm, value)?.clock.fold.into())))
        .finish();
    let resolution = super::moment::new_delta(vm, Delta::RESOLUTION);
    let (min, max) = (plain(vm, Clock::MIDNIGHT, Value::NONE), plain(vm, Clock::MAX, Value::NONE));
    ClassBuilder::extend(vm, &class)
        .attribute("min", min)
        .attribute("max", max)
        .attribute("resolution", resolution)
        .finish();
}
