//! The instructions that call and that make functions.

use super::Running;
use crate::call::{Prepared, take};
use crate::frame::{Role, Then};
use crate::function::{About, Function, LoadedCode, Method};
use crate::native::{Native, NativeKind};
use crate::raised::Return;
use crate::vm::Vm;
use compiler::{CodeId, CodeKind, Reg, ShapeId};
use object_model::{Dict, Object, Ref, Runtime, Str, Tuple, Value, Word, make};

impl<R: Runtime> Vm<R> {
    /// `Call`: a Python function with exactly its positional parameters goes straight to its frame.
    #[inline(always)]
    pub(super) fn call_op(
        &mut self,
        running: Running<R>,
        dest: Reg,
        window: Reg,
        argc: u16,
    ) -> Return<R, Prepared<R>> {
        // SAFETY: the compiler laid the window out at the top of the frame's registers.
        unsafe { self.prepare_quickly(running.at(window), usize::from(argc), dest) }
    }

    /// `CallMethod`: the receiver is the first argument, unless LoadMethod left a bound callable.
    #[inline(always)]
    pub(super) fn call_method_op(
        &mut self,
        running: Running<R>,
        dest: Reg,
        window: Reg,
        argc: u16,
    ) -> Return<R, Prepared<R>> {
        let window = running.at(window);
        // SAFETY: as above.
        unsafe {
            if *window.add(1) == Word::UNBOUND {
                std::ptr::swap(window, window.add(1));
                self.prepare_quickly(window.add(1), usize::from(argc), dest)
            } else {
                self.prepare_quickly(window, usize::from(argc) + 1, dest)
            }
        }
    }

    /// # Safety
    /// As [`prepare`](Self::prepare).
    #[inline(always)]
    unsafe fn prepare_quickly(
        &mut self,
        window: *mut Word,
        positional: usize,
        dest: Reg,
    ) -> Return<R, Prepared<R>> {
        // SAFETY: the window holds owned words.
        let callable = unsafe { Value::<R>::from_word_ref(&*window) };
        if let Some(function) = callable.as_ref::<Function<R>>() {
            let code = function.code.load().bits() as *const Object<R, LoadedCode<R>>;
            // SAFETY: the function keeps its code alive.
            let loaded = unsafe { &(*code).payload };
            if loaded.takes_exactly(positional) {
                let function = callable.word().bits() as *const Object<R, Function<R>>;
                let then = Then::Store(dest.0);
                // SAFETY: one register for each parameter is laid out.
                return unsafe { self.enter(window, function, code, then, Role::Function, Value::UNBOUND) };
            }
        }
        if callable.as_ref::<Native<R>>().is_some() {
            // SAFETY: the caller's promise.
            return unsafe { self.call_native(window, positional, &[]) }.map(Prepared::Done);
        }
        // SAFETY: the caller's promise.
        unsafe { self.prepare(window, positional, &[], Then::Store(dest.0)) }
    }

    pub(super) fn call_keywords_op(
        &mut self,
        running: Running<R>,
        dest: Reg,
        window: Reg,
        shape: ShapeId,
        method: bool,
    ) -> Return<R, Prepared<R>> {
        let shape = &running.loaded().code.call_shapes[usize::from(shape.0)];
        let names = &running.loaded().names;
        let keywords: Vec<Value<R>> =
            shape.keywords.iter().map(|&name| names[usize::from(name)].clone()).collect();
        let mut positional = usize::from(shape.positional);
        let mut window = running.at(window);
        // SAFETY: the compiler laid the window out at the top of the frame's registers.
        unsafe {
            if method {
                if *window.add(1) == Word::UNBOUND {
                    std::ptr::swap(window, window.add(1));
                    window = window.add(1);
                } else {
                    positional += 1;
                }
            }
            self.prepare(window, positional, &keywords, Then::Store(dest.0))
        }
    }

    pub(super) fn call_spread_op(
        &mut self,
        running: Running<R>,
        dest: Reg,
        callee: Reg,
    ) -> Return<R, Prepared<R>> {
        let window = running.at(callee);
        // SAFETY: the window's three registers hold owned words, taken out here.
        let (positional, named) = unsafe { (take::<R>(window.add(1)), take::<R>(window.add(2))) };
        let mut arguments = self.spread(&running.value(callee), &positional)?;
        let count = arguments.len();
        let mut keywords = Vec::new();
        if let Some(dict) = named.as_ref::<Dict<R>>() {
            let callee = running.value(callee);
            let any = takes_any_keyword(&callee);
            for (_, name, value) in self.dict_entries(dict) {
                // What cannot be called says so first.
                if !any && self.as_str(&name).is_none() && self.is_callable(&callee) {
                    return Err(self.type_error("keywords must be strings"));
                }
                keywords.push(name);
                arguments.push(value);
            }
        }
        drop((positional, named));
        if !self.stack.has_room(window, arguments.len() + 64) {
            // SAFETY: the callable is still owned by its register.
            drop(unsafe { take::<R>(window) });
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        for (index, argument) in arguments.into_iter().enumerate() {
            // SAFETY: there is room above the window, which is at the top of the registers in use.
            unsafe { window.add(1 + index).write(argument.into_word()) };
        }
        // SAFETY: laid out above.
        unsafe { self.prepare(window, count, &keywords, Then::Store(dest.0)) }
    }

    /// The arguments that `*positional` stands for.
    fn spread(&mut self, callee: &Value<R>, positional: &Value<R>) -> Return<R, Vec<Value<R>>> {
        if positional.is_unbound() {
            return Ok(vec![]);
        }
        let class = self.class_of(positional);
        if !self.is_iterable(&class) {
            let function = self.callee_name(callee)?;
            let message =
                format!("{function} argument after * must be an iterable, not {}", class.shown_name());
            return Err(self.type_error(&message));
        }
        self.collect(positional)
    }

    pub(super) fn make_function(
        &mut self,
        running: Running<R>,
        parts: u8,
        dest: Reg,
        first: Reg,
        code: CodeId,
    ) -> Return<R, ()> {
        let code = running.loaded().children[usize::from(code.0)].clone();
        let mut register = first.0;
        let mut part = |present: bool| {
            if !present {
                return Value::UNBOUND;
            }
            // SAFETY: the compiler put the part there; the reference moves out.
            let value = unsafe { take::<R>(running.at(Reg(register))) };
            register += 1;
            value
        };
        let (defaults, keyword_defaults) = (part(parts & 1 != 0), part(parts & 2 != 0));
        let (annotate, closure) = (part(parts & 4 != 0), part(parts & 8 != 0));
        let globals = self.frames.last().expect("a frame is running").function().globals.clone();
        let or_none = |value: Value<R>| if value.is_unbound() { Value::NONE } else { value };
        let holds_nothing = self.are_uncounted(&defaults) && self.are_uncounted(&keyword_defaults);
        let function = self.new_function(
            &code,
            &globals,
            or_none(closure),
            or_none(defaults),
            or_none(keyword_defaults),
        )?;
        if !annotate.is_unbound() {
            let body = function.as_ref::<Function<R>>().expect("just made");
            drop(self.replace_slot(body, &body.about.annotate, annotate));
        }
        // The body of a class is made for one call; it is the class that lives on.
        let defines = |code: &Ref<R, LoadedCode<R>>| {
            code.code.kind == CodeKind::Function && code.lives_as_long_as_its_module()
        };
        if holds_nothing && code.as_ref::<LoadedCode<R>>().is_some_and(defines) {
            self.immortalize(&function);
        }
        self.put(running.at(dest), function);
        Ok(())
    }

    /// Whether what a tuple or a dict of defaults holds is never counted.
    fn are_uncounted(&mut self, defaults: &Value<R>) -> bool {
        if let Some(items) = self.as_tuple(defaults) {
            return items.iter().all(Value::is_uncounted);
        }
        match defaults.as_ref::<Dict<R>>() {
            Some(dict) => self.dict_entries(dict).iter().all(|(_, _, value)| value.is_uncounted()),
            None => true,
        }
    }

    /// A function object.
    pub fn new_function(
        &mut self,
        code: &Value<R>,
        globals: &Value<R>,
        closure: Value<R>,
        defaults: Value<R>,
        keyword_defaults: Value<R>,
    ) -> Return<R> {
        let Some(loaded) = code.as_ref::<LoadedCode<R>>() else {
            return Err(self.type_error("a function is made of a code object"));
        };
        let Some(dict) = globals.as_ref::<Dict<R>>() else {
            return Err(self.type_error("globals must be a dict"));
        };
        let module_name = object_model::Special::Name.name::<R>(self).clone();
        let module = self.dict_get_str(dict, &module_name).unwrap_or(Value::NONE);
        let name: Value<R> = self.intern(&loaded.code.name).into_value();
        let qualname: Value<R> = if loaded.code.qualname == loaded.code.name {
            name.clone()
        } else {
            self.intern(&loaded.code.qualname).into_value()
        };
        let doc = match &loaded.code.docstring {
            Some(doc) => self.new_str(doc),
            None => Value::NONE,
        };
        let builtins_name = object_model::Special::Builtins.name::<R>(self).clone();
        let builtins = match self.dict_get_str(dict, &builtins_name) {
            Some(value) => match value.as_ref::<crate::function::Module<R>>() {
                Some(module) => module.namespace(),
                None => value,
            },
            None => self.shared.builtins().value().clone(),
        };
        let about = About::new(name, qualname, module, doc);
        let function = Function::new(
            code.clone(),
            globals.clone(),
            builtins,
            closure,
            defaults,
            keyword_defaults,
            about,
        );
        let class = self.types().function.clone();
        Ok(make::object(self, class.root_shape(), function).into_value())
    }

    pub(super) fn load_closure(&mut self, running: Running<R>, dest: Reg, index: u16) {
        let function = self.frames.last().expect("a frame is running").function();
        let cell = function.closure.as_ref::<Tuple<R>>().expect("a closure is a tuple").as_slice()
            [usize::from(index)]
        .clone();
        self.put(running.at(dest), cell);
    }

    pub(super) fn make_cell(&mut self, running: Running<R>, reg: Reg) {
        // SAFETY: the reference moves into the cell.
        let content = unsafe { take::<R>(running.at(reg)) };
        let cell = self.new_cell(content);
        self.put(running.at(reg), cell);
    }

    /// A closure cell.
    pub fn new_cell(&self, content: Value<R>) -> Value<R> {
        let class = self.types().cell.clone();
        make::object(self, class.root_shape(), crate::function::Cell::new(content)).into_value()
    }

    /// What a cell holds, if that can be told without its lock.
    #[inline(always)]
    fn peek_cell(&self, cell: &Value<R>) -> Option<Value<R>> {
        let cell = cell.as_ref::<crate::function::Cell<R>>()?;
        self.peek_slot(cell, &cell.content)
    }

    /// What a cell holds; unbound if nothing.
    pub fn cell_content(&mut self, cell: &Value<R>) -> Value<R> {
        match cell.as_ref::<crate::function::Cell<R>>() {
            Some(cell) => self.slot_value(cell, &cell.content),
            None => Value::UNBOUND,
        }
    }

    /// Puts a value into a cell; answers what it held.
    pub fn set_cell_content(&mut self, cell: &Value<R>, value: Value<R>) -> Value<R> {
        match cell.as_ref::<crate::function::Cell<R>>() {
            Some(cell) => self.replace_slot(cell, &cell.content, value),
            None => Value::UNBOUND,
        }
    }

    #[inline(always)]
    pub(super) fn cell_get(
        &mut self,
        running: Running<R>,
        dest: Reg,
        cell: Reg,
        name: compiler::NameId,
    ) -> Return<R, ()> {
        match self.peek_cell(&running.value(cell)) {
            Some(content) if !content.is_unbound() => {
                self.put(running.at(dest), content);
                Ok(())
            }
            _ => self.cell_get_other(running, dest, cell, name),
        }
    }

    #[inline(never)]
    fn cell_get_other(
        &mut self,
        running: Running<R>,
        dest: Reg,
        cell: Reg,
        name: compiler::NameId,
    ) -> Return<R, ()> {
        let content = self.cell_content(&running.value(cell));
        if content.is_unbound() {
            return Err(self.unbound_cell(running, cell, name));
        }
        self.put(running.at(dest), content);
        Ok(())
    }

    #[cold]
    fn unbound_cell(
        &mut self,
        running: Running<R>,
        cell: Reg,
        name: compiler::NameId,
    ) -> crate::raised::Raised<R> {
        let code = &running.loaded().code;
        let text = code.names[usize::from(name.0)].clone();
        let free = code.locals.iter().any(|local| local.register == cell.0 && local.free);
        if free {
            let message = format!(
                "cannot access free variable '{text}' where it is not associated with a value in enclosing scope"
            );
            self.name_error(&text, &message)
        } else {
            self.unbound_local(&text)
        }
    }

    pub(super) fn cell_set(&mut self, running: Running<R>, free: compiler::Free, cell: Reg, value: Reg) {
        let new = if free.second() {
            // SAFETY: the reference moves out of the register.
            unsafe { take::<R>(running.at(value)) }
        } else {
            running.value(value).clone()
        };
        let old = self.set_cell_content(&running.value(cell), new);
        self.release_now(old.into_word());
    }

    pub(super) fn cell_delete(
        &mut self,
        running: Running<R>,
        cell: Reg,
        name: compiler::NameId,
    ) -> Return<R, ()> {
        let old = self.set_cell_content(&running.value(cell), Value::UNBOUND);
        if old.is_unbound() {
            return Err(self.unbound_cell(running, cell, name));
        }
        self.release_now(old.into_word());
        Ok(())
    }

    pub(super) fn name_handle(running: Running<R>, name: compiler::NameId) -> Ref<R, Str<R>> {
        running.loaded().names[usize::from(name.0)]
            .clone()
            .downcast()
            .unwrap_or_else(|_| unreachable!("names are strings"))
    }
}

/// Whether a function looks its keyword arguments up by name and takes what others there are, as `str.format` does.
fn takes_any_keyword<R: Runtime>(callee: &Value<R>) -> bool {
    let function = callee.as_ref::<Method<R>>().map_or(callee, |method| &method.function);
    function.as_ref::<Native<R>>().is_some_and(|native| {
        &*native.signature.name == "format"
            && native.kind == NativeKind::Method
            && native.signature.var_keyword
    })
}
