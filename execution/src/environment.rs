//! What the environment says of a run: variables that a Python listens to, and ours.

use std::path::PathBuf;

use interpreter::CodeCache;

use crate::{Program, RunConfig};

/// Where a program's modules are looked for: in its own folder, then in those that `PYTHONPATH` names.
pub fn search_path(config: &RunConfig, own: PathBuf) -> Vec<PathBuf> {
    // An application's modules are in itself.
    let is_application = matches!(config.program, Program::Application(_));
    let own = (is_application || !config.isolation.safe_path).then_some(own);
    let named = config.variable("PYTHONPATH");
    let named = named.iter().flat_map(std::env::split_paths);
    // Absolute, as `site` makes them: a program may change its folder.
    own.into_iter().chain(named.map(|folder| std::path::absolute(&folder).unwrap_or(folder))).collect()
}

/// The encoding of the standard streams, if one is named, and the error handler of standard input and output.
pub fn streams(config: &RunConfig) -> (Option<String>, Option<String>) {
    let named = config.variable("PYTHONIOENCODING").unwrap_or_default();
    let named = named.to_string_lossy();
    let (encoding, errors) = named.split_once(':').unwrap_or((&named, ""));
    let errors = match (encoding, errors) {
        // Where a locale says nothing of an encoding, what is no UTF-8 goes through unchanged.
        ("", "") if is_plain_locale() => "surrogateescape",
        (_, errors) => errors,
    };
    let told = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    (told(encoding), told(errors))
}

/// Whether the locale of characters is that of C.
fn is_plain_locale() -> bool {
    let variables = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(std::env::var_os);
    let locale = variables.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    matches!(&*locale.to_string_lossy(), "" | "C" | "POSIX" | "C.UTF-8" | "C.utf8" | "UTF-8")
}

/// How much is left out: by the environment or by the command line, whichever says more.
pub fn optimize(config: &RunConfig) -> u8 {
    let environment = config.variable("PYTHONOPTIMIZE").unwrap_or_default();
    let environment = environment.to_string_lossy();
    let environment = match environment.parse() {
        Ok(level) => level,
        Err(_) => u8::from(!environment.is_empty()),
    };
    config.optimize.max(environment).min(2)
}

/// Which warnings are shown: by the mode, by the environment, by the command line, of which the later ones prevail.
pub fn warnings(config: &RunConfig) -> Vec<String> {
    let mode = (config.dev_mode || config.is_set("PYTHONDEVMODE")).then(|| "default".to_owned());
    let environment = config.variable("PYTHONWARNINGS").unwrap_or_default();
    let environment = environment.to_string_lossy();
    let environment = environment.split(',').filter(|warning| !warning.is_empty()).map(str::to_owned);
    let bytes = match config.bytes_warning {
        0 => None,
        1 => Some("default::BytesWarning".to_owned()),
        _ => Some("error::BytesWarning".to_owned()),
    };
    mode.into_iter().chain(environment).chain(config.warnings.iter().cloned()).chain(bytes).collect()
}

/// Where compiled modules are kept: the folder that `GRANULAR_CACHE` names, nowhere if it is empty, or the user's cache.
/// `PYTHONDONTWRITEBYTECODE` is about a program's own modules, whose caches CPython puts beside them; the library's CPython
/// has from its installation.
pub fn code_cache() -> CodeCache {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = match std::env::var_os("GRANULAR_CACHE") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            let users = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")));
            users.map(|folder| folder.join("granular"))
        }
    };
    // A folder named relative to where the program happens to run is none.
    match folder.filter(|folder| folder.is_absolute()) {
        Some(folder) => {
            CodeCache::in_folder(folder).of_library_only(set("PYTHONDONTWRITEBYTECODE").is_some())
        }
        None => CodeCache::none(),
    }
}
