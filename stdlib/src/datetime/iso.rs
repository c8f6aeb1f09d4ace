//! Dates and times as ISO 8601 writes them, in the forms that `fromisoformat` takes.

use super::calendar::from_iso_calendar;

/// What is wrong with a time after the end of the day.
pub(super) const NO_MIDNIGHT: &str = "minute, second, and microsecond must be 0 when hour is 24";

/// Hour, minute, second and microsecond.
pub(super) type Time = [i64; 4];

/// The number that ASCII digits stand for, if that is what the range has.
fn digits(text: &[u8], from: usize, count: usize) -> Option<i64> {
    let mut number = 0;
    for &byte in text.get(from..from + count)? {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(byte - b'0');
    }
    Some(number)
}

/// Year, month and day of `YYYY-MM-DD`, `YYYYMMDD`, `YYYY-Www-D` and `YYYYWwwD`, where a week without a day begins.
/// What follows is not looked at, as in CPython.
pub(super) fn date(text: &[u8]) -> Option<(i64, i64, i64)> {
    let year = digits(text, 0, 4)?;
    let separator = text.get(4) == Some(&b'-');
    let at = 4 + usize::from(separator);
    if text.get(at) == Some(&b'W') {
        let week = digits(text, at + 1, 2)?;
        let mut at = at + 3;
        let mut day = 1;
        if at < text.len() {
            if separator {
                (text[at] == b'-').then_some(())?;
                at += 1;
            }
            day = digits(text, at, 1)?;
        }
        return from_iso_calendar(year, week, day).ok();
    }
    let month = digits(text, at, 2)?;
    let mut at = at + 2;
    if separator {
        (text.get(at) == Some(&b'-')).then_some(())?;
        at += 1;
    }
    Some((year, month, digits(text, at, 2)?))
}

/// `HH`, `HH:MM`, `HH:MM:SS` with a fraction perhaps, or the same without colons. Before a zone a character may be left over.
fn clock(text: &[u8], before_zone: bool) -> Option<Time> {
    let mut time = [0; 4];
    let (mut at, mut separator) = (0, false);
    for index in 0..3 {
        time[index] = digits(text, at, 2)?;
        at += 2;
        let Some(&next) = text.get(at) else { return Some(time) };
        if before_zone && at + 1 == text.len() && !matches!(next, b'.' | b',') {
            return Some(time);
        }
        if index == 0 {
            separator = next == b':';
        }
        if index < 2 && separator {
            (next == b':').then_some(())?;
            at += 1;
        }
    }
    // Without colons a fraction needs no mark either.
    let marked = matches!(text[at], b'.' | b',');
    (marked || !separator).then_some(())?;
    let fraction = &text[at + usize::from(marked)..];
    let known = fraction.len().min(6);
    if known == 0 || !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    time[3] = digits(fraction, 0, known)? * 10_i64.pow(6 - known as u32);
    Some(time)
}

/// A time, and how many seconds and microseconds its zone is east of Greenwich, if it says so.
pub(super) fn time(text: &[u8]) -> Option<(Time, Option<(i64, i64)>)> {
    let Some(zone) = text.iter().position(|byte| matches!(byte, b'Z' | b'+' | b'-')) else {
        return Some((clock(text, false)?, None));
    };
    let time = clock(&text[..zone], true)?;
    if text[zone] == b'Z' {
        return (zone + 1 == text.len()).then_some((time, Some((0, 0))));
    }
    let sign = if text[zone] == b'-' { -1 } else { 1 };
    let [hours, minutes, seconds, microseconds] = clock(&text[zone + 1..], false)?;
    Some((time, Some((sign * (hours * 3600 + minutes * 60 + seconds), sign * microseconds))))
}

/// Where the character between date and time is; None if the date is of no known form. `text` has seven bytes at least.
pub(super) fn separator(text: &[u8]) -> Option<usize> {
    if text.len() == 7 {
        return Some(7);
    }
    match (text[4], text[5]) {
        (b'-', b'W') if text.get(8) == Some(&b'-') => match (text.len(), text.get(10)) {
            (9, _) => None,
            // A week and a day with a digit between date and time, or a week and a hyphen: rather the latter.
            (_, Some(byte)) if byte.is_ascii_digit() => Some(8),
            _ => Some(10),
        },
        (b'-', b'W') => Some(8),
        (b'-', _) => Some(10),
        (b'W', _) => {
            // Digits of times come in pairs: how many there are tells whether one of them is the day's.
            let digits = text[7..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            Some(match digits {
                0 | 1 => 7 + digits,
                _ if digits % 2 == 1 => 7,
                _ => 8,
            })
        }
        _ => Some(8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2009-04-19", Some((2009, 4, 19))),
            ("20090419", Some((2009, 4, 19))),
            ("2020-W53-7", Some((2021, 1, 3))),
            ("2020W537", Some((2021, 1, 3))),
            ("2009-W01", Some((2008, 12, 29))),
            ("2009W01", Some((2008, 12, 29))),
            ("2009-0419", None),
            ("200904-19", None),
            ("2009-W1-1", None),
            ("2009W01-1", None),
            ("2009-W011", None),
            ("2009-W54", None),
            ("2009-W01-8", None),
            ("200904", None),
            ("", None),
        ] {
            assert_eq!(expected, date(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn times() {
        for (text, expected) in [
            ("12", Some(([12, 0, 0, 0], None))),
            ("1230", Some(([12, 30, 0, 0], None))),
            ("12:30:45.5", Some(([12, 30, 45, 500_000], None))),
            ("123045,1234567", Some(([12, 30, 45, 123_456], None))),
            ("12:30Z", Some(([12, 30, 0, 0], Some((0, 0))))),
            ("12-01:30", Some(([12, 0, 0, 0], Some((-5400, 0))))),
            ("12+00:00:00.000001", Some(([12, 0, 0, 0], Some((0, 1))))),
            ("12:", None),
            ("12:+01", Some(([12, 0, 0, 0], Some((3600, 0))))),
            ("12:30:45 +01", Some(([12, 30, 45, 0], Some((3600, 0))))),
            ("12:30:45.+01", None),
            ("12:3045", None),
            ("1230:45", None),
            ("12.5", None),
            ("12:30:45.", None),
            ("123045678", Some(([12, 30, 45, 678_000], None))),
            ("12:30:45.5x", None),
            ("12Z0", None),
            ("12+", None),
            ("Z", None),
            ("", None),
        ] {
            assert_eq!(expected, time(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn separators() {
        for (text, expected) in [
            ("2009-04-19T03", Some(10)),
            ("20090419T03", Some(8)),
            ("2009W01", Some(7)),
            ("2009W01T03", Some(7)),
            ("2009W01103", Some(7)),
            ("2009W011T03", Some(8)),
            ("2009W01", Some(7)),
            ("2009-W01T03", Some(8)),
            ("2009-W01-", None),
            ("2009-W01-1T03", Some(10)),
            ("2009-W01-103", Some(8)),
        ] {
            assert_eq!(expected, separator(text.as_bytes()), "{text}");
        }
    }
}
