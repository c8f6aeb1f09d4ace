//! Numbers as a person reads them: three significant digits and a unit.

use std::time::Duration;

/// A count: `812`, `4.21k`, `13.0M`.
pub fn count(value: u64) -> String {
    match value {
        0..1_000 => value.to_string(),
        1_000..999_500 => format!("{}k", three_digits(value as f64 / 1e3)),
        999_500..999_500_000 => format!("{}M", three_digits(value as f64 / 1e6)),
        _ => format!("{}G", three_digits(value as f64 / 1e9)),
    }
}

/// A length of time: `812ns`, `4.21µs`, `13.0ms`, `2.35s`.
pub fn time(value: Duration) -> String {
    let seconds = value.as_secs_f64();
    match seconds {
        0.0 => "0".into(),
        ..999.5e-9 => format!("{}ns", three_digits(seconds * 1e9)),
        ..999.5e-6 => format!("{}µs", three_digits(seconds * 1e6)),
        ..999.5e-3 => format!("{}ms", three_digits(seconds * 1e3)),
        _ => format!("{}s", three_digits(seconds)),
    }
}

/// A share between none and all: `0%`, `0.4%`, `37%`, `100%`.
pub fn share(value: f64) -> String {
    let percent = value * 100.0;
    if percent == 0.0 {
        "0%".into()
    } else if percent < 0.1 {
        "<0.1%".into()
    } else if percent < 9.95 {
        format!("{percent:.1}%")
    } else {
        format!("{percent:.0}%")
    }
}

fn three_digits(value: f64) -> String {
    if value < 9.995 {
        format!("{value:.2}")
    } else if value < 99.95 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_keep_three_digits_and_never_show_a_thousand_of_a_unit() {
        let shown =
            [0, 999, 1_000, 4_210, 99_949, 99_950, 999_499, 999_500, 13_000_000, 5_000_000_000].map(count);
        assert_eq!(shown, ["0", "999", "1.00k", "4.21k", "99.9k", "100k", "999k", "1.00M", "13.0M", "5.00G"]);
    }

    #[test]
    fn times_pick_their_unit() {
        let shown =
            [0, 812, 4_210, 13_000_000, 999_600_000, 2_350_000_000].map(|ns| time(Duration::from_nanos(ns)));
        assert_eq!(shown, ["0", "812ns", "4.21µs", "13.0ms", "1.00s", "2.35s"]);
    }

    #[test]
    fn shares_do_not_round_something_to_nothing() {
        assert_eq!([0.0, 0.0001, 0.004, 0.371, 1.0].map(share), ["0%", "<0.1%", "0.4%", "37%", "100%"]);
    }
}
