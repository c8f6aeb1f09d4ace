//! `match` statements.
//!
//! A case takes registers only upwards: captures first, then whatever its patterns unpack. Failing, it drops the whole
//! run, bound or not; succeeding, it drops all but the captures and stores those.

use crate::body::{Body, Dest, Operand};
use crate::code::Constant;
use crate::emit::Label;
use crate::error::{Fault, Result};
use crate::op::{Far, Free, Intrinsic, Near, Op, Reg};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr, Pattern, Singleton};
use ruff_text_size::{Ranged, TextRange};

/// Where a pattern leads, and the registers of its captures.
struct Case {
    captures: Vec<Name>,
    first: Reg,
    failed: Label,
}

impl Case {
    fn capture(&self, name: &Name) -> Reg {
        let at =
            self.captures.iter().position(|captured| captured == name).expect("every capture was collected");
        Reg(self.first.0 + at as u16)
    }
}

impl<'a> Body<'a> {
    pub fn match_stmt(&mut self, s: &'a ast::StmtMatch) -> Result {
        let mut names = Vec::new();
        for case in &s.cases {
            captures(&case.pattern, &mut names);
        }
        let guards: Vec<&Expr> = s.cases.iter().filter_map(|case| case.guard.as_deref()).collect();
        let rebound = matches!(&*s.subject, Expr::Name(name)
            if names.iter().any(|captured| captured.id == name.id) || self.rebound(&name.id, &guards));
        let subject = self.expr(&s.subject, if rebound { Dest::Temp } else { Dest::Any })?;
        let end = self.b.label();
        for (at, case) in s.cases.iter().enumerate() {
            if case.guard.is_none() && at + 1 < s.cases.len() {
                check_refutable(&case.pattern)?;
            }
            self.case(case, subject, end)?;
        }
        if subject.is_temp() {
            self.no_position();
            self.discard(subject);
        }
        self.b.bind(end);
        Ok(())
    }

    fn case(&mut self, clause: &'a ast::MatchCase, subject: Operand, end: Label) -> Result {
        let mut names = Vec::new();
        captures(&clause.pattern, &mut names);
        check_alternatives(&clause.pattern)?;
        let mut captures: Vec<Name> = Vec::new();
        for name in names {
            if !captures.contains(&name.id) {
                captures.push(name.id.clone());
            }
        }
        let base = self.b.top();
        let count = captures.len() as u16;
        let (failed, next) = (self.b.label(), self.b.label());
        let outer = self.b.begin_highest();
        let first = self.b.alloc_run(count);
        let case = Case { captures, first, failed };
        self.pattern(&clause.pattern, subject.reg(), &case)?;
        let used = self.b.end_highest(outer) - base;
        self.at(clause.pattern.range());
        self.drop_run(base + count, used - count);
        self.b.set_top(base + count);
        for (at, name) in case.captures.iter().enumerate() {
            self.store_name(name, Operand::Temp(Reg(base + at as u16)));
        }
        self.b.set_top(base);
        if let Some(guard) = &clause.guard {
            self.jump_if(guard, false, next)?;
        }
        if let Operand::Temp(src) = subject {
            self.emit(Op::Drop { src });
        }
        self.conditional(&clause.body)?;
        self.b.jump(end);
        self.b.bind(failed);
        self.drop_run(base, used);
        self.b.bind(next);
        Ok(())
    }

    fn drop_run(&mut self, first: u16, count: u16) {
        if count > 0 {
            self.emit(Op::DropRange { first: Reg(first), count });
        }
    }

    /// Goes to the case's `failed` unless `subject`, which stays, matches.
    fn pattern(&mut self, pattern: &'a Pattern, subject: Reg, case: &Case) -> Result {
        match pattern {
            Pattern::MatchValue(p) => self.value_pattern(p, subject, case),
            Pattern::MatchSingleton(p) => {
                self.at(p.range);
                let value = match p.value {
                    Singleton::None => {
                        let op = Op::JumpIfNotNone { free: Free::NONE, src: subject, to: Far(0) };
                        self.b.emit_jump(op, case.failed);
                        return Ok(());
                    }
                    Singleton::True => true,
                    Singleton::False => false,
                };
                let right = self.constant(&Constant::Bool(value), Dest::Temp);
                let free = Free(self.consume(right, Free::SECOND));
                let op = Op::JumpIs { free, left: subject, right: right.reg(), to: Near(0) };
                self.b.emit_jump(op, case.failed);
                Ok(())
            }
            Pattern::MatchSequence(p) => self.sequence_pattern(p, subject, case),
            Pattern::MatchMapping(p) => self.mapping_pattern(p, subject, case),
            Pattern::MatchClass(p) => self.class_pattern(p, subject, case),
            Pattern::MatchStar(p) => {
                self.capture(p.name.as_ref(), subject, case);
                Ok(())
            }
            Pattern::MatchAs(p) => {
                if let Some(inner) = &p.pattern {
                    self.pattern(inner, subject, case)?;
                }
                self.capture(p.name.as_ref(), subject, case);
                Ok(())
            }
            Pattern::MatchOr(p) => self.or_pattern(p, subject, case),
        }
    }

    fn capture(&mut self, name: Option<&'a ast::Identifier>, src: Reg, case: &Case) {
        if let Some(name) = name {
            self.at(name.range);
            self.emit(Op::Copy { dest: case.capture(&name.id), src });
        }
    }

    fn value_pattern(&mut self, p: &'a ast::PatternMatchValue, left: Reg, case: &Case) -> Result {
        if let Some(immediate) = self.small_int(&p.value) {
            self.at(p.range);
            let op = Op::JumpEqInt { free: Free::NONE, left, immediate, to: Near(0) };
            self.b.emit_jump(op, case.failed);
            return Ok(());
        }
        if matches!(&*p.value, Expr::FString(_) | Expr::TString(_)) {
            let message = "patterns may only match literals and attribute lookups";
            return Err(Fault::syntax(message, p.range));
        }
        let value = self.expr(&p.value, Dest::Any)?;
        let free = Free(self.consume(value, Free::SECOND));
        self.at(p.range);
        self.b.emit_jump(Op::JumpEq { free, left, right: value.reg(), to: Near(0) }, case.failed);
        Ok(())
    }

    /// Fails unless the intrinsic answers true for the subject.
    fn require(&mut self, kind: Intrinsic, subject: Reg, case: &Case) {
        let asked = self.ask(kind, subject);
        let op = Op::JumpIfFalse { free: Free(Free::FIRST), src: asked, to: Far(0) };
        self.b.emit_jump(op, case.failed);
    }

    fn ask(&mut self, kind: Intrinsic, subject: Reg) -> Reg {
        let asked = self.b.alloc();
        self.emit(Op::Copy { dest: asked, src: subject });
        self.emit(Op::Intrinsic { kind, dest: asked, src: asked });
        self.b.set_top(asked.0);
        asked
    }

    fn sequence_pattern(&mut self, p: &'a ast::PatternMatchSequence, subject: Reg, case: &Case) -> Result {
        let stars: Vec<usize> =
            (0..p.patterns.len()).filter(|at| matches!(p.patterns[*at], Pattern::MatchStar(_))).collect();
        if stars.len() > 1 {
            return Err(Fault::syntax("multiple starred names in sequence pattern", p.range));
        }
        let count = p.patterns.len();
        self.at(p.range);
        self.require(Intrinsic::MatchSequence, subject, case);
        let least = i16::try_from(count - stars.len())
            .map_err(|_| Fault::syntax("too many expressions in star-unpacking sequence pattern", p.range))?;
        // Nothing but a star has any length.
        if stars.is_empty() || count > 1 {
            let length = self.ask(Intrinsic::Length, subject);
            let free = Free(Free::FIRST);
            self.b.emit_jump(
                match stars.is_empty() {
                    true => Op::JumpEqInt { free, left: length, immediate: least, to: Near(0) },
                    false => Op::JumpGeInt { free, left: length, immediate: least, to: Near(0) },
                },
                case.failed,
            );
        }
        if p.patterns.iter().all(is_wildcard) {
            return Ok(());
        }
        if let Some(star) = stars.first().copied().filter(|star| is_wildcard(&p.patterns[*star])) {
            return self.outer_patterns(p, star, subject, case);
        }
        let first = self.b.alloc_run(count as u16);
        let free = Free::NONE;
        match stars.first() {
            Some(star) if *star > 255 || count - star - 1 > 255 => {
                return Err(Fault::syntax(
                    "too many expressions in star-unpacking sequence pattern",
                    p.range,
                ));
            }
            Some(star) => {
                let counts = (*star as u16) << 8 | (count - star - 1) as u16;
                self.emit(Op::UnpackStar { free, first, src: subject, counts });
            }
            None => self.emit(Op::Unpack { free, first, src: subject, count: count as u16 }),
        }
        self.all_patterns(&p.patterns, first, case)
    }

    /// Matches the items before and behind a `*_`, by their numbers: what is between them is not asked for.
    fn outer_patterns(
        &mut self,
        p: &'a ast::PatternMatchSequence,
        star: usize,
        subject: Reg,
        case: &Case,
    ) -> Result {
        for (at, pattern) in p.patterns.iter().enumerate().filter(|(_, pattern)| !is_wildcard(pattern)) {
            self.at(p.range);
            let index = if at < star {
                let dest = self.b.alloc();
                self.emit(Op::LoadInt { dest, value: at as i32 });
                dest
            } else {
                let left = self.ask(Intrinsic::Length, subject);
                let dest = self.b.alloc();
                let immediate = (p.patterns.len() - at) as i16;
                self.emit(Op::SubInt { free: Free(Free::FIRST), dest, left, immediate });
                dest
            };
            self.emit(Op::GetItem { free: Free(Free::SECOND), dest: index, object: subject, index });
            self.pattern(pattern, index, case)?;
        }
        Ok(())
    }

    /// Matches patterns against the registers from `first` on.
    fn all_patterns(&mut self, patterns: &'a [Pattern], first: Reg, case: &Case) -> Result {
        for (at, pattern) in patterns.iter().enumerate() {
            self.pattern(pattern, Reg(first.0 + at as u16), case)?;
        }
        Ok(())
    }

    fn mapping_pattern(&mut self, p: &'a ast::PatternMatchMapping, subject: Reg, case: &Case) -> Result {
        self.at(p.range);
        self.require(Intrinsic::MatchMapping, subject, case);
        let count = p.keys.len() as u16;
        let keys = self.b.alloc();
        if count > 0 {
            self.check_keys(p)?;
            let length = self.ask(Intrinsic::Length, subject);
            let least = i16::try_from(count)
                .map_err(|_| Fault::syntax("too many sub-patterns in mapping pattern", p.range))?;
            let free = Free(Free::FIRST);
            let op = Op::JumpGeInt { free, left: length, immediate: least, to: Near(0) };
            self.b.emit_jump(op, case.failed);
            self.b.set_top(keys.0);
            self.tuple_of(&p.keys.iter().collect::<Vec<_>>())?;
            self.at(p.range);
            let values = self.b.alloc();
            self.emit(Op::MatchKeys { dest: values, subject, keys });
            let op = Op::JumpIfNone { free: Free::NONE, src: values, to: Far(0) };
            self.b.emit_jump(op, case.failed);
            let first = self.b.alloc_run(count);
            self.emit(Op::Unpack { free: Free(Free::FIRST), first, src: values, count });
            self.all_patterns(&p.patterns, first, case)?;
        }
        let Some(rest) = &p.rest else { return Ok(()) };
        self.at(p.range);
        let dict = self.b.alloc();
        self.emit(Op::BuildDict { dest: dict, first: dict, count: 0 });
        self.emit(Op::DictUpdate { free: Free::NONE, dict, value: subject });
        if count > 0 {
            let first = self.b.alloc_run(count);
            self.emit(Op::Unpack { free: Free::NONE, first, src: keys, count });
            for at in 0..count {
                let index = Reg(first.0 + at);
                self.emit(Op::DeleteItem { free: Free(Free::SECOND), object: dict, index });
            }
        }
        self.emit(Op::Move { dest: case.capture(&rest.id), src: dict });
        Ok(())
    }

    fn check_keys(&self, p: &ast::PatternMatchMapping) -> Result {
        let (mut seen, mut numbers) = (Vec::new(), Vec::new());
        for key in &p.keys {
            let known = match self.number(key) {
                Some(number) => {
                    let known = numbers.contains(&number);
                    numbers.push(number);
                    known
                }
                None => {
                    let Some(constant) = self.fold(key) else { continue };
                    let known = seen.contains(&constant);
                    seen.push(constant);
                    known
                }
            };
            if known {
                let text = match (key, self.number(key)) {
                    (Expr::BinOp(_), Some((real, imaginary))) => format!("({real}{imaginary:+}j)"),
                    _ => self.unit.text(key),
                };
                return Err(Fault::syntax(format!("mapping pattern checks duplicate key ({text})"), p.range));
            }
        }
        Ok(())
    }

    /// The real and the imaginary part of a literal that is a number; None for one that no float is.
    fn number(&self, literal: &Expr) -> Option<(f64, f64)> {
        if let Expr::BinOp(e) = literal {
            let (real, imaginary) = (self.number(&e.left)?, self.number(&e.right)?);
            let sign = if e.op == ast::Operator::Sub { -1.0 } else { 1.0 };
            return Some((real.0 + sign * imaginary.0, real.1 + sign * imaginary.1));
        }
        match self.fold(literal)? {
            Constant::Bool(value) => Some((f64::from(u8::from(value)), 0.0)),
            Constant::Int(value) if value.unsigned_abs() < 1 << 53 => Some((value as f64, 0.0)),
            Constant::Float(value) => Some((value, 0.0)),
            Constant::Complex(real, imaginary) => Some((real, imaginary)),
            _ => None,
        }
    }

    fn class_pattern(&mut self, p: &'a ast::PatternMatchClass, subject: Reg, case: &Case) -> Result {
        let positional = p.arguments.patterns.len();
        let mut names: Vec<Constant> = Vec::new();
        for keyword in &p.arguments.keywords {
            let name = Constant::Str(keyword.attr.as_str().into());
            if names.contains(&name) {
                let message = format!("attribute name repeated in class pattern: {}", keyword.attr);
                return Err(Fault::syntax(message, keyword.pattern.range()));
            }
            names.push(name);
        }
        self.at(p.range);
        let first = self.b.alloc();
        self.emit(Op::Copy { dest: first, src: subject });
        self.push(&p.cls)?;
        self.at(p.range);
        let count = positional + names.len();
        self.constant(&Constant::Tuple(names.into()), Dest::Temp);
        let values = self.b.alloc();
        self.emit(Op::MatchClass { dest: values, first, count: positional as u16 });
        let op = Op::JumpIfNone { free: Free::NONE, src: values, to: Far(0) };
        self.b.emit_jump(op, case.failed);
        if count == 0 {
            return Ok(());
        }
        let items = self.b.alloc_run(count as u16);
        let free = Free(Free::FIRST);
        self.emit(Op::Unpack { free, first: items, src: values, count: count as u16 });
        self.all_patterns(&p.arguments.patterns, items, case)?;
        for (at, keyword) in p.arguments.keywords.iter().enumerate() {
            self.pattern(&keyword.pattern, Reg(items.0 + (positional + at) as u16), case)?;
        }
        Ok(())
    }

    fn or_pattern(&mut self, p: &'a ast::PatternMatchOr, subject: Reg, case: &Case) -> Result {
        let (last, alternatives) = p.patterns.split_last().expect("alternatives exist");
        let matched = self.b.label();
        for alternative in alternatives {
            let next = self.b.label();
            let inner = Case { captures: case.captures.clone(), first: case.first, failed: next };
            self.pattern(alternative, subject, &inner)?;
            self.b.jump(matched);
            self.b.bind(next);
        }
        self.pattern(last, subject, case)?;
        self.b.bind(matched);
        Ok(())
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::MatchAs(p) => p.pattern.is_none() && p.name.is_none(),
        Pattern::MatchStar(p) => p.name.is_none(),
        _ => false,
    }
}

/// A pattern that matches whatever there is may only be the last.
fn check_refutable(pattern: &Pattern) -> Result {
    let (name, range) = match pattern {
        Pattern::MatchAs(p) => match &p.pattern {
            Some(inner) => return check_refutable(inner),
            None => (p.name.as_ref(), p.range),
        },
        Pattern::MatchOr(p) => {
            return p.patterns.iter().try_for_each(check_refutable);
        }
        _ => return Ok(()),
    };
    Err(Fault::syntax(
        match name {
            Some(name) => format!("name capture '{name}' makes remaining patterns unreachable"),
            None => "wildcard makes remaining patterns unreachable".to_owned(),
        },
        range,
    ))
}

/// The names a pattern binds, in order.
fn captures<'p>(pattern: &'p Pattern, names: &mut Vec<&'p ast::Identifier>) {
    match pattern {
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => {}
        Pattern::MatchSequence(p) => p.patterns.iter().for_each(|inner| captures(inner, names)),
        Pattern::MatchMapping(p) => {
            p.patterns.iter().for_each(|inner| captures(inner, names));
            names.extend(&p.rest);
        }
        Pattern::MatchClass(p) => {
            p.arguments.patterns.iter().for_each(|inner| captures(inner, names));
            p.arguments.keywords.iter().for_each(|keyword| captures(&keyword.pattern, names));
        }
        Pattern::MatchStar(p) => names.extend(&p.name),
        Pattern::MatchAs(p) => {
            if let Some(inner) = &p.pattern {
                captures(inner, names);
            }
            names.extend(&p.name);
        }
        Pattern::MatchOr(p) => p.patterns.iter().for_each(|inner| captures(inner, names)),
    }
}

/// Every alternative binds the same names, and no name is bound twice.
fn check_alternatives(pattern: &Pattern) -> Result<Vec<Name>> {
    let mut bound: Vec<Name> = Vec::new();
    let mut add = |names: Vec<Name>, range: TextRange| {
        for name in names {
            if bound.contains(&name) {
                let message = format!("multiple assignments to name '{name}' in pattern");
                return Err(Fault::syntax(message, range));
            }
            bound.push(name);
        }
        Ok(())
    };
    let named = |name: &Option<ast::Identifier>| name.iter().map(|name| name.id.clone()).collect();
    match pattern {
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => {}
        Pattern::MatchSequence(p) => {
            for inner in &p.patterns {
                add(check_alternatives(inner)?, inner.range())?;
            }
        }
        Pattern::MatchMapping(p) => {
            for inner in &p.patterns {
                add(check_alternatives(inner)?, inner.range())?;
            }
            add(named(&p.rest), p.range)?;
        }
        Pattern::MatchClass(p) => {
            for inner in &p.arguments.patterns {
                add(check_alternatives(inner)?, inner.range())?;
            }
            for keyword in &p.arguments.keywords {
                add(check_alternatives(&keyword.pattern)?, keyword.pattern.range())?;
            }
        }
        Pattern::MatchStar(p) => add(named(&p.name), p.range)?,
        Pattern::MatchAs(p) => {
            if let Some(inner) = &p.pattern {
                add(check_alternatives(inner)?, inner.range())?;
            }
            add(named(&p.name), p.range)?;
        }
        Pattern::MatchOr(p) => {
            let mut first: Option<Vec<Name>> = None;
            for (at, inner) in p.patterns.iter().enumerate() {
                let mut names = check_alternatives(inner)?;
                names.sort();
                if at + 1 < p.patterns.len() {
                    check_refutable(inner)?;
                }
                if first.get_or_insert_with(|| names.clone()) != &names {
                    return Err(Fault::syntax("alternative patterns bind different names", p.range));
                }
            }
            add(first.unwrap_or_default(), p.range)?;
        }
    }
    Ok(bound)
}
