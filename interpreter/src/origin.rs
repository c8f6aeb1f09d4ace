//! What code was compiled of, so that it can be written down and compiled again.
//!
//! Bytecode is believed by the evaluation loop, so it is never read from where anybody may write. A code object that leaves
//! the program (`marshal`, `.pyc`) leaves as its source, or as the tree a program made, with how that was compiled and which
//! of the code objects in it is meant. Whoever reads it has it compiled, as if `compile()` had been called.

use crate::function::LoadedCode;
use crate::load::Lifetime;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::{Code, Mode, Options, Warning};
use object_model::{Runtime, Value};
use std::sync::Arc;

/// What code was compiled of, and how.
#[derive(Debug)]
pub struct Origin {
    /// What was compiled.
    pub text: Text,
    /// The name of its file.
    pub filename: Arc<str>,
    /// What it was compiled as.
    pub mode: Mode,
    /// `from __future__ import annotations` was in force already.
    pub future_annotations: bool,
    /// What stands outside of functions may await.
    pub top_level_await: bool,
    /// How much was left out.
    pub optimize: u8,
}

/// What was compiled.
#[derive(Debug)]
pub enum Text {
    /// A source.
    Source(Box<str>),
    /// A tree that a program made, as [`compiler::tree_to_bytes`] writes it.
    Tree(Box<[u8]>),
}

/// The number of a code object among those in one text: each comes before those in it.
pub type Place = u32;

impl<R: Runtime> Vm<R> {
    fn options_of(&self, origin: &Origin) -> Options {
        Options {
            future_annotations: origin.future_annotations,
            top_level_await: origin.top_level_await,
            marks: self.shared.config.ledger.is_some(),
            optimize: origin.optimize,
        }
    }

    /// Compiles a source, and warns of what is doubtful about it; SyntaxError if it is none.
    pub(crate) fn compile_source_of(&mut self, origin: Origin, lifetime: Lifetime) -> Return<R> {
        let mut warnings = Vec::new();
        let code = self.compile_noting(origin, lifetime, &mut warnings)?;
        self.warn_of_source(warnings)?;
        Ok(code)
    }

    fn compile_noting(
        &mut self,
        origin: Origin,
        lifetime: Lifetime,
        warnings: &mut Vec<Warning>,
    ) -> Return<R> {
        let options = self.options_of(&origin);
        let (filename, mode) = (&origin.filename, origin.mode);
        let compiled = match &origin.text {
            Text::Source(source) => compiler::compile_noting(source, filename, mode, options, warnings),
            Text::Tree(bytes) => match compiler::tree_from_bytes(bytes, mode) {
                Some(tree) => compiler::compile_tree(&tree, filename, mode, options, warnings),
                None => return Err(self.value_error("bad marshal data (no syntax tree)")),
            },
        };
        match compiled {
            Ok(code) => Ok(self.load_code_of(&code, lifetime, &Arc::new(origin))),
            Err(error) => Err(self.syntax_error(&error)),
        }
    }

    /// Compiles what was written down. Nothing it says is believed; whoever wrote it down has been warned.
    pub fn compile_origin(&mut self, origin: Origin) -> Return<R> {
        let lifetime = self.lifetime_of_compiled();
        self.compile_noting(origin, lifetime, &mut Vec::new())
    }

    /// What a code object was compiled of, and its place there; None if nobody knows. The source of a module is not kept: it
    /// is taken from the module's file, if that still makes the same code.
    pub fn origin_of(&mut self, code: &Value<R>) -> Return<R, Option<(Arc<Origin>, Place)>> {
        let Some(loaded) = code.as_ref::<LoadedCode<R>>() else { return Ok(None) };
        if let Some((origin, place)) = &loaded.origin {
            return Ok(Some((origin.clone(), *place)));
        }
        let code = loaded.code.clone();
        let Some(source) = self.source_in_file(&code.filename)? else { return Ok(None) };
        let origin = Origin {
            text: Text::Source(source.into()),
            filename: code.filename.clone(),
            mode: Mode::Exec,
            future_annotations: false,
            top_level_await: false,
            optimize: self.shared.config.optimize,
        };
        let options = self.options_of(&origin);
        let Text::Source(source) = &origin.text else { return Ok(None) };
        let Ok(root) = compiler::compile_with(source, &origin.filename, origin.mode, options) else {
            return Ok(None);
        };
        Ok(place_in(&root, &code, &mut 0).map(|place| (Arc::new(origin), place)))
    }

    /// The text of a source file, or of the embedded library.
    pub(crate) fn source_in_file(&mut self, filename: &str) -> Return<R, Option<String>> {
        if let Some(path) = filename.strip_prefix("<stdlib>/") {
            let name = path.trim_end_matches(".py").trim_end_matches("/__init__").replace('/', ".");
            return Ok((self.shared.library.module)(&name).map(|found| found.source()));
        }
        let Ok(bytes) = self.detached(|| std::fs::read(filename)) else { return Ok(None) };
        Ok(self.decode_source(&bytes, filename).ok())
    }

    /// The code object of a place in that of a whole text.
    pub fn code_at(&self, root: &Value<R>, place: Place) -> Option<Value<R>> {
        fn find<R: Runtime>(code: &Value<R>, left: &mut Place) -> Option<Value<R>> {
            if *left == 0 {
                return Some(code.clone());
            }
            code.as_ref::<LoadedCode<R>>()?.children.iter().find_map(|child| {
                *left -= 1;
                find(child, left)
            })
        }
        find(root, &mut { place })
    }
}

/// The place of a code object that is like `wanted`.
fn place_in(code: &Code, wanted: &Code, next: &mut Place) -> Option<Place> {
    let place = *next;
    *next += 1;
    let is_it = code.first_line == wanted.first_line
        && code.qualname == wanted.qualname
        && compiler::kept::to_bytes(code) == compiler::kept::to_bytes(wanted);
    if is_it {
        return Some(place);
    }
    code.children.iter().find_map(|child| place_in(child, wanted, next))
}
