//! `_queue`: a queue without a limit that threads may wait at.

use crate::length::{deadline, length};
use crate::parking::{Arrivals, RawLock, Shelf};
use interpreter::{ClassBuilder, Raised, Return, Vm};
use object_model::{Class, ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Value};
use std::collections::VecDeque;
use std::time::Instant;

/// The payload of `SimpleQueue`.
struct SimpleQueue<R: Runtime> {
    items: Guarded<VecDeque<Value<R>>>,
    arrivals: Arrivals,
}

// SAFETY: the items are guarded; the rest is atomics and a mutex.
unsafe impl<R: Runtime> Payload<R> for SimpleQueue<R> {
    const NAME: &'static str = "SimpleQueue";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        unsafe { self.items.get() }.iter().for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for SimpleQueue<R> {
    type Guarded = VecDeque<Value<R>>;
    fn guarded(&self) -> &Guarded<Self::Guarded> {
        &self.items
    }
}

fn queue_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, SimpleQueue<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("expected a SimpleQueue"))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let queue = SimpleQueue { items: Guarded::new(VecDeque::new()), arrivals: Arrivals::default() };
    vm.new_object_of(&class, queue)
}

fn put<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let queue = queue_of(vm, &arguments[0])?;
    let item = arguments[1].clone();
    vm.lock(&queue).push_back(item);
    queue.arrivals.announce();
    Ok(Value::NONE)
}

/// What the class `Empty` is registered for.
struct Empty;

fn empty_error<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let class = vm.class_of_payload::<Empty>();
    let empty = vm.call(class.value(), &[])?;
    Err(Raised(empty))
}

/// The items, to a thread that has until then to wait.
struct Patient<'a, R: Runtime> {
    vm: &'a mut Vm<R>,
    queue: &'a Ref<R, SimpleQueue<R>>,
    deadline: Option<Instant>,
}

impl<R: Runtime> Shelf for Patient<'_, R> {
    type Thing = Value<R>;
    type Failure = Raised<R>;

    fn take(&mut self) -> Option<Value<R>> {
        self.vm.lock(self.queue).pop_front()
    }

    fn is_empty(&mut self) -> bool {
        self.vm.lock(self.queue).is_empty()
    }

    fn wait(&mut self, lock: &RawLock) -> Return<R, bool> {
        lock.acquire_handling_signals(self.vm, self.deadline)
    }
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let queue = queue_of(vm, &arguments[0])?;
    let block = match arguments[1].given() {
        Some(block) => vm.truth(block)?,
        None => true,
    };
    let deadline = match (block, arguments[2].some()) {
        (false, _) => return take_now(vm, &queue),
        (true, None) => None,
        (true, Some(timeout)) => {
            let seconds = length(vm, timeout)?;
            if seconds < 0.0 {
                return Err(vm.value_error("'timeout' must be a non-negative number"));
            }
            deadline(seconds)
        }
    };
    let mut patient = Patient { vm: &mut *vm, queue: &queue, deadline };
    let item = queue.arrivals.take(&mut patient)?;
    item.map_or_else(|| empty_error(vm), Ok)
}

fn take_now<R: Runtime>(vm: &mut Vm<R>, queue: &Ref<R, SimpleQueue<R>>) -> Return<R> {
    let item = vm.lock(queue).pop_front();
    item.map_or_else(|| empty_error(vm), Ok)
}

fn get_nowait<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let queue = queue_of(vm, &arguments[0])?;
    take_now(vm, &queue)
}

fn is_empty<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let queue = queue_of(vm, &arguments[0])?;
    Ok(Value::bool(vm.lock(&queue).is_empty()))
}

fn size<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let queue = queue_of(vm, &arguments[0])?;
    let size = vm.lock(&queue).len();
    Ok(vm.new_usize(size))
}

/// The class `Empty`, which is one, however often the module is made.
fn empty_class<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Ref<R, Class<R>>> {
    if let Some(class) = vm.registered_class::<Empty>() {
        return Ok(class);
    }
    let exception = vm.exceptions().exception.value().clone();
    let (name, bases, namespace) = (vm.new_str("Empty"), vm.new_tuple(vec![exception]), vm.new_dict());
    let key = vm.intern("__module__");
    let own = vm.intern("_queue").into_value();
    vm.dict_set_str(&namespace, &key, own);
    let type_ = vm.types().type_.value().clone();
    let class = vm.call(&type_, &[name, bases, namespace.into_value()])?;
    vm.immortalize(&class);
    let class = class.downcast::<Class<R>>().map_err(|_| vm.system_error("type() makes classes"))?;
    vm.shared.register_payload::<Empty>(&class);
    Ok(class)
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_queue");
    let empty = empty_class(vm)?;
    vm.module_set(&module, "Empty", empty.into_value());
    let class = ClassBuilder::new::<SimpleQueue<R>>(vm, "_queue", "SimpleQueue", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls)", new)
        .generic()
        .methods(&[
            ("put(self, item, block=True, timeout=None)", put),
            ("put_nowait(self, item)", put),
            ("get(self, block=True, timeout=None)", get),
            ("get_nowait(self)", get_nowait),
            ("empty(self, /)", is_empty),
            ("qsize(self, /)", size),
        ])
        .finish()
        .into_value();
    vm.module_set(&module, "SimpleQueue", class);
    Ok(module)
}
