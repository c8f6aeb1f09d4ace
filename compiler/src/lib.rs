//! Python source to bytecode: the front half, which knows nothing of runtimes.
//!
//! A source is parsed into a syntax tree, a first walk notes what every name is used for, the resolver decides where
//! each one lives, and a second walk emits register code, one [`Code`] for each body.

#![forbid(unsafe_code)]

mod anchor;
mod annotation;
mod assign;
mod body;
mod bound;
mod call;
mod class;
mod code;
mod complaint;
mod comprehension;
mod definition;
mod dis;
mod display;
mod docstring;
mod emit;
mod encoding;
mod error;
mod escape;
mod expr;
mod finder;
mod fold;
mod fstring;
mod function;
mod given;
mod grammar;
mod handler;
mod import;
mod incomplete;
mod jump;
pub mod kept;
mod layout;
mod leap;
mod loops;
mod malformed;
mod mention;
mod name;
mod nesting;
mod normal;
mod numeral;
mod op;
mod operands;
mod parse;
mod pattern;
mod resolve;
mod scope;
mod stmt;
mod surrogate;
mod suspend;
mod symbol;
mod table;
mod tokens;
mod tree;
mod typeparam;
mod verify;
mod warning;
mod with;
mod written;

pub use anchor::{anchors, is_plain_call};
pub use code::{
    CallShape, Code, CodeFlags, CodeKind, Constant, Handler, ImportSpec, Inlined, Local, Params, PassedLine,
    Passing, Position, Site,
};
pub use dis::{Argument, Instruction, disassemble, instructions};
pub use encoding::declared_encoding;
pub use error::{CompileError, Context, ErrorKind};
pub use incomplete::{is_incomplete, wants_block};
pub use leap::{Leap, Step, is_prologue, leap};
pub use op::*;
pub use operands::distance;
pub use symbol::mangled;
pub use table::{Table, TableKind, symbol_tables};
pub use tokens::{Token, TokenType, tokens};
pub use tree::{
    DEEPEST as DEEPEST_TREE, Declaration, DeclaredField, Field, Node, declarations, syntax_tree,
    tree_from_bytes, tree_to_bytes,
};
pub use verify::{verify, verify_all};
pub use warning::Warning;

use body::{Body, Dest, Heading, Unit};
use error::{Lines, Result as Compiled};
use ruff_python_ast::name::Name;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};
use std::borrow::Cow;
use std::sync::Arc;
use symbol::ScopeId;
use warning::Doubt;

/// What a source is compiled as, `compile()`'s third argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A module: `exec`.
    Exec,
    /// One expression: `eval`.
    Eval,
    /// One interactive statement, whose value is shown: `single`.
    Single,
}

/// What the code around a source passes on to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// `from __future__ import annotations` is in force already.
    pub future_annotations: bool,
    /// What stands outside of functions may await: then it is a coroutine.
    pub top_level_await: bool,
    /// Instructions are to say which line they are of ([`Op::Mark`]).
    pub marks: bool,
    /// How much is left out: from 1 on assertions, and what depends on `__debug__`; from 2 on docstrings too.
    pub optimize: u8,
}

/// Compiles a source.
pub fn compile(source: &str, filename: &str, mode: Mode) -> Result<Arc<Code>, CompileError> {
    compile_with(source, filename, mode, Options::default())
}

/// Compiles a source that inherits `options` from the code around it.
pub fn compile_with(
    source: &str,
    filename: &str,
    mode: Mode,
    options: Options,
) -> Result<Arc<Code>, CompileError> {
    compile_source(source, filename, mode, options, None)
}

/// Compiles a source, and notes what is doubtful about it.
pub fn compile_noting(
    source: &str,
    filename: &str,
    mode: Mode,
    options: Options,
    warnings: &mut Vec<Warning>,
) -> Result<Arc<Code>, CompileError> {
    compile_source(source, filename, mode, options, Some(warnings))
}

fn compile_source(
    source: &str,
    filename: &str,
    mode: Mode,
    options: Options,
    warnings: Option<&mut Vec<Warning>>,
) -> Result<Arc<Code>, CompileError> {
    let source = &*whole_lines(source, mode);
    let lines = Lines::new(source);
    let mut doubts = warnings.is_some().then(Vec::new);
    let mut compile = || compile_here(source, filename, mode, options, &lines, doubts.as_mut());
    let compiled = parse::depth(source, mode)
        .and_then(|depth| if depth > nesting::DEEP { nesting::with_big_stack(compile) } else { compile() })
        .map_err(|fault| fault.locate(source, &lines, filename))?;
    if let (Some(warnings), Some(doubts)) = (warnings, doubts) {
        warnings.extend(doubts.into_iter().map(|doubt| doubt.locate(source, &lines, filename)));
    }
    Ok(compiled)
}

/// Compiles the tree that a program made, of a class that the mode asks for, and notes what is doubtful about it.
pub fn compile_tree(
    tree: &Node,
    filename: &str,
    mode: Mode,
    options: Options,
    warnings: &mut Vec<Warning>,
) -> Result<Arc<Code>, CompileError> {
    let lines = Lines::Places(given::places(tree));
    let Lines::Places(places) = &lines else { unreachable!("they were just made") };
    let mut doubts = Vec::new();
    let mut compile = || {
        let job = Job { source: "", filename: filename.into(), mode, options, lines: &lines };
        match given::root(tree, places)? {
            given::Root::Expression(expr) => {
                let code = job.expression(&expr)?;
                doubts.extend(warning::of_expression(&expr));
                Ok(code)
            }
            given::Root::Body(statements) => {
                let code = job.module(&statements, TextRange::default())?;
                doubts.extend(warning::of_finally(&statements));
                doubts.extend(warning::of_body(&statements));
                Ok(code)
            }
        }
    };
    let deep = tree.depth() > SHALLOW_TREE;
    let compiled = if deep { nesting::with_big_stack(compile) } else { compile() };
    let compiled = compiled.map_err(|fault| fault.locate("", &lines, filename))?;
    warnings.extend(doubts.into_iter().map(|doubt| doubt.locate("", &lines, filename)));
    Ok(compiled)
}

/// Depth of trees that are compiled on whatever is left of the stack.
const SHALLOW_TREE: usize = 40;

fn compile_here(
    source: &str,
    filename: &str,
    mode: Mode,
    options: Options,
    lines: &Lines,
    doubts: Option<&mut Vec<Doubt>>,
) -> Compiled<Arc<Code>> {
    let job = Job { source, filename: filename.into(), mode, options, lines };
    if mode == Mode::Eval {
        let parsed = parse::expression(source)?;
        let code = job.expression(&parsed.body)?;
        if let Some(doubts) = doubts {
            doubts.extend(warning::of_tokens(source, &parsed.tokens));
            doubts.extend(warning::of_expression(&parsed.body));
        }
        return Ok(code);
    }
    let parsed = parse::module(source, mode)?;
    let body = &parsed.syntax().body;
    let code = job.module(body, parsed.syntax().range)?;
    if let Some(doubts) = doubts {
        doubts.extend(warning::of_tokens(source, parsed.tokens()));
        doubts.extend(warning::of_finally(body));
        doubts.extend(warning::of_body(body));
    }
    Ok(code)
}

/// What is compiled, and as what.
struct Job<'j> {
    source: &'j str,
    filename: Arc<str>,
    mode: Mode,
    options: Options,
    lines: &'j Lines,
}

impl Job<'_> {
    fn heading() -> Heading {
        Heading { name: Name::new_static("<module>"), qualname: "<module>".into(), first_line: 1 }
    }

    fn unit<'u>(&'u self, scopes: &'u symbol::Scopes, future_annotations: bool) -> Unit<'u> {
        let Job { source, lines, .. } = *self;
        let interactive = self.mode == Mode::Single;
        let Options { marks, optimize, .. } = self.options;
        Unit {
            source,
            filename: self.filename.clone(),
            lines,
            scopes,
            future_annotations,
            interactive,
            marks,
            optimize,
        }
    }

    fn expression(&self, expr: &Expr) -> Compiled<Arc<Code>> {
        let mut collector = scope::Collector::of(self.options);
        collector.expr(expr)?;
        let mut scopes = collector.scopes;
        resolve::resolve(&mut scopes)?;
        let unit = self.unit(&scopes, self.options.future_annotations);
        let (kind, heading) = (CodeKind::Expression, Job::heading());
        let mut body = Body::new(&unit, ScopeId::MODULE, kind, heading, Params::default());
        let value = body.expr(expr, Dest::Any)?;
        body.at(expr.range());
        body.b.emit_last(Op::Return { src: value.reg() });
        body.finish(expr.range())
    }

    fn module(&self, statements: &[Stmt], range: TextRange) -> Compiled<Arc<Code>> {
        let mut collector = scope::Collector::of(self.options);
        collector.body(statements)?;
        let future_annotations = collector.future_annotations();
        let mut scopes = collector.scopes;
        resolve::resolve(&mut scopes)?;
        let unit = self.unit(&scopes, future_annotations);
        let (kind, heading) = (CodeKind::Module, Job::heading());
        let mut body = Body::new(&unit, ScopeId::MODULE, kind, heading, Params::default());
        body.module(statements, range, self.mode == Mode::Single)?;
        body.finish(range)
    }
}

impl<'a> Body<'a> {
    fn module(&mut self, statements: &'a [Stmt], range: TextRange, interactive: bool) -> Compiled {
        self.b.position = Position { line: 1, end_line: 1, column: 0, end_column: 0 };
        self.begin_annotations(statements);
        let all = statements;
        let statements = match docstring::split(statements).filter(|_| !interactive) {
            Some((_, rest)) if self.unit.drops_docstrings() => rest,
            Some((text, rest)) => {
                let text = docstring::clean(&text);
                let value = self.string(&text, Dest::Temp);
                self.at(ruff_text_size::Ranged::range(&all[0]));
                self.store_namespace("__doc__", value);
                self.docstring = Some(text.into());
                rest
            }
            None => statements,
        };
        self.body(statements)?;
        self.end_annotations(range)?;
        if !all.is_empty() {
            self.no_position();
        }
        self.b.emit_last(Op::ReturnNone);
        Ok(())
    }
}

/// The source with every line ending written `\n`.
fn plain_newlines(source: &str) -> Cow<'_, str> {
    if source.contains('\r') {
        Cow::Owned(source.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(source)
    }
}

/// A source whose last line ends, if it is a module.
fn whole_lines(source: &str, mode: Mode) -> Cow<'_, str> {
    let plain = plain_newlines(source);
    if mode != Mode::Exec || plain.is_empty() || plain.ends_with('\n') {
        return plain;
    }
    Cow::Owned(plain.into_owned() + "\n")
}
