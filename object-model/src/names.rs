//! Interned strings: one object for each name, so that names are compared by address.

use crate::{Attached, Flag, Ref, Runtime, Special, Str, Value, Word, make};
use std::sync::OnceLock;
use sync::Map;

/// Marks a str object as the one of its text.
const INTERNED: Flag = Flag::LAYOUT_A;

/// The names of a world. Interned strings are immortal: names are looked up far more often than they are made.
pub struct Names {
    table: Map<Box<str>, Word>,
    /// The keys of what `__slots__` names.
    members: Map<Box<str>, Word>,
    special: OnceLock<Box<[Word]>>,
}

impl Default for Names {
    fn default() -> Self {
        Names { table: Map::default(), members: Map::default(), special: OnceLock::new() }
    }
}

impl Names {
    /// The interned string of this text.
    pub fn intern<R: Runtime>(&self, attached: &Attached<R>, text: &str) -> Ref<R, Str<R>> {
        attached.recent_name(text, || Self::one_of(&self.table, attached, text, Some(INTERNED)))
    }

    /// The string under which an instance holds what `__slots__` calls so. It is immortal and no name, so that no attribute is
    /// found under it, and what it stands for is found as no attribute.
    pub fn member<R: Runtime>(&self, attached: &Attached<R>, text: &str) -> Ref<R, Str<R>> {
        Self::one_of(&self.members, attached, text, None)
    }

    /// The one string of this text in a table; made, immortal and with its mark, by the first to ask.
    #[inline(always)]
    fn one_of<R: Runtime>(
        table: &Map<Box<str>, Word>,
        attached: &Attached<R>,
        text: &str,
        mark: Option<Flag>,
    ) -> Ref<R, Str<R>> {
        if let Some(word) = table.get(text) {
            return reference(word);
        }
        // Nobody finds it before it is immortal and marked (N5).
        let word = table.get_or_insert_with(text, || {
            let string = make::string(attached, text);
            attached.immortalize(string.value());
            if let Some(mark) = mark {
                string.head().set(mark);
            }
            string.into_value().into_word()
        });
        reference(word)
    }

    /// The interned string equal to `string`.
    pub fn intern_str<R: Runtime>(&self, attached: &Attached<R>, string: &Ref<R, Str<R>>) -> Ref<R, Str<R>> {
        if is_interned(string) { string.clone() } else { self.intern(attached, string.as_str()) }
    }

    /// A special method's name.
    #[inline]
    pub(crate) fn special<R: Runtime>(&self, special: Special) -> &Ref<R, Str<R>> {
        let names = self.special.get().expect("the special names are interned when the world begins");
        // SAFETY: the words are interned, immortal strings; `Ref` is a transparent wrapper around `Word`.
        unsafe { &*std::ptr::from_ref(&names[special as usize]).cast::<Ref<R, Str<R>>>() }
    }

    /// Interns the special names.
    pub(crate) fn begin<R: Runtime>(&self, attached: &Attached<R>) {
        let names =
            Special::NAMES.iter().map(|name| self.intern(attached, name).into_value().into_word()).collect();
        let _ = self.special.set(names);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }
}

/// Whether a string is the one of its text, so that comparing addresses decides equality with other interned ones.
#[inline]
pub fn is_interned<R: Runtime>(string: &Ref<R, Str<R>>) -> bool {
    string.head().has(INTERNED)
}

/// The string of a table's, or a shape's, word.
pub(crate) fn reference<R: Runtime>(word: Word) -> Ref<R, Str<R>> {
    // SAFETY: what the tables hold is immortal, and so is what a shape names, so the reference needs no count.
    let value = unsafe { Value::<R>::from_owned(word) };
    match value.downcast() {
        Ok(string) => string,
        Err(_) => unreachable!("the tables hold strings"),
    }
}
