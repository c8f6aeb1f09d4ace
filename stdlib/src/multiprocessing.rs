//! `_multiprocessing`: semaphores that processes share, by name.
//!
//! The semaphore itself is the system's (`sem_open`): its value lives in memory that all processes have mapped, and the
//! kernel wakes who waits. What is kept here is one process's view of it: how often its threads hold it, and which thread
//! took it last. A wait is detached from the runtime and ends early for a signal, as every blocking call.

use crate::length::deadline;
use crate::system::{self, checked};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Value};
use std::ffi::CString;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

const RECURSIVE_MUTEX: i64 = 0;
const SEMAPHORE: i64 = 1;
/// The most that a semaphore of the system counts to.
const SEM_VALUE_MAX: i64 = i32::MAX as i64;

/// An open semaphore of the system.
struct Handle(NonNull<libc::sem_t>);

// SAFETY: a semaphore is made to be used by several threads.
unsafe impl Send for Handle {}
// SAFETY: as above.
unsafe impl Sync for Handle {}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: open, and nobody else has it: who waits at it holds the object that owns it.
        unsafe { libc::sem_close(self.0.as_ptr()) };
    }
}

impl Handle {
    /// Makes a semaphore of a name that no other has.
    fn create(name: &CString, value: u32) -> Option<Handle> {
        let flags = libc::O_CREAT | libc::O_EXCL;
        // SAFETY: the name ends with a zero byte; mode and value follow where `O_CREAT` is given.
        NonNull::new(unsafe { libc::sem_open(name.as_ptr(), flags, 0o600 as libc::c_uint, value) })
            .map(Handle)
    }

    /// Opens the semaphore of a name.
    fn open(name: &CString) -> Option<Handle> {
        // SAFETY: the name ends with a zero byte.
        NonNull::new(unsafe { libc::sem_open(name.as_ptr(), 0) }).map(Handle)
    }

    fn value(&self) -> i32 {
        let mut value = 0;
        // SAFETY: the semaphore is open; `value` is valid for writes. It cannot fail then.
        unsafe { libc::sem_getvalue(self.0.as_ptr(), &mut value) };
        value
    }

    fn try_wait(&self) -> i32 {
        // SAFETY: the semaphore is open.
        unsafe { libc::sem_trywait(self.0.as_ptr()) }
    }

    /// Waits, to the deadline at most.
    fn wait(&self, deadline: Option<Instant>) -> i32 {
        let Some(deadline) = deadline else {
            // SAFETY: the semaphore is open.
            return unsafe { libc::sem_wait(self.0.as_ptr()) };
        };
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let at = (SystemTime::now() + left).duration_since(UNIX_EPOCH).unwrap_or_default();
            let seconds = libc::time_t::try_from(at.as_secs()).unwrap_or(libc::time_t::MAX);
            let at = libc::timespec { tv_sec: seconds, tv_nsec: at.subsec_nanos().into() };
            // SAFETY: the semaphore is open; the time is valid for reads.
            let answer = unsafe { libc::sem_timedwait(self.0.as_ptr(), &at) };
            // The system's clock may have been set forward meanwhile: ours decides.
            let timed_out = answer < 0 && system::errno() == libc::ETIMEDOUT;
            if !timed_out || left.is_zero() {
                return answer;
            }
        }
    }

    fn post(&self) -> i32 {
        // SAFETY: the semaphore is open.
        unsafe { libc::sem_post(self.0.as_ptr()) }
    }
}

/// The payload of `SemLock`.
///
/// Relaxed throughout: a recursive mutex's two numbers are changed only by the thread that holds it, and compared with
/// itself by every other; of a semaphore they are hints. What the holder publishes to the next one goes by way of the
/// semaphore (`sem_post` to `sem_wait`).
struct SemLock {
    handle: Handle,
    kind: i64,
    maximum: i32,
    /// None if the name is gone already.
    name: Option<String>,
    /// How often this process has taken it and not given it back.
    count: AtomicI64,
    /// The thread that took it last.
    owner: AtomicU64,
}

// SAFETY: atomics, and what does not change.
unsafe impl<R: Runtime> Payload<R> for SemLock {
    const NAME: &'static str = "SemLock";
}

impl SemLock {
    fn is_mine(&self, thread: u64) -> bool {
        self.count.load(Ordering::Relaxed) > 0 && self.owner.load(Ordering::Relaxed) == thread
    }
}

fn sem_lock<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, SemLock>> {
    value.clone().downcast().map_err(|_| vm.type_error("a SemLock is required"))
}

fn name_argument<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, CString> {
    let name = vm.str_argument(value, "the name of a semaphore")?;
    CString::new(name).map_err(|_| vm.value_error("embedded null character"))
}

fn make<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Value<R>,
    handle: Handle,
    kind: i64,
    maximum: i32,
    name: Option<String>,
) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(class)?;
    let (count, owner) = (AtomicI64::new(0), AtomicU64::new(0));
    vm.new_object_of(&class, SemLock { handle, kind, maximum, name, count, owner })
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, kind, value, maximum, name, unlink] = arguments else {
        return Err(vm.type_error("SemLock() takes 5 arguments"));
    };
    let kind = vm.index(kind)?;
    if kind != RECURSIVE_MUTEX && kind != SEMAPHORE {
        return Err(vm.value_error("unrecognized kind"));
    }
    let (value, maximum) = (system::int(vm, value)?, system::int(vm, maximum)?);
    let text = name_argument(vm, name)?;
    let unlink = vm.truth(unlink)?;
    // More than the system counts to, it refuses itself.
    let Some(handle) = Handle::create(&text, value as u32) else {
        return Err(system::last_error(vm, None));
    };
    if unlink {
        unlinked(vm, &text)?;
    }
    let kept = (!unlink).then(|| text.to_string_lossy().into_owned());
    make(vm, class, handle, kind, maximum, kept)
}

/// `_rebuild(handle, kind, maxvalue, name)`: the semaphore that another process has made.
fn rebuild<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, _, kind, maximum, name] = arguments else {
        return Err(vm.type_error("_rebuild() takes 4 arguments"));
    };
    let (kind, maximum) = (vm.index(kind)?, system::int(vm, maximum)?);
    if name.is_none() {
        // The number of a handle says something in the process that has opened it, and nowhere else.
        return Err(vm.value_error("a semaphore without a name cannot be opened by another process"));
    }
    let text = name_argument(vm, name)?;
    let Some(handle) = Handle::open(&text) else { return Err(system::last_error(vm, None)) };
    make(vm, class, handle, kind, maximum, Some(text.to_string_lossy().into_owned()))
}

fn acquire<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = sem_lock(vm, &arguments[0])?;
    let block = vm.flag(&arguments[1], true)?;
    let deadline = match arguments[2].some() {
        None => None,
        Some(timeout) => {
            let seconds = vm.to_float(timeout)?.max(0.0);
            // What is longer than the clock runs is for ever.
            deadline(seconds)
        }
    };
    if lock.kind == RECURSIVE_MUTEX && lock.is_mine(vm.ident) {
        lock.count.fetch_add(1, Ordering::Relaxed);
        return Ok(Value::TRUE);
    }
    let mut answer = if lock.handle.try_wait() < 0 { Err(system::errno()) } else { Ok(0) };
    if block && answer.is_err() {
        answer = system::interruptible(vm, "sem_wait", || lock.handle.wait(deadline).into())?;
    }
    match answer {
        Ok(_) => {
            lock.count.fetch_add(1, Ordering::Relaxed);
            lock.owner.store(vm.ident, Ordering::Relaxed);
            Ok(Value::TRUE)
        }
        Err(libc::EAGAIN | libc::ETIMEDOUT | libc::EINTR) => Ok(Value::FALSE),
        Err(number) => Err(vm.os_error(number, None)),
    }
}

fn release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = sem_lock(vm, &arguments[0])?;
    if lock.kind == RECURSIVE_MUTEX {
        if !lock.is_mine(vm.ident) {
            let class = vm.exceptions().assertion_error.clone();
            return Err(vm.raise_message(&class, "attempt to release recursive lock not owned by thread"));
        }
        // Before the semaphore is free: whoever takes it then counts from zero.
        if lock.count.fetch_sub(1, Ordering::Relaxed) > 1 {
            return Ok(Value::NONE);
        }
    } else {
        if lock.handle.value() >= lock.maximum {
            return Err(vm.value_error("semaphore or lock released too many times"));
        }
        lock.count.fetch_sub(1, Ordering::Relaxed);
    }
    if lock.handle.post() < 0 {
        let raised = system::last_error(vm, None);
        lock.count.fetch_add(1, Ordering::Relaxed);
        return Err(raised);
    }
    Ok(Value::NONE)
}

fn enter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    acquire(vm, &[arguments[0].clone(), Value::TRUE, Value::NONE])
}

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let count = sem_lock(vm, &arguments[0])?.count.load(Ordering::Relaxed);
    Ok(vm.new_int(count))
}

fn is_mine<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lock = sem_lock(vm, &arguments[0])?;
    Ok(Value::bool(lock.is_mine(vm.ident)))
}

fn get_value<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = sem_lock(vm, &arguments[0])?.handle.value();
    Ok(vm.new_int(value.into()))
}

fn is_zero<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(sem_lock(vm, &arguments[0])?.handle.value() == 0))
}

/// In a child that `fork` made, nobody holds it.
fn after_fork<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    sem_lock(vm, &arguments[0])?.count.store(0, Ordering::Relaxed);
    Ok(Value::NONE)
}

fn unlinked<R: Runtime>(vm: &mut Vm<R>, name: &CString) -> Return<R, ()> {
    // SAFETY: the name ends with a zero byte.
    let answer = unsafe { libc::sem_unlink(name.as_ptr()) };
    checked(vm, answer, None).map(drop)
}

fn sem_unlink<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = name_argument(vm, &arguments[0])?;
    unlinked(vm, &name)?;
    Ok(Value::NONE)
}

fn handle_attribute<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let address = sem_lock(vm, value)?.handle.0.addr().get();
    Ok(vm.new_usize(address))
}

fn name_attribute<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let lock = sem_lock(vm, value)?;
    Ok(lock.name.as_deref().map_or(Value::NONE, |name| vm.new_str(name)))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_multiprocessing");
    let class = ClassBuilder::new::<SemLock>(vm, "_multiprocessing", "SemLock", None)
        .constructor("__new__(cls, kind, value, maxvalue, name, unlink)", new)
        .class_method("_rebuild(cls, handle, kind, maxvalue, name, /)", rebuild)
        .methods(&[
            ("__init__(self, /, *args, **kwargs)", |_, _| Ok(Value::NONE)),
            ("acquire(self, /, block=True, timeout=None)", acquire),
            ("release(self, /)", release),
            ("__enter__(self, /)", enter),
            ("__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", release),
            ("_count(self, /)", count),
            ("_is_mine(self, /)", is_mine),
            ("_get_value(self, /)", get_value),
            ("_is_zero(self, /)", is_zero),
            ("_after_fork(self, /)", after_fork),
        ])
        .getter("handle", handle_attribute)
        .getter("kind", |vm, value| {
            let kind = sem_lock(vm, value)?.kind;
            Ok(vm.new_int(kind))
        })
        .getter("maxvalue", |vm, value| {
            let maximum = sem_lock(vm, value)?.maximum;
            Ok(vm.new_int(maximum.into()))
        })
        .getter("name", name_attribute)
        .attribute("SEM_VALUE_MAX", Value::small_int(SEM_VALUE_MAX))
        .finish()
        .into_value();
    vm.module_set(&module, "SemLock", class);
    vm.module_functions(&module, "_multiprocessing", &[("sem_unlink(name, /)", sem_unlink)]);
    let flags = vm.new_dict();
    for name in ["HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT", "HAVE_SEM_UNLINK"] {
        let name = vm.new_str(name);
        vm.dict_set(&flags, name, Value::small_int(1))?;
    }
    vm.module_set(&module, "flags", flags.into_value());
    Ok(module)
}
