//! The exception classes, and raising them from Rust.

use crate::exception::{Exception, Traceback};
use crate::raised::Raised;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Payload, Ref, Runtime, Value};

macro_rules! exceptions {
    (@base object $root:ident) => { &$root };
    (@base $base:ident $root:ident) => { &$base };
    ($($field:ident: $name:literal < $base:ident,)*) => {
        /// The built-in exception classes.
        pub struct Exceptions<R: Runtime> {
            $(#[doc = concat!("`", $name, "`")] pub $field: Ref<R, Class<R>>,)*
        }

        impl<R: Runtime> Exceptions<R> {
            pub(crate) fn make(vm: &mut Vm<R>) -> Exceptions<R> {
                let root = vm.types().object.clone();
                $(let $field = derive(vm, $name, exceptions!(@base $base root));)*
                Exceptions { $($field,)* }
            }

            /// Every class, by name.
            pub fn all(&self) -> Vec<(&'static str, &Ref<R, Class<R>>)> {
                vec![$(($name, &self.$field)),*]
            }

            /// Whether instances have fields that those of other exceptions do not have.
            pub(crate) fn is_solid(&self, class: &Ref<R, Class<R>>) -> bool {
                let solid = [
                    &self.base_exception,
                    &self.base_exception_group,
                    &self.system_exit,
                    &self.attribute_error,
                    &self.import_error,
                    &self.name_error,
                    &self.os_error,
                    &self.stop_iteration,
                    &self.syntax_error,
                    &self.unicode_decode_error,
                    &self.unicode_encode_error,
                    &self.unicode_translate_error,
                ];
                solid.into_iter().any(|one| one.value().is(class.value()))
            }
        }
    };
}

fn derive<R: Runtime>(vm: &mut Vm<R>, name: &str, base: &Ref<R, Class<R>>) -> Ref<R, Class<R>> {
    let flags = ClassFlags::EXCEPTION.with(ClassFlags::ATTRIBUTES);
    ClassBuilder::with_layout(vm, "builtins", name, Some(base), Exception::<R>::LAYOUT, flags).finish()
}

exceptions! {
    base_exception: "BaseException" < object,
    exception: "Exception" < base_exception,
    base_exception_group: "BaseExceptionGroup" < base_exception,
    exception_group: "ExceptionGroup" < base_exception_group,
    generator_exit: "GeneratorExit" < base_exception,
    keyboard_interrupt: "KeyboardInterrupt" < base_exception,
    system_exit: "SystemExit" < base_exception,
    arithmetic_error: "ArithmeticError" < exception,
    floating_point_error: "FloatingPointError" < arithmetic_error,
    overflow_error: "OverflowError" < arithmetic_error,
    zero_division_error: "ZeroDivisionError" < arithmetic_error,
    assertion_error: "AssertionError" < exception,
    attribute_error: "AttributeError" < exception,
    buffer_error: "BufferError" < exception,
    eof_error: "EOFError" < exception,
    import_error: "ImportError" < exception,
    module_not_found_error: "ModuleNotFoundError" < import_error,
    lookup_error: "LookupError" < exception,
    index_error: "IndexError" < lookup_error,
    key_error: "KeyError" < lookup_error,
    memory_error: "MemoryError" < exception,
    name_error: "NameError" < exception,
    unbound_local_error: "UnboundLocalError" < name_error,
    os_error: "OSError" < exception,
    blocking_io_error: "BlockingIOError" < os_error,
    child_process_error: "ChildProcessError" < os_error,
    connection_error: "ConnectionError" < os_error,
    broken_pipe_error: "BrokenPipeError" < connection_error,
    connection_aborted_error: "ConnectionAbortedError" < connection_error,
    connection_refused_error: "ConnectionRefusedError" < connection_error,
    connection_reset_error: "ConnectionResetError" < connection_error,
    file_exists_error: "FileExistsError" < os_error,
    file_not_found_error: "FileNotFoundError" < os_error,
    interrupted_error: "InterruptedError" < os_error,
    is_a_directory_error: "IsADirectoryError" < os_error,
    not_a_directory_error: "NotADirectoryError" < os_error,
    permission_error: "PermissionError" < os_error,
    process_lookup_error: "ProcessLookupError" < os_error,
    timeout_error: "TimeoutError" < os_error,
    reference_error: "ReferenceError" < exception,
    runtime_error: "RuntimeError" < exception,
    not_implemented_error: "NotImplementedError" < runtime_error,
    recursion_error: "RecursionError" < runtime_error,
    python_finalization_error: "PythonFinalizationError" < runtime_error,
    stop_async_iteration: "StopAsyncIteration" < exception,
    stop_iteration: "StopIteration" < exception,
    syntax_error: "SyntaxError" < exception,
    indentation_error: "IndentationError" < syntax_error,
    tab_error: "TabError" < indentation_error,
    system_error: "SystemError" < exception,
    type_error: "TypeError" < exception,
    value_error: "ValueError" < exception,
    unicode_error: "UnicodeError" < value_error,
    unicode_decode_error: "UnicodeDecodeError" < unicode_error,
    unicode_encode_error: "UnicodeEncodeError" < unicode_error,
    unicode_translate_error: "UnicodeTranslateError" < unicode_error,
    warning: "Warning" < exception,
    bytes_warning: "BytesWarning" < warning,
    deprecation_warning: "DeprecationWarning" < warning,
    encoding_warning: "EncodingWarning" < warning,
    future_warning: "FutureWarning" < warning,
    import_warning: "ImportWarning" < warning,
    pending_deprecation_warning: "PendingDeprecationWarning" < warning,
    resource_warning: "ResourceWarning" < warning,
    runtime_warning: "RuntimeWarning" < warning,
    syntax_warning: "SyntaxWarning" < warning,
    unicode_warning: "UnicodeWarning" < warning,
    user_warning: "UserWarning" < warning,
    incomplete_input_error: "_IncompleteInputError" < syntax_error,
}

// SAFETY: the built-in exception classes are immortal; the references are never counted.
unsafe impl<R: Runtime> Send for Exceptions<R> {}
// SAFETY: as above.
unsafe impl<R: Runtime> Sync for Exceptions<R> {}

macro_rules! raise_with_message {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        impl<R: Runtime> Vm<R> {
            $($(#[$doc])* #[cold] pub fn $name(&mut self, message: &str) -> Raised<R> {
                let class = self.shared.exceptions().$name.clone();
                self.raise_message(&class, message)
            })*
        }
    };
}

raise_with_message! {
    /// A raised TypeError.
    type_error,
    /// A raised ValueError.
    value_error,
    /// A raised IndexError.
    index_error,
    /// A raised OverflowError.
    overflow_error,
    /// A raised ZeroDivisionError.
    zero_division_error,
    /// A raised RuntimeError.
    runtime_error,
    /// A raised RecursionError.
    recursion_error,
    /// A raised SystemError.
    system_error,
    /// A raised NotImplementedError.
    not_implemented_error,
    /// A raised LookupError.
    lookup_error,
    /// A raised BufferError.
    buffer_error,
    /// A raised EOFError.
    eof_error,
    /// A raised ReferenceError.
    reference_error,
    /// A raised AssertionError.
    assertion_error,
}

impl<R: Runtime> Vm<R> {
    /// The exception classes.
    pub fn exceptions(&self) -> &Exceptions<R> {
        self.shared.exceptions()
    }

    /// An exception instance of a built-in class (or a Python subclass without an `__init__` of its own), raised.
    #[cold]
    pub fn new_exception(&mut self, class: &Ref<R, Class<R>>, args: Vec<Value<R>>) -> Raised<R> {
        let args = self.new_tuple(args);
        let exception = object_model::make::object(self, class.root_shape(), Exception::new(args));
        Raised(exception.into_value())
    }

    /// An exception with one message.
    #[cold]
    pub fn raise_message(&mut self, class: &Ref<R, Class<R>>, message: &str) -> Raised<R> {
        let message = self.new_str(message);
        self.new_exception(class, vec![message])
    }

    /// A raised MemoryError.
    #[cold]
    pub fn memory_error(&mut self) -> Raised<R> {
        // What was to be raised at the next safepoint is this.
        self.take_shortage();
        let class = self.exceptions().memory_error.clone();
        self.new_exception(&class, vec![])
    }

    /// A raised KeyError.
    #[cold]
    pub fn key_error(&mut self, key: &Value<R>) -> Raised<R> {
        let class = self.exceptions().key_error.clone();
        self.new_exception(&class, vec![key.clone()])
    }

    /// A raised StopIteration with a value (unbound for none).
    #[cold]
    pub fn stop_iteration(&mut self, value: Value<R>) -> Raised<R> {
        let class = self.exceptions().stop_iteration.clone();
        let args = if value.is_unbound() || value.is_none() { vec![] } else { vec![value.clone()] };
        let has_value = !args.is_empty();
        let raised = self.new_exception(&class, args);
        // Without a field its value is None.
        if has_value {
            self.set_exception_field(&raised.0, "value", value);
        }
        raised
    }

    /// A raised StopIteration with a value that is shown even if it is None: what a step of an asynchronous iteration came to.
    #[cold]
    pub fn stop_iteration_with(&mut self, value: Value<R>) -> Raised<R> {
        let class = self.exceptions().stop_iteration.clone();
        let raised = self.new_exception(&class, vec![value.clone()]);
        self.set_exception_field(&raised.0, "value", value);
        raised
    }

    /// A raised AttributeError about `object`.
    #[cold]
    pub fn attribute_error(&mut self, object: &Value<R>, name: &str, message: &str) -> Raised<R> {
        let class = self.exceptions().attribute_error.clone();
        let raised = self.raise_message(&class, message);
        let name = self.intern(name).into_value();
        self.set_exception_field(&raised.0, "name", name);
        self.set_exception_field(&raised.0, "obj", object.clone());
        raised
    }

    /// The AttributeError of a missing attribute.
    #[cold]
    pub fn no_attribute(&mut self, object: &Value<R>, name: &str) -> Raised<R> {
        if object.as_ref::<crate::function::Module<R>>().is_some() {
            return self.not_in_module(object, name);
        }
        let message = match object.as_ref::<Class<R>>() {
            Some(class) => format!("type object '{}' has no attribute '{name}'", class.shown_name()),
            None => {
                let class = self.class_of(object);
                format!("'{}' object has no attribute '{name}'", class.shown_name())
            }
        };
        self.attribute_error(object, name, &message)
    }

    /// A raised NameError: `name` stands for nothing. Of a long name the message has the beginning.
    #[cold]
    pub fn undefined(&mut self, name: &str) -> Raised<R> {
        let end = name.floor_char_boundary(200);
        self.name_error(name, &format!("name '{}' is not defined", &name[..end]))
    }

    /// A raised NameError about `name`.
    #[cold]
    pub fn name_error(&mut self, name: &str, message: &str) -> Raised<R> {
        let class = self.exceptions().name_error.clone();
        let raised = self.raise_message(&class, message);
        let name = self.intern(name).into_value();
        self.set_exception_field(&raised.0, "name", name);
        raised
    }

    /// A raised UnboundLocalError about a local variable.
    #[cold]
    pub fn unbound_local(&mut self, name: &str) -> Raised<R> {
        let class = self.exceptions().unbound_local_error.clone();
        let message =
            format!("cannot access local variable '{name}' where it is not associated with a value");
        self.raise_message(&class, &message)
    }

    /// A raised ImportError (or its subclass) about a module.
    #[cold]
    pub fn import_error(&mut self, not_found: bool, name: &str, message: &str) -> Raised<R> {
        let exceptions = self.exceptions();
        let class =
            if not_found { &exceptions.module_not_found_error } else { &exceptions.import_error }.clone();
        let message = self.new_str(message);
        let raised = self.new_exception(&class, vec![message.clone()]);
        let name = self.new_str(name);
        self.set_exception_field(&raised.0, "name", name);
        self.set_exception_field(&raised.0, "msg", message);
        raised
    }

    /// The class of the OSError for an error number.
    pub fn os_error_class(&self, number: i32) -> &Ref<R, Class<R>> {
        let exceptions = self.exceptions();
        match number {
            libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &exceptions.blocking_io_error,
            libc::ECHILD => &exceptions.child_process_error,
            libc::EPIPE | libc::ESHUTDOWN => &exceptions.broken_pipe_error,
            libc::ECONNABORTED => &exceptions.connection_aborted_error,
            libc::ECONNREFUSED => &exceptions.connection_refused_error,
            libc::ECONNRESET => &exceptions.connection_reset_error,
            libc::EEXIST => &exceptions.file_exists_error,
            libc::ENOENT => &exceptions.file_not_found_error,
            libc::EINTR => &exceptions.interrupted_error,
            libc::EISDIR => &exceptions.is_a_directory_error,
            libc::ENOTDIR => &exceptions.not_a_directory_error,
            libc::EACCES | libc::EPERM => &exceptions.permission_error,
            libc::ESRCH => &exceptions.process_lookup_error,
            libc::ETIMEDOUT => &exceptions.timeout_error,
            _ => &exceptions.os_error,
        }
    }

    /// A raised OSError for an error number, with the file it is about.
    #[cold]
    pub fn os_error(&mut self, number: i32, filename: Option<&Value<R>>) -> Raised<R> {
        let class = self.os_error_class(number).clone();
        let text = std::io::Error::from_raw_os_error(number).to_string();
        let text = text.split(" (os error").next().unwrap_or_default().to_owned();
        let (code, message) = (self.new_int(i64::from(number)), self.new_string(text));
        let raised = self.new_exception(&class, vec![code.clone(), message.clone()]);
        self.set_exception_field(&raised.0, "errno", code);
        self.set_exception_field(&raised.0, "strerror", message);
        let filename = filename.cloned().unwrap_or(Value::NONE);
        self.set_exception_field(&raised.0, "filename", filename);
        raised
    }

    /// A raised OSError for an error of Rust's library.
    #[cold]
    pub fn io_error(&mut self, error: &std::io::Error, filename: Option<&Value<R>>) -> Raised<R> {
        match error.raw_os_error() {
            Some(number) => self.os_error(number, filename),
            None => {
                let class = self.exceptions().os_error.clone();
                self.raise_message(&class, &error.to_string())
            }
        }
    }

    /// Whether a raised exception is an instance of `class`.
    pub fn is_raised(&self, raised: &Raised<R>, class: &Ref<R, Class<R>>) -> bool {
        self.is_instance(&raised.0, class)
    }

    /// Sets an attribute in an object's dict, without running Python code.
    pub fn set_attribute_quietly(&mut self, object: &Value<R>, name: &str, value: Value<R>) {
        if let Some(dict) = self.attribute_dict(object, true) {
            let name = self.intern(name);
            self.dict_set_str(&dict, &name, value);
        }
    }

    /// Adds a note to what was raised: where it was.
    #[cold]
    pub fn noted(&mut self, raised: Raised<R>, note: &str) -> Raised<R> {
        let note = self.new_str(note);
        match self.call_method(&raised.0, "add_note", &[note]) {
            Ok(_) => raised,
            Err(other) => other,
        }
    }

    /// The instruction of the running frame that the traceback of an exception begins with.
    pub(crate) fn instruction_raised_at(&mut self, raised: &Raised<R>) -> Option<u32> {
        let traceback = self.lock(raised.0.as_ref::<Exception<R>>()?).traceback.clone();
        let traceback = traceback.as_ref::<Traceback<R>>()?;
        let frame = self.running_frame_object()?;
        traceback.frame.is(&frame).then_some(traceback.instruction)
    }

    /// Adds the running frame to an exception's traceback.
    pub(crate) fn add_traceback(&mut self, raised: &Raised<R>, instruction: usize) {
        let Some(exception) = raised.0.as_ref::<Exception<R>>() else { return };
        let frame = self.observe(self.frames.len() - 1, false);
        let next = self.lock(exception).traceback.clone();
        let next = if next.is_unbound() { Value::NONE } else { next };
        if let Some(next) = next.as_ref::<Traceback<R>>() {
            self.link_frames(&next.frame, &frame);
        }
        let traceback = self.new_object(Traceback {
            frame,
            instruction: instruction as u32,
            line: None,
            next: object_model::Guarded::new(next),
        });
        let old = std::mem::replace(&mut self.lock(exception).traceback, traceback);
        drop(old);
    }

    /// What is raised was raised for `cause`, while that was handled.
    pub(crate) fn set_origin(&mut self, raised: &Raised<R>, cause: Raised<R>) {
        let Some(exception) = raised.0.as_ref::<Exception<R>>() else { return };
        let mut state = self.lock(exception);
        state.suppress_context = true;
        let context = std::mem::replace(&mut state.context, cause.0.clone());
        let cause = std::mem::replace(&mut state.cause, cause.0);
        drop(state);
        drop((context, cause));
    }

    /// Sets `__context__` to the exception being handled, unless that would make a circle.
    pub(crate) fn chain(&mut self, raised: &Raised<R>) {
        let handled = self.handled_exception();
        if handled.is_none() || handled.is(&raised.0) {
            return;
        }
        let Some(exception) = raised.0.as_ref::<Exception<R>>() else { return };
        // Break the chain where it would come back to the exception. Another circle in it ends the search: what follows at
        // half the pace is overtaken.
        let (mut link, mut slow, mut even) = (handled.clone(), handled.clone(), true);
        while let Some(one) = link.clone().as_ref::<Exception<R>>() {
            let context = self.lock(one).context.clone();
            if context.is(&raised.0) {
                self.lock(one).context = Value::UNBOUND;
                break;
            }
            link = context;
            even = !even;
            if even && let Some(behind) = slow.clone().as_ref::<Exception<R>>() {
                slow = self.lock(behind).context.clone();
            }
            if link.is(&slow) {
                break;
            }
        }
        if self.lock(exception).context.is_unbound() {
            self.lock(exception).context = handled;
        }
    }
}
