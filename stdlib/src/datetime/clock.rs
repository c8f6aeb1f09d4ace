//! The time of a day.

use text::{Error, Result};

/// The time of a day. As a date's, its fields may be anything if a pickle brought them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) microsecond: u32,
    /// The second of two moments that a clock which was set back shows alike.
    pub(super) fold: bool,
}

impl Clock {
    pub(super) const MIDNIGHT: Clock = Clock { hour: 0, minute: 0, second: 0, microsecond: 0, fold: false };
    pub(super) const MAX: Clock =
        Clock { hour: 23, minute: 59, second: 59, microsecond: 999_999, fold: false };

    /// The time of five numbers, which are checked.
    pub(super) fn new(hour: i64, minute: i64, second: i64, microsecond: i64, fold: i64) -> Result<Clock> {
        let most = [("hour", hour, 23), ("minute", minute, 59), ("second", second, 59)];
        for (name, value, most) in most.into_iter().chain([("microsecond", microsecond, 999_999)]) {
            if !(0..=most).contains(&value) {
                return Err(Error::value(format!("{name} must be in 0..{most}, not {value}")));
            }
        }
        if !(0..=1).contains(&fold) {
            return Err(Error::value(format!("fold must be either 0 or 1, not {fold}")));
        }
        Ok(Clock {
            hour: hour as u8,
            minute: minute as u8,
            second: second as u8,
            microsecond: microsecond as u32,
            fold: fold == 1,
        })
    }

    /// The whole seconds since midnight.
    pub(super) fn seconds(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }

    /// The time so many seconds of a day after midnight.
    pub(super) fn from_seconds(seconds: i64, microsecond: i64) -> Clock {
        Clock {
            hour: (seconds / 3600) as u8,
            minute: (seconds / 60 % 60) as u8,
            second: (seconds % 60) as u8,
            microsecond: microsecond as u32,
            fold: false,
        }
    }

    /// What is compared: everything but the fold.
    pub(super) fn key(self) -> (u8, u8, u8, u32) {
        (self.hour, self.minute, self.second, self.microsecond)
    }

    /// As pickles and hashes have it, without the fold.
    pub(super) fn to_bytes(self) -> [u8; 6] {
        let [_, high, middle, low] = self.microsecond.to_be_bytes();
        [self.hour, self.minute, self.second, high, middle, low]
    }

    /// Of bytes that [`to_bytes`](Self::to_bytes) made.
    pub(super) fn from_bytes(bytes: [u8; 6], fold: bool) -> Clock {
        let [hour, minute, second, high, middle, low] = bytes;
        Clock { hour, minute, second, microsecond: u32::from_be_bytes([0, high, middle, low]), fold }
    }

    /// As `isoformat` writes it.
    pub(super) fn to_iso(self, precision: Precision) -> String {
        let Clock { hour, minute, second, microsecond, .. } = self;
        match precision {
            Precision::Hours => format!("{hour:02}"),
            Precision::Minutes => format!("{hour:02}:{minute:02}"),
            Precision::Auto if microsecond == 0 => format!("{hour:02}:{minute:02}:{second:02}"),
            Precision::Seconds => format!("{hour:02}:{minute:02}:{second:02}"),
            Precision::Milliseconds => {
                format!("{hour:02}:{minute:02}:{second:02}.{:03}", microsecond / 1000)
            }
            Precision::Auto | Precision::Microseconds => {
                format!("{hour:02}:{minute:02}:{second:02}.{microsecond:06}")
            }
        }
    }
}

/// How much of a time `isoformat` writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    Auto,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Microseconds,
}

impl Precision {
    /// What the argument `timespec` says.
    pub(super) fn parse(text: &str) -> Result<Precision> {
        Ok(match text {
            "auto" => Precision::Auto,
            "hours" => Precision::Hours,
            "minutes" => Precision::Minutes,
            "seconds" => Precision::Seconds,
            "milliseconds" => Precision::Milliseconds,
            "microseconds" => Precision::Microseconds,
            _ if text.contains('\0') => return Err(Error::value("embedded null character")),
            _ => return Err(Error::value("Unknown timespec value")),
        })
    }
}
