//! Tuple, list, set and dict displays.

use crate::body::{Body, Dest, Operand};
use crate::code::Constant;
use crate::error::Result;
use crate::op::{Free, Intrinsic, Op, Reg};
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::TextRange;

/// Displays longer than this are built piece by piece, so that they do not need a register an item.
const LONGEST_RUN: usize = 32;

impl<'a> Body<'a> {
    pub fn tuple(&mut self, elements: &'a [Expr], range: TextRange, dest: Dest) -> Result<Operand> {
        if is_plain(elements) {
            let (first, count) = self.push_all(elements)?;
            self.b.set_top(first.0);
            let reg = self.result(dest);
            self.at(range);
            self.emit(Op::BuildTuple { dest: reg, first, count });
            return Ok(self.done(dest, reg));
        }
        let list = self.list(elements, range, Dest::Temp)?.reg();
        self.b.set_top(list.0);
        let reg = self.result(dest);
        self.emit(Op::Intrinsic { kind: Intrinsic::ListToTuple, dest: reg, src: list });
        Ok(self.done(dest, reg))
    }

    pub fn list(&mut self, elements: &'a [Expr], range: TextRange, dest: Dest) -> Result<Operand> {
        if elements.len() > 2
            && let Some(items) = self.fold_all(elements)
        {
            self.at(range);
            let list = self.b.alloc();
            self.emit(Op::BuildList { dest: list, first: list, count: 0 });
            let value = self.constant(&Constant::Tuple(items), Dest::Any);
            let free = Free(self.consume(value, Free::SECOND));
            self.emit(Op::ListExtend { free, list, value: value.reg() });
            return self.settle(Operand::Temp(list), dest);
        }
        if is_plain(elements) {
            let (first, count) = self.push_all(elements)?;
            self.b.set_top(first.0);
            let reg = self.result(dest);
            self.at(range);
            self.emit(Op::BuildList { dest: reg, first, count });
            return Ok(self.done(dest, reg));
        }
        let start = leading(elements);
        let (list, count) = self.push_all(&elements[..start])?;
        self.b.set_top(list.0);
        self.b.alloc();
        self.at(range);
        self.emit(Op::BuildList { dest: list, first: list, count });
        for element in &elements[start..] {
            if let Expr::Starred(starred) = element {
                let value = self.expr(&starred.value, Dest::Any)?;
                let free = Free(self.consume(value, Free::SECOND));
                self.at(range);
                self.emit(Op::ListExtend { free, list, value: value.reg() });
            } else {
                let value = self.expr(element, Dest::Any)?;
                let free = Free(self.consume(value, Free::SECOND));
                self.at(range);
                self.emit(Op::ListAppend { free, list, value: value.reg() });
            }
        }
        self.settle(Operand::Temp(list), dest)
    }

    pub fn set(&mut self, elements: &'a [Expr], range: TextRange, dest: Dest) -> Result<Operand> {
        if is_plain(elements) {
            let (first, count) = self.push_all(elements)?;
            self.b.set_top(first.0);
            let reg = self.result(dest);
            self.at(range);
            self.emit(Op::BuildSet { dest: reg, first, count });
            return Ok(self.done(dest, reg));
        }
        let start = leading(elements);
        let (set, count) = self.push_all(&elements[..start])?;
        self.b.set_top(set.0);
        self.b.alloc();
        self.at(range);
        self.emit(Op::BuildSet { dest: set, first: set, count });
        for element in &elements[start..] {
            let starred = element.as_starred_expr();
            let value = self.expr(starred.map_or(element, |starred| &starred.value), Dest::Any)?;
            let free = Free(self.consume(value, Free::SECOND));
            self.at(range);
            self.emit(match starred {
                Some(_) => Op::SetUpdate { free, set, value: value.reg() },
                None => Op::SetAdd { free, set, value: value.reg() },
            });
        }
        self.settle(Operand::Temp(set), dest)
    }

    pub fn dict(&mut self, e: &'a ast::ExprDict, dest: Dest) -> Result<Operand> {
        let start = e.items.iter().take(LONGEST_RUN / 2).take_while(|item| item.key.is_some()).count();
        let dict = Reg(self.b.top());
        for item in &e.items[..start] {
            if let Some(key) = &item.key {
                self.push(key)?;
            }
            self.push(&item.value)?;
        }
        self.b.set_top(dict.0);
        let count = start as u16;
        self.at(e.range);
        if start == e.items.len() {
            let reg = self.result(dest);
            self.emit(Op::BuildDict { dest: reg, first: dict, count });
            return Ok(self.done(dest, reg));
        }
        self.b.alloc();
        self.emit(Op::BuildDict { dest: dict, first: dict, count });
        for item in &e.items[start..] {
            let Some(key) = &item.key else {
                let value = self.expr(&item.value, Dest::Any)?;
                let free = Free(self.consume(value, Free::SECOND));
                self.at(e.range);
                self.emit(Op::DictUpdate { free, dict, value: value.reg() });
                continue;
            };
            let key = self.operand(key, &[&item.value])?;
            let value = self.expr(&item.value, Dest::Any)?;
            let third = self.consume(value, Free::THIRD);
            let free = Free(third | self.consume(key, Free::SECOND));
            self.at(e.range);
            self.emit(Op::DictSet { free, dict, key: key.reg(), value: value.reg() });
        }
        self.settle(Operand::Temp(dict), dest)
    }

    pub fn push_all(&mut self, elements: &'a [Expr]) -> Result<(Reg, u16)> {
        let first = Reg(self.b.top());
        for element in elements {
            self.push(element)?;
        }
        Ok((first, elements.len() as u16))
    }
}

fn is_plain(elements: &[Expr]) -> bool {
    elements.len() <= LONGEST_RUN && !elements.iter().any(Expr::is_starred_expr)
}

/// How many elements are built at once before the rest is added one by one.
fn leading(elements: &[Expr]) -> usize {
    elements.iter().take(LONGEST_RUN).take_while(|element| !element.is_starred_expr()).count()
}
