//! The form in which texts lie in files: a line with the key, lines with a `>` of the signature, lines with a `|` of the text,
//! and an empty line.

use std::fmt::Write;

const HEADER: &str = "\
# What built-in things say of themselves, in the words of CPython 3.14: copyright Python Software Foundation, under its
# licence (see ../NOTICE). Made by `cargo xtask docstrings`; do not edit.
";

/// What a thing says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub doc: Option<String>,
    pub signature: Signature,
}

/// What it says it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// What it takes.
    Own,
    /// Nothing.
    Unsaid,
    /// Something that is no signature.
    Text(String),
}

/// A file of such texts.
pub fn page(records: &[(&str, &Record)]) -> String {
    let mut page = String::from(HEADER);
    for (key, record) in records {
        write!(page, "\n{key}\n").expect("a string takes all");
        match &record.signature {
            Signature::Own => {}
            Signature::Unsaid => page.push_str(">\n"),
            Signature::Text(text) => marked(&mut page, '>', text),
        }
        if let Some(doc) = &record.doc {
            marked(&mut page, '|', doc);
        }
    }
    page
}

fn marked(page: &mut String, mark: char, text: &str) {
    for line in text.split('\n') {
        page.push(mark);
        if !line.is_empty() {
            page.push(' ');
            page.push_str(line);
        }
        page.push('\n');
    }
}

/// Reads what [`page`] has written.
pub fn read(page: &str) -> Result<Vec<(String, Record)>, String> {
    let mut records = Vec::new();
    for text in page.split("\n\n").skip(1) {
        let mut lines = text.lines();
        let key = lines.next().ok_or("an empty record")?;
        let (mut signature, mut doc): (Vec<&str>, Vec<&str>) = (vec![], vec![]);
        for line in lines {
            let rest = line.get(1..).unwrap_or_default();
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            match line.chars().next() {
                Some('>') => signature.push(rest),
                Some('|') => doc.push(rest),
                _ => return Err(format!("{key}: a line without a mark: {line}")),
            }
        }
        let signature = match &signature[..] {
            [] => Signature::Own,
            [""] => Signature::Unsaid,
            lines => Signature::Text(lines.join("\n")),
        };
        let doc = (!doc.is_empty()).then(|| doc.join("\n"));
        records.push((key.to_owned(), Record { doc, signature }));
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let record = |doc: Option<&str>, signature| Record { doc: doc.map(str::to_owned), signature };
        let written = [
            ("a", record(Some("One.\n\n  Two.\n"), Signature::Own)),
            ("a.b()", record(None, Signature::Unsaid)),
            ("a.B.c d", record(Some(""), Signature::Text("(x\n  y)".into()))),
        ];
        let borrowed: Vec<(&str, &Record)> = written.iter().map(|(key, record)| (*key, record)).collect();
        let page = page(&borrowed);
        let read = read(&page).expect("it was written so");
        let read: Vec<(&str, Record)> = read.iter().map(|(key, record)| (&**key, record.clone())).collect();
        assert_eq!(read, written);
        assert!(page.contains("\na.b()\n>\n") && page.contains("| One.\n|\n|   Two.\n|\n"));
    }
}
