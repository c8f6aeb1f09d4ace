//! Keys from passwords: PBKDF2 (RFC 8018) and scrypt (RFC 7914), which take long on purpose.

use super::hmac::{block_of, pads};
use digest::Digest;
use std::collections::TryReserveError;

/// Fills `key` by PBKDF2 with the HMAC of a hash function, whose blocks have `size` bytes.
fn pbkdf2<D: Digest + Clone>(size: usize, password: &[u8], salt: &[u8], iterations: u64, key: &mut [u8]) {
    let block = block_of(password, size, |password| D::digest(password).to_vec());
    let [inner, outer] = pads(&block).map(|pad| D::new_with_prefix(pad));
    let keyed = |data: &[&[u8]]| {
        let mut hash = inner.clone();
        for part in data {
            hash.update(part);
        }
        outer.clone().chain_update(hash.finalize()).finalize()
    };
    for (number, part) in (1_u32..).zip(key.chunks_mut(<D as Digest>::output_size())) {
        let mut last = keyed(&[salt, &number.to_be_bytes()]);
        let mut sum = last.clone();
        for _ in 1..iterations {
            last = keyed(&[&last]);
            for (all, byte) in sum.iter_mut().zip(&last) {
                *all ^= byte;
            }
        }
        part.copy_from_slice(&sum[..part.len()]);
    }
}

/// Fills `key` by PBKDF2 with the hash function of this name; false if there is none.
pub(super) fn fill(name: &str, password: &[u8], salt: &[u8], iterations: u64, key: &mut [u8]) -> bool {
    let (size, fill): (usize, fn(usize, &[u8], &[u8], u64, &mut [u8])) = match name {
        "md5" => (64, pbkdf2::<md5::Md5>),
        "sha1" => (64, pbkdf2::<sha1::Sha1>),
        "sha224" => (64, pbkdf2::<sha2::Sha224>),
        "sha256" => (64, pbkdf2::<sha2::Sha256>),
        "sha384" => (128, pbkdf2::<sha2::Sha384>),
        "sha512" => (128, pbkdf2::<sha2::Sha512>),
        "sha3_224" => (144, pbkdf2::<sha3::Sha3_224>),
        "sha3_256" => (136, pbkdf2::<sha3::Sha3_256>),
        "sha3_384" => (104, pbkdf2::<sha3::Sha3_384>),
        "sha3_512" => (72, pbkdf2::<sha3::Sha3_512>),
        _ => return false,
    };
    fill(size, password, salt, iterations, key);
    true
}

/// What scrypt is asked for: how much memory and time it takes.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    /// How many blocks are kept; a power of two.
    pub(super) count: usize,
    /// How many times 128 bytes a block has.
    pub(super) size: usize,
    /// How many times all is done.
    pub(super) lanes: usize,
}

/// Words of the unit that Salsa20 mixes.
const UNIT: usize = 16;

/// So many zeros, if there is memory for them.
fn zeros<T: Clone + Default>(length: usize) -> Result<Vec<T>, TryReserveError> {
    let mut zeros = Vec::new();
    zeros.try_reserve_exact(length)?;
    zeros.resize(length, T::default());
    Ok(zeros)
}

/// Fills `key` by scrypt.
///
/// # Errors
/// If there is no memory for what it costs.
pub(super) fn scrypt(
    password: &[u8],
    salt: &[u8],
    cost: Cost,
    key: &mut [u8],
) -> Result<(), TryReserveError> {
    let mut mixed: Vec<u8> = zeros(128 * cost.size * cost.lanes)?;
    // The words of a block, those that come of mixing it, and all that are kept.
    let length = 32 * cost.size;
    let (mut words, mut next) = (zeros(length)?, zeros(length)?);
    let mut kept = Vec::new();
    kept.try_reserve_exact(length * cost.count)?;
    fill("sha256", password, salt, 1, &mut mixed);
    for lane in mixed.chunks_exact_mut(128 * cost.size) {
        let word = |bytes: &[u8]| bytes.iter().rev().fold(0, |word: u32, byte| word << 8 | u32::from(*byte));
        words.clear();
        words.extend(lane.chunks_exact(4).map(word));
        kept.clear();
        mix(&mut words, &mut next, &mut kept, cost.count);
        for (bytes, word) in lane.chunks_exact_mut(4).zip(&words) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
    }
    fill("sha256", password, &mixed, 1, key);
    Ok(())
}

/// Goes through `count` blocks, which are kept, then through as many of them as the blocks themselves say. `next` has room for
/// one.
fn mix(block: &mut Vec<u32>, next: &mut Vec<u32>, kept: &mut Vec<u32>, count: usize) {
    let length = block.len();
    for _ in 0..count {
        kept.extend_from_slice(block);
        mix_block(block, next);
        std::mem::swap(block, next);
    }
    for _ in 0..count {
        let place = block[length - UNIT] as usize & (count - 1);
        for (word, other) in block.iter_mut().zip(&kept[place * length..]) {
            *word ^= other;
        }
        mix_block(block, next);
        std::mem::swap(block, next);
    }
}

/// Mixes the units of a block, each with the one before it; those at even places go into the first half.
fn mix_block(block: &[u32], mixed: &mut [u32]) {
    let units = block.len() / UNIT;
    let mut state = [0; UNIT];
    state.copy_from_slice(&block[block.len() - UNIT..]);
    for (at, unit) in block.chunks_exact(UNIT).enumerate() {
        for (word, other) in state.iter_mut().zip(unit) {
            *word ^= other;
        }
        salsa(&mut state);
        let place = if at % 2 == 0 { at / 2 } else { units / 2 + at / 2 };
        mixed[place * UNIT..(place + 1) * UNIT].copy_from_slice(&state);
    }
}

/// Salsa20 with eight rounds.
fn salsa(state: &mut [u32; UNIT]) {
    /// Rows of a square of words, and the columns: each begins at the diagonal.
    const QUARTERS: [[usize; 4]; 8] = [
        [0, 4, 8, 12],
        [5, 9, 13, 1],
        [10, 14, 2, 6],
        [15, 3, 7, 11],
        [0, 1, 2, 3],
        [5, 6, 7, 4],
        [10, 11, 8, 9],
        [15, 12, 13, 14],
    ];
    let mut words = *state;
    for _ in 0..4 {
        for [a, b, c, d] in QUARTERS {
            words[b] ^= words[a].wrapping_add(words[d]).rotate_left(7);
            words[c] ^= words[b].wrapping_add(words[a]).rotate_left(9);
            words[d] ^= words[c].wrapping_add(words[b]).rotate_left(13);
            words[a] ^= words[d].wrapping_add(words[c]).rotate_left(18);
        }
    }
    for (word, mixed) in state.iter_mut().zip(words) {
        *word = word.wrapping_add(mixed);
    }
}
