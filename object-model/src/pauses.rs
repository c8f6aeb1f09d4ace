//! How often others were held up, and for how long.

use std::time::Duration;

/// Lengths are told apart by their first so many bits.
const PRECISION: u32 = 5;
/// Lengths between two powers of two.
const STEPS: u64 = 1 << (PRECISION - 1);

/// Pauses: their number, their sum, the longest, and how they are spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pauses {
    times: u64,
    total: Duration,
    longest: Duration,
    /// How many there were of each length, told apart by its first bits; as far as there were any.
    by_length: Vec<u64>,
}

impl Pauses {
    /// One more.
    pub fn note(&mut self, pause: Duration) {
        self.times += 1;
        self.total += pause;
        self.longest = self.longest.max(pause);
        let place = place_of(u64::try_from(pause.as_nanos()).unwrap_or(u64::MAX));
        if self.by_length.len() <= place {
            self.by_length.resize(place + 1, 0);
        }
        self.by_length[place] += 1;
    }

    /// Adds others.
    pub fn add(&mut self, others: &Pauses) {
        self.times += others.times;
        self.total += others.total;
        self.longest = self.longest.max(others.longest);
        if self.by_length.len() < others.by_length.len() {
            self.by_length.resize(others.by_length.len(), 0);
        }
        for (here, there) in self.by_length.iter_mut().zip(&others.by_length) {
            *here += there;
        }
    }

    /// How many there were.
    pub fn times(&self) -> u64 {
        self.times
    }

    /// All of them together.
    pub fn total(&self) -> Duration {
        self.total
    }

    /// The longest.
    pub fn longest(&self) -> Duration {
        self.longest
    }

    /// The median, to three per cent; zero if there were none.
    pub fn median(&self) -> Duration {
        let mut before = 0;
        let place = self.by_length.iter().position(|times| {
            before += times;
            before * 2 >= self.times
        });
        match place {
            Some(place) if self.times > 0 => Duration::from_nanos(middle_of(place)).min(self.longest),
            _ => Duration::ZERO,
        }
    }
}

/// The place of a length: short ones have one each, the others share.
fn place_of(nanoseconds: u64) -> usize {
    let bits = u64::BITS - nanoseconds.leading_zeros();
    let shift = bits.saturating_sub(PRECISION);
    let first = nanoseconds >> shift;
    (u64::from(shift) * STEPS + first) as usize
}

/// The length in the middle of those that have a place.
fn middle_of(place: usize) -> u64 {
    let place = place as u64;
    let shift = (place / STEPS).saturating_sub(1);
    let first = place - shift * STEPS;
    (first << shift) + (1 << shift) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_place_has_that_place() {
        for place in 0..place_of(u64::MAX) {
            assert_eq!(place_of(middle_of(place)), place);
        }
    }

    #[test]
    fn places_go_up_with_lengths() {
        let lengths = (0..2000).chain([5_000, 1 << 20, (1 << 20) + (1 << 15), 1 << 40, u64::MAX]);
        assert!(lengths.clone().zip(lengths.skip(1)).all(|(one, next)| place_of(one) <= place_of(next)));
    }

    #[test]
    fn the_median_is_in_the_middle() {
        let mut pauses = Pauses::default();
        assert_eq!(pauses.median(), Duration::ZERO);
        let (mut few, mut many) = (Pauses::default(), Pauses::default());
        (1..=10).for_each(|n| few.note(Duration::from_micros(n)));
        (11..=99).for_each(|n| many.note(Duration::from_micros(n)));
        pauses.add(&many);
        pauses.add(&few);
        let median = pauses.median().as_nanos() as f64;
        assert!((median / 50_000.0 - 1.0).abs() < 0.035, "{median}");
        assert_eq!(pauses.longest(), Duration::from_micros(99));
        assert_eq!((pauses.times(), pauses.total()), (99, Duration::from_micros(99 * 50)));
    }

    #[test]
    fn one_pause_is_its_own_median() {
        let mut pauses = Pauses::default();
        pauses.note(Duration::from_nanos(7));
        assert_eq!(pauses.median(), Duration::from_nanos(7));
    }
}
