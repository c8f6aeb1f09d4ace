//! For whom the process acts.

use crate::accounts;
use crate::system::{self, checked};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// A number of a user or group; -1 is none.
fn number<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, u32> {
    match vm.index(value)? {
        -1 => Ok(u32::MAX),
        id => {
            u32::try_from(id).map_err(|_| vm.overflow_error("the number of a user or group is out of range"))
        }
    }
}

macro_rules! setters {
    ($($name:ident($($part:ident),*))*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let mut given = arguments.iter();
            $(let $part = match given.next() {
                Some(value) => number(vm, value)?,
                None => return Err(vm.system_error("a number is missing")),
            };)*
            // SAFETY: no memory is involved.
            let answer = unsafe { libc::$name($($part),*) };
            checked(vm, answer, None)?;
            Ok(Value::NONE)
        })*
    };
}

setters! {
    setuid(user) setgid(group) seteuid(user) setegid(group) setreuid(real, effective) setregid(real, effective)
    setresuid(real, effective, saved) setresgid(real, effective, saved)
}

fn three<R: Runtime>(vm: &mut Vm<R>, answer: i32, numbers: [u32; 3]) -> Return<R> {
    checked(vm, answer, None)?;
    let numbers = numbers.map(|number| vm.new_int(number.into())).to_vec();
    Ok(vm.new_tuple(numbers))
}

fn getresuid<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let [mut real, mut effective, mut saved] = [0; 3];
    // SAFETY: all three are valid for writes.
    let answer = unsafe { libc::getresuid(&mut real, &mut effective, &mut saved) };
    three(vm, answer, [real, effective, saved])
}

fn getresgid<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let [mut real, mut effective, mut saved] = [0; 3];
    // SAFETY: all three are valid for writes.
    let answer = unsafe { libc::getresgid(&mut real, &mut effective, &mut saved) };
    three(vm, answer, [real, effective, saved])
}

fn getgroups<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    loop {
        // SAFETY: nothing is written where there is no room.
        let count = unsafe { libc::getgroups(0, std::ptr::null_mut()) };
        let count = checked(vm, count, None)?;
        let mut groups = vec![0; count as usize];
        // SAFETY: there is room for `count` groups.
        let found = unsafe { libc::getgroups(count, groups.as_mut_ptr()) };
        // There may be more by now.
        if found < 0 && system::errno() == libc::EINVAL {
            continue;
        }
        groups.truncate(checked(vm, found, None)? as usize);
        let groups = groups.into_iter().map(|group| vm.new_int(group.into())).collect();
        return vm.new_list(groups);
    }
}

fn setgroups<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let groups: Vec<u32> =
        vm.collect(&arguments[0])?.iter().map(|group| number(vm, group)).collect::<Return<R, _>>()?;
    // SAFETY: the groups are valid for reads.
    let answer = unsafe { libc::setgroups(groups.len(), groups.as_ptr()) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

/// The groups of an account, and one more.
fn getgrouplist<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let account = vm.str_argument(&arguments[0], "getgrouplist() argument 1")?.to_owned();
    let more = number(vm, &arguments[1])?;
    let mut groups = vec![more];
    groups.extend(accounts::groups_of(vm, &account)?.into_iter().filter(|&group| group != more));
    let groups = groups.into_iter().map(|group| vm.new_int(group.into())).collect();
    vm.new_list(groups)
}

/// Who is logged in at the terminal of the process.
fn getlogin<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let number = vm.detached(|| std::fs::read_to_string("/proc/self/loginuid")).unwrap_or_default();
    match accounts::name_of(vm, number.trim())? {
        Some(name) => Ok(vm.new_string(name)),
        None => Err(vm.os_error(libc::ENXIO, None)),
    }
}

fn getpriority<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (which, who) = (vm.index(&arguments[0])?, vm.index(&arguments[1])?);
    // SAFETY: errno is the thread's own; -1 is an answer like any other.
    let answer = unsafe {
        *libc::__errno_location() = 0;
        libc::getpriority(which as _, who as libc::id_t)
    };
    if answer == -1 && system::errno() != 0 {
        return Err(system::last_error(vm, None));
    }
    Ok(vm.new_int(answer.into()))
}

fn setpriority<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (which, who) = (vm.index(&arguments[0])?, vm.index(&arguments[1])?);
    let priority = vm.index(&arguments[2])? as i32;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::setpriority(which as _, who as libc::id_t, priority) };
    checked(vm, answer, None)?;
    Ok(Value::NONE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "posix",
        &[
            ("setuid(uid, /)", setuid),
            ("setgid(gid, /)", setgid),
            ("seteuid(euid, /)", seteuid),
            ("setegid(egid, /)", setegid),
            ("setreuid(ruid, euid, /)", setreuid),
            ("setregid(rgid, egid, /)", setregid),
            ("setresuid(ruid, euid, suid, /)", setresuid),
            ("setresgid(rgid, egid, sgid, /)", setresgid),
            ("getresuid()", getresuid),
            ("getresgid()", getresgid),
            ("getgroups()", getgroups),
            ("setgroups(groups, /)", setgroups),
            ("getgrouplist(user, group, /)", getgrouplist),
            ("getlogin()", getlogin),
            ("getpriority(which, who)", getpriority),
            ("setpriority(which, who, priority)", setpriority),
        ],
    );
    for (name, value) in [("PRIO_PROCESS", 0), ("PRIO_PGRP", 1), ("PRIO_USER", 2)] {
        vm.module_set(module, name, Value::small_int(value));
    }
}
