use std::borrow::Borrow;
use std::hash::Hash;

use dashmap::DashMap;

/// A table that many threads read and add to at once; nothing is taken out.
#[derive(Debug)]
pub struct Map<K: Eq + Hash, V>(DashMap<K, V>);

impl<K: Eq + Hash, V: Copy> Default for Map<K, V> {
    fn default() -> Self {
        Map(DashMap::new())
    }
}

impl<K: Eq + Hash, V: Copy> Map<K, V> {
    /// What is under the key.
    #[inline]
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key).map(|value| *value)
    }

    /// What is under the key. If there is nothing, what `make` makes is put there; it is made once, and nobody finds the
    /// key meanwhile.
    pub fn get_or_insert_with<Q: Eq + Hash + ?Sized>(&self, key: &Q, make: impl FnOnce() -> V) -> V
    where
        K: Borrow<Q> + for<'a> From<&'a Q>,
    {
        *self.0.entry(key.into()).or_insert_with(make)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
