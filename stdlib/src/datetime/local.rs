//! The system's own time zone, of which the C library knows.
//!
//! All seconds here are counted from 1970, of what a clock in Greenwich shows (a moment) or one on the wall here (a reading).

use super::calendar::{Date, EPOCH, check_year};
use super::clock::Clock;
use super::delta::{Delta, SECONDS_PER_DAY};
use super::moment::new_delta;
use super::zone::new_timezone;
use crate::length;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use text::time_format::days_from_date;

/// No zone's clock was ever set back by more.
const LARGEST_FOLD: i64 = 24 * 3600;

/// Year, month, day, hour, minute and second of a clock.
pub(super) struct Reading {
    pub(super) date: [i64; 3],
    pub(super) time: [i64; 3],
    offset: i64,
    zone: Option<String>,
}

impl Reading {
    fn of(parts: &libc::tm) -> Reading {
        let zone = (!parts.tm_zone.is_null()).then(|| {
            // SAFETY: the C library's name of a zone ends with a zero, and stays.
            let name = unsafe { std::ffi::CStr::from_ptr(parts.tm_zone) };
            name.to_string_lossy().into_owned()
        });
        Reading {
            date: [i64::from(parts.tm_year) + 1900, i64::from(parts.tm_mon) + 1, i64::from(parts.tm_mday)],
            // A leap second, where the system knows of them, is the second before.
            time: [parts.tm_hour.into(), parts.tm_min.into(), i64::from(parts.tm_sec).min(59)],
            offset: parts.tm_gmtoff,
            zone,
        }
    }

    fn seconds<R: Runtime>(&self, vm: &mut Vm<R>) -> Return<R, i64> {
        let ([year, month, day], [hour, minute, second]) = (self.date, self.time);
        vm.raised(check_year(year))?;
        let days = days_from_date(year, month as u32, day as u32);
        Ok(days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second)
    }
}

/// What the clock shows here at a moment, or in Greenwich. OSError if the year does not even fit C's `int`.
pub(super) fn reading<R: Runtime>(vm: &mut Vm<R>, moment: i64, here: bool) -> Return<R, Reading> {
    // SAFETY: all-zero is a valid `tm`.
    let mut parts: libc::tm = unsafe { std::mem::zeroed() };
    // SAFETY: both pointers are valid.
    let answer = unsafe {
        if here { libc::localtime_r(&moment, &mut parts) } else { libc::gmtime_r(&moment, &mut parts) }
    };
    if answer.is_null() {
        let error = std::io::Error::last_os_error();
        return Err(vm.io_error(&error, None));
    }
    Ok(Reading::of(&parts))
}

fn local<R: Runtime>(vm: &mut Vm<R>, moment: i64) -> Return<R, i64> {
    reading(vm, moment, true)?.seconds(vm)
}

/// Whether the clock here shows at a moment what it has shown before, having been set back since.
pub(super) fn is_fold<R: Runtime>(vm: &mut Vm<R>, moment: i64, shown: &Reading) -> Return<R, bool> {
    let shown = shown.seconds(vm)?;
    let before = local(vm, moment.saturating_sub(LARGEST_FOLD))?;
    let transition = shown - before - LARGEST_FOLD;
    Ok(transition < 0 && local(vm, moment + transition)? == shown)
}

/// The moment at which the clock here shows `shown`: of two the first, or if `fold` the second. In a gap, where there is
/// none, what it would have been if the clock had been set forward later, or earlier.
pub(super) fn moment_of<R: Runtime>(vm: &mut Vm<R>, shown: i64, fold: bool) -> Return<R, i64> {
    let first_offset = local(vm, shown)? - shown;
    let first = shown - first_offset;
    let first_shown = local(vm, first)?;
    let second_offset = if first_shown == shown {
        // That is one of them. Is there another, on the side that is asked for?
        let aside = first + if fold { LARGEST_FOLD } else { -LARGEST_FOLD };
        let offset = local(vm, aside)? - aside;
        if offset == first_offset {
            return Ok(first);
        }
        offset
    } else {
        first_shown - first
    };
    let second = shown - second_offset;
    if local(vm, second)? == shown {
        return Ok(second);
    }
    if first_shown == shown {
        return Ok(first);
    }
    Ok(if fold { first.min(second) } else { first.max(second) })
}

/// The zone here at a moment: its difference to Greenwich and its name.
pub(super) fn zone_at<R: Runtime>(vm: &mut Vm<R>, moment: i64) -> Return<R> {
    let reading = reading(vm, moment, true)?;
    let delta = vm.raised(Delta::new(0, reading.offset, 0))?;
    let offset = new_delta(vm, delta);
    let name = reading.zone.map(|name| vm.new_string(name));
    new_timezone(vm, &offset, name.as_ref())
}

/// The zone here when the clock shows this.
pub(super) fn zone_of<R: Runtime>(vm: &mut Vm<R>, date: Date, clock: Clock) -> Return<R> {
    let shown = (date.ordinal() - EPOCH) * SECONDS_PER_DAY + clock.seconds();
    let moment = moment_of(vm, shown, clock.fold)?;
    let other = moment_of(vm, shown, !clock.fold)?;
    // In a gap the two are the other way round, and the zone is that of the side the fold names.
    let gap = other != moment && (other > moment) == clock.fold;
    zone_at(vm, if gap { other } else { moment })
}

/// Now, in seconds since 1970 and microseconds.
pub(super) fn now() -> (i64, i64) {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is valid for writes.
    unsafe { libc::clock_gettime(libc::CLOCK_REALTIME, &mut time) };
    (time.tv_sec, time.tv_nsec / 1000)
}

/// The seconds of a timestamp and its microseconds, rounded half to even.
pub(super) fn seconds_and_microseconds<R: Runtime>(
    vm: &mut Vm<R>,
    timestamp: &Value<R>,
) -> Return<R, (i64, i64)> {
    length::expect_moment(vm, timestamp)?;
    let Some(float) = vm.exact_float(timestamp) else {
        return Ok((length::seconds_of_int(vm, timestamp)?, 0));
    };
    let mut seconds = float.trunc();
    let mut microseconds = (float.fract() * 1e6).round_ties_even();
    if microseconds >= 1e6 {
        microseconds -= 1e6;
        seconds += 1.0;
    } else if microseconds < 0.0 {
        microseconds += 1e6;
        seconds -= 1.0;
    }
    Ok((length::whole_seconds(vm, seconds)?, microseconds as i64))
}
