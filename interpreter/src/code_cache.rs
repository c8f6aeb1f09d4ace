//! Compiled modules, kept between runs.
//!
//! Most of what importing `threading` takes is compiling the library modules it needs, and those are the same in every
//! run. So the code of an imported module is kept in a folder of the user's, one file a module, found by its file name. A
//! file that was made of another source, by another compiler, or that is not whole, is not used. It is written under
//! another name first, so that nobody reads half of it, and if it cannot be written nothing is lost.

use compiler::Code;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of compiled modules.
#[derive(Debug, Clone, Default)]
pub struct CodeCache {
    folder: Option<PathBuf>,
    library_only: bool,
    /// How much is left out of what is kept.
    optimize: u8,
}

type Sum = [u8; 32];

fn sum(parts: &[&[u8]]) -> Sum {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

impl CodeCache {
    /// Keeps code in a folder, which need not exist yet.
    pub fn in_folder(folder: PathBuf) -> Self {
        CodeCache { folder: Some(folder), ..CodeCache::none() }
    }

    /// Keeps nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether only what belongs to the embedded library is kept.
    #[must_use]
    pub fn of_library_only(self, library_only: bool) -> Self {
        CodeCache { library_only, ..self }
    }

    /// Keeps what is compiled with this much left out.
    #[must_use]
    pub fn optimized(self, optimize: u8) -> Self {
        CodeCache { optimize, ..self }
    }

    fn file(&self, filename: &str) -> Option<PathBuf> {
        if self.library_only && !filename.starts_with("<stdlib>/") {
            return None;
        }
        let mut name: String =
            sum(&[filename.as_bytes()])[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        if self.optimize > 0 {
            name += &format!("-{}", self.optimize);
        }
        // By the fingerprint too, so that two versions do not overwrite each other's.
        Some(self.folder.as_ref()?.join(compiler::kept::FINGERPRINT).join(name))
    }

    /// The code of a module in a file, if it was made of what `source` identifies.
    pub(crate) fn get(&self, filename: &str, source: &[u8]) -> Option<Arc<Code>> {
        let bytes = fs::read(self.file(filename)?).ok()?;
        let (head, code) = bytes.split_at_checked(size_of::<Sum>())?;
        (head == head_of(source, code)).then(|| compiler::kept::from_bytes(code, filename))?
    }

    /// Keeps it.
    pub(crate) fn put(&self, filename: &str, source: &[u8], code: &Code) {
        if let (Some(file), Some(code)) = (self.file(filename), compiler::kept::to_bytes(code)) {
            // What is not kept is made again.
            let _ = write(&file, &head_of(source, &code), &code);
        }
    }
}

/// What a file begins with: it ties the code to its source and to its own bytes.
fn head_of(source: &[u8], code: &[u8]) -> Sum {
    sum(&[source, code])
}

fn write(file: &Path, head: &Sum, code: &[u8]) -> std::io::Result<()> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    // Relaxed: only the number matters.
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let unfinished = file.with_extension(format!("{}-{number}", std::process::id()));
    let written = fs::File::create_new(&unfinished).and_then(|mut out| {
        out.write_all(head)?;
        out.write_all(code)
    });
    match written.and_then(|()| fs::rename(&unfinished, file)) {
        Ok(()) => Ok(()),
        Err(error) => {
            let _ = fs::remove_file(&unfinished);
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use compiler::{Mode, compile};

    fn kept(name: &str) -> (CodeCache, PathBuf, Arc<Code>) {
        let folder = std::env::temp_dir().join(format!("granular-{}-{name}", std::process::id()));
        let cache = CodeCache::in_folder(folder);
        let code = compile("x = 1\n", "m.py", Mode::Exec).expect("it is Python");
        cache.put("m.py", b"x = 1\n", &code);
        let file = cache.file("m.py").expect("there is a folder");
        (cache, file, code)
    }

    #[test]
    fn code_is_found_by_file_and_source() {
        let (cache, file, code) = kept("found");
        let found = cache.get("m.py", b"x = 1\n").expect("it was kept");
        assert_eq!(format!("{found:?}"), format!("{code:?}"));
        assert!(cache.get("m.py", b"x = 2\n").is_none(), "the source has changed");
        assert!(cache.get("n.py", b"x = 1\n").is_none(), "another module");
        fs::remove_file(file).expect("it is there");
    }

    #[test]
    fn a_damaged_file_is_not_used() {
        let (cache, file, _) = kept("damaged");
        let whole = fs::read(&file).expect("it was written");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 4;
            fs::write(&file, &damaged).expect("it can be written");
            assert!(cache.get("m.py", b"x = 1\n").is_none(), "byte {at}");
            fs::write(&file, &whole[..at]).expect("it can be written");
            assert!(cache.get("m.py", b"x = 1\n").is_none(), "{at} bytes");
        }
        fs::remove_file(file).expect("it is there");
    }

    #[test]
    fn where_nothing_can_be_written_nothing_is_kept() {
        let cache = CodeCache::in_folder("/dev/null/there".into());
        let code = compile("x = 1\n", "m.py", Mode::Exec).expect("it is Python");
        cache.put("m.py", b"x = 1\n", &code);
        assert!(cache.get("m.py", b"x = 1\n").is_none());
        assert!(CodeCache::none().get("m.py", b"x = 1\n").is_none());
    }

    #[test]
    fn a_programs_own_modules_can_be_left_out() {
        let folder = std::env::temp_dir().join(format!("granular-{}-library", std::process::id()));
        let cache = CodeCache::in_folder(folder.clone()).of_library_only(true);
        let code = compile("x = 1\n", "m.py", Mode::Exec).expect("it is Python");
        cache.put("m.py", b"", &code);
        cache.put("<stdlib>/m.py", b"", &code);
        assert!(cache.get("m.py", b"").is_none());
        assert!(cache.get("<stdlib>/m.py", b"").is_some());
        fs::remove_dir_all(folder).expect("it was made");
    }
}
