//! `Unpickler`, `load` and `loads`.

use super::find;
use super::input::{File, Input};
use super::load::{Decoding, Loading};
use super::proxy::{self, UnpicklerMemo};
use super::recall::Recall;
use super::unpickling_error;
use interpreter::{ClassBuilder, Raised, Return, Vm};
use object_model::{Class, Dict, Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of an unpickler.
pub(super) struct Unpickler<R: Runtime> {
    state: Guarded<State<R>>,
}

/// What changes.
pub(super) struct State<R: Runtime> {
    /// None before `__init__`, and elsewhere while a pickle is read.
    file: Option<File<R>>,
    decoding: Decoding,
    fix_imports: bool,
    buffers: Option<Value<R>>,
    /// Of the pickle that is being read, or was last.
    protocol: u8,
    /// What was assigned; unbound if nothing was.
    persistent_load: Value<R>,
    /// Elsewhere while a pickle is read.
    memo: Recall<R>,
    /// A pickle is being read.
    in_use: bool,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Unpickler<R> {
    const NAME: &'static str = "Unpickler";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let state = unsafe { self.state.get() };
        if let Some(file) = &state.file {
            [&file.read, &file.read_line].into_iter().chain(&file.peek).for_each(&mut *visit);
        }
        visit(&state.persistent_load);
        state.buffers.iter().chain(state.memo.values()).for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for Unpickler<R> {
    type Guarded = State<R>;
    fn guarded(&self) -> &Guarded<State<R>> {
        &self.state
    }
}

impl<R: Runtime> Unpickler<R> {
    /// Notes the protocol, which decides what names mean.
    pub(super) fn set_protocol(vm: &mut Vm<R>, own: &Ref<R, Self>, protocol: u8) {
        vm.lock(own).protocol = protocol;
    }
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Unpickler<R>>> {
    match value.as_ref::<Unpickler<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("an Unpickler is needed")),
    }
}

#[cold]
fn in_use<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.runtime_error("Unpickler object is already used")
}

#[cold]
pub(super) fn no_persistent_load<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    let message = "A load persistent id instruction was encountered, but no persistent_load function was \
                   specified.";
    unpickling_error(vm, message)
}

/// The methods that a file is read with.
fn file_of<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>) -> Return<R, File<R>> {
    let peek = vm.find_attr_str(file, "peek")?;
    let (read, read_line) = (vm.find_attr_str(file, "read")?, vm.find_attr_str(file, "readline")?);
    match (read, read_line) {
        (Some(read), Some(read_line)) => Ok(File { read, read_line, peek }),
        _ => Err(vm.type_error("file must have 'read' and 'readline' attributes")),
    }
}

/// The arguments that loading has in common: `fix_imports`, `encoding`, `errors`, `buffers`.
struct Options<R: Runtime> {
    fix_imports: bool,
    decoding: Decoding,
    buffers: Option<Value<R>>,
}

fn options<R: Runtime>(vm: &mut Vm<R>, function: &str, arguments: &[Value<R>]) -> Return<R, Options<R>> {
    let [fix_imports, encoding, errors, buffers] = arguments else {
        return Err(vm.system_error("loading takes four options"));
    };
    let fix_imports = vm.flag(fix_imports, true)?;
    let mut text = |value: &Value<R>, name: &str, default: &str| match value.given() {
        None => Ok(default.into()),
        Some(value) => vm.c_text_argument(value, &format!("{function}() argument '{name}'")).map(Into::into),
    };
    let decoding = Decoding {
        encoding: text(encoding, "encoding", "ASCII")?,
        errors: text(errors, "errors", "strict")?,
    };
    let buffers = match buffers.some() {
        Some(buffers) => Some(vm.iter(buffers)?),
        None => None,
    };
    Ok(Options { fix_imports, decoding, buffers })
}

/// `load(file, *, fix_imports, encoding, errors, buffers)`
pub(super) fn load<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let file = file_of(vm, &arguments[0])?;
    let options = options(vm, "load", &arguments[1..])?;
    let input = Input::of_file(vm, file);
    Loading::new(input, options.decoding, options.fix_imports, options.buffers).load(vm)
}

/// `loads(data, *, fix_imports, encoding, errors, buffers)`
pub(super) fn loads<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let input = Input::of_bytes(vm, &arguments[0])?;
    let options = options(vm, "loads", &arguments[1..])?;
    Loading::new(input, options.decoding, options.fix_imports, options.buffers).load(vm)
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let state = Guarded::new(State {
        file: None,
        decoding: Decoding { encoding: "ASCII".into(), errors: "strict".into() },
        fix_imports: false,
        buffers: None,
        protocol: 0,
        persistent_load: Value::UNBOUND,
        memo: Recall::default(),
        in_use: false,
    });
    vm.new_object_of(&class, Unpickler { state })
}

/// `Unpickler(file, *, fix_imports, encoding, errors, buffers)`
fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?.clone();
    if vm.lock(&own).in_use {
        return Err(in_use(vm));
    }
    let file = file_of(vm, &arguments[1])?;
    let options = options(vm, "Unpickler", &arguments[2..])?;
    let old = {
        let mut state = vm.lock(&own);
        if state.in_use {
            None
        } else {
            state.decoding = options.decoding;
            state.fix_imports = options.fix_imports;
            state.protocol = 0;
            Some((
                state.file.replace(file),
                std::mem::replace(&mut state.buffers, options.buffers),
                std::mem::take(&mut state.memo),
            ))
        }
    };
    match old {
        Some(old) => {
            drop(old);
            Ok(Value::NONE)
        }
        None => Err(in_use(vm)),
    }
}

/// `Unpickler.load()`
fn load_from<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?.clone();
    let begun = {
        let mut state = vm.lock(&own);
        if state.in_use {
            Err(true)
        } else if let Some(file) = state.file.take() {
            state.in_use = true;
            let memo = std::mem::take(&mut state.memo);
            Ok((file, memo, state.decoding.clone(), state.fix_imports, state.buffers.clone()))
        } else {
            Err(false)
        }
    };
    let (file, memo, decoding, fix_imports, buffers) = match begun {
        Ok(begun) => begun,
        Err(true) => return Err(in_use(vm)),
        Err(false) => {
            let class = vm.type_name(&arguments[0]);
            let message = format!("Unpickler.__init__() was not called by {class}.__init__()");
            return Err(unpickling_error(vm, &message));
        }
    };
    let input = Input::of_file(vm, file);
    let mut loading = Loading::new(input, decoding, fix_imports, buffers);
    loading.memo = memo;
    loading.own = Some(own.clone());
    let result = loading.load(vm);
    let mut state = vm.lock(&own);
    state.memo = loading.memo;
    state.file = loading.input.into_file();
    state.in_use = false;
    drop(state);
    result
}

fn find_class<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let (protocol, fix_imports) = {
        let state = vm.lock(own);
        (state.protocol, state.fix_imports)
    };
    find::find_class(vm, protocol, fix_imports, &arguments[1], &arguments[2])
}

/// Runs `change` on the memo; RuntimeError while a pickle is being read.
pub(super) fn with_memo<R: Runtime, T>(
    vm: &mut Vm<R>,
    own: &Ref<R, Unpickler<R>>,
    change: impl FnOnce(&mut Recall<R>) -> T,
) -> Return<R, T> {
    let done = {
        let mut state = vm.lock(own);
        if state.in_use { None } else { Some(change(&mut state.memo)) }
    };
    done.ok_or_else(|| in_use(vm))
}

fn get_memo<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = own(vm, value)?.clone();
    Ok(vm.new_object(UnpicklerMemo(own)))
}

fn set_memo<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let own = own(vm, value)?;
    if new.is_unbound() {
        return Err(vm.type_error("attribute deletion is not supported"));
    }
    let mut memo = Recall::default();
    if let Some(other) = new.as_ref::<UnpicklerMemo<R>>() {
        for (number, object) in with_memo(vm, &other.0, |memo| memo.entries())? {
            memo.put(number, object);
        }
    } else if let Some(dict) = new.as_ref::<Dict<R>>() {
        for (_, number, object) in vm.dict_entries(dict) {
            if !vm.is_int(&number) {
                return Err(vm.type_error("memo key must be integers"));
            }
            match usize::try_from(vm.subscript(&number)?) {
                Ok(number) => drop(memo.put(number, object)),
                Err(_) => return Err(vm.value_error("memo key must be positive integers.")),
            }
        }
    } else {
        let message = format!(
            "'memo' attribute must be an UnpicklerMemoProxy object or dict, not {}",
            vm.type_name(&new)
        );
        return Err(vm.type_error(&message));
    }
    let old = with_memo(vm, own, |place| std::mem::replace(place, memo))?;
    drop(old);
    Ok(())
}

/// As with a pickler's `persistent_id`.
fn assigned<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = own(vm, value)?;
    Ok(vm.lock(own).persistent_load.clone())
}

fn assign<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let own = own(vm, value)?;
    let old = std::mem::replace(&mut vm.lock(own).persistent_load, new);
    drop(old);
    Ok(())
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let signature =
        "__init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())";
    let class = ClassBuilder::new::<Unpickler<R>>(vm, "_pickle", "Unpickler", None)
        .constructor("__new__(cls, /, *args, **kwargs)", new)
        .methods(&[
            (signature, init),
            ("load(self, /)", load_from),
            ("find_class(self, module_name, global_name, /)", find_class),
            ("persistent_load(self, pid, /)", |vm, _| Err(no_persistent_load(vm))),
            ("__getattribute__(self, name, /)", |vm, arguments| {
                proxy::get_attribute(vm, arguments, "persistent_load", assigned)
            }),
            ("__setattr__(self, name, value, /)", |vm, arguments| {
                proxy::set_attribute(vm, arguments, "persistent_load", assign)
            }),
            ("__delattr__(self, name, /)", |vm, arguments| {
                proxy::set_attribute(vm, arguments, "persistent_load", assign)
            }),
        ])
        .getset("memo", get_memo, Some(set_memo))
        .finish();
    vm.module_set(module, "Unpickler", class.into_value());
}
