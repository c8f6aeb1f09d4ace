//! Values on their way from one interpreter to another.
//!
//! A value is taken apart where it is and made anew where it arrives; what travels is plain data of no interpreter. What
//! has no such form may be pickled instead.

use super::error::not_shareable;
use super::numbered::Handle;
use super::script;
use crate::interpchannels::{self, Traveller};
use crate::interpqueues::{self, Queue};
use compiler::Code;
use interpreter::builtins::MemoryView;
use interpreter::{Function, Lifetime, Module, Raised, Return, Vm};
use object_model::{Dict, Runtime, Value};
use std::sync::Arc;

/// A value on its way.
pub(crate) enum Crossing {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Box<str>),
    Bytes(Box<[u8]>),
    Tuple(Box<[Crossing]>),
    /// A view of bytes that never change, and its format.
    View(Box<[u8]>, char),
    Queue(Handle<Queue>),
    Channel(Traveller),
    /// A function that is nothing but its code.
    Function(Arc<Code>),
    Pickle(Box<[u8]>, MainFile),
}

/// The file of the program, to find there what its `__main__` defines.
pub(crate) type MainFile = Option<Arc<str>>;

/// What becomes of a value that has no form of its own to travel in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fallback {
    /// It is refused.
    None = 0,
    /// A function goes as its code if it is nothing else; everything else is pickled.
    Full = 1,
}

impl Crossing {
    /// Takes a value apart; NotShareableError if it cannot travel.
    pub(crate) fn of<R: Runtime>(
        vm: &mut Vm<R>,
        value: &Value<R>,
        fallback: Fallback,
    ) -> Return<R, Crossing> {
        Self::within(vm, value, fallback, 0)
    }

    fn within<R: Runtime>(
        vm: &mut Vm<R>,
        value: &Value<R>,
        fallback: Fallback,
        depth: usize,
    ) -> Return<R, Crossing> {
        const MESSAGE: &str = "maximum recursion depth exceeded while sharing a tuple";
        vm.check_recursion(MESSAGE)?;
        if depth > DEEPEST {
            return Err(vm.recursion_error(MESSAGE));
        }
        let cause = match Self::plain(vm, value, fallback, depth) {
            Ok(Some(crossing)) => return Ok(crossing),
            Ok(None) => None,
            Err(other) if !is_error(vm, &other) || is_about_depth(vm, &other) => return Err(other),
            Err(cause) => Some(cause),
        };
        if fallback == Fallback::Full {
            for instead in [Self::stateless, Self::pickled] {
                match instead(vm, value) {
                    Err(other) if is_error(vm, &other) => {}
                    result => return result,
                }
            }
        }
        let message = format!("{} does not support cross-interpreter data", vm.repr_string(value)?);
        Err(not_shareable(vm, &message, cause)?)
    }

    /// What is called in another interpreter: a function that is nothing but its code, or anything that can be pickled.
    pub(crate) fn of_callable<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Crossing> {
        let cause = match Self::stateless(vm, value) {
            Err(cause) if is_error(vm, &cause) => cause,
            result => return result,
        };
        match Self::pickled(vm, value) {
            Err(other) if is_error(vm, &other) => {}
            result => return result,
        }
        if value.as_ref::<Function<R>>().is_some() {
            return Err(not_shareable(vm, "only stateless functions are shareable", Some(cause))?);
        }
        let message = format!("expected a function, got {}", vm.repr_string(value)?);
        Err(not_shareable(vm, &message, None)?)
    }

    /// Whether values of this one's class can travel without being pickled.
    pub(crate) fn is_shareable<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
        let types = vm.types();
        let classes =
            [&types.none, &types.bool, &types.int, &types.float, &types.str, &types.bytes, &types.tuple];
        let class = vm.class_ref(value);
        classes.iter().any(|shareable| class.value().is(shareable.value()))
            || value.as_ref::<MemoryView<R>>().is_some()
            || interpqueues::is_queue(vm, value)
            || interpchannels::is_channel(vm, value)
    }

    fn plain<R: Runtime>(
        vm: &mut Vm<R>,
        value: &Value<R>,
        fallback: Fallback,
        depth: usize,
    ) -> Return<R, Option<Crossing>> {
        if value.is_none() {
            return Ok(Some(Crossing::None));
        }
        if let Some(truth) = value.word().as_bool() {
            return Ok(Some(Crossing::Bool(truth)));
        }
        let (class, types) = (vm.class_of(value), vm.types());
        if class.value().is(types.int.value()) {
            return match vm.as_i64(value) {
                Some(int) => Ok(Some(Crossing::Int(int))),
                None => Err(vm.overflow_error("try sending as bytes")),
            };
        }
        if class.value().is(types.float.value()) {
            return Ok(vm.exact_float(value).map(Crossing::Float));
        }
        if class.value().is(types.str.value()) {
            return Ok(vm.as_str(value).map(|text| Crossing::Str(text.into())));
        }
        if class.value().is(types.bytes.value()) {
            return Ok(vm.as_bytes(value).map(|bytes| Crossing::Bytes(bytes.into())));
        }
        if class.value().is(types.tuple.value()) {
            let items = vm.as_tuple(value).map_or(vec![], <[_]>::to_vec);
            let cross = |item| Self::within(vm, item, fallback, depth + 1);
            let items = items.iter().map(cross).collect::<Result<_, _>>()?;
            return Ok(Some(Crossing::Tuple(items)));
        }
        if let Some(view) = value.as_ref::<MemoryView<R>>() {
            // Memory that may change belongs to one interpreter: its lock would not guard it from the others.
            return match view.unchanging(vm) {
                Some((bytes, format)) => Ok(Some(Crossing::View(bytes.into(), format))),
                None => Err(vm.buffer_error("the memory may change")),
            };
        }
        if interpqueues::is_queue(vm, value) {
            return interpqueues::handle_of(vm, value).map(|handle| Some(Crossing::Queue(handle)));
        }
        if interpchannels::is_channel(vm, value) {
            return interpchannels::traveller(vm, value).map(|channel| Some(Crossing::Channel(channel)));
        }
        Ok(None)
    }

    fn stateless<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Crossing> {
        script::of_stateless(vm, value).map(Crossing::Function)
    }

    fn pickled<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Crossing> {
        let pickle = vm.import_module("pickle")?;
        let data = vm.call_method(&pickle, "dumps", std::slice::from_ref(value))?;
        let Some(data) = vm.as_bytes(&data).map(Box::from) else {
            return Err(vm.type_error("pickle.dumps() did not answer bytes"));
        };
        let main = main_file(vm);
        Ok(Crossing::Pickle(data, main))
    }

    /// Makes the value anew.
    pub(crate) fn arrive<R: Runtime>(self, vm: &mut Vm<R>) -> Return<R> {
        vm.check_recursion("maximum recursion depth exceeded while sharing a tuple")?;
        Ok(match self {
            Crossing::None => Value::NONE,
            Crossing::Bool(truth) => Value::bool(truth),
            Crossing::Int(int) => vm.new_int(int),
            Crossing::Float(float) => Value::float(float),
            Crossing::Str(text) => vm.new_string(text.into()),
            Crossing::Bytes(bytes) => vm.new_bytes(&bytes),
            Crossing::Tuple(items) => {
                let items = items.into_iter().map(|item| item.arrive(vm)).collect::<Result<_, _>>()?;
                vm.new_tuple(items)
            }
            Crossing::View(bytes, format) => {
                let bytes = vm.new_bytes(&bytes);
                MemoryView::formatted(vm, &bytes, format)?
            }
            Crossing::Queue(handle) => return interpqueues::arrive(vm, handle),
            Crossing::Channel(channel) => return channel.arrive(vm),
            Crossing::Function(code) => return new_function(vm, &code),
            Crossing::Pickle(data, main) => {
                let data = vm.new_bytes(&data);
                return match unpickle(vm, &data, main) {
                    Err(cause) if is_error(vm, &cause) => {
                        Err(not_shareable(vm, "object could not be unpickled", Some(cause))?)
                    }
                    result => result,
                };
            }
        })
    }
}

/// How many tuples may be inside each other: what travels is dropped wherever it is, however little stack is left there.
const DEEPEST: usize = 400;

fn is_about_depth<R: Runtime>(vm: &Vm<R>, raised: &Raised<R>) -> bool {
    vm.is_raised(raised, &vm.exceptions().recursion_error)
}

/// Whether it is an error, and not the wish to stop.
pub(crate) fn is_error<R: Runtime>(vm: &Vm<R>, raised: &Raised<R>) -> bool {
    vm.is_raised(raised, &vm.exceptions().exception)
}

/// The dict of `__main__`.
pub(super) fn main_namespace<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let main = vm.loaded_module("__main__");
    match main.as_ref().and_then(|main| main.as_ref::<Module<R>>()).map(|main| main.namespace()) {
        Some(namespace) => Ok(namespace),
        None => Err(vm.runtime_error("failed to get __main__ namespace")),
    }
}

fn main_file<R: Runtime>(vm: &mut Vm<R>) -> MainFile {
    let namespace = main_namespace(vm).ok()?;
    let file = vm.get_name(&namespace, "__file__")?;
    vm.as_str(&file).map(Arc::from)
}

/// What the thread keeps code in that has arrived, so that what is sent again and again is loaded once.
const ARRIVED: &str = "interpreters.arrived";

/// Its global variables are those of `__main__`.
fn new_function<R: Runtime>(vm: &mut Vm<R>, code: &Arc<Code>) -> Return<R> {
    let arrived = match vm.locals.get(ARRIVED).and_then(|arrived| arrived.as_ref::<Dict<R>>()) {
        Some(arrived) => arrived.clone(),
        None => {
            let arrived = vm.new_dict();
            vm.locals.insert(ARRIVED, arrived.value().clone());
            arrived
        }
    };
    // The loaded code keeps the code, and so the address.
    let address = vm.new_usize(Arc::as_ptr(code).addr());
    let loaded = match vm.dict_get(&arrived, &address)? {
        Some(loaded) => loaded,
        None => {
            let loaded = vm.load_code(code, Lifetime::Immortal);
            vm.dict_set(&arrived, address, loaded.clone())?;
            loaded
        }
    };
    let globals = main_namespace(vm)?;
    vm.new_function(&loaded, &globals, Value::NONE, Value::NONE, Value::NONE)
}

/// What `__main__` lacks is looked for in the program's file, which is run for that under another name.
fn unpickle<R: Runtime>(vm: &mut Vm<R>, data: &Value<R>, main: MainFile) -> Return<R> {
    let pickle = vm.import_module("pickle")?;
    let mut found: Option<Value<R>> = None;
    loop {
        let raised = match vm.call_method(&pickle, "loads", std::slice::from_ref(data)) {
            Ok(value) => return Ok(value),
            Err(raised) => raised,
        };
        let Some(file) = &main else { return Err(raised) };
        let Some(name) = missing_in_main(vm, &raised) else { return Err(raised) };
        let namespace = match &found {
            Some(namespace) => namespace.clone(),
            None => match run_file(vm, file) {
                Ok(namespace) => found.insert(namespace).clone(),
                Err(other) if is_error(vm, &other) => return Err(raised),
                Err(other) => return Err(other),
            },
        };
        let Some(value) = vm.get_name(&namespace, &name) else { return Err(raised) };
        let main = main_namespace(vm)?;
        let Ok(main) = main.downcast::<Dict<R>>() else { return Err(raised) };
        let name = vm.intern(&name);
        if vm.dict_get_str(&main, &name).is_some() {
            return Err(raised);
        }
        vm.dict_set_str(&main, &name, value);
    }
}

fn missing_in_main<R: Runtime>(vm: &mut Vm<R>, raised: &Raised<R>) -> Option<String> {
    let class = vm.exceptions().attribute_error.clone();
    if !vm.is_raised(raised, &class) {
        return None;
    }
    let message = vm.str_string(&raised.0).ok()?;
    let name = message.strip_prefix("module '__main__' has no attribute '")?.strip_suffix('\'')?;
    (!name.contains('\'')).then(|| name.to_owned())
}

/// The names a program's file defines, if it is not the program.
fn run_file<R: Runtime>(vm: &mut Vm<R>, file: &str) -> Return<R> {
    let runpy = vm.import_module("runpy")?;
    let (file, name) = (vm.new_str(file), vm.new_str("<fake __main__>"));
    vm.call_method(&runpy, "run_path", &[file, Value::NONE, name])
}
