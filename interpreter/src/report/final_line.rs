//! What an exception says of itself: its class, its message, its notes.

use super::chain::Report;
use object_model::{List, Runtime, Tuple, Value};

impl<R: Runtime> Report<'_, R> {
    /// The exception's own lines, its notes among them.
    pub fn final_lines(&mut self, exception: &Value<R>) -> String {
        let name = self.vm.qualified_type_name(exception);
        let class = self.vm.class_of(exception);
        let syntax_error = self.vm.exceptions().syntax_error.clone();
        let mut lines = if self.vm.is_subclass(&class, &syntax_error) {
            self.syntax_error_lines(exception, &name)
        } else {
            let mut text = match self.vm.str_string(exception) {
                Ok(text) => text,
                Err(_) => "<exception str() failed>".to_owned(),
            };
            text.push_str(&self.what_was_meant(exception));
            if text.is_empty() { format!("{name}\n") } else { format!("{name}: {text}\n") }
        };
        lines.push_str(&self.notes(exception));
        lines
    }

    fn notes(&mut self, exception: &Value<R>) -> String {
        let notes = match self.vm.find_attr_str(exception, "__notes__") {
            Ok(notes) => notes.filter(|notes| !notes.is_none()),
            Err(raised) => {
                let about = self.text_or(&raised.0, true, "__notes__");
                return format!("Ignored error getting __notes__: {about}\n");
            }
        };
        let Some(notes) = notes else { return String::new() };
        if notes.as_ref::<List<R>>().is_none() && notes.as_ref::<Tuple<R>>().is_none() {
            return format!("{}\n", self.text_or(&notes, true, "__notes__"));
        }
        let notes = self.vm.collect(&notes).unwrap_or_default();
        notes.iter().map(|note| format!("{}\n", self.text_or(note, false, "note"))).collect()
    }

    /// `str()` or `repr()` of a value, or that it failed.
    fn text_or(&mut self, value: &Value<R>, repr: bool, what: &str) -> String {
        let text = if repr { self.vm.repr_string(value) } else { self.vm.str_string(value) };
        let function = if repr { "repr" } else { "str" };
        text.unwrap_or_else(|_| format!("<{what} {function}() failed>"))
    }
}
