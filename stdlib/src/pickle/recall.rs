//! What an unpickler was told to remember, by number.

use object_model::{Runtime, Value};
use std::collections::HashMap;

/// So many places are had in any case.
const LEAST: usize = 1024;

/// Values by number. A number costs memory for itself only, however large it is.
pub(super) struct Recall<R: Runtime> {
    /// Those with small numbers; unbound where there is none.
    dense: Vec<Value<R>>,
    sparse: HashMap<usize, Value<R>>,
    count: usize,
}

impl<R: Runtime> Default for Recall<R> {
    fn default() -> Self {
        Recall { dense: Vec::new(), sparse: HashMap::new(), count: 0 }
    }
}

impl<R: Runtime> Recall<R> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    #[inline]
    pub(super) fn get(&self, number: usize) -> Option<&Value<R>> {
        match self.dense.get(number) {
            Some(value) if !value.is_unbound() => Some(value),
            _ if self.sparse.is_empty() => None,
            _ => self.sparse.get(&number),
        }
    }

    /// Remembers a value; what had its number is given back.
    pub(super) fn put(&mut self, number: usize, value: Value<R>) -> Option<Value<R>> {
        let old = if number < self.dense.len() && !self.sparse.contains_key(&number) {
            Some(std::mem::replace(&mut self.dense[number], value)).filter(|old| !old.is_unbound())
        } else if number < LEAST.max(2 * self.count) && !self.sparse.contains_key(&number) {
            self.dense.resize_with(number, || Value::UNBOUND);
            self.dense.push(value);
            None
        } else {
            self.sparse.insert(number, value)
        };
        self.count += usize::from(old.is_none());
        old
    }

    /// The values with their numbers, in the order of these.
    pub(super) fn entries(&self) -> Vec<(usize, Value<R>)> {
        let dense = self.dense.iter().enumerate().filter(|(_, value)| !value.is_unbound());
        let sparse = self.sparse.iter().map(|(&number, value)| (number, value));
        let mut entries: Vec<_> =
            dense.chain(sparse).map(|(number, value)| (number, value.clone())).collect();
        entries.sort_by_key(|(number, _)| *number);
        entries
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Value<R>> {
        self.dense.iter().chain(self.sparse.values())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gil_runtime::Gil;

    #[test]
    fn a_large_number_costs_little() {
        let mut recall = Recall::<Gil>::default();
        for number in [0, 1, 500, usize::MAX, 1 << 32] {
            assert!(recall.put(number, Value::TRUE).is_none());
        }
        assert!(recall.dense.len() <= 501);
        assert_eq!((recall.len(), recall.sparse.len()), (5, 2));
        assert!(recall.put(usize::MAX, Value::NONE).is_some());
        assert!(recall.get(usize::MAX).is_some_and(Value::is_none) && recall.get(2).is_none());
        assert_eq!(recall.len(), 5);
    }
}
