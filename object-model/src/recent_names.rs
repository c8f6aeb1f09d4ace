//! The names that a thread has interned last. The table is everybody's, and who looks into it counts itself there; a thread
//! that interns the same few names all the time looks here instead.

use crate::runtime::Runtime;
use crate::str::Str;
use crate::value::{Ref, Value};
use crate::word::Word;
use std::cell::Cell;

/// What a thread has interned last, by a few of its bytes.
pub(crate) struct RecentNames([Cell<Word>; RECENT]);

/// How many names a thread remembers. A power of two.
const RECENT: usize = 256;

impl Default for RecentNames {
    fn default() -> Self {
        RecentNames([const { Cell::new(Word::UNBOUND) }; RECENT])
    }
}

impl RecentNames {
    /// The name of this text, or what `look` finds.
    #[inline]
    pub(crate) fn find<R: Runtime>(
        &self,
        text: &str,
        look: impl FnOnce() -> Ref<R, Str<R>>,
    ) -> Ref<R, Str<R>> {
        // Names that go together, such as special methods', differ before their ends.
        let bytes = text.as_bytes();
        let ends = bytes.iter().rev().take(8).chain(bytes.first());
        let mixed = ends.fold(bytes.len(), |mixed, &byte| mixed.wrapping_mul(31) ^ usize::from(byte));
        let place = &self.0[mixed % RECENT];
        if place.get() != Word::UNBOUND {
            // SAFETY: names are immortal, so the reference needs no count.
            let name: Result<Ref<R, Str<R>>, _> = unsafe { Value::<R>::from_owned(place.get()) }.downcast();
            if let Ok(name) = name
                && name.as_str() == text
            {
                return name;
            }
        }
        let name = look();
        place.set(name.value().word());
        name
    }
}
