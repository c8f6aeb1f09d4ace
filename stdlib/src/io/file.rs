//! `FileIO`: an open file of the system.

use super::base::{Bases, cannot_pickle, fill, room};
use super::{both, closed, itself, size, unsupported};
use crate::path;
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Payload, Ref, Runtime, Value};
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicI64, Ordering};

/// The payload of `FileIO`.
pub(super) struct File {
    /// The number of the open file; -1 if there is none. One thread closes it: the one that takes it out.
    descriptor: AtomicI32,
    // Set once, when the file is opened.
    readable: AtomicBool,
    writable: AtomicBool,
    appending: AtomicBool,
    created: AtomicBool,
    owned: AtomicBool,
    /// How much the system likes to be asked for at once.
    block: AtomicI64,
}

// SAFETY: atomics.
unsafe impl<R: Runtime> Payload<R> for File {
    const NAME: &'static str = "FileIO";
}

impl Drop for File {
    fn drop(&mut self) {
        let descriptor = *self.descriptor.get_mut();
        if descriptor >= 0 && *self.owned.get_mut() {
            // SAFETY: nobody else has the number.
            unsafe { libc::close(descriptor) };
        }
    }
}

/// Whether a value is an open file, and its own to close.
pub(super) fn is_open<R: Runtime>(value: &Value<R>) -> bool {
    // Relaxed: the numbers are all there is to see.
    value.as_ref::<File>().is_some_and(|file: &Ref<R, File>| {
        file.descriptor.load(Ordering::Relaxed) >= 0 && file.owned.load(Ordering::Relaxed)
    })
}

fn file_of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, File>> {
    match value.as_ref::<File>() {
        Some(file) => Ok(file),
        None => Err(vm.type_error("expected a FileIO")),
    }
}

/// The number of the open file.
fn descriptor<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i32> {
    // Relaxed: the number is all there is to see.
    match file_of(vm, value)?.descriptor.load(Ordering::Relaxed) {
        -1 => Err(closed(vm)),
        descriptor => Ok(descriptor),
    }
}

fn readable_descriptor<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i32> {
    let descriptor = descriptor(vm, value)?;
    if !file_of(vm, value)?.readable.load(Ordering::Relaxed) {
        return Err(unsupported(vm, "File not open for reading"));
    }
    Ok(descriptor)
}

/// Reads at most `wanted` bytes into the end of `data`; None if a non-blocking file has none.
pub(super) fn read_some<R: Runtime>(
    vm: &mut Vm<R>,
    file: &Value<R>,
    data: &mut Vec<u8>,
    wanted: usize,
) -> Return<R, Option<usize>> {
    let descriptor = readable_descriptor(vm, file)?;
    if data.try_reserve(wanted).is_err() {
        return Err(vm.memory_error());
    }
    let start = data.spare_capacity_mut().as_mut_ptr();
    // SAFETY: there is room for `wanted` bytes.
    let read =
        system::interruptible(vm, "read", || unsafe { libc::read(descriptor, start.cast(), wanted) as i64 })?;
    match read {
        Ok(count) => {
            // SAFETY: the system has written that many bytes.
            unsafe { data.set_len(data.len() + count as usize) };
            Ok(Some(count as usize))
        }
        Err(libc::EAGAIN) => Ok(None),
        Err(number) => Err(vm.os_error(number, None)),
    }
}

/// Writes what the system takes at once; None if a non-blocking file takes nothing.
pub(super) fn write_some<R: Runtime>(
    vm: &mut Vm<R>,
    file: &Value<R>,
    data: &[u8],
) -> Return<R, Option<usize>> {
    let descriptor = descriptor(vm, file)?;
    if !file_of(vm, file)?.writable.load(Ordering::Relaxed) {
        return Err(unsupported(vm, "File not open for writing"));
    }
    // SAFETY: `data` is valid for reads of its length.
    let written = system::interruptible(vm, "write", || unsafe {
        libc::write(descriptor, data.as_ptr().cast(), data.len()) as i64
    })?;
    match written {
        Ok(count) => Ok(Some(count as usize)),
        Err(libc::EAGAIN) => Ok(None),
        Err(number) => Err(vm.os_error(number, None)),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let no = || AtomicBool::new(false);
    let file = File {
        descriptor: AtomicI32::new(-1),
        readable: no(),
        writable: no(),
        appending: no(),
        created: no(),
        owned: AtomicBool::new(true),
        block: AtomicI64::new(super::BUFFER_SIZE as i64),
    };
    vm.new_object_of(&class, file)
}

fn audit_opening<R: Runtime>(vm: &mut Vm<R>, name: &Value<R>, mode: &str, flags: i32) -> Return<R, ()> {
    vm.audit("open", |vm| [name.clone(), vm.new_str(mode), vm.new_int(flags.into())])
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [itself, name, mode, close, opener] = arguments else {
        return Err(vm.type_error("FileIO() needs a file"));
    };
    let mode = match mode.given() {
        Some(mode) => vm.c_text_argument(mode, "FileIO() argument 'mode'")?.to_owned(),
        None => "r".to_owned(),
    };
    let close = match close.given() {
        Some(close) => vm.truth(close)?,
        None => true,
    };
    let kinds: Vec<char> = mode.chars().filter(|&kind| matches!(kind, 'r' | 'w' | 'a' | 'x')).collect();
    let plus = mode.contains('+');
    if mode.chars().any(|kind| !matches!(kind, 'r' | 'w' | 'a' | 'x' | 'b' | '+')) {
        return Err(vm.value_error(&format!("invalid mode: {mode}")));
    }
    let [kind] = kinds[..] else {
        return Err(
            vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus")
        );
    };
    let (readable, writable) = (plus || kind == 'r', plus || kind != 'r');
    let access = match (readable, writable) {
        (true, true) => libc::O_RDWR,
        (true, false) => libc::O_RDONLY,
        _ => libc::O_WRONLY,
    };
    let flags = access
        | libc::O_CLOEXEC
        | match kind {
            'w' => libc::O_CREAT | libc::O_TRUNC,
            'a' => libc::O_CREAT | libc::O_APPEND,
            'x' => libc::O_CREAT | libc::O_EXCL,
            _ => 0,
        };
    let was_open = vm.is_int(name);
    let descriptor = if was_open {
        path::warn_of_bool(vm, name)?;
        let number = vm.index(name)?;
        match i32::try_from(number) {
            Ok(number) if number >= 0 => {
                audit_opening(vm, name, &mode, flags)?;
                number
            }
            Ok(_) => return Err(vm.value_error("negative file descriptor")),
            Err(_) => return Err(vm.overflow_error("Python int too large to convert to C int")),
        }
    } else {
        let path = path::path(vm, name)?;
        audit_opening(vm, name, &mode, flags)?;
        if !close {
            return Err(vm.value_error("Cannot use closefd=False with file name"));
        }
        match opener.some() {
            Some(opener) => {
                let number = vm.call(opener, &[name.clone(), Value::small_int(flags.into())])?;
                let number = vm.index(&number)? as i32;
                if number < 0 {
                    return Err(vm.value_error(&format!("opener returned {number}")));
                }
                number
            }
            None => {
                let file = path.as_c();
                // SAFETY: the name ends with a zero byte.
                system::blocking(vm, "open", Some(&path.value), || unsafe {
                    libc::open(file.as_ptr(), flags, 0o666)
                })? as i32
            }
        }
    };
    let file = file_of(vm, itself)?;
    file.readable.store(readable, Ordering::Relaxed);
    file.writable.store(writable, Ordering::Relaxed);
    file.appending.store(kind == 'a', Ordering::Relaxed);
    file.created.store(kind == 'x', Ordering::Relaxed);
    file.owned.store(close, Ordering::Relaxed);
    file.descriptor.store(descriptor, Ordering::Relaxed);
    // SAFETY: all-zero is a valid `stat`.
    let mut status: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: `status` is valid for writes.
    let answer = unsafe { libc::fstat(descriptor, &mut status) };
    let wrong = match answer {
        0 if status.st_mode & libc::S_IFMT == libc::S_IFDIR => Some(libc::EISDIR),
        0 => None,
        _ => std::io::Error::last_os_error().raw_os_error(),
    };
    if let Some(number) = wrong {
        file.descriptor.store(-1, Ordering::Relaxed);
        if !was_open && number == libc::EISDIR {
            // SAFETY: nobody else has the number.
            unsafe { libc::close(descriptor) };
        }
        return Err(vm.os_error(number, Some(name)));
    }
    if status.st_blksize > 1 {
        file.block.store(status.st_blksize, Ordering::Relaxed);
    }
    if let Err(raised) = vm.set_attr_str(itself, "name", name.clone()) {
        file.descriptor.store(-1, Ordering::Relaxed);
        if !was_open {
            // SAFETY: nobody else has the number.
            unsafe { libc::close(descriptor) };
        }
        return Err(raised);
    }
    if kind == 'a' {
        // SAFETY: no memory is involved. What cannot be sought is at its end anyway.
        unsafe { libc::lseek(descriptor, 0, libc::SEEK_END) };
    }
    Ok(Value::NONE)
}

fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(wanted) = size(vm, &arguments[1])? else { return readall(vm, &arguments[..1]) };
    let mut data = Vec::new();
    match read_some(vm, &arguments[0], &mut data, wanted)? {
        Some(_) => Ok(vm.new_bytes(&data)),
        None => Ok(Value::NONE),
    }
}

fn readall<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut data = Vec::new();
    let ended = read_to_end(vm, &arguments[0], &mut data)?;
    Ok(if ended || !data.is_empty() { vm.new_bytes(&data) } else { Value::NONE })
}

/// Reads all there is; whether it has come to the end, and not to where a non-blocking file has no more for now.
pub(super) fn read_to_end<R: Runtime>(
    vm: &mut Vm<R>,
    file: &Value<R>,
    data: &mut Vec<u8>,
) -> Return<R, bool> {
    loop {
        let wanted = data.len().clamp(super::BUFFER_SIZE, 64 << 20);
        match read_some(vm, file, data, wanted)? {
            Some(1..) => {}
            end => return Ok(end.is_some()),
        }
    }
}

fn readinto<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (wanted, mut data) = (room(vm, &arguments[1])?, Vec::new());
    if read_some(vm, &arguments[0], &mut data, wanted)?.is_none() {
        return Ok(Value::NONE);
    }
    fill(vm, &arguments[1], &data)
}

fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[1])?;
    Ok(match write_some(vm, &arguments[0], &data)? {
        Some(count) => vm.new_usize(count),
        None => Value::NONE,
    })
}

/// Moves the file's position.
pub(super) fn seek_to<R: Runtime>(
    vm: &mut Vm<R>,
    file: &Value<R>,
    offset: i64,
    whence: i32,
) -> Return<R, i64> {
    let descriptor = descriptor(vm, file)?;
    // SAFETY: no memory is involved.
    let position = unsafe { libc::lseek(descriptor, offset, whence) };
    if position < 0 { Err(system::last_error(vm, None)) } else { Ok(position) }
}

fn seek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let offset = vm.index(&arguments[1])?;
    let whence = match arguments[2].given() {
        Some(whence) => vm.index(whence)? as i32,
        None => 0,
    };
    let position = seek_to(vm, &arguments[0], offset, whence)?;
    Ok(vm.new_int(position))
}

fn tell<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let position = seek_to(vm, &arguments[0], 0, libc::SEEK_CUR)?;
    Ok(vm.new_int(position))
}

fn truncate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = match arguments[1].some() {
        Some(length) => vm.index(length)?,
        None => seek_to(vm, &arguments[0], 0, libc::SEEK_CUR)?,
    };
    let descriptor = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    system::blocking(vm, "ftruncate", None, || unsafe { libc::ftruncate(descriptor, length) })?;
    Ok(vm.new_int(length))
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = file_of(vm, &arguments[0])?;
    // Relaxed: the swap decides who closes.
    let flushed = if file.descriptor.load(Ordering::Relaxed) < 0 {
        Ok(Value::NONE)
    } else {
        vm.call_method(&arguments[0], "flush", &[]).map(|_| Value::NONE)
    };
    let closed = close_descriptor(vm, file);
    both(vm, flushed, closed)
}

fn close_descriptor<R: Runtime>(vm: &mut Vm<R>, file: &File) -> Return<R> {
    // Relaxed: the swap decides who closes.
    let descriptor = file.descriptor.swap(-1, Ordering::Relaxed);
    if descriptor < 0 || !file.owned.load(Ordering::Relaxed) {
        return Ok(Value::NONE);
    }
    // SAFETY: nobody else has the number any more.
    let failed = vm.detached(|| unsafe { libc::close(descriptor) } < 0);
    if failed { Err(system::last_error(vm, None)) } else { Ok(Value::NONE) }
}

fn fileno<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = descriptor(vm, &arguments[0])?;
    Ok(vm.new_int(descriptor.into()))
}

fn isatty<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    Ok(Value::bool(unsafe { libc::isatty(descriptor) } == 1))
}

fn readable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    descriptor(vm, &arguments[0])?;
    Ok(Value::bool(file_of(vm, &arguments[0])?.readable.load(Ordering::Relaxed)))
}

fn writable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    descriptor(vm, &arguments[0])?;
    Ok(Value::bool(file_of(vm, &arguments[0])?.writable.load(Ordering::Relaxed)))
}

fn seekable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    descriptor(vm, &arguments[0])?;
    Ok(Value::bool(seek_to(vm, &arguments[0], 0, libc::SEEK_CUR).is_ok()))
}

fn is_closed<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>) -> Return<R> {
    Ok(Value::bool(file_of(vm, file)?.descriptor.load(Ordering::Relaxed) < 0))
}

fn closefd<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>) -> Return<R> {
    Ok(Value::bool(file_of(vm, file)?.owned.load(Ordering::Relaxed)))
}

fn mode_text<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>) -> Return<R, &'static str> {
    let file = file_of(vm, file)?;
    let readable = file.readable.load(Ordering::Relaxed);
    Ok(match (file.created.load(Ordering::Relaxed), file.appending.load(Ordering::Relaxed), readable) {
        (true, _, true) => "xb+",
        (true, _, false) => "xb",
        (_, true, true) => "ab+",
        (_, true, false) => "ab",
        (_, _, true) if file.writable.load(Ordering::Relaxed) => "rb+",
        (_, _, true) => "rb",
        _ => "wb",
    })
}

fn mode<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>) -> Return<R> {
    let mode = mode_text(vm, file)?;
    Ok(vm.new_str(mode))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = file_of(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]);
    let class = class.shown_name();
    let descriptor = file.descriptor.load(Ordering::Relaxed);
    if descriptor < 0 {
        return Ok(vm.new_string(format!("<{class} [closed]>")));
    }
    let owned = if file.owned.load(Ordering::Relaxed) { "True" } else { "False" };
    let mode = mode_text(vm, &arguments[0])?;
    let which = match vm.find_attr_str(&arguments[0], "name")? {
        None => format!("fd={descriptor}"),
        Some(name) => match vm.guarded_repr(&arguments[0], |vm| vm.repr_string(&name))? {
            Some(name) => format!("name={name}"),
            None => return Err(vm.runtime_error(&format!("reentrant call inside {class}.__repr__"))),
        },
    };
    Ok(vm.new_string(format!("<{class} {which} mode='{mode}' closefd={owned}>")))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, bases: &Bases<R>) {
    let class = super::class::<R, File>(vm, "FileIO", &bases.raw)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, file, mode='r', closefd=True, opener=None)", init),
            ("read(self, size=-1, /)", read),
            ("__getstate__(self, /)", cannot_pickle),
            ("readall(self, /)", readall),
            ("readinto(self, buffer, /)", readinto),
            ("write(self, b, /)", write),
            ("seek(self, pos, whence=0, /)", seek),
            ("tell(self, /)", tell),
            ("truncate(self, size=None, /)", truncate),
            ("close(self, /)", close),
            ("fileno(self, /)", fileno),
            ("isatty(self, /)", isatty),
            ("readable(self, /)", readable),
            ("writable(self, /)", writable),
            ("seekable(self, /)", seekable),
            ("__repr__(self, /)", repr),
            ("__enter__(self, /)", itself),
        ])
        .getter("closed", is_closed)
        .getter("closefd", closefd)
        .getter("mode", mode)
        .getter("_blksize", |vm, value| {
            let block = file_of(vm, value)?.block.load(Ordering::Relaxed);
            Ok(vm.new_int(block))
        })
        .finish();
    vm.shared.register_payload::<File>(&class);
    vm.module_set(module, "FileIO", class.into_value());
}
