//! Assignment: straight into registers where it can be.

use crate::body::{Body, Dest, Operand};
use crate::emit::Access;
use crate::error::{Fault, Result};
use crate::finder::mentions;
use crate::op::{Free, Op, Reg};
use ruff_python_ast::{self as ast, Expr, ExprContext};
use ruff_text_size::Ranged;

impl<'a> Body<'a> {
    pub fn assign(&mut self, s: &'a ast::StmtAssign) -> Result {
        if let [target] = &*s.targets {
            return self.assign_one(target, &s.value);
        }
        let value = match self.fold(&s.value) {
            Some(_) => self.expr(&s.value, Dest::Any)?,
            None => self.expr(&s.value, Dest::Temp)?,
        };
        let (last, targets) = s.targets.split_last().expect("an assignment has a target");
        for target in targets {
            self.store_expr(target, Operand::InPlace(value.reg()))?;
        }
        self.store_expr(last, value)
    }

    pub fn assign_one(&mut self, target: &'a Expr, value: &'a Expr) -> Result {
        if let Some(variable) = self.plain_local(target) {
            let reg = self.variables[variable].reg;
            self.expr(value, Dest::To(reg))?;
            self.b.bound.insert(variable);
            return Ok(());
        }
        if let (Some(targets), Expr::Tuple(values)) = (elements(target), value)
            && self.assign_in_parallel(targets, &values.elts)?
        {
            return Ok(());
        }
        match target {
            Expr::Attribute(_) | Expr::Subscript(_) => {
                let value = self.operand(value, &[target])?;
                self.store_expr(target, value)
            }
            _ => {
                // A target that overwrites the value while it is unpacked must not end it.
                let kept = !matches!(value, Expr::Name(name) if mentions(target, &name.id));
                let value = self.expr(value, if kept { Dest::Any } else { Dest::Temp })?;
                self.store_expr(target, value)
            }
        }
    }

    /// `a, b = x, y` without a tuple; false if it is not of this kind.
    fn assign_in_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Result<bool> {
        if targets.len() != values.len()
            || targets.len() > 16
            || targets.iter().chain(values).any(Expr::is_starred_expr)
        {
            return Ok(false);
        }
        let variables: Option<Vec<usize>> = targets.iter().map(|target| self.plain_local(target)).collect();
        let distinct = variables.filter(|all| (1..all.len()).all(|at| !all[..at].contains(&all[at])));
        let base = self.b.top();
        let mut operands = Vec::new();
        let Some(variables) = distinct else {
            for value in values {
                operands.push(Operand::Temp(self.push(value)?));
            }
            // Left to right, as the language says; the temporaries are released in this order too.
            for (target, value) in targets.iter().zip(operands) {
                self.store_out_of_order(target, value)?;
            }
            self.b.set_top(base);
            return Ok(true);
        };
        for (at, value) in values.iter().enumerate() {
            let later: Vec<&Expr> = values[at + 1..].iter().collect();
            operands.push(self.operand(value, &later)?);
        }
        let moves = variables.iter().zip(&operands);
        let moves = moves.map(|(variable, value)| (self.variables[*variable].reg, *value)).collect();
        self.move_in_parallel(moves);
        self.b.set_top(base);
        for variable in variables {
            self.b.bound.insert(variable);
        }
        Ok(true)
    }

    /// Every register gets its value as if all at once.
    fn move_in_parallel(&mut self, mut moves: Vec<(Reg, Operand)>) {
        moves.retain(|(dest, value)| *value != Operand::InPlace(*dest));
        while !moves.is_empty() {
            let free = moves.iter().position(|(dest, _)| moves.iter().all(|(_, value)| value.reg() != *dest));
            if let Some(at) = free {
                let (dest, value) = moves.remove(at);
                let src = value.reg();
                let again = moves.iter().any(|(_, other)| other.reg() == src);
                let overwritten = moves.iter().any(|(other, _)| *other == src);
                self.emit(if value.is_temp() || (overwritten && !again) {
                    Op::Move { dest, src }
                } else {
                    Op::Copy { dest, src }
                });
                continue;
            }
            // Only cycles are left: one exchange puts one value where it belongs.
            let (dest, value) = moves.swap_remove(0);
            let src = value.reg();
            self.emit(Op::Swap { left: dest, right: src });
            for (_, other) in &mut moves {
                if other.reg() == src {
                    *other = Operand::InPlace(dest);
                } else if other.reg() == dest {
                    *other = Operand::InPlace(src);
                }
            }
            moves.retain(|(dest, value)| *value != Operand::InPlace(*dest));
        }
    }

    /// Stores a temporary that is not the topmost one.
    fn store_out_of_order(&mut self, target: &'a Expr, value: Operand) -> Result {
        let top = self.b.top();
        let result = self.store_keeping(target, value);
        self.b.set_top(top);
        result
    }

    /// Stores a value into a target. A temporary must be the topmost one.
    pub fn store_expr(&mut self, target: &'a Expr, value: Operand) -> Result {
        self.store_keeping(target, value)?;
        if let Operand::Temp(reg) = value {
            self.b.set_top(reg.0);
        }
        Ok(())
    }

    /// Stores a value; a temporary is consumed, but its register stays allocated.
    fn store_keeping(&mut self, target: &'a Expr, value: Operand) -> Result {
        match target {
            Expr::Name(name) => {
                self.at(name.range);
                let name = self.mangle(&name.id);
                self.store_mangled(&name, value);
            }
            Expr::Attribute(e) => {
                let object = self.expr(&e.value, Dest::Any)?;
                let free = Free(object.free(Free::FIRST) | value.free(Free::SECOND));
                let site = self.attribute_site(&e.attr, Access::Store);
                self.at_attribute(e.range, e);
                self.emit(Op::SetAttr { free, object: object.reg(), value: value.reg(), site });
                self.consume(object, 0);
            }
            Expr::Subscript(e) => {
                let object = self.operand(&e.value, &[&e.slice])?;
                if let Expr::Slice(slice) = &*e.slice {
                    let first = self.bounds(slice)?;
                    let free = Free(self.consume(object, Free::FIRST) | value.free(Free::THIRD));
                    self.at(e.range);
                    self.emit(Op::SetSlice { free, object: object.reg(), first, value: value.reg() });
                    return Ok(());
                }
                let index = self.index(&e.slice, &[])?;
                let free = Free(self.consume_two(object, index).0 | value.free(Free::THIRD));
                self.at(e.range);
                self.emit(Op::SetItem { free, object: object.reg(), index: index.reg(), value: value.reg() });
            }
            Expr::Tuple(_) | Expr::List(_) => {
                let targets = elements(target).unwrap_or_default();
                self.unpack(targets, value, target)?;
            }
            Expr::Starred(e) => {
                return Err(Fault::syntax("starred assignment target must be in a list or tuple", e.range));
            }
            other => return Err(Fault::syntax("cannot assign to expression", other.range())),
        }
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr], value: Operand, whole: &'a Expr) -> Result {
        let src = value.reg();
        let free = Free(value.free(Free::FIRST));
        let stars: Vec<usize> = (0..targets.len()).filter(|at| targets[*at].is_starred_expr()).collect();
        if stars.len() > 1 {
            return Err(Fault::syntax("multiple starred expressions in assignment", whole.range()));
        }
        self.at(whole.range());
        let Ok(count) = i16::try_from(targets.len()) else {
            return Err(Fault::syntax("too many targets in an assignment", whole.range()));
        };
        let count = count as u16;
        if stars.is_empty()
            && let Some(variables) = self.consecutive(targets)
            && !self.holds(&variables, src)
        {
            let first = self.variables[variables[0]].reg;
            self.emit(Op::Unpack { free, first, src, count });
            for variable in variables {
                self.b.bound.insert(variable);
            }
            return Ok(());
        }
        let base = self.b.top();
        let first = self.b.alloc_run(count);
        match stars.first() {
            Some(at) => {
                let (before, after) = (*at, targets.len() - at - 1);
                if before > 255 || after > 255 {
                    return Err(Fault::syntax(
                        "too many expressions in star-unpacking assignment",
                        whole.range(),
                    ));
                }
                let counts = (before as u16) << 8 | after as u16;
                self.emit(Op::UnpackStar { free, first, src, counts });
            }
            None => self.emit(Op::Unpack { free, first, src, count }),
        }
        for (at, target) in targets.iter().enumerate() {
            let target = target.as_starred_expr().map_or(target, |starred| &starred.value);
            self.store_out_of_order(target, Operand::Temp(Reg(first.0 + at as u16)))?;
        }
        self.b.set_top(base);
        Ok(())
    }

    /// The targets as plain locals in consecutive registers.
    fn consecutive(&self, targets: &[Expr]) -> Option<Vec<usize>> {
        let variables: Vec<usize> =
            targets.iter().map(|target| self.plain_local(target)).collect::<Option<_>>()?;
        let first = self.variables[*variables.first()?].reg.0;
        let runs = variables.iter().enumerate().all(|(at, v)| self.variables[*v].reg.0 == first + at as u16);
        runs.then_some(variables)
    }

    fn holds(&self, variables: &[usize], reg: Reg) -> bool {
        variables.iter().any(|variable| self.variables[*variable].reg == reg)
    }

    // ---- augmented assignment ----------------------------------------------------------------------------------

    pub fn augmented(&mut self, s: &'a ast::StmtAugAssign) -> Result {
        match &*s.target {
            Expr::Name(name) => {
                let place = self.plain_local(&s.target);
                let left = match place {
                    Some(_) if self.rebound(&name.id, &[&s.value]) => {
                        self.load(&name.id, name.range, Dest::Temp)
                    }
                    _ => self.load(&name.id, name.range, Dest::Any),
                };
                let dest = place.map_or(Dest::Any, |variable| Dest::To(self.variables[variable].reg));
                let value = self.binary_with(left, s.op, &s.value, Free::IN_PLACE, s.range, dest)?;
                match place {
                    Some(variable) => self.b.bound.insert(variable),
                    None => {
                        self.at(s.range);
                        self.store_name(&name.id, value);
                    }
                }
                Ok(())
            }
            Expr::Attribute(e) => {
                let object = self.operand(&e.value, &[&s.value])?;
                let left = self.b.alloc();
                let site = self.attribute_site(&e.attr, Access::Load);
                self.at_attribute(e.range, e);
                self.emit(Op::GetAttr { free: Free::NONE, dest: left, object: object.reg(), site });
                let left = Operand::Temp(left);
                let value = self.binary_with(left, s.op, &s.value, Free::IN_PLACE, s.range, Dest::Any)?;
                let site = self.attribute_site(&e.attr, Access::Store);
                let second = self.consume(value, Free::SECOND);
                let free = Free(second | self.consume(object, Free::FIRST));
                self.at_attribute(e.range, e);
                self.emit(Op::SetAttr { free, object: object.reg(), value: value.reg(), site });
                Ok(())
            }
            Expr::Subscript(e) => {
                let object = self.operand(&e.value, &[&e.slice, &s.value])?;
                let index = self.index(&e.slice, &[&s.value])?;
                let left = self.b.alloc();
                self.at(e.range);
                let (held, at) = (object.reg(), index.reg());
                self.emit(Op::GetItem { free: Free::NONE, dest: left, object: held, index: at });
                let left = Operand::Temp(left);
                let value = self.binary_with(left, s.op, &s.value, Free::IN_PLACE, s.range, Dest::Any)?;
                let third = self.consume(value, Free::THIRD);
                let free = Free(third | self.consume_two(object, index).0);
                self.at(e.range);
                self.emit(Op::SetItem { free, object: held, index: at, value: value.reg() });
                Ok(())
            }
            other => {
                Err(Fault::syntax("'tuple' is an illegal expression for augmented assignment", other.range()))
            }
        }
    }

    pub fn annotated_assign(&mut self, s: &'a ast::StmtAnnAssign) -> Result {
        if let Some(value) = &s.value {
            self.assign_one(&s.target, value)?;
        }
        use crate::code::CodeKind;
        if !matches!(self.kind, CodeKind::Module | CodeKind::Class) {
            return Ok(());
        }
        if s.simple && s.target.is_name_expr() {
            return self.annotate_variable(s);
        }
        if !self.unit.future_annotations {
            let value = self.expr(&s.annotation, Dest::Any)?;
            self.discard(value);
        }
        Ok(())
    }

    // ---- deletion ----------------------------------------------------------------------------------------------

    pub fn delete(&mut self, target: &'a Expr) -> Result {
        match target {
            Expr::Name(e) => {
                self.at(e.range);
                let name = self.mangle(&e.id);
                self.delete_mangled(&name);
                Ok(())
            }
            Expr::Attribute(e) => {
                let object = self.expr(&e.value, Dest::Any)?;
                let free = Free(self.consume(object, Free::FIRST));
                let site = self.attribute_site(&e.attr, Access::Delete);
                self.at_attribute(e.range, e);
                self.emit(Op::DeleteAttr { free, object: object.reg(), site });
                Ok(())
            }
            Expr::Subscript(e) => {
                let object = self.operand(&e.value, &[&e.slice])?;
                let index = self.index(&e.slice, &[])?;
                let free = self.consume_two(object, index);
                self.at(e.range);
                self.emit(Op::DeleteItem { free, object: object.reg(), index: index.reg() });
                Ok(())
            }
            Expr::Tuple(_) | Expr::List(_) => {
                elements(target).unwrap_or_default().iter().try_for_each(|element| self.delete(element))
            }
            other => Err(Fault::syntax("cannot delete expression", other.range())),
        }
    }
}

/// The elements of a tuple or list target.
pub(crate) fn elements(target: &Expr) -> Option<&[Expr]> {
    match target {
        Expr::Tuple(e) if e.ctx != ExprContext::Load => Some(&e.elts),
        Expr::List(e) if e.ctx != ExprContext::Load => Some(&e.elts),
        _ => None,
    }
}
