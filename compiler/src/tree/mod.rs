//! Syntax trees with the names and shapes of Python's `ast` module, as plain data.

mod declared;
mod expr;
mod pattern;
mod stmt;
mod written;

pub use declared::{Declaration, DeclaredField, declarations};
pub use written::{tree_from_bytes, tree_to_bytes};

use crate::code::{Constant, Position};
use crate::error::{CompileError, ErrorKind, Fault, Lines, Result};
use crate::warning::{self, Doubt, Warning};
use crate::{Mode, nesting, parse, whole_lines};
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::TextRange;

/// Nesting from which no tree is made: whoever walks one may recurse.
pub const DEEPEST: u32 = 1_000;

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The name of its class.
    pub class: &'static str,
    /// Its fields by name.
    pub fields: Vec<(&'static str, Field)>,
    /// Where it is, for nodes that say.
    pub position: Option<Position>,
}

/// What a field of a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// Nothing.
    None,
    /// A node.
    Node(Box<Node>),
    /// Several of what follows.
    List(Vec<Field>),
    /// A name or other text.
    Text(Box<str>),
    /// A number that is not part of the program.
    Number(i64),
    /// The value of a literal.
    Constant(Constant),
}

/// Parses a source into a tree, and notes what is doubtful about it.
pub fn syntax_tree(
    source: &str,
    filename: &str,
    mode: Mode,
    warnings: &mut Vec<Warning>,
) -> std::result::Result<Node, CompileError> {
    let source = &*whole_lines(source, mode);
    let lines = Lines::new(source);
    let mut doubts = Vec::new();
    let mut build = || build(source, &lines, mode, &mut doubts);
    let tree = parse::depth(source, mode)
        .and_then(|depth| match depth {
            DEEPEST.. => Err(Fault::new(
                ErrorKind::TooDeep,
                "maximum recursion depth exceeded during ast construction".to_owned(),
                TextRange::default(),
            )),
            nesting::DEEP.. => nesting::with_big_stack(build),
            _ => build(),
        })
        .map_err(|fault| fault.locate(source, &lines, filename))?;
    warnings.extend(doubts.into_iter().map(|doubt| doubt.locate(source, &lines, filename)));
    Ok(tree)
}

fn build(source: &str, lines: &Lines, mode: Mode, doubts: &mut Vec<Doubt>) -> Result<Node> {
    let tree = Tree { source, lines };
    if mode == Mode::Eval {
        let parsed = parse::expression(source)?;
        doubts.extend(warning::of_tokens(source, &parsed.tokens));
        return Ok(Node::new("Expression", vec![("body", tree.expr(&parsed.body)?)]));
    }
    let parsed = parse::module(source, mode)?;
    let statements = &parsed.syntax().body;
    doubts.extend(warning::of_tokens(source, parsed.tokens()));
    doubts.extend(warning::of_finally(statements));
    let body = tree.body(statements)?;
    if mode == Mode::Exec {
        return Ok(Node::new("Module", vec![("body", body), ("type_ignores", Field::List(vec![]))]));
    }
    Ok(Node::new("Interactive", vec![("body", body)]))
}

impl Node {
    /// How many nodes stand one in another.
    pub(crate) fn depth(&self) -> usize {
        1 + self.fields.iter().map(|(_, field)| field.depth()).max().unwrap_or(0)
    }

    fn new(class: &'static str, fields: Vec<(&'static str, Field)>) -> Node {
        Node { class, fields, position: None }
    }
}

impl Field {
    fn depth(&self) -> usize {
        match self {
            Field::Node(node) => node.depth(),
            Field::List(fields) => fields.iter().map(Field::depth).max().unwrap_or(0),
            _ => 0,
        }
    }
}

impl From<Node> for Field {
    fn from(node: Node) -> Field {
        Field::Node(Box::new(node))
    }
}

/// What the nodes of one source are made with.
struct Tree<'s> {
    source: &'s str,
    lines: &'s Lines,
}

/// Fields by name, as they are written down.
type Fields = Vec<(&'static str, Field)>;

impl Tree<'_> {
    fn at(&self, range: TextRange, class: &'static str, fields: Fields) -> Field {
        let (line, column) = self.lines.place(range.start());
        let (end_line, end_column) = self.lines.place(range.end());
        let position = Position { line, end_line, column, end_column };
        Node { class, fields, position: Some(position) }.into()
    }

    fn body(&self, statements: &[Stmt]) -> Result<Field> {
        statements.iter().map(|statement| self.stmt(statement)).collect::<Result<_>>().map(Field::List)
    }

    fn exprs<'e>(&self, exprs: impl IntoIterator<Item = &'e Expr>) -> Result<Field> {
        exprs.into_iter().map(|expr| self.expr(expr)).collect::<Result<_>>().map(Field::List)
    }

    fn maybe(&self, expr: Option<&Expr>) -> Result<Field> {
        expr.map_or(Ok(Field::None), |expr| self.expr(expr))
    }
}

fn text(text: impl AsRef<str>) -> Field {
    Field::Text(text.as_ref().into())
}

fn maybe_text(name: Option<&ruff_python_ast::Identifier>) -> Field {
    name.map_or(Field::None, text)
}

/// A node without fields or place, such as an operator.
fn mark(class: &'static str) -> Field {
    Node::new(class, vec![]).into()
}
