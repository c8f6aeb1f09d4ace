//! `cargo xtask stdlib-report`: which modules of the embedded library import, and why the others do not.

use crate::{build, child};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const PROGRAM: &str = include_str!("imports.py");
/// All modules together take a fraction of this.
const LIMIT: Duration = Duration::from_secs(600);
const PAGE: &str = "docs/stdlib.md";

/// What importing every module came to.
#[derive(Debug, Default, PartialEq)]
struct Imports {
    works: BTreeSet<String>,
    /// With the exception.
    fails: BTreeMap<String, String>,
    native: Vec<String>,
}

/// Imports them all and writes the page.
pub fn run(binary: Option<PathBuf>) -> Result<(), String> {
    let binary = match binary {
        Some(binary) => binary,
        None => build()?,
    };
    let folder = Path::new("target/stdlib-report");
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let program = folder.join("imports.py");
    fs::write(&program, PROGRAM).map_err(|error| format!("{}: {error}", program.display()))?;
    let end = child::run(Command::new(&binary).arg("run").arg(&program), folder, LIMIT)?;
    let imports = imports(&end.stdout).map_err(|reason| format!("{reason}\n{}", end.stderr))?;
    fs::write(PAGE, page(&imports)).map_err(|error| format!("{PAGE}: {error}"))?;
    println!("{} modules import, {} do not:", imports.works.len(), imports.fails.len());
    for (name, reason) in &imports.fails {
        println!("  {name}: {reason}");
    }
    Ok(())
}

/// Reads what the program printed.
fn imports(text: &str) -> Result<Imports, String> {
    let mut imports = Imports::default();
    let mut last = "none";
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("begins ") {
            last = name;
        } else if let Some(name) = line.strip_prefix("works ") {
            imports.works.insert(name.into());
        } else if let Some(rest) = line.strip_prefix("fails ") {
            let (reason, name) = rest.rsplit_once(' ').ok_or("a line without a name")?;
            let reason = reason.get(1..reason.len().saturating_sub(1)).ok_or("a line without a reason")?;
            imports.fails.insert(name.into(), reason.replace("\\'", "'"));
        } else if let Some(names) = line.strip_prefix("native ") {
            imports.native = names.split(' ').map(str::to_owned).collect();
        }
    }
    if text.lines().next_back() == Some("the end") {
        Ok(imports)
    } else {
        Err(format!("the program ended early; the last module was {last}"))
    }
}

fn page(imports: &Imports) -> String {
    let mut text = String::from(
        "# The standard library\n\n\
         Which modules of CPython 3.14's library import here. Made by `cargo xtask stdlib-report`; do not edit.\n\
         What CPython's own tests of them come to: [cpython-tests.md](cpython-tests.md).\n\n\
         ## Modules that import\n\n",
    );
    let mut packages: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &imports.works {
        let top = name.split('.').next().unwrap_or(name);
        *packages.entry(top).or_default() += usize::from(name.contains('.'));
    }
    let listed: Vec<String> = packages
        .iter()
        .map(|(name, inside)| match inside {
            0 => format!("`{name}`"),
            inside => format!("`{name}` (and {inside} inside)"),
        })
        .collect();
    text.push_str(&listed.join(", "));
    text.push_str("\n\n## Modules that do not\n\n| module | what importing it says |\n|---|---|\n");
    for (name, reason) in &imports.fails {
        writeln!(text, "| `{name}` | {} |", reason.replace('|', "\\|")).expect("a string takes all");
    }
    text.push_str("\n## Native modules\n\nWritten in Rust, one file or folder each in `stdlib/src`; those above that say they are not supported among them. `_ctypes` and `_remote_debugging` are written in Python, in `stdlib/python`.\n\n");
    let native: Vec<String> = imports.native.iter().map(|name| format!("`{name}`")).collect();
    text.push_str(&native.join(", "));
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_is_on_the_page() {
        let text = "begins a\nworks a\nbegins a.b\nworks a.b\nbegins c\nfails \"ImportError: no 'x' here\" c\nnative sys time\nthe end\n";
        let imports = imports(text).expect("it is whole");
        assert_eq!(imports.works.len(), 2);
        assert_eq!(imports.fails["c"], "ImportError: no 'x' here");
        let page = page(&imports);
        assert!(page.contains("`a` (and 1 inside)"));
        assert!(page.contains("| `c` | ImportError: no 'x' here |"));
        assert!(page.contains("`sys`, `time`"));
    }

    #[test]
    fn a_program_that_ends_early_is_told() {
        assert!(imports("begins a\nworks a\nbegins b\n").is_err_and(|reason| reason.contains("was b")));
    }
}
