//! Which variables are bound for sure, and so need no test.

/// The variables that are bound for sure.
#[derive(Clone, Default, PartialEq, Debug)]
pub(crate) struct Bound {
    words: Vec<u64>,
}

impl Bound {
    /// From here on this one is.
    pub fn insert(&mut self, variable: usize) {
        let word = variable / 64;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (variable % 64);
    }

    /// It has been deleted.
    pub fn remove(&mut self, variable: usize) {
        if let Some(word) = self.words.get_mut(variable / 64) {
            *word &= !(1 << (variable % 64));
        }
    }

    /// Whether it is bound for sure.
    pub fn contains(&self, variable: usize) -> bool {
        self.words.get(variable / 64).is_some_and(|word| word >> (variable % 64) & 1 == 1)
    }

    /// All but those.
    pub fn without(&self, other: &Bound) -> Bound {
        let mut words = self.words.clone();
        for (word, gone) in words.iter_mut().zip(&other.words) {
            *word &= !gone;
        }
        Bound { words }
    }

    /// What is bound whichever of two ways was taken to a place.
    pub fn intersect(&mut self, other: &Bound) {
        self.words.truncate(other.words.len());
        for (word, also) in self.words.iter_mut().zip(&other.words) {
            *word &= also;
        }
    }
}
