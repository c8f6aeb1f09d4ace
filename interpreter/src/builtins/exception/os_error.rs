//! `OSError`: the error number chooses the class.

use super::{args_of, exception_class, field, set_args, text};
use crate::exception::Exception;
use crate::native::{Native, NativeCall};
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Special, Value};

/// As in CPython, the arguments are read by `__new__`, unless the class has an `__init__` of its own, which may call
/// ours with others, and no `__new__`.
fn reads_in_init<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> bool {
    let found = class.special(vm, Special::Init).and_then(|found| found.downcast::<Native<R>>().ok());
    let owner = found.and_then(|native| native.owner.clone().downcast::<Class<R>>().ok());
    let os_error = vm.exceptions().os_error.clone();
    let is_ours = owner.is_some_and(|owner| vm.is_subclass(&owner, &os_error));
    let new = vm.constructor_of(class);
    !is_ours && new.is_some_and(|found| found.as_ref::<Native<R>>().is_some())
}

/// Takes number, text and file names from the arguments.
fn read<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, args: &Value<R>) -> Return<R, ()> {
    let items = vm.as_tuple(args).map_or(vec![], <[_]>::to_vec);
    if !(2..=5).contains(&items.len()) {
        return set_args(vm, value, args.clone());
    }
    vm.set_exception_field(value, "errno", items[0].clone());
    vm.set_exception_field(value, "strerror", items[1].clone());
    if let Some(filename) = items.get(2).filter(|filename| !filename.is_none()) {
        let blocking = vm.exceptions().blocking_io_error.clone();
        if vm.is_instance(value, &blocking) && vm.is_number(filename) {
            vm.set_characters_written(value, filename)?;
            return set_args(vm, value, args.clone());
        }
        vm.set_exception_field(value, "filename", filename.clone());
        if let Some(second) = items.get(4).filter(|second| !second.is_none()) {
            vm.set_exception_field(value, "filename2", second.clone());
        }
        let shown = vm.new_tuple(items[..2].to_vec());
        return set_args(vm, value, shown);
    }
    set_args(vm, value, args.clone())
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, args, keywords] = arguments else {
        return Err(vm.system_error("OSError.__new__ takes a class"));
    };
    let mut class = exception_class(vm, class)?;
    let reads = !reads_in_init(vm, &class);
    if reads && keywords.given().is_some() {
        let message = format!("{}() takes no keyword arguments", class.shown_name());
        return Err(vm.type_error(&message));
    }
    if class.value().is(vm.exceptions().os_error.value()) {
        let items = vm.as_tuple(args).map_or(vec![], <[_]>::to_vec);
        if (2..=5).contains(&items.len())
            && let Some(number) = vm.as_i64(&items[0]).and_then(|number| i32::try_from(number).ok())
        {
            class = vm.os_error_class(number).clone();
        }
    }
    let empty = if reads { args.clone() } else { vm.new_tuple(vec![]) };
    let value = vm.new_object_of(&class, Exception::new(empty))?;
    if reads {
        read(vm, &value, args)?;
    }
    Ok(value)
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, args, keywords] = arguments else { return Ok(Value::NONE) };
    let class = vm.class_of(receiver);
    if reads_in_init(vm, &class) {
        if keywords.given().is_some() {
            let message = format!("{}() takes no keyword arguments", class.shown_name());
            return Err(vm.type_error(&message));
        }
        read(vm, receiver, args)?;
    }
    Ok(Value::NONE)
}

fn os_error_text<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = &arguments[0];
    let own = |vm: &mut Vm<R>, name: &str| vm.exception_field(value, name).filter(|found| !found.is_none());
    let (number, message) = (vm.exception_field(value, "errno"), vm.exception_field(value, "strerror"));
    let (filename, second) = (own(vm, "filename"), own(vm, "filename2"));
    if filename.is_none() && (number.is_none() || message.is_none()) {
        return text(vm, arguments);
    }
    let mut out = format!(
        "[Errno {}] {}",
        vm.str_string(&number.unwrap_or(Value::NONE))?,
        vm.str_string(&message.unwrap_or(Value::NONE))?
    );
    if let Some(filename) = filename {
        out.push_str(&format!(": {}", vm.repr_string(&filename)?));
        if let Some(second) = second {
            out.push_str(&format!(" -> {}", vm.repr_string(&second)?));
        }
    }
    Ok(vm.new_string(out))
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = &arguments[0];
    let mut args = args_of(vm, value);
    let filename = vm.find_attr_str(value, "filename")?.filter(|filename| !filename.is_none());
    if let (2, Some(filename)) = (args.len(), filename) {
        args.push(filename);
        let second = field(vm, value, "filename2", usize::MAX);
        if !second.is_none() {
            args.extend([Value::NONE, second]);
        }
    }
    let args = vm.new_tuple(args);
    super::reduce_with(vm, value, args)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.exceptions().os_error.clone();
    ClassBuilder::extend(vm, &class).constructor(super::NEW, new).finish();
    let methods: [(&str, NativeCall<R>); 3] = [
        ("__init__(self, /, *args, **kwargs)", init),
        ("__str__(self, /)", os_error_text),
        ("__reduce__(self, /)", reduce),
    ];
    super::extend(
        vm,
        &class,
        &methods,
        &["errno", "strerror", "filename", "filename2", "characters_written"],
    );
}
