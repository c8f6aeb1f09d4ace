//! Making a map, and making it longer or shorter.

use super::{ACCESS_COPY, ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, Mmap, length, receiver, unmap};
use crate::system;
use interpreter::builtins::{Mapped, Region};
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};

pub(super) const SIGNATURE: &str =
    "__new__(cls, fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True)";

/// Bytes of a page.
pub(super) fn page_size() -> i64 {
    // SAFETY: no preconditions.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) }
}

pub(super) fn status<R: Runtime>(vm: &mut Vm<R>, file: i32) -> Return<R, libc::stat> {
    // SAFETY: all-zero is a valid `stat`.
    let mut status: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: `status` is valid for writes.
    let answer = unsafe { libc::fstat(file, &mut status) };
    system::checked(vm, answer, None)?;
    Ok(status)
}

/// Flags, protection and access, which are three ways to say the same.
fn terms<R: Runtime>(vm: &mut Vm<R>, flags: i64, protection: i64, access: i64) -> Return<R, (i32, i32, i64)> {
    let both = i64::from(libc::PROT_READ | libc::PROT_WRITE);
    let shared = i64::from(libc::MAP_SHARED);
    if access != ACCESS_DEFAULT && (flags != shared || protection != both) {
        return Err(vm.value_error("mmap can't specify both access and flags, prot."));
    }
    let (flags, protection, access) = match access {
        ACCESS_READ => (shared, i64::from(libc::PROT_READ), access),
        ACCESS_WRITE => (shared, both, access),
        ACCESS_COPY => (i64::from(libc::MAP_PRIVATE), both, access),
        ACCESS_DEFAULT if protection & both == both => (flags, protection, access),
        ACCESS_DEFAULT if protection & i64::from(libc::PROT_WRITE) != 0 => (flags, protection, ACCESS_WRITE),
        ACCESS_DEFAULT if protection & both == 0 => {
            // CPython makes it, and any access ends the process.
            return Err(vm.value_error("memory that may be neither read nor written is not supported"));
        }
        ACCESS_DEFAULT => (flags, protection, ACCESS_READ),
        _ => return Err(vm.value_error("mmap invalid access parameter.")),
    };
    // At an address of the caller's choice something may be already.
    let flags = flags as i32 & !(libc::MAP_FIXED | libc::MAP_GROWSDOWN);
    Ok((flags, protection as i32, access))
}

pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, file, wanted, flags, protection, access, offset, track] = arguments else {
        return Err(vm.type_error("mmap() takes a descriptor and a length"));
    };
    let class = vm.class_argument(class)?;
    let file = vm.index(file)?;
    let wanted = vm.index(wanted)?;
    let mut number = |value: &Value<R>, otherwise: i64| match value.given() {
        Some(value) => vm.index(value),
        None => Ok(otherwise),
    };
    let flags = number(flags, libc::MAP_SHARED.into())?;
    let protection = number(protection, i64::from(libc::PROT_READ | libc::PROT_WRITE))?;
    let (access, offset) = (number(access, ACCESS_DEFAULT)?, number(offset, 0)?);
    let track = vm.flag(track, true)?;
    if wanted < 0 {
        return Err(vm.overflow_error("memory mapped length must be positive"));
    }
    if offset < 0 {
        return Err(vm.overflow_error("memory mapped offset must be positive"));
    }
    let (mut flags, protection, access) = terms(vm, flags, protection, access)?;
    let Ok(file) = i32::try_from(file) else {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    };
    vm.audit("mmap.__new__", |vm| {
        [file.into(), wanted, access, offset].map(|number: i64| vm.new_int(number))
    })?;
    let mut wanted = wanted as usize;
    let mut own = -1;
    // What is added to shared memory of no file has nothing behind it.
    let shared = file == -1 && flags & libc::MAP_SHARED != 0;
    if file == -1 {
        flags |= libc::MAP_ANONYMOUS;
    } else {
        wanted = within_file(vm, file, wanted, offset)?;
        if track {
            // SAFETY: no memory is involved.
            let copy = unsafe { libc::fcntl(file, libc::F_DUPFD_CLOEXEC, 0) };
            own = system::checked(vm, copy, None)?;
        }
    }
    let mapped = system::blocking(vm, "mmap", None, || {
        // SAFETY: the system chooses where, so nothing that is there is replaced.
        unsafe { libc::mmap(std::ptr::null_mut(), wanted, protection, flags, file, offset) as i64 }
    });
    let start = match mapped {
        Ok(start) => NonNull::new(start as *mut u8),
        Err(raised) => {
            if own >= 0 {
                // SAFETY: made above.
                unsafe { libc::close(own) };
            }
            return Err(raised);
        }
    };
    let Some(start) = start else { return Err(vm.memory_error()) };
    let writable = protection & libc::PROT_WRITE != 0;
    // SAFETY: just mapped, that long and that way, and given to nobody else.
    let region = unsafe { Region::new(start, wanted, writable, unmap) };
    let memory = vm.new_object(Mapped::new(region)).downcast().map_err(Raised)?;
    let (file, position) = (AtomicI32::new(own), AtomicUsize::new(0));
    vm.new_object_of(&class, Mmap { memory, file, tracked: track, position, offset, access, shared })
}

/// How many bytes of the file to map: those that were asked for, or all, if it has them.
fn within_file<R: Runtime>(vm: &mut Vm<R>, file: i32, wanted: usize, offset: i64) -> Return<R, usize> {
    let status = status(vm, file)?;
    if status.st_mode & libc::S_IFMT != libc::S_IFREG {
        return Ok(wanted);
    }
    let there = status.st_size - offset;
    if wanted == 0 {
        if status.st_size == 0 {
            return Err(vm.value_error("cannot mmap an empty file"));
        }
        if there <= 0 {
            return Err(vm.value_error("mmap offset is greater than file size"));
        }
        return Ok(there as usize);
    }
    if there < 0 || (there as u64) < wanted as u64 {
        return Err(vm.value_error("mmap length is greater than file size"));
    }
    Ok(wanted)
}

pub(super) fn resize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let length = length(vm, map)?;
    let wanted = vm.index(&arguments[1])?;
    if map.access == ACCESS_READ || map.access == ACCESS_COPY {
        return Err(vm.type_error("mmap can't resize a readonly or copy-on-write memory map."));
    }
    if !map.tracked {
        return Err(vm.value_error("mmap can't resize with trackfd=False."));
    }
    let end = map.offset.checked_add(wanted);
    let (Ok(wanted), Some(end)) = (usize::try_from(wanted), end) else {
        return Err(vm.value_error("new size out of range"));
    };
    if map.shared && wanted > length {
        return Err(vm.value_error("mmap: can't expand a shared anonymous mapping"));
    }
    let file = map.file.load(Ordering::Relaxed);
    if file >= 0 {
        system::blocking(vm, "ftruncate", None, || {
            // SAFETY: no memory is involved.
            unsafe { libc::ftruncate(file, end) }
        })?;
    }
    let failed = {
        let mut region = vm.lock(&map.memory);
        match region.take() {
            None => Some(None),
            Some(old) if map.memory.is_exported() => {
                *region = Some(old);
                Some(Some(0))
            }
            Some(old) => {
                // Not unmapped twice.
                let old = ManuallyDrop::new(old);
                let start = old.start().as_ptr().cast();
                // SAFETY: the region is ours alone and no view looks into it; it may move.
                let moved = unsafe { libc::mremap(start, old.len(), wanted, libc::MREMAP_MAYMOVE) };
                if moved == libc::MAP_FAILED {
                    *region = Some(ManuallyDrop::into_inner(old));
                    Some(Some(system::errno()))
                } else {
                    let start = NonNull::new(moved.cast()).unwrap_or(old.start());
                    // SAFETY: what `mremap` has answered, in place of the old one.
                    *region = Some(unsafe { Region::new(start, wanted, old.is_writable(), unmap) });
                    None
                }
            }
        }
    };
    match failed {
        None => Ok(Value::NONE),
        Some(None) => Err(vm.value_error("mmap closed or invalid")),
        Some(Some(0)) => Err(vm.buffer_error("mmap can't resize with extant pointers exported.")),
        Some(Some(number)) => Err(vm.os_error(number, None)),
    }
}
