//! `slice`.

use crate::protocol::Comparison;
use crate::raised::Return;
use crate::slice::Slice;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use object_model::{Ref, Runtime, Value};

/// The slice that is the receiver of a method.
fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, Slice<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [_, first, second, third] = arguments else { return Err(vm.system_error("slice takes bounds")) };
    let Some(first) = first.given() else {
        return Err(vm.type_error("slice expected at least 1 argument, got 0"));
    };
    let step = third.given().cloned().unwrap_or(Value::NONE);
    let slice = match second.given() {
        Some(stop) => Slice { start: first.clone(), stop: stop.clone(), step },
        None => Slice { start: Value::NONE, stop: first.clone(), step },
    };
    Ok(vm.new_slice(slice))
}

impl<R: Runtime> Vm<R> {
    /// `slice.indices(length)` for lengths of any size.
    pub(super) fn slice_indices(
        &mut self,
        slice: &Slice<R>,
        length: &BigInt,
    ) -> Return<R, (BigInt, BigInt, BigInt)> {
        let part = |vm: &mut Vm<R>, part: &Value<R>| {
            if part.is_none() {
                return Ok(None);
            }
            let class = vm.class_of(part);
            if !vm.is_int(part) && class.special(vm, object_model::Special::Index).is_none() {
                let message = "slice indices must be integers or None or have an __index__ method";
                return Err(vm.type_error(message));
            }
            vm.index_integer(part).map(Some)
        };
        let step = part(self, &slice.step)?.unwrap_or_else(BigInt::one);
        if step.is_zero() {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let (low, high) = if step.is_negative() {
            (-BigInt::one(), length - 1u8)
        } else {
            (BigInt::zero(), length.clone())
        };
        let clamp = |bound: Option<BigInt>, default: &BigInt| match bound {
            None => default.clone(),
            Some(bound) if bound.is_negative() => (bound + length).max(low.clone()),
            Some(bound) => bound.min(high.clone()),
        };
        let (first, last) = if step.is_negative() { (&high, &low) } else { (&low, &high) };
        let start = clamp(part(self, &slice.start)?, first);
        let stop = clamp(part(self, &slice.stop)?, last);
        Ok((start, stop, step))
    }
}

fn indices<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = vm.index_integer(&arguments[1])?;
    if length.is_negative() {
        return Err(vm.value_error("length should not be negative"));
    }
    let (start, stop, step) = vm.slice_indices(receiver(arguments), &length)?;
    let parts = [start, stop, step].map(|part| vm.new_integer(part));
    Ok(vm.new_tuple(parts.into()))
}

fn parts<R: Runtime>(vm: &Vm<R>, slice: &Slice<R>) -> Value<R> {
    vm.new_tuple(vec![slice.start.clone(), slice.stop.clone(), slice.step.clone()])
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let slice = receiver(arguments);
    let (start, stop, step) =
        (vm.repr_string(&slice.start)?, vm.repr_string(&slice.stop)?, vm.repr_string(&slice.step)?);
    Ok(vm.new_string(format!("slice({start}, {stop}, {step})")))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let parts = parts(vm, receiver(arguments));
    let hash = vm.hash(&parts)?;
    Ok(vm.new_int(hash))
}

fn compare<R: Runtime>(vm: &mut Vm<R>, comparison: Comparison, arguments: &[Value<R>]) -> Return<R> {
    let Some(other) = arguments[1].as_ref::<Slice<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let (one, other) = (parts(vm, receiver(arguments)), parts(vm, other));
    vm.compare(comparison, &one, &other)
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Eq, arguments)
}

fn ne<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Ne, arguments)
}

fn lt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Lt, arguments)
}

fn le<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Le, arguments)
}

fn gt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Gt, arguments)
}

fn ge<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Ge, arguments)
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let parts = parts(vm, receiver(arguments));
    let class = vm.types().slice.value().clone();
    Ok(vm.new_tuple(vec![class, parts]))
}

fn start<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(value.as_ref::<Slice<R>>().map_or(Value::NONE, |slice| slice.start.clone()))
}

fn stop<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(value.as_ref::<Slice<R>>().map_or(Value::NONE, |slice| slice.stop.clone()))
}

fn step<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(value.as_ref::<Slice<R>>().map_or(Value::NONE, |slice| slice.step.clone()))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().slice.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, start=None, stop=None, step=None, /)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__hash__(self, /)", hash),
            ("__eq__(self, value, /)", eq),
            ("__ne__(self, value, /)", ne),
            ("__lt__(self, value, /)", lt),
            ("__le__(self, value, /)", le),
            ("__gt__(self, value, /)", gt),
            ("__ge__(self, value, /)", ge),
            ("__reduce__(self, /)", reduce),
            ("indices(self, object, /)", indices),
        ])
        .member("start", start)
        .member("stop", stop)
        .member("step", step)
        .finish();
}
