//! Every dependency's licence is one that a binary under MIT or Apache-2.0 may carry.
//!
//! A licence is an SPDX expression: identifiers joined by `OR`, of which we choose one, and by `AND`,
//! of which we must keep all. The slash of older manifests means `OR`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cargo;

const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Crates whose licence is allowed for them alone, with the reason.
const EXCEPTIONS: [(&str, &str, &str); 1] =
    [("rustpython-pylib", "Lib/PSF-LICENSE", "the standard library's Python files, which are CPython's own")];

pub fn run() -> Result<(), String> {
    let output = cargo()
        .args(["metadata", "--locked", "--format-version", "1"])
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err("cargo metadata failed".into());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or("?");
        let licence =
            package["license"].as_str().or(package["license_file"].as_str()).unwrap_or("none stated");
        *counts.entry(licence).or_default() += 1;
        let excepted =
            EXCEPTIONS.iter().any(|&(crate_name, allowed, _)| crate_name == name && allowed == licence);
        if !excepted && !is_allowed(licence) {
            refused.push(format!("{name} {}: {licence}", package["version"].as_str().unwrap_or("?")));
        }
    }
    for (licence, count) in counts {
        println!("{count:>5}  {licence}");
    }
    if refused.is_empty() {
        Ok(())
    } else {
        Err(format!("licences we may not ship:\n  {}", refused.join("\n  ")))
    }
}

/// Whether an SPDX expression can be met with allowed licences alone.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &words[..];
    any_of(&mut rest) == Some(true) && rest.is_empty()
}

/// `all OR all OR …`; `None` if it does not parse.
fn any_of(words: &mut &[&str]) -> Option<bool> {
    let mut met = all_of(words)?;
    while let ["OR", rest @ ..] = words {
        *words = rest;
        met |= all_of(words)?;
    }
    Some(met)
}

/// `one AND one AND …`
fn all_of(words: &mut &[&str]) -> Option<bool> {
    let mut met = one(words)?;
    while let ["AND", rest @ ..] = words {
        *words = rest;
        met &= one(words)?;
    }
    Some(met)
}

/// An identifier, perhaps with an exception, or an expression in parentheses.
fn one(words: &mut &[&str]) -> Option<bool> {
    match words {
        ["(", rest @ ..] => {
            *words = rest;
            let met = any_of(words)?;
            let [")", rest @ ..] = words else { return None };
            *words = rest;
            Some(met)
        }
        [name, "WITH", exception, rest @ ..] => {
            *words = rest;
            Some(ALLOWED.contains(&format!("{name} WITH {exception}").as_str()))
        }
        [name, rest @ ..] => {
            *words = rest;
            Some(ALLOWED.contains(name))
        }
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn of_alternatives_one_must_be_allowed() {
        assert!(is_allowed("MIT OR Apache-2.0"));
        assert!(is_allowed("LGPL-3.0-only OR MIT"));
        assert!(is_allowed("Unlicense/MIT"));
        assert!(!is_allowed("GPL-3.0-only OR LGPL-3.0-only"));
    }

    #[test]
    fn of_joint_licences_all_must_be_allowed() {
        assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!is_allowed("MIT AND LGPL-3.0-only"));
        assert!(!is_allowed("(MIT OR Apache-2.0) AND CDDL-1.0"));
    }

    #[test]
    fn an_exception_belongs_to_its_licence() {
        assert!(is_allowed("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"));
        assert!(!is_allowed("GPL-2.0 WITH Classpath-exception-2.0"));
    }

    #[test]
    fn what_does_not_parse_is_refused() {
        for expression in ["", "none stated", "(MIT", "MIT OR", "MIT Apache-2.0"] {
            assert!(!is_allowed(expression), "{expression}");
        }
    }
}
