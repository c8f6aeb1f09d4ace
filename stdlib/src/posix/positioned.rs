//! Reading and writing at a place of a file that is said, in parts, and from file to file.

use crate::path::descriptor;
use crate::system;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

fn pread<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (file, length) = (descriptor(vm, &arguments[0])?, vm.index(&arguments[1])?);
    let offset = vm.index(&arguments[2])?;
    if length < 0 {
        return Err(vm.os_error(libc::EINVAL, None));
    }
    let mut buffer = vm.buffer(length as usize)?;
    let start = buffer.as_mut_ptr();
    // SAFETY: there is room for `length` bytes.
    let count = system::blocking(vm, "pread", None, || unsafe {
        libc::pread(file, start.cast(), length as usize, offset) as i64
    })?;
    // SAFETY: the system has written that many bytes.
    unsafe { buffer.set_len(count as usize) };
    Ok(vm.new_bytes(&buffer))
}

fn pwrite<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let data = vm.expect_bytes_like(&arguments[1])?;
    let offset = vm.index(&arguments[2])?;
    // SAFETY: `data` is valid for reads of its length.
    let count = system::blocking(vm, "pwrite", None, || unsafe {
        libc::pwrite(file, data.as_ptr().cast(), data.len(), offset) as i64
    })?;
    Ok(vm.new_int(count))
}

/// Writes parts one behind the other, at a place if one is given.
fn write_parts<R: Runtime>(
    vm: &mut Vm<R>,
    file: &Value<R>,
    parts: &Value<R>,
    offset: Option<i64>,
    flags: i32,
) -> Return<R> {
    let file = descriptor(vm, file)?;
    let given = vm.collect(parts)?;
    let mut parts = Vec::new();
    for part in &given {
        parts.push(vm.expect_bytes_like(part)?);
    }
    let vectors: Vec<libc::iovec> = parts
        .iter()
        .map(|part| libc::iovec { iov_base: part.as_ptr().cast_mut().cast(), iov_len: part.len() })
        .collect();
    let (start, length) = (vectors.as_ptr() as usize, vectors.len() as i32);
    // SAFETY: each vector names memory that is valid for reads, and `vectors` outlives the call.
    let count = system::blocking(vm, "writev", None, || unsafe {
        let vectors = start as *const libc::iovec;
        match offset {
            Some(offset) => libc::pwritev2(file, vectors, length, offset, flags) as i64,
            None => libc::writev(file, vectors, length) as i64,
        }
    })?;
    Ok(vm.new_int(count))
}

fn writev<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    write_parts(vm, &arguments[0], &arguments[1], None, 0)
}

fn pwritev<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let offset = vm.index(&arguments[2])?;
    let flags = system::int_or(vm, &arguments[3], 0)?;
    write_parts(vm, &arguments[0], &arguments[1], Some(offset), flags)
}

/// Reads into buffers one behind the other, at a place if one is given; answers how many bytes came.
fn read_parts<R: Runtime>(
    vm: &mut Vm<R>,
    file: &Value<R>,
    buffers: &Value<R>,
    offset: Option<i64>,
    flags: i32,
) -> Return<R> {
    let file = descriptor(vm, file)?;
    let buffers = vm.collect(buffers)?;
    let mut parts = Vec::new();
    for buffer in &buffers {
        let length = vm.writable_len(buffer)?;
        parts.push(vm.zeros(length)?);
    }
    let vectors: Vec<libc::iovec> = parts
        .iter_mut()
        .map(|part| libc::iovec { iov_base: part.as_mut_ptr().cast(), iov_len: part.len() })
        .collect();
    let (start, length) = (vectors.as_ptr() as usize, vectors.len() as i32);
    // SAFETY: each vector names memory that is valid for writes, and `vectors` outlives the call.
    let count = system::blocking(vm, "readv", None, || unsafe {
        let vectors = start as *const libc::iovec;
        match offset {
            Some(offset) => libc::preadv2(file, vectors, length, offset, flags) as i64,
            None => libc::readv(file, vectors, length) as i64,
        }
    })?;
    let mut left = count as usize;
    for (buffer, part) in buffers.iter().zip(&parts) {
        let own = left.min(part.len());
        vm.overwrite(buffer, 0, &part[..own])?;
        left -= own;
    }
    Ok(vm.new_int(count))
}

fn readv<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    read_parts(vm, &arguments[0], &arguments[1], None, 0)
}

fn preadv<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let offset = vm.index(&arguments[2])?;
    let flags = system::int_or(vm, &arguments[3], 0)?;
    read_parts(vm, &arguments[0], &arguments[1], Some(offset), flags)
}

fn sendfile<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (to, from) = (descriptor(vm, &arguments[0])?, descriptor(vm, &arguments[1])?);
    let mut offset = match arguments[2].some() {
        Some(offset) => Some(vm.index(offset)?),
        None => None,
    };
    let count = vm.index(&arguments[3])?;
    let Ok(count) = usize::try_from(count) else { return Err(vm.os_error(libc::EINVAL, None)) };
    let sent = system::blocking(vm, "sendfile", None, || {
        let place = offset.as_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut);
        // SAFETY: `place` is null or valid for reads and writes.
        unsafe { libc::sendfile(to, from, place, count) as i64 }
    })?;
    Ok(vm.new_int(sent))
}

fn copy_file_range<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (from, to) = (descriptor(vm, &arguments[0])?, descriptor(vm, &arguments[1])?);
    let Ok(count) = usize::try_from(vm.index(&arguments[2])?) else {
        return Err(vm.value_error("negative value for 'count' not allowed"));
    };
    let mut places = [None, None];
    for (place, given) in places.iter_mut().zip(&arguments[3..5]) {
        if let Some(given) = given.some() {
            *place = Some(vm.index(given)?);
        }
    }
    let [mut source, mut target] = places;
    let copied = system::blocking(vm, "copy_file_range", None, || {
        let source = source.as_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut);
        let target = target.as_mut().map_or(std::ptr::null_mut(), std::ptr::from_mut);
        // SAFETY: both are null or valid for reads and writes.
        unsafe { libc::copy_file_range(from, source, to, target, count, 0) as i64 }
    })?;
    Ok(vm.new_int(copied))
}

fn posix_fallocate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let (offset, length) = (vm.index(&arguments[1])?, vm.index(&arguments[2])?);
    // SAFETY: no memory is involved.
    match vm.detached(|| unsafe { libc::posix_fallocate(file, offset, length) }) {
        0 => Ok(Value::NONE),
        number => Err(vm.os_error(number, None)),
    }
}

fn posix_fadvise<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let (offset, length) = (vm.index(&arguments[1])?, vm.index(&arguments[2])?);
    let advice = vm.index(&arguments[3])? as i32;
    // SAFETY: no memory is involved.
    match vm.detached(|| unsafe { libc::posix_fadvise(file, offset, length, advice) }) {
        0 => Ok(Value::NONE),
        number => Err(vm.os_error(number, None)),
    }
}

fn fdatasync<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    system::blocking(vm, "fdatasync", None, || unsafe { libc::fdatasync(file) })?;
    Ok(Value::NONE)
}

fn sync<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // SAFETY: no preconditions.
    vm.detached(|| unsafe { libc::sync() });
    Ok(Value::NONE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "posix",
        &[
            ("pread(fd, length, offset, /)", pread),
            ("pwrite(fd, buffer, offset, /)", pwrite),
            ("readv(fd, buffers, /)", readv),
            ("preadv(fd, buffers, offset, flags=0, /)", preadv),
            ("writev(fd, buffers, /)", writev),
            ("pwritev(fd, buffers, offset, flags=0, /)", pwritev),
            ("sendfile(out_fd, in_fd, offset, count)", sendfile),
            ("copy_file_range(src, dst, count, offset_src=None, offset_dst=None)", copy_file_range),
            ("posix_fallocate(fd, offset, length, /)", posix_fallocate),
            ("posix_fadvise(fd, offset, length, advice, /)", posix_fadvise),
            ("fdatasync(fd)", fdatasync),
            ("sync()", sync),
        ],
    );
    for (name, value) in [
        ("POSIX_FADV_NORMAL", libc::POSIX_FADV_NORMAL),
        ("POSIX_FADV_SEQUENTIAL", libc::POSIX_FADV_SEQUENTIAL),
        ("POSIX_FADV_RANDOM", libc::POSIX_FADV_RANDOM),
        ("POSIX_FADV_NOREUSE", libc::POSIX_FADV_NOREUSE),
        ("POSIX_FADV_WILLNEED", libc::POSIX_FADV_WILLNEED),
        ("POSIX_FADV_DONTNEED", libc::POSIX_FADV_DONTNEED),
    ] {
        vm.module_set(module, name, Value::small_int(value.into()));
    }
}
