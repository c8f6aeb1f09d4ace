//! The variables of a frame that has an object: read, and assigned to, where they are.

use super::FrameObject;
use crate::call::take;
use crate::function::{Cell, LoadedCode};
use crate::generator::Generator;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Dict, Ref, Runtime, Str, Value};

/// Variables that are bound, by name.
type Variables<R> = Vec<(Ref<R, Str<R>>, Value<R>)>;

impl<R: Runtime> Vm<R> {
    /// The namespace of the running frame, or a dict of its local variables as they are now: `locals()`.
    pub fn running_locals(&mut self) -> Option<Value<R>> {
        let last = self.frames.len().checked_sub(1)?;
        let locals = self.locals_at(last);
        let object = self.running_frame_object();
        let extra = match object.as_ref().and_then(|object| object.as_ref::<FrameObject<R>>()) {
            Some(object) => self.lock(object).extra.clone(),
            None => Value::UNBOUND,
        };
        if let (Some(extra), Some(locals)) = (extra.as_ref::<Dict<R>>(), locals.as_ref::<Dict<R>>()) {
            for (_, key, value) in self.dict_entries(extra) {
                // A key that was entered there before has a hash.
                self.dict_set(locals, key, value).ok()?;
            }
        }
        Some(locals)
    }

    /// The namespace of a frame that has one: that of a module, class body or `exec` code.
    pub(crate) fn frame_namespace(&self, frame: &Ref<R, FrameObject<R>>) -> Option<Value<R>> {
        frame.namespace.given().cloned()
    }

    /// A new dict of the local variables of a frame, and of what was assigned besides. Of a frame that has a namespace, those of
    /// comprehensions.
    pub(crate) fn frame_variables(&mut self, frame: &Ref<R, FrameObject<R>>) -> Return<R, Ref<R, Dict<R>>> {
        let extra = self.lock(frame).extra.clone();
        let locals = match self.frame_namespace(frame) {
            Some(_) => {
                let passing = self.passing_in(frame);
                let locals = self.new_dict();
                self.put_into(&locals, passing);
                locals
            }
            None => self.frame_locals(frame).downcast().unwrap_or_else(|_| self.new_dict()),
        };
        if !extra.is_unbound() {
            self.dict_update(&locals, &extra)?;
        }
        Ok(locals)
    }

    /// Whether a frame has a local variable of this name, bound or not.
    pub(crate) fn is_frame_variable(&self, frame: &Ref<R, FrameObject<R>>, name: &str) -> bool {
        let code = frame.code.as_ref::<LoadedCode<R>>();
        code.is_some_and(|code| code.code.locals.iter().any(|local| &*local.name == name))
    }

    /// The dict of what is assigned to names that are no variables of a frame.
    pub(crate) fn frame_extra(&mut self, frame: &Ref<R, FrameObject<R>>) -> Value<R> {
        let made = self.new_dict().into_value();
        let mut state = self.lock(frame);
        if state.extra.is_unbound() {
            state.extra = made;
        }
        state.extra.clone()
    }

    /// Assigns to a local variable of a frame; false if it has none of that name.
    pub(crate) fn set_frame_variable(
        &mut self,
        frame: &Ref<R, FrameObject<R>>,
        name: &str,
        value: Value<R>,
    ) -> bool {
        let Some(code) = frame.code.as_ref::<LoadedCode<R>>() else { return false };
        let code = code.code.clone();
        let Some(number) = code.locals.iter().position(|local| &*local.name == name) else { return false };
        let register = code.locals[number].register;
        if let Some(depth) = self.depth_of(frame) {
            // SAFETY: a register of a frame on this thread's stack, which owns what it holds.
            let register = unsafe { self.frames[depth].base.add(usize::from(register)) };
            // SAFETY: as above.
            let held = unsafe { Value::<R>::from_borrowed(*register) };
            if code.locals[number].cell && held.as_ref::<Cell<R>>().is_some() {
                let old = self.set_cell_content(&held, value);
                drop(old);
                return true;
            }
            drop(held);
            // SAFETY: as above; the new value moves in.
            let old = unsafe { take::<R>(register) };
            // SAFETY: as above.
            unsafe { register.write(value.into_word()) };
            // An instruction that has not ended may use what it found in the register.
            if self.watch.is_between_instructions(depth + 1) {
                drop(old);
            } else {
                self.lock(frame).replaced.push(old);
            }
            return true;
        }
        let suspended = self.suspended_in(frame);
        let old = match suspended.as_ref().and_then(|generator| generator.as_ref::<Generator<R>>()) {
            Some(generator) => {
                let held = generator.held(&self.lock(generator), &code, &code.locals[number]);
                if code.locals[number].cell && held.as_ref::<Cell<R>>().is_some() {
                    self.set_cell_content(&held, value)
                } else {
                    self.lock(generator).set_register(register, value)
                }
            }
            None => {
                let mut state = self.lock(frame);
                let held = state.locals.get(number).cloned().unwrap_or(Value::UNBOUND);
                if code.locals[number].cell && held.as_ref::<Cell<R>>().is_some() {
                    drop(state);
                    self.set_cell_content(&held, value)
                } else if let Some(place) = state.locals.get_mut(number) {
                    std::mem::replace(place, value)
                } else {
                    value
                }
            }
        };
        drop(old);
        true
    }

    /// A new dict of the local variables of a frame, or its namespace.
    pub(crate) fn frame_locals(&mut self, frame: &Ref<R, FrameObject<R>>) -> Value<R> {
        if let Some(depth) = self.depth_of(frame) {
            return self.locals_at(depth);
        }
        if !frame.namespace.is_unbound() {
            return frame.namespace.clone();
        }
        let seen = self.seen_elsewhere(frame);
        let suspended = self.suspended_in(frame);
        let locals = seen.map_or_else(|| self.lock(frame).locals.clone(), |(seen, _)| seen.locals);
        let Some(code) = frame.code.as_ref::<LoadedCode<R>>() else { return Value::NONE };
        let code = code.code.clone();
        let locals = match suspended.as_ref().and_then(|generator| generator.as_ref::<Generator<R>>()) {
            Some(generator) => {
                let state = self.lock(generator);
                code.locals.iter().map(|local| generator.held(&state, &code, local)).collect()
            }
            None => locals,
        };
        self.locals_dict(&code, locals).into_value()
    }

    /// The namespace of a frame on this thread's stack, or a new dict of its variables. Where a comprehension runs in the frame,
    /// its variables are among those of a function, and are all there is of a namespace: they are not in it (PEP 709).
    fn locals_at(&mut self, depth: usize) -> Value<R> {
        let passing = self.passing_at(depth);
        let locals = match self.frames[depth].namespace().given() {
            Some(namespace) if passing.is_empty() => return namespace.clone(),
            Some(_) => self.new_dict(),
            None => self.variables_at(depth),
        };
        self.put_into(&locals, passing);
        locals.into_value()
    }

    fn put_into(&mut self, dict: &Ref<R, Dict<R>>, variables: Variables<R>) {
        for (name, value) in variables {
            self.dict_set_str(dict, &name, value);
        }
    }

    /// The variables of comprehensions that run in a frame, if that is on this thread's stack.
    pub(crate) fn passing_in(&mut self, frame: &Ref<R, FrameObject<R>>) -> Variables<R> {
        match self.depth_of(frame) {
            Some(depth) => self.passing_at(depth),
            None => Vec::new(),
        }
    }

    /// The variables of comprehensions that run in a frame on this thread's stack, inner ones last.
    fn passing_at(&mut self, depth: usize) -> Variables<R> {
        let frame = &self.frames[depth];
        let (base, instruction, code) = (frame.base, frame.instruction() as u32, &frame.loaded().code);
        if code.passing.is_empty() {
            return Vec::new();
        }
        let code = code.clone();
        let mut bound = Vec::new();
        for variable in code.passing.iter().filter(|there| (there.start..there.end).contains(&instruction)) {
            // SAFETY: a register of a frame on this thread's stack, which owns what it holds.
            let held = unsafe { Value::<R>::from_borrowed(*base.add(usize::from(variable.register))) };
            let value = if held.as_ref::<Cell<R>>().is_some() { self.cell_content(&held) } else { held };
            if !value.is_unbound() {
                bound.push((self.intern(&variable.name), value));
            }
        }
        bound
    }

    /// A new dict of the variables of a frame on this thread's stack.
    fn variables_at(&mut self, depth: usize) -> Ref<R, Dict<R>> {
        let frame = &self.frames[depth];
        let code = frame.loaded().code.clone();
        // SAFETY: a register of a frame on this thread's stack, which owns what it holds.
        let register =
            |register: u16| unsafe { Value::from_borrowed(*frame.base.add(usize::from(register))) };
        let locals = code.locals.iter().map(|local| register(local.register)).collect();
        self.locals_dict(&code, locals)
    }

    fn locals_dict(&mut self, code: &compiler::Code, values: Vec<Value<R>>) -> Ref<R, Dict<R>> {
        let locals = self.new_dict();
        // What inner functions use comes last, but for parameters.
        let last = |local: &compiler::Local| local.cell && !code.params.names.contains(&local.name);
        let mut pairs: Vec<_> = code.locals.iter().zip(values).collect();
        pairs.sort_by_key(|(local, _)| last(local));
        for (local, value) in pairs {
            let is_cell = local.cell && value.as_ref::<Cell<R>>().is_some();
            let value = if is_cell { self.cell_content(&value) } else { value };
            if !value.is_unbound() && !local.name.starts_with('.') {
                let name = self.intern(&local.name);
                self.dict_set_str(&locals, &name, value);
            }
        }
        locals
    }
}
