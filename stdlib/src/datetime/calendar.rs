//! Dates of the proleptic Gregorian calendar: ordinals, weekdays, ISO weeks.
//!
//! Day 1 is the first of January of the year 1. The fields of a date that a pickle brought may be any bytes but for the
//! month, as in CPython, so nothing here depends on the others being in range.

use text::time_format::{date_from_days, days_from_date};
use text::{Error, Result};

pub(super) const MIN_YEAR: i64 = 1;
pub(super) const MAX_YEAR: i64 = 9999;
/// The last of December of [`MAX_YEAR`].
const MAX_ORDINAL: i64 = 3_652_059;
/// The ordinal of the first of January 1970.
pub(super) const EPOCH: i64 = 719_163;

/// A date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    pub(super) year: u16,
    pub(super) month: u8,
    pub(super) day: u8,
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days the month of a year has, which is one of 1 to 12.
pub(super) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The `ValueError` of a year that is none.
pub(super) fn check_year(year: i64) -> Result<()> {
    match year {
        MIN_YEAR..=MAX_YEAR => Ok(()),
        _ => Err(Error::value(format!("year must be in {MIN_YEAR}..{MAX_YEAR}, not {year}"))),
    }
}

impl Date {
    pub(super) const MIN: Date = Date { year: 1, month: 1, day: 1 };
    pub(super) const MAX: Date = Date { year: 9999, month: 12, day: 31 };

    /// The date of three numbers, which are checked.
    pub(super) fn new(year: i64, month: i64, day: i64) -> Result<Date> {
        check_year(year)?;
        if !(1..=12).contains(&month) {
            return Err(Error::value(format!("month must be in 1..12, not {month}")));
        }
        let last = days_in_month(year, month);
        if !(1..=last).contains(&day) {
            let message = format!("day {day} must be in range 1..{last} for month {month} in year {year}");
            return Err(Error::value(message));
        }
        Ok(Date { year: year as u16, month: month as u8, day: day as u8 })
    }

    /// The days from the last before the year 1.
    pub(super) fn ordinal(self) -> i64 {
        days_from_date(self.year.into(), self.month.into(), 1) + i64::from(self.day) - 1 + EPOCH
    }

    /// The date of an ordinal, if it is in a year that dates may have.
    pub(super) fn from_ordinal(ordinal: i64) -> Option<Date> {
        if !(1..=MAX_ORDINAL).contains(&ordinal) {
            return None;
        }
        let (year, month, day) = date_from_days(ordinal - EPOCH);
        Some(Date { year: year as u16, month: month as u8, day: day as u8 })
    }

    /// 0 to 6; Monday is 0.
    pub(super) fn weekday(self) -> i64 {
        (self.ordinal() + 6).rem_euclid(7)
    }

    /// 1 on the first of January.
    pub(super) fn day_of_year(self) -> i64 {
        self.ordinal() - first_of_january(self.year.into()) + 1
    }

    /// Year, week and weekday of ISO 8601.
    pub(super) fn iso_calendar(self) -> (i64, i64, i64) {
        let (year, ordinal) = (i64::from(self.year), self.ordinal());
        let year = if ordinal < first_monday(year) {
            year - 1
        } else {
            year + i64::from(ordinal >= first_monday(year + 1))
        };
        let day = ordinal - first_monday(year);
        (year, day / 7 + 1, day % 7 + 1)
    }
}

fn first_of_january(year: i64) -> i64 {
    days_from_date(year, 1, 1) + EPOCH
}

/// The ordinal of the Monday on which the ISO year begins: the week has the year's first Thursday.
fn first_monday(year: i64) -> i64 {
    let first = first_of_january(year);
    let weekday = (first + 6).rem_euclid(7);
    first - weekday + if weekday > 3 { 7 } else { 0 }
}

/// Year, month and day of an ISO year, week and weekday. The year may be one beyond the last.
pub(super) fn from_iso_calendar(year: i64, week: i64, day: i64) -> Result<(i64, i64, i64)> {
    check_year(year)?;
    let weeks = (first_monday(year + 1) - first_monday(year)) / 7;
    if !(1..=weeks).contains(&week) {
        return Err(Error::value(format!("Invalid week: {week}")));
    }
    if !(1..=7).contains(&day) {
        return Err(Error::value(format!("Invalid weekday: {day} (range is [1, 7])")));
    }
    let ordinal = first_monday(year) + (week - 1) * 7 + day - 1;
    let (year, month, day) = date_from_days(ordinal - EPOCH);
    Ok((year, month.into(), day.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ordinal_is_one_date() {
        let mut last = None;
        for ordinal in 1..=MAX_ORDINAL {
            let date = Date::from_ordinal(ordinal).unwrap();
            assert_eq!(ordinal, date.ordinal());
            assert!(last < Some(date));
            last = Some(date);
        }
        assert!(last == Some(Date::MAX) && Date::from_ordinal(0).is_none());
        assert!(Date::from_ordinal(MAX_ORDINAL + 1).is_none());
    }

    #[test]
    fn iso_weeks_go_there_and_back() {
        for ordinal in 1..=MAX_ORDINAL {
            let date = Date::from_ordinal(ordinal).unwrap();
            let (year, week, day) = date.iso_calendar();
            assert_eq!(date.weekday() + 1, day);
            if year > 0 {
                let expected = (date.year.into(), date.month.into(), date.day.into());
                assert_eq!(expected, from_iso_calendar(year, week, day).unwrap());
            }
        }
    }

    #[test]
    fn bytes_that_are_no_date_have_an_ordinal() {
        for (year, day) in [(0, 0), (0, 255), (u16::MAX, 0), (u16::MAX, 255)] {
            let date = Date { year, month: 12, day };
            assert_eq!(i64::from(day) - 1, date.ordinal() - Date { day: 1, ..date }.ordinal());
            date.iso_calendar();
        }
    }
}
