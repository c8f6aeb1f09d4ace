//! `syslog`: messages for the system's log, which listens at a socket.

use interpreter::{Return, Vm};
use object_model::{List, Runtime, Value};
use std::io::Write;
use std::os::unix::net::UnixDatagram;
use std::sync::{Mutex, PoisonError};

/// Where the system's log listens.
const LISTENER: &str = "/dev/log";

const NUMBERS: [(&str, i32); 34] = [
    ("LOG_EMERG", libc::LOG_EMERG),
    ("LOG_ALERT", libc::LOG_ALERT),
    ("LOG_CRIT", libc::LOG_CRIT),
    ("LOG_ERR", libc::LOG_ERR),
    ("LOG_WARNING", libc::LOG_WARNING),
    ("LOG_NOTICE", libc::LOG_NOTICE),
    ("LOG_INFO", libc::LOG_INFO),
    ("LOG_DEBUG", libc::LOG_DEBUG),
    ("LOG_PID", libc::LOG_PID),
    ("LOG_CONS", libc::LOG_CONS),
    ("LOG_NDELAY", libc::LOG_NDELAY),
    ("LOG_ODELAY", libc::LOG_ODELAY),
    ("LOG_NOWAIT", libc::LOG_NOWAIT),
    ("LOG_PERROR", libc::LOG_PERROR),
    ("LOG_KERN", libc::LOG_KERN),
    ("LOG_USER", libc::LOG_USER),
    ("LOG_MAIL", libc::LOG_MAIL),
    ("LOG_DAEMON", libc::LOG_DAEMON),
    ("LOG_AUTH", libc::LOG_AUTH),
    ("LOG_LPR", libc::LOG_LPR),
    ("LOG_LOCAL0", libc::LOG_LOCAL0),
    ("LOG_LOCAL1", libc::LOG_LOCAL1),
    ("LOG_LOCAL2", libc::LOG_LOCAL2),
    ("LOG_LOCAL3", libc::LOG_LOCAL3),
    ("LOG_LOCAL4", libc::LOG_LOCAL4),
    ("LOG_LOCAL5", libc::LOG_LOCAL5),
    ("LOG_LOCAL6", libc::LOG_LOCAL6),
    ("LOG_LOCAL7", libc::LOG_LOCAL7),
    ("LOG_SYSLOG", libc::LOG_SYSLOG),
    ("LOG_NEWS", libc::LOG_NEWS),
    ("LOG_UUCP", libc::LOG_UUCP),
    ("LOG_CRON", libc::LOG_CRON),
    ("LOG_AUTHPRIV", libc::LOG_AUTHPRIV),
    ("LOG_FTP", libc::LOG_FTP),
];

/// Bits of a priority that say how grave a message is; the others say what it is about.
const GRAVITY: i32 = 7;

/// What messages are sent with.
struct Settings {
    /// Who sends; None until the log is opened.
    sender: Option<String>,
    options: i32,
    facility: i32,
    /// Which messages go out, a bit for each gravity.
    mask: i32,
}

/// The log of an interpreter.
struct Log(Mutex<Settings>);

impl Default for Log {
    fn default() -> Self {
        Log(Mutex::new(Settings { sender: None, options: 0, facility: libc::LOG_USER, mask: 0xff }))
    }
}

impl Log {
    fn with<T>(&self, change: impl FnOnce(&mut Settings) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The name of the program, without its folder, if `sys` knows it.
fn program<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Option<String>> {
    let sys = vm.import_module("sys")?;
    let Some(arguments) = vm.find_attr_str(&sys, "argv")? else { return Ok(None) };
    if arguments.as_ref::<List<R>>().is_none() {
        return Ok(None);
    }
    let arguments = vm.collect(&arguments)?;
    let name = arguments.first().and_then(|name| vm.as_str(name)).filter(|name| !name.is_empty());
    Ok(name.map(|name| name.rsplit('/').next().unwrap_or_default().to_owned()))
}

fn open<R: Runtime>(vm: &mut Vm<R>, sender: Option<String>, options: i32, facility: i32) -> Return<R, ()> {
    let sender = match sender {
        Some(sender) => Some(sender),
        None => program(vm)?,
    };
    vm.audit("syslog.openlog", |vm| {
        let sender = sender.as_ref().map_or(Value::NONE, |sender| vm.new_str(sender));
        [sender, vm.new_int(options.into()), vm.new_int(facility.into())]
    })?;
    vm.shared.state::<Log>().with(|log| {
        (log.sender, log.options) = (Some(sender.unwrap_or_default()), options);
        if facility != 0 {
            log.facility = facility;
        }
    });
    Ok(())
}

fn openlog<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let sender = match arguments[0].given() {
        Some(sender) => {
            Some(vm.expect_str(sender, "openlog() argument 'ident' must be str, not")?.to_owned())
        }
        None => None,
    };
    let options = arguments[1].given().map_or(Ok(0), |options| vm.index(options))? as i32;
    let facility =
        arguments[2].given().map_or(Ok(libc::LOG_USER.into()), |facility| vm.index(facility))? as i32;
    open(vm, sender, options, facility)?;
    Ok(Value::NONE)
}

fn syslog<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (priority, message) = match vm.as_tuple(&arguments[0]).map(<[_]>::to_vec).as_deref() {
        Some([message]) => (libc::LOG_INFO, message.clone()),
        Some([priority, message]) => (vm.index(priority)? as i32, message.clone()),
        _ => return Err(vm.type_error("syslog.syslog requires 1 to 2 arguments")),
    };
    let message = vm.expect_str(&message, "syslog() argument must be str, not")?.to_owned();
    if message.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    vm.audit("syslog.syslog", |vm| [vm.new_int(priority.into()), vm.new_str(&message)])?;
    if vm.shared.state::<Log>().with(|log| log.sender.is_none()) {
        open(vm, None, 0, libc::LOG_USER)?;
    }
    let line = vm.shared.state::<Log>().with(|log| {
        let facility = if priority & !GRAVITY == 0 { log.facility } else { priority & !GRAVITY };
        let wanted = log.mask & 1 << (priority & GRAVITY) != 0;
        let sender = log.sender.as_deref().unwrap_or_default();
        let process = match log.options & libc::LOG_PID {
            0 => String::new(),
            _ => format!("[{}]", std::process::id()),
        };
        let text = format!("{sender}{process}: {message}");
        wanted.then_some((facility | priority & GRAVITY, text, log.options & libc::LOG_PERROR != 0))
    });
    let Some((priority, text, echo)) = line else { return Ok(Value::NONE) };
    vm.detached(|| {
        if echo {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
        // If nobody listens, the message is lost.
        if let Ok(socket) = UnixDatagram::unbound() {
            let _ = socket.send_to(format!("<{priority}>{text}").as_bytes(), LISTENER);
        }
    });
    Ok(Value::NONE)
}

fn closelog<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.audit("syslog.closelog", |_| [])?;
    vm.shared.state::<Log>().with(|log| {
        (log.sender, log.options, log.facility) = (None, 0, libc::LOG_USER);
    });
    Ok(Value::NONE)
}

fn setlogmask<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mask = vm.index(&arguments[0])? as i32;
    vm.audit("syslog.setlogmask", |vm| [vm.new_int(mask.into())])?;
    let old = vm.shared.state::<Log>().with(|log| {
        let old = log.mask;
        if mask != 0 {
            log.mask = mask;
        }
        old
    });
    Ok(Value::small_int(old.into()))
}

/// The mask of one gravity.
fn mask<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let gravity = vm.index(&arguments[0])? as u32;
    Ok(Value::small_int(1_i32.wrapping_shl(gravity).into()))
}

/// The mask of a gravity and all that are graver.
fn mask_up_to<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let gravity = vm.index(&arguments[0])? as u32;
    Ok(Value::small_int(1_i32.wrapping_shl(gravity.wrapping_add(1)).wrapping_sub(1).into()))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("syslog");
    for (name, number) in NUMBERS {
        vm.module_set(&module, name, Value::small_int(number.into()));
    }
    vm.module_functions(
        &module,
        "syslog",
        &[
            ("openlog(ident=<unrepresentable>, logoption=0, facility=LOG_USER)", openlog),
            ("syslog(*args)", syslog),
            ("closelog()", closelog),
            ("setlogmask(maskpri, /)", setlogmask),
            ("LOG_MASK(pri, /)", mask),
            ("LOG_UPTO(pri, /)", mask_up_to),
        ],
    );
    Ok(module)
}
