//! Makes the twins: the source that ships, with one rule broken by one edit each.
//!
//! A twin is a copy of a core module in which one piece of text is replaced by another. The piece must
//! occur exactly once. An edit that no longer fits its source is warned of and leaves a twin that breaks
//! nothing, so that the test that must catch it fails. The list is `twins/`; the tests say which model
//! catches which twin.

use std::path::{Path, PathBuf};
use std::{env, fs};

mod twins;

use twins::Twin;

/// A core crate, and the modules of it that a twin has copies of.
struct Source {
    name: &'static str,
    krate: &'static str,
    folder: &'static str,
    modules: &'static [&'static str],
    copies: Copies,
}

/// Which of a source's modules a twin has copies of, and what these see.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copies {
    /// All, and they see nothing but each other.
    Alone,
    /// All, and they see each other, and for the rest the crate that ships.
    Together,
    /// That of the twin, which sees the crate that ships.
    One,
}

const SOURCES: [Source; 12] = [
    Source {
        name: "refcount",
        krate: "refcount",
        folder: "../refcount/src",
        modules: &["atomic", "biased"],
        copies: Copies::One,
    },
    // For models of real objects, whose runtime is over the counts that ship: see `weakened`.
    Source {
        name: "refcount::in_place",
        krate: "refcount",
        folder: "../refcount/src",
        modules: &[],
        copies: Copies::One,
    },
    Source {
        name: "gil_runtime",
        krate: "gil_runtime",
        folder: "../gil-runtime/src",
        modules: &["lock"],
        copies: Copies::Alone,
    },
    Source {
        name: "freethreaded_runtime",
        krate: "freethreaded_runtime",
        folder: "../freethreaded-runtime/src",
        modules: &[
            "breaker",
            "inbox",
            "lanes",
            "object_lock",
            "owner_section",
            "parking_lot",
            "roster",
            "section",
            "stop_world",
        ],
        copies: Copies::Alone,
    },
    Source {
        name: "profiler",
        krate: "profiler",
        folder: "../profiler/src/trace",
        modules: &["ring"],
        copies: Copies::Alone,
    },
    Source {
        name: "stdlib",
        krate: "stdlib",
        folder: "../stdlib/src/parking",
        modules: &["arrivals", "event", "raw_lock", "reentrant_lock", "waiter"],
        copies: Copies::Alone,
    },
    Source {
        name: "stdlib::interpreters",
        krate: "stdlib",
        folder: "../stdlib/src/interpreters",
        modules: &["turn"],
        copies: Copies::Alone,
    },
    Source {
        name: "interpreter",
        krate: "interpreter",
        folder: "../interpreter/src",
        modules: &["import_lock"],
        copies: Copies::Alone,
    },
    // Of the rest of the object model there is no copy: see `weakened`.
    Source {
        name: "object_model",
        krate: "object_model",
        folder: "../object-model/src",
        modules: &[],
        copies: Copies::One,
    },
    Source {
        name: "object_model::names",
        krate: "object_model",
        folder: "../object-model/src",
        modules: &["names"],
        copies: Copies::One,
    },
    // What a runtime answers to the object model.
    Source {
        name: "gil_runtime::runtime",
        krate: "gil_runtime",
        folder: "../gil-runtime/src",
        modules: &["runtime"],
        copies: Copies::One,
    },
    Source {
        name: "freethreaded_runtime::runtime",
        krate: "freethreaded_runtime",
        folder: "../freethreaded-runtime/src",
        modules: &["runtime", "thread"],
        copies: Copies::Together,
    },
];

fn main() {
    println!("cargo::rustc-check-cfg=cfg(granular_loom)");
    println!("cargo::rustc-cfg=granular_loom");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=twins");
    for source in &SOURCES {
        println!("cargo::rerun-if-changed={}", source.folder);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let index: String = twins::all().map(|twin| make(twin, &out)).collect();
    fs::write(out.join("twins.rs"), index).expect("OUT_DIR can be written");
}

/// Writes one twin; answers the module declaration by which it is found.
fn make(twin: &Twin, out: &Path) -> String {
    if twin.source == "by_hand" {
        return String::new();
    }
    let source = SOURCES
        .iter()
        .find(|source| source.name == twin.source)
        .unwrap_or_else(|| panic!("{}: no source called {}", twin.name, twin.source));
    if source.modules.is_empty() {
        let weakened = weakened(twin, source);
        let (name, broken) = (twin.name, twin.broken);
        return format!(
            "#[doc = {broken:?}]\npub mod {name} {{ pub const WEAKENED: &str = {weakened:?}; }}\n"
        );
    }
    let folder = out.join(twin.name);
    fs::create_dir_all(&folder).expect("OUT_DIR can be written");
    // What is not copied is the crate that ships.
    let own = format!("crate::twins::{}::", twin.name);
    let home = if source.copies == Copies::Alone { own.clone() } else { format!("{}::", source.krate) };
    let mut declaration = format!("#[doc = {:?}]\npub mod {} {{\n", twin.broken, twin.name);
    for module in source.modules {
        let file = format!("{}/{module}.rs", source.folder);
        let mut text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        if *module == twin.module {
            let found = text.matches(twin.from).count();
            if found == 1 {
                text = text.replace(twin.from, twin.to);
            } else {
                let from = twin.from.replace('\n', "\\n");
                println!("cargo::warning=twin {}: `{from}` occurs {found} times in {file}", twin.name);
            }
        } else if source.copies == Copies::One {
            continue;
        }
        if source.copies == Copies::Together {
            for other in source.modules {
                text = text.replace(&format!("crate::{other}::"), &format!("\0{other}::"));
            }
        }
        let copy = folder.join(format!("{module}.rs"));
        fs::write(&copy, text.replace("crate::", &home).replace('\0', &own)).expect("OUT_DIR can be written");
        declaration += &format!("#[path = {copy:?}]\npub mod {module};\n");
    }
    let subject = match source.name {
        "gil_runtime" => format!("crate::subject::global_lock!({home}lock::GlobalLock);\n"),
        "freethreaded_runtime" => format!("crate::subject::free_threaded!(crate::twins::{});\n", twin.name),
        "refcount" if twin.module == "biased" => {
            format!("crate::subject::spreads!(crate::twins::{}::biased::Biased);\n", twin.name)
        }
        "stdlib" => format!("crate::subject::waiting!(crate::twins::{});\n", twin.name),
        "stdlib::interpreters" => format!("crate::subject::turns!(crate::twins::{});\n", twin.name),
        "interpreter" => format!("crate::subject::importing!({home}import_lock::Imports);\n"),
        _ => String::new(),
    };
    declaration + &subject + "}\n"
}

/// A twin of a crate that is not copied: one of its orderings is weakened when the model runs, as `cargo xtask orderings`
/// does with all. Answers which: `file line column part ordering weaker`. Of an exchange, which has two, the twin says the
/// part too: `success Relaxed`.
fn weakened(twin: &Twin, source: &Source) -> String {
    let file = format!("{}/{}.rs", source.folder, twin.module);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let found = text.matches(twin.from).count();
    if found != 1 {
        println!("cargo::warning=twin {}: `{}` occurs {found} times in {file}", twin.name, twin.from);
        return String::new();
    }
    let operations = [".load(", ".store(", ".swap(", ".compare_exchange("];
    let operation = operations.iter().filter_map(|operation| twin.from.find(operation)).min();
    let at = text.find(twin.from).unwrap_or_default() + operation.unwrap_or_default() + 1;
    let line = text[..at].matches('\n').count() + 1;
    let column = at - text[..at].rfind('\n').unwrap_or_default();
    let (part, to) = twin.to.split_once(' ').unwrap_or(("only", twin.to));
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let mut words = twin.from.trim_end_matches(')').rsplit(|c| !is_word(c)).filter(|word| !word.is_empty());
    // `Ordering::Release, Ordering::Acquire`, from the end.
    let ordering = words.nth(if part == "success" { 2 } else { 0 }).unwrap_or_default();
    let file = file.trim_start_matches("../");
    format!("{file} {line} {column} {part} {ordering} {to}")
}
