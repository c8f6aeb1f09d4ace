//! Calling the system: detached where it may block, again where a signal has come in between.

use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};

/// A number that the system takes as an `int`.
pub(crate) fn int<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i32> {
    let number = vm.index_integer(value)?;
    i32::try_from(&number).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
}

/// As [`int`], of an argument that need not be given.
pub(crate) fn int_or<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, otherwise: i32) -> Return<R, i32> {
    value.given().map_or(Ok(otherwise), |value| int(vm, value))
}

/// The number of the error that the last system call has left.
pub(crate) fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// The exception for the error that the last system call has left.
pub(crate) fn last_error<R: Runtime>(vm: &mut Vm<R>, filename: Option<&Value<R>>) -> Raised<R> {
    vm.os_error(errno(), filename)
}

/// The answer of a system call that does not block.
pub(crate) fn checked<R: Runtime>(
    vm: &mut Vm<R>,
    answer: i32,
    filename: Option<&Value<R>>,
) -> Return<R, i32> {
    if answer < 0 { Err(last_error(vm, filename)) } else { Ok(answer) }
}

/// Makes a system call that may block: detached, seen in a trace as `name`, and again after a signal.
pub(crate) fn blocking<R: Runtime, T: Into<i64>>(
    vm: &mut Vm<R>,
    name: &str,
    filename: Option<&Value<R>>,
    mut call: impl FnMut() -> T,
) -> Return<R, i64> {
    match interruptible(vm, name, || call().into())? {
        Ok(answer) => Ok(answer),
        Err(number) => Err(vm.os_error(number, filename)),
    }
}

/// As [`blocking`], answering with the error's number.
pub(crate) fn interruptible<R: Runtime>(
    vm: &mut Vm<R>,
    name: &str,
    mut call: impl FnMut() -> i64,
) -> Return<R, Result<i64, i32>> {
    loop {
        let answer = vm.detached(|| {
            let _blocking = events::io::blocking(name);
            let answer = call();
            // Before anything else can change it.
            if answer < 0 { Err(errno()) } else { Ok(answer) }
        });
        match answer {
            Err(libc::EINTR) => vm.check_signals()?,
            answer => return Ok(answer),
        }
    }
}
