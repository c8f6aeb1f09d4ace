//! The Mersenne Twister MT19937, as `random.Random` uses it: the same seed gives the same numbers as in CPython.

use num_bigint::BigUint;

use crate::error::check_length;
use crate::{Error, Integer, IntegerRef, Result};

const WORDS: usize = 624;
const MIDDLE: usize = 397;

/// The generator's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MersenneTwister {
    words: [u32; WORDS],
    /// Which word is next; when all are used up they are renewed.
    next: usize,
}

impl MersenneTwister {
    /// Seeds by the absolute value of an integer of any size.
    pub fn from_seed(seed: IntegerRef) -> Self {
        let key = match seed.to_big().magnitude().to_u32_digits() {
            digits if digits.is_empty() => vec![0],
            digits => digits,
        };
        Self::from_key(&key)
    }

    fn from_number(seed: u32) -> Self {
        let mut words = [seed; WORDS];
        for place in 1..WORDS {
            let before = words[place - 1];
            words[place] = (before ^ before >> 30).wrapping_mul(1_812_433_253).wrapping_add(place as u32);
        }
        MersenneTwister { words, next: WORDS }
    }

    /// Seeds by an array of one word or more.
    fn from_key(key: &[u32]) -> Self {
        let mut twister = Self::from_number(19_650_218);
        let words = &mut twister.words;
        let mut place = 1;
        for round in 0..WORDS.max(key.len()) {
            let part = round % key.len();
            let before = words[place - 1];
            words[place] = (words[place] ^ (before ^ before >> 30).wrapping_mul(1_664_525))
                .wrapping_add(key[part])
                .wrapping_add(part as u32);
            place = advance(words, place);
        }
        for _ in 1..WORDS {
            let before = words[place - 1];
            words[place] = (words[place] ^ (before ^ before >> 30).wrapping_mul(1_566_083_941))
                .wrapping_sub(place as u32);
            place = advance(words, place);
        }
        words[0] = 0x8000_0000;
        twister
    }

    fn renew(&mut self) {
        for place in 0..WORDS {
            let joined = self.words[place] & 0x8000_0000 | self.words[(place + 1) % WORDS] & 0x7FFF_FFFF;
            let odd = if joined & 1 == 1 { 0x9908_B0DF } else { 0 };
            self.words[place] = self.words[(place + MIDDLE) % WORDS] ^ joined >> 1 ^ odd;
        }
        self.next = 0;
    }

    /// The next 32 random bits.
    pub fn next_u32(&mut self) -> u32 {
        if self.next >= WORDS {
            self.renew();
        }
        let mut word = self.words[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9D2C_5680;
        word ^= word << 15 & 0xEFC6_0000;
        word ^ word >> 18
    }

    /// `random()`: a float in [0, 1) with 53 random bits.
    pub fn random(&mut self) -> f64 {
        let high = self.next_u32() >> 5;
        let low = self.next_u32() >> 6;
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// `getrandbits(count)`: an integer with `count` random bits.
    pub fn bits(&mut self, count: u64) -> Result<Integer> {
        if count <= 32 {
            return Ok(Integer::Small(if count == 0 {
                0
            } else {
                i64::from(self.next_u32() >> (32 - count))
            }));
        }
        let words = check_length(usize::try_from(count.div_ceil(32)).map_err(|_| Error::memory())?)?;
        let mut digits: Vec<u32> = (0..words).map(|_| self.next_u32()).collect();
        if let Some(last) = digits.last_mut() {
            *last >>= (32 - count % 32) % 32;
        }
        Ok(Integer::from(num_bigint::BigInt::from(BigUint::new(digits))))
    }

    /// `getstate()`: 624 words and the number of the next.
    pub fn state(&self) -> [u32; WORDS + 1] {
        let mut state = [self.next as u32; WORDS + 1];
        state[..WORDS].copy_from_slice(&self.words);
        state
    }

    /// `setstate(state)`.
    pub fn from_state(state: &[u32]) -> Result<Self> {
        let (words, next) = match state {
            [words @ .., next] if words.len() == WORDS => (words, *next as usize),
            _ => return Err(Error::value("state vector is the wrong size")),
        };
        if next > WORDS {
            return Err(Error::value("invalid state"));
        }
        Ok(MersenneTwister { words: words.try_into().expect("as many words"), next })
    }
}

/// The place after `place`; after the last comes the second, and the first becomes the last.
fn advance(words: &mut [u32; WORDS], place: usize) -> usize {
    if place + 1 < WORDS {
        return place + 1;
    }
    words[0] = words[WORDS - 1];
    1
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;

    use super::*;

    #[test]
    fn numbers_are_cpythons() {
        let mut twister = MersenneTwister::from_seed(42.into());
        assert_eq!([2_147_483_648, 3_564_348_608, 1_266_698_288, 624], {
            let state = twister.state();
            [state[0], state[1], state[2], state[WORDS]]
        });
        assert_eq!(0.6394267984578837, twister.random());
        assert_eq!(Ok(Integer::Small(0)), twister.bits(5));
        let bits: BigInt = "257086819302815227845767741691".parse().unwrap();
        assert_eq!(Ok(Integer::from(bits)), twister.bits(100));
        assert_eq!(Ok(Integer::from(BigInt::from(13_585_496_030_504_862_185_u64))), twister.bits(64));
        assert_eq!(Ok(Integer::Small(440_213_415)), twister.bits(32));
    }

    #[test]
    fn seeds_may_be_negative_or_large() {
        for (seed, first) in [
            ("0", 0.8444218515250481),
            ("-5", 0.6229016948897019),
            ("18446744073709551616", 0.9776462743838505),
            ("1267650600228229401496703205383", 0.41604161323913513),
        ] {
            let seed: BigInt = seed.parse().unwrap();
            assert_eq!(first, MersenneTwister::from_seed((&seed).into()).random());
        }
    }

    #[test]
    fn the_state_is_all_there_is() {
        let mut one = MersenneTwister::from_seed(7.into());
        for _ in 0..1000 {
            one.next_u32();
        }
        let mut other = MersenneTwister::from_state(&one.state()).unwrap();
        assert!((0..1000).all(|_| one.next_u32() == other.next_u32()));
        assert_eq!(
            "state vector is the wrong size",
            MersenneTwister::from_state(&[0; 3]).unwrap_err().message
        );
        let mut state = one.state();
        state[WORDS] = 625;
        assert_eq!("invalid state", MersenneTwister::from_state(&state).unwrap_err().message);
    }

    #[test]
    fn no_bits_are_zero_and_too_many_an_error() {
        let mut twister = MersenneTwister::from_seed(1.into());
        assert_eq!(Ok(Integer::Small(0)), twister.bits(0));
        assert_eq!(crate::Kind::Memory, twister.bits(u64::MAX).unwrap_err().kind);
    }
}
