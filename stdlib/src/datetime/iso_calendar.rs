//! `IsoCalendarDate`: the tuple that `isocalendar` answers.

use super::calendar::Date;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Extended, Payload, Runtime, Tuple, Value};
use std::marker::PhantomData;

/// What the class is registered under: its instances are laid out as tuples, of which there is another class.
struct IsoCalendarDate<R: Runtime>(PhantomData<fn() -> R>);

// SAFETY: there is none.
unsafe impl<R: Runtime> Payload<R> for IsoCalendarDate<R> {
    const NAME: &'static str = "datetime.IsoCalendarDate";
}

/// `date.isocalendar()`
pub(super) fn of<R: Runtime>(vm: &mut Vm<R>, date: Date) -> Return<R> {
    let (year, week, day) = date.iso_calendar();
    let items = [year, week, day].map(Value::small_int);
    let class = vm.class_of_payload::<IsoCalendarDate<R>>();
    vm.new_object_of(&class, Tuple::boxed(Box::new(items)))
}

fn item<R: Runtime, const INDEX: usize>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(vm.as_tuple(value).and_then(|items| items.get(INDEX)).cloned().unwrap_or(Value::NONE))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let mut items = Vec::with_capacity(3);
    for argument in &arguments[1..] {
        items.push(Value::small_int(super::arguments::int(vm, argument)?));
    }
    vm.new_object_of(&class, Tuple::boxed(items.into()))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut shown = Vec::with_capacity(3);
    for item in vm.as_tuple(&arguments[0]).unwrap_or_default() {
        shown.push(vm.str_string(item)?);
    }
    let [year, week, weekday] = &shown[..] else {
        return Err(vm.system_error("an IsoCalendarDate has three items"));
    };
    Ok(vm.new_string(format!("datetime.IsoCalendarDate(year={year}, week={week}, weekday={weekday})")))
}

/// It is pickled as a plain tuple.
fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = vm.as_tuple(&arguments[0]).unwrap_or_default().to_vec();
    let (class, items) = (vm.types().tuple.value().clone(), vm.new_tuple(items));
    let given = vm.new_tuple(vec![items]);
    Ok(vm.new_pair(class, given))
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let tuple = vm.types().tuple.clone();
    let layout = <Extended<R, Tuple<R>> as Payload<R>>::LAYOUT;
    let class =
        ClassBuilder::with_layout(vm, "datetime", "IsoCalendarDate", Some(&tuple), layout, ClassFlags::NONE)
            .constructor("__new__(cls, year, week, weekday)", new)
            .methods(&[("__repr__(self, /)", repr), ("__reduce__(self, /)", reduce)])
            .getter("year", item::<R, 0>)
            .getter("week", item::<R, 1>)
            .getter("weekday", item::<R, 2>)
            .sealed()
            .finish();
    vm.shared.register_payload::<IsoCalendarDate<R>>(&class);
}
