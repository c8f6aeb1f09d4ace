//! `os.scandir`: the entries of a folder one at a time.

use super::status;
use crate::path::{from_system, path, path_or_descriptor};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Payload, Ref, Runtime, Value};
use std::fs::{FileType, ReadDir};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirEntryExt, FileTypeExt};
use std::sync::{Mutex, PoisonError};

/// The payload of the iterator.
struct Scan {
    /// None when closed.
    entries: Mutex<Option<ReadDir>>,
    folder: Vec<u8>,
    /// The folder, if it was given as an open one.
    descriptor: Option<i32>,
    is_bytes: bool,
}

// SAFETY: guarded by a mutex.
unsafe impl<R: Runtime> Payload<R> for Scan {
    const NAME: &'static str = "ScandirIterator";
}

/// The payload of `os.DirEntry`.
struct Entry<R: Runtime> {
    name: Value<R>,
    path: Value<R>,
    /// The open folder it is in, if it was found there by that.
    folder: Option<i32>,
    kind: Option<FileType>,
    inode: u64,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Entry<R> {
    const NAME: &'static str = "DirEntry";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.name);
        visit(&self.path);
    }
}

fn entry_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Entry<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("expected a DirEntry"))
}

fn scandir<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let folder = match arguments[0].some() {
        Some(folder) => path_or_descriptor(vm, folder)?,
        None => {
            let here = vm.new_str(".");
            path(vm, &here)?
        }
    };
    vm.audit("os.scandir", |_| [arguments[0].given().cloned().unwrap_or(Value::NONE)])?;
    match vm.detached(|| folder.read_folder()) {
        Ok(entries) => Ok(vm.new_object(Scan {
            entries: Mutex::new(Some(entries)),
            folder: folder.bytes,
            descriptor: folder.descriptor,
            is_bytes: folder.is_bytes,
        })),
        Err(error) => Err(vm.io_error(&error, folder.descriptor.is_none().then_some(&folder.value))),
    }
}

fn scan_of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Scan> {
    match value.as_ref::<Scan>() {
        Some(scan) => Ok(scan),
        None => Err(vm.type_error("expected a ScandirIterator")),
    }
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let scan = scan_of(vm, &arguments[0])?;
    let entry = vm.detached(|| {
        let mut entries = scan.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = entries.as_mut().and_then(Iterator::next);
        if entry.is_none() {
            *entries = None;
        }
        entry
    });
    let entry = match entry {
        None => return Ok(Value::UNBOUND),
        Some(Err(error)) => return Err(vm.io_error(&error, None)),
        Some(Ok(entry)) => entry,
    };
    let name = entry.file_name();
    let mut whole = scan.folder.clone();
    if whole.last().is_some_and(|&last| last != b'/') {
        whole.push(b'/');
    }
    whole.extend(name.as_bytes());
    let (name, path) = if scan.is_bytes {
        (vm.new_bytes(name.as_bytes()), vm.new_bytes(&whole))
    } else {
        (from_system(vm, name.as_bytes()), from_system(vm, &whole))
    };
    Ok(vm.new_object(Entry {
        name,
        path,
        folder: scan.descriptor,
        kind: entry.file_type().ok(),
        inode: entry.ino(),
    }))
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let entries = scan_of(vm, &arguments[0])?.entries.lock().unwrap_or_else(PoisonError::into_inner).take();
    drop(entries);
    Ok(Value::NONE)
}

/// An iterator is gone that has not come to its end.
fn finalize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let scan = scan_of(vm, &arguments[0])?;
    let entries = scan.entries.lock().unwrap_or_else(PoisonError::into_inner).take();
    if entries.is_none() {
        return Ok(Value::NONE);
    }
    drop(entries);
    vm.warn_unclosed(&arguments[0], "scandir iterator ")?;
    Ok(Value::NONE)
}

fn itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

/// What the system knows of an entry, or of the file it is a link to.
fn status_of<R: Runtime>(vm: &mut Vm<R>, entry: &Ref<R, Entry<R>>, follow: bool) -> Return<R, libc::stat> {
    let path = path(vm, &entry.path)?;
    status::of_path_in(vm, entry.folder.unwrap_or(libc::AT_FDCWD), &path, follow)
}

/// Asks the entry's type; the file's own, if it is a link to be followed.
fn is<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    known: fn(&FileType) -> bool,
    mode: libc::mode_t,
) -> Return<R> {
    let entry = entry_of(vm, &arguments[0])?;
    let follow = match arguments[1].given() {
        Some(follow) => vm.truth(follow)?,
        None => true,
    };
    if let Some(kind) = &entry.kind
        && !(follow && kind.is_symlink())
    {
        return Ok(Value::bool(known(kind)));
    }
    match status_of(vm, &entry, follow) {
        Ok(status) => Ok(Value::bool(status.st_mode & libc::S_IFMT == mode)),
        Err(raised) => {
            let class = vm.exceptions().file_not_found_error.clone();
            if vm.is_raised(&raised, &class) { Ok(Value::FALSE) } else { Err(raised) }
        }
    }
}

fn is_dir<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    is(vm, arguments, FileType::is_dir, libc::S_IFDIR)
}

fn is_file<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    is(vm, arguments, |kind| kind.is_file() && !kind.is_fifo(), libc::S_IFREG)
}

fn is_symlink<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    is(vm, &[arguments[0].clone(), Value::FALSE], FileType::is_symlink, libc::S_IFLNK)
}

fn is_junction<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::FALSE)
}

fn stat<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let entry = entry_of(vm, &arguments[0])?;
    let follow = match arguments[1].given() {
        Some(follow) => vm.truth(follow)?,
        None => true,
    };
    let status = status_of(vm, &entry, follow)?;
    status::to_object(vm, &status)
}

fn inode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let inode = entry_of(vm, &arguments[0])?.inode;
    Ok(vm.new_integer(inode.into()))
}

fn name<R: Runtime>(vm: &mut Vm<R>, entry: &Value<R>) -> Return<R> {
    Ok(entry_of(vm, entry)?.name.clone())
}

fn entry_path<R: Runtime>(vm: &mut Vm<R>, entry: &Value<R>) -> Return<R> {
    Ok(entry_of(vm, entry)?.path.clone())
}

fn fspath<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    entry_path(vm, &arguments[0])
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = name(vm, &arguments[0])?;
    let text = format!("<DirEntry {}>", vm.repr_string(&name)?);
    Ok(vm.new_string(text))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    ClassBuilder::new::<Scan>(vm, "posix", "ScandirIterator", None)
        .methods(&[
            ("__next__(self, /)", next),
            ("__iter__(self, /)", itself),
            ("__enter__(self, /)", itself),
            ("__exit__(self, /, *_args)", close),
            ("close(self, /)", close),
            ("__del__(self, /)", finalize),
        ])
        .sealed()
        .finish();
    let entry = ClassBuilder::new::<Entry<R>>(vm, "posix", "DirEntry", None)
        .methods(&[
            ("is_dir(self, *, follow_symlinks=True)", is_dir),
            ("is_file(self, *, follow_symlinks=True)", is_file),
            ("is_symlink(self, /)", is_symlink),
            ("is_junction(self, /)", is_junction),
            ("stat(self, *, follow_symlinks=True)", stat),
            ("inode(self, /)", inode),
            ("__fspath__(self, /)", fspath),
            ("__repr__(self, /)", repr),
        ])
        .generic()
        .getter("name", name)
        .getter("path", entry_path)
        .sealed()
        .finish()
        .into_value();
    vm.module_set(module, "DirEntry", entry);
    vm.module_functions(module, "posix", &[("scandir(path=None)", scandir)]);
}
