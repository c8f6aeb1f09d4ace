//! Calling: from Rust, and from the evaluation loop, which lays the arguments out as a window of registers.

use crate::builtins::{construct_type, is_plain_init};
use crate::frame::{Frame, Role, Then};
use crate::function::{Function, LoadedCode, Method};
use crate::native::{Native, NativeKind};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{
    Class, ClassFlags, Instance, Kind, Object, Ref, Runtime, Special, Str, Value, Word, make,
};
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
        let window = self.stack.top;
        if !self.stack.has_room(window, arguments.len() + 64) {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        // SAFETY: there is room above the top, and nobody else uses it.
        unsafe {
            window.write(callable.clone().into_word());
            for (index, argument) in arguments.iter().enumerate() {
                window.add(1 + index).write(argument.clone().into_word());
            }
        }
        // SAFETY: the window was just laid out.
        unsafe {
            self.stack.top = window.add(1 + arguments.len());
            let result = self.call_window(window, arguments.len() - keywords.len(), keywords);
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
                let params = &unsafe { &(*code).payload }.code.params;
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
                // SAFETY: one register for each parameter is laid out.
                unsafe { self.enter(window, function, code, then, Role::Function, Value::UNBOUND) }
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
    unsafe fn prepare_special_call(
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

    /// Calls a class: a plain instance without a call of Rust, everything else through `type.__call__`.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    unsafe fn prepare_construction(
        &mut self,
        window: *mut Word,
        positional: usize,
        keywords: &[Value<R>],
        then: Then,
    ) -> Return<R, Prepared<R>> {
        // SAFETY: the window's first register keeps the class alive while it is used here.
        let class_word = unsafe { *window };
        // SAFETY: as above.
        let class_value = unsafe { Value::<R>::from_word_ref(&class_word) };
        let class = class_value.as_ref::<Class<R>>().expect("checked by kind");
        let meta = self.class_ref(class_value);
        if !meta.value().is(self.types().type_.value()) {
            let meta = meta.clone();
            if let Some(call) = meta.special(self, Special::Call)
                && call.as_ref::<Native<R>>().is_none()
            {
                // SAFETY: the caller's promise.
                return unsafe { self.prepare_special_call(window, positional, keywords, then) };
            }
        }
        if let Then::Store(dest) = then
            && class.layout().kind == Kind::Instance
            && class.flags().has(ClassFlags::HEAP)
            && !class.flags().has(ClassFlags::ABSTRACT)
        {
            let new = class.special(self, Special::New);
            let init = class.special(self, Special::Init);
            let plain_new = new.is_some_and(|new| new.is(self.shared.object_new()));
            if plain_new && positional + keywords.len() == 0 && is_plain_init(self, init.as_ref()) {
                let instance =
                    Ref::<R, Instance<R>>::make(self, class.root_shape(), class.instance_slots().max(1));
                // SAFETY: the window is the class alone.
                drop(unsafe { take::<R>(window) });
                return Ok(Prepared::Done(instance.into_value()));
            }
            if let (true, Some(init)) = (plain_new, init)
                && init.header().is_some_and(|header| header.kind() == Kind::Function)
            {
                let instance =
                    Ref::<R, Instance<R>>::make(self, class.root_shape(), class.instance_slots().max(1));
                // SAFETY: the caller's promise; the instance takes the first argument's place.
                unsafe {
                    std::ptr::copy(window.add(1), window.add(2), positional + keywords.len());
                    window.add(1).write(instance.value().clone().into_word());
                    drop(Value::<R>::from_owned(std::ptr::replace(window, init.into_word())));
                    let prepared = self.prepare(window, positional + 1, keywords, Then::Construct(dest))?;
                    return Ok(match prepared {
                        Prepared::Entered => {
                            let frame = self.frames.last_mut().expect("just entered");
                            frame.role = Role::Constructor;
                            frame.kept = instance.into_value();
                            Prepared::Entered
                        }
                        Prepared::Done(_) => Prepared::Done(instance.into_value()),
                    });
                }
            }
        }
        let laid_out = positional + keywords.len();
        // SAFETY: so many owned words are in the window, which nobody writes as long as it is below the top.
        let arguments = unsafe { std::slice::from_raw_parts(window.add(1).cast::<Value<R>>(), laid_out) };
        let top = self.stack.top;
        // SAFETY: there is room for the window.
        self.stack.top = top.max(unsafe { window.add(1 + laid_out) });
        let result = if self.native_stack_is_low() {
            Err(self.recursion_error("maximum recursion depth exceeded"))
        } else {
            construct_type(self, class, arguments, keywords)
        };
        self.stack.top = top;
        // SAFETY: what is laid out is owned by this call.
        unsafe { self.release_window(window, laid_out) };
        // Finalizers of what was dropped run before the next instruction.
        if self.has_pending() {
            self.run_pending();
        }
        result.map(Prepared::Done)
    }

    /// Calls a native function.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    #[inline]
    unsafe fn call_native(
        &mut self,
        window: *mut Word,
        positional: usize,
        keywords: &[Value<R>],
    ) -> Return<R> {
        // SAFETY: the window's first register keeps the function alive until the window is released.
        let native = unsafe { &(*((*window).bits() as *const Object<R, Native<R>>)).payload };
        if keywords.is_empty() && native.signature.takes_any_more(positional) {
            let rest = native.signature.positional..positional;
            // SAFETY: the window holds owned words; those beyond the positional parameters move out of it.
            let rest = rest.map(|index| unsafe { take::<R>(window.add(1 + index)) });
            let rest = if native.signature.ignores_rest {
                rest.for_each(drop);
                Value::NONE
            } else {
                let rest: Vec<Value<R>> = rest.collect();
                self.new_tuple(rest)
            };
            for index in positional..native.signature.positional {
                // SAFETY: there is room for the native's parameters above the window.
                unsafe { window.add(1 + index).write(Word::UNBOUND) };
            }
            // SAFETY: as above.
            unsafe { window.add(1 + native.signature.positional).write(rest.into_word()) };
            // SAFETY: laid out as the signature says.
            return unsafe {
                self.call_native_laid_out(window, native, positional.max(native.signature.parameters()))
            };
        }
        let parameters = native.signature.parameters();
        let mut laid_out = positional + keywords.len();
        if keywords.is_empty() && native.signature.takes_plainly(positional) {
            for index in positional..parameters {
                // SAFETY: there is room for the native's parameters above the window.
                unsafe { window.add(1 + index).write(Word::UNBOUND) };
            }
        } else {
            // SAFETY: the caller's promise.
            unsafe { self.bind_native(window, native, positional, keywords)? };
        }
        laid_out = laid_out.max(parameters);
        // SAFETY: laid out as the signature says.
        unsafe { self.call_native_laid_out(window, native, laid_out) }
    }

    /// Calls a native function whose arguments are laid out.
    ///
    /// # Safety
    /// The window holds the function and a value for each of its parameters, which this call consumes; of what lies above,
    /// up to `laid_out` words, nothing is owned.
    #[inline(always)]
    unsafe fn call_native_laid_out(
        &mut self,
        window: *mut Word,
        native: &Native<R>,
        laid_out: usize,
    ) -> Return<R> {
        let parameters = native.signature.parameters();
        // SAFETY: `parameters` words are laid out.
        let arguments = unsafe { std::slice::from_raw_parts(window.add(1).cast::<Value<R>>(), parameters) };
        let top = self.stack.top;
        // SAFETY: within the stack's reserve.
        let end = unsafe { window.add(1 + laid_out) };
        if end > top {
            self.stack.top = end;
        }
        let receiver = if native.kind == NativeKind::Method && parameters > 0 {
            self.check_receiver(native, &arguments[0])
        } else if native.kind == NativeKind::StaticMethod && native.is_constructor() {
            self.check_constructed(native, &arguments[0])
        } else {
            Ok(())
        };
        let result = match receiver {
            Ok(()) if self.native_stack_is_low() => {
                Err(self.recursion_error("maximum recursion depth exceeded"))
            }
            Ok(()) => (native.call)(self, arguments),
            Err(raised) => Err(raised),
        };
        let result = self.answered(result);
        self.stack.top = top;
        // SAFETY: what is laid out is owned by this call.
        unsafe { self.release_window(window, parameters) };
        // Finalizers of what the function dropped run before the next instruction.
        if self.has_pending() {
            self.run_pending();
        }
        result
    }

    /// What a native answered: a `__next__` that has no more says so without making an exception.
    #[inline(always)]
    fn answered(&mut self, result: Return<R>) -> Return<R> {
        match result {
            Ok(value) if value.is_unbound() => Err(self.stop_iteration(value)),
            result => result,
        }
    }

    #[inline(always)]
    pub(crate) fn check_receiver(&mut self, native: &Native<R>, receiver: &Value<R>) -> Return<R, ()> {
        // The receiver's class is the owner, or derives from it.
        let Some(owner) = native.owner.as_ref::<Class<R>>() else { return Ok(()) };
        let class = self.class_ref(receiver);
        if class.value().is(&native.owner) || self.is_subclass(class, owner) {
            return Ok(());
        }
        let name = self.type_name(receiver);
        let (method, class) = (&native.signature.name, owner.shown_name());
        let message = if method.starts_with("__") {
            format!("descriptor '{method}' requires a '{class}' object but received a '{name}'")
        } else {
            format!("descriptor '{method}' for '{class}' objects doesn't apply to a '{name}' object")
        };
        Err(self.type_error(&message))
    }

    /// The first argument of a `__new__` written in Rust is the owner, or a class that derives from it.
    fn check_constructed(&mut self, native: &Native<R>, argument: &Value<R>) -> Return<R, ()> {
        if argument.is(&native.owner) {
            return Ok(());
        }
        let Some(owner) = native.owner.as_ref::<Class<R>>() else { return Ok(()) };
        let name = owner.shown_name();
        let Some(class) = argument.as_ref::<Class<R>>() else {
            let message = format!("{name}.__new__(X): X is not a type object ({})", self.type_name(argument));
            return Err(self.type_error(&message));
        };
        if self.is_subclass(class, owner) {
            return Ok(());
        }
        let message = format!("{name}.__new__({0}): {0} is not a subtype of {name}", class.shown_name());
        Err(self.type_error(&message))
    }

    /// Releases a window: the callable and `count` arguments.
    ///
    /// # Safety
    /// They are owned words.
    pub(crate) unsafe fn release_window(&mut self, window: *mut Word, count: usize) {
        for index in 0..=count {
            // SAFETY: the caller's promise.
            drop(unsafe { take::<R>(window.add(index)) });
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

    /// A native function as a value.
    pub fn new_native(&self, native: Native<R>) -> Value<R> {
        let types = self.types();
        let class = match native.kind {
            NativeKind::Method if !native.owner.is_unbound() => match native.is_operation() {
                true => &types.wrapper_descriptor,
                false => &types.method_descriptor,
            },
            NativeKind::ClassMethod => &types.class_method_descriptor,
            _ => &types.native,
        };
        make::object(self, class.root_shape(), native).into_value()
    }

    /// A function of a native module.
    pub fn new_module_function(
        &self,
        module: &str,
        signature: &str,
        call: crate::native::NativeCall<R>,
    ) -> Value<R> {
        self.new_native(Native {
            signature: crate::native::Signature::parse(signature),
            call,
            kind: NativeKind::Function,
            owner: Value::UNBOUND,
            module: self.intern(module).into_value(),
        })
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
