//! Names and the scopes they live in: what the collector notes and the resolver decides.

use ruff_python_ast::name::Name;
use ruff_text_size::TextRange;
use std::borrow::Cow;
use std::collections::HashMap;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct ScopeId(pub u32);

impl ScopeId {
    /// The module, or the one expression.
    pub const MODULE: ScopeId = ScopeId(0);
    /// Annotation functions that return nothing but text.
    pub const TEXT: ScopeId = ScopeId(1);
}

/// What is said about a name in one scope.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Uses(pub u16);

impl Uses {
    pub const PARAMETER: u16 = 1;
    pub const BOUND: u16 = 1 << 1;
    pub const USED: u16 = 1 << 2;
    pub const GLOBAL: u16 = 1 << 3;
    pub const NONLOCAL: u16 = 1 << 4;
    pub const ANNOTATED: u16 = 1 << 5;
    pub const DELETED: u16 = 1 << 6;
    pub const WALRUS: u16 = 1 << 7;
    pub const TYPE_PARAMETER: u16 = 1 << 8;
    pub const COMPREHENSION_TARGET: u16 = 1 << 9;
    pub const IMPORTED: u16 = 1 << 10;
    /// Bound by something else than an import or being a parameter.
    pub const ASSIGNED: u16 = 1 << 11;
    /// Used by a comprehension that runs in this scope's frame.
    pub const INLINED: u16 = 1 << 12;

    pub fn has(self, bits: u16) -> bool {
        self.0 & bits != 0
    }
}

/// Where a name of a scope lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Home {
    /// Not decided yet.
    Unknown,
    /// A register.
    Local,
    /// A register that holds a cell, because an inner function captures it.
    Cell,
    /// A cell of an enclosing function.
    Free,
    /// The globals.
    Global,
    /// The namespace of a module or class body.
    Namespace,
    /// In a class body: the namespace, then an enclosing function's cell.
    NamespaceOrCell,
    /// In an annotation scope of a class: the class namespace, then globals.
    ClassOrGlobal,
    /// In an annotation scope of a class: the class namespace, then an enclosing function's cell.
    ClassOrCell,
}

#[derive(Debug)]
pub(crate) struct Symbol {
    pub name: Name,
    pub uses: Uses,
    pub home: Home,
    /// How many places bind it.
    pub bindings: u32,
    /// Where the name was first bound, used or declared.
    pub range: TextRange,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    /// A comprehension, or with `true` a generator expression.
    Comprehension(bool),
    /// Annotations, type parameter lists, bounds, defaults and type alias values: functions that see a class scope around them.
    Annotation,
}

#[derive(Debug)]
pub(crate) struct Scope {
    pub kind: ScopeKind,
    /// What of its syntax node it is.
    pub tag: Tag,
    /// What it is called.
    pub name: Name,
    /// Where it begins.
    pub range: TextRange,
    pub parent: Option<ScopeId>,
    /// The class whose name mangles private names here.
    pub private: Option<Private>,
    pub symbols: Vec<Symbol>,
    pub index: HashMap<Name, usize>,
    /// A comprehension that runs in the frame of its parent.
    pub inlined: bool,
    pub generator: bool,
    /// `async def`, or a comprehension that awaits.
    pub coroutine: bool,
    /// Names of cells received from enclosing functions.
    pub free: Vec<Name>,
    /// A class whose methods need `__class__`.
    pub class_cell: bool,
    /// A class whose annotation scopes need its namespace.
    pub dict_cell: bool,
    /// The scope of a module's or class's deferred annotations.
    pub annotations: Option<ScopeId>,
    /// The module or class has annotations under a condition, so that what ran has to be noted.
    pub conditional_annotations: bool,
    /// Uses `import *`.
    pub import_star: bool,
    /// First parameter of a method.
    pub first_parameter: Option<Name>,
    /// Names that methods of this class store on their first parameter.
    pub instance_names: Vec<Name>,
}

impl Scope {
    pub fn new(kind: ScopeKind, parent: Option<ScopeId>, private: Option<Private>) -> Scope {
        Scope {
            kind,
            tag: Tag::Body,
            name: Name::new_static("top"),
            range: TextRange::default(),
            parent,
            private,
            symbols: Vec::new(),
            index: HashMap::new(),
            inlined: false,
            generator: false,
            coroutine: false,
            free: Vec::new(),
            class_cell: false,
            dict_cell: false,
            annotations: None,
            conditional_annotations: false,
            import_star: false,
            first_parameter: None,
            instance_names: Vec::new(),
        }
    }

    pub fn get(&self, name: &str) -> Option<&Symbol> {
        self.index.get(name).map(|at| &self.symbols[*at])
    }

    pub fn note(&mut self, name: Name, uses: u16, range: TextRange) -> &mut Symbol {
        let at = *self.index.entry(name.clone()).or_insert_with(|| {
            self.symbols.push(Symbol { name, uses: Uses(0), home: Home::Unknown, bindings: 0, range });
            self.symbols.len() - 1
        });
        let symbol = &mut self.symbols[at];
        symbol.uses.0 |= uses;
        symbol.bindings += u32::from(uses & Uses::BOUND != 0);
        symbol
    }

    /// Whether the scope's names live in registers.
    pub fn is_function(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }

    pub fn add_free(&mut self, name: &Name) {
        if !self.free.contains(name) {
            self.free.push(name.clone());
        }
    }
}

/// Which of the scopes that may begin at one syntax node.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Tag {
    Body,
    Annotations,
    TypeParams,
    Bound,
    Default,
    Value,
}

/// A syntax node as a key: its address, stable while the tree is borrowed.
pub(crate) fn key<T>(node: &T, tag: Tag) -> (usize, Tag) {
    (std::ptr::from_ref(node) as usize, tag)
}

/// The scopes of one source.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    pub all: Vec<Scope>,
    pub by_node: HashMap<(usize, Tag), ScopeId>,
}

impl Scopes {
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.all[id.0 as usize]
    }

    pub fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.all[id.0 as usize]
    }

    pub fn of<T>(&self, node: &T, tag: Tag) -> Option<ScopeId> {
        self.by_node.get(&key(node, tag)).copied()
    }

    /// The scope whose frame runs this scope's code.
    pub fn frame(&self, mut id: ScopeId) -> ScopeId {
        while self.get(id).inlined {
            id = self.get(id).parent.expect("an inlined scope has a parent");
        }
        id
    }
}

/// By what private names are mangled.
#[derive(Clone, Debug)]
pub(crate) struct Private {
    pub class: Name,
    /// The only names that are, in the head of a generic class: its type parameters. None where all are.
    pub only: Option<Vec<Name>>,
}

/// `__name` inside `class C` is `_C__name`.
pub(crate) fn mangle(private: Option<&Private>, name: &Name) -> Name {
    let Some(private) = private else { return name.clone() };
    if private.only.as_ref().is_some_and(|only| !only.contains(name)) {
        return name.clone();
    }
    match mangled(&private.class, name) {
        Cow::Borrowed(_) => name.clone(),
        Cow::Owned(mangled) => Name::from(mangled),
    }
}

/// What a name in the body of a class of this name stands for.
pub fn mangled<'n>(class: &str, name: &'n str) -> Cow<'n, str> {
    let class = class.trim_start_matches('_');
    let is_private = name.starts_with("__") && !name.ends_with("__") && !name.contains('.');
    if is_private && !class.is_empty() { format!("_{class}{name}").into() } else { name.into() }
}
