//! The running frame, as the loop's instructions see it.

use crate::eval::operand::Operand;
use crate::function::LoadedCode;
use compiler::{Op, Reg};
use object_model::{Runtime, Word};

/// What the loop keeps of the running frame; others get a copy of it.
pub(crate) struct Running<R: Runtime> {
    /// The next instruction.
    pub next: *const Op,
    /// Register 0.
    pub base: *mut Word,
    /// The code.
    pub code: *const LoadedCode<R>,
}

impl<R: Runtime> Clone for Running<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Runtime> Copy for Running<R> {}

impl<R: Runtime> Running<R> {
    /// A register.
    #[inline(always)]
    pub fn at(&self, register: Reg) -> *mut Word {
        // SAFETY: the compiler numbers registers below the frame's count, for which there is room.
        unsafe { self.base.add(usize::from(register.0)) }
    }

    /// The word in a register, borrowed from it.
    #[inline(always)]
    pub fn word(&self, register: Reg) -> Word {
        // SAFETY: as above; every register holds a word.
        unsafe { *self.at(register) }
    }

    /// The value in a register.
    #[inline(always)]
    pub fn value<'a>(&self, register: Reg) -> Operand<'a, R> {
        // SAFETY: the register owns the word; arms do not write it while they use the operand, and `f_locals` keeps what it
        // replaces.
        unsafe { Operand::lent(self.word(register)) }
    }

    /// The instruction that was executed last, or is being executed.
    #[inline(always)]
    pub fn last(&self) -> Op {
        // SAFETY: a frame that has called another is past its first instruction.
        unsafe { *self.next.sub(1) }
    }

    /// Where the next instruction is, in instructions.
    #[inline(always)]
    pub fn place(&self) -> isize {
        // Instructions are at multiples of their size, which is a power of two.
        (self.next.addr() >> size_of::<Op>().trailing_zeros()) as isize
    }

    /// The code.
    #[inline(always)]
    pub fn loaded<'a>(&self) -> &'a LoadedCode<R> {
        // SAFETY: the running frame's callee keeps it alive.
        unsafe { &*self.code }
    }
}
