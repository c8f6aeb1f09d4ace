//! The folder with CPython's tests: copied, so that nothing is written where it lies, and listed.

use std::{fs, io, path::Path};

/// Packages whose modules run one by one, as CPython's own runner has it.
const SPLIT: [&str; 10] = [
    "test_asyncio",
    "test_concurrent_futures",
    "test_doctest",
    "test_future_stmt",
    "test_gdb",
    "test_inspect",
    "test_pydoc",
    "test_multiprocessing_fork",
    "test_multiprocessing_forkserver",
    "test_multiprocessing_spawn",
];

/// What would keep many tests from saying anything: mostly what is otherwise in the version whose library we carry.
struct Changed {
    file: &'static str,
    from: &'static str,
    to: &'static str,
}

const CHANGED: [Changed; 9] = [
    // Until 3.13 a module has its `__annotations__` from its beginning and may fill them; since 3.14 they are made when they are
    // asked for. Five modules import this one.
    Changed { file: "typinganndata/ann_module.py", from: "__annotations__[1] = 2\n", to: "" },
    Changed { file: "typinganndata/ann_module.py", from: "    __annotations__['123'] = 123\n", to: "" },
    // 3.14 has no watchers of child processes, which those who clean up after a test of `asyncio` ask for.
    Changed {
        file: "test_asyncio/utils.py",
        from: "        policy = support.maybe_get_event_loop_policy()\n",
        to: "        policy = None\n",
    },
    // What tests start in isolation finds them in CPython's library. Here they are beside it.
    Changed { file: "support/script_helper.py", from: "cmd_line.append('-I')", to: "cmd_line.append('-s')" },
    // And so do those that are started without an environment, by which they would be found.
    Changed { file: "support/script_helper.py", from: "cmd_line.append('-E')", to: "pass" },
    // It is about CPython's bytecode which line an instruction has: a line may have none here, and is traced all the same.
    Changed { file: "test_sys_settrace.py", from: "assert lineno_matches_lasti(frame)", to: "pass" },
    // The library is part of the binary, and has no files that could be listed.
    Changed {
        file: "test_ast/test_ast.py",
        from: "STDLIB_FILES = [fn for fn in os.listdir(STDLIB) if fn.endswith(\".py\")]\n",
        to: "STDLIB_FILES = []\n",
    },
    // This module has another name since 3.14.
    Changed {
        file: "test_bz2.py",
        from: "import _compression\n",
        to: "from compression._common import _streams as _compression\n",
    },
    Changed {
        file: "test_lzma.py",
        from: "import _compression\n",
        to: "from compression._common import _streams as _compression\n",
    },
];

/// Copies the tests, as the package `test`, into a folder.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if !from.join("support/__init__.py").is_file() {
        return Err(format!("{}: not the `test` package of a CPython, which has `support`", from.display()));
    }
    let tests = to.join("test");
    let failed = |error: io::Error| format!("{}: {error}", tests.display());
    if tests.exists() {
        fs::remove_dir_all(&tests).map_err(failed)?;
    }
    copy_all(from, &tests).map_err(failed)?;
    for Changed { file, from, to } in CHANGED {
        let path = tests.join(file);
        let Ok(text) = fs::read_to_string(&path) else { continue };
        fs::write(&path, text.replace(from, to)).map_err(failed)?;
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, target)?;
        } else if !entry.file_type()?.is_dir() {
            fs::copy(entry.path(), target)?;
        } else if entry.file_name() != "__pycache__" {
            copy_all(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// The modules with tests, in order: `test_bool`, `test_asyncio.test_events`.
pub fn modules(folder: &Path) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    for name in names(folder)? {
        if SPLIT.contains(&&*name) {
            let inside = names(&folder.join(&name))?;
            all.extend(inside.into_iter().map(|module| format!("{name}.{module}")));
        } else {
            all.push(name);
        }
    }
    Ok(all)
}

fn names(folder: &Path) -> Result<Vec<String>, String> {
    let failed = |error: io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().into_string().unwrap_or_default();
        let package = entry.path().join("__init__.py").is_file();
        let Some(name) = name.strip_suffix(".py").or(package.then_some(&*name)) else { continue };
        if name.starts_with("test_") {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Which CPython the tests are of, as the header beside them says: in a source `Include/patchlevel.h`, in an installation
/// `include/python3.13/patchlevel.h`.
pub fn version(folder: &Path) -> Option<String> {
    folder.ancestors().skip(1).find_map(|above| {
        let mut headers = vec![above.join("Include")];
        if let Ok(entries) = fs::read_dir(above.join("include")) {
            headers.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
        }
        headers.iter().find_map(|headers| version_in(headers))
    })
}

fn version_in(headers: &Path) -> Option<String> {
    let text = fs::read_to_string(headers.join("patchlevel.h")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("#define PY_VERSION"))?;
    line.trim_start().strip_prefix('"')?.split_once('"').map(|(version, _)| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    #[test]
    fn a_copy_has_the_modules_and_the_version() {
        let whole = tempfile::tempdir().expect("there is room");
        let from = whole.path().join("lib/python3.13/test");
        write(&from.join("support/__init__.py"), "");
        write(&from.join("test_bool.py"), "");
        write(&from.join("test_email/__init__.py"), "");
        write(&from.join("test_email/test_inside.py"), "");
        write(&from.join("test_asyncio/__init__.py"), "");
        write(&from.join("test_asyncio/test_events.py"), "");
        write(&from.join("test_asyncio/utils.py"), "");
        write(&from.join("test_data/text.txt"), "");
        write(&from.join("__pycache__/test_bool.pyc"), "");
        write(&from.join("typinganndata/ann_module.py"), "x = 1\n__annotations__[1] = 2\n");
        write(&whole.path().join("include/python3.13/patchlevel.h"), "#define PY_VERSION      \"3.13.7+\"\n");
        let to = whole.path().join("copy");
        copy(&from, &to).expect("it is whole");
        assert_eq!(
            ["test_asyncio.test_events", "test_bool", "test_email"],
            *modules(&to.join("test")).expect("it is there")
        );
        assert!(!to.join("test/__pycache__").exists());
        let changed = fs::read_to_string(to.join("test/typinganndata/ann_module.py"));
        assert_eq!("x = 1\n", changed.expect("it is copied"));
        assert_eq!(Some("3.13.7+"), version(&from).as_deref());
    }

    #[test]
    fn another_folder_is_refused() {
        let folder = tempfile::tempdir().expect("there is room");
        assert!(copy(folder.path(), &folder.path().join("copy")).is_err());
        assert!(!folder.path().join("copy").exists());
    }
}
