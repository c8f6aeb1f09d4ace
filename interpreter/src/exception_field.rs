//! What is special to an exception's class: `StopIteration.value`, `OSError.errno`, and so on.
//!
//! An exception keeps them beside its `__dict__`, by name, and its class has a descriptor for each that it knows.

use crate::exception::Exception;
use crate::native::GetSet;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Dict, Runtime, Value};

type Getter<R> = fn(&mut Vm<R>, &Value<R>) -> Return<R>;
type Setter<R> = fn(&mut Vm<R>, &Value<R>, Value<R>) -> Return<R, ()>;

/// All names of such fields.
const NAMES: [&str; 25] = [
    "value",
    "code",
    "name",
    "obj",
    "msg",
    "path",
    "name_from",
    "errno",
    "strerror",
    "filename",
    "filename2",
    "characters_written",
    "print_file_and_line",
    "lineno",
    "offset",
    "text",
    "end_lineno",
    "end_offset",
    "encoding",
    "object",
    "start",
    "end",
    "reason",
    "message",
    "exceptions",
];

/// The one that is not there, rather than None, until it is set.
const CHARACTERS_WRITTEN: usize = 11;
/// Those that nobody may change.
const MESSAGE: usize = 23;
const EXCEPTIONS: usize = 24;

fn get<R: Runtime, const FIELD: usize>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let name = NAMES[FIELD];
    match vm.exception_field(value, name) {
        Some(found) => Ok(found),
        None if FIELD == CHARACTERS_WRITTEN => Err(vm.attribute_error(value, name, name)),
        None => Ok(Value::NONE),
    }
}

fn set<R: Runtime, const FIELD: usize>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let name = NAMES[FIELD];
    if FIELD == MESSAGE || FIELD == EXCEPTIONS {
        return Err(vm.attribute_error(value, name, "readonly attribute"));
    }
    if FIELD == CHARACTERS_WRITTEN {
        if new.is_unbound() && vm.exception_field(value, name).is_none() {
            return Err(vm.attribute_error(value, name, name));
        }
        if !new.is_unbound() {
            vm.index(&new)?;
        }
    }
    vm.set_exception_field(value, name, new);
    Ok(())
}

/// How a class shows a field.
pub(crate) fn accessors<R: Runtime>(name: &str) -> Option<(Getter<R>, Setter<R>)> {
    Some(match name {
        "value" => (get::<R, 0>, set::<R, 0>),
        "code" => (get::<R, 1>, set::<R, 1>),
        "name" => (get::<R, 2>, set::<R, 2>),
        "obj" => (get::<R, 3>, set::<R, 3>),
        "msg" => (get::<R, 4>, set::<R, 4>),
        "path" => (get::<R, 5>, set::<R, 5>),
        "name_from" => (get::<R, 6>, set::<R, 6>),
        "errno" => (get::<R, 7>, set::<R, 7>),
        "strerror" => (get::<R, 8>, set::<R, 8>),
        "filename" => (get::<R, 9>, set::<R, 9>),
        "filename2" => (get::<R, 10>, set::<R, 10>),
        "characters_written" => (get::<R, 11>, set::<R, 11>),
        "print_file_and_line" => (get::<R, 12>, set::<R, 12>),
        "lineno" => (get::<R, 13>, set::<R, 13>),
        "offset" => (get::<R, 14>, set::<R, 14>),
        "text" => (get::<R, 15>, set::<R, 15>),
        "end_lineno" => (get::<R, 16>, set::<R, 16>),
        "end_offset" => (get::<R, 17>, set::<R, 17>),
        "encoding" => (get::<R, 18>, set::<R, 18>),
        "object" => (get::<R, 19>, set::<R, 19>),
        "start" => (get::<R, 20>, set::<R, 20>),
        "end" => (get::<R, 21>, set::<R, 21>),
        "reason" => (get::<R, 22>, set::<R, 22>),
        "message" => (get::<R, 23>, set::<R, 23>),
        "exceptions" => (get::<R, 24>, set::<R, 24>),
        _ => return None,
    })
}

impl<R: Runtime> Vm<R> {
    /// A field of an exception; None if it was never set.
    pub(crate) fn exception_field(&mut self, value: &Value<R>, name: &str) -> Option<Value<R>> {
        let exception = value.as_ref::<Exception<R>>()?;
        let fields = self.lock(exception).fields.clone();
        let name = self.intern(name);
        self.dict_get_str(fields.as_ref::<Dict<R>>()?, &name)
    }

    /// Sets a field of an exception, or takes it away if `new` is unbound.
    pub(crate) fn set_exception_field(&mut self, value: &Value<R>, name: &str, new: Value<R>) {
        let Some(exception) = value.as_ref::<Exception<R>>() else { return };
        let fresh = self.new_dict();
        let fields = {
            let mut state = self.lock(exception);
            if state.fields.is_unbound() {
                state.fields = fresh.value().clone();
            }
            state.fields.clone()
        };
        let name = self.intern(name);
        if let Some(fields) = fields.as_ref::<Dict<R>>() {
            if new.is_unbound() {
                // A str is found without running Python code; it need not be there.
                let _ = self.dict_remove(fields, name.value());
            } else {
                self.dict_set_str(fields, &name, new);
            }
        }
    }

    /// Whether the class of an exception has a field of this name, and not something else.
    pub(crate) fn has_exception_field(&mut self, value: &Value<R>, name: &str) -> bool {
        if value.as_ref::<Exception<R>>().is_none() || !NAMES.contains(&name) {
            return false;
        }
        let name = self.intern(name);
        let found = self.class_of(value).lookup(self, &name);
        found.is_some_and(|found| found.as_ref::<GetSet<R>>().is_some())
    }
}
