//! Objects in a pickle: what they were reduced to.

use super::note;
use super::opcode::*;
use super::pickling_error;
use super::save::Pickling;
use interpreter::{Raised, Return, Vm};
use object_model::{Class, Dict, Runtime, Special, Value};

/// What makes the object again.
enum Maker {
    Call,
    New,
    NewWithNames,
}

#[cold]
fn wrong<R: Runtime>(vm: &mut Vm<R>, what: &str, wanted: &str, value: &Value<R>) -> Raised<R> {
    let message = format!("{what} must be {wanted}, not {}", vm.qualified_type_name(value));
    pickling_error(vm, &message)
}

#[cold]
fn wrong_part<R: Runtime>(vm: &mut Vm<R>, which: &str, wanted: &str, value: &Value<R>) -> Raised<R> {
    wrong(vm, &format!("{which} item of the tuple returned by __reduce__"), wanted, value)
}

impl<R: Runtime> Pickling<R> {
    /// Writes what `__reduce__` or the like answered for `value`: the name of a global, or a call and what comes after it.
    pub(super) fn reduced(&mut self, vm: &mut Vm<R>, value: &Value<R>, reduced: &Value<R>) -> Return<R, ()> {
        if vm.as_str(reduced).is_some() {
            return self.global(vm, value, Some(reduced));
        }
        let result = if vm.as_tuple(reduced).is_none() {
            let message =
                format!("__reduce__ must return a string or tuple, not {}", vm.qualified_type_name(reduced));
            Err(pickling_error(vm, &message))
        } else {
            self.reduced_to_call(vm, value, reduced)
        };
        result.map_err(|raised| note::serializing(vm, raised, value, "object"))
    }

    /// Writes a call that makes `value`, and its state.
    pub(super) fn reduced_to_call(
        &mut self,
        vm: &mut Vm<R>,
        value: &Value<R>,
        reduced: &Value<R>,
    ) -> Return<R, ()> {
        let parts = vm.as_tuple(reduced).unwrap_or_default();
        let [function, arguments, rest @ ..] = parts else { return Err(wrong_size(vm)) };
        if rest.len() > 4 {
            return Err(wrong_size(vm));
        }
        let part = |number: usize| rest.get(number).and_then(Value::some);
        let (state, items, entries, setter) = (part(0), part(1), part(2), part(3));
        if !vm.is_callable(function) {
            return Err(wrong_part(vm, "first", "callable", function));
        }
        let Some(given) = vm.as_tuple(arguments) else {
            return Err(wrong_part(vm, "second", "a tuple", arguments));
        };
        for (which, iterator) in [("fourth", items), ("fifth", entries)] {
            if let Some(iterator) = iterator
                && !vm.class_of(iterator).has_special(vm, Special::Next)
            {
                return Err(wrong_part(vm, which, "an iterator", iterator));
            }
        }
        if let Some(setter) = setter
            && !vm.is_callable(setter)
        {
            return Err(wrong_part(vm, "sixth", "callable", setter));
        }
        match self.maker(vm, function)? {
            Maker::NewWithNames => self.new_with_names(vm, value, given)?,
            Maker::New => self.new_object(vm, value, given)?,
            Maker::Call => {
                self.part(vm, value, function, "reconstructor")?;
                self.part(vm, value, arguments, "reconstructor arguments")?;
                self.output.op(REDUCE);
            }
        }
        if !self.is_made(vm, value)? {
            return Ok(());
        }
        if let Some(items) = items {
            self.append_all(vm, value, items)?;
        }
        if let Some(entries) = entries {
            self.set_all(vm, value, entries)?;
        }
        match (state, setter) {
            (None, _) => {}
            (Some(state), None) => self.state(vm, value, state)?,
            (Some(state), Some(setter)) => {
                self.part(vm, value, setter, "state setter")?;
                self.save(vm, value)?;
                self.part(vm, value, state, "state")?;
                // What the setter answers is not needed.
                self.output.write(&[TUPLE2, REDUCE, POP]);
            }
        }
        Ok(())
    }

    /// Remembers `value`, which was just made; false if it was part of its own arguments, and so was written meanwhile.
    fn is_made(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, bool> {
        if let Some(number) = self.memo.get(value) {
            self.output.op(POP);
            self.get(vm, number)?;
            return Ok(false);
        }
        self.memoize(vm, value)?;
        Ok(true)
    }

    fn state(&mut self, vm: &mut Vm<R>, value: &Value<R>, state: &Value<R>) -> Return<R, ()> {
        self.part(vm, value, state, "state")?;
        self.output.op(BUILD);
        Ok(())
    }

    /// Writes an instance of which there is no more to say than its class and its state, as if it had been reduced.
    pub(super) fn plain_instance(
        &mut self,
        vm: &mut Vm<R>,
        value: &Value<R>,
        state: &Value<R>,
    ) -> Return<R, ()> {
        let class = vm.class_of(value).into_value();
        let mut write = || {
            self.part(vm, value, &class, "class")?;
            let arguments = vm.new_tuple(vec![]);
            self.part(vm, value, &arguments, "__new__ arguments")?;
            self.output.op(NEWOBJ);
            if self.is_made(vm, value)? && !state.is_none() {
                self.state(vm, value, state)?;
            }
            Ok(())
        };
        write().map_err(|raised| note::serializing(vm, raised, value, "object"))
    }

    /// Writes a part of what makes `value`, or notes which it was.
    fn part(&mut self, vm: &mut Vm<R>, value: &Value<R>, part: &Value<R>, which: &str) -> Return<R, ()> {
        self.save(vm, part).map_err(|raised| note::serializing(vm, raised, value, which))
    }

    fn maker(&self, vm: &mut Vm<R>, function: &Value<R>) -> Return<R, Maker> {
        if self.protocol < 2 {
            return Ok(Maker::Call);
        }
        let name = vm.find_attr(function, &Special::Name.name::<R>(vm).clone())?;
        Ok(match name.as_ref().and_then(|name| vm.as_str(name)) {
            Some("__newobj__") => Maker::New,
            Some("__newobj_ex__") => Maker::NewWithNames,
            _ => Maker::Call,
        })
    }

    /// `class.__new__(class, *arguments, **names)`
    fn new_with_names(&mut self, vm: &mut Vm<R>, value: &Value<R>, given: &[Value<R>]) -> Return<R, ()> {
        let [class, arguments, names] = given else {
            let message = format!("__newobj_ex__ expected 3 arguments, got {}", given.len());
            return Err(pickling_error(vm, &message));
        };
        if class.as_ref::<Class<R>>().is_none() {
            return Err(wrong(vm, "first argument to __newobj_ex__()", "a class", class));
        }
        let Some(more) = vm.as_tuple(arguments) else {
            return Err(wrong(vm, "second argument to __newobj_ex__()", "a tuple", arguments));
        };
        let Some(by_name) = names.as_ref::<Dict<R>>() else {
            return Err(wrong(vm, "third argument to __newobj_ex__()", "a dict", names));
        };
        if self.protocol >= 4 {
            self.part(vm, value, class, "class")?;
            self.part(vm, value, arguments, "__new__ arguments")?;
            self.part(vm, value, names, "__new__ arguments")?;
            self.output.op(NEWOBJ_EX);
            return Ok(());
        }
        // Older readers know no names: what they call without arguments is a partial.
        let functools = vm.import_module("functools")?;
        let partial = vm.get_attr_str(&functools, "partial")?;
        let mut all = vec![vm.get_attr_str(class, "__new__")?, class.clone()];
        all.extend_from_slice(more);
        let mut keywords = Vec::new();
        for (_, name, argument) in vm.dict_entries(by_name) {
            keywords.push(name);
            all.push(argument);
        }
        let function = vm.call_with(&partial, &all, &keywords)?;
        let nothing = vm.new_tuple(vec![]);
        self.part(vm, value, &function, "reconstructor")?;
        self.part(vm, value, &nothing, "reconstructor")?;
        self.output.op(REDUCE);
        Ok(())
    }

    /// `class.__new__(class, *arguments)`
    fn new_object(&mut self, vm: &mut Vm<R>, value: &Value<R>, given: &[Value<R>]) -> Return<R, ()> {
        let Some((class, arguments)) = given.split_first() else {
            return Err(pickling_error(vm, "__newobj__ expected at least 1 argument, got 0"));
        };
        if class.as_ref::<Class<R>>().is_none() {
            return Err(wrong(vm, "first argument to __newobj__()", "a class", class));
        }
        let own = match vm.find_attr_str(value, "__class__")? {
            Some(own) => own,
            None => vm.class_of(value).into_value(),
        };
        if !own.is(class) {
            let (own, class) = (vm.repr_string(&own)?, vm.repr_string(class)?);
            let message = format!("first argument to __newobj__() must be {own}, not {class}");
            return Err(pickling_error(vm, &message));
        }
        self.part(vm, value, class, "class")?;
        let arguments = vm.new_tuple(arguments.to_vec());
        self.part(vm, value, &arguments, "__new__ arguments")?;
        self.output.op(NEWOBJ);
        Ok(())
    }
}

#[cold]
fn wrong_size<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    pickling_error(vm, "tuple returned by __reduce__ must contain 2 through 6 elements")
}
