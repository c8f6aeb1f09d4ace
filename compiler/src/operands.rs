//! What each instruction does to registers, in one table: renumbering, the listing and the verifier all read it.

use crate::op::{Free, Op, Reg, ShapeId};

/// What happens to a run of registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Read and kept.
    Read,
    /// Read and left unbound.
    Consume,
    /// Written; what was there is released.
    Write,
    /// Written, or left unbound, as the instruction decides.
    WriteMaybe,
    /// Read if bound, and left unbound.
    Clear,
    /// Read (bound or not) and written.
    Update,
    /// Read or unbound, and left unbound.
    ConsumeMaybe,
}

/// No register: the absent format spec of `FormatValue`.
pub(crate) const ABSENT: u16 = u16::MAX;

/// Calls `f` with every register operand of `op`, the role of the run it begins and the run's length: reads first, writes last.
/// `arguments` tells how many values a call shape takes.
pub(crate) fn visit(op: &mut Op, arguments: &dyn Fn(ShapeId) -> u16, f: &mut dyn FnMut(Role, &mut Reg, u16)) {
    use Op::*;
    use Role::*;
    let used = |dies: bool| if dies { Consume } else { Read };
    match op {
        Nop
        | Mark { .. }
        | Jump { .. }
        | Loop { .. }
        | ReturnNone
        | RaiseAgain
        | DeleteGlobal { .. }
        | DeleteName { .. } => {}
        Copy { dest, src } => {
            f(Read, src, 1);
            f(Write, dest, 1);
        }
        Move { dest, src } => {
            f(Consume, src, 1);
            f(Write, dest, 1);
        }
        Drop { src } => f(Clear, src, 1),
        DropRange { first, count } => f(Clear, first, *count),
        Swap { left, right } => {
            f(Update, left, 1);
            f(Update, right, 1);
        }
        LoadConst { dest, .. }
        | LoadInt { dest, .. }
        | LoadNone { dest }
        | LoadTrue { dest }
        | LoadFalse { dest }
        | LoadClosure { dest, .. }
        | LoadGlobal { dest, .. }
        | LoadName { dest, .. }
        | LoadBuildClass { dest }
        | LoadAssertionError { dest }
        | Import { dest, .. } => f(Write, dest, 1),
        CheckBound { src, .. } => f(Update, src, 1),
        DeleteLocal { src, .. } => f(Clear, src, 1),
        MakeCell { reg } => f(Update, reg, 1),
        CellGet { dest, cell, .. } | LoadNameOrCell { dest, cell, .. } => {
            f(Read, cell, 1);
            f(Write, dest, 1);
        }
        LoadDictOrCell { dest, cell, .. } => {
            f(Read, cell, 1);
            f(Update, dest, 1);
        }
        LoadDictOrGlobal { dest, dict, .. } => {
            f(Read, dict, 1);
            f(Write, dest, 1);
        }
        CellSet { free, cell, value } => {
            f(Read, cell, 1);
            f(used(free.second()), value, 1);
        }
        CellDelete { cell, .. } => f(Read, cell, 1),
        StoreGlobal { free, src, .. } | StoreName { free, src, .. } => f(used(free.first()), src, 1),
        GetAttr { free, dest, object, .. } => {
            f(used(free.first()), object, 1);
            f(Write, dest, 1);
        }
        SetAttr { free, object, value, .. } => {
            f(used(free.first()), object, 1);
            f(used(free.second()), value, 1);
        }
        DeleteAttr { free, object, .. } => f(used(free.first()), object, 1),
        LoadMethod { free, window, object, .. } | LoadSpecial { free, window, object, .. } => {
            f(used(free.first()), object, 1);
            f(WriteMaybe, window, 2);
        }
        GetSuperAttr { dest, window, .. } => {
            f(Consume, window, 3);
            f(Write, dest, 1);
        }
        LoadSuperMethod { window, .. } => {
            let mut found = *window;
            f(Consume, window, 3);
            f(WriteMaybe, &mut found, 2);
        }
        GetItem { free, dest, object, index } => {
            f(used(free.first()), object, 1);
            f(used(free.second()), index, 1);
            f(Write, dest, 1);
        }
        SetItem { free, object, index, value } => {
            f(used(free.first()), object, 1);
            f(used(free.second()), index, 1);
            f(used(free.third()), value, 1);
        }
        DeleteItem { free, object, index } => {
            f(used(free.first()), object, 1);
            f(used(free.second()), index, 1);
        }
        GetSlice { free, dest, object, first } => {
            f(used(free.first()), object, 1);
            f(Consume, first, 3);
            f(Write, dest, 1);
        }
        SetSlice { free, object, first, value } => {
            f(used(free.first()), object, 1);
            f(Consume, first, 3);
            f(used(free.third()), value, 1);
        }
        Add { free, dest, left, right }
        | Sub { free, dest, left, right }
        | Mul { free, dest, left, right }
        | Div { free, dest, left, right }
        | FloorDiv { free, dest, left, right }
        | Mod { free, dest, left, right }
        | Pow { free, dest, left, right }
        | MatMul { free, dest, left, right }
        | LeftShift { free, dest, left, right }
        | RightShift { free, dest, left, right }
        | BitAnd { free, dest, left, right }
        | BitOr { free, dest, left, right }
        | BitXor { free, dest, left, right }
        | Eq { free, dest, left, right }
        | Ne { free, dest, left, right }
        | Lt { free, dest, left, right }
        | Le { free, dest, left, right }
        | Gt { free, dest, left, right }
        | Ge { free, dest, left, right }
        | Is { free, dest, left, right }
        | In { free, dest, left, right } => {
            f(used(free.first()), left, 1);
            f(used(free.second()), right, 1);
            f(Write, dest, 1);
        }
        AddInt { free, dest, left, .. } | SubInt { free, dest, left, .. } => {
            f(used(free.first()), left, 1);
            f(Write, dest, 1);
        }
        Neg { free, dest, src }
        | Pos { free, dest, src }
        | Invert { free, dest, src }
        | Not { free, dest, src }
        | GetIter { free, dest, src } => {
            f(used(free.first()), src, 1);
            f(Write, dest, 1);
        }
        JumpIfTrue { free, src, .. }
        | JumpIfFalse { free, src, .. }
        | JumpIfNone { free, src, .. }
        | JumpIfNotNone { free, src, .. } => f(used(free.first()), src, 1),
        JumpEq { free, left, right, .. }
        | JumpNe { free, left, right, .. }
        | JumpLt { free, left, right, .. }
        | JumpLe { free, left, right, .. }
        | JumpGt { free, left, right, .. }
        | JumpGe { free, left, right, .. }
        | JumpIs { free, left, right, .. }
        | JumpIn { free, left, right, .. } => {
            f(used(free.first()), left, 1);
            f(used(free.second()), right, 1);
        }
        JumpEqInt { free, left, .. }
        | JumpNeInt { free, left, .. }
        | JumpLtInt { free, left, .. }
        | JumpLeInt { free, left, .. }
        | JumpGtInt { free, left, .. }
        | JumpGeInt { free, left, .. } => f(used(free.first()), left, 1),
        ForIter { dest, iter, .. } => {
            f(Read, iter, 1);
            f(Write, dest, 1);
        }
        Unpack { free, first, src, count } => {
            f(used(free.first()), src, 1);
            f(Write, first, *count);
        }
        UnpackStar { free, first, src, counts } => {
            f(used(free.first()), src, 1);
            f(Write, first, (*counts >> 8) + (*counts & 255) + 1);
        }
        BuildTuple { dest, first, count }
        | BuildList { dest, first, count }
        | BuildSet { dest, first, count }
        | BuildString { dest, first, count } => {
            f(Consume, first, *count);
            f(Write, dest, 1);
        }
        BuildDict { dest, first, count } => {
            f(Consume, first, *count * 2);
            f(Write, dest, 1);
        }
        BuildSlice { dest, first } => {
            f(Consume, first, 3);
            f(Write, dest, 1);
        }
        ListAppend { free, list: into, value }
        | ListExtend { free, list: into, value }
        | SetAdd { free, set: into, value }
        | SetUpdate { free, set: into, value }
        | DictUpdate { free, dict: into, value } => {
            f(Read, into, 1);
            f(used(free.second()), value, 1);
        }
        DictSet { free, dict, key, value } => {
            f(Read, dict, 1);
            f(used(free.second()), key, 1);
            f(used(free.third()), value, 1);
        }
        DictMerge { free, dict, value, callee } => {
            f(Read, dict, 1);
            f(used(free.second()), value, 1);
            f(Read, callee, 1);
        }
        FormatValue { free, dest, src, spec } => {
            f(used(free.first()), src, 1);
            if spec.0 != ABSENT {
                f(used(free.second()), spec, 1);
            }
            f(Write, dest, 1);
        }
        MakeFunction { parts, dest, first, .. } => {
            f(Consume, first, parts.count_ones() as u16);
            f(Write, dest, 1);
        }
        Call { dest, window, argc } => {
            f(Consume, window, *argc + 1);
            f(Write, dest, 1);
        }
        CallMethod { dest, window, argc } => {
            let mut rest = Reg(window.0 + 2);
            f(ConsumeMaybe, window, 2);
            f(Consume, &mut rest, *argc);
            f(Write, dest, 1);
        }
        CallKeywords { dest, window, shape } => {
            f(Consume, window, arguments(*shape) + 1);
            f(Write, dest, 1);
        }
        CallMethodKeywords { dest, window, shape } => {
            let mut rest = Reg(window.0 + 2);
            f(ConsumeMaybe, window, 2);
            f(Consume, &mut rest, arguments(*shape));
            f(Write, dest, 1);
        }
        CallSpread { dest, window } => {
            let mut keywords = Reg(window.0 + 2);
            f(Consume, window, 2);
            f(ConsumeMaybe, &mut keywords, 1);
            f(Write, dest, 1);
        }
        Return { src } | Reraise { src } => f(Consume, src, 1),
        Yield { dest, value } => {
            f(Consume, value, 1);
            f(Write, dest, 1);
        }
        GetDelegate { dest, src } | GetAwaitable { dest, src, .. } => {
            f(Consume, src, 1);
            f(Write, dest, 1);
        }
        Delegate { dest, iter, received } => {
            f(Consume, iter, 1);
            f(Consume, received, 1);
            f(Write, dest, 1);
        }
        GetAsyncIter { dest, src } => {
            f(Consume, src, 1);
            f(Write, dest, 1);
        }
        GetAsyncNext { dest, iter } => {
            f(Read, iter, 1);
            f(Write, dest, 1);
        }
        EnterHandler { saved, exception } => {
            f(Read, exception, 1);
            f(Write, saved, 1);
        }
        LeaveHandler { saved } => f(Consume, saved, 1),
        Raise { free, src } => f(used(free.first()), src, 1),
        RaiseFrom { free, src, cause } => {
            f(used(free.first()), src, 1);
            f(used(free.second()), cause, 1);
        }
        JumpUnlessMatch { exception, types, .. } => {
            f(Read, exception, 1);
            f(Consume, types, 1);
        }
        MatchStar { dest, exception, types } => {
            f(Consume, types, 1);
            f(Update, exception, 1);
            f(Write, dest, 1);
        }
        LoadExceptionInfo { first, exception } => {
            f(Read, exception, 1);
            f(Write, first, 3);
        }
        EndAsyncFor { exception } => f(Consume, exception, 1),
        JumpIfSuppressed { src, .. } => f(Consume, src, 1),
        ImportFrom { dest, module, .. } => {
            f(Read, module, 1);
            f(Write, dest, 1);
        }
        Intrinsic { dest, src, .. } => {
            f(Consume, src, 1);
            f(Write, dest, 1);
        }
        MatchClass { dest, first, .. } => {
            let mut rest = Reg(first.0 + 1);
            f(Read, first, 1);
            f(Consume, &mut rest, 2);
            f(Write, dest, 1);
        }
        MatchKeys { dest, subject, keys } => {
            f(Read, subject, 1);
            f(Read, keys, 1);
            f(Write, dest, 1);
        }
    }
}

/// The free bits of an instruction, if it has them.
pub(crate) fn free_bits(op: &Op) -> Option<Free> {
    use Op::*;
    match op {
        CellSet { free, .. }
        | StoreGlobal { free, .. }
        | StoreName { free, .. }
        | GetAttr { free, .. }
        | SetAttr { free, .. }
        | DeleteAttr { free, .. }
        | LoadMethod { free, .. }
        | LoadSpecial { free, .. }
        | GetItem { free, .. }
        | SetItem { free, .. }
        | DeleteItem { free, .. }
        | GetSlice { free, .. }
        | SetSlice { free, .. }
        | Add { free, .. }
        | Sub { free, .. }
        | Mul { free, .. }
        | Div { free, .. }
        | FloorDiv { free, .. }
        | Mod { free, .. }
        | Pow { free, .. }
        | MatMul { free, .. }
        | LeftShift { free, .. }
        | RightShift { free, .. }
        | BitAnd { free, .. }
        | BitOr { free, .. }
        | BitXor { free, .. }
        | AddInt { free, .. }
        | SubInt { free, .. }
        | Eq { free, .. }
        | Ne { free, .. }
        | Lt { free, .. }
        | Le { free, .. }
        | Gt { free, .. }
        | Ge { free, .. }
        | Is { free, .. }
        | In { free, .. }
        | Neg { free, .. }
        | Pos { free, .. }
        | Invert { free, .. }
        | Not { free, .. }
        | JumpIfTrue { free, .. }
        | JumpIfFalse { free, .. }
        | JumpIfNone { free, .. }
        | JumpIfNotNone { free, .. }
        | JumpEq { free, .. }
        | JumpNe { free, .. }
        | JumpLt { free, .. }
        | JumpLe { free, .. }
        | JumpGt { free, .. }
        | JumpGe { free, .. }
        | JumpEqInt { free, .. }
        | JumpNeInt { free, .. }
        | JumpLtInt { free, .. }
        | JumpLeInt { free, .. }
        | JumpGtInt { free, .. }
        | JumpGeInt { free, .. }
        | JumpIs { free, .. }
        | JumpIn { free, .. }
        | GetIter { free, .. }
        | Unpack { free, .. }
        | UnpackStar { free, .. }
        | ListAppend { free, .. }
        | ListExtend { free, .. }
        | SetAdd { free, .. }
        | SetUpdate { free, .. }
        | DictSet { free, .. }
        | DictUpdate { free, .. }
        | DictMerge { free, .. }
        | FormatValue { free, .. }
        | Raise { free, .. }
        | RaiseFrom { free, .. } => Some(*free),
        _ => None,
    }
}

/// A jump's distance, if the instruction is one.
pub fn distance(op: &Op) -> Option<i32> {
    use Op::*;
    match op {
        Jump { to }
        | Loop { to }
        | JumpIfTrue { to, .. }
        | JumpIfFalse { to, .. }
        | JumpIfNone { to, .. }
        | JumpIfNotNone { to, .. }
        | JumpIfSuppressed { to, .. } => Some(to.0),
        ForIter { to, .. } => Some(-i32::from(to.0)),
        JumpEq { to, .. }
        | JumpNe { to, .. }
        | JumpLt { to, .. }
        | JumpLe { to, .. }
        | JumpGt { to, .. }
        | JumpGe { to, .. }
        | JumpEqInt { to, .. }
        | JumpNeInt { to, .. }
        | JumpLtInt { to, .. }
        | JumpLeInt { to, .. }
        | JumpGtInt { to, .. }
        | JumpGeInt { to, .. }
        | JumpIs { to, .. }
        | JumpIn { to, .. }
        | JumpUnlessMatch { to, .. } => Some(i32::from(to.0)),
        _ => None,
    }
}

/// Writes a jump's distance; false if it does not fit.
pub(crate) fn set_distance(op: &mut Op, distance: i32) -> bool {
    use Op::*;
    match op {
        Jump { to }
        | Loop { to }
        | JumpIfTrue { to, .. }
        | JumpIfFalse { to, .. }
        | JumpIfNone { to, .. }
        | JumpIfNotNone { to, .. }
        | JumpIfSuppressed { to, .. } => {
            to.0 = distance;
            true
        }
        ForIter { to, .. } => u16::try_from(-distance).map(|back| to.0 = back).is_ok(),
        JumpEq { to, .. }
        | JumpNe { to, .. }
        | JumpLt { to, .. }
        | JumpLe { to, .. }
        | JumpGt { to, .. }
        | JumpGe { to, .. }
        | JumpEqInt { to, .. }
        | JumpNeInt { to, .. }
        | JumpLtInt { to, .. }
        | JumpLeInt { to, .. }
        | JumpGtInt { to, .. }
        | JumpGeInt { to, .. }
        | JumpIs { to, .. }
        | JumpIn { to, .. }
        | JumpUnlessMatch { to, .. } => i16::try_from(distance).map(|near| to.0 = near).is_ok(),
        _ => false,
    }
}

/// Whether an exception can leave the instruction.
pub(crate) fn can_raise(op: &Op) -> bool {
    use Op::*;
    !matches!(
        op,
        Nop | Mark { .. }
            | Copy { .. }
            | Move { .. }
            | Drop { .. }
            | DropRange { .. }
            | Swap { .. }
            | LoadConst { .. }
            | LoadInt { .. }
            | LoadNone { .. }
            | LoadTrue { .. }
            | LoadFalse { .. }
            | MakeCell { .. }
            | LoadClosure { .. }
            | CellSet { .. }
            | Jump { .. }
            | Return { .. }
            | ReturnNone
            | EnterHandler { .. }
            | LeaveHandler { .. }
            | LoadExceptionInfo { .. }
    )
}
