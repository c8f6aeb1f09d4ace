//! `mmap`: files and anonymous memory as bytes.
//!
//! The bytes are a [`Mapped`] object's, into which memoryviews look; what is here is the file's side of it: position,
//! access, and the descriptor. As in C, memory of a file that somebody has made shorter meanwhile is not there: touching it
//! ends the process (SIGBUS).

mod iteration;
mod map;
mod search;

use crate::system;
use interpreter::builtins::{Mapped, MemoryView, Region, release_buffer};
use interpreter::{ClassBuilder, Return, Slice, Vm};
use object_model::{ClassFlags, Payload, Ref, Runtime, Special, Value};
use std::ops::Range;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};

const ACCESS_DEFAULT: i64 = 0;
const ACCESS_READ: i64 = 1;
const ACCESS_WRITE: i64 = 2;
const ACCESS_COPY: i64 = 3;

/// The payload of `mmap`.
struct Mmap<R: Runtime> {
    memory: Ref<R, Mapped<R>>,
    /// Our own descriptor of the file; -1 if there is none. One thread closes it: the one that takes it out.
    file: AtomicI32,
    /// Whether the file is kept open for what changes its size.
    tracked: bool,
    /// Relaxed: a number by itself, as a file's position is.
    position: AtomicUsize,
    offset: i64,
    access: i64,
    /// Memory of no file that processes to come share: it does not grow.
    shared: bool,
}

// SAFETY: atomics, and what does not change; the bytes are another object's.
unsafe impl<R: Runtime> Payload<R> for Mmap<R> {
    const NAME: &'static str = "mmap";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.memory.value());
    }
}

impl<R: Runtime> Mmap<R> {
    fn close_file(&self) {
        // Relaxed: whoever takes the number out closes it.
        let file = self.file.swap(-1, Ordering::Relaxed);
        if file >= 0 {
            // SAFETY: nobody else has the number.
            unsafe { libc::close(file) };
        }
    }

    fn position(&self) -> usize {
        self.position.load(Ordering::Relaxed)
    }
}

impl<R: Runtime> Drop for Mmap<R> {
    fn drop(&mut self) {
        self.close_file();
    }
}

fn receiver<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Mmap<R>>> {
    match value.as_ref::<Mmap<R>>() {
        Some(map) => Ok(map),
        None => Err(vm.type_error("a mmap object is required")),
    }
}

/// What `look` finds in the memory; ValueError once it is closed.
fn with<R: Runtime, T>(vm: &mut Vm<R>, map: &Mmap<R>, look: impl FnOnce(&Region) -> T) -> Return<R, T> {
    let found = vm.lock(&map.memory).as_ref().map(look);
    found.ok_or_else(|| vm.value_error("mmap closed or invalid"))
}

/// A copy of the bytes in `range`, as many as there are.
fn copied<R: Runtime>(vm: &mut Vm<R>, map: &Mmap<R>, range: Range<usize>) -> Return<R, Vec<u8>> {
    match with(vm, map, |region| region.copy(range))? {
        Some(bytes) => Ok(bytes),
        None => Err(vm.memory_error()),
    }
}

fn length<R: Runtime>(vm: &mut Vm<R>, map: &Mmap<R>) -> Return<R, usize> {
    with(vm, map, Region::len)
}

/// TypeError if it may not be changed.
fn writable<R: Runtime>(vm: &mut Vm<R>, map: &Mmap<R>) -> Return<R, ()> {
    if with(vm, map, Region::is_writable)? {
        return Ok(());
    }
    Err(vm.type_error("mmap can't modify a readonly memory map."))
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let gone = {
        let mut region = vm.lock(&map.memory);
        (!map.memory.is_exported()).then(|| region.take())
    };
    if gone.is_none() {
        return Err(vm.buffer_error("cannot close exported pointers exist"));
    }
    map.close_file();
    Ok(Value::NONE)
}

fn enter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    length(vm, map)?;
    Ok(arguments[0].clone())
}

fn is_closed<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let map = receiver(vm, value)?;
    Ok(Value::bool(vm.lock(&map.memory).is_none()))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let class = vm.class_of(&arguments[0]).into_value();
    let name = {
        let (module, name) = (vm.get_attr_str(&class, "__module__")?, vm.get_attr_str(&class, "__name__")?);
        format!("{}.{}", vm.str_string(&module)?, vm.str_string(&name)?)
    };
    let access = match map.access {
        ACCESS_READ => "ACCESS_READ",
        ACCESS_WRITE => "ACCESS_WRITE",
        ACCESS_COPY => "ACCESS_COPY",
        _ => "ACCESS_DEFAULT",
    };
    let length = vm.lock(&map.memory).as_ref().map(Region::len);
    Ok(vm.new_string(match length {
        None => format!("<{name} closed=True>"),
        Some(length) => format!(
            "<{name} closed=False, access={access}, length={length}, pos={}, offset={}>",
            map.position(),
            map.offset
        ),
    }))
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let length = length(vm, map)?;
    Ok(vm.new_usize(length))
}

fn place<R: Runtime>(vm: &mut Vm<R>, key: &Value<R>, length: usize) -> Return<R, usize> {
    if !vm.is_int(key) && vm.class_of(key).special(vm, Special::Index).is_none() {
        return Err(vm.type_error("mmap indices must be integers"));
    }
    let index = vm.subscript(key)?;
    match text::window::item(length, index) {
        Some(index) => Ok(index),
        None => Err(vm.index_error("mmap index out of range")),
    }
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let length = length(vm, map)?;
    if let Some(slice) = arguments[1].as_ref::<Slice<R>>() {
        let selection = vm.select(slice, length)?;
        if selection.step == 1 {
            let start = selection.start.max(0) as usize;
            let bytes = copied(vm, map, start..start + selection.count)?;
            return Ok(vm.new_bytes(&bytes));
        }
        let whole = copied(vm, map, 0..length)?;
        let picked: Vec<u8> = selection.indices().filter_map(|index| whole.get(index).copied()).collect();
        return Ok(vm.new_bytes(&picked));
    }
    let index = place(vm, &arguments[1], length)?;
    let mut byte = [0];
    with(vm, map, |region| region.read(index, &mut byte))?;
    Ok(Value::small_int(byte[0].into()))
}

fn set_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    writable(vm, map)?;
    let length = length(vm, map)?;
    if let Some(slice) = arguments[1].as_ref::<Slice<R>>() {
        let selection = vm.select(slice, length)?;
        let data = vm.expect_bytes_like(&arguments[2])?;
        if data.len() != selection.count {
            return Err(vm.index_error("mmap slice assignment is wrong size"));
        }
        with(vm, map, |region| {
            if selection.step == 1 {
                region.write(selection.start.max(0) as usize, &data);
            } else {
                for (index, byte) in selection.indices().zip(data.iter()) {
                    region.write(index, &[*byte]);
                }
            }
        })?;
        return Ok(Value::NONE);
    }
    let index = place(vm, &arguments[1], length)?;
    if !vm.is_int(&arguments[2]) && vm.class_of(&arguments[2]).special(vm, Special::Index).is_none() {
        return Err(vm.type_error("mmap item value must be an int"));
    }
    let byte = vm.subscript(&arguments[2])?;
    let Ok(byte) = u8::try_from(byte) else {
        return Err(vm.value_error("mmap item value must be in range(0, 256)"));
    };
    with(vm, map, |region| region.write(index, &[byte]))?;
    Ok(Value::NONE)
}

fn buffer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    length(vm, map)?;
    MemoryView::of_part(vm, &arguments[0], map.memory.value(), 'B')
}

/// The next bytes, `wanted` of them or all there are.
fn take<R: Runtime>(vm: &mut Vm<R>, map: &Mmap<R>, wanted: usize) -> Return<R, Vec<u8>> {
    let start = map.position();
    let bytes = copied(vm, map, start..start.saturating_add(wanted))?;
    map.position.store(start + bytes.len(), Ordering::Relaxed);
    Ok(bytes)
}

fn read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let wanted = match arguments[1].some() {
        Some(wanted) => vm.index(wanted)?,
        None => -1,
    };
    let bytes = take(vm, map, usize::try_from(wanted).unwrap_or(usize::MAX))?;
    Ok(vm.new_bytes(&bytes))
}

fn read_byte<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    match take(vm, map, 1)?.first() {
        Some(&byte) => Ok(Value::small_int(byte.into())),
        None => Err(vm.value_error("read byte out of range")),
    }
}

/// Bytes that are looked through at once for the end of a line.
const LINE: usize = 1024;

fn readline<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let start = map.position();
    let mut line = Vec::new();
    loop {
        let (before, at) = (line.len(), start + line.len());
        if !with(vm, map, |region| region.append(at..at.saturating_add(LINE), &mut line))? {
            return Err(vm.memory_error());
        }
        if let Some(end) = line[before..].iter().position(|&byte| byte == b'\n') {
            line.truncate(before + end + 1);
            break;
        }
        if line.len() - before < LINE {
            break;
        }
    }
    map.position.store(start + line.len(), Ordering::Relaxed);
    Ok(vm.new_bytes(&line))
}

/// Writes at the position.
fn put<R: Runtime>(vm: &mut Vm<R>, map: &Mmap<R>, data: &[u8], error: &str) -> Return<R, ()> {
    let start = map.position();
    if !with(vm, map, |region| region.write(start, data))? {
        return Err(vm.value_error(error));
    }
    map.position.store(start + data.len(), Ordering::Relaxed);
    Ok(())
}

fn write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let data = vm.expect_bytes_like(&arguments[1])?;
    writable(vm, map)?;
    put(vm, map, &data, "data out of range")?;
    Ok(vm.new_usize(data.len()))
}

fn write_byte<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let byte = vm.index(&arguments[1])?;
    let Ok(byte) = u8::try_from(byte) else {
        return Err(vm.overflow_error("unsigned byte integer is greater than maximum"));
    };
    writable(vm, map)?;
    put(vm, map, &[byte], "write byte out of range")?;
    Ok(Value::NONE)
}

fn seek<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let (distance, length) = (vm.index(&arguments[1])?, length(vm, map)?);
    let whence = match arguments[2].given() {
        Some(whence) => vm.index(whence)?,
        None => 0,
    };
    let base = match whence {
        0 => 0,
        1 => map.position() as i64,
        2 => length as i64,
        _ => return Err(vm.value_error("unknown seek type")),
    };
    let place = base.checked_add(distance).and_then(|place| usize::try_from(place).ok());
    match place.filter(|&place| place <= length) {
        Some(place) => {
            map.position.store(place, Ordering::Relaxed);
            Ok(vm.new_usize(place))
        }
        None => Err(vm.value_error("seek out of range")),
    }
}

fn tell<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    length(vm, map)?;
    let position = map.position();
    Ok(vm.new_usize(position))
}

fn size<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    length(vm, map)?;
    // Without a file it fails, as in CPython.
    let status = map::status(vm, map.file.load(Ordering::Relaxed))?;
    Ok(vm.new_int(status.st_size))
}

fn move_bytes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let mut numbers = [0; 3];
    for (number, value) in numbers.iter_mut().zip(&arguments[1..]) {
        *number = vm.index(value)?;
    }
    writable(vm, map)?;
    let [target, source, count] = numbers.map(usize::try_from);
    let moved = match (target, source, count) {
        (Ok(target), Ok(source), Ok(count)) => with(vm, map, |region| {
            let Some(end) = source.checked_add(count).filter(|&end| end <= region.len()) else {
                return false;
            };
            region.copy(source..end).is_some_and(|bytes| region.write(target, &bytes))
        })?,
        _ => false,
    };
    if moved { Ok(Value::NONE) } else { Err(vm.value_error("source, destination, or count out of range")) }
}

/// Calls the system on `range` of the memory, which stays mapped meanwhile.
fn on_range<R: Runtime>(
    vm: &mut Vm<R>,
    map: &Mmap<R>,
    name: &str,
    start: usize,
    count: usize,
    call: impl Fn(*mut libc::c_void, usize) -> i32,
) -> Return<R> {
    // As long as a view looks into it, nobody can close it.
    let pin = MemoryView::formatted(vm, map.memory.value(), 'B')?;
    let address = with(vm, map, |region| region.start())?;
    // SAFETY: the callers have seen that the range is within the memory.
    let address = unsafe { address.add(start) };
    system::blocking(vm, name, None, || call(address.as_ptr().cast(), count))?;
    drop(pin);
    Ok(Value::NONE)
}

fn flush<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let length = length(vm, map)?;
    let mut number = |value: &Value<R>| match value.given() {
        Some(value) => vm.index(value),
        None => Ok(-1),
    };
    let (start, count) = (number(&arguments[1])?.max(0), number(&arguments[2])?);
    let count = if count < 0 { length as i64 - start } else { count };
    let fits = count >= 0 && start.checked_add(count).is_some_and(|end| end <= length as i64);
    if !fits {
        return Err(vm.value_error("flush values out of range"));
    }
    if map.access == ACCESS_READ || map.access == ACCESS_COPY {
        return Ok(Value::NONE);
    }
    // SAFETY: `on_range` promises that the range is mapped.
    on_range(vm, map, "msync", start as usize, count as usize, |address, count| unsafe {
        libc::msync(address, count, libc::MS_SYNC)
    })
}

fn madvise<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let (advice, length) = (vm.index(&arguments[1])? as i32, length(vm, map)? as i64);
    let start = match arguments[2].given() {
        Some(start) => vm.index(start)?,
        None => 0,
    };
    let count = match arguments[3].some() {
        Some(count) => vm.index(count)?,
        None => length,
    };
    if start < 0 || start >= length {
        return Err(vm.value_error("madvise start out of bounds"));
    }
    if count < 0 {
        return Err(vm.value_error("madvise length invalid"));
    }
    let count = count.min(length - start);
    // SAFETY: `on_range` promises that the range is mapped. What the advice may do to the bytes is what their other users
    // may do too.
    on_range(vm, map, "madvise", start as usize, count as usize, |address, count| unsafe {
        libc::madvise(address, count, advice)
    })
}

const NUMBERS: [(&str, i64); 24] = [
    ("ACCESS_DEFAULT", ACCESS_DEFAULT),
    ("ACCESS_READ", ACCESS_READ),
    ("ACCESS_WRITE", ACCESS_WRITE),
    ("ACCESS_COPY", ACCESS_COPY),
    ("PROT_READ", libc::PROT_READ as i64),
    ("PROT_WRITE", libc::PROT_WRITE as i64),
    ("PROT_EXEC", libc::PROT_EXEC as i64),
    ("MAP_SHARED", libc::MAP_SHARED as i64),
    ("MAP_PRIVATE", libc::MAP_PRIVATE as i64),
    ("MAP_ANON", libc::MAP_ANON as i64),
    ("MAP_ANONYMOUS", libc::MAP_ANONYMOUS as i64),
    ("MAP_POPULATE", libc::MAP_POPULATE as i64),
    ("MAP_NORESERVE", libc::MAP_NORESERVE as i64),
    ("MAP_DENYWRITE", libc::MAP_DENYWRITE as i64),
    ("MADV_NORMAL", libc::MADV_NORMAL as i64),
    ("MADV_RANDOM", libc::MADV_RANDOM as i64),
    ("MADV_SEQUENTIAL", libc::MADV_SEQUENTIAL as i64),
    ("MADV_WILLNEED", libc::MADV_WILLNEED as i64),
    ("MADV_DONTNEED", libc::MADV_DONTNEED as i64),
    ("MADV_FREE", libc::MADV_FREE as i64),
    ("MADV_DONTFORK", libc::MADV_DONTFORK as i64),
    ("MADV_DOFORK", libc::MADV_DOFORK as i64),
    ("MADV_HUGEPAGE", libc::MADV_HUGEPAGE as i64),
    ("MADV_NOHUGEPAGE", libc::MADV_NOHUGEPAGE as i64),
];

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("mmap");
    iteration::install(vm);
    // What a memoryview shows as `obj`; nobody makes one but a `mmap`.
    ClassBuilder::new::<Mapped<R>>(vm, "mmap", "_memory", None).sealed().finish();
    let class = ClassBuilder::new::<Mmap<R>>(vm, "mmap", "mmap", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor(map::SIGNATURE, map::new)
        .methods(&[
            ("__init__(self, /, *args, **kwargs)", |_, _| Ok(Value::NONE)),
            ("__len__(self, /)", len),
            ("__getitem__(self, key, /)", get_item),
            ("__setitem__(self, key, value, /)", set_item),
            ("__iter__(self, /)", iteration::forward),
            ("__reversed__(self, /)", iteration::backward),
            ("__buffer__(self, flags, /)", buffer),
            ("__release_buffer__(self, buffer, /)", release_buffer),
            ("__repr__(self, /)", repr),
            ("__enter__(self, /)", enter),
            ("__exit__(self, exc_type, exc_value, traceback, /)", close),
            ("close(self, /)", close),
            ("find(self, view, start=None, end=None, /)", |vm, a| search::find(vm, a, false)),
            ("rfind(self, view, start=None, end=None, /)", |vm, a| search::find(vm, a, true)),
            ("flush(self, offset=0, size=None, /)", flush),
            ("madvise(self, option, start=0, length=None, /)", madvise),
            ("move(self, dest, src, count, /)", move_bytes),
            ("read(self, n=None, /)", read),
            ("read_byte(self, /)", read_byte),
            ("readline(self, /)", readline),
            ("resize(self, newsize, /)", map::resize),
            ("seek(self, pos, whence=0, /)", seek),
            ("seekable(self, /)", |_, _| Ok(Value::TRUE)),
            ("size(self, /)", size),
            ("tell(self, /)", tell),
            ("write(self, bytes, /)", write),
            ("write_byte(self, byte, /)", write_byte),
        ])
        .getter("closed", is_closed)
        .finish()
        .into_value();
    vm.module_set(&module, "mmap", class);
    for (name, number) in NUMBERS {
        vm.module_set(&module, name, Value::small_int(number));
    }
    let page = map::page_size();
    for name in ["PAGESIZE", "ALLOCATIONGRANULARITY"] {
        vm.module_set(&module, name, Value::small_int(page));
    }
    let error = vm.exceptions().os_error.value().clone();
    vm.module_set(&module, "error", error);
    Ok(module)
}

/// Gives mapped memory back.
///
/// # Safety
/// What `mmap` has answered, and that long; nobody looks into it any more.
unsafe fn unmap(start: NonNull<u8>, length: usize) {
    // SAFETY: the caller's promise.
    unsafe { libc::munmap(start.as_ptr().cast(), length) };
}
