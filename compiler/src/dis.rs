//! The listing: instructions with names beside registers, and every count operation that is left made visible.
//!
//! A line reads `  12  Add          dest=r3 left=r0(x) right=r1(y)`. A mark in front tells what it does to counts: `+` takes a reference
//! (`Copy`), `-` gives one up (a dying operand, `Drop`), `>` moves one (`Move`).

use crate::code::{Code, CodeKind, Constant};
use crate::op::Op;
use crate::operands::{distance, free_bits};
use std::fmt::Write;

/// The listing of a code object and everything inside it.
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    listing(code, &mut out);
    out
}

/// An instruction, for who shows it in another way.
pub struct Instruction<'code> {
    /// Its name, as in the listing.
    pub name: String,
    /// Its operands, as in the listing, but where it jumps to.
    pub operands: String,
    /// What it asks for in counts, as in the listing.
    pub mark: char,
    /// The instruction it may jump to.
    pub target: Option<u32>,
    /// What it gets or works on, if that is one constant or one name.
    pub argument: Option<Argument<'code>>,
}

/// What an instruction names.
pub enum Argument<'code> {
    /// The number of a constant.
    Constant(usize),
    /// A name.
    Name(&'code str),
}

/// The instructions of a code object, without those of the ones inside it.
pub fn instructions(code: &Code) -> impl Iterator<Item = Instruction<'_>> {
    code.ops.iter().enumerate().map(|(at, op)| {
        let (name, operands, argument) = parts(code, op, None);
        let target = distance(op).map(|distance| target(at, distance) as u32);
        Instruction { name, operands, mark: mark(op, &mut Counts::default()), target, argument }
    })
}

/// Where an instruction jumps to.
fn target(at: usize, distance: i32) -> i64 {
    at as i64 + 1 + i64::from(distance)
}

/// Count operations a body's instructions ask for, apart from what values do inside of operations.
#[derive(Default)]
struct Counts {
    copies: usize,
    releases: usize,
    moves: usize,
}

fn listing(code: &Code, out: &mut String) {
    let kind = match code.kind {
        CodeKind::Module => "module",
        CodeKind::Expression => "expression",
        CodeKind::Class => "class",
        CodeKind::Function => "function",
    };
    let _ = writeln!(out, "{kind} {} ({}:{})", code.qualname, code.filename, code.first_line);
    let mut counts = Counts::default();
    let mut line = 0;
    let targets = targets(code);
    for (at, op) in code.ops.iter().enumerate() {
        let position = code.positions[at];
        let shown = if position.line != line && position.line != 0 {
            line = position.line;
            format!("{line:>5}")
        } else {
            " ".repeat(5)
        };
        let arrow = if targets[at] { '>' } else { ' ' };
        let mark = mark(op, &mut counts);
        let _ = writeln!(out, "{shown} {arrow}{at:>4} {mark} {}", instruction(code, at, op));
    }
    for handler in &code.handlers {
        let _ = writeln!(
            out,
            "      handler {}..{} -> {} keeps r0..r{} exception r{}",
            handler.start, handler.end, handler.target, handler.depth, handler.exception
        );
    }
    let _ = writeln!(
        out,
        "      {} instructions, {} registers; counts: {} copied, {} released, {} moved",
        code.ops.len(),
        code.registers,
        counts.copies,
        counts.releases,
        counts.moves
    );
    for child in &code.children {
        out.push('\n');
        listing(child, out);
    }
}

fn targets(code: &Code) -> Vec<bool> {
    let mut targets = vec![false; code.ops.len() + 1];
    for (at, op) in code.ops.iter().enumerate() {
        if let Some(distance) = distance(op)
            && let Some(target) = targets.get_mut(target(at, distance) as usize)
        {
            *target = true;
        }
    }
    for handler in &code.handlers {
        targets[handler.target as usize] = true;
    }
    targets
}

fn mark(op: &Op, counts: &mut Counts) -> char {
    match op {
        Op::Copy { .. } => {
            counts.copies += 1;
            '+'
        }
        Op::Move { .. } => {
            counts.moves += 1;
            '>'
        }
        Op::Drop { .. } => {
            counts.releases += 1;
            '-'
        }
        Op::DropRange { count, .. } => {
            counts.releases += usize::from(*count);
            '-'
        }
        _ => {
            let dying = free_bits(op).map_or(0, |free| (free.0 & 7).count_ones() as usize);
            counts.releases += dying;
            if dying > 0 { '-' } else { ' ' }
        }
    }
}

/// The instruction with its operands resolved, from its own derived description.
fn instruction(code: &Code, at: usize, op: &Op) -> String {
    let (name, operands, _) = parts(code, op, Some(at));
    if operands.is_empty() { name } else { format!("{name:<14} {operands}") }
}

/// The name and the operands, with where it jumps to if it is said where it is, and what it names.
fn parts<'code>(code: &'code Code, op: &Op, at: Option<usize>) -> (String, String, Option<Argument<'code>>) {
    let described = format!("{op:?}");
    let Some((name, fields)) = described.split_once(" { ") else { return (described, String::new(), None) };
    let (mut shown, mut argument) = (Vec::new(), None);
    for field in fields.trim_end_matches(" }").split(", ") {
        let Some((field, value)) = field.split_once(": ") else { continue };
        let (wrapper, number) = value.trim_end_matches(')').split_once('(').unwrap_or(("", value));
        let index: usize = number.parse().unwrap_or(usize::MAX);
        let text = match wrapper {
            "Reg" => register(code, index),
            "ConstId" => {
                argument = Some(Argument::Constant(index));
                code.constants.get(index).map_or_else(String::new, constant)
            }
            "NameId" | "SiteId" => {
                let number = match wrapper {
                    "NameId" => index,
                    _ => code.sites.get(index).map_or(usize::MAX, |site| usize::from(site.name)),
                };
                argument = code.names.get(number).map(|name| Argument::Name(name));
                code.names.get(number).map_or_else(String::new, |name| format!("'{name}'"))
            }
            "CodeId" => {
                code.children.get(index).map_or_else(String::new, |child| format!("<{}>", child.qualname))
            }
            "ShapeId" => code.call_shapes.get(index).map_or_else(String::new, |shape| {
                let names: Vec<&str> =
                    shape.keywords.iter().map(|name| &*code.names[usize::from(*name)]).collect();
                format!("{}+({})", shape.positional, names.join(" "))
            }),
            "ImportId" => code.imports.get(index).map_or_else(String::new, |import| {
                format!("'{}{}'", ".".repeat(import.level as usize), import.module)
            }),
            "Near" | "Far" | "Far16" => match at {
                Some(at) => target(at, distance(op).unwrap_or(0)).to_string(),
                None => continue,
            },
            "Free" => {
                let text = free(index as u8, op);
                if text.is_empty() {
                    continue;
                }
                text
            }
            _ => value.to_owned(),
        };
        shown.push(format!("{field}={text}"));
    }
    (name.to_owned(), shown.join(" "), argument)
}

fn register(code: &Code, index: usize) -> String {
    if index == usize::from(u16::MAX) {
        return "none".to_owned();
    }
    match code.locals.iter().find(|local| usize::from(local.register) == index) {
        Some(local) if local.cell => format!("r{index}(cell {})", local.name),
        Some(local) => format!("r{index}({})", local.name),
        None => format!("r{index}"),
    }
}

fn free(bits: u8, op: &Op) -> String {
    let mut parts = Vec::new();
    for (bit, name) in [(1, "first"), (2, "second"), (4, "third"), (8, "in-place")] {
        if bits & bit != 0 {
            parts.push(name);
        }
    }
    let sensed = distance(op).is_some() || matches!(op, Op::Is { .. } | Op::In { .. });
    let plain = matches!(
        op,
        Op::JumpIfTrue { .. } | Op::JumpIfFalse { .. } | Op::JumpIfNone { .. } | Op::JumpIfNotNone { .. }
    );
    if sensed && !plain {
        parts.push(if bits & 16 != 0 { "when-true" } else { "when-false" });
    }
    if matches!(op, Op::FormatValue { .. }) {
        parts.push(["plain", "str", "repr", "ascii"][usize::from(bits >> 6)]);
    }
    parts.join("|")
}

fn constant(constant: &Constant) -> String {
    match constant {
        Constant::None => "None".to_owned(),
        Constant::Ellipsis => "...".to_owned(),
        Constant::Bool(true) => "True".to_owned(),
        Constant::Bool(false) => "False".to_owned(),
        Constant::Int(value) => value.to_string(),
        Constant::Big(value) => value.to_string(),
        Constant::Float(value) => format!("{value:?}"),
        Constant::Complex(0.0, imaginary) => format!("{imaginary:?}j"),
        Constant::Complex(real, imaginary) => format!("({real:?}{imaginary:+?}j)"),
        Constant::Str(text) => format!("{text:?}"),
        Constant::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        Constant::Tuple(items) => format!("({})", all(items)),
        Constant::FrozenSet(items) => format!("frozenset({{{}}})", all(items)),
    }
}

fn all(items: &[Constant]) -> String {
    items.iter().map(constant).collect::<Vec<_>>().join(", ")
}
