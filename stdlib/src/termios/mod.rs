//! `termios`: how a terminal behaves.

mod constants;

use crate::{descriptor, exceptions, system};
use interpreter::{Raised, Return, Vm};
use object_model::{List, Runtime, Value};

/// Where in the list of a terminal's attributes each of them is.
const LOCAL_FLAGS: usize = 3;
const INPUT_SPEED: usize = 4;
const OUTPUT_SPEED: usize = 5;
const CONTROL_CHARACTERS: usize = 6;
const ATTRIBUTES: usize = 7;

/// The error that the last system call has left, as `termios.error`.
#[cold]
fn error<R: Runtime>(vm: &mut Vm<R>, number: i32) -> Raised<R> {
    let Raised(same) = vm.os_error(number, None);
    let made = vm.import_module("termios").and_then(|module| {
        let class = vm.get_attr_str(&module, "error")?;
        let message = vm.get_attr_str(&same, "strerror")?;
        let number = vm.new_int(number.into());
        vm.call(&class, &[number, message])
    });
    match made {
        Ok(exception) => Raised(exception),
        Err(raised) => raised,
    }
}

/// The answer of a system call that may block.
fn called<R: Runtime>(vm: &mut Vm<R>, name: &str, mut call: impl FnMut() -> i32) -> Return<R> {
    match system::interruptible(vm, name, || call().into())? {
        Ok(_) => Ok(Value::NONE),
        Err(number) => Err(error(vm, number)),
    }
}

/// The attributes of a terminal.
fn attributes<R: Runtime>(vm: &mut Vm<R>, file: i32) -> Return<R, libc::termios> {
    // SAFETY: all-zero is a valid `termios`.
    let mut attributes: libc::termios = unsafe { std::mem::zeroed() };
    // SAFETY: `attributes` is valid for writes.
    if unsafe { libc::tcgetattr(file, &raw mut attributes) } < 0 {
        return Err(error(vm, system::errno()));
    }
    Ok(attributes)
}

fn tcgetattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor::of(vm, &arguments[0])?;
    let attributes = attributes(vm, file)?;
    // SAFETY: `attributes` is valid for reads.
    let speeds =
        unsafe { [libc::cfgetispeed(&raw const attributes), libc::cfgetospeed(&raw const attributes)] };
    let mut characters: Vec<Value<R>> = attributes.c_cc.iter().map(|&byte| vm.new_bytes(&[byte])).collect();
    if attributes.c_lflag & libc::ICANON == 0 {
        for place in [libc::VMIN, libc::VTIME] {
            characters[place] = Value::small_int(attributes.c_cc[place].into());
        }
    }
    let flags = [attributes.c_iflag, attributes.c_oflag, attributes.c_cflag, attributes.c_lflag];
    let mut list: Vec<Value<R>> =
        flags.into_iter().chain(speeds).map(|number| Value::small_int(number.into())).collect();
    list.push(vm.new_list(characters)?);
    vm.new_list(list)
}

/// The items of a list of a certain length.
fn items<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    length: usize,
    wrong: &str,
) -> Return<R, Vec<Value<R>>> {
    if let Some(list) = value.as_ref::<List<R>>() {
        let items = vm.list_items(list);
        if items.len() == length {
            return Ok(items);
        }
    }
    Err(vm.type_error(wrong))
}

fn tcsetattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor::of(vm, &arguments[0])?;
    let when = vm.index(&arguments[1])? as i32;
    let wrong = "tcsetattr, arg 3: must be 7 element list";
    let list = items(vm, &arguments[2], ATTRIBUTES, wrong)?;
    // What the list does not say stays as it is.
    let mut attributes = attributes(vm, file)?;
    let mut numbers = [0_u32; CONTROL_CHARACTERS];
    for (number, value) in numbers.iter_mut().zip(&list) {
        *number = vm.index(value)? as u32;
    }
    attributes.c_iflag = numbers[0];
    attributes.c_oflag = numbers[1];
    attributes.c_cflag = numbers[2];
    attributes.c_lflag = numbers[LOCAL_FLAGS];
    let wrong = format!("tcsetattr: attributes[6] must be {} element list", libc::NCCS);
    let characters = items(vm, &list[CONTROL_CHARACTERS], libc::NCCS, &wrong)?;
    for (place, value) in attributes.c_cc.iter_mut().zip(&characters) {
        *place = match vm.as_bytes(value) {
            Some(&[byte]) => byte,
            None if vm.is_int(value) => vm.index(value)? as u8,
            _ => {
                let wrong = "tcsetattr: elements of attributes must be characters or integers";
                return Err(vm.type_error(wrong));
            }
        };
    }
    // SAFETY: `attributes` is valid for reads and writes.
    let set = unsafe {
        [
            libc::cfsetispeed(&raw mut attributes, numbers[INPUT_SPEED]),
            libc::cfsetospeed(&raw mut attributes, numbers[OUTPUT_SPEED]),
        ]
    };
    if set.contains(&-1) {
        return Err(error(vm, system::errno()));
    }
    let attributes = &raw const attributes;
    // SAFETY: `attributes` is valid for reads.
    called(vm, "tcsetattr", || unsafe { libc::tcsetattr(file, when, attributes) })
}

/// Makes a call of the system with a descriptor and a number.
fn with_number<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    name: &str,
    call: unsafe extern "C" fn(i32, i32) -> i32,
) -> Return<R> {
    let (file, number) = (descriptor::of(vm, &arguments[0])?, vm.index(&arguments[1])? as i32);
    // SAFETY: no memory is involved.
    called(vm, name, || unsafe { call(file, number) })
}

fn tcdrain<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor::of(vm, &arguments[0])?;
    // SAFETY: no memory is involved.
    called(vm, "tcdrain", || unsafe { libc::tcdrain(file) })
}

/// The size of a terminal's window.
fn window_size<R: Runtime>(vm: &mut Vm<R>, file: i32) -> Return<R, libc::winsize> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: `size` is valid for writes.
    if unsafe { libc::ioctl(file, libc::TIOCGWINSZ, &raw mut size) } < 0 {
        return Err(error(vm, system::errno()));
    }
    Ok(size)
}

fn tcgetwinsize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor::of(vm, &arguments[0])?;
    let size = window_size(vm, file)?;
    Ok(vm.new_pair(Value::small_int(size.ws_row.into()), Value::small_int(size.ws_col.into())))
}

fn tcsetwinsize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = descriptor::of(vm, &arguments[0])?;
    let wrong = "tcsetwinsize, arg 2: must be a two-item sequence";
    let sequence = vm.collect(&arguments[1])?;
    let [rows, columns] = &sequence[..] else { return Err(vm.type_error(wrong)) };
    let (rows, columns) = (vm.index(rows)?, vm.index(columns)?);
    let (Ok(rows), Ok(columns)) = (u16::try_from(rows), u16::try_from(columns)) else {
        return Err(vm.overflow_error("winsize value(s) out of range."));
    };
    let mut size = window_size(vm, file)?;
    (size.ws_row, size.ws_col) = (rows, columns);
    // SAFETY: `size` is valid for reads.
    if unsafe { libc::ioctl(file, libc::TIOCSWINSZ, &raw const size) } < 0 {
        return Err(error(vm, system::errno()));
    }
    Ok(Value::NONE)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("termios");
    let exception = vm.exceptions().exception.clone();
    exceptions::define(vm, &module, "termios", "error", &exception)?;
    for (name, value) in constants::KNOWN.into_iter().chain(constants::OTHERS) {
        vm.module_set(&module, name, Value::small_int(value));
    }
    vm.module_functions(
        &module,
        "termios",
        &[
            ("tcgetattr(fd, /)", tcgetattr),
            ("tcsetattr(fd, when, attributes, /)", tcsetattr),
            ("tcsendbreak(fd, duration, /)", |vm, arguments| {
                with_number(vm, arguments, "tcsendbreak", libc::tcsendbreak)
            }),
            ("tcdrain(fd, /)", tcdrain),
            ("tcflush(fd, queue, /)", |vm, arguments| with_number(vm, arguments, "tcflush", libc::tcflush)),
            ("tcflow(fd, action, /)", |vm, arguments| with_number(vm, arguments, "tcflow", libc::tcflow)),
            ("tcgetwinsize(fd, /)", tcgetwinsize),
            ("tcsetwinsize(fd, winsize, /)", tcsetwinsize),
        ],
    );
    Ok(module)
}
