//! Calendar time: seconds since 1970 taken apart and put together, and `strftime` in the C locale.

use std::fmt::Write;

use crate::{Error, Result};

/// A broken-down time, with Python's numbering: months and days count from 1, Monday is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The year.
    pub year: i64,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 61.
    pub second: u32,
    /// 0 to 6; Monday is 0.
    pub weekday: u32,
    /// 1 to 366.
    pub day_of_year: u32,
    /// Seconds east of Greenwich, if known.
    pub offset: Option<i32>,
    /// The time zone's abbreviation, empty if not known.
    pub zone: String,
}

const SECONDS_PER_DAY: i64 = 86_400;
const DAYS_PER_ERA: i64 = 146_097;
/// The names of the days of the week.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// The names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days from 1970-01-01 to a date of the Gregorian calendar, extended in both directions.
pub fn days_from_date(year: i64, month: u32, day: u32) -> i64 {
    // Years that begin in March have their leap day last, and eras of 400 years are all alike.
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = i64::from((153 * ((month + 9) % 12) + 2) / 5 + day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_ERA + day_of_era - 719_468
}

/// Year, month and day of the date so many days after 1970-01-01.
pub fn date_from_days(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(DAYS_PER_ERA);
    let day_of_era = days.rem_euclid(DAYS_PER_ERA);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = (day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100)) as u32;
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12 + 1;
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

impl Calendar {
    /// The time `seconds` after 1970 in the zone `offset` seconds east of Greenwich.
    pub fn from_seconds(seconds: i64, offset: i32, zone: &str) -> Result<Self> {
        let out_of_range = || Error::overflow("timestamp out of range for platform time_t");
        let local = seconds.checked_add(i64::from(offset)).ok_or_else(out_of_range)?;
        let (days, second) = (local.div_euclid(SECONDS_PER_DAY), local.rem_euclid(SECONDS_PER_DAY) as u32);
        let (year, month, day) = date_from_days(days);
        if i32::try_from(year).is_err() {
            return Err(out_of_range());
        }
        Ok(Calendar {
            year,
            month,
            day,
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
            weekday: (days + 3).rem_euclid(7) as u32,
            day_of_year: (days - days_from_date(year, 1, 1)) as u32 + 1,
            offset: Some(offset),
            zone: zone.to_owned(),
        })
    }

    /// The seconds from 1970 to this time, if it is Greenwich's. Weekday and day of the year are not looked at.
    pub fn to_seconds(&self) -> i64 {
        days_from_date(self.year, self.month, self.day) * SECONDS_PER_DAY
            + i64::from(self.hour * 3600 + self.minute * 60 + self.second)
    }

    /// `time.asctime(self)`.
    pub fn to_text(&self) -> String {
        let Calendar { day, hour, minute, second, year, .. } = self;
        format!(
            "{} {} {day:2} {hour:02}:{minute:02}:{second:02} {year}",
            &self.weekday_name()[..3],
            &self.month_name()[..3]
        )
    }

    /// `time.strftime(format, self)`.
    pub fn format(&self, format: &str) -> String {
        let mut text = String::with_capacity(format.len() * 2);
        let mut rest = format;
        while let Some(percent) = memchr::memchr(b'%', rest.as_bytes()) {
            text.push_str(&rest[..percent]);
            let directive = &rest[percent..];
            let (options, letter) = Options::parse(&directive[1..]);
            let end = match letter {
                Some((place, letter)) if self.put(&mut text, letter, options) => {
                    1 + place + letter.len_utf8()
                }
                // What is no directive stays as it is.
                Some((place, letter)) => {
                    let end = 1 + place + letter.len_utf8();
                    options.text(&mut text, &directive[..end]);
                    end
                }
                None => {
                    text.push_str(directive);
                    directive.len()
                }
            };
            rest = &directive[end..];
        }
        text.push_str(rest);
        text
    }

    /// Appends what `letter` stands for. Answers whether it stands for anything.
    fn put(&self, text: &mut String, letter: char, options: Options) -> bool {
        let twelve = (self.hour + 11) % 12 + 1;
        if !options.modifies(letter) {
            return false;
        }
        let mut number = |value: i64, digits, pad| options.number(text, value, digits, pad);
        match letter {
            'C' => {
                number(self.year.div_euclid(100) + i64::from(self.year < 0 && self.year % 100 != 0), 1, '0')
            }
            'd' => number(self.day.into(), 2, '0'),
            'e' => number(self.day.into(), 2, '_'),
            'g' => number(self.iso_week().0.abs() % 100, 2, '0'),
            'G' => number(self.iso_week().0, 1, '0'),
            'H' => number(self.hour.into(), 2, '0'),
            'I' => number(twelve.into(), 2, '0'),
            'j' => number(self.day_of_year.into(), 3, '0'),
            'k' => number(self.hour.into(), 2, '_'),
            'l' => number(twelve.into(), 2, '_'),
            'm' => number(self.month.into(), 2, '0'),
            'M' => number(self.minute.into(), 2, '0'),
            's' => number(self.to_seconds() - i64::from(self.offset.unwrap_or(0)), 1, '0'),
            'S' => number(self.second.into(), 2, '0'),
            'u' => number((self.weekday + 1).into(), 1, '0'),
            'U' => number(self.week_of_year((self.weekday + 1) % 7).into(), 2, '0'),
            'V' => number(self.iso_week().1.into(), 2, '0'),
            'w' => number(((self.weekday + 1) % 7).into(), 1, '0'),
            'W' => number(self.week_of_year(self.weekday).into(), 2, '0'),
            'y' => number(self.year.rem_euclid(100), 2, '0'),
            'Y' => number(self.year, 1, '0'),
            _ => return self.put_text(text, letter, options),
        }
        true
    }

    fn put_text(&self, text: &mut String, letter: char, options: Options) -> bool {
        let half = if self.hour < 12 { "AM" } else { "PM" };
        let upper_if_changed = Options { upper: options.upper || options.change_case, ..options };
        let lower_if_changed = Options { lower: options.change_case, ..options };
        match letter {
            'a' => upper_if_changed.text(text, &self.weekday_name()[..3]),
            'A' => upper_if_changed.text(text, self.weekday_name()),
            'b' | 'h' => upper_if_changed.text(text, &self.month_name()[..3]),
            'B' => upper_if_changed.text(text, self.month_name()),
            'p' => lower_if_changed.text(text, half),
            'P' => Options { lower: true, ..options }.text(text, half),
            'Z' => lower_if_changed.text(text, &self.zone),
            'z' => {
                if let Some(offset) = self.offset {
                    let minutes = i64::from(offset.unsigned_abs() / 60);
                    text.push(if offset < 0 { '-' } else { '+' });
                    options.number(text, minutes / 60 * 100 + minutes % 60, 4, '0');
                }
            }
            'c' => options.text(text, &self.format("%a %b %e %H:%M:%S %Y")),
            'D' | 'x' => options.text(text, &self.format("%m/%d/%y")),
            'F' => options.text(text, &self.format("%Y-%m-%d")),
            'r' => options.text(text, &self.format("%I:%M:%S %p")),
            'R' => options.text(text, &self.format("%H:%M")),
            'T' | 'X' => options.text(text, &self.format("%H:%M:%S")),
            'n' => options.text(text, "\n"),
            't' => options.text(text, "\t"),
            '%' => options.text(text, "%"),
            _ => return false,
        }
        true
    }

    fn weekday_name(&self) -> &'static str {
        WEEKDAYS[self.weekday as usize % 7]
    }

    fn month_name(&self) -> &'static str {
        MONTHS[(self.month as usize + 11) % 12]
    }

    /// The number of the week, if weeks begin on the day whose `weekday` is 0 and days before the first such are in
    /// week 0.
    fn week_of_year(&self, weekday: u32) -> u32 {
        (self.day_of_year + 6 - weekday) / 7
    }

    /// The year and week of ISO 8601: weeks begin on Monday and belong to the year that has most of their days.
    fn iso_week(&self) -> (i64, u32) {
        let week = (self.day_of_year + 9 - self.weekday) / 7;
        if week == 0 {
            let days_before = self.day_of_year + 365 + u32::from(is_leap(self.year - 1));
            return (self.year - 1, (days_before + 9 - self.weekday) / 7);
        }
        let days = 365 + u32::from(is_leap(self.year));
        // The year is over if its last Thursday has passed.
        if self.day_of_year + 3 > days + self.weekday { (self.year + 1, 1) } else { (self.year, week) }
    }
}

/// What may stand between the percent sign and the letter.
#[derive(Clone, Copy, Debug, Default)]
struct Options {
    pad: Option<char>,
    upper: bool,
    lower: bool,
    change_case: bool,
    width: usize,
    /// `E` or `O`: another calendar or other digits, where the locale has them.
    modifier: Option<char>,
}

impl Options {
    /// The options and the letter they are for, with its place in `text`.
    fn parse(text: &str) -> (Self, Option<(usize, char)>) {
        // Wider than any use; a bound, so that no format can ask for more memory than there is.
        const WIDEST: usize = 1 << 20;
        let mut options = Options::default();
        let mut characters = text.char_indices().peekable();
        while let Some((_, flag)) = characters.next_if(|(_, c)| matches!(c, '_' | '-' | '0' | '^' | '#')) {
            match flag {
                '^' => options.upper = true,
                '#' => options.change_case = true,
                pad => options.pad = Some(pad),
            }
        }
        while let Some(digit) = characters.peek().and_then(|(_, c)| c.to_digit(10)) {
            options.width = (options.width * 10 + digit as usize).min(WIDEST);
            characters.next();
        }
        let modifier = characters.next_if(|(_, c)| matches!(c, 'E' | 'O'));
        options.modifier = modifier.map(|(_, letter)| letter);
        (options, characters.next().or(modifier))
    }

    /// Whether the modifier, if there is one, may stand before `letter`.
    fn modifies(self, letter: char) -> bool {
        match self.modifier {
            Some('E') => !"aAbBdDeFgGhHIjklmMSUVwW".contains(letter),
            Some(_) => !"aAcDFxXY".contains(letter),
            None => true,
        }
    }

    fn number(self, text: &mut String, value: i64, digits: usize, pad: char) {
        let pad = self.pad.unwrap_or(pad);
        let width = if pad == '-' { self.width } else { digits.max(self.width) };
        let (sign, magnitude) = (if value < 0 { "-" } else { "" }, value.unsigned_abs().to_string());
        // The width may be more than `format!` takes.
        let padding = width.saturating_sub(sign.len() + magnitude.len());
        let is_blank = matches!(pad, '-' | '_');
        text.extend(std::iter::repeat_n(' ', if is_blank { padding } else { 0 }));
        text.push_str(sign);
        text.extend(std::iter::repeat_n('0', if is_blank { 0 } else { padding }));
        text.push_str(&magnitude);
    }

    fn text(self, text: &mut String, value: &str) {
        let cased = match (self.upper, self.lower) {
            (_, true) => value.to_lowercase(),
            (true, _) => value.to_uppercase(),
            _ => value.to_owned(),
        };
        let zeros = self.pad == Some('0');
        let padding = self.width.saturating_sub(cased.chars().count());
        text.extend(std::iter::repeat_n(if zeros { '0' } else { ' ' }, padding));
        text.write_str(&cased).expect("a String takes all text");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(seconds: i64) -> Calendar {
        Calendar::from_seconds(seconds, 0, "UTC").unwrap()
    }

    #[test]
    fn every_day_of_an_era_goes_there_and_back() {
        let mut expected = (1600, 1, 1);
        let first = days_from_date(1600, 1, 1);
        for day in first..first + DAYS_PER_ERA {
            assert_eq!(expected, date_from_days(day));
            assert_eq!(day, days_from_date(expected.0, expected.1, expected.2));
            let (year, month, number) = expected;
            let length = match month {
                2 => 28 + u32::from(is_leap(year)),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            expected = match (number == length, month) {
                (false, _) => (year, month, number + 1),
                (true, 12) => (year + 1, 1, 1),
                (true, _) => (year, month + 1, 1),
            };
        }
    }

    #[test]
    fn seconds_go_there_and_back() {
        for seconds in [0, -1, 1_707_447_845, 951_782_399, 951_782_400, -62_135_596_800, 253_402_300_799] {
            assert_eq!(seconds, utc(seconds).to_seconds());
        }
        let zoned = Calendar::from_seconds(0, -18_000, "EST").unwrap();
        assert_eq!("Wed Dec 31 19:00:00 1969 -0500 EST 0", zoned.format("%c %z %Z %s"));
        assert!(Calendar::from_seconds(i64::MAX, 0, "").is_err());
    }

    #[test]
    fn directives() {
        let time = utc(1_707_447_845);
        assert_eq!("Fri Feb  9 03:04:05 2024", time.to_text());
        assert_eq!(
            "Fri|Friday|Feb|February|20|09|02/09/24| 9|2024-02-09|24|2024|03|03|040| 3| 3|02|04|AM|am|03:04:05 AM",
            time.format("%a|%A|%b|%B|%C|%d|%D|%e|%F|%g|%G|%H|%I|%j|%k|%l|%m|%M|%p|%P|%r")
        );
        assert_eq!(
            "03:04|1707447845|05|5|05|06|5|06|24|2024|+0000|UTC|%",
            time.format("%R|%s|%S|%u|%U|%V|%w|%W|%y|%Y|%z|%Z|%%")
        );
        assert_eq!(
            "9| 9|09|FRI|utc|0000002024|24|09|00009|FRI|       FRI|    9|    %",
            time.format("%-d|%_d|%0e|%^a|%#Z|%10Y|%Ey|%Od|%5d|%#a|%^10a|%-5d|%5%")
        );
        assert_eq!("%Q é %E %", time.format("%Q é %E %"));
    }

    #[test]
    fn weeks_of_iso_8601() {
        for (year, month, day, expected) in [
            (2021, 1, 1, "2020-53"),
            (2021, 1, 4, "2021-01"),
            (2018, 12, 31, "2019-01"),
            (2024, 12, 29, "2024-52"),
            (2024, 12, 30, "2025-01"),
            (2026, 12, 31, "2026-53"),
            (2027, 1, 3, "2026-53"),
            (2005, 1, 1, "2004-53"),
        ] {
            let time = utc(days_from_date(year, month, day) * SECONDS_PER_DAY);
            assert_eq!(expected, time.format("%G-%V"), "{year}-{month}-{day}");
        }
    }
}
