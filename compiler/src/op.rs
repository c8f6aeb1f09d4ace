//! The instruction set: a register machine whose operands are read in place.
//!
//! An instruction is one 8-byte word. A frame is a window of registers on the thread's register stack; register 0 is
//! the first parameter. A register *owns* what it holds: reading an operand costs no count, overwriting a register
//! releases what was there. Temporaries are released by the instruction that uses them last, named by its [`Free`]
//! bits, so that an arithmetic instruction on immediate numbers does no counting at all.
//!
//! Calls lay their window at the top of the caller's: the callee in register `w`, its arguments from `w + 1`
//! (for a method: the receiver in `w + 1`, the arguments from `w + 2`), and the callee's register 0 *is* the caller's
//! first argument register. The call consumes the whole window and leaves its result in `dest`.

// The fields of an instruction are described by its one line of semantics.
#![allow(missing_docs)]

use serde::{Deserialize, Serialize};

/// A register of the current frame.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Reg(pub u16);

/// An index into [`Code::constants`](crate::Code::constants).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct ConstId(pub u16);

/// An index into [`Code::names`](crate::Code::names).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct NameId(pub u16);

/// An index into [`Code::sites`](crate::Code::sites): a name and the place of its inline cache.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct SiteId(pub u16);

/// An index into [`Code::children`](crate::Code::children).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct CodeId(pub u16);

/// An index into [`Code::call_shapes`](crate::Code::call_shapes).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct ShapeId(pub u16);

/// An index into [`Code::imports`](crate::Code::imports).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct ImportId(pub u16);

/// A jump distance in instructions, relative to the instruction *after* the jump.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Near(pub i16);

/// A jump distance in instructions, relative to the instruction *after* the jump.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Far(pub i32);

/// Which operands an instruction uses for the last time, and which variant of it is meant.
///
/// | bit | meaning |
/// |---|---|
/// | 0 | the first operand (`left`, `object`, `src`) is a temporary that dies here: release it and leave its register unbound |
/// | 1 | the second operand (`right`, `index`, `value`) dies here |
/// | 2 | the third operand dies here |
/// | 3 | in-place form of a binary operation (`+=`) |
/// | 4 | the sense of a compare-and-jump: jump when the comparison is true (set) or false (clear) |
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Free(pub u8);

impl Free {
    /// Nothing dies.
    pub const NONE: Free = Free(0);
    /// Bit 0: the first operand dies.
    pub const FIRST: u8 = 1;
    /// Bit 1: the second operand dies.
    pub const SECOND: u8 = 2;
    /// Bit 2: the third operand dies.
    pub const THIRD: u8 = 4;
    /// Bit 3: the in-place form.
    pub const IN_PLACE: u8 = 8;
    /// Bit 4: jump when the comparison holds.
    pub const WHEN_TRUE: u8 = 16;

    /// Whether the first operand dies here.
    #[inline(always)]
    pub fn first(self) -> bool {
        self.0 & Self::FIRST != 0
    }
    /// Whether the second operand dies here.
    #[inline(always)]
    pub fn second(self) -> bool {
        self.0 & Self::SECOND != 0
    }
    /// Whether the third operand dies here.
    #[inline(always)]
    pub fn third(self) -> bool {
        self.0 & Self::THIRD != 0
    }
    /// Whether any operand dies here.
    #[inline(always)]
    pub fn any(self) -> bool {
        self.0 & 7 != 0
    }
    /// Whether this is the in-place form.
    #[inline(always)]
    pub fn in_place(self) -> bool {
        self.0 & Self::IN_PLACE != 0
    }
    /// The sense of a compare-and-jump.
    #[inline(always)]
    pub fn when_true(self) -> bool {
        self.0 & Self::WHEN_TRUE != 0
    }
}

/// How `FormatValue` converts before it formats.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[repr(u8)]
pub enum Conversion {
    /// No conversion.
    None,
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// Special methods that are looked up on the type alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[repr(u8)]
pub enum Special {
    /// `__enter__`
    Enter,
    /// `__exit__`
    Exit,
    /// `__aenter__`
    AsyncEnter,
    /// `__aexit__`
    AsyncExit,
}

/// Operations too rare for an instruction of their own: `dest = kind(src)`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[repr(u8)]
pub enum Intrinsic {
    /// A list becomes a tuple (consumes `src`).
    ListToTuple,
    /// `from module import *`; `src` is the module, names go to the frame's namespace (globals or class/exec locals).
    ImportStar,
    /// A `StopIteration` that leaves a generator body becomes `RuntimeError`: `dest` = the exception to raise for `src`.
    StopIterationError,
    /// Wraps a value yielded by an async generator.
    AsyncGeneratorWrap,
    /// The value printed by an interactive statement (`sys.displayhook`).
    Print,
    /// `typing.TypeVar(name)`; `src` is the name.
    TypeVar,
    /// `typing.ParamSpec(name)`
    ParamSpec,
    /// `typing.TypeVarTuple(name)`
    TypeVarTuple,
    /// `src` is a tuple (name, bound evaluator): a `TypeVar` with a lazily evaluated bound.
    TypeVarWithBound,
    /// `src` is a tuple (name, constraints evaluator).
    TypeVarWithConstraints,
    /// `src` is a tuple (type variable, default evaluator); answers the type variable with the default set.
    SetTypeParamDefault,
    /// `Generic[*src]`; `src` is the tuple of type parameters: the implicit base of a generic class.
    SubscriptGeneric,
    /// `src` is a tuple (name, type parameters or None, value evaluator): `type X = …`.
    TypeAlias,
    /// `src` is a tuple (function, type parameters): sets `__type_params__`, answers the function.
    SetFunctionTypeParams,
    /// `except*`: `src` is a tuple (original exception, list of raised or re-raised parts); answers what to raise or None.
    PrepareReraiseStar,
    /// Whether `src` matches as a sequence in a `match` statement.
    MatchSequence,
    /// Whether `src` matches as a mapping.
    MatchMapping,
    /// `len(src)`
    Length,
    /// A t-string `Template`; `src` is a tuple of alternating strings and interpolation tuples (value, expression text, conversion, spec).
    Template,
    /// The current frame's local namespace (`locals()` of a class body or `exec` code).
    Locals,
    /// `__annotations__` of the frame's namespace is made if missing (module-level with `from __future__ import annotations`).
    SetupAnnotations,
    /// Raises `NotImplementedError` unless `src` (the annotate format) is VALUE (1) or VALUE_WITH_FAKE_GLOBALS (2); answers None.
    CheckAnnotateFormat,
}

/// One instruction. Fields are named; `dest` is written last, after operands have been read.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[repr(u8)]
pub enum Op {
    /// Does nothing.
    Nop,
    /// The instructions that follow are of this line: for the ledger. Only in code that is compiled with marks.
    Mark { line: u32 },

    // ---- moves -------------------------------------------------------------------------------------------------
    /// `dest = src`, one more reference. (The instruction whose count is visible.)
    Copy { dest: Reg, src: Reg },
    /// `dest = src`, the reference moves; `src` is left unbound.
    Move { dest: Reg, src: Reg },
    /// Releases `src` and leaves it unbound.
    Drop { src: Reg },
    /// Releases the registers from `first` to `first + count - 1` and leaves them unbound.
    DropRange { first: Reg, count: u16 },
    /// Exchanges two registers.
    Swap { left: Reg, right: Reg },
    /// `dest` = a constant (never counted).
    LoadConst { dest: Reg, constant: ConstId },
    /// `dest` = a small integer.
    LoadInt { dest: Reg, value: i32 },
    /// `dest = None`
    LoadNone { dest: Reg },
    /// `dest = True`
    LoadTrue { dest: Reg },
    /// `dest = False`
    LoadFalse { dest: Reg },
    /// Raises UnboundLocalError (or NameError for a free variable) naming `name` if `src` is unbound.
    CheckBound { src: Reg, name: NameId },
    /// `del` of a local: CheckBound, then Drop.
    DeleteLocal { src: Reg, name: NameId },

    // ---- cells -------------------------------------------------------------------------------------------------
    /// Turns the register into a cell that holds its present value (possibly unbound). In the prologue.
    MakeCell { reg: Reg },
    /// `dest` = the running function's closure cell number `index`.
    LoadClosure { dest: Reg, index: u16 },
    /// `dest` = the cell's contents; NameError/UnboundLocalError naming `name` if empty.
    CellGet { dest: Reg, cell: Reg, name: NameId },
    /// Stores into the cell; bit 1 of `free`: `value` moves.
    CellSet { free: Free, cell: Reg, value: Reg },
    /// Empties the cell; NameError if it is empty already.
    CellDelete { cell: Reg, name: NameId },

    // ---- names -------------------------------------------------------------------------------------------------
    /// `dest` = a global or builtin.
    LoadGlobal { dest: Reg, site: SiteId },
    /// Stores a global; bit 0 of `free`: `src` moves.
    StoreGlobal { free: Free, src: Reg, site: SiteId },
    /// `del` of a global.
    DeleteGlobal { site: SiteId },
    /// `dest` = a name of a class body or `exec` code: the frame's namespace, then globals, then builtins.
    LoadName { dest: Reg, site: SiteId },
    /// Stores into the frame's namespace; bit 0 of `free`: `src` moves.
    StoreName { free: Free, src: Reg, site: SiteId },
    /// Deletes from the frame's namespace.
    DeleteName { site: SiteId },
    /// Class body reading an enclosing function's variable: the namespace first, then the cell.
    LoadNameOrCell { dest: Reg, cell: Reg, name: NameId },
    /// An annotation scope inside a class reading a global name: the mapping in `dict` first, then globals, then builtins.
    LoadDictOrGlobal { dest: Reg, dict: Reg, site: SiteId },
    /// The same for a variable of an enclosing function: `dest` holds the mapping and is replaced by the value found in it, or in the cell.
    LoadDictOrCell { dest: Reg, cell: Reg, name: NameId },
    /// `dest` = the builtin `__build_class__`.
    LoadBuildClass { dest: Reg },
    /// `dest` = `AssertionError`, whatever the name is bound to.
    LoadAssertionError { dest: Reg },

    // ---- attributes and items ----------------------------------------------------------------------------------
    /// `dest = object.name`
    GetAttr { free: Free, dest: Reg, object: Reg, site: SiteId },
    /// `object.name = value` (bit 0: object dies, bit 1: value moves)
    SetAttr { free: Free, object: Reg, value: Reg, site: SiteId },
    /// `del object.name`
    DeleteAttr { free: Free, object: Reg, site: SiteId },
    /// Looks `name` up for a call: `window` = the function and `window + 1` = the receiver, or `window` = the bound
    /// callable and `window + 1` left unbound. Bit 0 of `free`: `object` dies (moves into the window).
    LoadMethod { free: Free, window: Reg, object: Reg, site: SiteId },
    /// `super().name` with explicit class and receiver: `window` holds (class), `window + 1` (self); `dest` = attribute. Consumes both.
    /// Used for the zero-argument form `super().name` when `super` is not shadowed; `site` names the attribute and the global `super` is loaded into `window + 2` first (and consumed).
    GetSuperAttr { dest: Reg, window: Reg, site: SiteId },
    /// As LoadMethod for `super().name(…)`: same window in, (function, receiver) or (callable, unbound) out at `window`, `window + 1`; `window + 2` is left unbound.
    LoadSuperMethod { window: Reg, site: SiteId },
    /// Looks a special method up on the type, for a call: as LoadMethod. TypeError of the `with` protocol if missing.
    LoadSpecial { free: Free, special: Special, window: Reg, object: Reg },
    /// `dest = object[index]`
    GetItem { free: Free, dest: Reg, object: Reg, index: Reg },
    /// `object[index] = value` (bits 0, 1, 2: object, index, value; a dead value moves)
    SetItem { free: Free, object: Reg, index: Reg, value: Reg },
    /// `del object[index]`
    DeleteItem { free: Free, object: Reg, index: Reg },
    /// `dest = object[start:stop:step]`; the bounds are 3 registers from `first` (None where absent), which are consumed.
    /// Bit 0: object.
    GetSlice { free: Free, dest: Reg, object: Reg, first: Reg },
    /// `object[start:stop:step] = value`; bounds as with GetSlice. Bits 0 and 2: object, value.
    SetSlice { free: Free, object: Reg, first: Reg, value: Reg },

    // ---- operators ---------------------------------------------------------------------------------------------
    /// `dest = left + right`
    Add { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left - right`
    Sub { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left * right`
    Mul { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left / right`
    Div { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left // right`
    FloorDiv { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left % right`
    Mod { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left ** right`
    Pow { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left @ right`
    MatMul { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left << right`
    LeftShift { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left >> right`
    RightShift { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left & right`
    BitAnd { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left | right`
    BitOr { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left ^ right`
    BitXor { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left + immediate` (bit 3: in place)
    AddInt { free: Free, dest: Reg, left: Reg, immediate: i16 },
    /// `dest = left - immediate`
    SubInt { free: Free, dest: Reg, left: Reg, immediate: i16 },
    /// `dest = left == right`
    Eq { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left != right`
    Ne { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left < right`
    Lt { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left <= right`
    Le { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left > right`
    Gt { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left >= right`
    Ge { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left is right` (bit 4 clear: `is not`; set: `is`)
    Is { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = left in right` (bit 4 clear: `not in`; set: `in`). The container is `right`.
    In { free: Free, dest: Reg, left: Reg, right: Reg },
    /// `dest = -src`
    Neg { free: Free, dest: Reg, src: Reg },
    /// `dest = +src`
    Pos { free: Free, dest: Reg, src: Reg },
    /// `dest = ~src`
    Invert { free: Free, dest: Reg, src: Reg },
    /// `dest = not src`
    Not { free: Free, dest: Reg, src: Reg },

    // ---- jumps -------------------------------------------------------------------------------------------------
    /// Goes forward, without a safepoint.
    Jump { to: Far },
    /// Goes backward: a back edge, where the thread polls its eval breaker.
    Loop { to: Far },
    /// Jumps if `src` is true. Bit 0: `src` dies (on both ways).
    JumpIfTrue { free: Free, src: Reg, to: Far },
    /// Jumps if `src` is false. Bit 0: `src` dies (on both ways).
    JumpIfFalse { free: Free, src: Reg, to: Far },
    /// Jumps if `src` is None.
    JumpIfNone { free: Free, src: Reg, to: Far },
    /// Jumps if `src` is not None.
    JumpIfNotNone { free: Free, src: Reg, to: Far },
    /// Jumps if `left == right` is the sense in bit 4. A negative distance is a back edge. (Likewise below.)
    JumpEq { free: Free, left: Reg, right: Reg, to: Near },
    /// As JumpEq for `!=`.
    JumpNe { free: Free, left: Reg, right: Reg, to: Near },
    /// As JumpEq for `<`.
    JumpLt { free: Free, left: Reg, right: Reg, to: Near },
    /// As JumpEq for `<=`.
    JumpLe { free: Free, left: Reg, right: Reg, to: Near },
    /// As JumpEq for `>`.
    JumpGt { free: Free, left: Reg, right: Reg, to: Near },
    /// As JumpEq for `>=`.
    JumpGe { free: Free, left: Reg, right: Reg, to: Near },
    /// Jumps if `left == immediate` is the sense in bit 4. (Likewise below.)
    JumpEqInt { free: Free, left: Reg, immediate: i16, to: Near },
    /// As JumpEqInt for `!=`.
    JumpNeInt { free: Free, left: Reg, immediate: i16, to: Near },
    /// As JumpEqInt for `<`.
    JumpLtInt { free: Free, left: Reg, immediate: i16, to: Near },
    /// As JumpEqInt for `<=`.
    JumpLeInt { free: Free, left: Reg, immediate: i16, to: Near },
    /// As JumpEqInt for `>`.
    JumpGtInt { free: Free, left: Reg, immediate: i16, to: Near },
    /// As JumpEqInt for `>=`.
    JumpGeInt { free: Free, left: Reg, immediate: i16, to: Near },
    /// Jumps if `left is right` is the sense in bit 4.
    JumpIs { free: Free, left: Reg, right: Reg, to: Near },
    /// Jumps if `left in right` is the sense in bit 4.
    JumpIn { free: Free, left: Reg, right: Reg, to: Near },

    // ---- iteration ---------------------------------------------------------------------------------------------
    /// `dest = iter(src)`
    GetIter { free: Free, dest: Reg, src: Reg },
    /// `dest` = the next item and jump `to` (back to the body: a back edge that polls), or, when exhausted, release and
    /// unbind `iter` and fall through. Stands at the bottom of the loop.
    ForIter { dest: Reg, iter: Reg, to: Far16 },
    /// `first … first + count - 1` = the items of `src`, which must have exactly `count`.
    Unpack { free: Free, first: Reg, src: Reg, count: u16 },
    /// As Unpack with a starred target: `before` items, a list, then `after` items, from `first` on.
    /// Bit 0 of `free`: `src` dies. `counts` = before << 8 | after.
    UnpackStar { free: Free, first: Reg, src: Reg, counts: u16 },

    // ---- building ----------------------------------------------------------------------------------------------
    /// `dest` = a tuple of the `count` registers from `first`, which are consumed. (Likewise below.)
    BuildTuple { dest: Reg, first: Reg, count: u16 },
    /// A list.
    BuildList { dest: Reg, first: Reg, count: u16 },
    /// A set.
    BuildSet { dest: Reg, first: Reg, count: u16 },
    /// A dict of `count` pairs (key, value, key, value …).
    BuildDict { dest: Reg, first: Reg, count: u16 },
    /// A str joined from `count` strs.
    BuildString { dest: Reg, first: Reg, count: u16 },
    /// A slice of 3 registers from `first` (start, stop, step; None where absent), which are consumed.
    BuildSlice { dest: Reg, first: Reg },
    /// `list.append(value)`; bit 1: value moves.
    ListAppend { free: Free, list: Reg, value: Reg },
    /// `list.extend(value)` with the error text of a starred expression; bit 1: value dies.
    ListExtend { free: Free, list: Reg, value: Reg },
    /// `set.add(value)`
    SetAdd { free: Free, set: Reg, value: Reg },
    /// `set.update(value)`
    SetUpdate { free: Free, set: Reg, value: Reg },
    /// `dict[key] = value`; bits 1 and 2: key and value move.
    DictSet { free: Free, dict: Reg, key: Reg, value: Reg },
    /// `dict.update(value)` for `{**value}`.
    DictUpdate { free: Free, dict: Reg, value: Reg },
    /// `dict.update(value)` for `f(**value)`: TypeError on a repeated keyword or a key that is not a str; `callee` names the function in the message.
    DictMerge { free: Free, dict: Reg, value: Reg, callee: Reg },
    /// `dest = format(convert(src), spec)`; `spec` is a register, or `Reg(u16::MAX)` for none. Bits 0 and 1: src, spec die.
    /// The conversion is in bits 6–7 of `free`.
    FormatValue { free: Free, dest: Reg, src: Reg, spec: Reg },

    // ---- functions, classes, calls -----------------------------------------------------------------------------
    /// `dest` = a function. Registers from `first`, present by the bits of `parts`, in this order, are consumed:
    /// 1 defaults (tuple), 2 keyword defaults (dict), 4 `__annotate__` function, 8 closure (tuple of cells).
    MakeFunction { parts: u8, dest: Reg, first: Reg, code: CodeId },
    /// Calls `window` with the `argc` positional arguments from `window + 1`.
    Call { dest: Reg, window: Reg, argc: u16 },
    /// Calls what LoadMethod left in `window`, `window + 1`, with the `argc` arguments from `window + 2`.
    CallMethod { dest: Reg, window: Reg, argc: u16 },
    /// As Call with keywords: the shape says how many positional arguments and which names; values from `window + 1`.
    CallKeywords { dest: Reg, window: Reg, shape: ShapeId },
    /// As CallMethod with keywords, values from `window + 2`.
    CallMethodKeywords { dest: Reg, window: Reg, shape: ShapeId },
    /// Calls `window` with the tuple or list in `window + 1` and the dict (or unbound) in `window + 2`.
    CallSpread { dest: Reg, window: Reg },
    /// Leaves the frame with `src` (the reference moves).
    Return { src: Reg },
    /// Leaves the frame with None.
    ReturnNone,

    // ---- generators and coroutines -----------------------------------------------------------------------------
    /// Suspends with `value` (which moves out); on resumption `dest` = what was sent.
    Yield { dest: Reg, value: Reg },
    /// `dest` = the iterator that `yield from src` delegates to (a generator or coroutine itself, else `iter(src)`). Consumes `src`.
    GetDelegate { dest: Reg, src: Reg },
    /// `dest` = the iterator that `await src` drives; `src` is what the `answer` method gave to `async with`, if there is one.
    /// Consumes `src`.
    GetAwaitable { dest: Reg, src: Reg, answer: Option<Special> },
    /// Drives the delegate in `iter`: sends `received` (consumed); if it yields, suspends with that value, puts what is sent next into
    /// `received` and executes this instruction again; when it returns, `dest` = its value, `iter` and `received` are left unbound. `received` starts as None.
    Delegate { dest: Reg, iter: Reg, received: Reg },
    /// `dest = aiter(src)`
    GetAsyncIter { dest: Reg, src: Reg },
    /// `dest` = the awaitable of `anext(iter)`
    GetAsyncNext { dest: Reg, iter: Reg },

    // ---- exceptions --------------------------------------------------------------------------------------------
    /// First instruction of a handler: `saved` = the exception being handled until now, which becomes the one in `exception`.
    EnterHandler { saved: Reg, exception: Reg },
    /// End of a handler: the exception being handled is what `saved` holds again (moves).
    LeaveHandler { saved: Reg },
    /// `raise src`; bit 0: it moves.
    Raise { free: Free, src: Reg },
    /// `raise src from cause`
    RaiseFrom { free: Free, src: Reg, cause: Reg },
    /// `raise` alone: the exception being handled again, or RuntimeError.
    RaiseAgain,
    /// Raises the exception in `src` again as it is, traceback kept (moves). Used by finally and unmatched handlers.
    Reraise { src: Reg },
    /// Jumps unless the exception in `exception` matches the class or tuple in `types` (which dies). TypeError if it is neither.
    JumpUnlessMatch { exception: Reg, types: Reg, to: Near },
    /// `except*`: splits `exception` by `types` (which dies): `dest` = the matching group or None, `exception` = the rest or None.
    MatchStar { dest: Reg, exception: Reg, types: Reg },
    /// The arguments of `__exit__`: `first`, `first + 1`, `first + 2` = the exception's type, the exception, its traceback (or None).
    LoadExceptionInfo { first: Reg, exception: Reg },
    /// End of an `async for`: releases `exception` and falls through if it is a StopAsyncIteration, else raises it again as it is.
    EndAsyncFor { exception: Reg },
    /// After `__exit__`/`__aexit__` was called with an exception: jumps if `src` is true (suppressed). `src` dies.
    JumpIfSuppressed { src: Reg, to: Far },

    // ---- modules, rare -----------------------------------------------------------------------------------------
    /// `dest` = the module of an import statement.
    Import { dest: Reg, import: ImportId },
    /// `dest` = an attribute or submodule of a module: `from module import name`.
    ImportFrom { dest: Reg, module: Reg, name: NameId },
    /// `dest = kind(src)`; `src` dies.
    Intrinsic { kind: Intrinsic, dest: Reg, src: Reg },
    /// `match` on a class pattern: `dest` = a tuple of attribute values or None. Registers from `first`: subject, class, tuple of keyword names; the
    /// class and the names die, the subject stays. `count` positional patterns.
    MatchClass { dest: Reg, first: Reg, count: u16 },
    /// `match` on mapping keys: `dest` = a tuple of values or None; subject in `subject`, tuple of keys in `keys` (stays).
    MatchKeys { dest: Reg, subject: Reg, keys: Reg },
}

/// A back-edge distance that has to share its word with two registers: jumps *backward* by this many instructions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Far16(pub u16);

const _: () = assert!(size_of::<Op>() == 8, "an instruction is one word");
