//! Constants, and expressions of constants that are worked out once.

use crate::body::Body;
use crate::code::Constant;
use crate::error::Fault;
use crate::surrogate;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use ruff_python_ast::{self as ast, Expr, Number, Operator, UnaryOp};
use ruff_text_size::Ranged;

/// Longest str or bytes made by folding.
const LONGEST_TEXT: usize = 4096;
/// Longest tuple made by repetition.
const LONGEST_TUPLE: usize = 256;
/// Widest integer made by `**`, `*` or `<<`.
const WIDEST_INT: u64 = 128;
/// Digits beyond which a decimal literal is refused, as `int()` would.
const MOST_DIGITS: usize = 4300;

impl Body<'_> {
    /// The value of an expression that is constant.
    pub fn fold(&self, e: &Expr) -> Option<Constant> {
        match e {
            Expr::NoneLiteral(_) => Some(Constant::None),
            Expr::BooleanLiteral(e) => Some(Constant::Bool(e.value)),
            Expr::EllipsisLiteral(_) => Some(Constant::Ellipsis),
            Expr::NumberLiteral(e) => number(&e.value),
            Expr::StringLiteral(e) => Some(Constant::Str(surrogate::string(&e.value, self.unit.source))),
            Expr::BytesLiteral(e) => Some(Constant::Bytes(e.value.bytes().collect())),
            Expr::Tuple(e) => Some(Constant::Tuple(self.fold_all(&e.elts)?)),
            Expr::UnaryOp(unary_op) if may_be_constant(&unary_op.operand) => {
                self.fold_once(e, || unary(unary_op.op, self.fold(&unary_op.operand)?))
            }
            Expr::BinOp(binary_op)
                if may_be_constant(&binary_op.left) && may_be_constant(&binary_op.right) =>
            {
                self.fold_once(e, || {
                    let right = self.fold(&binary_op.right)?;
                    binary(binary_op.op, self.fold(&binary_op.left)?, right)
                })
            }
            _ => None,
        }
    }

    /// Remembers the answer, so that every level of a deep expression is worked out once.
    fn fold_once(&self, e: &Expr, work: impl FnOnce() -> Option<Constant>) -> Option<Constant> {
        let key = std::ptr::from_ref(e) as usize;
        if let Some(known) = self.folded.borrow().get(&key) {
            return known.clone();
        }
        let folded = work();
        self.folded.borrow_mut().insert(key, folded.clone());
        folded
    }

    pub fn fold_all(&self, elements: &[Expr]) -> Option<Box<[Constant]>> {
        if elements.last().is_some_and(|last| !may_be_constant(last)) {
            return None;
        }
        elements.iter().map(|element| self.fold(element)).collect()
    }

    /// The list or set after `in`, which nothing can change.
    pub fn fold_container(&self, e: &Expr) -> Option<Constant> {
        match e {
            Expr::List(e) => Some(Constant::Tuple(self.fold_all(&e.elts)?)),
            Expr::Set(e) => Some(Constant::FrozenSet(self.fold_all(&e.elts)?)),
            _ => None,
        }
    }

    /// A condition known beforehand.
    pub fn fold_condition(&self, e: &Expr) -> Option<Constant> {
        match e {
            Expr::Name(name) if name.id == "__debug__" => Some(Constant::Bool(self.unit.debug())),
            _ => self.fold(e),
        }
    }

    pub fn bad_literal(&self, e: &Expr) -> Fault {
        let digits = match e {
            Expr::NumberLiteral(ast::ExprNumberLiteral { value: Number::Int(int), .. }) => {
                int.to_string().chars().filter(char::is_ascii_digit).count()
            }
            _ => 0,
        };
        Fault::syntax(
            format!(
                "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion: value has {digits} digits; \
                 use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
                 literals to avoid decimal conversion limits."
            ),
            e.range(),
        )
    }
}

fn may_be_constant(e: &Expr) -> bool {
    matches!(
        e,
        Expr::NoneLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::Tuple(_)
            | Expr::UnaryOp(_)
            | Expr::BinOp(_)
    )
}

pub(crate) fn number(value: &Number) -> Option<Constant> {
    match value {
        Number::Float(value) => Some(Constant::Float(*value)),
        Number::Complex { real, imag } => Some(Constant::Complex(*real, *imag)),
        Number::Int(int) => match int.as_i64() {
            Some(value) => Some(Constant::Int(value)),
            None => big(&int.to_string()),
        },
    }
}

fn big(literal: &str) -> Option<Constant> {
    let digits: String = literal.chars().filter(|c| *c != '_').collect();
    let (digits, radix) = match digits.get(..2) {
        Some("0x" | "0X") => (&digits[2..], 16),
        Some("0o" | "0O") => (&digits[2..], 8),
        Some("0b" | "0B") => (&digits[2..], 2),
        _ => (&*digits, 10),
    };
    if radix == 10 && digits.len() > MOST_DIGITS {
        return None;
    }
    BigInt::parse_bytes(digits.as_bytes(), radix).map(int)
}

fn int(value: BigInt) -> Constant {
    value.to_i64().map_or(Constant::Big(value), Constant::Int)
}

fn as_int(constant: &Constant) -> Option<BigInt> {
    match constant {
        Constant::Bool(value) => Some(BigInt::from(u8::from(*value))),
        Constant::Int(value) => Some(BigInt::from(*value)),
        Constant::Big(value) => Some(value.clone()),
        _ => None,
    }
}

fn as_float(constant: &Constant) -> Option<f64> {
    match constant {
        Constant::Float(value) => Some(*value),
        Constant::Int(value) if value.unsigned_abs() < 1 << 53 => Some(*value as f64),
        Constant::Bool(value) => Some(f64::from(u8::from(*value))),
        _ => None,
    }
}

fn unary(op: UnaryOp, operand: Constant) -> Option<Constant> {
    match (op, &operand) {
        (UnaryOp::Not, _) => Some(Constant::Bool(!crate::jump::truth(&operand))),
        (UnaryOp::USub, Constant::Float(value)) => Some(Constant::Float(-value)),
        (UnaryOp::UAdd, Constant::Float(value)) => Some(Constant::Float(*value)),
        (UnaryOp::USub, _) => Some(int(-as_int(&operand)?)),
        (UnaryOp::UAdd, _) => Some(int(as_int(&operand)?)),
        (UnaryOp::Invert, Constant::Bool(_)) => None,
        (UnaryOp::Invert, _) => Some(int(-as_int(&operand)? - 1)),
    }
}

fn binary(op: Operator, left: Constant, right: Constant) -> Option<Constant> {
    match (&left, &right) {
        (Constant::Str(a), Constant::Str(b)) if op == Operator::Add && a.len() + b.len() <= LONGEST_TEXT => {
            Some(Constant::Str(format!("{a}{b}").into()))
        }
        (Constant::Bytes(a), Constant::Bytes(b))
            if op == Operator::Add && a.len() + b.len() <= LONGEST_TEXT =>
        {
            Some(Constant::Bytes([&**a, &**b].concat().into()))
        }
        (Constant::Tuple(a), Constant::Tuple(b)) if op == Operator::Add => {
            Some(Constant::Tuple([&**a, &**b].concat().into()))
        }
        (Constant::Int(count), sequence) | (sequence, Constant::Int(count))
            if op == Operator::Mult
                && matches!(sequence, Constant::Str(_) | Constant::Bytes(_) | Constant::Tuple(_)) =>
        {
            repeat(sequence, *count)
        }
        (Constant::Bool(a), Constant::Bool(b)) if op == Operator::BitAnd => Some(Constant::Bool(a & b)),
        (Constant::Bool(a), Constant::Bool(b)) if op == Operator::BitOr => Some(Constant::Bool(a | b)),
        (Constant::Bool(a), Constant::Bool(b)) if op == Operator::BitXor => Some(Constant::Bool(a ^ b)),
        _ => match (as_int(&left), as_int(&right)) {
            (Some(a), Some(b)) => integers(op, &a, &b),
            _ => floats(op, as_float(&left)?, as_float(&right)?),
        },
    }
}

fn repeat(sequence: &Constant, count: i64) -> Option<Constant> {
    let count = usize::try_from(count).unwrap_or(0);
    let fits = |len: usize, most: usize| len.checked_mul(count).is_some_and(|len| len <= most);
    match sequence {
        Constant::Str(text) if fits(text.len(), LONGEST_TEXT) => {
            Some(Constant::Str(text.repeat(count).into()))
        }
        Constant::Bytes(bytes) if fits(bytes.len(), LONGEST_TEXT) => {
            Some(Constant::Bytes(bytes.repeat(count).into()))
        }
        Constant::Tuple(items) if fits(items.len(), LONGEST_TUPLE) => {
            let items = (0..count).flat_map(|_| items.iter().cloned()).collect();
            Some(Constant::Tuple(items))
        }
        _ => None,
    }
}

fn integers(op: Operator, a: &BigInt, b: &BigInt) -> Option<Constant> {
    let value = match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult if a.bits() + b.bits() <= WIDEST_INT => a * b,
        Operator::FloorDiv if !b.is_zero() => floor_div(a, b),
        Operator::Mod if !b.is_zero() => a - floor_div(a, b) * b,
        Operator::Div if !b.is_zero() => {
            let exact = |value: &BigInt| value.to_i64().filter(|value| value.unsigned_abs() < 1 << 53);
            return Some(Constant::Float(exact(a)? as f64 / exact(b)? as f64));
        }
        Operator::Pow if !b.is_negative() => {
            let exponent = b.to_u32()?;
            if a.bits().saturating_mul(u64::from(exponent)) > WIDEST_INT {
                return None;
            }
            a.pow(exponent)
        }
        Operator::LShift if !b.is_negative() => {
            let places = b.to_u64()?;
            if a.bits().saturating_add(places) > WIDEST_INT {
                return None;
            }
            a << places
        }
        Operator::RShift if !b.is_negative() => a >> b.to_u64()?,
        Operator::BitAnd => a & b,
        Operator::BitOr => a | b,
        Operator::BitXor => a ^ b,
        _ => return None,
    };
    Some(int(value))
}

fn floor_div(a: &BigInt, b: &BigInt) -> BigInt {
    let quotient = a / b;
    let remainder = a - &quotient * b;
    if !remainder.is_zero() && remainder.is_negative() != b.is_negative() { quotient - 1 } else { quotient }
}

fn floats(op: Operator, a: f64, b: f64) -> Option<Constant> {
    let value = match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::Div if b != 0.0 => a / b,
        _ => return None,
    };
    Some(Constant::Float(value))
}
