//! Decides where every name lives: register, cell, namespace or globals.

use crate::error::{Fault, Result};
use crate::symbol::{Home, ScopeId, ScopeKind, Scopes, Symbol, Uses};
use ruff_python_ast::name::Name;
use std::collections::HashSet;

pub(crate) fn resolve(scopes: &mut Scopes) -> Result {
    declare_in_module(scopes);
    for at in 0..scopes.all.len() {
        let id = ScopeId(at as u32);
        for symbol in 0..scopes.get(id).symbols.len() {
            resolve_symbol(scopes, id, symbol)?;
        }
    }
    // In the order in which code objects show them.
    scopes.all.iter_mut().for_each(|scope| scope.free.sort());
    Ok(())
}

/// What any block declares `global` is a global of the module's own code too, which `exec` may run with other locals.
fn declare_in_module(scopes: &mut Scopes) {
    let declared = |symbol: &&Symbol| symbol.uses.has(Uses::GLOBAL);
    let all = scopes.all.iter().flat_map(|scope| scope.symbols.iter().filter(declared));
    let names: HashSet<Name> = all.map(|symbol| symbol.name.clone()).collect();
    let module = scopes.get_mut(ScopeId::MODULE);
    for symbol in module.symbols.iter_mut().filter(|symbol| names.contains(&symbol.name)) {
        symbol.uses.0 |= Uses::GLOBAL;
    }
}

/// What an enclosing scope answers about a name.
enum Found {
    /// A variable of this function scope.
    Variable(ScopeId),
    /// The `__class__` of this class.
    Class(ScopeId),
    Global,
}

fn resolve_symbol(scopes: &mut Scopes, id: ScopeId, at: usize) -> Result {
    let scope = scopes.get(id);
    let symbol = &scope.symbols[at];
    let (uses, kind, name) = (symbol.uses, scope.kind, symbol.name.clone());
    if symbol.home == Home::Cell {
        return Ok(());
    }
    let home = if uses.has(Uses::GLOBAL) {
        // In a module as well: `exec` may run its code with locals of their own.
        Home::Global
    } else if uses.has(Uses::NONLOCAL) {
        if kind == ScopeKind::Module {
            let message = "nonlocal declaration not allowed at module level";
            return Err(Fault::syntax(message, symbol.range));
        }
        match find(scopes, id, &name) {
            Found::Variable(owner) if !is_type_parameter(scopes, owner, &name) => {
                capture(scopes, id, owner, &name);
                Home::Free
            }
            Found::Variable(_) => {
                let message = format!("nonlocal binding not allowed for type parameter '{name}'");
                return Err(Fault::syntax(message, symbol.range));
            }
            Found::Class(owner) => {
                capture(scopes, id, owner, &name);
                Home::Free
            }
            Found::Global => {
                let message = format!("no binding for nonlocal '{name}' found");
                return Err(Fault::syntax(message, symbol.range));
            }
        }
    } else if uses.has(Uses::BOUND) {
        if scope.is_function() { Home::Local } else { Home::Namespace }
    } else {
        used_only(scopes, id, kind, &name)
    };
    scopes.get_mut(id).symbols[at].home = home;
    Ok(())
}

fn used_only(scopes: &mut Scopes, id: ScopeId, kind: ScopeKind, name: &Name) -> Home {
    if kind == ScopeKind::Module {
        return Home::Namespace;
    }
    let found = find(scopes, id, name);
    let through_class = match kind {
        ScopeKind::Annotation => class_around(scopes, id),
        _ => None,
    };
    let mut owner = match found {
        Found::Variable(owner) | Found::Class(owner) => Some(owner),
        Found::Global => None,
    };
    if let Some(class) = through_class
        && let Some(symbol) = scopes.get(class).get(name)
        && owner.is_none_or(|owner| is_outside(scopes, owner, class))
    {
        if symbol.uses.has(Uses::GLOBAL) {
            return Home::Global;
        }
        // What the class binds itself is of no function around it.
        if symbol.uses.has(Uses::BOUND) && !symbol.uses.has(Uses::NONLOCAL) {
            owner = None;
        }
    }
    if let Some(owner) = owner {
        if scopes.frame(owner) == scopes.frame(id) {
            // An inlined comprehension reading its frame's variable: looked up there.
            return Home::Local;
        }
        capture(scopes, id, owner, name);
    }
    if let Some(class) = through_class
        && owner.is_none_or(|owner| is_outside(scopes, owner, class))
        && !name.starts_with('.')
    {
        let namespace = Name::new_static("__classdict__");
        scopes.get_mut(class).dict_cell = true;
        pass_down(scopes, id, class, &namespace);
        return if owner.is_some() { Home::ClassOrCell } else { Home::ClassOrGlobal };
    }
    match (owner, kind) {
        (Some(_), ScopeKind::Class) => Home::NamespaceOrCell,
        (Some(_), _) => Home::Free,
        (None, ScopeKind::Class) => Home::Namespace,
        (None, _) => Home::Global,
    }
}

/// The class whose namespace an annotation scope sees: only annotation scopes stand between.
fn class_around(scopes: &Scopes, id: ScopeId) -> Option<ScopeId> {
    let mut parent = scopes.get(id).parent?;
    loop {
        match scopes.get(parent).kind {
            ScopeKind::Class => return Some(parent),
            ScopeKind::Annotation => parent = scopes.get(parent).parent?,
            _ => return None,
        }
    }
}

fn is_outside(scopes: &Scopes, owner: ScopeId, class: ScopeId) -> bool {
    let mut id = Some(class);
    while let Some(at) = id {
        if at == owner {
            return true;
        }
        id = scopes.get(at).parent;
    }
    false
}

fn is_type_parameter(scopes: &Scopes, owner: ScopeId, name: &Name) -> bool {
    scopes.get(owner).get(name).is_some_and(|symbol| symbol.uses.has(Uses::TYPE_PARAMETER))
}

fn find(scopes: &Scopes, id: ScopeId, name: &Name) -> Found {
    let mut parent = scopes.get(id).parent;
    while let Some(at) = parent {
        let scope = scopes.get(at);
        parent = scope.parent;
        match scope.kind {
            ScopeKind::Module => return Found::Global,
            ScopeKind::Class => {
                if name == "__class__" {
                    return Found::Class(at);
                }
                if name == "__conditional_annotations__" && scope.conditional_annotations {
                    return Found::Class(at);
                }
            }
            _ => {
                if let Some(symbol) = scope.get(name) {
                    if symbol.uses.has(Uses::GLOBAL) {
                        return Found::Global;
                    }
                    if symbol.uses.has(Uses::BOUND) && !symbol.uses.has(Uses::NONLOCAL) {
                        return Found::Variable(at);
                    }
                }
            }
        }
    }
    Found::Global
}

/// The variable becomes a cell that every frame between its owner and its user passes on.
fn capture(scopes: &mut Scopes, user: ScopeId, owner: ScopeId, name: &Name) {
    if scopes.get(owner).kind == ScopeKind::Class {
        if name == "__class__" {
            scopes.get_mut(owner).class_cell = true;
        }
    } else {
        let owner = scopes.get_mut(owner);
        let at = owner.index[name];
        owner.symbols[at].home = Home::Cell;
    }
    pass_down(scopes, user, owner, name);
}

fn pass_down(scopes: &mut Scopes, user: ScopeId, owner: ScopeId, name: &Name) {
    let last = scopes.frame(owner);
    let mut at = scopes.frame(user);
    while at != last {
        scopes.get_mut(at).add_free(name);
        let parent = scopes.get(at).parent.expect("the owner encloses the user");
        at = scopes.frame(parent);
    }
}
