//! Expressions.

use super::literal::literal;
use super::{Given, Target, field, list, missing, system, value};
use crate::code::Constant;
use crate::error::Result;
use crate::tree::{Field, Node};
use ruff_python_ast::{
    self as ast, AtomicNodeIndex, BoolOp, CmpOp, ConversionFlag, Expr, ExprContext, Operator, UnaryOp,
};
use ruff_text_size::{Ranged, TextRange};

const LOAD: ExprContext = ExprContext::Load;

impl Given<'_> {
    pub fn expr(&self, node: &Node, name: &str) -> Result<Expr> {
        self.loaded(self.node(node, name)?)
    }

    pub fn boxed(&self, node: &Node, name: &str) -> Result<Box<Expr>> {
        self.expr(node, name).map(Box::new)
    }

    pub fn optional(&self, node: &Node, name: &str) -> Result<Option<Box<Expr>>> {
        match field(node, name) {
            Field::Node(node) => self.loaded(node).map(|expr| Some(Box::new(expr))),
            _ => Ok(None),
        }
    }

    pub fn exprs(&self, node: &Node, name: &str) -> Result<Vec<Expr>> {
        self.nodes(node, name)?.into_iter().map(|node| self.loaded(node)).collect()
    }

    pub fn target(&self, node: &Node, name: &str) -> Result<Box<Expr>> {
        self.assigned(self.node(node, name)?, Target::Store).map(Box::new)
    }

    /// An expression that is read.
    pub fn loaded(&self, node: &Node) -> Result<Expr> {
        if let Field::Node(context) = field(node, "ctx")
            && context.class != "Load"
        {
            let message = format!("expression must have Load context but has {} instead", context.class);
            return Err(value(message));
        }
        let range = self.range(node);
        let node_index = AtomicNodeIndex::NONE;
        Ok(match node.class {
            "BoolOp" => {
                let values = self.exprs(node, "values")?;
                if values.len() < 2 {
                    return Err(value("BoolOp with less than 2 values".to_owned()));
                }
                let op = if self.node(node, "op")?.class == "And" { BoolOp::And } else { BoolOp::Or };
                Expr::BoolOp(ast::ExprBoolOp { node_index, range, op, values })
            }
            "NamedExpr" => {
                let (target, value) = (self.node(node, "target")?, self.boxed(node, "value")?);
                if target.class != "Name" {
                    return Err(super::type_("NamedExpr target must be a Name".to_owned()));
                }
                let target = Box::new(self.assigned(target, Target::Store)?);
                Expr::Named(ast::ExprNamed { node_index, range, target, value })
            }
            "BinOp" => {
                let (left, right) = (self.boxed(node, "left")?, self.boxed(node, "right")?);
                Expr::BinOp(ast::ExprBinOp { node_index, range, left, op: self.operator(node)?, right })
            }
            "UnaryOp" => {
                let op = match self.node(node, "op")?.class {
                    "Invert" => UnaryOp::Invert,
                    "Not" => UnaryOp::Not,
                    "UAdd" => UnaryOp::UAdd,
                    _ => UnaryOp::USub,
                };
                let operand = self.boxed(node, "operand")?;
                Expr::UnaryOp(ast::ExprUnaryOp { node_index, range, op, operand })
            }
            "Lambda" => {
                let parameters = Some(Box::new(self.parameters(node, range)?));
                let body = self.boxed(node, "body")?;
                Expr::Lambda(ast::ExprLambda { node_index, range, parameters, body })
            }
            "IfExp" => Expr::If(ast::ExprIf {
                node_index,
                range,
                test: self.boxed(node, "test")?,
                body: self.boxed(node, "body")?,
                orelse: self.boxed(node, "orelse")?,
            }),
            "Dict" => Expr::Dict(ast::ExprDict { node_index, range, items: self.items(node)? }),
            "Set" => Expr::Set(ast::ExprSet { node_index, range, elts: self.exprs(node, "elts")? }),
            "ListComp" => {
                let (elt, generators) = self.comprehension(node)?;
                Expr::ListComp(ast::ExprListComp { node_index, range, elt, generators })
            }
            "SetComp" => {
                let (elt, generators) = self.comprehension(node)?;
                Expr::SetComp(ast::ExprSetComp { node_index, range, elt, generators })
            }
            "GeneratorExp" => {
                let (elt, generators) = self.comprehension(node)?;
                Expr::Generator(ast::ExprGenerator {
                    node_index,
                    range,
                    elt,
                    generators,
                    parenthesized: true,
                })
            }
            "DictComp" => {
                let (key, value) = (Some(self.boxed(node, "key")?), self.boxed(node, "value")?);
                let generators = self.generators(node)?;
                Expr::DictComp(ast::ExprDictComp { node_index, range, key, value, generators })
            }
            "Await" => Expr::Await(ast::ExprAwait { node_index, range, value: self.boxed(node, "value")? }),
            "Yield" => {
                Expr::Yield(ast::ExprYield { node_index, range, value: self.optional(node, "value")? })
            }
            "YieldFrom" => {
                Expr::YieldFrom(ast::ExprYieldFrom { node_index, range, value: self.boxed(node, "value")? })
            }
            "Compare" => self.comparison(node, range)?,
            "Call" => {
                let func = self.boxed(node, "func")?;
                let whole = TextRange::new(func.end().min(range.end()), range.end());
                let arguments = self.arguments(node, "args", whole)?;
                Expr::Call(ast::ExprCall { node_index, range_start: range.start(), func, arguments })
            }
            "JoinedStr" => {
                let elements = self.pieces(node)?;
                let flags = ast::FStringFlags::empty();
                let value = ast::FStringValue::single(ast::FString { range, node_index, elements, flags });
                Expr::FString(ast::ExprFString { node_index: AtomicNodeIndex::NONE, range, value })
            }
            // On its own it is a string of nothing else.
            "FormattedValue" => {
                let elements = vec![self.replacement(node)?].into();
                let flags = ast::FStringFlags::empty();
                let value = ast::FStringValue::single(ast::FString { range, node_index, elements, flags });
                Expr::FString(ast::ExprFString { node_index: AtomicNodeIndex::NONE, range, value })
            }
            "TemplateStr" => {
                let elements = self.pieces(node)?;
                let flags = ast::TStringFlags::empty();
                let value = ast::TStringValue::single(ast::TString { range, node_index, elements, flags });
                Expr::TString(ast::ExprTString { node_index: AtomicNodeIndex::NONE, range, value })
            }
            "Constant" => match field(node, "value") {
                Field::Constant(constant) => literal(constant, range)?,
                _ => return Err(missing(node, "value")),
            },
            "Slice" => Expr::Slice(ast::ExprSlice {
                node_index,
                range,
                lower: self.optional(node, "lower")?,
                upper: self.optional(node, "upper")?,
                step: self.optional(node, "step")?,
            }),
            "Attribute" | "Subscript" | "Starred" | "Name" | "List" | "Tuple" => {
                self.place(node, LOAD, |element| self.loaded(element))?
            }
            other => return Err(system(format!("{other} is not an expression that can stand here"))),
        })
    }

    /// An expression that is assigned to or deleted.
    pub fn assigned(&self, node: &Node, target: Target) -> Result<Expr> {
        let (word, context) = match target {
            Target::Store => ("Store", ExprContext::Store),
            Target::Delete => ("Del", ExprContext::Del),
        };
        match field(node, "ctx") {
            Field::Node(found) if found.class == word => {}
            Field::Node(found) => {
                let message = format!("expression must have {word} context but has {} instead", found.class);
                return Err(value(message));
            }
            _ => {
                return Err(value(format!("expression which can't be assigned to in {word} context")));
            }
        }
        self.place(node, context, |element| self.assigned(element, target))
    }

    fn place(&self, node: &Node, ctx: ExprContext, element: impl Fn(&Node) -> Result<Expr>) -> Result<Expr> {
        let range = self.range(node);
        let node_index = AtomicNodeIndex::NONE;
        let elements = || self.nodes(node, "elts")?.into_iter().map(&element).collect::<Result<Vec<_>>>();
        Ok(match node.class {
            "Attribute" => Expr::Attribute(ast::ExprAttribute {
                node_index,
                range,
                value: self.boxed(node, "value")?,
                attr: self.identifier(node, "attr")?,
                ctx,
            }),
            "Subscript" => {
                let (value, slice) = (self.boxed(node, "value")?, self.boxed(node, "slice")?);
                Expr::Subscript(ast::ExprSubscript { node_index, range, value, slice, ctx })
            }
            "Starred" => {
                let value = Box::new(element(self.node(node, "value")?)?);
                Expr::Starred(ast::ExprStarred { node_index, range, value, ctx })
            }
            "Name" => {
                Expr::Name(ast::ExprName { node_index, range, id: self.identifier(node, "id")?.id, ctx })
            }
            "List" => Expr::List(ast::ExprList { node_index, range, elts: elements()?, ctx }),
            _ => {
                Expr::Tuple(ast::ExprTuple { node_index, range, elts: elements()?, ctx, parenthesized: true })
            }
        })
    }

    pub fn operator(&self, node: &Node) -> Result<Operator> {
        Ok(match self.node(node, "op")?.class {
            "Add" => Operator::Add,
            "Sub" => Operator::Sub,
            "Mult" => Operator::Mult,
            "MatMult" => Operator::MatMult,
            "Div" => Operator::Div,
            "Mod" => Operator::Mod,
            "Pow" => Operator::Pow,
            "LShift" => Operator::LShift,
            "RShift" => Operator::RShift,
            "BitOr" => Operator::BitOr,
            "BitXor" => Operator::BitXor,
            "BitAnd" => Operator::BitAnd,
            _ => Operator::FloorDiv,
        })
    }

    fn comparison(&self, node: &Node, range: TextRange) -> Result<Expr> {
        let operator = |node: &Node| match node.class {
            "Eq" => CmpOp::Eq,
            "NotEq" => CmpOp::NotEq,
            "Lt" => CmpOp::Lt,
            "LtE" => CmpOp::LtE,
            "Gt" => CmpOp::Gt,
            "GtE" => CmpOp::GtE,
            "Is" => CmpOp::Is,
            "IsNot" => CmpOp::IsNot,
            "In" => CmpOp::In,
            _ => CmpOp::NotIn,
        };
        let ops: Box<[CmpOp]> = self.nodes(node, "ops")?.into_iter().map(operator).collect();
        let comparators = self.exprs(node, "comparators")?.into_boxed_slice();
        if comparators.is_empty() {
            return Err(value("Compare with no comparators".to_owned()));
        }
        if comparators.len() != ops.len() {
            return Err(value("Compare has a different number of comparators and operands".to_owned()));
        }
        let left = self.boxed(node, "left")?;
        Ok(Expr::Compare(ast::ExprCompare {
            node_index: AtomicNodeIndex::NONE,
            range,
            left,
            ops,
            comparators,
        }))
    }

    fn items(&self, node: &Node) -> Result<Vec<ast::DictItem>> {
        let keys = list(node, "keys");
        let values = self.exprs(node, "values")?;
        if keys.len() != values.len() {
            return Err(value("Dict doesn't have the same number of keys as values".to_owned()));
        }
        let item = |(key, value): (&Field, Expr)| {
            let key = match key {
                Field::Node(key) => Some(self.loaded(key)?),
                _ => None,
            };
            Ok(ast::DictItem { key, value })
        };
        keys.iter().zip(values).map(item).collect()
    }

    fn comprehension(&self, node: &Node) -> Result<(Box<Expr>, Vec<ast::Comprehension>)> {
        let generators = self.generators(node)?;
        Ok((self.boxed(node, "elt")?, generators))
    }

    fn generators(&self, node: &Node) -> Result<Vec<ast::Comprehension>> {
        let clauses = self.nodes(node, "generators")?;
        if clauses.is_empty() {
            return Err(value("comprehension with no generators".to_owned()));
        }
        let clause = |clause: &Node| {
            let (target, iter) = (*self.target(clause, "target")?, self.expr(clause, "iter")?);
            let ifs = self.exprs(clause, "ifs")?;
            let range = ifs.last().map_or(iter.range(), Ranged::range).cover(target.range());
            let is_async = self.number(clause, "is_async") != 0;
            Ok(ast::Comprehension { range, node_index: AtomicNodeIndex::NONE, target, iter, ifs, is_async })
        };
        clauses.into_iter().map(clause).collect()
    }

    /// The arguments of a call, or the bases of a class, and the keywords.
    pub fn arguments(&self, node: &Node, name: &str, range: TextRange) -> Result<ast::Arguments> {
        let args = self.exprs(node, name)?.into_boxed_slice();
        let keyword = |node: &Node| {
            let (arg, value) = (self.optional_identifier(node, "arg")?, self.expr(node, "value")?);
            Ok(ast::Keyword { range: self.range(node), node_index: AtomicNodeIndex::NONE, arg, value })
        };
        let keywords = self.nodes(node, "keywords")?.into_iter().map(keyword).collect::<Result<_>>()?;
        Ok(ast::Arguments { range, node_index: AtomicNodeIndex::NONE, args, keywords })
    }

    // ---- interpolated strings ----------------------------------------------------------------------------------

    fn pieces(&self, node: &Node) -> Result<ast::InterpolatedStringElements> {
        let mut elements = Vec::new();
        self.add_pieces(node, &mut elements)?;
        Ok(elements.into())
    }

    fn add_pieces(&self, node: &Node, elements: &mut Vec<ast::InterpolatedStringElement>) -> Result {
        for piece in self.nodes(node, "values")? {
            match (piece.class, field(piece, "value")) {
                ("Constant", Field::Constant(Constant::Str(text))) => {
                    let literal = ast::InterpolatedStringLiteralElement {
                        range: self.range(piece),
                        node_index: AtomicNodeIndex::NONE,
                        value: text.clone(),
                    };
                    elements.push(literal.into());
                }
                ("FormattedValue" | "Interpolation", _) => elements.push(self.replacement(piece)?),
                ("JoinedStr" | "TemplateStr", _) => self.add_pieces(piece, elements)?,
                (other, _) => {
                    return Err(value(format!("{other} cannot be a part of {}", node.class)));
                }
            }
        }
        Ok(())
    }

    fn replacement(&self, node: &Node) -> Result<ast::InterpolatedStringElement> {
        let conversion = match self.number(node, "conversion") {
            115 => ConversionFlag::Str,
            114 => ConversionFlag::Repr,
            97 => ConversionFlag::Ascii,
            -1 => ConversionFlag::None,
            other => return Err(system(format!("Unrecognized conversion character {other}"))),
        };
        let format_spec = match field(node, "format_spec") {
            Field::Node(spec) => {
                let mut elements = Vec::new();
                match spec.class {
                    "JoinedStr" => self.add_pieces(spec, &mut elements)?,
                    _ => elements.push(self.formatted(spec)?),
                }
                let (range, elements) = (self.range(spec), elements.into());
                Some(Box::new(ast::InterpolatedStringFormatSpec {
                    range,
                    node_index: AtomicNodeIndex::NONE,
                    elements,
                }))
            }
            _ => None,
        };
        let element = ast::InterpolatedElement {
            range: self.range(node),
            node_index: AtomicNodeIndex::NONE,
            expression: self.boxed(node, "value")?,
            debug_text: None,
            conversion,
            format_spec,
        };
        Ok(element.into())
    }

    /// Any other expression as a part of a string.
    fn formatted(&self, node: &Node) -> Result<ast::InterpolatedStringElement> {
        let element = ast::InterpolatedElement {
            range: self.range(node),
            node_index: AtomicNodeIndex::NONE,
            expression: Box::new(self.loaded(node)?),
            debug_text: None,
            conversion: ConversionFlag::None,
            format_spec: None,
        };
        Ok(element.into())
    }
}
