//! Hashes of text, bytes and containers.
//!
//! Numbers, tuples and sets hash exactly as in CPython. Text and bytes do not: CPython's hash is keyed at random for
//! each process, while the same program here must do the same work on every run and on both runtimes. So theirs is fixed,
//! and fast. It is no defence against keys chosen to collide.
//!
//! No hash is -1, which CPython's C code reserves for errors; it becomes another number.

/// The hash of text, by its UTF-8, or of bytes.
pub fn bytes(bytes: &[u8]) -> i64 {
    const SEED: u64 = 0x243F_6A88_85A3_08D3;
    const LOW: u64 = 0x1319_8A2E_0370_7344;
    const HIGH: u64 = 0xA409_3822_299F_31D0;
    if bytes.is_empty() {
        return 0;
    }
    let mut state = SEED ^ bytes.len() as u64;
    let (blocks, rest) = bytes.as_chunks::<16>();
    for block in blocks {
        state = fold(word(&block[..8]) ^ state ^ LOW, word(&block[8..]) ^ HIGH);
    }
    let (low, high) = rest.split_at(rest.len().min(8));
    state = fold(word(low) ^ state ^ LOW, word(high) ^ HIGH);
    not_minus_one(fold(state, SEED) as i64, -2)
}

/// The hash of text.
pub fn text(text: &str) -> i64 {
    bytes(text.as_bytes())
}

/// Up to eight bytes as a number.
fn word(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(word)
}

/// Multiplies and keeps both halves: every bit of either factor reaches every bit of the answer.
fn fold(left: u64, right: u64) -> u64 {
    let product = u128::from(left) * u128::from(right);
    product as u64 ^ (product >> 64) as u64
}

/// The hash of an object that is equal to itself only, from its address.
pub fn address(address: usize) -> i64 {
    not_minus_one((address as u64).rotate_right(4) as i64, -2)
}

/// Hashes a tuple: its items' hashes in order.
#[derive(Clone, Debug)]
pub struct TupleHasher {
    state: u64,
    length: u64,
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

impl Default for TupleHasher {
    fn default() -> Self {
        TupleHasher { state: PRIME_5, length: 0 }
    }
}

impl TupleHasher {
    /// Adds the hash of the next item.
    pub fn add(&mut self, hash: i64) {
        self.state = self.state.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        self.state = self.state.rotate_left(31).wrapping_mul(PRIME_1);
        self.length += 1;
    }

    /// The tuple's hash.
    pub fn finish(&self) -> i64 {
        let hash = self.state.wrapping_add(self.length ^ (PRIME_5 ^ 3_527_539));
        not_minus_one(hash as i64, 1_546_275_796)
    }
}

/// The hash of a tuple of items with these hashes.
pub fn tuple(hashes: impl IntoIterator<Item = i64>) -> i64 {
    let mut hasher = TupleHasher::default();
    hashes.into_iter().for_each(|hash| hasher.add(hash));
    hasher.finish()
}

/// The hash of a frozenset of items with these hashes, in any order.
pub fn frozen_set(hashes: impl IntoIterator<Item = i64>) -> i64 {
    let (mut mixed, mut length) = (0_u64, 0_u64);
    for hash in hashes {
        let hash = hash as u64;
        mixed ^= (hash ^ 89_869_747 ^ hash << 16).wrapping_mul(3_644_798_167);
        length += 1;
    }
    mixed ^= (length + 1).wrapping_mul(1_927_868_237);
    mixed ^= mixed >> 11 ^ mixed >> 25;
    let hash = mixed.wrapping_mul(69_069).wrapping_add(907_133_923);
    not_minus_one(hash as i64, 590_923_713)
}

fn not_minus_one(hash: i64, instead: i64) -> i64 {
    if hash == -1 { instead } else { hash }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn containers_hash_as_in_cpython() {
        assert_eq!(5_740_354_900_026_072_187, tuple([]));
        assert_eq!(-6_644_214_454_873_602_895, tuple([1]));
        assert_eq!(529_344_067_295_497_451, tuple([1, 2, 3]));
        assert_eq!(-1_467_267_874_458_550_984, tuple([tuple([1, 2]), tuple([3, 4])]));
        assert_eq!(133_146_708_735_736, frozen_set([]));
        assert_eq!(-272_375_401_224_217_160, frozen_set([3, 1, 2]));
        assert_eq!(4_411_996_150_312_757_951, frozen_set((0..100).rev()));
    }

    #[test]
    fn texts_hash_by_every_byte_and_by_length() {
        let base = b"0123456789abcdef0123456789abcdefxyz";
        let mut seen = HashSet::from([bytes(base)]);
        for length in 0..base.len() {
            assert!(seen.insert(bytes(&base[..length])), "length {length}");
            let mut other = base.to_vec();
            other[length] ^= 1;
            assert!(seen.insert(bytes(&other)), "byte {length}");
        }
        assert_eq!(0, text(""));
        assert_ne!(text("\0"), text("\0\0"));
        assert_eq!(bytes(b"abc"), text("abc"));
    }

    #[test]
    fn the_low_bits_of_similar_texts_differ() {
        let mut buckets = [0_u32; 256];
        for number in 0..25_600 {
            buckets[(text(&format!("key{number}")) & 255) as usize] += 1;
        }
        // Evenly spread: a hundred each, and six standard deviations from it.
        assert!(buckets.iter().all(|count| (40..160).contains(count)), "{buckets:?}");
    }
}
