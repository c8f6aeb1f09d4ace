//! The sources that a report quotes.

use crate::vm::Vm;
use object_model::Runtime;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::rc::Rc;
use std::sync::Arc;

/// Files with more bytes are not quoted.
const LARGEST: u64 = 64 << 20;

/// The sources read for one report, by file name.
#[derive(Default)]
pub(super) struct Sources {
    read: HashMap<String, Option<Rc<str>>>,
}

impl Sources {
    /// The text of a source file, or of the embedded library.
    pub fn get<R: Runtime>(&mut self, vm: &mut Vm<R>, filename: &Arc<str>) -> Option<Rc<str>> {
        if let Some((command, text)) = vm.shared.command.get()
            && Arc::ptr_eq(command, filename)
        {
            return Some(text.as_ref().into());
        }
        let filename = filename.as_ref();
        if let Some(known) = self.read.get(filename) {
            return known.clone();
        }
        let text = match embedded_module(filename) {
            Some(name) => (vm.shared.library.module)(&name).map(|module| module.source()),
            None => vm.detached(|| read(filename)),
        };
        let text: Option<Rc<str>> = text.map(|text| text.trim_start_matches('\u{feff}').into());
        self.read.insert(filename.to_owned(), text.clone());
        text
    }
}

/// The text of a file, if it is one and not too large.
fn read(filename: &str) -> Option<String> {
    let facts = std::fs::metadata(filename).ok()?;
    if !facts.is_file() || facts.len() > LARGEST {
        return None;
    }
    let mut text = String::new();
    File::open(filename).ok()?.take(LARGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The module that a file name such as `<stdlib>/json/decoder.py` stands for.
fn embedded_module(filename: &str) -> Option<String> {
    let path = filename.strip_prefix("<stdlib>/")?.strip_suffix(".py")?;
    Some(path.strip_suffix("/__init__").unwrap_or(path).replace('/', "."))
}
