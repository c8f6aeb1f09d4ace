//! Expressions.

use super::{Field, Fields, Node, Tree, mark, text};
use crate::code::Constant;
use crate::error::{Fault, Result};
use crate::{fold, surrogate, written};
use ruff_python_ast::{
    self as ast, BoolOp, CmpOp, ConversionFlag, Expr, ExprContext, FStringPart, InterpolatedElement,
    InterpolatedStringElement, InterpolatedStringElements, Operator, UnaryOp,
};
use ruff_text_size::{Ranged, TextRange};

/// A part of an f-string or t-string.
enum Piece<'a> {
    Text(String, TextRange),
    Field(&'a InterpolatedElement),
}

impl Tree<'_> {
    pub fn expr(&self, e: &Expr) -> Result<Field> {
        let (class, fields): (_, Fields) = match e {
            Expr::BoolOp(e) => {
                let op = mark(if e.op == BoolOp::And { "And" } else { "Or" });
                ("BoolOp", vec![("op", op), ("values", self.exprs(&e.values)?)])
            }
            Expr::Named(e) => {
                ("NamedExpr", vec![("target", self.expr(&e.target)?), ("value", self.expr(&e.value)?)])
            }
            Expr::BinOp(e) => (
                "BinOp",
                vec![("left", self.expr(&e.left)?), ("op", operator(e.op)), ("right", self.expr(&e.right)?)],
            ),
            Expr::UnaryOp(e) => {
                let op = mark(match e.op {
                    UnaryOp::Invert => "Invert",
                    UnaryOp::Not => "Not",
                    UnaryOp::UAdd => "UAdd",
                    UnaryOp::USub => "USub",
                });
                ("UnaryOp", vec![("op", op), ("operand", self.expr(&e.operand)?)])
            }
            Expr::Lambda(e) => (
                "Lambda",
                vec![("args", self.parameters(e.parameters.as_deref())?), ("body", self.expr(&e.body)?)],
            ),
            Expr::If(e) => (
                "IfExp",
                vec![
                    ("test", self.expr(&e.test)?),
                    ("body", self.expr(&e.body)?),
                    ("orelse", self.expr(&e.orelse)?),
                ],
            ),
            Expr::Dict(e) => {
                let keys = e.items.iter().map(|item| self.maybe(item.key.as_ref())).collect::<Result<_>>()?;
                let values = self.exprs(e.items.iter().map(|item| &item.value))?;
                ("Dict", vec![("keys", Field::List(keys)), ("values", values)])
            }
            Expr::Set(e) => ("Set", vec![("elts", self.exprs(&e.elts)?)]),
            Expr::ListComp(e) => ("ListComp", self.comprehension(&e.elt, &e.generators)?),
            Expr::SetComp(e) => ("SetComp", self.comprehension(&e.elt, &e.generators)?),
            Expr::Generator(e) => ("GeneratorExp", self.comprehension(&e.elt, &e.generators)?),
            Expr::DictComp(e) => (
                "DictComp",
                vec![
                    ("key", self.maybe(e.key.as_deref())?),
                    ("value", self.expr(&e.value)?),
                    ("generators", self.generators(&e.generators)?),
                ],
            ),
            Expr::Await(e) => ("Await", vec![("value", self.expr(&e.value)?)]),
            Expr::Yield(e) => ("Yield", vec![("value", self.maybe(e.value.as_deref())?)]),
            Expr::YieldFrom(e) => ("YieldFrom", vec![("value", self.expr(&e.value)?)]),
            Expr::Compare(e) => {
                let ops = e.ops.iter().map(|op| mark(comparison(*op))).collect();
                let comparators = self.exprs(&e.comparators)?;
                (
                    "Compare",
                    vec![
                        ("left", self.expr(&e.left)?),
                        ("ops", Field::List(ops)),
                        ("comparators", comparators),
                    ],
                )
            }
            Expr::Call(e) => {
                let mut fields = vec![("func", self.expr(&e.func)?)];
                fields.extend(self.arguments("args", &e.arguments)?);
                ("Call", fields)
            }
            Expr::FString(e) => return self.fstring(e),
            Expr::TString(e) => return self.tstring(e),
            Expr::Attribute(e) => (
                "Attribute",
                vec![("value", self.expr(&e.value)?), ("attr", text(&e.attr)), ("ctx", context(e.ctx))],
            ),
            Expr::Subscript(e) => (
                "Subscript",
                vec![
                    ("value", self.expr(&e.value)?),
                    ("slice", self.expr(&e.slice)?),
                    ("ctx", context(e.ctx)),
                ],
            ),
            Expr::Starred(e) => ("Starred", vec![("value", self.expr(&e.value)?), ("ctx", context(e.ctx))]),
            Expr::Name(e) => ("Name", vec![("id", text(&e.id)), ("ctx", context(e.ctx))]),
            Expr::List(e) => ("List", vec![("elts", self.exprs(&e.elts)?), ("ctx", context(e.ctx))]),
            Expr::Tuple(e) => ("Tuple", vec![("elts", self.exprs(&e.elts)?), ("ctx", context(e.ctx))]),
            Expr::Slice(e) => (
                "Slice",
                vec![
                    ("lower", self.maybe(e.lower.as_deref())?),
                    ("upper", self.maybe(e.upper.as_deref())?),
                    ("step", self.maybe(e.step.as_deref())?),
                ],
            ),
            Expr::IpyEscapeCommand(e) => return Err(Fault::syntax("invalid syntax", e.range)),
            literal => ("Constant", self.literal(literal)?),
        };
        Ok(self.at(e.range(), class, fields))
    }

    fn literal(&self, e: &Expr) -> Result<Fields> {
        let value = match e {
            Expr::NoneLiteral(_) => Some(Constant::None),
            Expr::BooleanLiteral(e) => Some(Constant::Bool(e.value)),
            Expr::EllipsisLiteral(_) => Some(Constant::Ellipsis),
            Expr::NumberLiteral(e) => fold::number(&e.value),
            Expr::StringLiteral(e) => Some(Constant::Str(surrogate::string(&e.value, self.source))),
            Expr::BytesLiteral(e) => Some(Constant::Bytes(e.value.bytes().collect())),
            _ => None,
        };
        let value = value.ok_or_else(|| {
            Fault::syntax("Exceeds the limit (4300 digits) for integer string conversion", e.range())
        })?;
        let unicode = match e {
            Expr::StringLiteral(e) => {
                e.value.iter().next().is_some_and(|part| part.flags.prefix().is_unicode())
            }
            _ => false,
        };
        let kind = if unicode { text("u") } else { Field::None };
        Ok(vec![("value", Field::Constant(value)), ("kind", kind)])
    }

    fn comprehension(&self, element: &Expr, generators: &[ast::Comprehension]) -> Result<Fields> {
        Ok(vec![("elt", self.expr(element)?), ("generators", self.generators(generators)?)])
    }

    fn generators(&self, generators: &[ast::Comprehension]) -> Result<Field> {
        let generator = |generator: &ast::Comprehension| {
            let fields = vec![
                ("target", self.expr(&generator.target)?),
                ("iter", self.expr(&generator.iter)?),
                ("ifs", self.exprs(&generator.ifs)?),
                ("is_async", Field::Number(i64::from(generator.is_async))),
            ];
            Ok(Node::new("comprehension", fields).into())
        };
        generators.iter().map(generator).collect::<Result<_>>().map(Field::List)
    }

    /// The arguments of a call, or the bases of a class, and the keywords.
    pub fn arguments(&self, name: &'static str, arguments: &ast::Arguments) -> Result<Fields> {
        let keyword = |keyword: &ast::Keyword| {
            let fields =
                vec![("arg", super::maybe_text(keyword.arg.as_ref())), ("value", self.expr(&keyword.value)?)];
            Ok(self.at(keyword.range, "keyword", fields))
        };
        let keywords = arguments.keywords.iter().map(keyword).collect::<Result<_>>()?;
        let args = match &*arguments.args {
            // A generator expression without brackets of its own has those of the call.
            [Expr::Generator(only)] if !only.parenthesized => {
                let fields = self.comprehension(&only.elt, &only.generators)?;
                Field::List(vec![self.at(arguments.range, "GeneratorExp", fields)])
            }
            args => self.exprs(args)?,
        };
        Ok(vec![(name, args), ("keywords", Field::List(keywords))])
    }

    // ---- interpolated strings ----------------------------------------------------------------------------------

    fn fstring(&self, e: &ast::ExprFString) -> Result<Field> {
        let mut pieces = Vec::new();
        for part in &e.value {
            match part {
                FStringPart::Literal(part) => {
                    add_text(&mut pieces, surrogate::literal(part, self.source), part.range);
                }
                FStringPart::FString(part) => {
                    self.pieces(&mut pieces, &part.elements, part.flags.prefix().is_raw());
                }
            }
        }
        self.joined(e.range, "JoinedStr", pieces)
    }

    fn tstring(&self, e: &ast::ExprTString) -> Result<Field> {
        let mut pieces = Vec::new();
        for part in &e.value {
            self.pieces(&mut pieces, &part.elements, part.flags.prefix().is_raw());
        }
        self.joined(e.range, "TemplateStr", pieces)
    }

    fn pieces<'a>(&self, pieces: &mut Vec<Piece<'a>>, elements: &'a InterpolatedStringElements, raw: bool) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(part) => {
                    let text = surrogate::element(&part.value, part.range, self.source, raw);
                    add_text(pieces, text, part.range);
                }
                InterpolatedStringElement::Interpolation(field) => {
                    if let Some(debug) = &field.debug_text {
                        add_text(pieces, written::without_comments(debug.as_str()).into_owned(), field.range);
                    }
                    pieces.push(Piece::Field(field));
                }
            }
        }
    }

    fn joined(&self, range: TextRange, class: &'static str, pieces: Vec<Piece<'_>>) -> Result<Field> {
        let template = class == "TemplateStr";
        let piece = |piece: &Piece<'_>| match piece {
            Piece::Text(value, range) => {
                let value = Field::Constant(Constant::Str(value.as_str().into()));
                Ok(self.at(*range, "Constant", vec![("value", value), ("kind", Field::None)]))
            }
            Piece::Field(field) => self.field(field, template),
        };
        let values = pieces.iter().map(piece).collect::<Result<_>>()?;
        Ok(self.at(range, class, vec![("values", Field::List(values))]))
    }

    fn field(&self, field: &InterpolatedElement, template: bool) -> Result<Field> {
        let conversion = match field.conversion {
            ConversionFlag::None if field.debug_text.is_some() && field.format_spec.is_none() => 'r' as i64,
            ConversionFlag::None => -1,
            ConversionFlag::Str => 's' as i64,
            ConversionFlag::Ascii => 'a' as i64,
            ConversionFlag::Repr => 'r' as i64,
        };
        let format = match &field.format_spec {
            Some(spec) => {
                let mut pieces = Vec::new();
                self.pieces(&mut pieces, &spec.elements, false);
                self.joined(spec.range, "JoinedStr", pieces)?
            }
            None => Field::None,
        };
        let mut fields = vec![("value", self.expr(&field.expression)?)];
        if template {
            let source = Constant::Str(written::expression(self.source, field).into());
            fields.push(("str", Field::Constant(source)));
        }
        fields.extend([("conversion", Field::Number(conversion)), ("format_spec", format)]);
        Ok(self.at(field.range, if template { "Interpolation" } else { "FormattedValue" }, fields))
    }
}

fn add_text(pieces: &mut Vec<Piece<'_>>, text: String, range: TextRange) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(Piece::Text(last, place)) => {
            last.push_str(&text);
            *place = place.cover(range);
        }
        _ => pieces.push(Piece::Text(text, range)),
    }
}

fn context(context: ExprContext) -> Field {
    mark(match context {
        ExprContext::Store => "Store",
        ExprContext::Del => "Del",
        ExprContext::Load | ExprContext::Invalid => "Load",
    })
}

pub(super) fn operator(operator: Operator) -> Field {
    mark(match operator {
        Operator::Add => "Add",
        Operator::Sub => "Sub",
        Operator::Mult => "Mult",
        Operator::MatMult => "MatMult",
        Operator::Div => "Div",
        Operator::Mod => "Mod",
        Operator::Pow => "Pow",
        Operator::LShift => "LShift",
        Operator::RShift => "RShift",
        Operator::BitOr => "BitOr",
        Operator::BitXor => "BitXor",
        Operator::BitAnd => "BitAnd",
        Operator::FloorDiv => "FloorDiv",
    })
}

fn comparison(operator: CmpOp) -> &'static str {
    match operator {
        CmpOp::Eq => "Eq",
        CmpOp::NotEq => "NotEq",
        CmpOp::Lt => "Lt",
        CmpOp::LtE => "LtE",
        CmpOp::Gt => "Gt",
        CmpOp::GtE => "GtE",
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        CmpOp::NotIn => "NotIn",
    }
}
