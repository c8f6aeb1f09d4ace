//! Conditions: compare and jump in one instruction, nothing materialised.

use crate::body::{Body, Dest, Operand};
use crate::code::Constant;
use crate::emit::Label;
use crate::error::Result;
use crate::op::{Far, Free, Near, Op, Reg};
use ruff_python_ast::{self as ast, BoolOp, CmpOp, Expr, UnaryOp};
use ruff_text_size::Ranged;

impl<'a> Body<'a> {
    /// Goes to `to` if the truth of `e` is `sense`, else falls through.
    pub fn jump_if(&mut self, e: &'a Expr, sense: bool, to: Label) -> Result {
        if let Some(constant) = self.fold_condition(e) {
            if truth(&constant) == sense {
                self.at(e.range());
                self.b.jump(to);
            }
            return Ok(());
        }
        match e {
            Expr::UnaryOp(ast::ExprUnaryOp { op: UnaryOp::Not, operand, .. }) => {
                self.jump_if(operand, !sense, to)
            }
            Expr::BoolOp(e) => self.jump_if_bool(e, sense, to),
            Expr::Compare(e) => self.jump_if_compare(e, sense, to),
            Expr::If(e) => {
                let (otherwise, end) = (self.b.label(), self.b.label());
                self.jump_if(&e.test, false, otherwise)?;
                self.jump_if(&e.body, sense, to)?;
                self.b.jump(end);
                self.b.bind(otherwise);
                self.jump_if(&e.orelse, sense, to)?;
                self.b.bind(end);
                Ok(())
            }
            _ => {
                let value = self.expr(e, Dest::Any)?;
                let free = Free(self.consume(value, Free::FIRST));
                self.at(e.range());
                self.b.emit_jump(jump_op(free, value.reg(), sense), to);
                Ok(())
            }
        }
    }

    fn jump_if_bool(&mut self, e: &'a ast::ExprBoolOp, sense: bool, to: Label) -> Result {
        let (last, values) = e.values.split_last().expect("and/or has operands");
        let decides = e.op == BoolOp::Or;
        if decides == sense {
            for value in values {
                self.jump_if(value, sense, to)?;
            }
            return self.jump_if(last, sense, to);
        }
        let out = self.b.label();
        for value in values {
            self.jump_if(value, decides, out)?;
        }
        self.jump_if(last, sense, to)?;
        self.b.bind(out);
        Ok(())
    }

    fn jump_if_compare(&mut self, e: &'a ast::ExprCompare, sense: bool, to: Label) -> Result {
        if let ([operator], [right]) = (&*e.ops, &*e.comparators) {
            let left = self.operand(&e.left, &[right])?;
            return self.jump_if_related(e, left, *operator, right, sense, to);
        }
        let last = e.ops.len() - 1;
        let out = self.b.label();
        let mut middles = Vec::new();
        let base = self.b.top();
        let mut left = self.operand(&e.left, &[&e.comparators[0]])?;
        for at in 0..last {
            let right = self.operand(&e.comparators[at], &[&e.comparators[at + 1]])?;
            self.at(e.range);
            let exit = match right {
                Operand::Temp(middle) => {
                    let exit = self.b.label();
                    middles.push((exit, middle));
                    exit
                }
                Operand::InPlace(_) if sense => out,
                Operand::InPlace(_) => to,
            };
            let free = Free(left.free(Free::FIRST));
            self.b.emit_jump(related(e.ops[at], free, left.reg(), right.reg(), false), exit);
            left = right;
        }
        let right = self.container(e.ops[last], &e.comparators[last])?;
        self.at(e.range);
        let free = Free(left.free(Free::FIRST) | right.free(Free::SECOND));
        self.b.emit_jump(related(e.ops[last], free, left.reg(), right.reg(), sense), to);
        self.b.set_top(base);
        if !middles.is_empty() {
            self.b.jump(out);
            for (exit, middle) in middles {
                self.b.bind(exit);
                self.emit(Op::Drop { src: middle });
                self.b.jump(if sense { out } else { to });
            }
        }
        self.b.bind(out);
        Ok(())
    }

    fn jump_if_related(
        &mut self,
        e: &'a ast::ExprCompare,
        left: Operand,
        operator: CmpOp,
        right: &'a Expr,
        sense: bool,
        to: Label,
    ) -> Result {
        if matches!(operator, CmpOp::Is | CmpOp::IsNot) && right.is_none_literal_expr() {
            let free = Free(self.consume(left, Free::FIRST));
            let src = left.reg();
            self.at(e.range);
            let op = if (operator == CmpOp::Is) == sense {
                Op::JumpIfNone { free, src, to: Far(0) }
            } else {
                Op::JumpIfNotNone { free, src, to: Far(0) }
            };
            self.b.emit_jump(op, to);
            return Ok(());
        }
        if let Some(immediate) = self.small_int(right)
            && let Some(op) = related_int(operator, left, immediate, sense)
        {
            self.consume(left, 0);
            self.at(e.range);
            self.b.emit_jump(op, to);
            return Ok(());
        }
        let right = self.container(operator, right)?;
        let free = self.consume_two(left, right);
        self.at(e.range);
        self.b.emit_jump(related(operator, free, left.reg(), right.reg(), sense), to);
        Ok(())
    }
}

pub(crate) fn truth(constant: &Constant) -> bool {
    match constant {
        Constant::None => false,
        Constant::Ellipsis => true,
        Constant::Bool(value) => *value,
        Constant::Int(value) => *value != 0,
        Constant::Big(_) => true,
        Constant::Float(value) => *value != 0.0,
        Constant::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
        Constant::Str(value) => !value.is_empty(),
        Constant::Bytes(value) => !value.is_empty(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
    }
}

pub(crate) fn jump_op(free: Free, src: Reg, sense: bool) -> Op {
    match sense {
        true => Op::JumpIfTrue { free, src, to: Far(0) },
        false => Op::JumpIfFalse { free, src, to: Far(0) },
    }
}

fn related(operator: CmpOp, free: Free, left: Reg, right: Reg, sense: bool) -> Op {
    let to = Near(0);
    let sensed = |sense: bool| Free(free.0 | if sense { Free::WHEN_TRUE } else { 0 });
    let free = sensed(sense);
    match operator {
        CmpOp::Eq => Op::JumpEq { free, left, right, to },
        CmpOp::NotEq => Op::JumpNe { free, left, right, to },
        CmpOp::Lt => Op::JumpLt { free, left, right, to },
        CmpOp::LtE => Op::JumpLe { free, left, right, to },
        CmpOp::Gt => Op::JumpGt { free, left, right, to },
        CmpOp::GtE => Op::JumpGe { free, left, right, to },
        CmpOp::Is => Op::JumpIs { free, left, right, to },
        CmpOp::In => Op::JumpIn { free, left, right, to },
        CmpOp::IsNot => Op::JumpIs { free: sensed_opposite(free), left, right, to },
        CmpOp::NotIn => Op::JumpIn { free: sensed_opposite(free), left, right, to },
    }
}

fn sensed_opposite(free: Free) -> Free {
    Free(free.0 ^ Free::WHEN_TRUE)
}

fn related_int(operator: CmpOp, left: Operand, immediate: i16, sense: bool) -> Option<Op> {
    let free = Free(left.free(Free::FIRST) | if sense { Free::WHEN_TRUE } else { 0 });
    let (left, to) = (left.reg(), Near(0));
    Some(match operator {
        CmpOp::Eq => Op::JumpEqInt { free, left, immediate, to },
        CmpOp::NotEq => Op::JumpNeInt { free, left, immediate, to },
        CmpOp::Lt => Op::JumpLtInt { free, left, immediate, to },
        CmpOp::LtE => Op::JumpLeInt { free, left, immediate, to },
        CmpOp::Gt => Op::JumpGtInt { free, left, immediate, to },
        CmpOp::GtE => Op::JumpGeInt { free, left, immediate, to },
        _ => return None,
    })
}
