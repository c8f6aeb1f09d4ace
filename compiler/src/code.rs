//! What the compiler makes of a function body, class body, module or expression.

use crate::op::{Intrinsic, Op};
use num_bigint::BigInt;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A compiled body. Plain data: constants become values when a runtime loads it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Code {
    /// `co_name`
    pub name: Box<str>,
    /// `co_qualname`
    pub qualname: Box<str>,
    /// The file the source came from, as in tracebacks. Not part of what is kept.
    #[serde(skip)]
    pub filename: Arc<str>,
    /// First line, from 1 (of the first decorator, if any).
    pub first_line: u32,
    /// What kind of body this is.
    pub kind: CodeKind,
    /// Parameters; they occupy the first registers in this order: positional, keyword-only, `*args`, `**kwargs`.
    pub params: Params,
    /// Number of registers of a frame, call windows included.
    pub registers: u16,
    /// The instructions.
    pub ops: Box<[Op]>,
    /// Where each instruction comes from; same length as `ops`.
    pub positions: Box<[Position]>,
    /// Constants.
    pub constants: Box<[Constant]>,
    /// Names of attributes, globals and variables.
    pub names: Box<[Box<str>]>,
    /// Inline cache places.
    pub sites: Box<[Site]>,
    /// Keyword call shapes.
    pub call_shapes: Box<[CallShape]>,
    /// Import statements.
    pub imports: Box<[ImportSpec]>,
    /// Nested bodies.
    pub children: Box<[Arc<Code>]>,
    /// Exception handlers, innermost first for any instruction.
    pub handlers: Box<[Handler]>,
    /// Lines that are passed without an instruction of their own, by instruction.
    pub passed_lines: Box<[PassedLine]>,
    /// Local variables by register: `co_varnames` (parameters first) and the registers they live in; cells included.
    pub locals: Box<[Local]>,
    /// Variables of comprehensions that run in the frame.
    pub inlined: Box<[Inlined]>,
    /// Where they are, those of an outer comprehension before those of the ones in it.
    pub passing: Box<[Passing]>,
    /// Names of the closure cells expected by the function, in the order of `LoadClosure`.
    pub free_variables: Box<[Box<str>]>,
    /// The docstring, if the body begins with one.
    pub docstring: Option<Box<str>>,
    /// Names that the methods of this class body store on their first parameter (`self.x = …`): how many instance slots to reserve.
    pub instance_names: Box<[Box<str>]>,
    /// `co_flags`-like facts.
    pub flags: CodeFlags,
}

impl Code {
    /// Whether the instruction with this number, the first of a handler, makes a `RuntimeError` of a `StopIteration` that leaves
    /// a generator's body: nothing of the source.
    pub fn converts_stop_iteration(&self, instruction: usize) -> bool {
        let stop = Intrinsic::StopIterationError;
        matches!(self.ops.get(instruction), Some(Op::Intrinsic { kind, .. }) if *kind == stop)
    }

    /// Whether what is raised by an instruction gets to a `try`, a `with` or a handler of the source in this body.
    pub fn catches(&self, instruction: u32) -> bool {
        self.handlers.iter().any(|handler| {
            (handler.start..handler.end).contains(&instruction)
                && !self.converts_stop_iteration(handler.target as usize)
        })
    }
}

/// Where a variable of a comprehension is while that runs in the frame around it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Passing {
    /// Its name.
    pub name: Box<str>,
    /// The register it lives in.
    pub register: u16,
    /// The first instruction of the comprehension.
    pub start: u32,
    /// One past its last instruction.
    pub end: u32,
}

/// A variable of a comprehension that runs in the frame around it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Inlined {
    /// Its name.
    pub name: Box<str>,
    /// How many of the frame's own it comes after.
    pub after: u16,
    /// Whether it is captured.
    pub cell: bool,
}

/// The kind of body.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum CodeKind {
    /// A module, or `exec` source: names go to the frame's namespace.
    Module,
    /// `eval` source: returns its value.
    Expression,
    /// A class body; register 0 on return holds nothing; names go to the frame's namespace. Returns the `__class__` cell or None.
    Class,
    /// A function, lambda or comprehension.
    Function,
}

/// Facts about a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CodeFlags {
    /// Contains `yield`: a call makes a generator.
    pub generator: bool,
    /// `async def`: a call makes a coroutine (or, with `generator`, an async generator).
    pub coroutine: bool,
    /// A generator that may be awaited: what `types.coroutine` makes of one.
    pub awaited: bool,
    /// Defined inside a function: its functions and classes may be made many times.
    pub nested: bool,
    /// `from __future__ import annotations` is in force.
    pub future_annotations: bool,
}

/// The parameters of a body.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Params {
    /// Names of positional parameters (positional-only first), then keyword-only, then `*args`, then `**kwargs`: one a register.
    pub names: Box<[Box<str>]>,
    /// How many of the positional ones are positional-only.
    pub positional_only: u16,
    /// Positional parameters, positional-only ones included.
    pub positional: u16,
    /// Keyword-only parameters.
    pub keyword_only: u16,
    /// Has `*args`.
    pub var_positional: bool,
    /// Has `**kwargs`.
    pub var_keyword: bool,
}

/// A local variable and the register it lives in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Local {
    /// Its name.
    pub name: Box<str>,
    /// Its register.
    pub register: u16,
    /// Whether the register holds a cell (captured by an inner function, or captured from an outer one).
    pub cell: bool,
    /// Whether it is a free variable (comes from an outer function).
    pub free: bool,
}

/// A place where a name is looked up, with an inline cache of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Site {
    /// Index of the name in [`Code::names`].
    pub name: u16,
}

/// The arguments of a call with keywords.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CallShape {
    /// Positional arguments (receiver not counted).
    pub positional: u16,
    /// Keyword names, as indices into [`Code::names`].
    pub keywords: Box<[u16]>,
}

/// An import statement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportSpec {
    /// Dotted module name (may be empty for `from . import x`).
    pub module: Box<str>,
    /// Dots in front.
    pub level: u32,
    /// Names after `from … import`, empty for a plain import. `["*"]` for a star.
    pub from_names: Box<[Box<str>]>,
    /// `import a.b as c`: the result is the submodule, not the top package.
    pub bind_submodule: bool,
}

/// An exception handler: covers instructions `start..end`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Handler {
    /// First instruction covered.
    pub start: u32,
    /// One past the last instruction covered.
    pub end: u32,
    /// Where to go on.
    pub target: u32,
    /// Registers from here on are temporaries that die when the handler is entered.
    pub depth: u16,
    /// Receives the exception (>= depth, written after the temporaries are released).
    pub exception: u16,
}

/// A line that has no instruction of its own, for who watches lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedLine {
    /// The instruction it is passed with.
    pub instruction: u32,
    /// The line.
    pub line: u32,
    /// Whether it is passed when the instruction jumps; otherwise before the instruction is executed.
    pub by_jump: bool,
}

/// Source range of an instruction. Lines from 1, columns in UTF-8 bytes from 0, as CPython's `co_positions`. Line 0: none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// First column.
    pub column: u32,
    /// One past the last column.
    pub end_column: u32,
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Constant {
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `True`, `False`
    Bool(bool),
    /// An integer that fits.
    Int(i64),
    /// One that does not.
    Big(BigInt),
    /// A float.
    Float(f64),
    /// A complex number: its real and its imaginary part. A literal has only the latter.
    Complex(f64, f64),
    /// A str. A lone surrogate U+D800+k is written U+10D800+k.
    Str(Box<str>),
    /// A bytes object.
    Bytes(Box<[u8]>),
    /// A tuple of constants.
    Tuple(Box<[Constant]>),
    /// A frozenset of constants (`x in {1, 2}`).
    FrozenSet(Box<[Constant]>),
}
