//! `tzinfo` and `timezone`, and asking a `tzinfo` for what it knows.

use super::delta::Delta;
use super::moment::{datetime, delta_of, new_delta, shown_class};
use super::{arguments, timedelta};
use interpreter::{ClassBuilder, Comparison, Return, Vm};
use object_model::{Class, ClassFlags, Instance, Kind, Payload, Ref, Runtime, Str, Value};

/// The payload of `timezone`.
pub(super) struct Timezone<R: Runtime> {
    /// The timedelta it was made with.
    offset: Value<R>,
    delta: Delta,
    /// A str, or unbound.
    name: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Timezone<R> {
    const NAME: &'static str = "datetime.timezone";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.offset);
        visit(&self.name);
    }
}

impl<R: Runtime> Timezone<R> {
    /// What `str` shows.
    fn to_text(&self, vm: &Vm<R>) -> String {
        match vm.as_str(&self.name) {
            Some(name) => name.to_owned(),
            None if self.delta == Delta::ZERO => "UTC".into(),
            None => format!("UTC{}", self.delta.to_offset(":")),
        }
    }
}

/// The class `tzinfo`.
pub(super) fn tzinfo<R: Runtime>(vm: &Vm<R>) -> Ref<R, Class<R>> {
    let timezone = vm.class_of_payload::<Timezone<R>>();
    let base = timezone.mro()[1].clone();
    base.downcast().unwrap_or_else(|_| unreachable!("bases are classes"))
}

/// `timezone.utc`
pub(super) fn utc<R: Runtime>(vm: &mut Vm<R>) -> Value<R> {
    let (class, name) = (vm.class_of_payload::<Timezone<R>>(), vm.intern("utc"));
    class.lookup(vm, &name).unwrap_or_else(|| unreachable!("native classes do not change"))
}

/// A timezone. The difference is less than a day, which is checked; UTC is always the same.
pub(super) fn new_timezone<R: Runtime>(
    vm: &mut Vm<R>,
    offset: &Value<R>,
    name: Option<&Value<R>>,
) -> Return<R> {
    let delta = delta_of(offset).unwrap_or(Delta::ZERO);
    if name.is_none() && delta == Delta::ZERO {
        return Ok(utc(vm));
    }
    check_offset(vm, offset, delta)?;
    let name = name.cloned().unwrap_or(Value::UNBOUND);
    Ok(vm.new_object(Timezone { offset: offset.clone(), delta, name }))
}

/// A timezone of a difference alone.
pub(super) fn fixed<R: Runtime>(vm: &mut Vm<R>, seconds: i64, microseconds: i64) -> Return<R> {
    let delta = vm.raised(Delta::new(0, seconds, microseconds))?;
    let offset = new_delta(vm, delta);
    new_timezone(vm, &offset, None)
}

fn check_offset<R: Runtime>(vm: &mut Vm<R>, offset: &Value<R>, delta: Delta) -> Return<R, ()> {
    if delta < Delta::DAY && delta.total() > -Delta::DAY.total() {
        return Ok(());
    }
    let shown = vm.repr_string(offset)?;
    let message = format!(
        "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {shown}"
    );
    Err(vm.value_error(&message))
}

/// TypeError unless the value is None or a `tzinfo`.
pub(super) fn check<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
    if value.is_none() || is_tzinfo(vm, value) {
        return Ok(());
    }
    let message = format!(
        "tzinfo argument must be None or of a tzinfo subclass, not type '{}'",
        shown_class(vm, value)
    );
    Err(vm.type_error(&message))
}

pub(super) fn is_tzinfo<R: Runtime>(vm: &Vm<R>, value: &Value<R>) -> bool {
    value.as_ref::<Timezone<R>>().is_some() || vm.is_instance(value, &tzinfo(vm))
}

/// What `zone.utcoffset(of)` or `zone.dst(of)` answers: None, or a timedelta of less than a day.
pub(super) fn ask<R: Runtime>(vm: &mut Vm<R>, zone: &Value<R>, method: &str, of: &Value<R>) -> Return<R> {
    if zone.is_none() {
        return Ok(Value::NONE);
    }
    if let Some(own) = zone.as_ref::<Timezone<R>>() {
        return Ok(if method == "utcoffset" { own.offset.clone() } else { Value::NONE });
    }
    let answer = vm.call_method(zone, method, std::slice::from_ref(of))?;
    if answer.is_none() {
        return Ok(answer);
    }
    match delta_of(&answer) {
        Some(delta) => check_offset(vm, &answer, delta)?,
        None => {
            let message = format!(
                "tzinfo.{method}() must return None or timedelta, not '{}'",
                shown_class(vm, &answer)
            );
            return Err(vm.type_error(&message));
        }
    }
    Ok(answer)
}

/// What `zone.utcoffset(of)` answers, if it is not None.
pub(super) fn utcoffset<R: Runtime>(
    vm: &mut Vm<R>,
    zone: &Value<R>,
    of: &Value<R>,
) -> Return<R, Option<Delta>> {
    Ok(delta_of(&ask(vm, zone, "utcoffset", of)?))
}

/// What `zone.tzname(of)` answers: None or a str.
pub(super) fn tzname<R: Runtime>(vm: &mut Vm<R>, zone: &Value<R>, of: &Value<R>) -> Return<R> {
    if zone.is_none() {
        return Ok(Value::NONE);
    }
    let answer = vm.call_method(zone, "tzname", std::slice::from_ref(of))?;
    if answer.is_none() || answer.as_ref::<Str<R>>().is_some() {
        return Ok(answer);
    }
    let message = format!("tzinfo.tzname() must return None or a string, not '{}'", shown_class(vm, &answer));
    Err(vm.type_error(&message))
}

// ---- tzinfo --------------------------------------------------------------------------------------------------------

/// Takes any arguments, so that a subclass needs no `__new__` of its own.
fn new_tzinfo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    if class.layout().kind != Kind::Instance {
        let message = format!("tzinfo.__new__({0}) is not safe, use {0}.__new__()", class.shown_name());
        return Err(vm.type_error(&message));
    }
    let slots = class.instance_slots().max(1);
    Ok(Ref::<R, Instance<R>>::make(vm, class.root_shape(), slots).into_value())
}

fn missing<R: Runtime>(vm: &mut Vm<R>, method: &str) -> Return<R> {
    let message = format!("a tzinfo subclass must implement {method}()");
    Err(vm.not_implemented_error(&message))
}

/// The datetime that `fromutc` was given, which must be of this zone.
fn of_zone<'a, R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &'a [Value<R>],
) -> Return<R, &'a Ref<R, super::moment::Moment<R>>> {
    let Some(given) = datetime(&arguments[1]) else {
        return Err(vm.type_error("fromutc: argument must be a datetime"));
    };
    if !given.zone.is(&arguments[0]) {
        return Err(vm.value_error("fromutc: dt.tzinfo is not self"));
    }
    Ok(given)
}

fn from_utc<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let given = of_zone(vm, arguments)?;
    let Some(offset) = utcoffset(vm, &given.zone, &arguments[1])? else {
        return Err(vm.value_error("fromutc: non-None utcoffset() result required"));
    };
    let Some(saved) = delta_of(&ask(vm, &given.zone, "dst", &arguments[1])?) else {
        return Err(vm.value_error("fromutc: non-None dst() result required"));
    };
    let standard = vm.raised(offset.plus(-1, saved))?;
    let local = super::datetime::shifted(vm, &arguments[1], 1, standard)?;
    let Some(saved) = delta_of(&ask(vm, &given.zone, "dst", &local)?) else {
        let message = "fromutc: tz.dst() gave inconsistent results; cannot convert";
        return Err(vm.value_error(message));
    };
    if saved == Delta::ZERO { Ok(local) } else { super::datetime::shifted(vm, &local, 1, saved) }
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]).into_value();
    let initial = match vm.find_attr_str(&arguments[0], "__getinitargs__")? {
        Some(function) => vm.call(&function, &[])?,
        None => vm.new_tuple(vec![]),
    };
    let state = vm.call_method(&arguments[0], "__getstate__", &[])?;
    Ok(vm.new_tuple(vec![class, initial, state]))
}

// ---- timezone ------------------------------------------------------------------------------------------------------

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Timezone<R>>> {
    match value.as_ref::<Timezone<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a timezone is needed")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if delta_of(&arguments[1]).is_none() {
        return Err(arguments::wrong(vm, &arguments[1], "timezone", 1, "datetime.timedelta"));
    }
    if let Some(name) = arguments[2].given() {
        arguments::text(vm, name, "timezone", 2)?;
    }
    new_timezone(vm, &arguments[1], arguments[2].given())
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    Ok(match arguments[1].as_ref::<Timezone<R>>() {
        Some(other) => Value::bool(comparison.of(own.delta.cmp(&other.delta))),
        None => Value::NOT_IMPLEMENTED,
    })
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let name = own.name.given();
    if name.is_none() && own.delta == Delta::ZERO {
        return Ok(vm.new_str("datetime.timezone.utc"));
    }
    let mut shown = vm.repr_string(&own.offset)?;
    if let Some(name) = name {
        shown.push_str(", ");
        shown.push_str(&vm.repr_string(name)?);
    }
    Ok(vm.new_string(format!("datetime.timezone({shown})")))
}

/// TypeError unless the argument is None or a datetime.
fn check_argument<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, method: &str) -> Return<R, ()> {
    if value.is_none() || datetime(value).is_some() {
        return Ok(());
    }
    let message =
        format!("{method}(dt) argument must be a datetime instance or None, not {}", shown_class(vm, value));
    Err(vm.type_error(&message))
}

fn initial_arguments<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let given = [&own.offset, &own.name].into_iter().filter_map(Value::given).cloned().collect();
    Ok(vm.new_tuple(given))
}

/// Makes both classes, with `timezone.utc` in place.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let layout = <Instance<R> as Payload<R>>::LAYOUT;
    let base = ClassBuilder::with_layout(vm, "datetime", "tzinfo", None, layout, ClassFlags::NONE)
        .constructor("__new__(cls, *args, **kwargs)", new_tzinfo)
        .methods(&[
            ("tzname(self, object, /)", |vm, _| missing(vm, "tzname")),
            ("utcoffset(self, object, /)", |vm, _| missing(vm, "utcoffset")),
            ("dst(self, object, /)", |vm, _| missing(vm, "dst")),
            ("fromutc(self, object, /)", from_utc),
            ("__reduce__(self, /)", reduce),
        ])
        .finish();
    let class = ClassBuilder::new::<Timezone<R>>(vm, "datetime", "timezone", Some(&base))
        .constructor("__new__(cls, offset, name=None)", new)
        .methods(&[
            ("__eq__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Eq)),
            ("__ne__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Ne)),
            ("__hash__(self, /)", |vm, arguments| {
                let delta = own(vm, &arguments[0])?.delta;
                let hash = timedelta::hash(vm, delta)?;
                Ok(vm.new_int(hash))
            }),
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", |vm, arguments| {
                let text = own(vm, &arguments[0])?.to_text(vm);
                Ok(vm.new_string(text))
            }),
            ("tzname(self, object, /)", |vm, arguments| {
                check_argument(vm, &arguments[1], "tzname")?;
                let text = own(vm, &arguments[0])?.to_text(vm);
                Ok(vm.new_string(text))
            }),
            ("utcoffset(self, object, /)", |vm, arguments| {
                check_argument(vm, &arguments[1], "utcoffset")?;
                Ok(own(vm, &arguments[0])?.offset.clone())
            }),
            ("dst(self, object, /)", |vm, arguments| {
                check_argument(vm, &arguments[1], "dst")?;
                Ok(Value::NONE)
            }),
            ("fromutc(self, object, /)", |vm, arguments| {
                of_zone(vm, arguments)?;
                let delta = own(vm, &arguments[0])?.delta;
                super::datetime::shifted(vm, &arguments[1], 1, delta)
            }),
            ("__getinitargs__(self, /)", initial_arguments),
        ])
        .sealed()
        .finish();
    let minutes = 23 * 60 + 59;
    for (name, minutes) in [("utc", 0), ("min", -minutes), ("max", minutes)] {
        let delta = Delta::new(0, minutes * 60, 0).unwrap_or(Delta::ZERO);
        let offset = new_delta(vm, delta);
        vm.immortalize(&offset);
        let zone = vm.new_object(Timezone { offset, delta, name: Value::UNBOUND });
        ClassBuilder::extend(vm, &class).attribute(name, zone).finish();
    }
}
