//! Symbol tables, for the module `symtable`: what is known of names, in CPython's words and numbers.

use crate::error::{CompileError, Lines, Result};
use crate::resolve::resolve;
use crate::scope::Collector;
use crate::symbol::{Home, Scope, ScopeId, ScopeKind, Scopes, Symbol, Tag, Uses};
use crate::{Mode, nesting, parse, whole_lines};
use std::collections::HashMap;

/// What a table is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableKind {
    /// A function, a lambda or a comprehension.
    Function,
    /// A class.
    Class,
    /// A module.
    Module,
    /// The annotations of a function, a class or a module.
    Annotation,
    /// The value of a type alias.
    TypeAlias,
    /// Type parameters.
    TypeParameters,
    /// The bound or the default of one.
    TypeVariable,
}

/// What is known of the names of one block.
#[derive(Debug)]
pub struct Table {
    /// What it is of.
    pub kind: TableKind,
    /// What the block is called.
    pub name: String,
    /// The line that it begins in; 0 for a module.
    pub line: u32,
    /// It is inside a function.
    pub nested: bool,
    /// The names, and all there is to say of each as the numbers below.
    pub symbols: Vec<(String, u32)>,
    /// The parameters among them.
    pub parameters: Vec<String>,
    /// The tables of the blocks inside, by their place in the list of all.
    pub children: Vec<usize>,
}

/// What is said of a name, as bits; above them is where it lives.
impl Table {
    /// A `global` statement.
    pub const GLOBAL: u32 = 1;
    /// Bound here.
    pub const LOCAL: u32 = 1 << 1;
    /// A parameter.
    pub const PARAMETER: u32 = 1 << 2;
    /// A `nonlocal` statement.
    pub const NONLOCAL: u32 = 1 << 3;
    /// Used.
    pub const USED: u32 = 1 << 4;
    /// A name of a class that methods get from further outside.
    pub const FREE_IN_CLASS: u32 = 1 << 6;
    /// Imported.
    pub const IMPORTED: u32 = 1 << 7;
    /// Annotated.
    pub const ANNOTATED: u32 = 1 << 8;
    /// What a comprehension goes over.
    pub const COMPREHENSION_TARGET: u32 = 1 << 9;
    /// A type parameter.
    pub const TYPE_PARAMETER: u32 = 1 << 10;
    /// A cell of a comprehension that runs in this block's frame.
    pub const COMPREHENSION_CELL: u32 = 1 << 11;
    /// Where the number of where it lives begins.
    pub const SCOPE_OFFSET: u32 = 12;
    /// Lives here.
    pub const SCOPE_LOCAL: u32 = 1;
    /// A global, as declared.
    pub const SCOPE_GLOBAL_EXPLICIT: u32 = 2;
    /// A global, for want of anything else.
    pub const SCOPE_GLOBAL_IMPLICIT: u32 = 3;
    /// Lives in a function further outside.
    pub const SCOPE_FREE: u32 = 4;
    /// Lives here, and functions inside use it.
    pub const SCOPE_CELL: u32 = 5;
}

/// The tables of a source: the first is the module's, and blocks come after those that they are in.
pub fn symbol_tables(
    source: &str,
    filename: &str,
    mode: Mode,
) -> std::result::Result<Vec<Table>, CompileError> {
    let source = &*whole_lines(source, mode);
    let source = if mode == Mode::Eval { source.trim_start_matches([' ', '\t']) } else { source };
    let lines = Lines::new(source);
    let build = || Ok(tables(&scopes(source, mode)?, &lines));
    parse::depth(source, mode)
        .and_then(|depth| if depth > nesting::DEEP { nesting::with_big_stack(build) } else { build() })
        .map_err(|fault| fault.locate(source, &lines, filename))
}

fn scopes(source: &str, mode: Mode) -> Result<Scopes> {
    let mut collector = Collector::of(crate::Options::default());
    if mode == Mode::Eval {
        collector.expr(&parse::expression(source)?.body)?;
    } else {
        let parsed = parse::module(source, mode)?;
        let statements = &parsed.syntax().body;
        collector.body(statements)?;
    }
    let mut scopes = collector.scopes;
    resolve(&mut scopes)?;
    Ok(scopes)
}

fn kind(scope: &Scope) -> TableKind {
    match (scope.kind, scope.tag) {
        (ScopeKind::Module, _) => TableKind::Module,
        (ScopeKind::Class, _) => TableKind::Class,
        (ScopeKind::Annotation, Tag::TypeParams) => TableKind::TypeParameters,
        (ScopeKind::Annotation, Tag::Bound | Tag::Default) => TableKind::TypeVariable,
        (ScopeKind::Annotation, Tag::Value) => TableKind::TypeAlias,
        (ScopeKind::Annotation, _) => TableKind::Annotation,
        _ => TableKind::Function,
    }
}

/// What the source says of a name.
fn said(symbol: &Symbol) -> u32 {
    let uses = symbol.uses;
    if uses.0 == Uses::INLINED {
        return Table::USED;
    }
    // In a module, what a comprehension assigns is a global.
    let walrus = if uses.has(Uses::GLOBAL) || !uses.has(Uses::BOUND) { 0 } else { Uses::WALRUS };
    [
        (Uses::PARAMETER, Table::PARAMETER),
        (Uses::USED, Table::USED),
        (Uses::GLOBAL, Table::GLOBAL),
        (Uses::NONLOCAL, Table::NONLOCAL),
        (Uses::ANNOTATED, Table::ANNOTATED),
        (Uses::TYPE_PARAMETER, Table::TYPE_PARAMETER | Table::LOCAL),
        (Uses::COMPREHENSION_TARGET, Table::COMPREHENSION_TARGET),
        (Uses::IMPORTED, Table::IMPORTED),
        (Uses::ASSIGNED | walrus, Table::LOCAL),
    ]
    .into_iter()
    .filter(|&(bits, _)| uses.has(bits))
    .fold(0, |flags, (_, flag)| flags | flag)
}

/// Where a name lives.
fn lives(symbol: &Symbol) -> u32 {
    let is_explicit = symbol.uses.has(Uses::GLOBAL);
    match symbol.home {
        Home::Local => Table::SCOPE_LOCAL,
        Home::Cell => Table::SCOPE_CELL,
        Home::Free | Home::NamespaceOrCell | Home::ClassOrCell => Table::SCOPE_FREE,
        Home::Namespace if symbol.uses.has(Uses::BOUND) && !is_explicit => Table::SCOPE_LOCAL,
        _ if is_explicit => Table::SCOPE_GLOBAL_EXPLICIT,
        _ => Table::SCOPE_GLOBAL_IMPLICIT,
    }
}

/// A comprehension whose names are the block's around it. Annotation scopes keep theirs apart.
fn is_part_of_parent(scopes: &Scopes, scope: &Scope) -> bool {
    let around = scope.parent.map(|parent| scopes.get(parent).kind);
    scope.kind == ScopeKind::Comprehension(false) && around != Some(ScopeKind::Annotation)
}

/// Names, in the order in which they were met.
#[derive(Default)]
struct Names {
    all: Vec<(String, u32)>,
    places: HashMap<String, usize>,
}

impl Names {
    fn get(&mut self, name: &str) -> Option<&mut u32> {
        let place = *self.places.get(name)?;
        Some(&mut self.all[place].1)
    }

    fn insert(&mut self, name: &str, flags: u32) {
        self.places.insert(name.to_owned(), self.all.len());
        self.all.push((name.to_owned(), flags));
    }

    /// Notes what a `global` statement says.
    fn declare_global(&mut self, name: &str) {
        let scope = Table::SCOPE_GLOBAL_EXPLICIT << Table::SCOPE_OFFSET;
        let declared = Table::GLOBAL | scope;
        match self.get(name) {
            Some(flags) => *flags = *flags & ((1 << Table::SCOPE_OFFSET) - 1) | declared,
            None => self.insert(name, declared),
        }
    }

    /// Takes the names of a comprehension in.
    fn absorb(&mut self, inner: Names) {
        for (name, flags) in inner.all {
            let is_cell = flags >> Table::SCOPE_OFFSET == Table::SCOPE_CELL;
            let cell = if is_cell { Table::COMPREHENSION_CELL } else { 0 };
            match self.get(&name) {
                _ if flags & Table::PARAMETER != 0 => {}
                Some(known) => *known |= cell,
                None => self.insert(&name, flags | cell),
            }
        }
    }
}

/// The names of one scope alone.
fn names(scope: &Scope) -> Names {
    let mut names = Names::default();
    for symbol in &scope.symbols {
        names.insert(&symbol.name, said(symbol) | lives(symbol) << Table::SCOPE_OFFSET);
    }
    for name in &scope.free {
        let is_class = scope.kind == ScopeKind::Class;
        match names.get(name) {
            Some(flags) if is_class && *flags >> Table::SCOPE_OFFSET != Table::SCOPE_FREE => {
                *flags |= Table::FREE_IN_CLASS;
            }
            Some(_) => {}
            None => names.insert(name, Table::SCOPE_FREE << Table::SCOPE_OFFSET),
        }
    }
    names
}

fn tables(scopes: &Scopes, lines: &Lines) -> Vec<Table> {
    let mut found: Vec<Names> = scopes.all.iter().map(names).collect();
    // What is declared a global anywhere is one of the module's names.
    let is_global = |symbol: &&Symbol| symbol.uses.has(Uses::GLOBAL);
    for symbol in scopes.all.iter().flat_map(|scope| &scope.symbols).filter(is_global) {
        found[0].declare_global(&symbol.name);
    }
    // A scope comes after its parent, so that the last ones are whole first.
    let mut inside: Vec<Vec<usize>> = scopes.all.iter().map(|_| Vec::new()).collect();
    for at in (1..scopes.all.len()).rev() {
        let scope = &scopes.all[at];
        let Some(parent) = scope.parent.map(|parent| parent.0 as usize) else { continue };
        if is_part_of_parent(scopes, scope) {
            let (absorbed, children) = (std::mem::take(&mut found[at]), std::mem::take(&mut inside[at]));
            found[parent].absorb(absorbed);
            inside[parent].extend(children);
        } else if at != ScopeId::TEXT.0 as usize {
            inside[parent].push(at);
        }
    }
    // Scopes that are no tables leave gaps, which are closed.
    let is_table =
        |at: &usize| *at != ScopeId::TEXT.0 as usize && !is_part_of_parent(scopes, &scopes.all[*at]);
    let kept: Vec<usize> = (0..scopes.all.len()).filter(is_table).collect();
    let places: HashMap<usize, usize> = kept.iter().enumerate().map(|(place, at)| (*at, place)).collect();
    kept.iter()
        .map(|&at| {
            let scope = &scopes.all[at];
            let symbols = std::mem::take(&mut found[at]).all;
            let is_parameter = |flags: u32| flags & Table::PARAMETER != 0;
            let parameters =
                symbols.iter().filter(|(_, flags)| is_parameter(*flags)).map(|(name, _)| name.clone());
            Table {
                kind: kind(scope),
                name: scope.name.to_string(),
                line: if at == 0 { 0 } else { lines.place(scope.range.start()).0 },
                nested: is_nested(scopes, scope),
                parameters: parameters.collect(),
                symbols,
                children: inside[at].iter().rev().filter_map(|child| places.get(child).copied()).collect(),
            }
        })
        .collect()
}

fn is_nested(scopes: &Scopes, scope: &Scope) -> bool {
    let mut parent = scope.parent;
    while let Some(id) = parent {
        let around = scopes.get(id);
        if around.is_function() && !is_part_of_parent(scopes, around) {
            return true;
        }
        parent = around.parent;
    }
    false
}
