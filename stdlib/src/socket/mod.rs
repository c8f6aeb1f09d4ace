//! `_socket`: connections and datagrams.
//!
//! A socket with a timeout is non-blocking for the system; waiting is done here, in `poll`, with what is left of the time.
//! One without blocks in the call itself. Either way the thread is detached from its runtime.

mod address;
mod constants;
mod interface;
mod lookup;
mod message;
mod timeout;
mod transfer;

use crate::{length, system};
use address::Address;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Payload, Ref, Runtime, Value};
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use timeout::{
    DefaultTimeout, getblocking, getdefaulttimeout, gettimeout, set_timeout, setblocking, setdefaulttimeout,
    settimeout, timed_out, timeout_attribute,
};
use transfer::{recv, recv_into, recvfrom, recvfrom_into, send, sendall, sendto};

/// The payload of `_socket.socket`.
struct Socket {
    /// The number of the open file; -1 if there is none. One thread closes it: the one that takes it out.
    descriptor: AtomicI32,
    family: AtomicI32,
    kind: AtomicI32,
    protocol: AtomicI32,
    /// The bits of the seconds; negative for no timeout.
    timeout: AtomicU64,
}

// SAFETY: atomics.
unsafe impl<R: Runtime> Payload<R> for Socket {
    const NAME: &'static str = "socket";
}

impl Drop for Socket {
    fn drop(&mut self) {
        let descriptor = *self.descriptor.get_mut();
        if descriptor >= 0 {
            // SAFETY: nobody else has the number.
            unsafe { libc::close(descriptor) };
        }
    }
}

// Relaxed throughout: each is a number of its own.
impl Socket {
    fn descriptor(&self) -> i32 {
        self.descriptor.load(Ordering::Relaxed)
    }

    /// None for no timeout.
    fn timeout(&self) -> Option<f64> {
        Some(f64::from_bits(self.timeout.load(Ordering::Relaxed))).filter(|&seconds| seconds >= 0.0)
    }

    fn deadline(&self) -> Option<Instant> {
        let seconds = self.timeout().filter(|&seconds| seconds > 0.0)?;
        length::deadline(seconds)
    }
}

fn socket_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Socket>> {
    value.clone().downcast().map_err(|_| vm.type_error("expected a socket"))
}

/// Waits until the socket is ready; false if the time is up.
fn wait<R: Runtime>(
    vm: &mut Vm<R>,
    name: &str,
    descriptor: i32,
    events: i16,
    deadline: Instant,
) -> Return<R, bool> {
    // A closed socket fails in the call itself; `poll` would wait for it.
    if descriptor < 0 {
        return Ok(true);
    }
    let mut poll = libc::pollfd { fd: descriptor, events, revents: 0 };
    let ready = system::blocking(vm, name, None, || {
        let left = deadline.saturating_duration_since(Instant::now());
        // Rounded up: not to wake before it is time.
        let left = left.as_micros().div_ceil(1000).min(i32::MAX as u128) as i32;
        // SAFETY: there is one entry.
        unsafe { libc::poll(&mut poll, 1, left) }
    })?;
    Ok(ready > 0)
}

/// Makes a call on the socket that may have to wait for `events`.
fn call<R: Runtime>(
    vm: &mut Vm<R>,
    socket: &Socket,
    name: &str,
    events: i16,
    mut call: impl FnMut(i32) -> i64,
) -> Return<R, i64> {
    let deadline = socket.deadline();
    loop {
        let descriptor = socket.descriptor();
        if let Some(deadline) = deadline
            && !wait(vm, name, descriptor, events, deadline)?
        {
            return Err(timed_out(vm));
        }
        match system::interruptible(vm, name, || call(descriptor))? {
            Ok(answer) => return Ok(answer),
            Err(libc::EAGAIN) if deadline.is_some() => {}
            Err(number) => return Err(vm.os_error(number, None)),
        }
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let number = || AtomicI32::new(-1);
    let timeout = AtomicU64::new((-1.0f64).to_bits());
    let socket =
        Socket { descriptor: number(), family: number(), kind: number(), protocol: number(), timeout };
    vm.new_object_of(&class, socket)
}

fn number<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, otherwise: i32) -> Return<R, i32> {
    match value.some() {
        Some(value) => system::int(vm, value),
        None => Ok(otherwise),
    }
}

fn option(descriptor: i32, name: i32) -> Option<i32> {
    let (mut value, mut length) = (0i32, size_of::<i32>() as libc::socklen_t);
    // SAFETY: there is room for an int.
    let answer =
        unsafe { libc::getsockopt(descriptor, libc::SOL_SOCKET, name, (&raw mut value).cast(), &mut length) };
    (answer == 0).then_some(value)
}

fn begin<R: Runtime>(
    vm: &mut Vm<R>,
    socket: &Socket,
    descriptor: i32,
    family: i32,
    kind: i32,
    protocol: i32,
) -> Return<R, ()> {
    socket.descriptor.store(descriptor, Ordering::Relaxed);
    socket.family.store(family, Ordering::Relaxed);
    socket.kind.store(kind & !(libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK), Ordering::Relaxed);
    socket.protocol.store(protocol, Ordering::Relaxed);
    let default = vm.shared.state::<DefaultTimeout>().0.load(Ordering::Relaxed);
    if kind & libc::SOCK_NONBLOCK != 0 {
        return set_timeout(vm, socket, Some(0.0));
    }
    if default != 0 { set_timeout(vm, socket, Some(f64::from_bits(!default))) } else { Ok(()) }
}

fn init_socket<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [itself, family, kind, protocol, file] = arguments else {
        return Err(vm.type_error("expected a socket"));
    };
    let socket = socket_of(vm, itself)?;
    let (mut family, mut kind, mut protocol) =
        (number(vm, family, -1)?, number(vm, kind, -1)?, number(vm, protocol, -1)?);
    vm.audit("socket.__new__", |vm| {
        let [family, kind, protocol] = [family, kind, protocol].map(|number| vm.new_int(number.into()));
        [itself.clone(), family, kind, protocol]
    })?;
    let descriptor = match file.some() {
        Some(file) => {
            let descriptor = number(vm, file, -1)?;
            if descriptor < 0 {
                return Err(vm.value_error("negative file descriptor"));
            }
            for (place, name) in [
                (&mut family, libc::SO_DOMAIN),
                (&mut kind, libc::SO_TYPE),
                (&mut protocol, libc::SO_PROTOCOL),
            ] {
                if *place == -1 {
                    match option(descriptor, name) {
                        Some(value) => *place = value,
                        None => return Err(system::last_error(vm, None)),
                    }
                }
            }
            descriptor
        }
        None => {
            family = if family == -1 { libc::AF_INET } else { family };
            kind = if kind == -1 { libc::SOCK_STREAM } else { kind };
            protocol = protocol.max(0);
            // SAFETY: no memory is involved.
            let answer = unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, protocol) };
            system::checked(vm, answer, None)?
        }
    };
    begin(vm, &socket, descriptor, family, kind, protocol)?;
    Ok(Value::NONE)
}

fn bind<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let socket = socket_of(vm, &arguments[0])?;
    let address = address::from_python(vm, &arguments[1], socket.family.load(Ordering::Relaxed), "bind")?;
    vm.audit("socket.bind", |_| [arguments[0].clone(), arguments[1].clone()])?;
    // SAFETY: the address is valid for reads of its length.
    let answer = unsafe { libc::bind(socket.descriptor(), address.pointer(), address.length) };
    system::checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn listen<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let socket = socket_of(vm, &arguments[0])?;
    let backlog = number(vm, &arguments[1], 128)?.max(0);
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::listen(socket.descriptor(), backlog) };
    system::checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn accept<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let socket = socket_of(vm, &arguments[0])?;
    let mut address = Address::room();
    let accepted = call(vm, &socket, "socket.accept", libc::POLLIN, |descriptor| {
        // SAFETY: there is room for an address of that length.
        unsafe { libc::accept4(descriptor, address.pointer_mut(), &mut address.length, libc::SOCK_CLOEXEC) }
            .into()
    })?;
    let pair = vec![vm.new_int(accepted), address.to_python(vm)];
    Ok(vm.new_tuple(pair))
}

/// Connects; answers the error's number.
fn try_connect<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], what: &str) -> Return<R, i32> {
    let socket = socket_of(vm, &arguments[0])?;
    let address = address::from_python(vm, &arguments[1], socket.family.load(Ordering::Relaxed), what)?;
    vm.audit("socket.connect", |_| [arguments[0].clone(), arguments[1].clone()])?;
    let descriptor = socket.descriptor();
    let result = vm.detached(|| {
        let _blocking = events::io::blocking("socket.connect");
        // SAFETY: the address is valid for reads of its length.
        let answer = unsafe { libc::connect(descriptor, address.pointer(), address.length) };
        if answer < 0 { std::io::Error::last_os_error().raw_os_error().unwrap_or(0) } else { 0 }
    });
    // Interrupted or not blocking: the connection is under way.
    let under_way = match result {
        libc::EINTR => {
            vm.check_signals()?;
            socket.timeout() != Some(0.0)
        }
        libc::EINPROGRESS => socket.timeout().is_some_and(|seconds| seconds > 0.0),
        _ => false,
    };
    if !under_way {
        return Ok(result);
    }
    let far = || Instant::now() + Duration::from_secs(365 * 86_400);
    let deadline = socket.deadline().unwrap_or_else(far);
    if !wait(vm, "socket.connect", descriptor, libc::POLLOUT, deadline)? {
        return Err(timed_out(vm));
    }
    Ok(option(descriptor, libc::SO_ERROR).unwrap_or(0))
}

fn connect<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match try_connect(vm, arguments, "connect")? {
        0 => Ok(Value::NONE),
        number => Err(vm.os_error(number, None)),
    }
}

fn connect_ex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = try_connect(vm, arguments, "connect_ex")?;
    Ok(vm.new_int(number.into()))
}

fn shutdown<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (socket, how) = (socket_of(vm, &arguments[0])?, number(vm, &arguments[1], 0)?);
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::shutdown(socket.descriptor(), how) };
    system::checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = socket_of(vm, &arguments[0])?.descriptor.swap(-1, Ordering::Relaxed);
    if descriptor < 0 {
        return Ok(Value::NONE);
    }
    // SAFETY: nobody else has the number any more.
    let number = vm.detached(|| match unsafe { libc::close(descriptor) } {
        0 => None,
        _ => std::io::Error::last_os_error().raw_os_error(),
    });
    match number {
        None | Some(libc::ECONNRESET) => Ok(Value::NONE),
        Some(number) => Err(vm.os_error(number, None)),
    }
}

/// A socket is gone that nobody has closed.
fn finalize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if socket_of(vm, &arguments[0])?.descriptor() < 0 {
        return Ok(Value::NONE);
    }
    let warned = vm.warn_unclosed(&arguments[0], "");
    close(vm, arguments)?;
    warned.map(|()| Value::NONE)
}

fn detach<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = socket_of(vm, &arguments[0])?.descriptor.swap(-1, Ordering::Relaxed);
    Ok(vm.new_int(descriptor.into()))
}

fn fileno<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = socket_of(vm, &arguments[0])?.descriptor();
    Ok(vm.new_int(descriptor.into()))
}

macro_rules! names {
    ($($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let socket = socket_of(vm, &arguments[0])?;
            let mut address = Address::room();
            // SAFETY: there is room for an address of that length.
            let answer = unsafe { libc::$name(socket.descriptor(), address.pointer_mut(), &mut address.length) };
            system::checked(vm, answer, None)?;
            Ok(address.to_python(vm))
        })*
    };
}

names! { getsockname getpeername }

fn setsockopt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [itself, level, name, value, _] = arguments else {
        return Err(vm.type_error("setsockopt() needs a value"));
    };
    let (socket, level, name) = (socket_of(vm, itself)?, number(vm, level, 0)?, number(vm, name, 0)?);
    let bytes = match vm.bytes_like(value) {
        Some(bytes) => bytes.into_owned(),
        None => number(vm, value, 0)?.to_ne_bytes().to_vec(),
    };
    let length = bytes.len() as libc::socklen_t;
    // SAFETY: `bytes` is valid for reads of its length.
    let answer = unsafe { libc::setsockopt(socket.descriptor(), level, name, bytes.as_ptr().cast(), length) };
    system::checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn getsockopt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [itself, level, name, wanted] = arguments else {
        return Err(vm.type_error("getsockopt() needs a name"));
    };
    let (socket, level, name) = (socket_of(vm, itself)?, number(vm, level, 0)?, number(vm, name, 0)?);
    let wanted = number(vm, wanted, 0)?;
    if !(0..=1024).contains(&wanted) {
        let class = vm.exceptions().os_error.clone();
        return Err(vm.raise_message(&class, "getsockopt buflen out of range"));
    }
    let mut bytes = vec![0u8; if wanted == 0 { size_of::<i32>() } else { wanted as usize }];
    let mut length = bytes.len() as libc::socklen_t;
    // SAFETY: there is room for that many bytes.
    let answer =
        unsafe { libc::getsockopt(socket.descriptor(), level, name, bytes.as_mut_ptr().cast(), &mut length) };
    system::checked(vm, answer, None)?;
    bytes.truncate(length as usize);
    match (wanted, <[u8; 4]>::try_from(&bytes[..])) {
        (0, Ok(bytes)) => Ok(vm.new_int(i32::from_ne_bytes(bytes).into())),
        _ => Ok(vm.new_bytes(&bytes)),
    }
}

macro_rules! numbers {
    ($($function:ident $field:ident,)*) => {
        $(fn $function<R: Runtime>(vm: &mut Vm<R>, socket: &Value<R>) -> Return<R> {
            let number = socket_of(vm, socket)?.$field.load(Ordering::Relaxed);
            Ok(vm.new_int(number.into()))
        })*
    };
}

numbers! { family_attribute family, kind_attribute kind, protocol_attribute protocol, }

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let socket = socket_of(vm, &arguments[0])?;
    let load = |number: &AtomicI32| number.load(Ordering::Relaxed);
    let text = format!(
        "<socket object, fd={}, family={}, type={}, proto={}>",
        socket.descriptor(),
        load(&socket.family),
        load(&socket.kind),
        load(&socket.protocol)
    );
    Ok(vm.new_string(text))
}

// ---- functions of the module -----------------------------------------------------------------------------------------

fn socketpair<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let family = number(vm, &arguments[0], libc::AF_UNIX)?;
    let kind = number(vm, &arguments[1], libc::SOCK_STREAM)?;
    let protocol = number(vm, &arguments[2], 0)?;
    let mut ends = [0i32; 2];
    // SAFETY: there is room for two.
    let answer = unsafe { libc::socketpair(family, kind | libc::SOCK_CLOEXEC, protocol, ends.as_mut_ptr()) };
    system::checked(vm, answer, None)?;
    let module = vm.import_module("_socket")?;
    let class = vm.get_attr_str(&module, "socket")?;
    let mut pair = Vec::new();
    for end in ends {
        let numbers = [family, kind, protocol, end].map(|number| vm.new_int(number.into()));
        pair.push(vm.call(&class, &numbers)?);
    }
    Ok(vm.new_tuple(pair))
}

fn dup<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = number(vm, &arguments[0], -1)?;
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::fcntl(descriptor, libc::F_DUPFD_CLOEXEC, 0) };
    let copy = system::checked(vm, answer, None)?;
    Ok(vm.new_int(copy.into()))
}

fn close_number<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = number(vm, &arguments[0], -1)?;
    // SAFETY: the caller says that the socket is to be closed.
    let answer = vm.detached(|| unsafe { libc::close(descriptor) });
    system::checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn exception<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, name: &str) -> Return<R, ()> {
    let os_error = vm.exceptions().os_error.value().clone();
    let (text, bases, namespace) = (vm.new_str(name), vm.new_tuple(vec![os_error]), vm.new_dict());
    let (key, own) = (vm.intern("__module__"), vm.intern("socket").into_value());
    vm.dict_set_str(&namespace, &key, own);
    let type_ = vm.types().type_.value().clone();
    let class = vm.call(&type_, &[text, bases, namespace.into_value()])?;
    vm.module_set(module, name, class);
    Ok(())
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_socket");
    constants::install(vm, &module);
    let (os_error, timeout) =
        (vm.exceptions().os_error.value().clone(), vm.exceptions().timeout_error.value().clone());
    vm.module_set(&module, "error", os_error);
    vm.module_set(&module, "timeout", timeout);
    exception(vm, &module, "gaierror")?;
    exception(vm, &module, "herror")?;
    let class = ClassBuilder::new::<Socket>(vm, "_socket", "socket", None)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, family=-1, type=-1, proto=-1, fileno=None)", init_socket),
            ("__del__(self, /)", finalize),
            ("bind(self, object, /)", bind),
            ("listen(self, backlog=128, /)", listen),
            ("_accept(self, /)", accept),
            ("connect(self, object, /)", connect),
            ("connect_ex(self, object, /)", connect_ex),
            ("recv(self, bufsize, flags=0, /)", recv),
            ("recv_into(self, buffer, nbytes=0, flags=0)", recv_into),
            ("recvfrom(self, bufsize, flags=0, /)", recvfrom),
            ("recvfrom_into(self, buffer, nbytes=0, flags=0)", recvfrom_into),
            ("send(self, data, flags=0, /)", send),
            ("sendall(self, data, flags=0, /)", sendall),
            ("sendto(self, data, flags, address=None, /)", sendto),
            ("shutdown(self, object, /)", shutdown),
            ("close(self, /)", close),
            ("detach(self, /)", detach),
            ("fileno(self, /)", fileno),
            ("settimeout(self, object, /)", settimeout),
            ("gettimeout(self, /)", gettimeout),
            ("setblocking(self, object, /)", setblocking),
            ("getblocking(self, /)", getblocking),
            ("getsockname(self, /)", getsockname),
            ("getpeername(self, /)", getpeername),
            ("setsockopt(self, level, option, value, optlen=None, /)", setsockopt),
            ("getsockopt(self, level, option, buflen=0, /)", getsockopt),
            ("__repr__(self, /)", repr),
        ])
        .methods(&message::methods())
        .getter("family", family_attribute)
        .getter("type", kind_attribute)
        .getter("proto", protocol_attribute)
        .getter("timeout", timeout_attribute)
        .finish()
        .into_value();
    vm.module_set(&module, "socket", class.clone());
    vm.module_set(&module, "SocketType", class);
    interface::install(vm, &module);
    lookup::install(vm, &module);
    message::install(vm, &module);
    vm.module_functions(
        &module,
        "_socket",
        &[
            ("socketpair(family=1, type=1, proto=0, /)", socketpair),
            ("dup(object, /)", dup),
            ("close(object, /)", close_number),
            ("getdefaulttimeout()", getdefaulttimeout),
            ("setdefaulttimeout(object, /)", setdefaulttimeout),
        ],
    );
    Ok(module)
}
