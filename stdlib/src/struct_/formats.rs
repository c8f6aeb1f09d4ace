//! Formats as they have been parsed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;
use text::struct_format::Format;

/// So many are kept, as in CPython.
const MOST: usize = 100;

/// A format, and its text.
pub(super) struct Parsed {
    pub(super) format: Format,
    pub(super) text: Box<str>,
}

thread_local! {
    /// What this thread has packed and unpacked by lately: the threads share nothing, nor do they wait.
    static RECENT: RefCell<HashMap<Box<str>, Rc<Parsed>>> = RefCell::default();
}

/// What is packed or unpacked by: that of a `Struct`, or one of text.
pub(super) enum Layout<'a> {
    Own(&'a Parsed),
    Recent(Rc<Parsed>),
}

impl Deref for Layout<'_> {
    type Target = Parsed;
    fn deref(&self) -> &Parsed {
        match self {
            Layout::Own(own) => own,
            Layout::Recent(recent) => recent,
        }
    }
}

/// The format of this text, if the thread has used it lately.
pub(super) fn recent(text: &str) -> Option<Rc<Parsed>> {
    RECENT.with_borrow(|recent| recent.get(text).cloned())
}

/// Keeps a format for the next time.
pub(super) fn keep(parsed: Parsed) -> Rc<Parsed> {
    let kept = Rc::new(parsed);
    RECENT.with_borrow_mut(|recent| {
        if recent.len() >= MOST {
            recent.clear();
        }
        recent.insert(kept.text.clone(), Rc::clone(&kept));
    });
    kept
}

/// `_clearcache()`
pub(super) fn forget() {
    RECENT.with_borrow_mut(HashMap::clear);
}
