//! `time`: clocks, sleeping, calendars.

use crate::length::{SECOND, deadline, length, seconds_below, timespec};
use crate::parking::sleep_until;
use crate::struct_sequence;
use interpreter::{Raised, Return, Vm};
use object_model::{Class, Ref, Runtime, Value};
use text::time_format::Calendar;

fn nanoseconds(clock: libc::clockid_t) -> i64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is valid for writes.
    unsafe { libc::clock_gettime(clock, &mut time) };
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

fn resolution(clock: libc::clockid_t) -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is valid for writes.
    unsafe { libc::clock_getres(clock, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

macro_rules! clocks {
    ($($seconds:ident $nanoseconds:ident $clock:ident,)*) => {
        $(
            fn $seconds<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
                Ok(Value::float(nanoseconds(libc::$clock) as f64 / 1e9))
            }
            fn $nanoseconds<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
                Ok(vm.new_int(nanoseconds(libc::$clock)))
            }
        )*
    };
}

clocks! {
    time time_ns CLOCK_REALTIME,
    monotonic monotonic_ns CLOCK_MONOTONIC,
    process_time process_time_ns CLOCK_PROCESS_CPUTIME_ID,
    thread_time thread_time_ns CLOCK_THREAD_CPUTIME_ID,
}

fn sleep<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.audit("time.sleep", |_| [arguments[0].clone()])?;
    let seconds = length(vm, &arguments[0])?;
    if seconds < 0.0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    let Some(deadline) = deadline(seconds) else {
        return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
    };
    sleep_until(vm, deadline)?;
    Ok(Value::NONE)
}

fn clock_info<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.expect_str(&arguments[0], "get_clock_info() argument 1 must be str")?;
    let (clock, call, adjustable) = match name {
        "time" => (libc::CLOCK_REALTIME, "CLOCK_REALTIME", true),
        "monotonic" | "perf_counter" => (libc::CLOCK_MONOTONIC, "CLOCK_MONOTONIC", false),
        "process_time" => (libc::CLOCK_PROCESS_CPUTIME_ID, "CLOCK_PROCESS_CPUTIME_ID", false),
        "thread_time" => (libc::CLOCK_THREAD_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID", false),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let types = vm.import_module("types")?;
    let class = vm.get_attr_str(&types, "SimpleNamespace")?;
    let implementation = vm.new_string(format!("clock_gettime({call})"));
    let values =
        [implementation, Value::bool(!adjustable), Value::bool(adjustable), Value::float(resolution(clock))];
    let names = vm.keyword_names(&["implementation", "monotonic", "adjustable", "resolution"]);
    vm.call_with(&class, &values, &names)
}

const FIELDS: [&str; 9] =
    ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"];

fn class_of<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Ref<R, Class<R>>> {
    let module = vm.import_module("time")?;
    let class = vm.get_attr_str(&module, "struct_time")?;
    class.downcast().map_err(|_| vm.type_error("time.struct_time is no class"))
}

fn to_struct<R: Runtime>(vm: &mut Vm<R>, calendar: &Calendar, is_dst: i32) -> Return<R> {
    let class = class_of(vm)?;
    let numbers = [
        calendar.year,
        calendar.month.into(),
        calendar.day.into(),
        calendar.hour.into(),
        calendar.minute.into(),
        calendar.second.into(),
        calendar.weekday.into(),
        calendar.day_of_year.into(),
        is_dst.into(),
    ];
    let items = numbers.map(|number| vm.new_int(number)).to_vec();
    let zone = vm.new_str(&calendar.zone);
    let offset = vm.new_int(calendar.offset.unwrap_or_default().into());
    struct_sequence::make(vm, &class, items, vec![("tm_zone", zone), ("tm_gmtoff", offset)])
}

/// The whole seconds of an argument that may be missing.
fn seconds<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i64> {
    let Some(value) = value.some() else {
        return Ok(nanoseconds(libc::CLOCK_REALTIME).div_euclid(SECOND));
    };
    seconds_below(vm, value)
}

/// Of a time whose year is no `int` of C.
fn too_large<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.os_error(libc::EOVERFLOW, None)
}

fn local<R: Runtime>(vm: &mut Vm<R>, seconds: i64) -> Return<R, (Calendar, i32)> {
    // SAFETY: all-zero is a valid `tm`.
    let mut parts: libc::tm = unsafe { std::mem::zeroed() };
    // SAFETY: both pointers are valid.
    let answer = unsafe { libc::localtime_r(&seconds, &mut parts) };
    if answer.is_null() {
        return Err(too_large(vm));
    }
    let zone = if parts.tm_zone.is_null() {
        String::new()
    } else {
        // SAFETY: the C library's names end with a zero byte and stay.
        unsafe { std::ffi::CStr::from_ptr(parts.tm_zone) }.to_string_lossy().into_owned()
    };
    match Calendar::from_seconds(seconds, parts.tm_gmtoff as i32, &zone) {
        Ok(calendar) => Ok((calendar, parts.tm_isdst)),
        Err(_) => Err(too_large(vm)),
    }
}

fn localtime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let seconds = seconds(vm, &arguments[0])?;
    let (calendar, is_dst) = local(vm, seconds)?;
    to_struct(vm, &calendar, is_dst)
}

fn gmtime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let seconds = seconds(vm, &arguments[0])?;
    match Calendar::from_seconds(seconds, 0, "GMT") {
        Ok(calendar) => to_struct(vm, &calendar, 0),
        Err(_) => Err(too_large(vm)),
    }
}

/// A calendar from nine numbers; now, if there are none.
fn calendar<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Calendar> {
    let Some(value) = value.some() else {
        let seconds = seconds(vm, &Value::NONE)?;
        return Ok(local(vm, seconds)?.0);
    };
    let Some(items) = vm.as_tuple(value).map(<[Value<R>]>::to_vec) else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    if items.len() != 9 {
        return Err(vm.type_error("time tuple must have exactly 9 elements"));
    }
    let mut numbers = [0i64; 9];
    for (number, item) in numbers.iter_mut().zip(&items) {
        *number = vm.c_int(item)?.into();
    }
    let zone = vm
        .find_attr_str(value, "tm_zone")
        .ok()
        .flatten()
        .and_then(|zone| vm.as_str(&zone).map(str::to_owned));
    let offset = vm.find_attr_str(value, "tm_gmtoff").ok().flatten().and_then(|offset| vm.as_i64(&offset));
    let [year, month, day, hour, minute, second, weekday, day_of_year, is_dst] = numbers;
    if year < i64::from(i32::MIN) + 1900 {
        return Err(vm.overflow_error("year out of range"));
    }
    let checks = [
        (month, 0, 12, "month out of range"),
        (day, 0, 31, "day of month out of range"),
        (hour, 0, 23, "hour out of range"),
        (minute, 0, 59, "minute out of range"),
        (second, 0, 61, "seconds out of range"),
        (weekday, -1, i64::MAX, "day of week out of range"),
        (day_of_year, 0, 366, "day of year out of range"),
    ];
    for (number, least, most, message) in checks {
        if number < least || number > most {
            return Err(vm.value_error(message));
        }
    }
    Ok(Calendar {
        year,
        month: month.max(1) as u32,
        day: day.max(1) as u32,
        hour: hour as u32,
        minute: minute as u32,
        second: second as u32,
        weekday: weekday.rem_euclid(7) as u32,
        day_of_year: day_of_year.max(1) as u32,
        // Of a time that says whether it is summer the C library makes up the rest.
        offset: offset.map(|offset| offset as i32).or((is_dst >= 0).then_some(0)),
        zone: match zone {
            Some(zone) => zone,
            None if is_dst >= 0 => zone_name(vm, is_dst > 0),
            None => String::new(),
        },
    })
}

/// What the zone of this machine is called, in summer or else.
fn zone_name<R: Runtime>(vm: &mut Vm<R>, summer: bool) -> String {
    let module = vm.loaded_module("time");
    let names = module.and_then(|module| vm.find_attr_str(&module, "tzname").ok().flatten());
    let names = names.as_ref().and_then(|names| vm.as_tuple(names)).unwrap_or_default();
    let name = names.get(usize::from(summer)).and_then(|name| vm.as_str(name));
    name.unwrap_or_default().to_owned()
}

fn strftime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let format = vm.expect_str(&arguments[0], "strftime() argument 1 must be str")?.to_owned();
    let calendar = calendar(vm, &arguments[1])?;
    Ok(vm.new_string(calendar.format(&format)))
}

fn asctime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let calendar = calendar(vm, &arguments[0])?;
    Ok(vm.new_string(calendar.to_text()))
}

fn ctime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let seconds = seconds(vm, &arguments[0])?;
    let (calendar, _) = local(vm, seconds)?;
    Ok(vm.new_string(calendar.to_text()))
}

fn mktime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = vm.as_tuple(&arguments[0]).map(<[Value<R>]>::to_vec).unwrap_or_default();
    if items.len() != 9 {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    }
    let mut numbers = [0i32; 9];
    for (number, item) in numbers.iter_mut().zip(&items) {
        *number = vm.c_int(item)?;
    }
    if numbers[0] < i32::MIN + 1900 {
        return Err(vm.overflow_error("year out of range"));
    }
    // SAFETY: all-zero is a valid `tm`.
    let mut parts: libc::tm = unsafe { std::mem::zeroed() };
    parts.tm_year = numbers[0].saturating_sub(1900);
    parts.tm_mon = numbers[1].saturating_sub(1);
    [parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec] =
        [numbers[2], numbers[3], numbers[4], numbers[5]];
    parts.tm_isdst = numbers[8];
    // What `mktime` writes tells an error from the second before 1970.
    parts.tm_wday = -1;
    // SAFETY: `parts` is valid for reads and writes.
    let seconds = unsafe { libc::mktime(&mut parts) };
    if seconds == -1 && parts.tm_wday == -1 {
        return Err(vm.overflow_error("mktime argument out of range"));
    }
    Ok(Value::float(seconds as f64))
}

fn strptime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let module = vm.import_module("_strptime")?;
    let function = vm.get_attr_str(&module, "_strptime_time")?;
    let format = match arguments[1].given() {
        Some(format) => format.clone(),
        None => vm.new_str("%a %b %d %H:%M:%S %Y"),
    };
    vm.call(&function, &[arguments[0].clone(), format])
}

fn clock_gettime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let clock = vm.index(&arguments[0])? as libc::clockid_t;
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is valid for writes.
    if unsafe { libc::clock_gettime(clock, &mut time) } != 0 {
        let error = std::io::Error::last_os_error();
        return Err(vm.io_error(&error, None));
    }
    Ok(Value::float(time.tv_sec as f64 + time.tv_nsec as f64 / 1e9))
}

fn clock_gettime_ns<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    clock_gettime(vm, arguments)?;
    let clock = vm.index(&arguments[0])? as libc::clockid_t;
    Ok(vm.new_int(nanoseconds(clock)))
}

/// Sets a clock to so many nanoseconds.
fn set_clock<R: Runtime>(vm: &mut Vm<R>, clock: &Value<R>, nanoseconds: i64) -> Return<R> {
    let clock = vm.index(clock)? as libc::clockid_t;
    let time = timespec(nanoseconds);
    // SAFETY: `time` is valid for reads.
    let answer = unsafe { libc::clock_settime(clock, &time) };
    crate::system::checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn clock_settime<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let seconds = length(vm, &arguments[1])?;
    set_clock(vm, &arguments[0], (seconds * SECOND as f64).floor() as i64)
}

fn clock_settime_ns<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !vm.is_int(&arguments[1]) {
        let given = vm.type_name(&arguments[1]);
        return Err(vm.type_error(&format!("expect int, got {given}")));
    }
    let Some(time) = vm.as_i64(&arguments[1]) else {
        return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
    };
    set_clock(vm, &arguments[0], time)
}

fn clock_getres<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    clock_gettime(vm, arguments)?;
    let clock = vm.index(&arguments[0])? as libc::clockid_t;
    Ok(Value::float(resolution(clock)))
}

fn tzset<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: all zeros is a valid `tm`. Making a time of it looks the zone up anew, as POSIX has it.
    unsafe {
        let mut any: libc::tm = std::mem::zeroed();
        libc::mktime(&mut any);
    }
    let module = vm.import_module("time")?;
    zones(vm, &module)?;
    Ok(Value::NONE)
}

fn zones<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) -> Return<R, ()> {
    // As CPython: January and July of this year tell the zone's two names.
    let now = nanoseconds(libc::CLOCK_REALTIME) / 1_000_000_000;
    let year = 365 * 86_400 + 6 * 3_600;
    let january = now / year * year;
    let (winter, winter_dst) = local(vm, january)?;
    let (summer, summer_dst) = local(vm, january + year / 2)?;
    let (standard, other) = if winter.offset.unwrap_or(0) <= summer.offset.unwrap_or(0) {
        (winter, summer)
    } else {
        (summer, winter)
    };
    let names = vec![vm.new_str(&standard.zone), vm.new_str(&other.zone)];
    let names = vm.new_tuple(names);
    vm.module_set(module, "tzname", names);
    let (offset, other) = (-i64::from(standard.offset.unwrap_or(0)), -i64::from(other.offset.unwrap_or(0)));
    vm.module_set(module, "timezone", Value::small_int(offset));
    vm.module_set(module, "altzone", Value::small_int(other));
    vm.module_set(module, "daylight", Value::small_int(i64::from(winter_dst > 0 || summer_dst > 0)));
    Ok(())
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("time");
    let further = ["tm_zone", "tm_gmtoff"];
    let class = struct_sequence::class(vm, "time", "struct_time", &FIELDS, &further).into_value();
    vm.module_set(&module, "struct_time", class);
    // Of what `strptime` finds, as much makes a `struct_time`.
    let items = (FIELDS.len() + further.len()) as i64;
    vm.module_set(&module, "_STRUCT_TM_ITEMS", Value::small_int(items));
    zones(vm, &module)?;
    for (name, value) in [
        ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
        ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
        ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
        ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
        ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
        ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
        ("CLOCK_TAI", libc::CLOCK_TAI),
    ] {
        vm.module_set(&module, name, Value::small_int(value.into()));
    }
    vm.module_functions(
        &module,
        "time",
        &[
            ("time()", time),
            ("time_ns()", time_ns),
            ("monotonic()", monotonic),
            ("monotonic_ns()", monotonic_ns),
            ("perf_counter()", monotonic),
            ("perf_counter_ns()", monotonic_ns),
            ("process_time()", process_time),
            ("process_time_ns()", process_time_ns),
            ("thread_time()", thread_time),
            ("thread_time_ns()", thread_time_ns),
            ("clock_gettime(clk_id, /)", clock_gettime),
            ("clock_gettime_ns(clk_id, /)", clock_gettime_ns),
            ("clock_settime(clk_id, time, /)", clock_settime),
            ("clock_settime_ns(clk_id, time, /)", clock_settime_ns),
            ("clock_getres(clk_id, /)", clock_getres),
            ("tzset()", tzset),
            ("get_clock_info(name, /)", clock_info),
            ("sleep(object, /)", sleep),
            ("localtime(seconds=None, /)", localtime),
            ("gmtime(seconds=None, /)", gmtime),
            ("mktime(object, /)", mktime),
            ("strftime(format, tuple=None, /)", strftime),
            ("strptime(string, format=None, /)", strptime),
            ("asctime(tuple=None, /)", asctime),
            ("ctime(seconds=None, /)", ctime),
        ],
    );
    Ok(module)
}
