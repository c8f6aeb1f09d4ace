use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

use super::Mutex;

/// The table of a model, which has no shards: one mutex around a table.
#[derive(Debug)]
pub struct Map<K, V>(Mutex<HashMap<K, V>>);

impl<K: Eq + Hash, V: Copy> Default for Map<K, V> {
    fn default() -> Self {
        Map(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash, V: Copy> Map<K, V> {
    /// What is under the key.
    #[track_caller]
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.0.lock().get(key).copied()
    }

    /// What is under the key. If there is nothing, what `make` makes is put there; it is made once, and nobody finds the
    /// key meanwhile.
    #[track_caller]
    pub fn get_or_insert_with<Q: Eq + Hash + ?Sized>(&self, key: &Q, make: impl FnOnce() -> V) -> V
    where
        K: Borrow<Q> + for<'a> From<&'a Q>,
    {
        let mut table = self.0.lock();
        if let Some(&value) = table.get(key) {
            return value;
        }
        let value = make();
        table.insert(key.into(), value);
        value
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.lock().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.lock().is_empty()
    }
}
