//! `fcntl`: controlling descriptors, and locks on files.

use crate::{descriptor, system};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// Most bytes that an argument or an answer has.
const LONGEST: usize = 1024;

/// The argument of a call: a number, or bytes that are copied in and out.
enum Argument {
    Number(libc::c_long),
    Bytes(Vec<u8>),
}

fn argument<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, function: &str) -> Return<R, Argument> {
    let Some(value) = value.given() else { return Ok(Argument::Number(0)) };
    if let Some(bytes) = vm.bytes_like(value) {
        if bytes.len() > LONGEST {
            return Err(vm.value_error(&format!("{function} argument 3 is too long")));
        }
        return Ok(Argument::Bytes(bytes.into_owned()));
    }
    let number = vm.index_integer(value)?;
    // Numbers may be given with or without a sign.
    match i64::try_from(&number).or_else(|_| u64::try_from(&number).map(|number| number as i64)) {
        // Where the system takes it for an address, nothing of the process's may be there.
        Ok(number) if number < 65_536 => Ok(Argument::Number(number)),
        Ok(_) => Err(vm.value_error(&format!("{function} argument 3 is too large"))),
        Err(_) => Err(vm.overflow_error("Python int too large to convert to C long")),
    }
}

/// The argument as audit hooks see it.
fn third<R: Runtime>(arguments: &[Value<R>]) -> Value<R> {
    arguments[2].given().cloned().unwrap_or(Value::NONE)
}

fn control<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (file, command) = (descriptor::of(vm, &arguments[0])?, vm.index(&arguments[1])? as i32);
    let argument = argument(vm, &arguments[2], "fcntl")?;
    vm.audit("fcntl.fcntl", |vm| [vm.new_int(file.into()), vm.new_int(command.into()), third(arguments)])?;
    match argument {
        Argument::Number(number) => {
            // SAFETY: commands that take an address are given one below; with a number they fail.
            let answer =
                system::blocking(vm, "fcntl", None, || unsafe { libc::fcntl(file, command, number) })?;
            Ok(vm.new_int(answer))
        }
        Argument::Bytes(bytes) => {
            let length = bytes.len();
            let mut buffer = vec![0_u8; LONGEST + 64];
            buffer[..length].copy_from_slice(&bytes);
            let address = buffer.as_mut_ptr();
            // SAFETY: there is more room at the address than any command uses.
            system::blocking(vm, "fcntl", None, || unsafe { libc::fcntl(file, command, address) })?;
            Ok(vm.new_bytes(&buffer[..length]))
        }
    }
}

fn io_control<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (file, request) = (descriptor::of(vm, &arguments[0])?, vm.index(&arguments[1])? as libc::c_ulong);
    let argument = argument(vm, &arguments[2], "ioctl")?;
    vm.audit("fcntl.ioctl", |vm| {
        [vm.new_int(file.into()), vm.new_usize(request as usize), third(arguments)]
    })?;
    match argument {
        Argument::Number(number) => {
            // SAFETY: as in `control`.
            let answer =
                system::blocking(vm, "ioctl", None, || unsafe { libc::ioctl(file, request, number) })?;
            Ok(vm.new_int(answer))
        }
        Argument::Bytes(bytes) => {
            let length = bytes.len();
            let mut buffer = vec![0_u8; LONGEST + 64];
            buffer[..length].copy_from_slice(&bytes);
            let address = buffer.as_mut_ptr();
            // SAFETY: as in `control`.
            let answer =
                system::blocking(vm, "ioctl", None, || unsafe { libc::ioctl(file, request, address) })?;
            let mutates = vm.flag(&arguments[3], true)?;
            if mutates && vm.writable_len(&arguments[2]).is_ok() {
                vm.overwrite(&arguments[2], 0, &buffer[..length])?;
                return Ok(vm.new_int(answer));
            }
            Ok(vm.new_bytes(&buffer[..length]))
        }
    }
}

fn flock<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (file, operation) = (descriptor::of(vm, &arguments[0])?, vm.index(&arguments[1])? as i32);
    vm.audit("fcntl.flock", |vm| [file, operation].map(|number| vm.new_int(number.into())))?;
    // SAFETY: no memory is involved.
    system::blocking(vm, "flock", None, || unsafe { libc::flock(file, operation) })?;
    Ok(Value::NONE)
}

fn lockf<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (file, operation) = (descriptor::of(vm, &arguments[0])?, vm.index(&arguments[1])? as i32);
    let mut number = |value: &Value<R>| match value.given() {
        Some(value) => vm.index(value),
        None => Ok(0),
    };
    let (length, start, whence) = (number(&arguments[2])?, number(&arguments[3])?, number(&arguments[4])?);
    vm.audit("fcntl.lockf", |vm| {
        [file.into(), operation.into(), length, start, whence].map(|number: i64| vm.new_int(number))
    })?;
    let kind = if operation == libc::LOCK_UN {
        libc::F_UNLCK
    } else if operation & libc::LOCK_SH != 0 {
        libc::F_RDLCK
    } else if operation & libc::LOCK_EX != 0 {
        libc::F_WRLCK
    } else {
        return Err(vm.value_error("unrecognized lockf argument"));
    };
    // SAFETY: all-zero is a valid `flock`.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    (lock.l_type, lock.l_whence) = (kind as libc::c_short, whence as libc::c_short);
    (lock.l_start, lock.l_len) = (start, length);
    let command = if operation & libc::LOCK_NB != 0 { libc::F_SETLK } else { libc::F_SETLKW };
    let lock = &raw const lock;
    // SAFETY: `lock` is valid for reads.
    system::blocking(vm, "fcntl", None, || unsafe { libc::fcntl(file, command, lock) })?;
    Ok(Value::NONE)
}

/// Numbers of Linux that not every C library names (`fcntl.h` of the kernel).
const LINUX: [(&str, i64); 50] = [
    ("DN_ACCESS", 0x1),
    ("DN_MODIFY", 0x2),
    ("DN_CREATE", 0x4),
    ("DN_DELETE", 0x8),
    ("DN_RENAME", 0x10),
    ("DN_ATTRIB", 0x20),
    ("DN_MULTISHOT", 0x8000_0000),
    ("FASYNC", 0x2000),
    ("FICLONE", 0x4004_9409),
    ("FICLONERANGE", 0x4020_940d),
    ("F_EXLCK", 4),
    ("F_SHLCK", 8),
    ("F_GETLK64", libc::F_GETLK as i64),
    ("F_SETLK64", libc::F_SETLK as i64),
    ("F_SETLKW64", libc::F_SETLKW as i64),
    ("F_SETSIG", 10),
    ("F_GETSIG", 11),
    ("F_SETOWN_EX", 15),
    ("F_GETOWN_EX", 16),
    ("F_OFD_GETLK", 36),
    ("F_OFD_SETLK", 37),
    ("F_OFD_SETLKW", 38),
    ("F_OWNER_TID", 0),
    ("F_OWNER_PID", 1),
    ("F_OWNER_PGRP", 2),
    ("F_SETLEASE", 1024),
    ("F_GETLEASE", 1025),
    ("F_NOTIFY", 1026),
    ("F_DUPFD_QUERY", 1027),
    ("F_ADD_SEALS", 1033),
    ("F_GET_SEALS", 1034),
    ("F_SEAL_SEAL", 0x1),
    ("F_SEAL_SHRINK", 0x2),
    ("F_SEAL_GROW", 0x4),
    ("F_SEAL_WRITE", 0x8),
    ("F_SEAL_FUTURE_WRITE", 0x10),
    ("F_GET_RW_HINT", 1035),
    ("F_SET_RW_HINT", 1036),
    ("F_GET_FILE_RW_HINT", 1037),
    ("F_SET_FILE_RW_HINT", 1038),
    ("LOCK_MAND", 0x20),
    ("LOCK_READ", 0x40),
    ("LOCK_WRITE", 0x80),
    ("LOCK_RW", 0xc0),
    ("RWH_WRITE_LIFE_NOT_SET", 0),
    ("RWH_WRITE_LIFE_NONE", 1),
    ("RWH_WRITE_LIFE_SHORT", 2),
    ("RWH_WRITE_LIFE_MEDIUM", 3),
    ("RWH_WRITE_LIFE_LONG", 4),
    ("RWH_WRITE_LIFE_EXTREME", 5),
];

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("fcntl");
    for (name, value) in [
        ("LOCK_SH", libc::LOCK_SH),
        ("LOCK_EX", libc::LOCK_EX),
        ("LOCK_NB", libc::LOCK_NB),
        ("LOCK_UN", libc::LOCK_UN),
        ("F_DUPFD", libc::F_DUPFD),
        ("F_DUPFD_CLOEXEC", libc::F_DUPFD_CLOEXEC),
        ("F_GETFD", libc::F_GETFD),
        ("F_SETFD", libc::F_SETFD),
        ("F_GETFL", libc::F_GETFL),
        ("F_SETFL", libc::F_SETFL),
        ("F_GETLK", libc::F_GETLK),
        ("F_SETLK", libc::F_SETLK),
        ("F_SETLKW", libc::F_SETLKW),
        ("F_GETOWN", libc::F_GETOWN),
        ("F_SETOWN", libc::F_SETOWN),
        ("F_GETPIPE_SZ", libc::F_GETPIPE_SZ),
        ("F_SETPIPE_SZ", libc::F_SETPIPE_SZ),
        ("F_RDLCK", libc::F_RDLCK),
        ("F_WRLCK", libc::F_WRLCK),
        ("F_UNLCK", libc::F_UNLCK),
        ("FD_CLOEXEC", libc::FD_CLOEXEC),
    ] {
        vm.module_set(&module, name, Value::small_int(value.into()));
    }
    for (name, value) in LINUX {
        vm.module_set(&module, name, Value::small_int(value));
    }
    vm.module_functions(
        &module,
        "fcntl",
        &[
            ("fcntl(fd, cmd, arg=0, /)", control),
            ("ioctl(fd, request, arg=0, mutate_flag=True, /)", io_control),
            ("flock(fd, operation, /)", flock),
            ("lockf(fd, cmd, len=0, start=0, whence=0, /)", lockf),
        ],
    );
    Ok(module)
}
