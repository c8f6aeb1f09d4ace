//! Warnings of the interpreter's own.

use crate::builtins::ByteArray;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::Warning;
use object_model::{Bytes, Class, Ref, Runtime, Str, Value};

impl<R: Runtime> Vm<R> {
    /// Warns, as `warnings.warn(message, category)` does; what that raises, if the warning is an error.
    pub fn warn(&mut self, category: &Ref<R, Class<R>>, message: &str) -> Return<R, ()> {
        let message = self.new_str(message);
        let warnings = self.warning_module()?;
        self.call_method(&warnings, "warn", &[message, category.value().clone()]).map(drop)
    }

    /// The module whose functions warn, whatever a program has put under the name `warnings`.
    pub fn warning_module(&mut self) -> Return<R> {
        // That of the library reads the options and makes the filters.
        if let Err(raised) = self.import_module("warnings") {
            let import_error = self.exceptions().import_error.clone();
            if !self.is_raised(&raised, &import_error) {
                return Err(raised);
            }
        }
        let module = self.import_module("_py_warnings")?;
        if self.get_attr_str(&module, "_wm")?.is_none() {
            self.call_method(&module, "_set_module", std::slice::from_ref(&module))?;
            let sys = self.import_module("sys")?;
            let options = self.get_attr_str(&sys, "warnoptions")?;
            self.call_method(&module, "_processoptions", &[options])?;
            self.call_method(&module, "_setup_defaults", &[])?;
        }
        Ok(module)
    }

    /// Warns of what the compiler doubts; SyntaxError at the place of the first that is an error.
    pub(crate) fn warn_of_source(&mut self, doubts: Vec<Warning>) -> Return<R, ()> {
        if doubts.is_empty() {
            return Ok(());
        }
        let warnings = self.warning_module()?;
        let category = self.exceptions().syntax_warning.clone();
        for doubt in doubts {
            let arguments = [
                self.new_str(&doubt.message),
                category.value().clone(),
                self.new_str(&doubt.error.filename),
                self.new_int(i64::from(doubt.error.line)),
            ];
            if let Err(raised) = self.call_method(&warnings, "warn_explicit", &arguments) {
                let is_error = self.is_raised(&raised, &category);
                return Err(if is_error { self.syntax_error(&doubt.error) } else { raised });
            }
        }
        Ok(())
    }

    /// Warns that what `source` holds was not given back before it died, if anybody may want to know: by default the
    /// warning is not shown.
    pub fn warn_unclosed(&mut self, source: &Value<R>, what: &str) -> Return<R, ()> {
        let heard = !self.shared.config.warnings.is_empty() || self.loaded_module("warnings").is_some();
        if !heard {
            return Ok(());
        }
        let message = self.repr_string(source)?;
        let message = self.new_string(format!("unclosed {what}{message}"));
        let category = self.exceptions().resource_warning.value().clone();
        let warnings = self.warning_module()?;
        let level = Value::small_int(1);
        self.call_method(&warnings, "warn", &[message, category, level, source.clone()]).map(drop)
    }

    /// Warns that bytes are made text, if that is asked for (`-b`).
    pub(crate) fn warn_of_text(&mut self, what: &str) -> Return<R, ()> {
        if self.shared.config.bytes_warning == 0 {
            return Ok(());
        }
        let category = self.exceptions().bytes_warning.clone();
        self.warn(&category, &format!("str() on a {what} instance"))
    }

    /// Warns that two values are told to be different that are bytes and text, or bytes and a number, if that is asked for.
    #[cold]
    pub(crate) fn warn_of_difference(&mut self, left: &Value<R>, right: &Value<R>) -> Return<R, ()> {
        let either = |is: &dyn Fn(&Value<R>) -> bool| is(left) || is(right);
        let bytes = either(&|value| value.as_ref::<Bytes<R>>().is_some());
        let array = either(&|value| value.as_ref::<ByteArray<R>>().is_some());
        let text = either(&|value| value.as_ref::<Str<R>>().is_some());
        let message = match (bytes, array, text) {
            (true, _, true) => "Comparison between bytes and string",
            (_, true, true) => "Comparison between bytearray and string",
            (true, false, false) if either(&|value| self.is_int(value)) => "Comparison between bytes and int",
            _ => return Ok(()),
        };
        let category = self.exceptions().bytes_warning.clone();
        self.warn(&category, message)
    }
}
