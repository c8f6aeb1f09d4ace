//! From source text to a code object: a module's, kept from one run to the next or compiled, and the SyntaxError of what is none.

use crate::function::LoadedCode;
use crate::import::Embedded;
use crate::load::Lifetime;
use crate::origin::{Origin, Text};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::{Code, CompileError, Mode, Options, Warning};
use object_model::{Runtime, Value};
use std::borrow::Cow;
use std::sync::Arc;

impl<R: Runtime> Vm<R> {
    /// The code of a module of the embedded library, kept or compiled.
    /// Interpreters of one family share it.
    pub fn compile_embedded(&mut self, embedded: &Embedded) -> Return<R> {
        let family = self.shared.family.clone();
        if let Some(code) = family.library_code(&embedded.filename) {
            return Ok(self.load_code(&code, Lifetime::Immortal));
        }
        let loaded = self.compile_module(&embedded.filename, embedded.packed, || embedded.source().into())?;
        if let Some(loaded) = loaded.as_ref::<LoadedCode<R>>() {
            family.keep_library_code(&embedded.filename, &loaded.code);
        }
        Ok(loaded)
    }

    /// The code of a module, kept or compiled; `identity` tells one source from another.
    pub(crate) fn compile_module<'s>(
        &mut self,
        filename: &str,
        identity: &[u8],
        source: impl FnOnce() -> Cow<'s, str>,
    ) -> Return<R> {
        let shared = self.shared.clone();
        let cache = &shared.config.code_cache;
        if let Some(code) = self.detached(|| cache.get(filename, identity)) {
            return Ok(self.load_code(&code, Lifetime::Immortal));
        }
        let mut warnings = Vec::new();
        match self.compile_text(&source(), filename, &mut warnings) {
            Ok(code) => {
                self.warn_of_source(warnings)?;
                self.detached(|| cache.put(filename, identity, &code));
                Ok(self.load_code(&code, Lifetime::Immortal))
            }
            Err(error) => Err(self.syntax_error(&error)),
        }
    }

    fn compile_text(
        &self,
        source: &str,
        filename: &str,
        warnings: &mut Vec<Warning>,
    ) -> Result<Arc<Code>, CompileError> {
        let (marks, optimize) = (self.shared.config.ledger.is_some(), self.shared.config.optimize);
        let options = Options { marks, optimize, ..Options::default() };
        compiler::compile_noting(source, filename, Mode::Exec, options, warnings)
    }

    /// Compiles source text; SyntaxError if it is not Python.
    pub fn compile_source(&mut self, source: &str, filename: &str, mode: Mode) -> Return<R> {
        let optimize = self.shared.config.optimize;
        let (text, filename) = (Text::Source(source.into()), filename.into());
        let origin =
            Origin { text, filename, mode, future_annotations: false, top_level_await: false, optimize };
        self.compile_source_of(origin, Lifetime::Immortal)
    }

    /// A raised SyntaxError (or its subclass) with its details.
    pub fn syntax_error(&mut self, error: &compiler::CompileError) -> Raised<R> {
        let exceptions = self.exceptions();
        let class = match error.kind {
            compiler::ErrorKind::Indentation => &exceptions.indentation_error,
            compiler::ErrorKind::Tab => &exceptions.tab_error,
            compiler::ErrorKind::TooDeep => &exceptions.recursion_error,
            compiler::ErrorKind::Value => &exceptions.value_error,
            compiler::ErrorKind::Type => &exceptions.type_error,
            compiler::ErrorKind::System => &exceptions.system_error,
            _ => &exceptions.syntax_error,
        }
        .clone();
        let of_tree = [compiler::ErrorKind::Value, compiler::ErrorKind::Type, compiler::ErrorKind::System];
        if error.kind == compiler::ErrorKind::TooDeep || of_tree.contains(&error.kind) {
            return self.raise_message(&class, &error.message);
        }
        let message = self.new_str(&error.message);
        let text = self.line_of_error(error);
        let details = vec![
            self.new_str(&error.filename),
            self.new_int(i64::from(error.line)),
            self.new_int(i64::from(error.column)),
            text.map_or(Value::NONE, |text| self.new_str(&text)),
            self.new_int(i64::from(error.end_line)),
            self.new_int(i64::from(error.end_column)),
        ];
        let raised_details = self.new_tuple(details.clone());
        let raised = self.new_exception(&class, vec![message.clone(), raised_details]);
        let names = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
        self.set_exception_field(&raised.0, "msg", message);
        for (name, value) in names.into_iter().zip(details) {
            self.set_exception_field(&raised.0, name, value);
        }
        // In which a keyword that is misspelt is looked for if nobody catches the exception.
        if let Some(context) = &error.context {
            let source = format!("{}\n", context.source.trim_end_matches('\n'));
            let parts = vec![self.new_int(context.line.into()), Value::small_int(0), self.new_string(source)];
            let parts = self.new_tuple(parts);
            self.set_exception_field(&raised.0, "_metadata", parts);
        }
        raised
    }

    /// The line of a file that a compile error is about, or else, if the source has no tree, the line that was read.
    fn line_of_error(&mut self, error: &CompileError) -> Option<String> {
        let source = self.source_in_file(&error.filename).ok().flatten();
        let line = source.and_then(|source| {
            let before = error.line.checked_sub(1)? as usize;
            source.split_inclusive('\n').nth(before).map(str::to_owned)
        });
        line.or_else(|| error.text.clone().filter(|_| error.of_grammar))
    }
}
