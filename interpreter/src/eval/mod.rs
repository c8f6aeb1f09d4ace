//! The evaluation loop: one arm an instruction, one call an arm.
//!
//! The loop keeps the running frame's registers, code and next instruction in locals. Immediate numbers are computed here;
//! everything else is a call. An arm that pushes or pops a frame reloads the locals.

mod attribute;
mod build;
mod call;
mod exception;
mod flow;
mod item;
mod leave;
mod name;
mod namespace_attribute;
mod operand;
mod rare;
mod running;
mod slice;
mod super_attribute;
mod suspension;
mod watched;

use crate::eval::attribute::Step;
pub(crate) use crate::eval::running::Running;
use crate::eval::suspension::{Delegated, Iterated};
use crate::frame::Then;
use crate::generator::Generator;
use crate::operator::{Operator, of_integers};
use crate::protocol::{Comparison, compare_immediates};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use crate::watch::Event;
use compiler::{Free, Op, Reg};
use object_model::ledger::Place;
use object_model::{Runtime, Special, Tally, Value, Word};

impl<R: Runtime> Vm<R> {
    /// Writes a register; what it held is released.
    #[inline(always)]
    pub(crate) fn put(&mut self, register: *mut Word, value: Value<R>) {
        // SAFETY: the register holds an owned word, and the value moves in.
        let old = unsafe { std::ptr::replace(register, value.into_word()) };
        if old.is_object() {
            self.release_now(old);
        }
    }

    /// Releases a word; finalizers it set off run at once.
    #[inline(always)]
    pub(crate) fn release_now(&mut self, word: Word) {
        self.release(word);
        if self.has_pending() {
            self.run_pending();
        }
    }

    /// Releases the operands that die with an instruction.
    #[inline(always)]
    pub(crate) fn free_operands(&mut self, running: Running<R>, free: Free, first: Reg, second: Reg) {
        if free.first() {
            self.put(running.at(first), Value::UNBOUND);
        }
        if free.second() {
            self.put(running.at(second), Value::UNBOUND);
        }
    }

    /// Runs the frame on top until it answers to Rust.
    pub(crate) fn run(&mut self) -> Return<R> {
        let place = self.tally().account.as_ref().map(|account| account.place());
        let answer = self.run_from(None);
        if let (Some(place), Some(account)) = (place, &self.tally().account) {
            account.go(place);
        }
        answer
    }

    /// The instructions that follow are of this line.
    #[cold]
    #[inline(never)]
    fn mark(&mut self, running: Running<R>, line: u32) {
        if let Some(account) = &self.tally().account {
            account.go(Place { code: running.loaded().number, line });
        }
    }

    /// As [`run`](Self::run), beginning with an exception raised where the frame stands.
    pub(crate) fn run_raising(&mut self, raised: Raised<R>) -> Return<R> {
        self.run_from(Some(raised))
    }

    #[inline]
    fn run_from(&mut self, pending: Option<Raised<R>>) -> Return<R> {
        if self.watch.supervised { self.run_supervised(pending) } else { self.run_unsupervised(pending) }
    }

    /// Runs the plain loop, and the watched one from when it is wanted to when it is not.
    pub(crate) fn run_unsupervised(&mut self, mut pending: Option<Raised<R>>) -> Return<R> {
        let mut running = self.load_running();
        if pending.is_none() && self.native_stack_is_low() {
            pending = Some(self.recursion_error("maximum recursion depth exceeded"));
        }
        loop {
            if let Some(raised) = pending.take() {
                // What is no exception is a safepoint's word for a change of loops.
                if raised.0.is_unbound() {
                    if let Some(result) = self.go_on_watched() {
                        return result;
                    }
                    running = self.load_running();
                } else {
                    running = self.unwind(raised, running.next)?;
                }
            }
            match self.run_until_raised::<false>(&mut running) {
                Ok(value) => return Ok(value),
                Err(raised) => pending = Some(raised),
            }
        }
    }

    #[inline(always)]
    fn load_running(&mut self) -> Running<R> {
        let frame = self.frames.last().expect("a frame is running");
        Running { next: frame.next, base: frame.base, code: frame.loaded() }
    }

    /// Counts as executed what lies between two places: what is executed between two jumps is the difference of where it ends and
    /// where it began, so only jumps count, and frames.
    #[inline(always)]
    fn count_executed(&self, from: isize, to: isize) {
        Tally::add(&self.tally().instructions, to.wrapping_sub(from) as u64);
    }

    /// Runs until a frame answers to Rust or an exception is raised, telling whoever listens what it does if `WATCHED`. While it
    /// runs, the count of instructions executed is short of the running frame's place.
    ///
    /// The running frame is a local whose address nobody is given (what is called gets a copy of it): so it is in registers, and an
    /// instruction waits for no store of the one before.
    #[expect(clippy::too_many_lines, reason = "a table of the instructions")]
    fn run_until_raised<const WATCHED: bool>(&mut self, out: &mut Running<R>) -> Return<R> {
        let mut running = *out;
        self.count_executed(running.place(), 0);

        macro_rules! exit {
            ($result:expr) => {{
                let result = $result;
                self.count_executed(0, running.place());
                *out = running;
                return result;
            }};
        }
        macro_rules! attempt {
            ($result:expr) => {
                match $result {
                    Ok(value) => value,
                    Err(raised) => exit!(Err(raised)),
                }
            };
        }
        macro_rules! jump {
            ($distance:expr) => {{
                let distance = $distance as isize;
                let jump = running.next;
                // SAFETY: the compiler's jumps land on instructions of the same code.
                running.next = unsafe { running.next.offset(distance) };
                self.count_executed(distance, 0);
                if distance < 0
                    && self.poll()
                    && let Err(raised) = self.safepoint_at(running)
                {
                    // It is the jump that has raised, not the instruction before its target.
                    running.next = jump;
                    self.count_executed(0, distance);
                    exit!(Err(raised));
                }
            }};
        }
        macro_rules! arithmetic {
            ($operator:expr, $free:expr, $dest:expr, $left:expr, $right:expr, $ints:expr, $floats:expr) => {{
                let (left, right) = (running.word($left), running.word($right));
                if left.are_ints(right) {
                    if let Some(word) = $ints(left, right) {
                        // SAFETY: an immediate.
                        self.put(running.at($dest), unsafe { Value::from_owned(word) });
                        continue;
                    }
                } else if left.is_float() && right.is_float() {
                    let floats: fn(f64, f64) -> Option<f64> = $floats;
                    if let Some(float) = floats(left.float_payload(), right.float_payload()) {
                        self.put(running.at($dest), Value::float(float));
                        continue;
                    }
                }
                attempt!(self.binary_op(running, $operator, $free, $dest, $left, $right))
            }};
        }
        macro_rules! integral {
            ($operator:expr, $free:expr, $dest:expr, $left:expr, $right:expr) => {{
                let (left, right) = (running.word($left), running.word($right));
                match if left.are_ints(right) { of_integers($operator, left, right) } else { None } {
                    // SAFETY: an immediate.
                    Some(word) => self.put(running.at($dest), unsafe { Value::from_owned(word) }),
                    None => attempt!(self.binary_op(running, $operator, $free, $dest, $left, $right)),
                }
            }};
        }
        macro_rules! compare {
            ($comparison:expr, $free:expr, $dest:expr, $left:expr, $right:expr) => {{
                match compare_immediates($comparison, running.word($left), running.word($right)) {
                    Some(truth) => self.put(running.at($dest), Value::bool(truth)),
                    None => attempt!(self.compare_op(running, $comparison, $free, $dest, $left, $right)),
                }
            }};
        }
        macro_rules! jump_compare {
            ($comparison:expr, $free:expr, $left:expr, $right:expr, $to:expr) => {{
                let (left, right) = (running.word($left), running.word($right));
                let truth = if left.are_ints(right) {
                    $comparison.of(left.int_payload().cmp(&right.int_payload()))
                } else if left.is_float() && right.is_float() {
                    $comparison.of_floats(left.float_payload(), right.float_payload())
                } else {
                    attempt!(self.compare_for_jump(running, $comparison, $free, $left, $right))
                };
                if truth == $free.when_true() {
                    jump!($to.0);
                }
            }};
        }
        macro_rules! jump_compare_int {
            ($comparison:expr, $free:expr, $left:expr, $immediate:expr, $to:expr) => {{
                let left = running.word($left);
                let truth = if left.is_int() {
                    $comparison.of(left.int_payload().cmp(&i64::from($immediate)))
                } else {
                    attempt!(self.compare_int_for_jump(running, $comparison, $free, $left, $immediate))
                };
                if truth == $free.when_true() {
                    jump!($to.0);
                }
            }};
        }
        macro_rules! reload {
            () => {{
                let left = running.place();
                running = self.load_running();
                self.count_executed(running.place(), left);
            }};
        }
        macro_rules! entered {
            () => {{
                reload!();
                if WATCHED && self.watch.is_wanted() {
                    attempt!(self.tell_start(Event::PyStart));
                }
                if self.poll() {
                    attempt!(self.safepoint_at(running));
                }
            }};
        }
        macro_rules! answer {
            ($value:expr) => {
                exit!(Ok($value))
            };
        }
        macro_rules! leave {
            ($value:expr) => {
                if WATCHED {
                    let made = self.construction();
                    let iterated = self.frames.last().is_some_and(|frame| frame.then == Then::Iterate);
                    match attempt!(self.leave($value)) {
                        Some(answer) => answer!(answer),
                        None => reload!(),
                    }
                    attempt!(self.tell_construction(made));
                    if iterated {
                        attempt!(self.tell_stop_iteration());
                    }
                } else {
                    match attempt!(self.leave($value)) {
                        Some(answer) => answer!(answer),
                        None => reload!(),
                    }
                }
            };
        }
        macro_rules! yielded {
            ($value:expr) => {{
                let answer = match self.yield_value::<WATCHED>(running, $value) {
                    Ok(Some(answer)) => answer!(answer),
                    Ok(None) => Ok(()),
                    Err(raised) => Err(raised),
                };
                // Whoever goes on, or in whose frame that was raised, has the frame on top.
                reload!();
                attempt!(answer);
                if self.poll() {
                    attempt!(self.safepoint_at(running));
                }
            }};
        }
        macro_rules! call {
            ($op:expr, $prepared:expr, $dest:expr) => {{
                // The caller's place, for when the callee returns and for whoever looks at frames.
                self.frames.last_mut().expect("a frame is running").next = running.next;
                let prepared = if WATCHED {
                    let told = attempt!(self.before_call(running, $op));
                    let prepared = $prepared;
                    self.after_call(told, prepared)
                } else {
                    $prepared
                };
                match attempt!(prepared) {
                    crate::call::Prepared::Done(value) => {
                        self.put(running.at($dest), value);
                        if self.poll() {
                            attempt!(self.safepoint_at(running));
                        }
                    }
                    crate::call::Prepared::Entered => entered!(),
                }
            }};
        }

        loop {
            // SAFETY: every path of a body ends in an instruction that leaves it, so there is a next one.
            let op = unsafe { &*running.next };
            // SAFETY: at most one past the last instruction.
            running.next = unsafe { running.next.add(1) };
            if WATCHED && let Some(next) = attempt!(self.before_instruction(running, *op)) {
                let left = running.place();
                // SAFETY: a frame's place is past the first instruction.
                running.next = unsafe { next.sub(1) };
                self.count_executed(running.place(), left);
                continue;
            }
            // By reference: each arm reads the operands it has, and no register holds those of others.
            match *op {
                Op::Nop => {}
                Op::Mark { line } => self.mark(running, line),

                Op::Copy { dest, src } => {
                    let word = running.word(src);
                    self.retain(word);
                    // SAFETY: retained above.
                    self.put(running.at(dest), unsafe { Value::from_owned(word) });
                }
                Op::Move { dest, src } => {
                    // SAFETY: the reference moves.
                    let value = unsafe { crate::call::take(running.at(src)) };
                    self.put(running.at(dest), value);
                }
                Op::Drop { src } => self.put(running.at(src), Value::UNBOUND),
                Op::DropRange { first, count } => self.drop_range(running, first, count),
                // SAFETY: both are registers of the frame.
                Op::Swap { left, right } => unsafe { std::ptr::swap(running.at(left), running.at(right)) },
                Op::LoadConst { dest, constant } => {
                    let constant = running.loaded().constants[usize::from(constant.0)].word();
                    self.retain(constant);
                    // SAFETY: retained above.
                    self.put(running.at(dest), unsafe { Value::from_owned(constant) });
                }
                Op::LoadInt { dest, value } => self.put(running.at(dest), Value::small_int(i64::from(value))),
                Op::LoadNone { dest } => self.put(running.at(dest), Value::NONE),
                Op::LoadTrue { dest } => self.put(running.at(dest), Value::TRUE),
                Op::LoadFalse { dest } => self.put(running.at(dest), Value::FALSE),
                Op::CheckBound { src, name } => {
                    if running.word(src) == Word::UNBOUND {
                        attempt!(self.unbound_register(running, name));
                    }
                }
                Op::DeleteLocal { src, name } => {
                    if running.word(src) == Word::UNBOUND {
                        attempt!(self.unbound_register(running, name));
                    }
                    self.put(running.at(src), Value::UNBOUND);
                }

                Op::MakeCell { reg } => self.make_cell(running, reg),
                Op::LoadClosure { dest, index } => self.load_closure(running, dest, index),
                Op::CellGet { dest, cell, name } => attempt!(self.cell_get(running, dest, cell, name)),
                Op::CellSet { free, cell, value } => self.cell_set(running, free, cell, value),
                Op::CellDelete { cell, name } => attempt!(self.cell_delete(running, cell, name)),

                Op::LoadGlobal { dest, site } => attempt!(self.load_global(running, dest, site)),
                Op::StoreGlobal { free, src, site } => attempt!(self.store_global(running, free, src, site)),
                Op::DeleteGlobal { site } => attempt!(self.delete_global(running, site)),
                Op::LoadName { dest, site } => attempt!(self.load_name(running, dest, site)),
                Op::StoreName { free, src, site } => attempt!(self.store_name(running, free, src, site)),
                Op::DeleteName { site } => attempt!(self.delete_name(running, site)),
                Op::LoadNameOrCell { dest, cell, name } => {
                    attempt!(self.load_name_or_cell(running, dest, cell, name))
                }
                Op::LoadDictOrGlobal { dest, dict, site } => {
                    attempt!(self.load_dict_or_global(running, dest, dict, site))
                }
                Op::LoadDictOrCell { dest, cell, name } => {
                    attempt!(self.load_dict_or_cell(running, dest, cell, name))
                }
                Op::LoadBuildClass { dest } => attempt!(self.load_build_class(running, dest)),
                Op::LoadAssertionError { dest } => {
                    let class = self.exceptions().assertion_error.value().clone();
                    self.put(running.at(dest), class);
                }

                Op::GetAttr { free, dest, object, site } => {
                    match attempt!(self.get_attr_op(running, free, dest, object, site)) {
                        Step::Done => {}
                        Step::Entered => entered!(),
                    }
                }
                Op::SetAttr { free, object, value, site } => {
                    attempt!(self.set_attr_op(running, free, object, value, site))
                }
                Op::DeleteAttr { free, object, site } => {
                    attempt!(self.delete_attr_op(running, free, object, site))
                }
                Op::LoadMethod { free, window, object, site } => {
                    attempt!(self.load_method(running, free, window, object, site))
                }
                Op::GetSuperAttr { dest, window, site } => {
                    attempt!(self.get_super_attr(running, dest, window, site))
                }
                Op::LoadSuperMethod { window, site } => {
                    attempt!(self.load_super_method(running, window, site))
                }
                Op::LoadSpecial { free, special, window, object } => {
                    attempt!(self.load_special(running, free, special, window, object))
                }
                Op::GetItem { free, dest, object, index } => {
                    attempt!(self.get_item_op(running, free, dest, object, index))
                }
                Op::SetItem { free, object, index, value } => {
                    attempt!(self.set_item_op(running, free, object, index, value))
                }
                Op::DeleteItem { free, object, index } => {
                    attempt!(self.delete_item(&running.value(object), &running.value(index)));
                    self.free_operands(running, free, object, index);
                }
                Op::GetSlice { free, dest, object, first } => {
                    attempt!(self.get_slice(running, free, dest, object, first))
                }
                Op::SetSlice { free, object, first, value } => {
                    attempt!(self.set_slice(running, free, object, first, value))
                }

                Op::Add { free, dest, left, right } => {
                    arithmetic!(Operator::Add, free, dest, left, right, Word::checked_add, |a, b| Some(a + b))
                }
                Op::Sub { free, dest, left, right } => {
                    arithmetic!(Operator::Sub, free, dest, left, right, Word::checked_sub, |a, b| Some(a - b))
                }
                Op::Mul { free, dest, left, right } => {
                    arithmetic!(Operator::Mul, free, dest, left, right, Word::checked_mul, |a, b| Some(a * b))
                }
                Op::Div { free, dest, left, right } => {
                    arithmetic!(
                        Operator::Div,
                        free,
                        dest,
                        left,
                        right,
                        |l, r| of_integers(Operator::Div, l, r),
                        |a, b| if b == 0.0 { None } else { Some(a / b) }
                    )
                }
                Op::FloorDiv { free, dest, left, right } => {
                    integral!(Operator::FloorDiv, free, dest, left, right)
                }
                Op::Mod { free, dest, left, right } => {
                    integral!(Operator::Mod, free, dest, left, right)
                }
                Op::Pow { free, dest, left, right } => {
                    attempt!(self.binary_op(running, Operator::Pow, free, dest, left, right))
                }
                Op::MatMul { free, dest, left, right } => {
                    attempt!(self.binary_op(running, Operator::MatMul, free, dest, left, right))
                }
                Op::LeftShift { free, dest, left, right } => {
                    integral!(Operator::LeftShift, free, dest, left, right)
                }
                Op::RightShift { free, dest, left, right } => {
                    integral!(Operator::RightShift, free, dest, left, right)
                }
                Op::BitAnd { free, dest, left, right } => {
                    integral!(Operator::And, free, dest, left, right)
                }
                Op::BitOr { free, dest, left, right } => {
                    integral!(Operator::Or, free, dest, left, right)
                }
                Op::BitXor { free, dest, left, right } => {
                    integral!(Operator::Xor, free, dest, left, right)
                }
                Op::AddInt { free, dest, left, immediate } => {
                    let right = Word::small_int(i64::from(immediate));
                    let word = running.word(left);
                    match if word.is_int() { word.checked_add(right) } else { None } {
                        // SAFETY: an immediate.
                        Some(sum) => self.put(running.at(dest), unsafe { Value::from_owned(sum) }),
                        None => {
                            attempt!(self.binary_int_op(running, Operator::Add, free, dest, left, immediate))
                        }
                    }
                }
                Op::SubInt { free, dest, left, immediate } => {
                    let right = Word::small_int(i64::from(immediate));
                    let word = running.word(left);
                    match if word.is_int() { word.checked_sub(right) } else { None } {
                        // SAFETY: an immediate.
                        Some(sum) => self.put(running.at(dest), unsafe { Value::from_owned(sum) }),
                        None => {
                            attempt!(self.binary_int_op(running, Operator::Sub, free, dest, left, immediate))
                        }
                    }
                }
                Op::Eq { free, dest, left, right } => compare!(Comparison::Eq, free, dest, left, right),
                Op::Ne { free, dest, left, right } => compare!(Comparison::Ne, free, dest, left, right),
                Op::Lt { free, dest, left, right } => compare!(Comparison::Lt, free, dest, left, right),
                Op::Le { free, dest, left, right } => compare!(Comparison::Le, free, dest, left, right),
                Op::Gt { free, dest, left, right } => compare!(Comparison::Gt, free, dest, left, right),
                Op::Ge { free, dest, left, right } => compare!(Comparison::Ge, free, dest, left, right),
                Op::Is { free, dest, left, right } => {
                    let same = running.word(left) == running.word(right);
                    self.free_operands(running, free, left, right);
                    self.put(running.at(dest), Value::bool(same == free.when_true()));
                }
                Op::In { free, dest, left, right } => {
                    self.save(running);
                    let found = attempt!(self.contains(&running.value(right), &running.value(left)));
                    self.free_operands(running, free, left, right);
                    self.put(running.at(dest), Value::bool(found == free.when_true()));
                }
                Op::Neg { free, dest, src } => {
                    attempt!(self.unary_op(running, Special::Neg, free, dest, src))
                }
                Op::Pos { free, dest, src } => {
                    attempt!(self.unary_op(running, Special::Pos, free, dest, src))
                }
                Op::Invert { free, dest, src } => {
                    attempt!(self.unary_op(running, Special::Invert, free, dest, src))
                }
                Op::Not { free, dest, src } => {
                    let truth = attempt!(self.truth_of(running, free, src));
                    self.put(running.at(dest), Value::bool(!truth));
                }

                Op::Jump { to } => {
                    // SAFETY: the compiler's jumps land on instructions of the same code.
                    running.next = unsafe { running.next.offset(to.0 as isize) };
                    self.count_executed(to.0 as isize, 0);
                }
                Op::Loop { to } => jump!(to.0),
                Op::JumpIfTrue { free, src, to } => {
                    if attempt!(self.truth_of(running, free, src)) {
                        jump!(to.0);
                    }
                }
                Op::JumpIfFalse { free, src, to } => {
                    if !attempt!(self.truth_of(running, free, src)) {
                        jump!(to.0);
                    }
                }
                Op::JumpIfNone { free, src, to } => {
                    let none = running.word(src) == Word::NONE;
                    self.free_operands(running, Free(free.0 & Free::FIRST), src, src);
                    if none {
                        jump!(to.0);
                    }
                }
                Op::JumpIfNotNone { free, src, to } => {
                    let none = running.word(src) == Word::NONE;
                    self.free_operands(running, Free(free.0 & Free::FIRST), src, src);
                    if !none {
                        jump!(to.0);
                    }
                }
                Op::JumpEq { free, left, right, to } => jump_compare!(Comparison::Eq, free, left, right, to),
                Op::JumpNe { free, left, right, to } => jump_compare!(Comparison::Ne, free, left, right, to),
                Op::JumpLt { free, left, right, to } => jump_compare!(Comparison::Lt, free, left, right, to),
                Op::JumpLe { free, left, right, to } => jump_compare!(Comparison::Le, free, left, right, to),
                Op::JumpGt { free, left, right, to } => jump_compare!(Comparison::Gt, free, left, right, to),
                Op::JumpGe { free, left, right, to } => jump_compare!(Comparison::Ge, free, left, right, to),
                Op::JumpEqInt { free, left, immediate, to } => {
                    jump_compare_int!(Comparison::Eq, free, left, immediate, to)
                }
                Op::JumpNeInt { free, left, immediate, to } => {
                    jump_compare_int!(Comparison::Ne, free, left, immediate, to)
                }
                Op::JumpLtInt { free, left, immediate, to } => {
                    jump_compare_int!(Comparison::Lt, free, left, immediate, to)
                }
                Op::JumpLeInt { free, left, immediate, to } => {
                    jump_compare_int!(Comparison::Le, free, left, immediate, to)
                }
                Op::JumpGtInt { free, left, immediate, to } => {
                    jump_compare_int!(Comparison::Gt, free, left, immediate, to)
                }
                Op::JumpGeInt { free, left, immediate, to } => {
                    jump_compare_int!(Comparison::Ge, free, left, immediate, to)
                }
                Op::JumpIs { free, left, right, to } => {
                    let same = running.word(left) == running.word(right);
                    self.free_operands(running, free, left, right);
                    if same == free.when_true() {
                        jump!(to.0);
                    }
                }
                Op::JumpIn { free, left, right, to } => {
                    self.save(running);
                    let found = attempt!(self.contains(&running.value(right), &running.value(left)));
                    self.free_operands(running, free, left, right);
                    if found == free.when_true() {
                        jump!(to.0);
                    }
                }

                Op::GetIter { free, dest, src } => {
                    self.save(running);
                    let iterator = attempt!(self.iter(&running.value(src)));
                    self.free_operands(running, Free(free.0 & Free::FIRST), src, src);
                    self.put(running.at(dest), iterator);
                }
                Op::ForIter { dest, iter, to } => {
                    let generator = WATCHED && running.value(iter).as_ref::<Generator<R>>().is_some();
                    match attempt!(self.for_iter::<WATCHED>(running, dest, iter)) {
                        Iterated::Item => jump!(-i32::from(to.0)),
                        Iterated::End if generator => attempt!(self.tell_stop_iteration()),
                        Iterated::End => {}
                        Iterated::Entered => entered!(),
                    }
                }
                Op::Unpack { free, first, src, count } => {
                    attempt!(self.unpack(running, free, first, src, count))
                }
                Op::UnpackStar { free, first, src, counts } => {
                    attempt!(self.unpack_star(running, free, first, src, counts))
                }

                Op::BuildTuple { dest, first, count } => self.build_tuple(running, dest, first, count),
                Op::BuildList { dest, first, count } => {
                    attempt!(self.build_list(running, dest, first, count))
                }
                Op::BuildSet { dest, first, count } => attempt!(self.build_set(running, dest, first, count)),
                Op::BuildDict { dest, first, count } => {
                    attempt!(self.build_dict(running, dest, first, count))
                }
                Op::BuildString { dest, first, count } => self.build_string(running, dest, first, count),
                Op::BuildSlice { dest, first } => self.build_slice(running, dest, first),
                Op::ListAppend { free, list, value } => {
                    attempt!(self.list_append(running, free, list, value))
                }
                Op::ListExtend { free, list, value } => {
                    attempt!(self.list_extend(running, free, list, value))
                }
                Op::SetAdd { free, set, value } => attempt!(self.set_add_op(running, free, set, value)),
                Op::SetUpdate { free, set, value } => attempt!(self.set_update(running, free, set, value)),
                Op::DictSet { free, dict, key, value } => {
                    attempt!(self.dict_set_op(running, free, dict, key, value))
                }
                Op::DictUpdate { free, dict, value } => {
                    attempt!(self.dict_update_op(running, free, dict, value))
                }
                Op::DictMerge { free, dict, value, callee } => {
                    attempt!(self.dict_merge(running, free, dict, value, callee))
                }
                Op::FormatValue { free, dest, src, spec } => {
                    attempt!(self.format_value(running, free, dest, src, spec))
                }

                Op::MakeFunction { parts, dest, first, code } => {
                    attempt!(self.make_function(running, parts, dest, first, code))
                }
                Op::Call { dest, window, argc } => {
                    call!(*op, self.call_op(running, dest, window, argc), dest)
                }
                Op::CallMethod { dest, window, argc } => {
                    call!(*op, self.call_method_op(running, dest, window, argc), dest)
                }
                Op::CallKeywords { dest, window, shape } => {
                    call!(*op, self.call_keywords_op(running, dest, window, shape, false), dest)
                }
                Op::CallMethodKeywords { dest, window, shape } => {
                    call!(*op, self.call_keywords_op(running, dest, window, shape, true), dest)
                }
                Op::CallSpread { dest, window } => {
                    call!(*op, self.call_spread_op(running, dest, window), dest)
                }
                Op::Return { src } => {
                    // SAFETY: the reference moves out of the register.
                    let value = unsafe { crate::call::take(running.at(src)) };
                    leave!(value)
                }
                Op::ReturnNone => leave!(Value::NONE),

                Op::Yield { value, .. } => {
                    // SAFETY: the reference moves out of the register.
                    yielded!(unsafe { crate::call::take(running.at(value)) })
                }
                Op::GetDelegate { dest, src } => attempt!(self.get_delegate(running, dest, src)),
                Op::GetAwaitable { dest, src, answer } => {
                    attempt!(self.get_awaitable(running, dest, src, answer))
                }
                Op::Delegate { dest, iter, received } => {
                    match attempt!(self.delegate::<WATCHED>(running, dest, iter, received)) {
                        Delegated::Yielded(value) => {
                            if WATCHED && self.watch.is_wanted() {
                                attempt!(self.tell_return(Event::PyYield, &value));
                            }
                            yielded!(value)
                        }
                        Delegated::Over => {}
                        Delegated::Entered => entered!(),
                    }
                }
                Op::GetAsyncIter { dest, src } => attempt!(self.get_async_iter(running, dest, src)),
                Op::GetAsyncNext { dest, iter } => attempt!(self.get_async_next(running, dest, iter)),

                Op::EnterHandler { saved, exception } => self.enter_handler(running, saved, exception),
                Op::LeaveHandler { saved } => self.leave_handler(running, saved),
                Op::Raise { free, src } => attempt!(self.raise_op(running, free, src)),
                Op::RaiseFrom { free, src, cause } => attempt!(self.raise_from(running, free, src, cause)),
                Op::RaiseAgain => attempt!(self.raise_again()),
                Op::Reraise { src } => {
                    // SAFETY: the reference moves out of the register.
                    let exception = unsafe { crate::call::take(running.at(src)) };
                    attempt!(self.reraise(exception));
                }
                Op::JumpUnlessMatch { exception, types, to } => {
                    let matches =
                        attempt!(self.matches_exception(&running.value(exception), &running.value(types)));
                    self.put(running.at(types), Value::UNBOUND);
                    if !matches {
                        jump!(to.0);
                    }
                }
                Op::MatchStar { dest, exception, types } => {
                    attempt!(self.match_star(running, dest, exception, types))
                }
                Op::LoadExceptionInfo { first, exception } => {
                    self.load_exception_info(running, first, exception)
                }
                Op::EndAsyncFor { exception } => attempt!(self.end_async_for(running, exception)),
                Op::JumpIfSuppressed { src, to } => {
                    let truth = attempt!(self.truth(&running.value(src)));
                    self.put(running.at(src), Value::UNBOUND);
                    if truth {
                        jump!(to.0);
                    }
                }

                Op::Import { dest, import } => attempt!(self.import_op(running, dest, import)),
                Op::ImportFrom { dest, module, name } => {
                    attempt!(self.import_from(running, dest, module, name))
                }
                Op::Intrinsic { kind, dest, src } => attempt!(self.intrinsic(running, kind, dest, src)),
                Op::MatchClass { dest, first, count } => {
                    attempt!(self.match_class(running, dest, first, count))
                }
                Op::MatchKeys { dest, subject, keys } => {
                    attempt!(self.match_keys(running, dest, subject, keys))
                }
            }
        }
    }

    #[cold]
    fn unbound_register(&mut self, running: Running<R>, name: compiler::NameId) -> Return<R, ()> {
        let name = running.loaded().code.names[usize::from(name.0)].clone();
        Err(self.unbound_local(&name))
    }
}
