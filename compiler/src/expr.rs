//! Expressions.

use crate::body::{Body, Dest, Operand};
use crate::code::Constant;
use crate::emit::Access;
use crate::error::{Fault, Result};
use crate::finder::rebinds;
use crate::op::{Far, Free, Op, Reg};
use crate::symbol::Uses;
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, BoolOp, CmpOp, Expr, Operator, UnaryOp};
use ruff_text_size::{Ranged, TextRange};

impl<'a> Body<'a> {
    pub fn expr(&mut self, e: &'a Expr, dest: Dest) -> Result<Operand> {
        if let Some(constant) = self.fold(e) {
            self.at(e.range());
            return Ok(self.constant(&constant, dest));
        }
        match e {
            Expr::Name(name) => Ok(self.load(&name.id, name.range, dest)),
            Expr::BoolOp(e) => self.bool_op(e, dest),
            Expr::Named(e) => self.walrus(e, dest),
            Expr::BinOp(e) => self.binary(e, dest),
            Expr::UnaryOp(e) => self.unary(e, dest),
            Expr::Lambda(e) => self.lambda(e, dest),
            Expr::If(e) => self.ternary(e, dest),
            Expr::Dict(e) => self.dict(e, dest),
            Expr::Set(e) => self.set(&e.elts, e.range, dest),
            Expr::List(e) => self.list(&e.elts, e.range, dest),
            Expr::Tuple(e) => self.tuple(&e.elts, e.range, dest),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehension(e, dest)
            }
            Expr::Await(e) => self.await_expr(e, dest),
            Expr::Yield(e) => self.yield_expr(e, dest),
            Expr::YieldFrom(e) => self.yield_from(e, dest),
            Expr::Compare(e) => self.compare(e, dest),
            Expr::Call(e) => self.call(e, dest),
            Expr::FString(e) => self.fstring(e, dest),
            Expr::TString(e) => self.tstring(e, dest),
            Expr::Attribute(e) => self.attribute(e, dest),
            Expr::Subscript(e) => self.subscript(e, dest),
            Expr::Slice(e) => self.slice(e, dest),
            Expr::Starred(e) => Err(Fault::syntax("can't use starred expression here", e.range)),
            Expr::IpyEscapeCommand(e) => Err(Fault::syntax("invalid syntax", e.range)),
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => Err(self.bad_literal(e)),
        }
    }

    /// An operand that is used only after the `later` expressions have run: a local one of them rebinds is copied first.
    pub fn operand(&mut self, e: &'a Expr, later: &[&Expr]) -> Result<Operand> {
        let name = match e {
            Expr::Name(name) => Some(name),
            Expr::Named(named) => named.target.as_name_expr(),
            _ => None,
        };
        let copied = name.is_some_and(|name| self.rebound(&name.id, later));
        self.expr(e, if copied { Dest::Temp } else { Dest::Any })
    }

    /// Whether one of the `later` expressions rebinds a local variable by `:=`.
    pub fn rebound(&self, name: &Name, later: &[&Expr]) -> bool {
        let mangled = self.mangle(name);
        self.frame_scope().get(&mangled).is_some_and(|symbol| symbol.uses.has(Uses::WALRUS))
            && rebinds(later, name)
    }

    /// The value in the temporary at the present top.
    pub fn push(&mut self, e: &'a Expr) -> Result<Reg> {
        Ok(self.expr(e, Dest::Temp)?.reg())
    }

    fn walrus(&mut self, e: &'a ast::ExprNamed, dest: Dest) -> Result<Operand> {
        if let (Some(variable), Dest::Any) = (self.plain_local(&e.target), dest) {
            let reg = self.variables[variable].reg;
            self.expr(&e.value, Dest::To(reg))?;
            self.b.bound.insert(variable);
            return Ok(Operand::InPlace(reg));
        }
        let value = self.expr(&e.value, Dest::Temp)?;
        self.at(e.range);
        self.store_expr(&e.target, Operand::InPlace(value.reg()))?;
        self.settle(value, dest)
    }

    /// Brings a value that is somewhere to where it is wanted.
    pub fn settle(&mut self, value: Operand, dest: Dest) -> Result<Operand> {
        let Dest::To(reg) = dest else { return Ok(value) };
        match value {
            Operand::Temp(src) => {
                self.emit(Op::Move { dest: reg, src });
                self.b.set_top(src.0);
            }
            Operand::InPlace(src) if src != reg => self.emit(Op::Copy { dest: reg, src }),
            Operand::InPlace(_) => {}
        }
        Ok(Operand::InPlace(reg))
    }

    // ---- operators ---------------------------------------------------------------------------------------------

    fn binary(&mut self, e: &'a ast::ExprBinOp, dest: Dest) -> Result<Operand> {
        let left = self.operand(&e.left, &[&e.right])?;
        self.binary_with(left, e.op, &e.right, 0, e.range, dest)
    }

    pub fn binary_with(
        &mut self,
        left: Operand,
        operator: Operator,
        right: &'a Expr,
        in_place: u8,
        range: TextRange,
        dest: Dest,
    ) -> Result<Operand> {
        if let (Operator::Add | Operator::Sub, Some(immediate)) = (operator, self.small_int(right)) {
            let free = Free(self.consume(left, Free::FIRST) | in_place);
            let reg = self.result(dest);
            let left = left.reg();
            self.at(range);
            self.emit(match operator {
                Operator::Add => Op::AddInt { free, dest: reg, left, immediate },
                _ => Op::SubInt { free, dest: reg, left, immediate },
            });
            return Ok(self.done(dest, reg));
        }
        let right = self.expr(right, Dest::Any)?;
        let free = Free(self.consume_two(left, right).0 | in_place);
        let reg = self.result(dest);
        self.at(range);
        self.emit(binary_op(operator, free, reg, left.reg(), right.reg()));
        Ok(self.done(dest, reg))
    }

    /// The value of an expression that is an integer small enough to stand in an instruction.
    pub fn small_int(&self, e: &Expr) -> Option<i16> {
        match self.fold(e)? {
            Constant::Int(value) => i16::try_from(value).ok(),
            _ => None,
        }
    }

    fn unary(&mut self, e: &'a ast::ExprUnaryOp, dest: Dest) -> Result<Operand> {
        let operand = self.expr(&e.operand, Dest::Any)?;
        let free = Free(self.consume(operand, Free::FIRST));
        let reg = self.result(dest);
        let src = operand.reg();
        self.at(e.range);
        self.emit(match e.op {
            UnaryOp::Invert => Op::Invert { free, dest: reg, src },
            UnaryOp::Not => Op::Not { free, dest: reg, src },
            UnaryOp::UAdd => Op::Pos { free, dest: reg, src },
            UnaryOp::USub => Op::Neg { free, dest: reg, src },
        });
        Ok(self.done(dest, reg))
    }

    fn bool_op(&mut self, e: &'a ast::ExprBoolOp, dest: Dest) -> Result<Operand> {
        let end = self.b.label();
        let (last, values) = e.values.split_last().expect("and/or has operands");
        let nested = values.iter().any(Expr::is_bool_op_expr);
        if let Dest::To(target) = dest
            && !nested
        {
            for value in values {
                let next = self.b.label();
                let operand = self.expr(value, Dest::Any)?;
                self.at(value.range());
                self.skip_if(operand.reg(), Free::NONE, e.op == BoolOp::Or, next);
                self.settle(operand, dest)?;
                self.b.jump(end);
                self.b.bind(next);
                if operand.is_temp() {
                    self.b.set_top(operand.reg().0 + 1);
                    self.discard(operand);
                }
            }
            self.expr(last, dest)?;
            self.b.bind(end);
            return Ok(Operand::InPlace(target));
        }
        let reg = self.b.alloc();
        let into = Dest::To(reg);
        for value in values {
            self.value_or_jump(value, reg, e.op == BoolOp::Or, end)?;
        }
        self.expr(last, into)?;
        self.b.bind(end);
        self.settle(Operand::Temp(reg), dest)
    }

    /// Evaluates into `reg`, and goes to `label` if the truth of the value is `sense`: nothing is asked for its truth twice.
    fn value_or_jump(&mut self, e: &'a Expr, reg: Reg, sense: bool, label: crate::emit::Label) -> Result {
        if let Expr::BoolOp(inner) = e {
            let (last, values) = inner.values.split_last().expect("and/or has operands");
            let decides = inner.op == BoolOp::Or;
            let out = self.b.label();
            for value in values {
                self.value_or_jump(value, reg, decides, if decides == sense { label } else { out })?;
            }
            self.value_or_jump(last, reg, sense, label)?;
            self.b.bind(out);
            return Ok(());
        }
        self.expr(e, Dest::To(reg))?;
        self.at(e.range());
        self.skip_if(reg, Free::NONE, !sense, label);
        Ok(())
    }

    /// Goes to `label` unless the truth of `src` is `wanted`.
    fn skip_if(&mut self, src: Reg, free: Free, wanted: bool, label: crate::emit::Label) {
        let op = if wanted {
            Op::JumpIfFalse { free, src, to: Far(0) }
        } else {
            Op::JumpIfTrue { free, src, to: Far(0) }
        };
        self.b.emit_jump(op, label);
    }

    fn ternary(&mut self, e: &'a ast::ExprIf, dest: Dest) -> Result<Operand> {
        let (otherwise, end) = (self.b.label(), self.b.label());
        self.jump_if(&e.test, false, otherwise)?;
        let top = self.b.top();
        let reg = self.result(dest);
        // The branches begin where the result will be, so that each leaves it there last.
        let branch = match dest {
            Dest::To(reg) => Dest::To(reg),
            _ => Dest::Temp,
        };
        self.b.set_top(top);
        self.expr(&e.body, branch)?;
        self.b.jump(end);
        self.b.bind(otherwise);
        self.b.set_top(top);
        self.expr(&e.orelse, branch)?;
        self.b.bind(end);
        Ok(self.done(dest, reg))
    }

    fn compare(&mut self, e: &'a ast::ExprCompare, dest: Dest) -> Result<Operand> {
        if let ([operator], [right]) = (&*e.ops, &*e.comparators) {
            let left = self.operand(&e.left, &[right])?;
            let right = self.container(*operator, right)?;
            let free = self.consume_two(left, right);
            let reg = self.result(dest);
            self.at(e.range);
            self.emit(compare_op(*operator, free, reg, left.reg(), right.reg()));
            return Ok(self.done(dest, reg));
        }
        let reg = self.b.alloc();
        let end = self.b.label();
        let mut exits = Vec::new();
        let mut left = self.operand(&e.left, &[&e.comparators[0]])?;
        let last = e.ops.len() - 1;
        for (at, (operator, right)) in e.ops.iter().zip(&e.comparators).enumerate() {
            let right = if at == last {
                self.container(*operator, right)?
            } else {
                self.operand(right, &[&e.comparators[at + 1]])?
            };
            let mut free = left.free(Free::FIRST);
            if at == last {
                free |= right.free(Free::SECOND);
            }
            self.at(e.range);
            self.emit(compare_op(*operator, Free(free), reg, left.reg(), right.reg()));
            if at < last {
                let exit = if right.is_temp() { self.b.label() } else { end };
                let op = Op::JumpIfFalse { free: Free::NONE, src: reg, to: Far(0) };
                self.b.emit_jump(op, exit);
                if let Operand::Temp(middle) = right {
                    exits.push((exit, middle));
                }
            }
            left = right;
        }
        self.b.set_top(reg.0 + 1);
        if !exits.is_empty() {
            self.b.jump(end);
            for (exit, middle) in exits {
                self.b.bind(exit);
                self.emit(Op::Drop { src: middle });
                self.b.jump(end);
            }
        }
        self.b.bind(end);
        self.settle(Operand::Temp(reg), dest)
    }

    /// The right side of a comparison; a display after `in` may be a constant.
    pub fn container(&mut self, operator: CmpOp, e: &'a Expr) -> Result<Operand> {
        if matches!(operator, CmpOp::In | CmpOp::NotIn)
            && let Some(constant) = self.fold_container(e)
        {
            self.at(e.range());
            return Ok(self.constant(&constant, Dest::Any));
        }
        self.expr(e, Dest::Any)
    }

    // ---- attributes and items ----------------------------------------------------------------------------------

    fn attribute(&mut self, e: &'a ast::ExprAttribute, dest: Dest) -> Result<Operand> {
        if let Some(operand) = self.super_attribute(e, dest)? {
            return Ok(operand);
        }
        let object = self.expr(&e.value, Dest::Any)?;
        let free = Free(self.consume(object, Free::FIRST));
        let reg = self.result(dest);
        let site = self.attribute_site(&e.attr, Access::Load);
        self.at_attribute(e.range, e);
        self.emit(Op::GetAttr { free, dest: reg, object: object.reg(), site });
        Ok(self.done(dest, reg))
    }

    pub fn attribute_site(&mut self, name: &ast::Identifier, access: Access) -> crate::op::SiteId {
        let name = self.mangle(&name.id);
        self.b.site(&name, access)
    }

    fn subscript(&mut self, e: &'a ast::ExprSubscript, dest: Dest) -> Result<Operand> {
        let object = self.operand(&e.value, &[&e.slice])?;
        if let Expr::Slice(slice) = &*e.slice {
            let first = self.bounds(slice)?;
            let free = Free(self.consume(object, Free::FIRST));
            let reg = self.result(dest);
            self.at(e.range);
            self.emit(Op::GetSlice { free, dest: reg, object: object.reg(), first });
            return Ok(self.done(dest, reg));
        }
        let index = self.index(&e.slice, &[])?;
        let free = self.consume_two(object, index);
        let reg = self.result(dest);
        self.at(e.range);
        self.emit(Op::GetItem { free, dest: reg, object: object.reg(), index: index.reg() });
        Ok(self.done(dest, reg))
    }

    pub fn index(&mut self, e: &'a Expr, later: &[&Expr]) -> Result<Operand> {
        self.operand(e, later)
    }

    /// The bounds of a slice in three temporaries, which are free again: the next instruction consumes them.
    pub fn bounds(&mut self, e: &'a ast::ExprSlice) -> Result<Reg> {
        let first = Reg(self.b.top());
        for part in [&e.lower, &e.upper, &e.step] {
            match part {
                Some(part) => {
                    self.push(part)?;
                }
                None => {
                    self.at(e.range);
                    self.none(Dest::Temp);
                }
            }
        }
        self.b.set_top(first.0);
        Ok(first)
    }

    fn slice(&mut self, e: &'a ast::ExprSlice, dest: Dest) -> Result<Operand> {
        let first = self.bounds(e)?;
        let reg = self.result(dest);
        self.at(e.range);
        self.emit(Op::BuildSlice { dest: reg, first });
        Ok(self.done(dest, reg))
    }
}

pub(crate) fn binary_op(operator: Operator, free: Free, dest: Reg, left: Reg, right: Reg) -> Op {
    match operator {
        Operator::Add => Op::Add { free, dest, left, right },
        Operator::Sub => Op::Sub { free, dest, left, right },
        Operator::Mult => Op::Mul { free, dest, left, right },
        Operator::MatMult => Op::MatMul { free, dest, left, right },
        Operator::Div => Op::Div { free, dest, left, right },
        Operator::Mod => Op::Mod { free, dest, left, right },
        Operator::Pow => Op::Pow { free, dest, left, right },
        Operator::LShift => Op::LeftShift { free, dest, left, right },
        Operator::RShift => Op::RightShift { free, dest, left, right },
        Operator::BitOr => Op::BitOr { free, dest, left, right },
        Operator::BitXor => Op::BitXor { free, dest, left, right },
        Operator::BitAnd => Op::BitAnd { free, dest, left, right },
        Operator::FloorDiv => Op::FloorDiv { free, dest, left, right },
    }
}

fn compare_op(operator: CmpOp, free: Free, dest: Reg, left: Reg, right: Reg) -> Op {
    let holds = Free(free.0 | Free::WHEN_TRUE);
    match operator {
        CmpOp::Eq => Op::Eq { free, dest, left, right },
        CmpOp::NotEq => Op::Ne { free, dest, left, right },
        CmpOp::Lt => Op::Lt { free, dest, left, right },
        CmpOp::LtE => Op::Le { free, dest, left, right },
        CmpOp::Gt => Op::Gt { free, dest, left, right },
        CmpOp::GtE => Op::Ge { free, dest, left, right },
        CmpOp::Is => Op::Is { free: holds, dest, left, right },
        CmpOp::IsNot => Op::Is { free, dest, left, right },
        CmpOp::In => Op::In { free: holds, dest, left, right },
        CmpOp::NotIn => Op::In { free, dest, left, right },
    }
}
