//! `frame` and `traceback`.

use super::receiver;
use crate::exception::Traceback;
use crate::frame::{instruction_at, offset};
use crate::frame_locals::FrameLocals;
use crate::frame_object::FrameObject;
use crate::function::LoadedCode;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Ref, Runtime, Value};

fn frame<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, FrameObject<R>>> {
    receiver(vm, value, "frame")
}

fn traceback<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Traceback<R>>> {
    receiver(vm, value, "traceback")
}

fn line<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let frame = frame(vm, value)?;
    Ok(vm.frame_line(frame).map_or(Value::NONE, |line| Value::small_int(i64::from(line))))
}

fn set_line<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let frame = frame(vm, value)?;
    if new.is_unbound() {
        return Err(vm.attribute_error(value, "f_lineno", "cannot delete attribute"));
    }
    match vm.as_i64(&new) {
        Some(line) => vm.set_frame_line(frame, line),
        None => Err(vm.value_error("lineno must be an integer")),
    }
}

fn last_instruction<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let frame = frame(vm, value)?;
    Ok(Value::small_int(vm.frame_offset(frame)))
}

fn locals<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let frame = frame(vm, value)?;
    match vm.frame_namespace(frame) {
        Some(namespace) if vm.passing_in(frame).is_empty() => Ok(namespace),
        _ => Ok(vm.new_object(FrameLocals(frame.value().clone()))),
    }
}

fn back<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let frame = frame(vm, value)?;
    Ok(vm.frame_back(frame))
}

fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let frame = frame(vm, &arguments[0])?;
    if vm.clear_frame(frame)? {
        Ok(Value::NONE)
    } else {
        Err(vm.runtime_error("cannot clear an executing frame"))
    }
}

fn builtins<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    frame(vm, value)?;
    Ok(vm.shared.builtins().value().clone())
}

fn trace<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let frame = frame(vm, value)?;
    Ok(vm.lock(frame).trace.clone())
}

fn set_trace<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let frame = frame(vm, value)?;
    let new = if new.is_unbound() { Value::NONE } else { new };
    let old = std::mem::replace(&mut vm.lock(frame).trace, new);
    drop(old);
    Ok(())
}

/// The truth that is assigned to an attribute which is a bool and nothing else.
pub(super) fn assigned_bool<R: Runtime>(vm: &mut Vm<R>, new: &Value<R>) -> Return<R, bool> {
    if new.is_unbound() {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    }
    match new.word().as_bool() {
        Some(truth) => Ok(truth),
        None => Err(vm.type_error("attribute value type must be bool")),
    }
}

fn trace_lines<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let frame = frame(vm, value)?;
    Ok(Value::bool(vm.lock(frame).trace_lines))
}

fn set_trace_lines<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let (frame, new) = (frame(vm, value)?, assigned_bool(vm, &new)?);
    vm.lock(frame).trace_lines = new;
    Ok(())
}

fn trace_opcodes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let frame = frame(vm, value)?;
    Ok(Value::bool(vm.lock(frame).trace_opcodes))
}

fn set_trace_opcodes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let (frame, new) = (frame(vm, value)?, assigned_bool(vm, &new)?);
    vm.lock(frame).trace_opcodes = new;
    Ok(())
}

fn frame_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let line = line(vm, &arguments[0])?.word().as_int().unwrap_or(0);
    let frame = frame(vm, &arguments[0])?;
    let code = frame.code.as_ref::<LoadedCode<R>>().map(|code| code.code.clone());
    let (file, name) = code.as_ref().map_or(("?", "?"), |code| (&*code.filename, &*code.name));
    let address = arguments[0].word().bits();
    Ok(vm.new_string(format!("<frame at {address:#x}, file '{file}', line {line}, code {name}>")))
}

fn set_next<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    if !new.is_none() && new.as_ref::<Traceback<R>>().is_none() {
        let message = format!("expected traceback object or None, got '{}'", vm.type_name(&new));
        return Err(vm.type_error(&message));
    }
    // A circle would make whoever prints it run for ever.
    let mut link = new.clone();
    while let Some(entry) = link.clone().as_ref::<Traceback<R>>() {
        if link.is(value) {
            return Err(vm.value_error("traceback loop detected"));
        }
        link = vm.lock(entry).clone();
    }
    let traceback = traceback(vm, value)?;
    let old = std::mem::replace(&mut *vm.lock(traceback), new);
    drop(old);
    Ok(())
}

fn new_traceback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [_, next, of, last, line] = arguments else { return Err(vm.system_error("traceback takes a frame")) };
    let of = receiver::<R, FrameObject<R>>(vm, of, "frame")?;
    let (last, line) = (vm.index(last)?, vm.index(line)?);
    let made = vm.new_object(Traceback {
        frame: of.value().clone(),
        instruction: instruction_at(last),
        line: u32::try_from(line).ok(),
        next: object_model::Guarded::new(Value::NONE),
    });
    set_next(vm, &made, next.clone())?;
    Ok(made)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let types = vm.types();
    let (frame_class, traceback_class) = (types.frame.clone(), types.traceback.clone());
    ClassBuilder::extend(vm, &frame_class)
        .methods(&[("__repr__(self, /)", frame_repr), ("clear(self, /)", clear)])
        .audited("f_code", |vm, value| Ok(frame(vm, value)?.code.clone()), None)
        .getter("f_globals", |vm, value| Ok(frame(vm, value)?.globals.clone()))
        .getter("f_locals", locals)
        .getter("f_back", back)
        .getter("f_generator", |vm, value| {
            let frame = frame(vm, value)?;
            Ok(vm.frame_generator(frame))
        })
        .getter("f_lasti", last_instruction)
        .getset("f_lineno", line, Some(set_line))
        .getter("f_builtins", builtins)
        .getset("f_trace", trace, Some(set_trace))
        .getset("f_trace_lines", trace_lines, Some(set_trace_lines))
        .getset("f_trace_opcodes", trace_opcodes, Some(set_trace_opcodes))
        .finish();
    ClassBuilder::extend(vm, &traceback_class)
        .constructor("__new__(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", new_traceback)
        .audited("tb_frame", |vm, value| Ok(traceback(vm, value)?.frame.clone()), None)
        .getter("tb_lasti", |vm, value| Ok(Value::small_int(offset(traceback(vm, value)?.instruction))))
        .getter("tb_lineno", |vm, value| {
            Ok(Value::small_int(i64::from(traceback(vm, value)?.position().line)))
        })
        .getset(
            "tb_next",
            |vm, value| {
                let traceback = traceback(vm, value)?;
                Ok(vm.lock(traceback).clone())
            },
            Some(set_next),
        )
        .finish();
}
