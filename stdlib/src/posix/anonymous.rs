//! Files without a name: memory, and counters that wake whoever waits for them. And chance, which the system gives away too.

use crate::path::{descriptor, path};
use crate::system::{self, checked, int_or};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

fn memfd_create<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = path(vm, &arguments[0])?.as_c();
    let flags = int_or(vm, &arguments[1], libc::MFD_CLOEXEC as i32)?;
    // SAFETY: the name ends with a zero byte.
    let answer = unsafe { libc::memfd_create(name.as_ptr(), flags as u32) };
    let file = checked(vm, answer, None)?;
    Ok(Value::small_int(file.into()))
}

fn eventfd<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let initial = match vm.index(&arguments[0])? {
        ..0 => return Err(vm.value_error("Cannot convert negative int")),
        initial => match u32::try_from(initial) {
            Ok(initial) => initial,
            Err(_) => {
                return Err(vm.overflow_error("Python int too large to convert to C unsigned int"));
            }
        },
    };
    let flags = int_or(vm, &arguments[1], libc::EFD_CLOEXEC)?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::eventfd(initial, flags) };
    let file = checked(vm, answer, None)?;
    Ok(Value::small_int(file.into()))
}

fn eventfd_read<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let mut count = [0_u8; 8];
    let start = count.as_mut_ptr();
    // SAFETY: there is room for eight bytes.
    system::blocking(vm, "eventfd_read", None, || unsafe { libc::read(file, start.cast(), 8) as i64 })?;
    Ok(vm.new_integer(u64::from_ne_bytes(count).into()))
}

fn eventfd_write<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor(vm, &arguments[0])?;
    let count = vm.index_integer(&arguments[1])?;
    let Ok(count) = u64::try_from(&count) else {
        return Err(vm.overflow_error("Python int too large to convert to C unsigned long long"));
    };
    let count = count.to_ne_bytes();
    // SAFETY: eight bytes are there.
    system::blocking(vm, "eventfd_write", None, || unsafe {
        libc::write(file, count.as_ptr().cast(), 8) as i64
    })?;
    Ok(Value::NONE)
}

fn getrandom<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = vm.index(&arguments[0])?;
    let flags = int_or(vm, &arguments[1], 0)?;
    let Ok(size) = usize::try_from(size) else { return Err(vm.os_error(libc::EINVAL, None)) };
    let mut bytes = vm.zeros(size)?;
    let start = bytes.as_mut_ptr();
    // SAFETY: there is room for `size` bytes.
    let count = system::blocking(vm, "getrandom", None, || unsafe {
        libc::getrandom(start.cast(), size, flags as u32) as i64
    })?;
    bytes.truncate(count as usize);
    Ok(vm.new_bytes(&bytes))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "posix",
        &[
            ("memfd_create(name, flags=MFD_CLOEXEC)", memfd_create),
            ("eventfd(initval, flags=EFD_CLOEXEC)", eventfd),
            ("eventfd_read(fd)", eventfd_read),
            ("eventfd_write(fd, value)", eventfd_write),
            ("getrandom(size, flags=0)", getrandom),
        ],
    );
}
