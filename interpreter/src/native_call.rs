//! Calling what is written in Rust, from a window of registers that its signature says how to lay out.

use crate::native::{Native, NativeCall, NativeKind, Signature};
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, Object, Runtime, Value, Word, make};

impl<R: Runtime> Vm<R> {
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
    pub fn new_module_function(&self, module: &str, signature: &str, call: NativeCall<R>) -> Value<R> {
        self.new_native(Native {
            signature: Signature::parse(signature),
            call,
            kind: NativeKind::Function,
            owner: Value::UNBOUND,
            module: self.intern(module).into_value(),
        })
    }

    /// Calls a native function.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare); the callable is a native function.
    #[inline(never)]
    pub(crate) unsafe fn call_native(
        &mut self,
        window: *mut Word,
        positional: usize,
        keywords: &[Value<R>],
    ) -> Return<R> {
        // SAFETY: the window's first register keeps the function alive until the window is released.
        let native = unsafe { &(*((*window).bits() as *const Object<R, Native<R>>)).payload };
        // SAFETY: the caller's promise.
        unsafe {
            if !self.lay_out(window, &native.signature, positional, keywords) {
                self.bind_native(window, native, positional, keywords)?;
            }
        }
        let laid_out = (positional + keywords.len()).max(native.signature.parameters());
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
    pub(crate) fn answered(&mut self, result: Return<R>) -> Return<R> {
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
}
