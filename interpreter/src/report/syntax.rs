//! A `SyntaxError` with the line it is about.

use super::chain::Report;
use object_model::{Runtime, Value};

impl<R: Runtime> Report<'_, R> {
    /// The lines of a `SyntaxError` whose class is called `name`.
    pub fn syntax_error_lines(&mut self, value: &Value<R>, name: &str) -> String {
        let mut out = String::new();
        let corrected = self.with_keyword(value);
        let told = corrected.as_ref().unwrap_or(value);
        let filename = self.text_field(value, "filename");
        let message = self.text_field(told, "msg").unwrap_or_else(|| "<no detail available>".into());
        let line = self.number_field(value, "lineno");
        let mut suffix = String::new();
        match (line, &filename) {
            (Some(line), _) => {
                let filename = filename.as_deref().unwrap_or("<string>");
                out.push_str(&format!("  File \"{filename}\", line {line}\n"));
            }
            (None, Some(filename)) => suffix = format!(" ({filename})"),
            (None, None) => {}
        }
        if let Some(text) = self.text_field(told, "text") {
            let offset = self.number_field(told, "offset");
            let end = self.number_field(told, "end_offset");
            let same_line = self.number_field(value, "end_lineno") == line;
            out.push_str(&marked_line(&text, offset, end, same_line));
        }
        out.push_str(&format!("{name}: {message}{suffix}\n"));
        out
    }

    /// What the library's `traceback` has to say if a keyword is misspelt, with the fields of a `SyntaxError`.
    fn with_keyword(&mut self, value: &Value<R>) -> Option<Value<R>> {
        let context = self.vm.find_attr_str(value, "_metadata").ok().flatten()?;
        if context.is_none() {
            return None;
        }
        let class = self.vm.class_of(value).into_value();
        let traceback = self.vm.import_module("traceback").ok()?;
        let shown = [class, value.clone(), Value::NONE];
        let shown = self.vm.call_method(&traceback, "TracebackException", &shown).ok()?;
        self.vm.call_method(&shown, "_find_keyword_typos", &[]).ok()?;
        Some(shown)
    }

    fn text_field(&mut self, value: &Value<R>, name: &str) -> Option<String> {
        let value = self.vm.find_attr_str(value, name).ok().flatten()?;
        self.vm.as_str(&value).map(str::to_owned)
    }

    fn number_field(&mut self, value: &Value<R>, name: &str) -> Option<i64> {
        let value = self.vm.find_attr_str(value, name).ok().flatten()?;
        self.vm.as_i64(&value)
    }
}

/// A line without its indentation, and carets from the `offset`-th character, counted from 1, to before the `end`-th.
fn marked_line(text: &str, offset: Option<i64>, end: Option<i64>, same_line: bool) -> String {
    let line = text.trim_end_matches('\n');
    let stripped = line.trim_start_matches([' ', '\n', '\x0c']);
    let mut out = format!("    {stripped}\n");
    let Some(mut offset) = offset else { return out };
    let past = line.chars().count() as i64 + 1;
    let length = text.chars().count() as i64;
    let mut end = if same_line { end.filter(|end| *end != 0).unwrap_or(offset) } else { past };
    if !text.is_empty() {
        offset = if offset > length { past } else { offset };
        end = if end > length { past } else { end };
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let indent = (line.len() - stripped.len()) as i64;
    let (start, end) = (offset - 1 - indent, end - 1 - indent);
    if start >= 0 {
        // Tabs are kept, so that the carets stand where they should.
        let before = stripped.chars().take(start as usize);
        let before: String = before.map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
        let width = (end - start).clamp(0, past) as usize;
        out.push_str(&format!("    {before}{}\n", "^".repeat(width)));
    }
    out
}
