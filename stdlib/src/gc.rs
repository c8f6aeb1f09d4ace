//! `gc`: the collector of cycles, as it is asked and asked about. It has one generation, whatever generation is named.

use interpreter::{Collections, GENERATIONS, Return, Vm, debug};
use object_model::{Flag, Kind, Runtime, Value};
use std::sync::atomic::Ordering::Relaxed;

fn generation<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, usize> {
    let Some(value) = value.given() else { return Ok(GENERATIONS - 1) };
    match usize::try_from(vm.index(value)?) {
        Ok(generation) if generation < GENERATIONS => Ok(generation),
        _ => Err(vm.value_error("invalid generation")),
    }
}

fn collect<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let generation = generation(vm, &arguments[0])?;
    let collected = vm.collect_cycles_of(generation);
    vm.safepoint_in_native()?;
    Ok(vm.new_usize(collected))
}

fn enable<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.shared.world.collector.enable(true);
    Ok(Value::NONE)
}

fn disable<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.shared.world.collector.enable(false);
    Ok(Value::NONE)
}

fn isenabled<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.shared.world.collector.is_enabled()))
}

fn freeze<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.freeze();
    Ok(Value::NONE)
}

fn unfreeze<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.unfreeze();
    Ok(Value::NONE)
}

fn get_freeze_count<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let frozen = vm.frozen();
    Ok(vm.new_usize(frozen))
}

/// The new objects are of the youngest generation; there is no other that counts.
fn get_count<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let young = vm.new_usize(vm.shared.world.collector.young());
    Ok(vm.new_tuple(vec![young, Value::small_int(0), Value::small_int(0)]))
}

fn get_threshold<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let collections = vm.shared.state::<Collections>();
    // Relaxed: a setting.
    let thresholds = collections.thresholds().iter().map(|threshold| threshold.load(Relaxed));
    Ok(vm.new_tuple(thresholds.map(|threshold| Value::small_int(threshold.into())).collect()))
}

fn set_threshold<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut given = Vec::new();
    for argument in arguments.iter().filter_map(Value::given) {
        let Ok(threshold) = i32::try_from(vm.index(argument)?) else {
            return Err(vm.overflow_error("Python int too large to convert to C int"));
        };
        given.push(threshold);
    }
    let collections = vm.shared.state::<Collections>();
    for (threshold, &given) in collections.thresholds().iter().zip(&given) {
        threshold.store(given, Relaxed); // Relaxed: a setting.
    }
    if let Some(&young) = given.first() {
        vm.shared.world.collector.set_threshold(usize::try_from(young).unwrap_or(0));
    }
    Ok(Value::NONE)
}

fn get_stats<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let generations = vm.shared.state::<Collections>().generations();
    let mut stats = Vec::new();
    for generation in generations {
        let dict = vm.new_dict();
        let (collections, collected) = (generation.collections, generation.collected);
        for (name, number) in [("collections", collections), ("collected", collected), ("uncollectable", 0)] {
            let (name, number) = (vm.intern(name), vm.new_integer(number.into()));
            vm.dict_set_str(&dict, &name, number);
        }
        stats.push(dict.into_value());
    }
    vm.new_list(stats)
}

fn get_debug<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::small_int(vm.shared.state::<Collections>().debug().into()))
}

fn set_debug<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Ok(flags) = u32::try_from(vm.index(&arguments[0])?) else {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    };
    vm.shared.state::<Collections>().set_debug(flags);
    Ok(Value::NONE)
}

/// An object that owns no references, and one of `object` itself, which never will, are not tracked.
fn tracks<R: Runtime>(value: &Value<R>) -> bool {
    value.header().is_some_and(|header| {
        let shape = header.shape();
        let bare = header.kind() == Kind::Instance && !shape.is_heap() && !shape.has_dict();
        header.is_tracked() && !(bare && shape.names().is_empty())
    })
}

fn is_tracked<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(tracks(&arguments[0])))
}

fn is_finalized<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(arguments[0].header().is_some_and(|header| header.has(Flag::FINALIZED))))
}

fn get_objects<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.audit("gc.get_objects", |_| [arguments[0].some().cloned().unwrap_or(Value::small_int(-1))])?;
    if let Some(value) = arguments[0].some() {
        let generation = vm.index(value)?;
        // CPython's -1 stands for all.
        if generation < -1 {
            return Err(vm.value_error("generation parameter cannot be negative"));
        }
        if generation >= GENERATIONS as i64 {
            return Err(vm.value_error(
                "generation parameter must be less than the number of available generations (3)",
            ));
        }
    }
    let mut objects = vm.tracked_objects();
    objects.retain(tracks);
    vm.new_list(objects)
}

fn get_referents<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.audit("gc.get_referents", |_| [arguments[0].clone()])?;
    let mut of = vm.collect(&arguments[0])?;
    of.retain(tracks);
    let referents = vm.referents(&of);
    vm.new_list(referents)
}

fn get_referrers<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.audit("gc.get_referrers", |_| [arguments[0].clone()])?;
    let to = vm.collect(&arguments[0])?;
    let mut referrers = vm.referrers(&to);
    // The tuple in which they have come refers to them too.
    referrers.retain(|referrer| !referrer.is(&arguments[0]));
    vm.new_list(referrers)
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
            ("freeze()", freeze),
            ("unfreeze()", unfreeze),
            ("get_freeze_count()", get_freeze_count),
            ("get_count()", get_count),
            ("get_threshold()", get_threshold),
            ("set_threshold(threshold0, threshold1=10, threshold2=0, /)", set_threshold),
            ("get_stats()", get_stats),
            ("get_debug()", get_debug),
            ("set_debug(flags, /)", set_debug),
            ("is_tracked(obj, /)", is_tracked),
            ("is_finalized(obj, /)", is_finalized),
            ("get_objects(generation=None)", get_objects),
            ("get_referents(*objs)", get_referents),
            ("get_referrers(*objs)", get_referrers),
        ],
    );
    for name in ["callbacks", "garbage"] {
        let list = vm.new_list(vec![])?;
        vm.module_set(&module, name, list);
    }
    for (name, value) in [
        ("DEBUG_STATS", debug::STATS),
        ("DEBUG_COLLECTABLE", debug::COLLECTABLE),
        ("DEBUG_UNCOLLECTABLE", debug::UNCOLLECTABLE),
        ("DEBUG_SAVEALL", debug::SAVEALL),
        ("DEBUG_LEAK", debug::COLLECTABLE | debug::UNCOLLECTABLE | debug::SAVEALL),
    ] {
        vm.module_set(&module, name, Value::small_int(value.into()));
    }
    Ok(module)
}
