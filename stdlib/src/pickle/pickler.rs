//! `Pickler`, `dump` and `dumps`.

use super::proxy::{self, PicklerMemo};
use super::save::Pickling;
use super::{DEFAULT_PROTOCOL, HIGHEST_PROTOCOL, pickling_error};
use crate::memo::Memo;
use interpreter::{ClassBuilder, Method, Native, Raised, Return, Vm};
use object_model::{Class, Dict, Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of a pickler.
pub(super) struct Pickler<R: Runtime> {
    state: Guarded<State<R>>,
}

/// What changes.
pub(super) struct State<R: Runtime> {
    /// Where pickles go; unbound before `__init__`.
    write: Value<R>,
    protocol: u8,
    fix_imports: bool,
    binary: i64,
    fast: i64,
    /// Unbound if it has none of its own.
    dispatch_table: Value<R>,
    /// What was assigned; unbound if nothing was.
    persistent_id: Value<R>,
    buffer_callback: Option<Value<R>>,
    /// Elsewhere while a pickle is made.
    pub(super) memo: Memo<R>,
    /// A pickle is being made.
    pub(super) in_use: bool,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Pickler<R> {
    const NAME: &'static str = "Pickler";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let state = unsafe { self.state.get() };
        [&state.write, &state.dispatch_table, &state.persistent_id].into_iter().for_each(&mut *visit);
        state.buffer_callback.iter().chain(state.memo.values()).for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for Pickler<R> {
    type Guarded = State<R>;
    fn guarded(&self) -> &Guarded<State<R>> {
        &self.state
    }
}

pub(super) fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Pickler<R>>> {
    match value.as_ref::<Pickler<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a Pickler is needed")),
    }
}

#[cold]
pub(super) fn in_use<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.runtime_error("Pickler object is already used")
}

/// The protocol that is asked for.
fn protocol<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, u8> {
    let Some(value) = value.some() else { return Ok(DEFAULT_PROTOCOL) };
    let number = vm.index_integer(value)?;
    let Ok(number) = i64::try_from(&number) else {
        return Err(vm.overflow_error("Python int too large to convert to C long"));
    };
    match u8::try_from(number) {
        Ok(protocol) if protocol <= HIGHEST_PROTOCOL => Ok(protocol),
        _ if number < 0 => Ok(HIGHEST_PROTOCOL),
        _ => Err(vm.value_error(&format!("pickle protocol must be <= {HIGHEST_PROTOCOL}"))),
    }
}

/// Where a file is written.
fn write_of<R: Runtime>(vm: &mut Vm<R>, file: &Value<R>) -> Return<R> {
    match vm.find_attr_str(file, "write")? {
        Some(write) => Ok(write),
        None => Err(vm.type_error("file must have a 'write' attribute")),
    }
}

fn callback<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, protocol: u8) -> Return<R, Option<Value<R>>> {
    let callback = value.some().cloned();
    if callback.is_some() && protocol < 5 {
        return Err(vm.value_error("buffer_callback needs protocol >= 5"));
    }
    Ok(callback)
}

fn pickling<R: Runtime>(
    vm: &mut Vm<R>,
    protocol_argument: &Value<R>,
    fix_imports: &Value<R>,
) -> Return<R, Pickling<R>> {
    let protocol = protocol(vm, protocol_argument)?;
    let fix_imports = vm.flag(fix_imports, true)?;
    Ok(Pickling::new(protocol, fix_imports))
}

/// `dump(obj, file, protocol, *, fix_imports, buffer_callback)`
pub(super) fn dump<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [value, file, protocol, fix_imports, buffer_callback] = arguments else {
        return Err(vm.system_error("dump takes five arguments"));
    };
    let mut pickling = pickling(vm, protocol, fix_imports)?;
    pickling.write = Some(write_of(vm, file)?);
    pickling.buffer_callback = callback(vm, buffer_callback, pickling.protocol)?;
    pickling.dump(vm, value)?;
    pickling.flush(vm)?;
    Ok(Value::NONE)
}

/// `dumps(obj, protocol, *, fix_imports, buffer_callback)`
pub(super) fn dumps<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [value, protocol, fix_imports, buffer_callback] = arguments else {
        return Err(vm.system_error("dumps takes four arguments"));
    };
    let mut pickling = pickling(vm, protocol, fix_imports)?;
    pickling.buffer_callback = callback(vm, buffer_callback, pickling.protocol)?;
    pickling.dump(vm, value)?;
    let data = pickling.output.take();
    Ok(super::new_bytes(vm, data))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let state = Guarded::new(State {
        write: Value::UNBOUND,
        protocol: 0,
        fix_imports: false,
        binary: 0,
        fast: 0,
        dispatch_table: Value::UNBOUND,
        persistent_id: Value::UNBOUND,
        buffer_callback: None,
        memo: Memo::default(),
        in_use: false,
    });
    vm.new_object_of(&class, Pickler { state })
}

/// `Pickler(file, protocol, fix_imports, buffer_callback)`
fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [value, file, protocol_argument, fix_imports, buffer_callback] = arguments else {
        return Err(vm.system_error("Pickler takes four arguments"));
    };
    let own = own(vm, value)?.clone();
    if vm.lock(&own).in_use {
        return Err(in_use(vm));
    }
    let protocol = protocol(vm, protocol_argument)?;
    let fix_imports = vm.flag(fix_imports, true)? && protocol < 3;
    let write = write_of(vm, file)?;
    let buffer_callback = callback(vm, buffer_callback, protocol)?;
    let old = {
        let mut state = vm.lock(&own);
        if state.in_use {
            None
        } else {
            state.protocol = protocol;
            state.fix_imports = fix_imports;
            state.binary = i64::from(protocol > 0);
            state.fast = 0;
            let again = !state.write.is_unbound();
            let table = if again {
                std::mem::replace(&mut state.dispatch_table, Value::UNBOUND)
            } else {
                Value::UNBOUND
            };
            Some((
                std::mem::replace(&mut state.write, write),
                std::mem::replace(&mut state.buffer_callback, buffer_callback),
                std::mem::take(&mut state.memo),
                table,
            ))
        }
    };
    if old.is_none() {
        return Err(in_use(vm));
    }
    drop(old);
    if vm.lock(&own).dispatch_table.is_unbound()
        && let Some(table) = vm.find_attr_str(value, "dispatch_table")?
    {
        let old = std::mem::replace(&mut vm.lock(&own).dispatch_table, table);
        drop(old);
    }
    Ok(Value::NONE)
}

/// The method `persistent_id` of a pickler, unless it is the one that does nothing.
fn persistent_id<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<Value<R>>> {
    let found = vm.get_attr_str(value, "persistent_id")?;
    let class = vm.class_of_payload::<Pickler<R>>();
    let does_nothing = found.as_ref::<Method<R>>().is_some_and(|method| {
        let native = method.function.as_ref::<Native<R>>();
        method.receiver.is(value) && native.is_some_and(|native| native.owner.is(class.value()))
    });
    Ok(if does_nothing { None } else { Some(found) })
}

fn dump_with<R: Runtime>(
    vm: &mut Vm<R>,
    pickling: &mut Pickling<R>,
    own: &Value<R>,
    value: &Value<R>,
) -> Return<R, ()> {
    pickling.persistent_id = persistent_id(vm, own)?;
    pickling.reducer_override = vm.find_attr_str(own, "reducer_override")?;
    pickling.dump(vm, value)?;
    pickling.flush(vm)
}

/// `Pickler.dump(obj)`
fn dump_to<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?.clone();
    let begun = {
        let mut state = vm.lock(&own);
        if state.write.is_unbound() {
            Err(false)
        } else if state.in_use {
            Err(true)
        } else {
            state.in_use = true;
            let mut pickling = Pickling::new(state.protocol, state.fix_imports);
            pickling.binary = state.binary != 0;
            pickling.fast = state.fast != 0;
            pickling.write = Some(state.write.clone());
            pickling.dispatch_table = state.dispatch_table.given().cloned();
            pickling.buffer_callback = state.buffer_callback.clone();
            pickling.memo = std::mem::take(&mut state.memo);
            Ok(pickling)
        }
    };
    let mut pickling = match begun {
        Ok(pickling) => pickling,
        Err(true) => return Err(in_use(vm)),
        Err(false) => {
            let class = vm.type_name(&arguments[0]);
            let message = format!("Pickler.__init__() was not called by {class}.__init__()");
            return Err(pickling_error(vm, &message));
        }
    };
    let result = dump_with(vm, &mut pickling, &arguments[0], &arguments[1]);
    let mut state = vm.lock(&own);
    state.memo = std::mem::take(&mut pickling.memo);
    state.in_use = false;
    drop(state);
    result.map(|()| Value::NONE)
}

/// Runs `change` on the memo; RuntimeError while a pickle is being made.
pub(super) fn with_memo<R: Runtime, T>(
    vm: &mut Vm<R>,
    own: &Ref<R, Pickler<R>>,
    change: impl FnOnce(&mut Memo<R>) -> T,
) -> Return<R, T> {
    let done = {
        let mut state = vm.lock(own);
        if state.in_use { None } else { Some(change(&mut state.memo)) }
    };
    done.ok_or_else(|| in_use(vm))
}

fn clear_memo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let old = with_memo(vm, own, std::mem::take)?;
    drop(old);
    Ok(Value::NONE)
}

fn get_memo<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = own(vm, value)?.clone();
    Ok(vm.new_object(PicklerMemo(own)))
}

fn set_memo<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let own = own(vm, value)?;
    if new.is_unbound() {
        return Err(vm.type_error("attribute deletion is not supported"));
    }
    let entries = if let Some(other) = new.as_ref::<PicklerMemo<R>>() {
        with_memo(vm, &other.0, |memo| memo.entries())?
    } else if let Some(dict) = new.as_ref::<Dict<R>>() {
        let mut entries = Vec::new();
        for (_, _, entry) in vm.dict_entries(dict) {
            let Some([number, object]) = vm.as_tuple(&entry) else {
                return Err(vm.type_error("'memo' values must be 2-item tuples"));
            };
            let number = vm.subscript(number)?;
            entries.push((usize::try_from(number).unwrap_or_default(), object.clone()));
        }
        entries
    } else {
        let message =
            format!("'memo' attribute must be a PicklerMemoProxy object or dict, not {}", vm.type_name(&new));
        return Err(vm.type_error(&message));
    };
    let mut memo = Memo::default();
    entries.iter().for_each(|(number, object)| memo.set(object, *number));
    let old = with_memo(vm, own, |place| std::mem::replace(place, memo))?;
    drop(old);
    Ok(())
}

fn set_number<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    new: &Value<R>,
    place: fn(&mut State<R>) -> &mut i64,
) -> Return<R, ()> {
    let own = own(vm, value)?;
    if new.is_unbound() {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    }
    let number = vm.index(new)?;
    *place(&mut vm.lock(own)) = number;
    Ok(())
}

fn get_dispatch_table<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = own(vm, value)?;
    let table = vm.lock(own).dispatch_table.clone();
    match table.given() {
        Some(table) => Ok(table.clone()),
        None => Err(vm.no_attribute(value, "dispatch_table")),
    }
}

fn set_dispatch_table<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let own = own(vm, value)?;
    let is_deleted = new.is_unbound();
    let old = std::mem::replace(&mut vm.lock(own).dispatch_table, new);
    if is_deleted && old.is_unbound() {
        return Err(vm.no_attribute(value, "dispatch_table"));
    }
    Ok(())
}

/// An attribute may be assigned where the class has a method of that name.
fn assigned<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = own(vm, value)?;
    Ok(vm.lock(own).persistent_id.clone())
}

fn assign<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let own = own(vm, value)?;
    let old = std::mem::replace(&mut vm.lock(own).persistent_id, new);
    drop(old);
    Ok(())
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let signature = "__init__(self, file, protocol=None, fix_imports=True, buffer_callback=None)";
    let class = ClassBuilder::new::<Pickler<R>>(vm, "_pickle", "Pickler", None)
        .constructor("__new__(cls, /, *args, **kwargs)", new)
        .methods(&[
            (signature, init),
            ("dump(self, obj, /)", dump_to),
            ("clear_memo(self, /)", clear_memo),
            ("persistent_id(self, obj, /)", |_, _| Ok(Value::NONE)),
            ("__getattribute__(self, name, /)", |vm, arguments| {
                proxy::get_attribute(vm, arguments, "persistent_id", assigned)
            }),
            ("__setattr__(self, name, value, /)", |vm, arguments| {
                proxy::set_attribute(vm, arguments, "persistent_id", assign)
            }),
            ("__delattr__(self, name, /)", |vm, arguments| {
                proxy::set_attribute(vm, arguments, "persistent_id", assign)
            }),
        ])
        .getset("memo", get_memo, Some(set_memo))
        .getset(
            "bin",
            |vm, value| {
                let own = own(vm, value)?;
                let number = vm.lock(own).binary;
                Ok(vm.new_int(number))
            },
            Some(|vm, value, new| set_number(vm, value, &new, |state| &mut state.binary)),
        )
        .getset(
            "fast",
            |vm, value| {
                let own = own(vm, value)?;
                let number = vm.lock(own).fast;
                Ok(vm.new_int(number))
            },
            Some(|vm, value, new| set_number(vm, value, &new, |state| &mut state.fast)),
        )
        .getset("dispatch_table", get_dispatch_table, Some(set_dispatch_table))
        .finish();
    vm.module_set(module, "Pickler", class.into_value());
}
