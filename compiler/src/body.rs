//! One body being compiled: its variables, where names lead, and what surrounds the point of emission.

use crate::bound::Bound;
use crate::code::{Code, CodeFlags, CodeKind, Constant, Inlined, Local, Params, Position};
use crate::emit::{Builder, Label};
use crate::error::{Fault, Lines, Result};
use crate::op::{Free, Op, Reg};
use crate::symbol::{Home, Scope, ScopeId, ScopeKind, Scopes, Uses, mangle};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange, TextSize};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// Blocks nested more deeply are refused; `finally` bodies are copied once for each way out, and so are those within.
const MOST_BLOCKS: usize = 20;

/// What all bodies of one source share.
pub(crate) struct Unit<'a> {
    pub source: &'a str,
    pub filename: Arc<str>,
    pub lines: &'a Lines,
    pub scopes: &'a Scopes,
    pub future_annotations: bool,
    pub interactive: bool,
    pub marks: bool,
    pub optimize: u8,
}

impl Unit<'_> {
    /// What `__debug__` is: whether assertions are made.
    pub fn debug(&self) -> bool {
        self.optimize == 0
    }

    pub fn drops_docstrings(&self) -> bool {
        self.optimize >= 2
    }

    /// An expression as it was written or, in a tree that has no source, as it could have been.
    pub fn text(&self, expr: &ast::Expr) -> String {
        match self.lines {
            Lines::Source(_) => self.source[expr.range()].to_owned(),
            Lines::Places(_) => crate::normal::text(expr),
        }
    }

    /// Where a definition stands that may have decorators: from its keyword on.
    pub fn definition(
        &self,
        range: TextRange,
        decorators: &[ast::Decorator],
        name: &ast::Identifier,
    ) -> TextRange {
        let (Some(last), Lines::Source(_)) = (decorators.last(), self.lines) else { return range };
        let between = &self.source[TextRange::new(last.range.end(), name.range.start())];
        let line = between.rsplit(['\n', '\r']).next().unwrap_or(between).trim_start();
        TextRange::new(name.range.start() - TextSize::of(line), range.end())
    }

    pub fn position(&self, range: TextRange) -> Position {
        let (line, column) = self.lines.place(range.start());
        let (end_line, end_column) = self.lines.place(range.end());
        Position { line, end_line, column, end_column }
    }
}

/// A value: where it is, and whether reading it the last time consumes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Operand {
    /// In a register that keeps it: a local, a pinned constant.
    InPlace(Reg),
    /// In a temporary, which its last use releases.
    Temp(Reg),
}

impl Operand {
    pub fn reg(self) -> Reg {
        match self {
            Operand::InPlace(reg) | Operand::Temp(reg) => reg,
        }
    }

    pub fn is_temp(self) -> bool {
        matches!(self, Operand::Temp(_))
    }

    /// `bit` if this operand dies at its use.
    pub fn free(self, bit: u8) -> u8 {
        if self.is_temp() { bit } else { 0 }
    }
}

/// Where an expression should leave its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dest {
    /// Wherever it is cheapest.
    Any,
    /// In the temporary at the present top.
    Temp,
    /// In this register, written by the last instruction of every path.
    To(Reg),
}

pub(crate) struct Variable {
    pub name: Name,
    pub reg: Reg,
    pub cell: bool,
}

/// Where a name leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    Variable(usize),
    Cell(Reg),
    Global,
    Namespace,
    NamespaceOrCell(Reg),
    ClassOrGlobal,
    ClassOrCell(Reg),
}

/// The variables of one scope in the frame: its own, or an inlined comprehension's.
pub(crate) struct Env {
    pub variables: HashMap<Name, usize>,
}

/// What a `return`, `break` or `continue` has to undo on its way out.
#[derive(Clone)]
pub(crate) enum Block<'a> {
    Loop {
        break_to: Label,
        continue_to: Label,
        iter: Option<Reg>,
        level: usize,
    },
    /// Inside a handler: `saved` is to be restored, the exception dropped and its name unbound.
    Handler {
        saved: Reg,
        exception: Reg,
        name: Option<&'a ast::Identifier>,
        star: bool,
    },
    /// Inside a `try` whose `finally` body is to be run.
    Finally {
        body: &'a [ast::Stmt],
        level: usize,
    },
    /// Inside a `with` whose exit function is to be called.
    With {
        exit: Reg,
        asynchronous: bool,
        level: usize,
        range: TextRange,
    },
    /// Inside the `finally` body that a `return` runs: what it would return is dropped if it does not come to that.
    Held {
        value: Reg,
    },
}

pub(crate) struct Body<'a> {
    pub unit: &'a Unit<'a>,
    pub b: Builder,
    pub kind: CodeKind,
    pub name: Name,
    pub qualname: String,
    pub scope: ScopeId,
    pub envs: Vec<Env>,
    pub variables: Vec<Variable>,
    /// Cells received from outside, and the cells of a class body.
    pub closure: HashMap<Name, Reg>,
    pub blocks: Vec<Block<'a>>,
    /// Variables that some `del` unbinds: never bound for sure after a join from below.
    pub deleted: Bound,
    pub loop_depth: u32,
    pub params: Params,
    pub first_line: u32,
    pub docstring: Option<Box<str>>,
    /// Annotated variables of a module or class body, and the number under which each notes that it ran.
    pub annotated: Vec<(&'a ast::StmtAnnAssign, Option<i64>)>,
    pub conditional: u32,
    /// What operators on constants gave, by the address of the expression.
    pub folded: RefCell<HashMap<usize, Option<Constant>>>,
    /// Variables of inlined comprehensions.
    pub inlined: Vec<Inlined>,
    locals: u16,
}

/// What a new body is called and where it begins.
pub(crate) struct Heading {
    pub name: Name,
    pub qualname: String,
    pub first_line: u32,
}

impl<'a> Body<'a> {
    pub fn new(
        unit: &'a Unit<'a>,
        scope: ScopeId,
        kind: CodeKind,
        heading: Heading,
        params: Params,
    ) -> Body<'a> {
        let described = unit.scopes.get(scope);
        let mut variables = Vec::new();
        let mut own = HashMap::new();
        let mut declare = |name: &Name, cell: bool| {
            own.insert(name.clone(), variables.len());
            let reg = Reg(variables.len() as u16);
            variables.push(Variable { name: name.clone(), reg, cell });
        };
        let is_cell = |name: &str| described.get(name).is_some_and(|symbol| symbol.home == Home::Cell);
        for name in &params.names {
            let cell = is_cell(name);
            declare(&Name::from(name.as_ref()), cell);
        }
        if described.is_function() {
            for symbol in &described.symbols {
                if matches!(symbol.home, Home::Local | Home::Cell)
                    && symbol.uses.has(Uses::BOUND)
                    && !symbol.uses.has(Uses::PARAMETER)
                {
                    declare(&symbol.name, symbol.home == Home::Cell);
                }
            }
        }
        let mut locals = variables.len();
        let mut closure = HashMap::new();
        for name in class_cells(described).into_iter().chain(described.free.iter().cloned()) {
            closure.insert(name, Reg(locals as u16));
            locals += 1;
        }
        let mut b = Builder::new(locals.min(usize::from(u16::MAX)) as u16);
        b.marks = unit.marks;
        if locals > 40_000 {
            b.overflow = Some("too many local variables");
        }
        let mut deleted = Bound::default();
        for (at, variable) in variables.iter().enumerate() {
            let uses = described.get(&variable.name).map_or(Uses(0), |symbol| symbol.uses);
            if uses.has(Uses::DELETED) {
                deleted.insert(at);
            }
            if at < params.names.len() {
                b.bound.insert(at);
            }
        }
        Body {
            unit,
            b,
            kind,
            name: heading.name,
            qualname: heading.qualname,
            scope,
            envs: vec![Env { variables: own }],
            variables,
            closure,
            blocks: Vec::new(),
            deleted,
            loop_depth: 0,
            params,
            first_line: heading.first_line,
            docstring: None,
            annotated: Vec::new(),
            conditional: 0,
            folded: RefCell::default(),
            inlined: Vec::new(),
            locals: locals as u16,
        }
    }

    /// The finished code object.
    pub fn finish(mut self, range: TextRange) -> Result<Arc<Code>> {
        let position =
            Position { line: self.first_line, end_line: self.first_line, column: 0, end_column: 0 };
        let scope = self.unit.scopes.get(self.scope);
        let mut prologue = Vec::new();
        for (index, name) in scope.free.iter().enumerate() {
            prologue.push((Op::LoadClosure { dest: self.closure[name], index: index as u16 }, position));
        }
        for name in class_cells(scope) {
            prologue.push((Op::MakeCell { reg: self.closure[&name] }, position));
        }
        let own = self.variables.iter().filter(|variable| variable.cell && variable.reg.0 < self.locals);
        for variable in own {
            prologue.push((Op::MakeCell { reg: variable.reg }, position));
        }
        let finished = self.b.finish(prologue);
        if let Some(problem) = self.b.overflow {
            return Err(Fault::too_large(problem, range));
        }
        let mut locals: Vec<Local> = self
            .variables
            .iter()
            .filter(|variable| variable.reg.0 < self.locals)
            .map(|variable| Local {
                name: variable.name.as_str().into(),
                register: variable.reg.0,
                cell: variable.cell,
                free: false,
            })
            .collect();
        for name in class_cells(scope) {
            let register = self.closure[&name].0;
            locals.push(Local { name: name.as_str().into(), register, cell: true, free: false });
        }
        for name in &scope.free {
            let register = self.closure[name].0;
            locals.push(Local { name: name.as_str().into(), register, cell: true, free: true });
        }
        let tables = std::mem::take(&mut self.b.tables);
        let code = Code {
            name: self.name.as_str().into(),
            qualname: self.qualname.into(),
            filename: self.unit.filename.clone(),
            first_line: self.first_line,
            kind: self.kind,
            params: self.params,
            registers: finished.registers,
            ops: finished.ops,
            positions: finished.positions,
            constants: tables.constants.into(),
            names: tables.names.into(),
            sites: tables.sites.into(),
            call_shapes: tables.shapes.into(),
            imports: tables.imports.into(),
            children: tables.children.into(),
            handlers: finished.handlers,
            passed_lines: finished.passed_lines,
            locals: locals.into(),
            inlined: self.inlined.into(),
            passing: finished.passing,
            free_variables: scope.free.iter().map(|name| name.as_str().into()).collect(),
            docstring: self.docstring,
            instance_names: scope.instance_names.iter().map(|name| name.as_str().into()).collect(),
            flags: CodeFlags {
                generator: scope.generator && self.kind == CodeKind::Function,
                coroutine: scope.coroutine && self.kind != CodeKind::Class,
                nested: is_nested(self.unit.scopes, self.scope),
                awaited: false,
                future_annotations: self.unit.future_annotations,
            },
        };
        #[cfg(debug_assertions)]
        if let Err(problem) = crate::verify(&code) {
            panic!(
                "{}:{}: {}: {problem}\n{}",
                code.filename,
                code.first_line,
                code.qualname,
                crate::disassemble(&code)
            );
        }
        Ok(Arc::new(code))
    }

    // ---- names -------------------------------------------------------------------------------------------------

    pub fn frame_scope(&self) -> &'a Scope {
        self.unit.scopes.get(self.scope)
    }

    pub fn mangle(&self, name: &Name) -> Name {
        mangle(self.frame_scope().private.as_ref(), name)
    }

    /// Where a (mangled) name leads from here.
    pub fn lookup(&self, name: &Name) -> Place {
        for env in self.envs.iter().rev() {
            if let Some(variable) = env.variables.get(name) {
                return Place::Variable(*variable);
            }
        }
        let cell = || self.closure.get(name).copied();
        match self.frame_scope().get(name).map_or(Home::Global, |symbol| symbol.home) {
            Home::Namespace => Place::Namespace,
            Home::NamespaceOrCell => cell().map_or(Place::Namespace, Place::NamespaceOrCell),
            Home::ClassOrGlobal => Place::ClassOrGlobal,
            Home::ClassOrCell => cell().map_or(Place::ClassOrGlobal, Place::ClassOrCell),
            Home::Global => Place::Global,
            _ => cell().map_or(Place::Global, Place::Cell),
        }
    }

    /// Notes the variables of an inlined comprehension, which are seen on the code object as if they were the frame's.
    pub fn note_inlined(&mut self, scope: &Scope) {
        if self.kind != CodeKind::Function {
            return;
        }
        let bound = (0..usize::from(self.locals)).rfind(|&variable| self.b.bound.contains(variable));
        let after = bound.map_or(0, |variable| variable + 1) as u16;
        for symbol in scope.symbols.iter().filter(|symbol| symbol.uses.has(Uses::BOUND)) {
            let name = symbol.name.as_str();
            let known = self.variables.iter().any(|variable| variable.name == symbol.name)
                || self.inlined.iter().any(|variable| &*variable.name == name);
            if !known && matches!(symbol.home, Home::Local | Home::Cell) {
                self.inlined.push(Inlined { name: name.into(), after, cell: symbol.home == Home::Cell });
            }
        }
    }

    /// The register of the cell that a function defined here captures under this name.
    pub fn cell(&self, name: &Name) -> Reg {
        for env in self.envs.iter().rev() {
            if let Some(variable) = env.variables.get(name)
                && self.variables[*variable].cell
            {
                return self.variables[*variable].reg;
            }
        }
        *self.closure.get(name).unwrap_or_else(|| panic!("no cell for {name} in {}", self.qualname))
    }

    /// The plain local variable an expression names, if it is one.
    pub fn plain_local(&self, expr: &Expr) -> Option<usize> {
        let Expr::Name(name) = expr else { return None };
        match self.lookup(&self.mangle(&name.id)) {
            Place::Variable(variable) if !self.variables[variable].cell => Some(variable),
            _ => None,
        }
    }

    pub fn qualify(&self, name: &str) -> String {
        let global = self.frame_scope().get(name).is_some_and(|symbol| symbol.uses.has(Uses::GLOBAL));
        if global && self.kind != CodeKind::Module {
            return name.to_owned();
        }
        match self.kind {
            CodeKind::Module | CodeKind::Expression => name.to_owned(),
            CodeKind::Class => format!("{}.{name}", self.qualname),
            CodeKind::Function if self.frame_scope().kind == ScopeKind::Comprehension(true) => {
                format!("{}.{name}", self.qualname)
            }
            CodeKind::Function
                if matches!(
                    self.frame_scope().kind,
                    ScopeKind::Annotation | ScopeKind::Comprehension(false)
                ) =>
            {
                match self.qualname.rsplit_once('.') {
                    Some((outer, _)) => format!("{outer}.{name}"),
                    None => name.to_owned(),
                }
            }
            CodeKind::Function => format!("{}.<locals>.{name}", self.qualname),
        }
    }

    /// Enters a block that `return`, `break` and `continue` have to leave.
    pub fn enter(&mut self, block: Block<'a>, range: TextRange) -> Result {
        if self.blocks.len() >= MOST_BLOCKS {
            return Err(Fault::syntax("too many statically nested blocks", range));
        }
        self.blocks.push(block);
        Ok(())
    }

    // ---- emission ----------------------------------------------------------------------------------------------

    pub fn at(&mut self, range: TextRange) {
        self.b.position = self.unit.position(range);
    }

    /// An attribute on a line below its object is shown from its name on; `range` is the attribute or its call.
    pub fn at_attribute(&mut self, range: TextRange, attribute: &ast::ExprAttribute) {
        self.at(range);
        let name = self.unit.position(attribute.attr.range);
        let position = &mut self.b.position;
        if position.line != name.line {
            position.line = name.line;
            position.column = name.column;
        }
    }

    pub fn emit(&mut self, op: Op) {
        self.b.emit(op);
    }

    /// The register a result goes to.
    pub fn result(&mut self, dest: Dest) -> Reg {
        match dest {
            Dest::To(reg) => reg,
            Dest::Any | Dest::Temp => self.b.alloc(),
        }
    }

    /// The operand that a result left in `reg` is.
    pub fn done(&self, dest: Dest, reg: Reg) -> Operand {
        match dest {
            Dest::To(_) => Operand::InPlace(reg),
            Dest::Any | Dest::Temp => Operand::Temp(reg),
        }
    }

    /// The bit of an operand's last use; the temporary is free again.
    pub fn consume(&mut self, operand: Operand, bit: u8) -> u8 {
        if let Operand::Temp(reg) = operand {
            debug_assert_eq!(reg.0 + 1, self.b.top(), "temporaries are used last in, first out");
            self.b.set_top(reg.0);
        }
        operand.free(bit)
    }

    /// Consumes two operands, evaluated in this order.
    pub fn consume_two(&mut self, first: Operand, second: Operand) -> Free {
        let second = self.consume(second, Free::SECOND);
        Free(second | self.consume(first, Free::FIRST))
    }

    /// Releases a value nobody wants.
    pub fn discard(&mut self, operand: Operand) {
        if let Operand::Temp(reg) = operand {
            self.emit(Op::Drop { src: reg });
            self.b.set_top(reg.0);
        }
    }

    pub fn constant(&mut self, constant: &Constant, dest: Dest) -> Operand {
        if dest == Dest::Any
            && self.loop_depth > 0
            && self.b.reachable
            && let Some(reg) = self.b.pin(constant)
        {
            return Operand::InPlace(reg);
        }
        let reg = self.result(dest);
        let op = self.b.load(reg, constant);
        self.emit(op);
        self.done(dest, reg)
    }

    pub fn none(&mut self, dest: Dest) -> Operand {
        let reg = self.result(dest);
        self.emit(Op::LoadNone { dest: reg });
        self.done(dest, reg)
    }

    pub fn string(&mut self, text: &str, dest: Dest) -> Operand {
        let reg = self.result(dest);
        let op = self.b.load(reg, &Constant::Str(text.into()));
        self.emit(op);
        self.done(dest, reg)
    }
}

/// The cells a class body makes for the functions inside it.
fn class_cells(scope: &Scope) -> Vec<Name> {
    let mut cells = Vec::new();
    if scope.class_cell {
        cells.push(Name::new_static("__class__"));
    }
    if scope.dict_cell {
        cells.push(Name::new_static("__classdict__"));
    }
    if scope.kind == ScopeKind::Class && scope.conditional_annotations {
        cells.push(Name::new_static("__conditional_annotations__"));
    }
    cells
}

fn is_nested(scopes: &Scopes, id: ScopeId) -> bool {
    let mut parent = scopes.get(id).parent;
    while let Some(at) = parent {
        let scope = scopes.get(at);
        if matches!(scope.kind, ScopeKind::Function | ScopeKind::Lambda) {
            return true;
        }
        parent = scope.parent;
    }
    false
}
