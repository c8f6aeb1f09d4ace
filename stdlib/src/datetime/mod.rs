//! `_datetime`: what `datetime` takes instead of the same in Python.
//!
//! The arithmetic is our own. The crates for it (jiff, time, chrono) know moments, spans and zones of their own kinds, with
//! other bounds, other rounding and other errors; of what they do, only going from dates to days and back could be used,
//! which is twenty lines that `time` needs as well (`text::time_format`). Everything else is what CPython does and nobody
//! else: differences of whole microseconds rounded half to even, datetimes that are compared by what their zone's Python
//! code says, folds, the forms that `fromisoformat` takes. The system's own zone is asked of the C library, as CPython does.
//!
//! Instances are immutable, so they need no lock. What is computed once, their hash, is an atomic.

mod arguments;
mod calendar;
mod clock;
mod date;
#[expect(clippy::module_inception, reason = "the class has the module's name")]
mod datetime;
mod delta;
mod interval;
mod iso;
mod iso_calendar;
mod local;
mod moment;
mod pickled;
mod strftime;
mod time;
mod timedelta;
mod zone;

use interpreter::{Return, Vm};
use moment::{Moment, TimeDelta, TimeOfDay};
use object_model::{Class, Ref, Runtime, Value};
use zone::Timezone;

/// Makes the classes, in the order in which they need one another.
fn install<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    timedelta::install(vm);
    zone::install(vm);
    iso_calendar::install(vm);
    let date = date::install(vm);
    datetime::install(vm, &date)?;
    time::install(vm);
    Ok(())
}

/// Makes the module. If it was imported before and taken out of `sys.modules`, its classes are the same again.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    if vm.registered_class::<TimeOfDay<R>>().is_none() {
        install(vm)?;
    }
    let module = vm.new_module("_datetime");
    let classes: [Ref<R, Class<R>>; 6] = [
        vm.class_of_payload::<TimeDelta<R>>(),
        zone::tzinfo(vm),
        vm.class_of_payload::<Timezone<R>>(),
        date::class(vm),
        vm.class_of_payload::<Moment<R>>(),
        vm.class_of_payload::<TimeOfDay<R>>(),
    ];
    for class in classes {
        let name = class.name();
        vm.module_set(&module, &name, class.into_value());
    }
    vm.module_set(&module, "MINYEAR", Value::small_int(calendar::MIN_YEAR));
    vm.module_set(&module, "MAXYEAR", Value::small_int(calendar::MAX_YEAR));
    let utc = zone::utc(vm);
    vm.module_set(&module, "UTC", utc);
    Ok(module)
}
