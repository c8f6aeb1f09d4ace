//! `frame` and `traceback`.

use super::receiver;
use crate::exception::Traceback;
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

fn line<R: Runtime>(code: &Value<R>, instruction: u32) -> Value<R> {
    let position =
        code.as_ref::<LoadedCode<R>>().and_then(|code| code.code.positions.get(instruction as usize));
    position.map_or(Value::NONE, |position| Value::small_int(i64::from(position.line)))
}

fn builtins<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    frame(vm, value)?;
    Ok(vm.shared.builtins().value().clone())
}

fn frame_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let frame = frame(vm, &arguments[0])?;
    let code = frame.code.as_ref::<LoadedCode<R>>().map(|code| code.code.clone());
    let (file, name) = code.as_ref().map_or(("?", "?"), |code| (&*code.filename, &*code.name));
    let line = line(&frame.code, frame.instruction).word().as_int().unwrap_or(0);
    let address = arguments[0].word().bits();
    Ok(vm.new_string(format!("<frame at {address:#x}, file '{file}', line {line}, code {name}>")))
}

/// The frame a traceback entry is about, as it stood when the exception passed through it; without its local variables.
fn traceback_frame<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let traceback = traceback(vm, value)?;
    let (code, globals, instruction) =
        (traceback.code.clone(), traceback.globals.clone(), traceback.instruction);
    let locals = vm.new_dict().into_value();
    Ok(vm.new_object(FrameObject { code, globals, locals, instruction, back: Value::NONE }))
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
    let [_, next, of, last, _] = arguments else { return Err(vm.system_error("traceback takes a frame")) };
    let of = receiver::<R, FrameObject<R>>(vm, of, "frame")?;
    let instruction = vm.index(last)?;
    let instruction = u32::try_from(instruction / 2).unwrap_or(of.instruction);
    let (code, globals) = (of.code.clone(), of.globals.clone());
    let made = vm.new_object(Traceback {
        code,
        instruction,
        globals,
        next: object_model::Guarded::new(Value::NONE),
    });
    set_next(vm, &made, next.clone())?;
    Ok(made)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let types = vm.types();
    let (frame_class, traceback_class) = (types.frame.clone(), types.traceback.clone());
    ClassBuilder::extend(vm, &frame_class)
        .method("__repr__(self, /)", frame_repr)
        .getter("f_code", |vm, value| Ok(frame(vm, value)?.code.clone()))
        .getter("f_globals", |vm, value| Ok(frame(vm, value)?.globals.clone()))
        .getter("f_locals", |vm, value| Ok(frame(vm, value)?.locals.clone()))
        .getter("f_back", |vm, value| Ok(frame(vm, value)?.back.clone()))
        .getter("f_lasti", |vm, value| Ok(Value::small_int(i64::from(frame(vm, value)?.instruction) * 2)))
        .getter("f_lineno", |vm, value| {
            let frame = frame(vm, value)?;
            Ok(line(&frame.code, frame.instruction))
        })
        .getter("f_builtins", builtins)
        .getter("f_trace", |_, _| Ok(Value::NONE))
        .finish();
    ClassBuilder::extend(vm, &traceback_class)
        .constructor("__new__(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", new_traceback)
        .getter("tb_frame", traceback_frame)
        .getter("tb_lasti", |vm, value| {
            Ok(Value::small_int(i64::from(traceback(vm, value)?.instruction) * 2))
        })
        .getter("tb_lineno", |vm, value| {
            let traceback = traceback(vm, value)?;
            Ok(line(&traceback.code, traceback.instruction))
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
