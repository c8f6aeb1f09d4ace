//! What an instruction reads from a register.

use object_model::{Runtime, Value, Word};
use std::marker::PhantomData;
use std::ops::Deref;

/// A value as a register held it when the instruction read it: lent, so that nothing is counted.
///
/// It is a copy of the word and no reference to the register: Python code that the instruction calls may assign to a
/// local variable of this frame through `f_locals`, which writes the register while the instruction works on what was
/// in it. What was there stays alive (`FrameObject::replaced`).
pub(crate) struct Operand<'a, R: Runtime> {
    word: Word,
    _register: PhantomData<&'a Value<R>>,
}

impl<R: Runtime> Operand<'_, R> {
    /// What a register holds.
    ///
    /// # Safety
    /// The word is that of a live value, and whoever takes it out of its register keeps it alive for `'a`.
    #[inline(always)]
    pub unsafe fn lent(word: Word) -> Self {
        Operand { word, _register: PhantomData }
    }
}

impl<R: Runtime> Deref for Operand<'_, R> {
    type Target = Value<R>;

    #[inline(always)]
    fn deref(&self) -> &Value<R> {
        // SAFETY: the maker of the operand vouches for the word.
        unsafe { Value::from_word_ref(&self.word) }
    }
}
