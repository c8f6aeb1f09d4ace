//! What is special to an exception's class: `StopIteration.value`, `OSError.errno`, and so on.
//!
//! An exception keeps them beside its `__dict__`, by name, and its class has a descriptor for each that it knows.

use crate::exception::Exception;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Dict, Runtime, Value};

type Getter<R> = fn(&mut Vm<R>, &Value<R>) -> Return<R>;
type Setter<R> = fn(&mut Vm<R>, &Value<R>, Value<R>) -> Return<R, ()>;

/// All such fields, each with its number: the names, and how a class shows one.
macro_rules! fields {
    ($($number:literal $name:literal)*) => {
        const NAMES: [&str; [$($number),*].len()] = [$($name),*];

        /// How a class shows a field.
        pub(crate) fn accessors<R: Runtime>(name: &str) -> Option<(Getter<R>, Setter<R>)> {
            Some(match name {
                $($name => (get::<R, $number>, set::<R, $number>),)*
                _ => return None,
            })
        }
    };
}

fields! {
    0 "value"
    1 "code"
    2 "name"
    3 "obj"
    4 "msg"
    5 "path"
    6 "name_from"
    7 "errno"
    8 "strerror"
    9 "filename"
    10 "filename2"
    11 "characters_written"
    12 "print_file_and_line"
    13 "lineno"
    14 "offset"
    15 "text"
    16 "end_lineno"
    17 "end_offset"
    18 "encoding"
    19 "object"
    20 "start"
    21 "end"
    22 "reason"
    23 "message"
    24 "exceptions"
    25 "_metadata"
}

/// The one that is not there, rather than None, until it is set.
const UNSET: &str = "characters_written";
/// Those that nobody may change.
const READ_ONLY: [&str; 2] = ["message", "exceptions"];

fn get<R: Runtime, const FIELD: usize>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let name = NAMES[FIELD];
    match vm.exception_field(value, name) {
        Some(found) => Ok(found),
        None if name == UNSET => Err(vm.attribute_error(value, name, name)),
        None => Ok(Value::NONE),
    }
}

fn set<R: Runtime, const FIELD: usize>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let name = NAMES[FIELD];
    if READ_ONLY.contains(&name) {
        return Err(vm.attribute_error(value, name, "readonly attribute"));
    }
    if name == UNSET {
        if new.is_unbound() && vm.exception_field(value, name).is_none() {
            return Err(vm.attribute_error(value, name, name));
        }
        if !new.is_unbound() {
            return vm.set_characters_written(value, &new);
        }
    }
    vm.set_exception_field(value, name, new);
    Ok(())
}

impl<R: Runtime> Vm<R> {
    /// Sets how much was written before an OSError was raised; -1 is nothing that was ever set.
    pub(crate) fn set_characters_written(&mut self, value: &Value<R>, new: &Value<R>) -> Return<R, ()> {
        let integer = self.index_integer(new)?;
        let Ok(written) = i64::try_from(integer) else {
            let message = format!("cannot fit '{}' into an index-sized integer", self.type_name(new));
            return Err(self.value_error(&message));
        };
        let written = if written == -1 { Value::UNBOUND } else { self.new_int(written) };
        self.set_exception_field(value, UNSET, written);
        Ok(())
    }

    /// A field of an exception; None if it was never set.
    pub(crate) fn exception_field(&mut self, value: &Value<R>, name: &str) -> Option<Value<R>> {
        let exception = value.as_ref::<Exception<R>>()?;
        let fields = self.lock(exception).fields.clone();
        let name = self.intern(name);
        self.dict_get_str(fields.as_ref::<Dict<R>>()?, &name)
    }

    /// Sets a field of an exception, which its class knows, or takes it away if `new` is unbound.
    pub fn set_exception_field(&mut self, value: &Value<R>, name: &str, new: Value<R>) {
        let Some(exception) = value.as_ref::<Exception<R>>() else { return };
        let mut fields = self.lock(exception).fields.clone();
        if fields.is_unbound() {
            let fresh = self.new_dict().into_value();
            let mut state = self.lock(exception);
            if state.fields.is_unbound() {
                state.fields = fresh;
            }
            fields = state.fields.clone();
        }
        let Some(fields) = fields.as_ref::<Dict<R>>() else { return };
        let name = self.intern(name);
        if new.is_unbound() {
            // A str is found without running Python code; it need not be there.
            let _ = self.dict_remove(fields, name.value());
        } else {
            self.dict_set_str(fields, &name, new);
        }
    }
}
