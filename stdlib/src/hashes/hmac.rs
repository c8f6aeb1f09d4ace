//! HMAC (RFC 2104): a hash function with a key, which is a hash function again.

use super::{Facts, Function};

/// A hash of the message, to which the key was mixed in; and the one that this is hashed by in the end.
struct Keyed {
    inner: Box<dyn Function>,
    outer: Box<dyn Function>,
}

impl Function for Keyed {
    fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }

    fn digest(&self) -> Vec<u8> {
        let mut outer = self.outer.copy();
        outer.update(&self.inner.digest());
        outer.digest()
    }

    fn extended(&self, _: usize) -> Option<Vec<u8>> {
        None
    }

    fn copy(&self) -> Box<dyn Function> {
        Box::new(Keyed { inner: self.inner.copy(), outer: self.outer.copy() })
    }
}

/// The key, as long as a block of the function.
pub(super) fn block_of(key: &[u8], size: usize, hash: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut block = if key.len() > size { hash(key) } else { key.to_vec() };
    block.resize(size, 0);
    block
}

/// What is hashed before the message, and before the message's hash.
pub(super) fn pads(block: &[u8]) -> [Vec<u8>; 2] {
    [0x36, 0x5c].map(|mask| block.iter().map(|byte| byte ^ mask).collect())
}

/// The function that hashes with a key; none if its digests may have any length.
pub(super) fn keyed(facts: Facts, function: &dyn Function, key: &[u8]) -> Option<Box<dyn Function>> {
    if facts.digest == 0 {
        return None;
    }
    let block = block_of(key, facts.block, |key| {
        let mut hash = function.copy();
        hash.update(key);
        hash.digest()
    });
    let [mut inner, mut outer] = [function.copy(), function.copy()];
    let [first, last] = pads(&block);
    inner.update(&first);
    outer.update(&last);
    Some(Box::new(Keyed { inner, outer }))
}
