//! Exceptions as text, and those nobody can catch.

mod chain;
mod excerpt;
mod final_line;
mod meant;
mod source;
mod syntax;
mod trace;

use crate::raised::{Raised, Return};
use crate::vm::Vm;
use chain::Report;
use object_model::{Runtime, Value};
use std::io::Write;

impl<R: Runtime> Vm<R> {
    /// Reports an exception raised where nobody can catch it (a finalizer, a callback) to `sys.unraisablehook`.
    #[cold]
    pub fn report_unraisable(&mut self, raised: &Raised<R>, about: &Value<R>, what: &str) {
        let about = self.repr_string(about).unwrap_or_else(|_| "<object>".into());
        self.report_unraisable_as(raised, &format!("{what} {about}"));
    }

    /// As [`report_unraisable`](Self::report_unraisable), in these words.
    pub fn report_unraisable_as(&mut self, raised: &Raised<R>, message: &str) {
        let hooks = self.loaded_module("sys").map(|sys| {
            ["unraisablehook", "__unraisablehook__"]
                .map(|name| self.find_attr_str(&sys, name).ok().flatten().unwrap_or(Value::NONE))
        });
        let Some([hook, _]) = hooks.filter(|[hook, own]| !hook.is_none() && !hook.is(own)) else {
            self.write_unraisable(&raised.0, message);
            return;
        };
        if let Err(failed) = self.call_unraisable_hook(&hook, raised, message) {
            self.write_unraisable(&raised.0, message);
            let hook = self.repr_string(&hook).unwrap_or_else(|_| "<object>".into());
            self.write_unraisable(&failed.0, &format!("Exception ignored in sys.unraisablehook: {hook}"));
        }
    }

    fn call_unraisable_hook(&mut self, hook: &Value<R>, raised: &Raised<R>, message: &str) -> Return<R, ()> {
        let sys = self.import_module("sys")?;
        let class = self.get_attr_str(&sys, "UnraisableHookArgs")?;
        let kind = self.class_of(&raised.0).into_value();
        let traceback = self.get_attr_str(&raised.0, "__traceback__")?;
        let message = self.new_str(message);
        let fields = self.new_tuple(vec![kind, raised.0.clone(), traceback, message, Value::NONE]);
        let unraisable = self.call(&class, &[fields])?;
        self.audit("sys.unraisablehook", |_| [hook.clone(), unraisable.clone()])?;
        self.call(hook, &[unraisable]).map(drop)
    }

    /// Writes what `sys.__unraisablehook__` writes: a line, and the exception.
    pub fn write_unraisable(&mut self, exception: &Value<R>, line: &str) {
        let text = self.format_exception(exception);
        self.write_error(&format!("{line}:\n{text}"));
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
        // Nobody could be told that it cannot be written.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// The text Python prints for an uncaught exception.
    pub fn format_exception(&mut self, exception: &Value<R>) -> String {
        Report::about(self, exception)
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
