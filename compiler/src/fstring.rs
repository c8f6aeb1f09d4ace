//! f-strings and t-strings.

use crate::body::{Body, Dest, Operand};
use crate::code::Constant;
use crate::error::{Lines, Result};
use crate::op::{Conversion, Free, Intrinsic, Op, Reg};
use crate::operands::ABSENT;
use crate::surrogate;
use crate::written;
use ruff_python_ast::{
    self as ast, ConversionFlag, FStringPart, InterpolatedElement, InterpolatedStringElement,
    InterpolatedStringElements,
};
use ruff_text_size::TextRange;

/// Pieces joined at once.
const LONGEST_JOIN: u16 = 32;

enum Piece<'a> {
    Text(String),
    Field(&'a InterpolatedElement),
}

impl<'a> Body<'a> {
    pub fn fstring(&mut self, e: &'a ast::ExprFString, dest: Dest) -> Result<Operand> {
        let mut pieces = Vec::new();
        for part in &e.value {
            match part {
                FStringPart::Literal(text) => {
                    add_text(&mut pieces, surrogate::literal(text, self.unit.source))
                }
                FStringPart::FString(part) => {
                    self.pieces(&mut pieces, &part.elements, part.flags.prefix().is_raw());
                }
            }
        }
        self.join(pieces, e.range, dest)
    }

    fn pieces(&self, pieces: &mut Vec<Piece<'a>>, elements: &'a InterpolatedStringElements, raw: bool) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(text) => {
                    let text = surrogate::element(&text.value, text.range, self.unit.source, raw);
                    add_text(pieces, text);
                }
                InterpolatedStringElement::Interpolation(field) => {
                    if let Some(debug) = &field.debug_text {
                        add_text(pieces, written::without_comments(debug.as_str()).into_owned());
                    }
                    pieces.push(Piece::Field(field));
                }
            }
        }
    }

    fn join(&mut self, pieces: Vec<Piece<'a>>, range: TextRange, dest: Dest) -> Result<Operand> {
        self.at(range);
        match &*pieces {
            [] => return Ok(self.constant(&Constant::Str("".into()), dest)),
            [Piece::Text(text)] => return Ok(self.constant(&Constant::Str(text.as_str().into()), dest)),
            [Piece::Field(field)] => return self.field(field, dest),
            _ => {}
        }
        let first = Reg(self.b.top());
        let mut count = 0;
        for piece in &pieces {
            if count == LONGEST_JOIN {
                self.b.set_top(first.0 + 1);
                self.emit(Op::BuildString { dest: first, first, count });
                count = 1;
            }
            match piece {
                Piece::Text(text) => {
                    self.at(range);
                    self.string(text, Dest::Temp);
                }
                Piece::Field(field) => {
                    self.field(field, Dest::Temp)?;
                }
            }
            count += 1;
        }
        self.b.set_top(first.0);
        let reg = self.result(dest);
        self.at(range);
        self.emit(Op::BuildString { dest: reg, first, count });
        Ok(self.done(dest, reg))
    }

    fn field(&mut self, field: &'a InterpolatedElement, dest: Dest) -> Result<Operand> {
        let spec = field.format_spec.as_deref();
        let later: Vec<&ast::Expr> = spec.into_iter().flat_map(|spec| expressions(&spec.elements)).collect();
        let value = self.operand(&field.expression, &later)?;
        let conversion = match field.conversion {
            ConversionFlag::None if field.debug_text.is_some() && spec.is_none() => Conversion::Repr,
            ConversionFlag::None => Conversion::None,
            ConversionFlag::Str => Conversion::Str,
            ConversionFlag::Repr => Conversion::Repr,
            ConversionFlag::Ascii => Conversion::Ascii,
        };
        let spec = match spec {
            Some(spec) => {
                let mut pieces = Vec::new();
                self.pieces(&mut pieces, &spec.elements, false);
                Some(self.join(pieces, spec.range, Dest::Any)?)
            }
            None => None,
        };
        let mut free = (conversion as u8) << 6;
        if let Some(spec) = spec {
            free |= self.consume(spec, Free::SECOND);
        }
        free |= self.consume(value, Free::FIRST);
        let reg = self.result(dest);
        self.at(field.range);
        let spec = spec.map_or(Reg(ABSENT), Operand::reg);
        self.emit(Op::FormatValue { free: Free(free), dest: reg, src: value.reg(), spec });
        Ok(self.done(dest, reg))
    }

    pub fn tstring(&mut self, e: &'a ast::ExprTString, dest: Dest) -> Result<Operand> {
        let mut pieces = Vec::new();
        for part in &e.value {
            self.pieces(&mut pieces, &part.elements, part.flags.prefix().is_raw());
        }
        self.at(e.range);
        let list = self.b.alloc();
        self.emit(Op::BuildList { dest: list, first: list, count: 0 });
        let mut text_expected = true;
        for piece in &pieces {
            let value = match piece {
                Piece::Text(text) => {
                    text_expected = false;
                    self.string(text, Dest::Temp)
                }
                Piece::Field(field) => {
                    if text_expected {
                        let empty = self.string("", Dest::Temp);
                        self.append(list, empty);
                    }
                    text_expected = true;
                    self.interpolation(field)?
                }
            };
            self.append(list, value);
        }
        if text_expected {
            let empty = self.string("", Dest::Temp);
            self.append(list, empty);
        }
        self.at(e.range);
        self.emit(Op::Intrinsic { kind: Intrinsic::ListToTuple, dest: list, src: list });
        self.emit(Op::Intrinsic { kind: Intrinsic::Template, dest: list, src: list });
        self.settle(Operand::Temp(list), dest)
    }

    fn append(&mut self, list: Reg, value: Operand) {
        let free = Free(self.consume(value, Free::SECOND));
        self.emit(Op::ListAppend { free, list, value: value.reg() });
    }

    /// The tuple (value, expression text, conversion, spec) of a t-string.
    fn interpolation(&mut self, field: &'a InterpolatedElement) -> Result<Operand> {
        let first = self.push(&field.expression)?;
        let text = match self.unit.lines {
            Lines::Source(_) => written::expression(self.unit.source, field),
            Lines::Places(_) => self.unit.text(&field.expression),
        };
        self.at(field.range);
        self.string(&text, Dest::Temp);
        let conversion = match field.conversion {
            ConversionFlag::None if field.debug_text.is_some() && field.format_spec.is_none() => Some("r"),
            ConversionFlag::None => None,
            ConversionFlag::Str => Some("s"),
            ConversionFlag::Repr => Some("r"),
            ConversionFlag::Ascii => Some("a"),
        };
        match conversion {
            Some(conversion) => self.string(conversion, Dest::Temp),
            None => self.none(Dest::Temp),
        };
        match field.format_spec.as_deref() {
            Some(spec) => {
                let mut pieces = Vec::new();
                self.pieces(&mut pieces, &spec.elements, false);
                self.join(pieces, spec.range, Dest::Temp)?;
            }
            None => {
                self.string("", Dest::Temp);
            }
        }
        self.b.set_top(first.0 + 1);
        self.at(field.range);
        self.emit(Op::BuildTuple { dest: first, first, count: 4 });
        Ok(Operand::Temp(first))
    }
}

fn add_text(pieces: &mut Vec<Piece<'_>>, text: String) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(Piece::Text(last)) => last.push_str(&text),
        _ => pieces.push(Piece::Text(text)),
    }
}

/// The expressions within a format spec.
fn expressions(elements: &InterpolatedStringElements) -> Vec<&ast::Expr> {
    elements.interpolations().map(|field| &*field.expression).collect()
}
