//! Frames: what a running function has besides its registers.

use crate::function::{Function, LoadedCode};
use crate::generator::Generator;
use compiler::Op;
use object_model::{Header, Object, Runtime, Value, Word};
use std::ptr::NonNull;

/// What happens when a frame returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Then {
    /// The value goes into the caller's register.
    Store(u16),
    /// The value must be None; the new instance (below the frame's callee) goes into the caller's register.
    Construct(u16),
    /// A generator's frame: its caller's `ForIter` has an item, or is at its end.
    Iterate,
    /// A generator's frame: its caller's `Delegate` yields the value, or has it for its result.
    Delegate,
    /// The evaluation loop ends and answers the value to Rust.
    Answer,
}

/// A running function. Its registers are `base..base + code.registers`; the callee is owned by the register below.
pub(crate) struct Frame<R: Runtime> {
    pub base: *mut Word,
    /// The next instruction, while the frame is not the running one.
    pub next: *const Op,
    pub code: *const Object<R, LoadedCode<R>>,
    pub function: *const Object<R, Function<R>>,
    pub then: Then,
    pub role: Role,
    /// Whether the frame has an object.
    pub observed: bool,
    /// What the frame keeps besides, as its role says; unbound for a plain function.
    pub kept: Value<R>,
}

/// What a frame keeps besides its registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Nothing.
    Function,
    /// The namespace of a module, class body or `exec` code.
    Body,
    /// The instance being constructed, for [`Then::Construct`].
    Constructor,
    /// The generator whose body this is.
    Generator,
}

/// The offset Python sees for an instruction: two bytes for each, as in CPython, after the two with which a body begins.
pub(crate) fn offset(instruction: u32) -> i64 {
    (i64::from(instruction) + 1) * 2
}

/// The instruction at an offset.
pub(crate) fn instruction_at(offset: i64) -> u32 {
    u32::try_from(offset / 2 - 1).unwrap_or(0)
}

impl<R: Runtime> Frame<R> {
    /// The word of the code object, which the frame keeps alive.
    pub fn code_word(&self) -> Word {
        let code = NonNull::new(self.code.cast_mut()).expect("a frame runs code");
        Word::object(code.cast::<Header<R>>())
    }

    /// The payload of the code.
    #[inline(always)]
    pub fn loaded(&self) -> &LoadedCode<R> {
        // SAFETY: the callee keeps the function alive, the function or its generator the code.
        unsafe { &(*self.code).payload }
    }

    /// The payload of the function.
    #[inline(always)]
    pub fn function(&self) -> &Function<R> {
        // SAFETY: as above.
        unsafe { &(*self.function).payload }
    }

    /// The namespace of a module, class body or `exec` code; unbound for a function.
    #[inline(always)]
    pub fn namespace(&self) -> &Value<R> {
        match self.role {
            Role::Body => &self.kept,
            Role::Generator if let Some(generator) = self.kept.as_ref::<Generator<R>>() => {
                &generator.namespace
            }
            // SAFETY: the unbound word is no object.
            _ => unsafe { Value::from_word_ref(&Word::UNBOUND) },
        }
    }

    /// Whether any instruction has been executed.
    pub fn has_begun(&self) -> bool {
        self.next != self.loaded().code.ops.as_ptr()
    }

    /// The number of the instruction that is running or was left last.
    pub fn instruction(&self) -> usize {
        let first = self.loaded().code.ops.as_ptr();
        // SAFETY: `next` points into, or one past, the instructions.
        (unsafe { self.next.offset_from(first) } as usize).saturating_sub(1)
    }
}
