//! The programs to compare: files, or shipped examples by name.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Failure, examples};

/// A program to compare.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its file name.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// The first line of its docstring.
    pub title: Option<String>,
    /// Whether it is a shipped example, which prints the same with any number of threads.
    pub shipped: bool,
}

/// The files and examples of these names, or all examples; those are unpacked into `folder`.
pub fn choose(names: &[PathBuf], folder: &Path) -> Result<Vec<Subject>, Failure> {
    for helper in examples::ALL.iter().filter(|example| is_helper(example)) {
        unpack(helper, folder)?;
    }
    if names.is_empty() {
        let programs = examples::ALL.iter().filter(|example| !is_helper(example));
        return programs.map(|example| unpack(example, folder)).collect();
    }
    names.iter().map(|name| find(name, folder)).collect()
}

/// Whether it is no program but what programs import.
fn is_helper(example: &examples::Example) -> bool {
    example.name.starts_with('_')
}

/// The files and shipped patterns of these names, or all patterns; those are unpacked into `folder` with what they import.
pub fn choose_pattern(names: &[PathBuf], folder: &Path) -> Result<Vec<Subject>, Failure> {
    for pattern in examples::PATTERNS {
        unpack(pattern, folder)?;
    }
    let patterns: Vec<_> = examples::PATTERNS.iter().filter(|pattern| !is_helper(pattern)).collect();
    if names.is_empty() {
        return patterns.into_iter().map(|pattern| unpack(pattern, folder)).collect();
    }
    let known = |name: &Path| patterns.iter().find(|pattern| Path::new(pattern.name) == name);
    names
        .iter()
        .map(|name| known(name).map_or_else(|| find(name, folder), |pattern| unpack(pattern, folder)))
        .collect()
}

/// The file, shipped example or shipped pattern of this name; examples are unpacked into `folder` with what they import.
pub fn of_name(name: &Path, folder: &Path) -> Result<Subject, Failure> {
    let pattern =
        examples::PATTERNS.iter().any(|pattern| Path::new(pattern.name) == name && !is_helper(pattern));
    let choose = if pattern { choose_pattern } else { choose };
    let subjects = choose(&[name.into()], folder)?;
    subjects.into_iter().next().ok_or_else(|| Failure::usage(format!("no program {}", name.display())))
}

fn find(path: &Path, folder: &Path) -> Result<Subject, Failure> {
    let shown = path.display();
    if path.is_dir() {
        return Err(Failure::usage(format!("'{shown}' is a directory, not a program")));
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Subject {
            name: path.file_name().map_or_else(|| shown.to_string(), |name| name.display().to_string()),
            path: path.into(),
            title: title(&String::from_utf8_lossy(&bytes)),
            shipped: false,
        }),
        Err(error) => {
            match examples::ALL.iter().find(|example| Path::new(example.name) == path && !is_helper(example))
            {
                Some(example) => unpack(example, folder),
                None => Err(Failure::usage(format!("can't open file '{shown}': {error}"))),
            }
        }
    }
}

fn unpack(example: &examples::Example, folder: &Path) -> Result<Subject, Failure> {
    let path = folder.join(example.name);
    fs::write(&path, example.source).map_err(|error| Failure::file("write", path.display(), &error))?;
    Ok(Subject { name: example.name.into(), path, title: title(example.source), shipped: true })
}

/// What a program says about itself: the first line of its docstring.
fn title(source: &str) -> Option<String> {
    let code = source.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'))?;
    let text = code.strip_prefix("\"\"\"")?;
    let text = text.strip_suffix("\"\"\"").unwrap_or(text).trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_the_docstrings_first_line() {
        assert_eq!(
            Some("It counts.".into()),
            title("#!/usr/bin/env python3\n\n\"\"\"It counts.\n\nA lot.\n\"\"\"\n")
        );
        assert_eq!(Some("It counts.".into()), title("\"\"\"It counts.\"\"\"\nx = 1\n"));
        assert_eq!(None, title("x = 1\n"));
    }

    #[test]
    fn every_example_says_what_it_shows() {
        assert!(!examples::ALL.is_empty());
        for example in examples::ALL {
            assert!(title(example.source).is_some(), "{} has no docstring", example.name);
        }
    }
}
