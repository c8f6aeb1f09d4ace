//! Constants as the literals that make them.

use super::value;
use crate::code::Constant;
use crate::error::Result;
use num_bigint::{BigInt, Sign};
use ruff_python_ast::{
    self as ast, AtomicNodeIndex, BytesLiteralFlags, Expr, ExprContext, Int, Number, StringLiteralFlags,
    UnaryOp,
};
use ruff_text_size::TextRange;

pub(super) fn literal(constant: &Constant, range: TextRange) -> Result<Expr> {
    Ok(match constant {
        Constant::None => {
            Expr::NoneLiteral(ast::ExprNoneLiteral { node_index: AtomicNodeIndex::NONE, range })
        }
        Constant::Ellipsis => {
            Expr::EllipsisLiteral(ast::ExprEllipsisLiteral { node_index: AtomicNodeIndex::NONE, range })
        }
        Constant::Bool(value) => Expr::BooleanLiteral(ast::ExprBooleanLiteral {
            node_index: AtomicNodeIndex::NONE,
            range,
            value: *value,
        }),
        Constant::Int(int) => integer(&BigInt::from(*int), range)?,
        Constant::Big(int) => integer(int, range)?,
        Constant::Float(float) => number(Number::Float(*float), range),
        Constant::Complex(real, imag) => number(Number::Complex { real: *real, imag: *imag }, range),
        Constant::Str(text) => {
            let flags = StringLiteralFlags::empty();
            let literal =
                ast::StringLiteral { range, node_index: AtomicNodeIndex::NONE, value: text.clone(), flags };
            let value = ast::StringLiteralValue::single(literal);
            Expr::StringLiteral(ast::ExprStringLiteral { node_index: AtomicNodeIndex::NONE, range, value })
        }
        Constant::Bytes(bytes) => {
            let flags = BytesLiteralFlags::empty();
            let literal = ast::BytesLiteral {
                range,
                node_index: AtomicNodeIndex::NONE,
                value: (&**bytes).into(),
                flags,
            };
            let value = ast::BytesLiteralValue::single(literal);
            Expr::BytesLiteral(ast::ExprBytesLiteral { node_index: AtomicNodeIndex::NONE, range, value })
        }
        Constant::Tuple(items) => {
            let elts = items.iter().map(|item| literal(item, range)).collect::<Result<_>>()?;
            let ctx = ExprContext::Load;
            Expr::Tuple(ast::ExprTuple {
                node_index: AtomicNodeIndex::NONE,
                range,
                elts,
                ctx,
                parenthesized: true,
            })
        }
        Constant::FrozenSet(_) => return Err(value("a frozenset has no literal".to_owned())),
    })
}

fn number(value: Number, range: TextRange) -> Expr {
    Expr::NumberLiteral(ast::ExprNumberLiteral { node_index: AtomicNodeIndex::NONE, range, value })
}

/// Literals have no sign.
fn integer(int: &BigInt, range: TextRange) -> Result<Expr> {
    let digits = int.magnitude().to_str_radix(16);
    let magnitude = Int::from_str_radix(&digits, 16, &format!("0x{digits}"))
        .map_err(|_| value("an integer without digits".to_owned()))?;
    let magnitude = number(Number::Int(magnitude), range);
    if int.sign() != Sign::Minus {
        return Ok(magnitude);
    }
    let operand = Box::new(magnitude);
    Ok(Expr::UnaryOp(ast::ExprUnaryOp {
        node_index: AtomicNodeIndex::NONE,
        range,
        op: UnaryOp::USub,
        operand,
    }))
}
