//! `date`.

use super::arguments::{int, int_or, required_int, text};
use super::calendar::{Date, from_iso_calendar};
use super::clock::Clock;
use super::delta::Delta;
use super::moment::{
    Moment, date_of, delta_of, is_datetime_class, is_own, moment, new_delta, plain_date, shown_class,
};
use super::{iso, iso_calendar, local, pickled, strftime};
use interpreter::{ClassBuilder, Comparison, Return, Vm, comparisons};
use object_model::{Class, Ref, Runtime, Str, Value, hash_bytes};
use text::time_format::{MONTHS, WEEKDAYS};

/// A date of `class`, or of a subclass what its constructor makes of three numbers.
pub(super) fn of_class<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    year: i64,
    month: i64,
    day: i64,
) -> Return<R> {
    if !is_own(class) {
        let arguments = [year, month, day].map(|number| vm.new_int(number));
        return vm.call(class.value(), &arguments);
    }
    let date = vm.raised(Date::new(year, month, day))?;
    let moment = if is_datetime_class(vm, class) {
        Moment::datetime(date, Clock::MIDNIGHT, Value::NONE)
    } else {
        Moment::date(date)
    };
    vm.new_object_of(class, moment)
}

fn of_date<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>, date: Date) -> Return<R> {
    of_class(vm, class, date.year.into(), date.month.into(), date.day.into())
}

/// A plain date, of class `date` itself.
pub(super) fn plain<R: Runtime>(vm: &mut Vm<R>, date: Date) -> Return<R> {
    vm.new_object_of(&class(vm), Moment::date(date))
}

/// The class `date`.
pub(super) fn class<R: Runtime>(vm: &Vm<R>) -> Ref<R, Class<R>> {
    let base = vm.class_of_payload::<Moment<R>>().mro()[1].clone();
    base.downcast().unwrap_or_else(|_| unreachable!("bases are classes"))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    if is_datetime_class(vm, &class) {
        let name = class.shown_name();
        let message = format!("datetime.date.__new__({name}) is not safe, use datetime.datetime.__new__()");
        return Err(vm.type_error(&message));
    }
    let date = match arguments[2].given() {
        None => pickled::date(vm, &arguments[1])?,
        Some(_) => None,
    };
    let date = match date {
        Some(date) => date,
        None => {
            let year = required_int(vm, &arguments[1], "year", 1)?;
            let month = required_int(vm, &arguments[2], "month", 2)?;
            let day = required_int(vm, &arguments[3], "day", 3)?;
            vm.raised(Date::new(year, month, day))?
        }
    };
    vm.new_object_of(&class, Moment::date(date))
}

// ---- constructors --------------------------------------------------------------------------------------------------

fn from_timestamp<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let seconds = crate::length::seconds_below(vm, &arguments[1])?;
    let [year, month, day] = local::reading(vm, seconds, true)?.date;
    of_class(vm, &class, year, month, day)
}

/// As the documentation has it: from the timestamp that `time.time` answers, by whatever the class makes of one.
fn today<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let module = vm.import_module("time")?;
    let now = vm.call_method(&module, "time", &[])?;
    vm.call_method(&arguments[0], "fromtimestamp", &[now])
}

fn from_ordinal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let ordinal = int(vm, &arguments[1])?;
    if ordinal < 1 {
        return Err(vm.value_error("ordinal must be >= 1"));
    }
    match Date::from_ordinal(ordinal) {
        Some(date) => of_date(vm, &class, date),
        None => {
            let (year, month, day) = text::time_format::date_from_days(ordinal - super::calendar::EPOCH);
            of_class(vm, &class, year, month.into(), day.into())
        }
    }
}

/// The text that `fromisoformat` was given.
pub(super) fn iso_text<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Str<R>>> {
    match value.as_ref::<Str<R>>() {
        Some(text) => Ok(text),
        None => Err(vm.type_error("fromisoformat: argument must be str")),
    }
}

/// The `ValueError` of a text that is not of the format.
pub(super) fn invalid_iso<R: Runtime, T>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, T> {
    let shown = vm.repr_string(value)?;
    Err(vm.value_error(&format!("Invalid isoformat string: {shown}")))
}

fn from_iso_format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let text = iso_text(vm, &arguments[1])?.as_str().as_bytes();
    let parts = if matches!(text.len(), 7 | 8 | 10) { iso::date(text) } else { None };
    match parts {
        Some((year, month, day)) => of_class(vm, &class, year, month, day),
        None => invalid_iso(vm, &arguments[1]),
    }
}

fn from_iso_week<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let mut numbers = [0; 3];
    for (number, argument) in numbers.iter_mut().zip(&arguments[1..]) {
        *number = match int(vm, argument) {
            Ok(number) => number,
            Err(raised) if vm.is_raised(&raised, &vm.exceptions().overflow_error.clone()) => {
                return Err(vm.value_error("ISO calendar component out of range"));
            }
            Err(raised) => return Err(raised),
        };
    }
    let [year, week, day] = numbers;
    let (year, month, day) = vm.raised(from_iso_calendar(year, week, day))?;
    of_class(vm, &class, year, month, day)
}

/// `class.strptime(string, format)`, which is done in Python.
pub(super) fn strptime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], function: &str) -> Return<R> {
    text(vm, &arguments[1], "strptime", 1)?;
    text(vm, &arguments[2], "strptime", 2)?;
    let module = vm.import_module("_strptime")?;
    vm.call_method(&module, function, arguments)
}

// ---- arithmetic and comparison -------------------------------------------------------------------------------------

fn shifted<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, date: Date, factor: i64, delta: Delta) -> Return<R> {
    let date = date_of(vm, date.ordinal() + factor * i64::from(delta.days))?;
    let class = vm.class_of(value);
    of_date(vm, &class, date)
}

fn add<R: Runtime>(vm: &mut Vm<R>, date: &Value<R>, delta: &Value<R>) -> Return<R> {
    match (plain_date(date), delta_of(delta)) {
        (Some(own), Some(delta)) => shifted(vm, date, own.date, 1, delta),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn subtract<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>) -> Return<R> {
    let Some(own) = plain_date(left) else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(other) = plain_date(right) {
        let delta = Delta::new(own.date.ordinal() - other.date.ordinal(), 0, 0);
        let delta = vm.raised(delta)?;
        return Ok(new_delta(vm, delta));
    }
    match delta_of(right) {
        Some(delta) => shifted(vm, left, own.date, -1, delta),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    Ok(match plain_date(&arguments[1]) {
        Some(other) => Value::bool(comparison.of(own.date.cmp(&other.date))),
        None => Value::NOT_IMPLEMENTED,
    })
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?;
    let hash = match own.hash.get() {
        Some(hash) => hash,
        None => own.hash.keep(hash_bytes(&pickled::date_to_bytes(own.date))),
    };
    Ok(vm.new_int(hash))
}

fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = moment(vm, &arguments[0])?.date;
    let year = int_or(vm, &arguments[1], own.year)?;
    let month = int_or(vm, &arguments[2], own.month)?;
    let day = int_or(vm, &arguments[3], own.day)?;
    let class = vm.class_of(&arguments[0]);
    of_class(vm, &class, year, month, day)
}

// ---- text ----------------------------------------------------------------------------------------------------------

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Date { year, month, day } = moment(vm, &arguments[0])?.date;
    let class = shown_class(vm, &arguments[0]);
    Ok(vm.new_string(format!("{class}({year}, {month}, {day})")))
}

/// As `isoformat` writes it.
pub(super) fn to_iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// As `ctime` writes it.
pub(super) fn to_ctime(date: Date, clock: Clock) -> String {
    let weekday = WEEKDAYS[date.weekday() as usize];
    let month = MONTHS[(usize::from(date.month) + 11) % 12];
    format!(
        "{} {} {:2} {:02}:{:02}:{:02} {:04}",
        &weekday[..3],
        &month[..3],
        date.day,
        clock.hour,
        clock.minute,
        clock.second,
        date.year
    )
}

/// A `time.struct_time`.
pub(super) fn struct_time<R: Runtime>(
    vm: &mut Vm<R>,
    date: Date,
    clock: Clock,
    daylight_saving: i64,
) -> Return<R> {
    let module = vm.import_module("time")?;
    let numbers = [
        date.year.into(),
        date.month.into(),
        date.day.into(),
        clock.hour.into(),
        clock.minute.into(),
        clock.second.into(),
        date.weekday(),
        date.day_of_year(),
        daylight_saving,
    ];
    let numbers = vm.new_tuple(numbers.map(Value::small_int).to_vec());
    vm.call_method(&module, "struct_time", &[numbers])
}

/// The parts are those that the object's own class names.
fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    text(vm, &arguments[1], "strftime", 1)?;
    let parts = vm.call_method(&arguments[0], "timetuple", &[])?;
    strftime::strftime(vm, &arguments[0], &arguments[1], &parts)
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let state = pickled::date_to_bytes(moment(vm, &arguments[0])?.date);
    pickled::reduce(vm, &arguments[0], state.to_vec(), None, &Value::NONE, 0)
}

/// Makes the class. Its constants come when `datetime`, by which the payload is known, is there too.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) -> Ref<R, Class<R>> {
    ClassBuilder::new::<Moment<R>>(vm, "datetime", "date", None)
        .constructor("__new__(cls, year=None, month=None, day=None)", new)
        .class_method("fromtimestamp(cls, timestamp, /)", from_timestamp)
        .class_method("fromordinal(cls, ordinal, /)", from_ordinal)
        .class_method("fromisoformat(cls, object, /)", from_iso_format)
        .class_method("fromisocalendar(cls, year, week, day)", from_iso_week)
        .class_method("strptime(cls, string, format, /)", |vm, arguments| {
            strptime(vm, arguments, "_strptime_datetime_date")
        })
        .class_method("today(cls, /)", today)
        .methods(&comparisons!(compare))
        .methods(&[
            ("__hash__(self, /)", hash),
            ("__add__(self, value, /)", |vm, a| add(vm, &a[0], &a[1])),
            ("__radd__(self, value, /)", |vm, a| add(vm, &a[0], &a[1])),
            ("__sub__(self, value, /)", |vm, a| subtract(vm, &a[0], &a[1])),
            ("__rsub__(self, value, /)", |vm, a| subtract(vm, &a[1], &a[0])),
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", |vm, arguments| vm.call_method(&arguments[0], "isoformat", &[])),
            ("__format__(self, format, /)", strftime::format),
            ("strftime(self, format)", format),
            ("isoformat(self, /)", |vm, arguments| {
                let text = to_iso(moment(vm, &arguments[0])?.date);
                Ok(vm.new_string(text))
            }),
            ("ctime(self, /)", |vm, arguments| {
                let text = to_ctime(moment(vm, &arguments[0])?.date, Clock::MIDNIGHT);
                Ok(vm.new_string(text))
            }),
            ("timetuple(self, /)", |vm, arguments| {
                let date = moment(vm, &arguments[0])?.date;
                struct_time(vm, date, Clock::MIDNIGHT, -1)
            }),
            ("isocalendar(self, /)", |vm, arguments| {
                let date = moment(vm, &arguments[0])?.date;
                iso_calendar::of(vm, date)
            }),
            ("isoweekday(self, /)", |vm, arguments| {
                Ok(Value::small_int(moment(vm, &arguments[0])?.date.weekday() + 1))
            }),
            ("weekday(self, /)", |vm, arguments| {
                Ok(Value::small_int(moment(vm, &arguments[0])?.date.weekday()))
            }),
            ("toordinal(self, /)", |vm, arguments| {
                Ok(Value::small_int(moment(vm, &arguments[0])?.date.ordinal()))
            }),
            ("replace(self, /, year=None, month=None, day=None)", replace),
            ("__replace__(self, /, year=None, month=None, day=None)", replace),
            ("__reduce__(self, /)", reduce),
        ])
        .getter("year", |vm, value| Ok(Value::small_int(moment(vm, value)?.date.year.into())))
        .getter("month", |vm, value| Ok(Value::small_int(moment(vm, value)?.date.month.into())))
        .getter("day", |vm, value| Ok(Value::small_int(moment(vm, value)?.date.day.into())))
        .finish()
}
