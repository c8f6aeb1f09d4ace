//! Ratios of paired runs, and how far they can be trusted.
//!
//! Two runs that follow one another meet the same machine; two averages taken minutes apart do not. So
//! every run is divided by the one it is paired with, and the result is the median of those ratios. The
//! interval around it comes from the bootstrap: the pairs are drawn again, with replacement, and the
//! middle 95 % of the medians kept. The same arithmetic applied to a configuration against itself is
//! the noise floor (an A/A test), and a difference below it is not a finding.

use serde::Serialize;

/// How many times the pairs are drawn again.
const RESAMPLES: usize = 2_000;

/// A program that mostly sleeps repeats itself to a thousandth; that does not make a thousandth a finding.
const LEAST_NOISE: f64 = 0.01;

/// How many times faster than the base.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ratio {
    /// Median of the paired ratios.
    pub median: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// The fastest run of the base by the fastest run.
    pub min_by_min: f64,
    /// How many pairs.
    pub pairs: usize,
}

impl Ratio {
    /// `base[i] / other[i]`: above one, the other is faster.
    ///
    /// # Panics
    ///
    /// If there is no pair or a run without its partner.
    pub fn of_times(base: &[f64], other: &[f64]) -> Self {
        assert_eq!(base.len(), other.len(), "every run has its partner");
        assert!(!base.is_empty(), "a ratio needs at least one pair");
        let ratios: Vec<f64> = base.iter().zip(other).map(|(base, other)| base / other).collect();
        let (low, high) = interval(&ratios);
        Self {
            median: median(ratios.clone()),
            low,
            high,
            min_by_min: least(base) / least(other),
            pairs: ratios.len(),
        }
    }

    /// So many times that.
    pub fn times(&self, factor: f64) -> Self {
        let Self { median, low, high, min_by_min, pairs } = *self;
        Self {
            median: median * factor,
            low: low * factor,
            high: high * factor,
            min_by_min: min_by_min * factor,
            pairs,
        }
    }

    /// The noise floor that an A/A ratio shows: how far its interval reaches from one, and never less
    /// than `LEAST_NOISE`.
    pub fn noise(&self) -> f64 {
        let farthest = |ratio: f64| if ratio < 1.0 { 1.0 / ratio - 1.0 } else { ratio - 1.0 };
        farthest(self.low).max(farthest(self.high)).max(LEAST_NOISE)
    }

    /// Whether the ratio differs from one by more than the noise, its whole interval on one side.
    pub fn is_beyond(&self, noise: f64) -> bool {
        let (faster, slower) = (1.0 + noise, 1.0 / (1.0 + noise));
        (self.low > 1.0 && self.median > faster) || (self.high < 1.0 && self.median < slower)
    }
}

/// The middle value; between two middle values, their mean.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 }
}

/// The geometric mean: the only mean of ratios that does not depend on which side is the base.
pub fn geometric_mean(ratios: &[f64]) -> f64 {
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn interval(ratios: &[f64]) -> (f64, f64) {
    // A fixed seed: the same measurements give the same report.
    let mut random = SplitMix(0x9e37_79b9_7f4a_7c15);
    let mut medians: Vec<f64> = (0..RESAMPLES)
        .map(|_| median((0..ratios.len()).map(|_| ratios[random.below(ratios.len())]).collect()))
        .collect();
    medians.sort_by(f64::total_cmp);
    (medians[RESAMPLES / 40], medians[RESAMPLES - 1 - RESAMPLES / 40])
}

/// Steele, Lea and Flood's SplitMix64.
struct SplitMix(u64);

impl SplitMix {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        ((u128::from(z) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_is_between_the_middle_two() {
        assert_eq!(2.5, median(vec![4.0, 1.0, 2.0, 3.0]));
        assert_eq!(2.0, median(vec![9.0, 1.0, 2.0]));
    }

    #[test]
    fn pairing_cancels_a_machine_that_slows_down() {
        let base = [1.0, 2.0, 4.0, 8.0];
        let other = [0.5, 1.0, 2.0, 4.0];
        let ratio = Ratio::of_times(&base, &other);
        assert_eq!((2.0, 2.0, 2.0), (ratio.low, ratio.median, ratio.high));
        assert_eq!(2.0, ratio.min_by_min);
    }

    #[test]
    fn the_interval_holds_the_median_and_stays_within_the_ratios() {
        let base = [1.0; 8];
        let other = [1.0, 1.1, 0.9, 1.05, 0.95, 1.2, 1.0, 1.02];
        let ratio = Ratio::of_times(&base, &other);
        assert!(ratio.low <= ratio.median && ratio.median <= ratio.high);
        assert!(ratio.low >= 1.0 / 1.2 && ratio.high <= 1.0 / 0.9);
        assert_eq!(ratio, Ratio::of_times(&base, &other));
    }

    #[test]
    fn nothing_within_the_noise_is_a_finding() {
        let ratio = |low, median, high| Ratio { median, low, high, min_by_min: median, pairs: 4 };
        assert!(ratio(1.08, 1.1, 1.12).is_beyond(0.05));
        assert!(!ratio(1.02, 1.04, 1.06).is_beyond(0.05));
        assert!(!ratio(0.98, 1.1, 1.2).is_beyond(0.05));
        assert!(ratio(0.5, 0.52, 0.55).is_beyond(0.05));
        assert!(!ratio(0.95, 0.96, 0.97).is_beyond(0.05));
    }

    #[test]
    fn the_noise_of_an_a_a_ratio_is_symmetric_and_never_nothing() {
        let ratio = |low: f64, high: f64| Ratio { median: 1.0, low, high, min_by_min: 1.0, pairs: 4 };
        assert!((ratio(0.5, 1.0).noise() - ratio(1.0, 2.0).noise()).abs() < 1e-12);
        assert_eq!(LEAST_NOISE, ratio(1.0, 1.0).noise());
    }

    #[test]
    fn a_ratio_and_its_inverse_have_no_mean_advantage() {
        assert!((geometric_mean(&[4.0, 0.25]) - 1.0).abs() < 1e-12);
    }
}
