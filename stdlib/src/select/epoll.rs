//! `select.epoll`.

use super::Deadline;
use crate::{descriptor, system};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicI32, Ordering};

/// The payload: the descriptor, or -1 once it is closed.
struct Epoll<R: Runtime> {
    descriptor: AtomicI32,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: an atomic.
unsafe impl<R: Runtime> Payload<R> for Epoll<R> {
    const NAME: &'static str = "epoll";
}

impl<R: Runtime> Epoll<R> {
    fn close(&self) {
        // Relaxed: one of those who close wins.
        let descriptor = self.descriptor.swap(-1, Ordering::Relaxed);
        if descriptor >= 0 {
            // SAFETY: the descriptor is this object's.
            unsafe { libc::close(descriptor) };
        }
    }
}

impl<R: Runtime> Drop for Epoll<R> {
    fn drop(&mut self) {
        self.close();
    }
}

fn epoll_of<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Epoll<R>>> {
    match value.as_ref::<Epoll<R>>() {
        Some(epoll) => Ok(epoll),
        None => Err(vm.type_error("an epoll object is needed")),
    }
}

/// Its descriptor; ValueError if it is closed.
fn open<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i32> {
    let descriptor = epoll_of(vm, value)?.descriptor.load(Ordering::Relaxed); // Relaxed: a number.
    if descriptor < 0 {
        return Err(vm.value_error("I/O operation on closed epoll object"));
    }
    Ok(descriptor)
}

fn make<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>, descriptor: i32) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(class)?;
    let payload = Epoll { descriptor: AtomicI32::new(descriptor), _runtime: PhantomData };
    vm.new_object_of(&class, payload)
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = match arguments[1].given() {
        Some(size) => vm.index(size)?,
        None => -1,
    };
    if size == 0 || size < -1 {
        return Err(vm.value_error("negative sizehint"));
    }
    let flags = arguments[2].given().map_or(Ok(0), |flags| vm.index(flags))?;
    if flags & !i64::from(libc::EPOLL_CLOEXEC) != 0 {
        let class = vm.exceptions().os_error.clone();
        return Err(vm.raise_message(&class, "invalid flags"));
    }
    // SAFETY: no memory is involved.
    let answer = unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) };
    let descriptor = system::checked(vm, answer, None)?;
    make(vm, &arguments[0], descriptor)
}

fn from_descriptor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let descriptor = vm.index(&arguments[1])? as i32;
    make(vm, &arguments[0], descriptor)
}

fn control<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], operation: i32) -> Return<R> {
    let own = open(vm, &arguments[0])?;
    let target = descriptor::of(vm, &arguments[1])?;
    let events = match arguments.get(2).and_then(Value::given) {
        Some(events) => match u32::try_from(vm.index_integer(events)?) {
            Ok(events) => events,
            Err(_) => return Err(vm.overflow_error("eventmask must be an unsigned int")),
        },
        None => (libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT) as u32,
    };
    let mut event = libc::epoll_event { events, u64: target as u64 };
    // SAFETY: `event` is valid for reads.
    let answer = unsafe { libc::epoll_ctl(own, operation, target, &mut event) };
    system::checked(vm, answer, None)?;
    Ok(Value::NONE)
}

fn poll<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = open(vm, &arguments[0])?;
    let deadline = match arguments[1].some() {
        None => Deadline(None),
        Some(timeout) => Deadline::of(vm, timeout, 1.0)?,
    };
    let most = match arguments[2].given() {
        Some(most) => vm.index(most)?,
        None => -1,
    };
    let room = match most {
        -1 => 255,
        1.. => most.min(1 << 16) as usize,
        _ => {
            return Err(vm.value_error(&format!("maxevents must be greater than 0, got {most}")));
        }
    };
    let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; room];
    let (start, room) = (events.as_mut_ptr(), room as i32);
    // SAFETY: `events` is valid for writes of its length.
    let count = system::blocking(vm, "epoll_wait", None, || unsafe {
        libc::epoll_wait(own, start, room, deadline.milliseconds())
    })?;
    let mut ready = Vec::new();
    for event in &events[..count as usize] {
        let (descriptor, happened) = (event.u64 as i64, event.events);
        let pair = vec![vm.new_int(descriptor), vm.new_int(happened.into())];
        ready.push(vm.new_tuple(pair));
    }
    vm.new_list(ready)
}

fn close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    epoll_of(vm, &arguments[0])?.close();
    Ok(Value::NONE)
}

/// Makes the class, and adds it and its constants to the module.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Epoll<R>>(vm, "select", "epoll", None)
        .constructor("__new__(cls, sizehint=-1, flags=0)", new)
        .class_method("fromfd(cls, fd, /)", from_descriptor)
        .methods(&[
            ("register(self, fd, eventmask=None)", |vm, arguments| {
                control(vm, arguments, libc::EPOLL_CTL_ADD)
            }),
            ("modify(self, fd, eventmask)", |vm, arguments| control(vm, arguments, libc::EPOLL_CTL_MOD)),
            ("unregister(self, fd)", |vm, arguments| control(vm, arguments, libc::EPOLL_CTL_DEL)),
            ("poll(self, timeout=None, maxevents=-1)", poll),
            ("close(self, /)", close),
            ("fileno(self, /)", |vm, arguments| {
                let descriptor = open(vm, &arguments[0])?;
                Ok(vm.new_int(descriptor.into()))
            }),
            ("__enter__(self, /)", |vm, arguments| {
                open(vm, &arguments[0])?;
                Ok(arguments[0].clone())
            }),
            ("__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", close),
        ])
        .getter("closed", |vm, value| {
            let descriptor = epoll_of(vm, value)?.descriptor.load(Ordering::Relaxed); // Relaxed: a number.
            Ok(Value::bool(descriptor < 0))
        })
        .finish();
    vm.module_set(module, "epoll", class.into_value());
    for (name, value) in [
        ("EPOLLIN", libc::EPOLLIN),
        ("EPOLLOUT", libc::EPOLLOUT),
        ("EPOLLPRI", libc::EPOLLPRI),
        ("EPOLLERR", libc::EPOLLERR),
        ("EPOLLHUP", libc::EPOLLHUP),
        ("EPOLLRDHUP", libc::EPOLLRDHUP),
        ("EPOLLET", libc::EPOLLET),
        ("EPOLLONESHOT", libc::EPOLLONESHOT),
        ("EPOLLEXCLUSIVE", libc::EPOLLEXCLUSIVE),
        ("EPOLLRDNORM", libc::EPOLLRDNORM),
        ("EPOLLRDBAND", libc::EPOLLRDBAND),
        ("EPOLLWRNORM", libc::EPOLLWRNORM),
        ("EPOLLWRBAND", libc::EPOLLWRBAND),
        ("EPOLLMSG", libc::EPOLLMSG),
        ("EPOLL_CLOEXEC", libc::EPOLL_CLOEXEC),
    ] {
        let value = vm.new_int(i64::from(value as u32));
        vm.module_set(module, name, value);
    }
}
