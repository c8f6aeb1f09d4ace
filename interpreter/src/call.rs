//! Calling: from Rust, and from the evaluation loop, which lays the arguments out as a window of registers.

use crate::builtins::construct_type;
use crate::frame::{Frame, Role, Then};
use crate::function::{Function, LoadedCode, Method};
use crate::native::{Native, NativeKind};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{
    Class, ClassFlags, Dict, Instance, Kind, Object, Ref, Runtime, Special, Str, Tuple, Value, Word, make,
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
                if !simple {
                    // SAFETY: the caller's promise.
                    unsafe { self.bind_window(window, code, positional, keywords)? };
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
            let message = format!("'{}' object is not callable", class.name());
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
        let bound = match self.descriptor_get(&call, &callable, class.value()) {
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
        let mut arguments = Vec::with_capacity(positional + keywords.len());
        // SAFETY: the window holds owned words, taken out here.
        let class = unsafe {
            for index in 0..positional + keywords.len() {
                arguments.push(take::<R>(window.add(1 + index)));
            }
            take::<R>(window)
        };
        let class: Ref<R, Class<R>> = class.downcast().unwrap_or_else(|_| unreachable!("checked by kind"));
        if self.native_stack_is_low() {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        construct_type(self, &class, &arguments, keywords).map(Prepared::Done)
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
            let rest = native.signature.positional;
            // SAFETY: the window holds owned words; those beyond the positional parameters move into a tuple.
            let rest: Vec<Value<R>> =
                (rest..positional).map(|index| unsafe { take(window.add(1 + index)) }).collect();
            let rest = self.new_tuple(rest);
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
    fn check_receiver(&mut self, native: &Native<R>, receiver: &Value<R>) -> Return<R, ()> {
        // The receiver's class is the owner, or derives from it.
        let Some(owner) = native.owner.as_ref::<Class<R>>() else { return Ok(()) };
        let class = self.class_ref(receiver);
        if class.value().is(&native.owner) || self.is_subclass(class, owner) {
            return Ok(());
        }
        let name = self.type_name(receiver);
        let (method, class) = (&native.signature.name, owner.name());
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
        let name = owner.name();
        let Some(class) = argument.as_ref::<Class<R>>() else {
            let message = format!("{name}.__new__(X): X is not a type object ({})", self.type_name(argument));
            return Err(self.type_error(&message));
        };
        if self.is_subclass(class, owner) {
            return Ok(());
        }
        let message = format!("{name}.__new__({0}): {0} is not a subtype of {name}", class.name());
        Err(self.type_error(&message))
    }

    /// Releases a window: the callable and `count` arguments.
    ///
    /// # Safety
    /// They are owned words.
    unsafe fn release_window(&mut self, window: *mut Word, count: usize) {
        for index in 0..=count {
            // SAFETY: the caller's promise.
            drop(unsafe { take::<R>(window.add(index)) });
        }
    }

    /// Lays the arguments of a native function out as its signature says. Releases the window on an error.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    #[cold]
    unsafe fn bind_native(
        &mut self,
        window: *mut Word,
        native: &Native<R>,
        positional: usize,
        keywords: &[Value<R>],
    ) -> Return<R, ()> {
        let count = positional + keywords.len();
        let arguments: Vec<Value<R>> =
            // SAFETY: the window holds owned words, taken out here.
            (0..count).map(|index| unsafe { take::<R>(window.add(1 + index)) }).collect();
        match self.bind_signature(&native.signature, native, arguments, keywords) {
            Ok(bound) => {
                for (index, value) in bound.into_iter().enumerate() {
                    // SAFETY: there is room for the native's parameters above the window.
                    unsafe { window.add(1 + index).write(value.into_word()) };
                }
                Ok(())
            }
            Err(raised) => {
                // SAFETY: only the callable is left.
                unsafe { self.release_window(window, 0) };
                Err(raised)
            }
        }
    }

    fn bind_signature(
        &mut self,
        signature: &crate::native::Signature,
        native: &Native<R>,
        arguments: Vec<Value<R>>,
        keywords: &[Value<R>],
    ) -> Return<R, Vec<Value<R>>> {
        let given = arguments.len() - keywords.len();
        let bound_self = usize::from(native.has_receiver());
        // A constructor is known by its class's name. Methods that take no argument or one are shown with their class.
        let owner = native.owner.as_ref::<Class<R>>().map(|owner| owner.name());
        let name = match &owner {
            Some(owner) if matches!(&*signature.name, "__new__" | "__init__") => owner,
            _ => &signature.name,
        };
        let qualified = match &owner {
            Some(owner) if owner != name => format!("{owner}.{name}").into_boxed_str(),
            _ => name.clone(),
        };
        if given < bound_self {
            let message = match native.kind {
                NativeKind::StaticMethod => format!("{name}.__new__(): not enough arguments"),
                _ => format!("unbound method {qualified}() needs an argument"),
            };
            return Err(self.type_error(&message));
        }
        let by_name = signature.positional_only < signature.positional;
        let mut values: Vec<Value<R>> = (0..signature.parameters()).map(|_| Value::UNBOUND).collect();
        let mut arguments = arguments.into_iter();
        for value in values.iter_mut().take(given.min(signature.positional)) {
            *value = arguments.next().unwrap_or(Value::UNBOUND);
        }
        let mut extra = Vec::new();
        if given > signature.positional {
            if !signature.var_positional {
                let (limit, given) = (signature.positional - bound_self, given - bound_self);
                let message = if limit == 0 {
                    match signature.keyword_only.is_empty() {
                        true => format!("{qualified}() takes no arguments ({given} given)"),
                        false => format!("{name}() takes no positional arguments"),
                    }
                } else if signature.required == signature.positional {
                    let plural = if limit == 1 { "" } else { "s" };
                    if limit == 1 && (bound_self == 0 || &*signature.name != "__new__") {
                        format!("{qualified}() takes exactly one argument ({given} given)")
                    } else {
                        format!("{name} expected {limit} argument{plural}, got {given}")
                    }
                } else {
                    let plural = if limit == 1 { "" } else { "s" };
                    if by_name {
                        format!("{name}() takes at most {limit} argument{plural} ({given} given)")
                    } else {
                        format!("{name} expected at most {limit} argument{plural}, got {given}")
                    }
                };
                return Err(self.type_error(&message));
            }
            extra.extend(arguments.by_ref().take(given - signature.positional));
        }
        let named = signature.positional + signature.keyword_only.len();
        let mut others: Option<Ref<R, Dict<R>>> = None;
        for (keyword, value) in keywords.iter().zip(arguments) {
            let text = self.as_str(keyword).unwrap_or_default();
            let index = (signature.positional_only..named).find(|&index| &*signature.names[index] == text);
            match index {
                Some(index) if values[index].is_unbound() => values[index] = value,
                Some(index) => {
                    let position = index + 1 - bound_self;
                    let message =
                        format!("argument for {name}() given by name ('{text}') and position ({position})");
                    return Err(self.type_error(&message));
                }
                None if signature.var_keyword => {
                    let dict = others.get_or_insert_with(|| self.new_dict()).clone();
                    self.dict_set(&dict, keyword.clone(), value)?;
                }
                None => {
                    let only_positional = signature.positional_only >= named;
                    let message = if only_positional {
                        format!("{name}() takes no keyword arguments")
                    } else {
                        format!("{name}() got an unexpected keyword argument '{text}'")
                    };
                    return Err(self.type_error(&message));
                }
            }
        }
        let unbound = |values: &[Value<R>]| values[..signature.required].iter().position(Value::is_unbound);
        if let Some(index) = unbound(&values) {
            let (required, given) = (signature.required - bound_self, given - bound_self);
            let plural = if required == 1 { "" } else { "s" };
            let message = if index < signature.positional_only {
                if signature.required == signature.positional
                    && required == 1
                    && (native.kind != NativeKind::Function || signature.keyword_only.is_empty())
                {
                    format!("{qualified}() takes exactly one argument ({given} given)")
                } else if by_name {
                    format!("{name}() takes at least {required} positional argument{plural} ({given} given)")
                } else if signature.required == signature.positional {
                    format!("{name} expected {required} argument{plural}, got {given}")
                } else {
                    format!("{name} expected at least {required} argument{plural}, got {given}")
                }
            } else {
                let position = index + 1 - bound_self;
                format!("{name}() missing required argument '{}' (pos {position})", signature.names[index])
            };
            return Err(self.type_error(&message));
        }
        for (offset, required) in signature.keyword_only.iter().enumerate() {
            let index = signature.positional + offset;
            if *required && values[index].is_unbound() {
                let message = format!("{name}() missing required argument '{}'", signature.names[index]);
                return Err(self.type_error(&message));
            }
        }
        if signature.var_positional {
            values[named] = self.new_tuple(extra);
        }
        if signature.var_keyword
            && let Some(dict) = others
        {
            let last = values.len() - 1;
            values[last] = dict.into_value();
        }
        Ok(values)
    }

    /// Lays the arguments of a Python function out as its parameters say. Releases the window on an error.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    #[cold]
    unsafe fn bind_window(
        &mut self,
        window: *mut Word,
        code: *const Object<R, LoadedCode<R>>,
        positional: usize,
        keywords: &[Value<R>],
    ) -> Return<R, ()> {
        // SAFETY: the callable is alive in its register.
        let callable = unsafe { Value::<R>::from_borrowed(*window) };
        let function: Ref<R, Function<R>> =
            callable.downcast().unwrap_or_else(|_| unreachable!("checked by the caller"));
        let arguments: Vec<Value<R>> = (0..positional + keywords.len())
            // SAFETY: the window holds owned words, taken out here.
            .map(|index| unsafe { take::<R>(window.add(1 + index)) })
            .collect();
        // SAFETY: code that a function had lives as long as the function, or for ever.
        let code = unsafe { &(*code).payload }.code.clone();
        match self.bind_parameters(&function, &code, arguments, keywords) {
            Ok(values) if !self.stack.has_room(window, values.len() + 64) => {
                // SAFETY: only the callable is left.
                unsafe { self.release_window(window, 0) };
                Err(self.recursion_error("maximum recursion depth exceeded"))
            }
            Ok(values) => {
                for (index, value) in values.into_iter().enumerate() {
                    // SAFETY: room was checked by the caller; `enter` checks it again for the whole frame.
                    unsafe { window.add(1 + index).write(value.into_word()) };
                }
                Ok(())
            }
            Err(raised) => {
                // SAFETY: only the callable is left.
                unsafe { self.release_window(window, 0) };
                Err(raised)
            }
        }
    }

    fn bind_parameters(
        &mut self,
        function: &Ref<R, Function<R>>,
        code: &compiler::Code,
        arguments: Vec<Value<R>>,
        keywords: &[Value<R>],
    ) -> Return<R, Vec<Value<R>>> {
        let params = &code.params;
        let qualname = {
            let value = self.lock(function).qualname.clone();
            self.as_str(&value).unwrap_or("?").to_owned()
        };
        let given = arguments.len() - keywords.len();
        let positional = usize::from(params.positional);
        let named = positional + usize::from(params.keyword_only);
        let total = params.names.len();
        let mut values: Vec<Value<R>> = (0..total).map(|_| Value::UNBOUND).collect();
        let mut arguments = arguments.into_iter();
        for value in values.iter_mut().take(given.min(positional)) {
            *value = arguments.next().unwrap_or(Value::UNBOUND);
        }
        let mut extra: Vec<Value<R>> = Vec::new();
        if given > positional {
            extra.extend(arguments.by_ref().take(given - positional));
        }
        let mut others: Option<Ref<R, Dict<R>>> = None;
        for (keyword, value) in keywords.iter().zip(arguments) {
            let text = self.as_str(keyword).unwrap_or_default();
            let index =
                (usize::from(params.positional_only)..named).find(|&index| &*params.names[index] == text);
            match index {
                Some(index) if values[index].is_unbound() => values[index] = value,
                Some(_) => {
                    let message = format!("{qualname}() got multiple values for argument '{text}'");
                    return Err(self.type_error(&message));
                }
                None if params.var_keyword => {
                    let dict = others.get_or_insert_with(|| self.new_dict()).clone();
                    self.dict_set(&dict, keyword.clone(), value)?;
                }
                None => {
                    let text = text.to_owned();
                    return Err(self.unexpected_keyword(code, &qualname, &text, keywords));
                }
            }
        }
        // SAFETY: the slots own their words; the function is alive, and defaults are immortal once replaced.
        let (defaults, keyword_defaults) = unsafe {
            (
                Value::<R>::from_borrowed(function.defaults.load()),
                Value::<R>::from_borrowed(function.keyword_defaults.load()),
            )
        };
        if !extra.is_empty() && !params.var_positional {
            let count = defaults.as_ref::<Tuple<R>>().map_or(0, |defaults| defaults.as_slice().len());
            let keyword_given = values[positional..named].iter().filter(|value| !value.is_unbound()).count();
            return Err(self.too_many_positional(&qualname, positional, count, given, keyword_given));
        }
        if let Some(defaults) = defaults.as_ref::<Tuple<R>>() {
            let defaults = defaults.as_slice();
            let first = positional.saturating_sub(defaults.len());
            let skip = defaults.len().saturating_sub(positional);
            for (index, default) in defaults[skip..].iter().enumerate() {
                if values[first + index].is_unbound() {
                    values[first + index] = default.clone();
                }
            }
        }
        if let Some(defaults) = keyword_defaults.as_ref::<Dict<R>>() {
            let only = values.iter_mut().zip(&params.names).take(named).skip(positional);
            for (value, name) in only.filter(|(value, _)| value.is_unbound()) {
                let name = self.intern(name);
                if let Some(default) = self.dict_get_str(defaults, &name) {
                    *value = default;
                }
            }
        }
        for (range, what) in [(0..positional, "positional"), (positional..named, "keyword-only")] {
            let missing: Vec<&str> = range
                .filter(|&index| values[index].is_unbound())
                .map(|index| &*params.names[index])
                .collect();
            if !missing.is_empty() {
                return Err(self.missing_arguments(&qualname, what, &missing));
            }
        }
        let mut last = named;
        if params.var_positional {
            values[last] = self.new_tuple(extra);
            last += 1;
        }
        if params.var_keyword {
            values[last] = match others {
                Some(dict) => dict.into_value(),
                None => self.new_dict().into_value(),
            };
        }
        Ok(values)
    }

    #[cold]
    fn unexpected_keyword(
        &mut self,
        code: &compiler::Code,
        qualname: &str,
        text: &str,
        keywords: &[Value<R>],
    ) -> Raised<R> {
        let only = usize::from(code.params.positional_only);
        let wrong: Vec<&str> = code.params.names[..only]
            .iter()
            .map(|name| &**name)
            .filter(|name| keywords.iter().any(|keyword| self.as_str(keyword) == Some(name)))
            .collect();
        let message = if wrong.is_empty() {
            format!("{qualname}() got an unexpected keyword argument '{text}'")
        } else {
            format!(
                "{qualname}() got some positional-only arguments passed as keyword arguments: '{}'",
                wrong.join(", ")
            )
        };
        self.type_error(&message)
    }

    #[cold]
    fn too_many_positional(
        &mut self,
        qualname: &str,
        positional: usize,
        defaults: usize,
        given: usize,
        keyword_given: usize,
    ) -> Raised<R> {
        let (takes, plural) = if defaults == 0 {
            (positional.to_string(), positional != 1)
        } else {
            (format!("from {} to {positional}", positional - defaults), true)
        };
        let plural = if plural { "s" } else { "" };
        let was = if given == 1 && keyword_given == 0 { "was" } else { "were" };
        let keyword = match keyword_given {
            0 => String::new(),
            count => format!(
                " positional argument{} (and {count} keyword-only argument{})",
                if given == 1 { "" } else { "s" },
                if count == 1 { "" } else { "s" },
            ),
        };
        self.type_error(&format!(
            "{qualname}() takes {takes} positional argument{plural} but {given}{keyword} {was} given"
        ))
    }

    #[cold]
    fn missing_arguments(&mut self, qualname: &str, what: &str, missing: &[&str]) -> Raised<R> {
        let quoted: Vec<String> = missing.iter().map(|name| format!("'{name}'")).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [first @ .., last] => format!("{}, and {last}", first.join(", ")),
            [] => String::new(),
        };
        let plural = if missing.len() == 1 { "" } else { "s" };
        self.type_error(&format!(
            "{qualname}() missing {} required {what} argument{plural}: {list}",
            missing.len()
        ))
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
            // SAFETY: the caller's promise.
            return unsafe { self.make_generator(window, NonNull::new_unchecked(code.cast_mut())) }
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
            NativeKind::Method if !native.owner.is_unbound() => &types.method_descriptor,
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
            doc: "",
        })
    }

    /// The name of a keyword argument list: a str each.
    pub fn keyword_names(&self, names: &[&str]) -> Vec<Value<R>> {
        names.iter().map(|name| self.intern(name).into_value()).collect()
    }

    /// The str handle of a value known to be a str.
    pub fn str_handle(&mut self, value: &Value<R>) -> Return<R, Ref<R, Str<R>>> {
        match value.clone().downcast() {
            Ok(string) => Ok(string),
            Err(value) => {
                let message = format!("expected str, not {}", self.type_name(&value));
                Err(self.type_error(&message))
            }
        }
    }
}
