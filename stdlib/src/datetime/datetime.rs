//! `datetime`: making and showing. What is done with two of them is in `interval`.

use super::arguments::{self, int_or, required_int};
use super::calendar::{Date, days_in_month};
use super::clock::Clock;
use super::date::{invalid_iso, iso_text, plain as plain_date, strptime, struct_time, to_ctime, to_iso};
use super::delta::Delta;
use super::moment::{Moment, TimeOfDay, delta_of, is_own, moment, new_delta, shown_class};
use super::time::{plain as plain_time, precision, shown_clock, zone_of_iso};
use super::{interval, iso, local, pickled, zone};
use interpreter::{ClassBuilder, Return, Vm, comparisons};
use object_model::{Class, Ref, Runtime, Str, Value};

/// A datetime of `class`, or of a subclass what its constructor makes of the numbers.
pub(super) fn of_class<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    date: [i64; 3],
    time: [i64; 4],
    zone: Value<R>,
    fold: i64,
) -> Return<R> {
    if is_own(class) {
        let [year, month, day] = date;
        let [hour, minute, second, microsecond] = time;
        let date = vm.raised(Date::new(year, month, day))?;
        let clock = vm.raised(Clock::new(hour, minute, second, microsecond, fold))?;
        zone::check(vm, &zone)?;
        return vm.new_object_of(class, Moment::datetime(date, clock, zone));
    }
    let mut arguments: Vec<Value<R>> = date.iter().chain(&time).map(|&number| vm.new_int(number)).collect();
    arguments.push(zone);
    arguments::call_with_fold(vm, class, arguments, fold)
}

/// As [`of_class`], of a date and a time that are known to be ones.
fn of_parts<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    date: Date,
    clock: Clock,
    zone: Value<R>,
) -> Return<R> {
    if is_own(class) {
        return vm.new_object_of(class, Moment::datetime(date, clock, zone));
    }
    let date = [date.year.into(), date.month.into(), date.day.into()];
    let time = [clock.hour.into(), clock.minute.into(), clock.second.into(), clock.microsecond.into()];
    of_class(vm, class, date, time, zone, clock.fold.into())
}

/// `value + factor * delta`, of the value's class and zone.
pub(super) fn shifted<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, factor: i64, delta: Delta) -> Return<R> {
    let own = moment(vm, value)?;
    let (date, clock) = own.shifted(vm, factor, delta)?;
    let class = vm.class_of(value);
    of_parts(vm, &class, date, clock, own.zone.clone())
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    if arguments[3].is_unbound()
        && let Some((date, clock)) = pickled::datetime(vm, &arguments[1])?
    {
        let zone = pickled::zone(vm, &arguments[2])?;
        return vm.new_object_of(&class, Moment::datetime(date, clock, zone));
    }
    let year = required_int(vm, &arguments[1], "year", 1)?;
    let month = required_int(vm, &arguments[2], "month", 2)?;
    let day = required_int(vm, &arguments[3], "day", 3)?;
    let mut time = [0; 4];
    for (number, argument) in time.iter_mut().zip(&arguments[4..]) {
        *number = int_or(vm, argument, 0)?;
    }
    let zone = arguments[8].given().cloned().unwrap_or(Value::NONE);
    let fold = int_or(vm, &arguments[9], 0)?;
    let date = vm.raised(Date::new(year, month, day))?;
    let [hour, minute, second, microsecond] = time;
    let clock = vm.raised(Clock::new(hour, minute, second, microsecond, fold))?;
    zone::check(vm, &zone)?;
    vm.new_object_of(&class, Moment::datetime(date, clock, zone))
}

// ---- constructors --------------------------------------------------------------------------------------------------

/// The datetime of a moment: what the clock of the zone shows, or without one the clock here, or in Greenwich.
fn of_moment<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Value<R>,
    (seconds, microseconds): (i64, i64),
    zone: &Value<R>,
    here: bool,
) -> Return<R> {
    let class = vm.class_argument(class)?;
    let here = here && zone.is_none();
    let reading = local::reading(vm, seconds, here)?;
    let fold = here && local::is_fold(vm, seconds, &reading)?;
    let [hour, minute, second] = reading.time;
    let time = [hour, minute, second, microseconds];
    let made = of_class(vm, &class, reading.date, time, zone.clone(), fold.into())?;
    if zone.is_none() { Ok(made) } else { vm.call_method(zone, "fromutc", &[made]) }
}

fn now<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let zone = &arguments[1].given().cloned().unwrap_or(Value::NONE);
    zone::check(vm, zone)?;
    of_moment(vm, &arguments[0], local::now(), zone, true)
}

fn from_timestamp<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let zone = &arguments[2].given().cloned().unwrap_or(Value::NONE);
    zone::check(vm, zone)?;
    let moment = local::seconds_and_microseconds(vm, &arguments[1])?;
    of_moment(vm, &arguments[0], moment, zone, true)
}

/// Warns of what is deprecated.
fn deprecated<R: Runtime>(vm: &mut Vm<R>, name: &str, instead: &str) -> Return<R, ()> {
    let message = vm.new_string(format!(
        "datetime.datetime.{name}() is deprecated and scheduled for removal in a future version. \
         Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.{instead}."
    ));
    let category = vm.exceptions().deprecation_warning.value().clone();
    let warnings = vm.import_module("warnings")?;
    vm.call_method(&warnings, "warn", &[message, category]).map(drop)
}

fn utc_now<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    deprecated(vm, "utcnow", "now(datetime.UTC)")?;
    of_moment(vm, &arguments[0], local::now(), &Value::NONE, false)
}

fn from_utc_timestamp<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    deprecated(vm, "utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)")?;
    let moment = local::seconds_and_microseconds(vm, &arguments[1])?;
    of_moment(vm, &arguments[0], moment, &Value::NONE, false)
}

fn combine<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let Some(date) = arguments[1].as_ref::<Moment<R>>() else {
        return Err(arguments::wrong(vm, &arguments[1], "combine", 1, "datetime.date"));
    };
    let Some(time) = arguments[2].as_ref::<TimeOfDay<R>>() else {
        return Err(arguments::wrong(vm, &arguments[2], "combine", 2, "datetime.time"));
    };
    let zone = arguments[3].given().unwrap_or(&time.zone).clone();
    let (date, clock) = (date.date, time.clock);
    let date = [date.year.into(), date.month.into(), date.day.into()];
    let time = [clock.hour.into(), clock.minute.into(), clock.second.into(), clock.microsecond.into()];
    of_class(vm, &class, date, time, zone, clock.fold.into())
}

fn from_iso_format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let text = iso_text(vm, &arguments[1])?;
    let Some(([year, month, day], time, offset)) = parts_of_iso(text) else {
        return invalid_iso(vm, &arguments[1]);
    };
    let zone = zone_of_iso(vm, offset)?;
    let (mut date, mut time) = ([year, month, day], time);
    if time[0] == 24 && (1..=12).contains(&month) && day <= days_in_month(year, month) {
        if time[1..] != [0; 3] {
            return Err(vm.value_error(iso::NO_MIDNIGHT));
        }
        // The midnight at the end of a day is that of the next.
        time[0] = 0;
        date = match (day == days_in_month(year, month), month) {
            (false, _) => [year, month, day + 1],
            (true, 12) => [year + 1, 1, 1],
            (true, _) => [year, month + 1, 1],
        };
    }
    of_class(vm, &class, date, time, zone, 0)
}

type PartsOfIso = ([i64; 3], iso::Time, Option<(i64, i64)>);

/// A date, and a time if any character and one follow.
fn parts_of_iso<R: Runtime>(text: &Ref<R, Str<R>>) -> Option<PartsOfIso> {
    if text.characters() < 7 {
        return None;
    }
    let text = text.as_str();
    let end = iso::separator(text.as_bytes())?;
    let (year, month, day) = iso::date(&text.as_bytes()[..end.min(text.len())])?;
    // A date is ASCII, so there is a boundary of characters after it.
    let mut rest = text.get(end..).unwrap_or_default().chars();
    let (time, offset) = match rest.next() {
        None => ([0; 4], None),
        Some(_) => iso::time(rest.as_str().as_bytes())?,
    };
    Some(([year, month, day], time, offset))
}

// ---- other forms of it ---------------------------------------------------------------------------------------------

fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    let (date, clock) = (own.date, own.clock);
    let year = int_or(vm, &arguments[1], date.year)?;
    let month = int_or(vm, &arguments[2], date.month)?;
    let day = int_or(vm, &arguments[3], date.day)?;
    let hour = int_or(vm, &arguments[4], clock.hour)?;
    let minute = int_or(vm, &arguments[5], clock.minute)?;
    let second = int_or(vm, &arguments[6], clock.second)?;
    let microsecond = int_or(vm, &arguments[7], clock.microsecond)?;
    let zone = arguments[8].given().unwrap_or(&own.zone).clone();
    let fold = int_or(vm, &arguments[9], clock.fold)?;
    let class = vm.class_of(&arguments[0]);
    of_class(vm, &class, [year, month, day], [hour, minute, second, microsecond], zone, fold)
}

fn as_timezone<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    let zone = arguments[1].given().unwrap_or(&Value::NONE).clone();
    zone::check(vm, &zone)?;
    if own.zone.is(&zone) && !zone.is_none() {
        return Ok(arguments[0].clone());
    }
    let offset = match zone::utcoffset(vm, &own.zone, &arguments[0])? {
        Some(offset) => offset,
        // Naive: it is of the system's zone.
        None => {
            let here = local::zone_of(vm, own.date, own.clock)?;
            if here.is(&zone) {
                return Ok(arguments[0].clone());
            }
            zone::utcoffset(vm, &here, &arguments[0])?.unwrap_or(Delta::ZERO)
        }
    };
    let (date, clock) = own.shifted(vm, -1, offset)?;
    let zone = if zone.is_none() {
        let in_greenwich = Moment::<R>::datetime(date, clock, Value::NONE).seconds();
        local::zone_at(vm, in_greenwich)?
    } else {
        zone
    };
    let class = vm.class_of(&arguments[0]);
    let in_greenwich = of_parts(vm, &class, date, clock, zone.clone())?;
    vm.call_method(&zone, "fromutc", &[in_greenwich])
}

fn timestamp<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    if own.zone.is_none() {
        let moment = local::moment_of(vm, own.seconds(), own.clock.fold)?;
        return Ok(Value::float(moment as f64 + f64::from(own.clock.microsecond) / 1e6));
    }
    let Some(offset) = zone::utcoffset(vm, &own.zone, &arguments[0])? else {
        return Err(vm.type_error(interval::MIXED));
    };
    let delta =
        Delta::new(0, own.seconds(), own.clock.microsecond.into()).and_then(|delta| delta.plus(-1, offset));
    let delta = vm.raised(delta)?;
    super::timedelta::total_seconds(vm, delta)
}

fn time_tuple<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    let saved = delta_of(&zone::ask(vm, &own.zone, "dst", &arguments[0])?);
    let daylight_saving = saved.map_or(-1, |saved| i64::from(saved != Delta::ZERO));
    struct_time(vm, own.date, own.clock, daylight_saving)
}

fn utc_time_tuple<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    let (date, clock) = match zone::utcoffset(vm, &own.zone, &arguments[0])? {
        Some(offset) => own.shifted(vm, -1, offset)?,
        None => (own.date, own.clock),
    };
    struct_time(vm, date, clock, 0)
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, protocol: i64) -> Return<R> {
    let own = moment(vm, value)?;
    let state = pickled::datetime_to_bytes(own.date, own.clock).to_vec();
    pickled::reduce(vm, value, state, own.clock.fold.then_some(2), &own.zone, protocol)
}

// ---- text ----------------------------------------------------------------------------------------------------------

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    let Date { year, month, day } = own.date;
    let class = shown_class(vm, &arguments[0]);
    let mut shown = format!("{class}({year}, {month}, {day}, {}", shown_clock(own.clock));
    if own.clock.fold {
        shown.push_str(", fold=1");
    }
    if !own.zone.is_none() {
        shown.push_str(", tzinfo=");
        shown.push_str(&vm.repr_string(&own.zone)?);
    }
    shown.push(')');
    Ok(vm.new_string(shown))
}

fn iso_format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    let separator = match arguments[1].given() {
        None => "T",
        Some(value) => match value.as_ref::<Str<R>>().filter(|text| text.characters() == 1) {
            Some(text) => text.as_str(),
            None => return Err(arguments::wrong(vm, value, "isoformat", 1, "a unicode character")),
        },
    };
    let precision = precision(vm, &arguments[2], 2)?;
    let mut text = format!("{}{separator}{}", to_iso(own.date), own.clock.to_iso(precision));
    if let Some(offset) = zone::utcoffset(vm, &own.zone, &arguments[0])? {
        text.push_str(&offset.to_offset(":"));
    }
    Ok(vm.new_string(text))
}

/// Makes the class, and the constants of its base.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, base: &Ref<R, Class<R>>) -> Return<R, ()> {
    let required = "year=None, month=None, day=None";
    let parameters = format!("{required}, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0");
    let class = ClassBuilder::new::<Moment<R>>(vm, "datetime", "datetime", Some(base))
        .constructor(&format!("__new__(cls, {parameters})"), new)
        .class_method("now(cls, /, tz=None)", now)
        .class_method("utcnow(cls, /)", utc_now)
        .class_method("fromtimestamp(cls, timestamp, tz=None)", from_timestamp)
        .class_method("utcfromtimestamp(cls, timestamp, /)", from_utc_timestamp)
        .class_method("strptime(cls, string, format, /)", |vm, arguments| {
            strptime(vm, arguments, "_strptime_datetime_datetime")
        })
        .class_method("combine(cls, date, time, tzinfo=None)", combine)
        .class_method("fromisoformat(cls, object, /)", from_iso_format)
        .methods(&comparisons!(interval::compare))
        .methods(&[
            ("__hash__(self, /)", interval::hash),
            ("__add__(self, value, /)", |vm, a| interval::add(vm, &a[0], &a[1])),
            ("__radd__(self, value, /)", |vm, a| interval::add(vm, &a[0], &a[1])),
            ("__sub__(self, value, /)", |vm, a| interval::subtract(vm, &a[0], &a[1])),
            ("__rsub__(self, value, /)", |vm, a| interval::subtract(vm, &a[1], &a[0])),
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", |vm, arguments| {
                let space = vm.new_str(" ");
                vm.call_method(&arguments[0], "isoformat", &[space])
            }),
            ("isoformat(self, sep='T', timespec='auto')", iso_format),
            ("ctime(self, /)", |vm, arguments| {
                let own = moment(vm, &arguments[0])?;
                Ok(vm.new_string(to_ctime(own.date, own.clock)))
            }),
            ("date(self, /)", |vm, arguments| {
                let date = moment(vm, &arguments[0])?.date;
                plain_date(vm, date)
            }),
            ("time(self, /)", |vm, arguments| {
                let clock = moment(vm, &arguments[0])?.clock;
                Ok(plain_time(vm, clock, Value::NONE))
            }),
            ("timetz(self, /)", |vm, arguments| {
                let own = moment(vm, &arguments[0])?;
                Ok(plain_time(vm, own.clock, own.zone.clone()))
            }),
            ("utcoffset(self, /)", |vm, arguments| {
                let own = moment(vm, &arguments[0])?;
                zone::ask(vm, &own.zone, "utcoffset", &arguments[0])
            }),
            ("dst(self, /)", |vm, arguments| {
                let own = moment(vm, &arguments[0])?;
                zone::ask(vm, &own.zone, "dst", &arguments[0])
            }),
            ("tzname(self, /)", |vm, arguments| {
                let own = moment(vm, &arguments[0])?;
                zone::tzname(vm, &own.zone, &arguments[0])
            }),
            ("timetuple(self, /)", time_tuple),
            ("utctimetuple(self, /)", utc_time_tuple),
            ("timestamp(self, /)", timestamp),
            ("astimezone(self, tz=None)", as_timezone),
            (&format!("replace(self, /, {parameters})"), replace),
            (&format!("__replace__(self, /, {parameters})"), replace),
            ("__reduce__(self, /)", |vm, arguments| reduce(vm, &arguments[0], 2)),
            ("__reduce_ex__(self, protocol, /)", |vm, arguments| {
                let protocol = arguments::int(vm, &arguments[1])?;
                reduce(vm, &arguments[0], protocol)
            }),
        ])
        .getter("hour", |vm, value| Ok(Value::small_int(moment(vm, value)?.clock.hour.into())))
        .getter("minute", |vm, value| Ok(Value::small_int(moment(vm, value)?.clock.minute.into())))
        .getter("second", |vm, value| Ok(Value::small_int(moment(vm, value)?.clock.second.into())))
        .getter("microsecond", |vm, value| Ok(Value::small_int(moment(vm, value)?.clock.microsecond.into())))
        .getter("tzinfo", |vm, value| Ok(moment(vm, value)?.zone.clone()))
        .getter("fold", |vm, value| Ok(Value::small_int(moment(vm, value)?.clock.fold.into())))
        .finish();
    let (first, last) = (plain_date(vm, Date::MIN)?, plain_date(vm, Date::MAX)?);
    let day = new_delta(vm, Delta::DAY);
    ClassBuilder::extend(vm, base)
        .attribute("min", first)
        .attribute("max", last)
        .attribute("resolution", day)
        .finish();
    let first = vm.new_object(Moment::datetime(Date::MIN, Clock::MIDNIGHT, Value::NONE));
    let last = vm.new_object(Moment::datetime(Date::MAX, Clock::MAX, Value::NONE));
    let resolution = new_delta(vm, Delta::RESOLUTION);
    ClassBuilder::extend(vm, &class)
        .attribute("min", first)
        .attribute("max", last)
        .attribute("resolution", resolution)
        .finish();
    Ok(())
}
