//! A difference of two moments, in whole microseconds.

use std::fmt::Write;
use text::{Error, Result};

const MICROSECONDS: i64 = 1_000_000;
pub(super) const SECONDS_PER_DAY: i64 = 86_400;
pub(super) const MAX_DAYS: i64 = 999_999_999;

/// Days of either sign, and what of a day and of a second there is beyond them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Delta {
    pub(super) days: i32,
    pub(super) seconds: i32,
    pub(super) microseconds: i32,
}

impl Delta {
    pub(super) const ZERO: Delta = Delta { days: 0, seconds: 0, microseconds: 0 };
    pub(super) const DAY: Delta = Delta { days: 1, seconds: 0, microseconds: 0 };
    pub(super) const RESOLUTION: Delta = Delta { days: 0, seconds: 0, microseconds: 1 };
    pub(super) const MIN: Delta = Delta { days: -999_999_999, seconds: 0, microseconds: 0 };
    pub(super) const MAX: Delta = Delta { days: 999_999_999, seconds: 86_399, microseconds: 999_999 };

    /// The sum of days, seconds and microseconds, each of which may be up to some billions.
    pub(super) fn new(days: i64, seconds: i64, microseconds: i64) -> Result<Delta> {
        let seconds = seconds + microseconds.div_euclid(MICROSECONDS);
        let days = days + seconds.div_euclid(SECONDS_PER_DAY);
        if !(-MAX_DAYS..=MAX_DAYS).contains(&days) {
            return Err(Error::overflow(format!("days={days}; must have magnitude <= {MAX_DAYS}")));
        }
        Ok(Delta {
            days: days as i32,
            seconds: seconds.rem_euclid(SECONDS_PER_DAY) as i32,
            microseconds: microseconds.rem_euclid(MICROSECONDS) as i32,
        })
    }

    pub(super) fn from_microseconds(total: i128) -> Result<Delta> {
        let (seconds, microseconds) =
            (total.div_euclid(MICROSECONDS.into()), total.rem_euclid(MICROSECONDS.into()));
        let (days, seconds) =
            (seconds.div_euclid(SECONDS_PER_DAY.into()), seconds.rem_euclid(SECONDS_PER_DAY.into()));
        match i32::try_from(days) {
            Ok(days) => Delta::new(days.into(), seconds as i64, microseconds as i64),
            Err(_) => Err(Delta::too_large()),
        }
    }

    /// The error of a number of days that is not even one of C's.
    pub(super) fn too_large() -> Error {
        Error::overflow("Python int too large to convert to C int")
    }

    /// All of it, in microseconds.
    pub(super) fn total(self) -> i128 {
        let seconds = i128::from(self.days) * i128::from(SECONDS_PER_DAY) + i128::from(self.seconds);
        seconds * i128::from(MICROSECONDS) + i128::from(self.microseconds)
    }

    /// `self + factor * other`, where `factor` is 1 or -1.
    pub(super) fn plus(self, factor: i64, other: Delta) -> Result<Delta> {
        Delta::new(
            i64::from(self.days) + factor * i64::from(other.days),
            i64::from(self.seconds) + factor * i64::from(other.seconds),
            i64::from(self.microseconds) + factor * i64::from(other.microseconds),
        )
    }

    /// The sign, and hours, minutes and seconds of an offset of less than a day, with a separator between them and no more
    /// of them than it has.
    pub(super) fn to_offset(self, separator: &str) -> String {
        let total = self.total();
        let (seconds, microseconds) = (total.unsigned_abs() / 1_000_000, total.unsigned_abs() % 1_000_000);
        let (minutes, second) = (seconds / 60, seconds % 60);
        let sign = if total < 0 { '-' } else { '+' };
        let mut text = format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60);
        if second != 0 || microseconds != 0 {
            write!(text, "{separator}{second:02}").expect("a String takes all text");
        }
        if microseconds != 0 {
            write!(text, ".{microseconds:06}").expect("a String takes all text");
        }
        text
    }
}
