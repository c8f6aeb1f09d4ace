//! Calling: from Rust, and from the evaluation loop, which lays the arguments out as a window of registers.

use crate::frame::{Frame, Role, Then};
use crate::function::{Function, LoadedCode, Method};
use crate::native::{Native, NativeKind};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::CodeKind;
use object_model::{Borrowed, Kind, Object, Ref, Runtime, Special, Str, Value, Word};
use std::ptr::NonNull;

/// What preparing a call came to.
pub(crate) enum Prepared<R: Runtime> {
    /// The call is done.
    Done(Value<R>),
    /// A frame was pushed; the loop goes on in it.
    Entered,
}

/// Takes the reference out of a register.
///
/// # Safety
/// `register` is within the stack and holds an owned word.
#[inline(always)]
pub(crate) unsafe fn take<R: Runtime>(register: *mut Word) -> Value<R> {
    // SAFETY: the caller's promise.
    unsafe { Value::from_owned(std::ptr::replace(register, Word::UNBOUND)) }
}

impl<R: Runtime> Vm<R> {
    /// Calls with positional arguments.
    pub fn call(&mut self, callable: &Value<R>, arguments: &[Value<R>]) -> Return<R> {
        self.call_with(callable, arguments, &[])
    }

    /// Calls a method by name.
    pub fn call_method(&mut self, object: &Value<R>, name: &str, arguments: &[Value<R>]) -> Return<R> {
        let method = self.get_attr_str(object, name)?;
        self.call(&method, arguments)
    }

    /// Calls with keywords: the last `keywords.len()` arguments are theirs.
    pub fn call_with(
        &mut self,
        callable: &Value<R>,
        arguments: &[Value<R>],
        keywords: &[Value<R>],
    ) -> Return<R> {
        if let Some(native) = callable.as_ref::<Native<R>>()
            && keywords.is_empty()
            && native.signature.takes_plainly(arguments.len())
            && native.signature.parameters() == arguments.len()
        {
            let call = native.call;
            if native.kind == NativeKind::Method {
                self.check_receiver(native, &arguments[0])?;
            } else if native.kind == NativeKind::StaticMethod && native.is_constructor() {
                self.check_constructed(native, &arguments[0])?;
            }
            self.check_recursion("maximum recursion depth exceeded")?;
            let result = call(self, arguments);
            return self.answered(result);
        }
        self.call_in_window(callable, &[], arguments, keywords)
    }

    /// Calls with an argument in front of the others, as a method with what it is bound to.
    pub(crate) fn call_before(
        &mut self,
        callable: &Value<R>,
        first: &Value<R>,
        arguments: &[Value<R>],
        keywords: &[Value<R>],
    ) -> Return<R> {
        match arguments {
            [] => self.call(callable, std::slice::from_ref(first)),
            [one] if keywords.is_empty() => self.call(callable, &Borrowed::new([first, one])),
            [one, two] if keywords.is_empty() => self.call(callable, &Borrowed::new([first, one, two])),
            _ => self.call_in_window(callable, std::slice::from_ref(first), arguments, keywords),
        }
    }

    fn call_in_window(
        &mut self,
        callable: &Value<R>,
        first: &[Value<R>],
        arguments: &[Value<R>],
        keywords: &[Value<R>],
    ) -> Return<R> {
        let window = self.stack.top;
        let count = first.len() + arguments.len();
        if !self.stack.has_room(window, count + 64) {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        // SAFETY: there is room above the top, and nobody else uses it.
        unsafe {
            window.write(callable.clone().into_word());
            for (index, argument) in first.iter().chain(arguments).enumerate() {
                window.add(1 + index).write(argument.clone().into_word());
            }
        }
        // SAFETY: the window was just laid out.
        unsafe {
            self.stack.top = window.add(1 + count);
            let result = self.call_window(window, count - keywords.len(), keywords);
            self.stack.top = window;
            result
        }
    }

    /// Calls what is laid out in a window and answers to Rust.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    unsafe fn call_window(
        &mut self,
        window: *mut Word,
        positional: usize,
        keywords: &[Value<R>],
    ) -> Return<R> {
        // SAFETY: the caller's promise.
        match unsafe { self.prepare(window, positional, keywords, Then::Answer) }? {
            Prepared::Done(value) => Ok(value),
            Prepared::Entered => self.run(),
        }
    }

    /// Begins the call laid out in a window: the callable, positional arguments, then values for `keywords`. Consumes the
    /// window, also on an error.
    ///
    /// # Safety
    /// `window` is at the top of the registers in use, and holds owned words: the callable, `positional` arguments, and
    /// one value for each keyword. There is room for 64 more.
    pub(crate) unsafe fn prepare(
        &mut self,
        window: *mut Word,
        positional: usize,
        keywords: &[Value<R>],
        then: Then,
    ) -> Return<R, Prepared<R>> {
        // SAFETY: the window holds owned words, which the callable's register keeps alive.
        let callable = unsafe { Value::<R>::from_word_ref(&*window) };
        let kind = callable.header().map_or(Kind::Other, |header| header.kind());
        match kind {
            Kind::Function => {
                let function = callable.word().bits() as *const Object<R, Function<R>>;
                // SAFETY: the callable is alive in its register.
                let code =
                    unsafe { (*function).payload.code.load().bits() as *const Object<R, LoadedCode<R>> };
                // SAFETY: the function keeps its code alive.
                let body_code = &unsafe { &(*code).payload }.code;
                let params = &body_code.params;
                let simple = keywords.is_empty()
                    && usize::from(params.positional) == positional
                    && params.keyword_only == 0
                    && !params.var_positional
                    && !params.var_keyword;
                // SAFETY: the caller's promise; the callable is alive in its register.
                unsafe {
                    let body = &(*function).payload;
                    let fits =
                        simple || keywords.is_empty() && self.add_defaults(window, body, params, positional);
                    if !fits {
                        self.bind_window(window, code, positional, keywords)?;
                    }
                }
                let (role, kept) = match body_code.kind {
                    CodeKind::Function => (Role::Function, Value::UNBOUND),
                    // Code from outside of functions that is called as one has its names in its globals.
                    // SAFETY: the callable is alive in its register.
                    _ => (Role::Body, unsafe { &(*function).payload }.globals.clone()),
                };
                // SAFETY: one register for each parameter is laid out.
                unsafe { self.enter(window, function, code, then, role, kept) }
            }
            Kind::Native => {
                // SAFETY: the caller's promise.
                let result = unsafe { self.call_native(window, positional, keywords) };
                result.map(Prepared::Done)
            }
            Kind::Method => {
                let method = callable.as_ref::<Method<R>>().expect("checked by kind");
                let (function, receiver) = (method.function.clone(), method.receiver.clone());
                // SAFETY: the caller's promise; the receiver takes the first argument's place.
                unsafe {
                    std::ptr::copy(window.add(1), window.add(2), positional + keywords.len());
                    window.add(1).write(receiver.into_word());
                    drop(Value::<R>::from_owned(std::ptr::replace(window, function.into_word())));
                    self.prepare(window, positional + 1, keywords, then)
                }
            }
            // SAFETY: the caller's promise.
            Kind::Class => unsafe { self.prepare_construction(window, positional, keywords, then) },
            // SAFETY: the caller's promise.
            _ => unsafe { self.prepare_special_call(window, positional, keywords, then) },
        }
    }

    /// # Safety
    /// As [`prepare`](Self::prepare).
    pub(crate) unsafe fn prepare_special_call(
        &mut self,
        window: *mut Word,
        positional: usize,
        keywords: &[Value<R>],
        then: Then,
    ) -> Return<R, Prepared<R>> {
        // SAFETY: the window is owned by this call.
        let callable = unsafe { Value::<R>::from_borrowed(*window) };
        let class = self.class_of(&callable);
        let Some(call) = class.special(self, Special::Call) else {
            // SAFETY: as above.
            unsafe { self.release_window(window, positional + keywords.len()) };
            let message = format!("'{}' object is not callable", class.shown_name());
            return Err(self.type_error(&message));
        };
        // A function written in Rust that is no method is found on a class and not bound.
        let plain = match call.as_ref::<Native<R>>() {
            Some(native) => native.kind == NativeKind::Method,
            None => call.header().is_some_and(|header| header.kind() == Kind::Function),
        };
        if plain {
            // SAFETY: as above; the callable becomes the first argument.
            unsafe {
                std::ptr::copy(window, window.add(1), positional + keywords.len() + 1);
                window.write(call.into_word());
                return self.prepare(window, positional + 1, keywords, then);
            }
        }
        let top = self.stack.top;
        // SAFETY: there is room for the window. What runs now must not lay its registers over it.
        self.stack.top = top.max(unsafe { window.add(1 + positional + keywords.len()) });
        let bound = self.descriptor_get(&call, &callable, class.value());
        self.stack.top = top;
        let bound = match bound {
            Ok(bound) => bound,
            Err(raised) => {
                // SAFETY: as above.
                unsafe { self.release_window(window, positional + keywords.len()) };
                return Err(raised);
            }
        };
        if self.native_stack_is_low() {
            // SAFETY: as above.
            unsafe { self.release_window(window, positional + keywords.len()) };
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        // SAFETY: as above.
        unsafe {
            drop(Value::<R>::from_owned(std::ptr::replace(window, bound.into_word())));
            self.prepare(window, positional, keywords, then)
        }
    }

    /// Releases a window: the callable and `count` arguments.
    ///
    /// # Safety
    /// They are owned words.
    pub(crate) unsafe fn release_window(&mut self, window: *mut Word, count: usize) {
        for index in 0..count + 1 {
            // SAFETY: the caller's promise.
            let word = unsafe { std::ptr::replace(window.add(index), Word::UNBOUND) };
            self.release(word);
        }
    }

    /// Pushes a frame whose arguments are laid out, or makes the generator it would be.
    ///
    /// # Safety
    /// The function in `window` is `function` and its code is `code`; its parameters are laid out from `window + 1`.
    #[inline(always)]
    pub(crate) unsafe fn enter(
        &mut self,
        window: *mut Word,
        function: *const Object<R, Function<R>>,
        code: *const Object<R, LoadedCode<R>>,
        then: Then,
        role: Role,
        kept: Value<R>,
    ) -> Return<R, Prepared<R>> {
        // SAFETY: the caller's promise.
        let loaded = unsafe { &(*code).payload };
        let (count, registers) = (loaded.parameters, loaded.registers);
        // SAFETY: within the stack or one past it; checked next.
        let base = unsafe { window.add(1) };
        if self.frames.len() >= self.recursion_limit() || !self.stack.has_room(base, registers + 64) {
            // SAFETY: the caller's promise.
            return Err(unsafe { self.too_deep(window, count) });
        }
        if loaded.suspends {
            let namespace = if role == Role::Body { kept } else { Value::UNBOUND };
            // SAFETY: the caller's promise.
            return unsafe {
                self.make_generator(window, NonNull::new_unchecked(code.cast_mut()), namespace)
            }
            .map(Prepared::Done);
        }
        for index in count..registers {
            // SAFETY: there is room, checked above.
            unsafe { base.add(index).write(Word::UNBOUND) };
        }
        self.frames.push(Frame {
            base,
            next: loaded.code.ops.as_ptr(),
            code,
            function,
            then,
            role,
            observed: false,
            kept,
        });
        // SAFETY: there is room, checked above.
        self.stack.top = unsafe { base.add(registers) };
        Ok(Prepared::Entered)
    }

    /// # Safety
    /// The window holds a callable and `count` arguments.
    #[cold]
    unsafe fn too_deep(&mut self, window: *mut Word, count: usize) -> Raised<R> {
        // SAFETY: the caller's promise.
        unsafe { self.release_window(window, count) };
        self.recursion_error("maximum recursion depth exceeded")
    }

    /// `sys.getrecursionlimit()`
    #[inline(always)]
    pub fn recursion_limit(&self) -> usize {
        // Relaxed: a setting.
        self.shared.recursion_limit.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// Runs a code object with these globals and this namespace (for a module they are one dict).
    pub fn run_code(
        &mut self,
        code: &Value<R>,
        globals: &Value<R>,
        namespace: &Value<R>,
        closure: Value<R>,
    ) -> Return<R> {
        let function = self.new_function(code, globals, closure, Value::NONE, Value::NONE)?;
        self.run_function_in(&function, namespace)
    }

    /// Runs a function without parameters whose names go to `namespace`: a class body or a module.
    pub fn run_function_in(&mut self, function: &Value<R>, namespace: &Value<R>) -> Return<R> {
        self.check_recursion("maximum recursion depth exceeded")?;
        let window = self.stack.top;
        if !self.stack.has_room(window, 64) {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        let Some(body) = function.as_ref::<Function<R>>() else {
            return Err(self.type_error("a class body is a function"));
        };
        let object = body.value().word().bits() as *const Object<R, Function<R>>;
        let code = body.code.load().bits() as *const Object<R, LoadedCode<R>>;
        // SAFETY: there is room for the window; the function has no parameters.
        let prepared = unsafe {
            window.write(function.clone().into_word());
            self.enter(window, object, code, Then::Answer, Role::Body, namespace.clone())
        };
        let result = match prepared {
            Ok(Prepared::Entered) => self.run(),
            Ok(Prepared::Done(value)) => Ok(value),
            Err(raised) => Err(raised),
        };
        self.stack.top = window;
        result
    }

    /// The name of a keyword argument list: a str each.
    pub fn keyword_names(&self, names: &[&str]) -> Vec<Value<R>> {
        names.iter().map(|name| self.intern(name).into_value()).collect()
    }

    /// The str that names an attribute.
    pub fn str_handle(&mut self, value: &Value<R>) -> Return<R, Ref<R, Str<R>>> {
        match value.clone().downcast() {
            Ok(string) => Ok(string),
            Err(value) => {
                let message = format!("attribute name must be string, not '{}'", self.type_name(&value));
                Err(self.type_error(&message))
            }
        }
    }
}
