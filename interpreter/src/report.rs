//! Tracebacks as text, and exceptions nobody can catch.

use crate::exception::{Exception, Traceback};
use crate::function::LoadedCode;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Runtime, Value};

impl<R: Runtime> Vm<R> {
    /// Reports an exception raised where nobody can catch it (a finalizer, a callback) on stderr.
    #[cold]
    pub fn report_unraisable(&mut self, raised: &Raised<R>, about: &Value<R>, what: &str) {
        let about = self.repr_string(about).unwrap_or_else(|_| "<object>".into());
        let text = self.format_exception(&raised.0);
        self.write_error(&format!("{what} {about}:\n{text}"));
    }

    /// Writes to `sys.stderr`, or to the process's standard error if there is none.
    pub fn write_error(&mut self, text: &str) {
        let stderr = match self.loaded_module("sys") {
            Some(sys) => self.find_attr_str(&sys, "stderr").ok().flatten().filter(|stderr| !stderr.is_none()),
            None => None,
        };
        if let Some(stderr) = stderr {
            let text = self.new_str(text);
            if self.call_method(&stderr, "write", &[text]).is_ok() {
                let _ = self.call_method(&stderr, "flush", &[]);
                return;
            }
        }
        eprint!("{text}");
    }

    /// The text Python prints for an uncaught exception.
    pub fn format_exception(&mut self, exception: &Value<R>) -> String {
        let mut out = String::new();
        self.format_chain(exception, &mut out, &mut Vec::new());
        out
    }

    fn format_chain(&mut self, value: &Value<R>, out: &mut String, seen: &mut Vec<object_model::Word>) {
        seen.push(value.word());
        let Some(exception) = value.as_ref::<Exception<R>>() else { return };
        let (cause, context, suppress, traceback) = {
            let state = self.lock(exception);
            (state.cause.clone(), state.context.clone(), state.suppress_context, state.traceback.clone())
        };
        if !cause.is_unbound() && !seen.contains(&cause.word()) {
            self.format_chain(&cause, out, seen);
            out.push_str("\nThe above exception was the direct cause of the following exception:\n\n");
        } else if !suppress && !context.is_unbound() && !seen.contains(&context.word()) {
            self.format_chain(&context, out, seen);
            out.push_str("\nDuring handling of the above exception, another exception occurred:\n\n");
        }
        if traceback.as_ref::<Traceback<R>>().is_some() {
            out.push_str("Traceback (most recent call last):\n");
            self.format_traceback(&traceback, out);
        }
        self.format_exception_only(value, out);
    }

    fn format_traceback(&mut self, traceback: &Value<R>, out: &mut String) {
        let mut entries = Vec::new();
        let mut link = traceback.clone();
        while let Some(entry) = link.clone().as_ref::<Traceback<R>>() {
            entries.push((entry.code.clone(), entry.instruction));
            link = self.lock(entry).clone();
        }
        let mut repeated = 0;
        let mut last: Option<(Box<str>, u32)> = None;
        for (code, instruction) in entries {
            let Some(loaded) = code.as_ref::<LoadedCode<R>>() else { continue };
            let code = loaded.code.clone();
            let position = code.positions.get(instruction as usize).copied().unwrap_or_default();
            let key = (code.name.clone(), position.line);
            if last.as_ref() == Some(&key) {
                repeated += 1;
                if repeated > 2 {
                    continue;
                }
            } else {
                note_repeats(repeated, out);
                repeated = 0;
                last = Some(key);
            }
            out.push_str(&format!(
                "  File \"{}\", line {}, in {}\n",
                code.filename, position.line, code.name
            ));
            if let Some(line) = self.source_line(&code.filename, position.line) {
                out.push_str(&source_excerpt(&line, &position));
            }
        }
        note_repeats(repeated, out);
    }

    /// The exception's own line (or lines, for a SyntaxError).
    pub fn format_exception_only(&mut self, value: &Value<R>, out: &mut String) {
        let class = self.class_of(value);
        let syntax_error = self.exceptions().syntax_error.clone();
        if self.is_subclass(&class, &syntax_error) {
            self.format_syntax_error(value, out);
            return;
        }
        let name = self.exception_name(value);
        let text = match self.str_string(value) {
            Ok(text) => text,
            Err(_) => "<exception str() failed>".to_owned(),
        };
        if text.is_empty() {
            out.push_str(&format!("{name}\n"));
        } else {
            out.push_str(&format!("{name}: {text}\n"));
        }
        if let Ok(Some(notes)) = self.find_attr_str(value, "__notes__")
            && let Ok(notes) = self.collect(&notes)
        {
            for note in notes {
                if let Ok(note) = self.str_string(&note) {
                    out.push_str(&note);
                    out.push('\n');
                }
            }
        }
    }

    fn exception_name(&mut self, value: &Value<R>) -> String {
        let class = self.class_of(value).into_value();
        let qualname = self.find_attr_str(&class, "__qualname__").ok().flatten();
        let module = self.find_attr_str(&class, "__module__").ok().flatten();
        let qualname = qualname.as_ref().and_then(|name| self.as_str(name)).unwrap_or("?").to_owned();
        match module.as_ref().and_then(|module| self.as_str(module)) {
            Some("builtins" | "__main__") | None => qualname,
            Some(module) => format!("{module}.{qualname}"),
        }
    }

    fn format_syntax_error(&mut self, value: &Value<R>, out: &mut String) {
        let text = |vm: &mut Vm<R>, name: &str| {
            let value = vm.find_attr_str(value, name).ok().flatten()?;
            vm.as_str(&value).map(str::to_owned)
        };
        let number = |vm: &mut Vm<R>, name: &str| {
            let value = vm.find_attr_str(value, name).ok().flatten()?;
            vm.as_i64(&value)
        };
        let name = self.exception_name(value);
        let message = text(self, "msg").unwrap_or_default();
        if let Some(line) = number(self, "lineno") {
            let filename = text(self, "filename").unwrap_or_else(|| "<string>".into());
            out.push_str(&format!("  File \"{filename}\", line {line}\n"));
            if let Some(source) = text(self, "text").filter(|source| !source.trim().is_empty()) {
                let source = source.trim_end_matches('\n');
                let stripped = source.trim_start();
                let indent = (source.len() - stripped.len()) as i64;
                out.push_str(&format!("    {stripped}\n"));
                if let Some(offset) = number(self, "offset").filter(|&offset| offset > 0) {
                    let same_line = number(self, "end_lineno").is_none_or(|end| end == line);
                    let end = number(self, "end_offset")
                        .filter(|&end| same_line && end > offset)
                        .unwrap_or(offset + 1);
                    let start = (offset - 1 - indent).max(0) as usize;
                    let width = (end - offset).max(1) as usize;
                    out.push_str(&format!("    {}{}\n", " ".repeat(start), "^".repeat(width)));
                }
            }
        }
        out.push_str(&format!("{name}: {message}\n"));
    }

    /// A line of a source file, or of the embedded library.
    fn source_line(&mut self, filename: &str, line: u32) -> Option<String> {
        let index = (line as usize).checked_sub(1)?;
        let text = match embedded_module(filename) {
            Some(name) => (self.shared.library)(&name).map(|module| module.source),
            None => self.detached(|| std::fs::read_to_string(filename).ok()),
        };
        text?.lines().nth(index).map(str::to_owned)
    }

    /// Prints the value of an interactive statement.
    pub fn display(&mut self, value: &Value<R>) -> Return<R, ()> {
        if value.is_none() {
            return Ok(());
        }
        let text = self.repr_string(value)?;
        let sys = self.import_module("sys")?;
        let stdout = self.get_attr_str(&sys, "stdout")?;
        let text = self.new_string(format!("{text}\n"));
        self.call_method(&stdout, "write", &[text]).map(drop)
    }
}

/// The module that a file name such as `<stdlib>/json/decoder.py` stands for.
fn embedded_module(filename: &str) -> Option<String> {
    let path = filename.strip_prefix("<stdlib>/")?.strip_suffix(".py")?;
    Some(path.strip_suffix("/__init__").unwrap_or(path).replace('/', "."))
}

fn note_repeats(repeated: usize, out: &mut String) {
    if repeated > 2 {
        let more = repeated - 2;
        let plural = if more == 1 { "" } else { "s" };
        out.push_str(&format!("  [Previous line repeated {more} more time{plural}]\n"));
    }
}

/// A source line and, unless they would underline all of it, carets.
fn source_excerpt(line: &str, position: &compiler::Position) -> String {
    let stripped = line.trim();
    if stripped.is_empty() {
        return String::new();
    }
    let indent = line.len() - line.trim_start().len();
    let mut out = format!("    {stripped}\n");
    let end =
        if position.end_line == position.line { position.end_column as usize } else { line.trim_end().len() };
    let start = (position.column as usize).max(indent);
    let end = end.min(line.trim_end().len());
    if start < end
        && line.is_char_boundary(start)
        && line.is_char_boundary(end)
        && end - start < stripped.len()
    {
        let before = line[indent..start].chars().count();
        let marked = &line[start..end];
        out.push_str(&format!("    {}{}\n", " ".repeat(before), carets(marked)));
    }
    out
}

/// CPython marks the operator of a binary operation with carets and its operands with tildes, and of a call or subscript what
/// is in brackets; everything else is carets.
fn carets(marked: &str) -> String {
    "^".repeat(marked.chars().count())
}
