//! Calling a class: what is made there and then, and what `type.__call__` makes.

use crate::builtins::{base_of, construct_type, is_plain_init};
use crate::call::{Prepared, take};
use crate::frame::{Role, Then};
use crate::native::Native;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Instance, Kind, Ref, Runtime, Special, Value, Word};

impl<R: Runtime> Vm<R> {
    /// Calls a class: a plain instance without a call of Rust, everything else through `type.__call__`.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    pub(crate) unsafe fn prepare_construction(
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
                let instance = Ref::<R, Instance<R>>::of(self, class);
                // SAFETY: the window is the class alone.
                drop(unsafe { take::<R>(window) });
                return Ok(Prepared::Done(instance.into_value()));
            }
            if let (true, Some(init)) = (plain_new, init)
                && init.header().is_some_and(|header| header.kind() == Kind::Function)
            {
                let instance = Ref::<R, Instance<R>>::of(self, class);
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

    /// The first argument of a `__new__` written in Rust is the owner, or a class that derives from it.
    pub(crate) fn check_constructed(&mut self, native: &Native<R>, argument: &Value<R>) -> Return<R, ()> {
        if argument.is(&native.owner) {
            return Ok(());
        }
        let Some(owner) = native.owner.as_ref::<Class<R>>() else { return Ok(()) };
        let Some(class) = argument.as_ref::<Class<R>>().filter(|class| self.is_subclass(class, owner)) else {
            return Err(self.not_constructed(owner, argument));
        };
        match self.made_otherwise(native, class) {
            Some(base) => {
                let (name, base) = (owner.shown_name(), base.shown_name());
                let message =
                    format!("{name}.__new__({}) is not safe, use {base}.__new__()", class.shown_name());
                Err(self.type_error(&message))
            }
            None => Ok(()),
        }
    }

    #[cold]
    fn not_constructed(&mut self, owner: &Ref<R, Class<R>>, argument: &Value<R>) -> Raised<R> {
        let name = owner.shown_name();
        let message = match argument.as_ref::<Class<R>>() {
            Some(class) => format!("{name}.__new__({0}): {0} is not a subtype of {name}", class.shown_name()),
            None => format!("{name}.__new__(X): X is not a type object ({})", self.type_name(argument)),
        };
        self.type_error(&message)
    }

    /// The `__new__` that makes the instances of a class. If no program wrote it, that of the base as which they are laid out, be it
    /// not the first of several.
    pub(crate) fn constructor_of(&mut self, class: &Ref<R, Class<R>>) -> Option<Value<R>> {
        let new = class.special(self, Special::New)?;
        let native = new.as_ref::<Native<R>>().filter(|native| native.is_constructor());
        let owner = native.and_then(|native| native.owner.as_ref::<Class<R>>());
        let Some(owner) = owner.filter(|_| class.flags().has(ClassFlags::HEAP)) else { return Some(new) };
        let mro = class.mro();
        let only = mro.len().checked_sub(owner.mro().len()).and_then(|place| mro.get(place));
        if only.is_some_and(|only| only.is(owner.value())) {
            return Some(new);
        }
        let mut base = class.clone();
        while base.flags().has(ClassFlags::HEAP) {
            match base_of(self, &base) {
                Some(next) => base = next,
                None => return Some(new),
            }
        }
        base.special(self, Special::New)
    }

    /// The first of a class, its base, the base of that and so on whose `__new__` no program wrote; and what that is.
    pub(crate) fn native_base_of(
        &mut self,
        class: &Ref<R, Class<R>>,
    ) -> Option<(Ref<R, Class<R>>, Ref<R, Native<R>>)> {
        let mut base = class.clone();
        loop {
            let new = self.constructor_of(&base)?;
            match new.downcast::<Native<R>>() {
                Ok(new) if new.is_constructor() => return Some((base, new)),
                _ => base = base_of(self, &base)?,
            }
        }
    }

    /// The base whose `__new__` makes the instances of a class, if it is another than this.
    fn made_otherwise(&mut self, native: &Native<R>, class: &Ref<R, Class<R>>) -> Option<Ref<R, Class<R>>> {
        // How instances are laid out says which of them `object.__new__` makes.
        if native.owner.is(self.types().object.value()) {
            return None;
        }
        let (base, new) = self.native_base_of(class)?;
        (!new.runs_as(native)).then_some(base)
    }
}
