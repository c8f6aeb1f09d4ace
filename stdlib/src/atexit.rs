//! `atexit`.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Dict, Guard, Guarded, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;

/// The functions to call: function, positional arguments, keyword arguments.
struct Callbacks<R: Runtime> {
    functions: Guarded<Vec<[Value<R>; 3]>>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Callbacks<R> {
    const NAME: &'static str = "_callbacks";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        unsafe { self.functions.get() }.iter().flatten().for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for Callbacks<R> {
    type Guarded = Vec<[Value<R>; 3]>;
    fn guarded(&self) -> &Guarded<Vec<[Value<R>; 3]>> {
        &self.functions
    }
}

fn callbacks<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Ref<R, Callbacks<R>>> {
    let module = vm.import_module("atexit")?;
    let value = vm.get_attr_str(&module, "_callbacks")?;
    match value.downcast() {
        Ok(callbacks) => Ok(callbacks),
        Err(_) => Err(vm.system_error("atexit._callbacks was replaced")),
    }
}

fn register<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !vm.is_callable(&arguments[0]) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let entry = [arguments[0].clone(), arguments[1].clone(), arguments[2].clone()];
    let callbacks = callbacks(vm)?;
    vm.lock(&callbacks).push(entry);
    Ok(arguments[0].clone())
}

fn unregister<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let callbacks = callbacks(vm)?;
    let functions = vm.lock(&callbacks).clone();
    let mut kept = vec![];
    for entry in functions {
        if !vm.equal(&entry[0], &arguments[0])? {
            kept.push(entry);
        }
    }
    let old = std::mem::replace(&mut *vm.lock(&callbacks), kept);
    drop(old);
    Ok(Value::NONE)
}

fn clear<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let callbacks = callbacks(vm)?;
    let old = std::mem::take(&mut *vm.lock(&callbacks));
    drop(old);
    Ok(Value::NONE)
}

fn number<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let callbacks = callbacks(vm)?;
    let number = vm.lock(&callbacks).len();
    Ok(vm.new_usize(number))
}

/// Calls them, the last registered first. What they raise is reported.
fn run<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let callbacks = callbacks(vm)?;
    loop {
        let entry = vm.lock(&callbacks).pop();
        let Some([function, positional, keywords]) = entry else { return Ok(Value::NONE) };
        let mut all = vm.as_tuple(&positional).map_or(vec![], <[_]>::to_vec);
        let mut names = vec![];
        if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
            for (_, name, value) in vm.dict_entries(keywords) {
                names.push(name);
                all.push(value);
            }
        }
        if let Err(raised) = vm.call_with(&function, &all, &names) {
            vm.report_unraisable(&raised, &function, "Exception ignored in atexit callback");
        }
    }
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("atexit");
    ClassBuilder::new::<Callbacks<R>>(vm, "atexit", "_callbacks", None).sealed().finish();
    let callbacks = vm.new_object(Callbacks { functions: Guarded::new(vec![]), _runtime: PhantomData });
    vm.module_set(&module, "_callbacks", callbacks);
    vm.module_functions(
        &module,
        "atexit",
        &[
            ("register(func, /, *args, **kwargs)", register),
            ("unregister(func, /)", unregister),
            ("_clear()", clear),
            ("_ncallbacks()", number),
            ("_run_exitfuncs()", run),
        ],
    );
    Ok(module)
}
