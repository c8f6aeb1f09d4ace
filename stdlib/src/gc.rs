//! `gc`: cycles are collected when the program asks. Everything else dies with its last reference.

use interpreter::{Return, Vm};
use object_model::{List, Runtime, Value};

const ENABLED: &str = "gc_enabled";

fn callbacks<R: Runtime>(vm: &mut Vm<R>, phase: &str, collected: usize) -> Return<R, ()> {
    let Some(module) = vm.loaded_module("gc") else { return Ok(()) };
    let Some(list) = vm.find_attr_str(&module, "callbacks")? else { return Ok(()) };
    let Some(list) = list.as_ref::<List<R>>() else { return Ok(()) };
    for callback in vm.list_items(list) {
        let info = vm.new_dict();
        for (name, number) in [("generation", 2), ("collected", collected), ("uncollectable", 0)] {
            let (name, number) = (vm.new_str(name), vm.new_usize(number));
            vm.dict_set(&info, name, number)?;
        }
        let phase = vm.new_str(phase);
        if let Err(raised) = vm.call(&callback, &[phase, info.into_value()]) {
            vm.report_unraisable(&raised, &callback, "Exception ignored in");
        }
    }
    Ok(())
}

fn collect<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(generation) = arguments[0].given()
        && !(0..=2).contains(&vm.index(generation)?)
    {
        return Err(vm.value_error("invalid generation"));
    }
    callbacks(vm, "start", 0)?;
    let collection = events::gc::collection();
    let collected = vm.collect_garbage();
    drop(collection);
    vm.safepoint_in_native()?;
    callbacks(vm, "stop", collected)?;
    Ok(vm.new_usize(collected))
}

fn enable<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.locals.insert(ENABLED, Value::TRUE);
    Ok(Value::NONE)
}

fn disable<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.locals.insert(ENABLED, Value::FALSE);
    Ok(Value::NONE)
}

fn isenabled<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.locals.get(ENABLED).cloned().unwrap_or(Value::TRUE))
}

fn nothing<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

fn zero<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::small_int(0))
}

fn counts<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_tuple(vec![Value::small_int(0); 3]))
}

fn is_tracked<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let holds = arguments[0].header().is_some_and(|header| {
        use object_model::Kind;
        !matches!(header.kind(), Kind::Str | Kind::Bytes | Kind::BigInt)
    });
    Ok(Value::bool(holds))
}

/// What an object refers to.
fn get_referents<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut found = vec![];
    for object in vm.collect(&arguments[0])? {
        // A container's contents; what natives keep inside is not shown.
        if let Some(list) = object.as_ref::<List<R>>() {
            found.extend(vm.list_items(list));
        } else if let Some(items) = vm.as_tuple(&object) {
            found.extend_from_slice(items);
        } else if let Some(dict) = object.as_ref::<object_model::Dict<R>>() {
            for (_, key, value) in vm.dict_entries(dict) {
                found.extend([key, value]);
            }
        } else if let Some(dict) = vm.attribute_dict(&object, false) {
            found.push(dict.into_value());
        }
    }
    vm.new_list(found)
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("gc");
    vm.module_functions(
        &module,
        "gc",
        &[
            ("collect(generation=2)", collect),
            ("enable()", enable),
            ("disable()", disable),
            ("isenabled()", isenabled),
            ("freeze()", nothing),
            ("unfreeze()", nothing),
            ("get_freeze_count()", zero),
            ("get_count()", counts),
            ("get_threshold()", counts),
            ("set_threshold(threshold0, threshold1=10, threshold2=0, /)", nothing),
            ("get_debug()", zero),
            ("set_debug(flags, /)", nothing),
            ("is_tracked(obj, /)", is_tracked),
            ("get_referents(*objs)", get_referents),
        ],
    );
    for name in ["callbacks", "garbage"] {
        let list = vm.new_list(vec![])?;
        vm.module_set(&module, name, list);
    }
    for (name, value) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        vm.module_set(&module, name, Value::small_int(value));
    }
    Ok(module)
}
