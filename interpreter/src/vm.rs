//! A thread of the interpreter: the token, a register stack, frames, and what natives use to make values.

use crate::frame::Frame;
use crate::payload_class::SeenClasses;
use crate::raised::{Raised, Return};
use crate::shared::{Presence, Shared};
use crate::stack::Stack;
use crate::standing::{Known, nearest_handled};
use crate::types::Types;
use object_model::{
    BigInt, Bytes, Class, Dict, List, Payload, Ref, Runtime, Set, Str, Token, Tuple, Value, World, make,
};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// How much of a thread's stack is left to what does not ask how much there is.
pub(crate) const STACK_RESERVE: usize = 256 << 10;

/// A thread of the interpreter. Dereferences to its [`Token`].
pub struct Vm<R: Runtime> {
    /// What all threads share.
    pub shared: Arc<Shared<R>>,
    pub(crate) stack: Stack,
    pub(crate) frames: Vec<Frame<R>>,
    /// The objects of the frames that have one, with the number of frames below each.
    pub(crate) observed: Vec<(usize, Value<R>)>,
    /// The exception being handled, or None: in a generator the one that it handles itself.
    pub(crate) handled: Value<R>,
    /// What is handled where the innermost running generator was resumed, and there too if it handles nothing itself.
    pub(crate) handled_outside: Value<R>,
    /// The exception on its way is one that this frame caught before.
    pub(crate) reraising: bool,
    /// Set while an exception is on its way into a generator that handles none.
    pub(crate) unchained: bool,
    /// The evaluation loop has just answered the value of a `yield`.
    pub(crate) yielded: bool,
    /// Lowest address the native stack may reach.
    pub(crate) stack_limit: usize,
    /// How many places are noted of where a coroutine is made.
    pub origin_depth: usize,
    /// Objects whose `repr` is running.
    pub(crate) repr_stack: Vec<object_model::Word>,
    /// How many runs of finalizers are inside each other.
    pub(crate) finalizers_nested: u32,
    /// This thread is collecting cycles.
    pub(crate) collecting: bool,
    /// Who listens to what the thread does.
    pub(crate) watch: crate::watch::Watch<R>,
    /// What native modules keep for this thread, by key.
    pub locals: std::collections::HashMap<&'static str, Value<R>>,
    /// `threading.get_ident()`
    pub ident: u64,
    /// Where this thread's attributes of each `threading.local` are, and what to tidy up when the thread ends.
    pub(crate) thread_locals: crate::local::ThreadLocals<R>,
    seen_classes: SeenClasses,
    /// Dropped while the thread is attached.
    pub(crate) known: Known<R>,
    /// Dropped after everything that may hold values.
    pub(crate) token: Token<R>,
    /// Dropped last: the thread is gone.
    _presence: Presence<R>,
}

impl<R: Runtime> Deref for Vm<R> {
    type Target = Token<R>;
    #[inline(always)]
    fn deref(&self) -> &Token<R> {
        &self.token
    }
}

impl<R: Runtime> DerefMut for Vm<R> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Token<R> {
        &mut self.token
    }
}

impl<R: Runtime> Vm<R> {
    /// Attaches the calling thread, whose presence, register stack and identifier were made before it ran. `native_stack` is
    /// how many bytes of its own stack may be used from here.
    pub fn attach_as(presence: Presence<R>, stack: Stack, ident: u64, native_stack: usize) -> Vm<R> {
        let token = Token::attach(&presence.shared().world);
        Self::with_presence(presence, stack, token, ident, native_stack)
    }

    /// Ends a thread that is not the main one: finalizers that wait are run, nothing of its own is left.
    pub fn exit(mut self) {
        self.frames.clear();
        self.observed.clear();
        self.handled = Value::NONE;
        self.leave_watch();
        self.leave_thread_locals();
        self.locals.clear();
        self.run_pending();
        // What another thread let go of last is finalized here, by its owner.
        while !self.close() {
            self.run_pending();
        }
    }

    pub(crate) fn with_token(
        shared: Arc<Shared<R>>,
        stack: Stack,
        token: Token<R>,
        native_stack: usize,
    ) -> Vm<R> {
        let ident = shared.next_thread_ident();
        Self::with_presence(Presence::of(&shared), stack, token, ident, native_stack)
    }

    fn with_presence(
        presence: Presence<R>,
        stack: Stack,
        token: Token<R>,
        ident: u64,
        native_stack: usize,
    ) -> Vm<R> {
        let here = std::ptr::from_ref(&native_stack) as usize;
        let mut vm = Vm {
            shared: presence.shared().clone(),
            stack,
            frames: Vec::with_capacity(64),
            observed: Vec::new(),
            handled: Value::NONE,
            handled_outside: Value::NONE,
            reraising: false,
            unchained: false,
            yielded: false,
            origin_depth: 0,
            stack_limit: here.saturating_sub(native_stack.saturating_sub(STACK_RESERVE)),
            repr_stack: Vec::new(),
            finalizers_nested: 0,
            collecting: false,
            watch: Default::default(),
            locals: Default::default(),
            ident,
            thread_locals: Default::default(),
            seen_classes: SeenClasses::default(),
            known: Known::new(presence.shared(), ident),
            token,
            _presence: presence,
        };
        vm.follow_announcements();
        vm
    }

    /// The built-in classes.
    #[inline(always)]
    pub fn types(&self) -> &Types<R> {
        self.shared.types()
    }

    /// The world the thread is attached to.
    pub fn world(&self) -> &Arc<World<R>> {
        &self.shared.world
    }

    /// The class registered for a payload type, or for what objects are called.
    ///
    /// # Panics
    /// If none was registered.
    pub fn class_of_payload<P: 'static>(&self) -> Ref<R, Class<R>> {
        self.registered_class::<P>()
            .unwrap_or_else(|| panic!("no class is registered for {}", std::any::type_name::<P>()))
    }

    /// The same, if one was registered.
    pub fn registered_class<P: 'static>(&self) -> Option<Ref<R, Class<R>>> {
        self.shared.payload_classes.find::<R, P>(&self.seen_classes)
    }

    // ---- making values -----------------------------------------------------------------------------------------

    /// A str.
    pub fn new_str(&self, text: &str) -> Value<R> {
        make::string(self, text).into_value()
    }

    /// A str that takes over a buffer.
    pub fn new_string(&self, text: String) -> Value<R> {
        make::string_from(self, text).into_value()
    }

    /// The interned string of this text.
    pub fn intern(&self, text: &str) -> Ref<R, Str<R>> {
        self.shared.world.names.intern(self, text)
    }

    /// The key under which instances hold what `__slots__` calls so.
    pub(crate) fn member_key(&self, text: &str) -> Ref<R, Str<R>> {
        self.shared.world.names.member(self, text)
    }

    /// An int.
    #[inline(always)]
    pub fn new_int(&self, value: i64) -> Value<R> {
        make::int(self, value)
    }

    /// An int from an unsigned size.
    pub fn new_usize(&self, value: usize) -> Value<R> {
        match i64::try_from(value) {
            Ok(value) => self.new_int(value),
            Err(_) => self.new_integer(value.into()),
        }
    }

    /// An int of any size.
    pub fn new_integer(&self, value: num_bigint::BigInt) -> Value<R> {
        make::integer(self, value)
    }

    /// An empty buffer with room for `length` bytes; MemoryError if there is not that much.
    pub fn buffer(&mut self, length: usize) -> Return<R, Vec<u8>> {
        let mut bytes = Vec::new();
        match bytes.try_reserve_exact(length) {
            Ok(()) => Ok(bytes),
            Err(_) => Err(self.memory_error()),
        }
    }

    /// A buffer of `length` zeros; MemoryError if there is not that much memory.
    pub fn zeros(&mut self, length: usize) -> Return<R, Vec<u8>> {
        let mut bytes = self.buffer(length)?;
        bytes.resize(length, 0);
        Ok(bytes)
    }

    /// A bytes object.
    pub fn new_bytes(&self, data: &[u8]) -> Value<R> {
        make::bytes(self, data).into_value()
    }

    /// A tuple.
    pub fn new_tuple(&self, items: Vec<Value<R>>) -> Value<R> {
        make::tuple(self, items).into_value()
    }

    /// A tuple of two.
    pub fn new_pair(&self, first: Value<R>, second: Value<R>) -> Value<R> {
        make::tuple_of_array(self, [first, second]).into_value()
    }

    /// A list.
    pub fn new_list(&mut self, items: Vec<Value<R>>) -> Return<R> {
        match make::list(self, items) {
            Ok(list) => Ok(list.into_value()),
            Err(_) => Err(self.memory_error()),
        }
    }

    /// An empty dict.
    pub fn new_dict(&self) -> Ref<R, Dict<R>> {
        make::dict(self)
    }

    /// An empty set.
    pub fn new_set(&self) -> Ref<R, Set<R>> {
        make::set(self)
    }

    /// An object of the class registered for its payload type.
    pub fn new_object<P: Payload<R>>(&self, payload: P) -> Value<R> {
        let class = self.class_of_payload::<P>();
        make::object_of(self, &class, payload).into_value()
    }

    /// An object of a given class: the payload's own, or a subclass of it.
    ///
    /// # Errors
    /// TypeError if it is another class. A program may put any class where a module keeps one of its own.
    pub fn new_object_of<P: Payload<R>>(&mut self, class: &Ref<R, Class<R>>, payload: P) -> Return<R> {
        if !class.layout().begins_with::<P>() {
            let message = format!("instances of {} are not laid out as {}", class.name(), P::NAME);
            return Err(self.type_error(&message));
        }
        Ok(make::object_of(self, class, payload).into_value())
    }

    // ---- looking at values -------------------------------------------------------------------------------------

    /// The class of a value, counted.
    #[inline(always)]
    pub fn class_of(&self, value: &Value<R>) -> Ref<R, Class<R>> {
        self.class_ref(value).clone()
    }

    /// The class of a value as a program sees it: native functions and bound native methods are of one class.
    pub(crate) fn shown_class_of(&self, value: &Value<R>) -> Value<R> {
        let (class, types) = (self.class_ref(value).value(), self.types());
        if class.is(types.native_method.value()) { types.native.value().clone() } else { class.clone() }
    }

    /// The class of a value, borrowed for as long as the value lives.
    #[inline(always)]
    pub fn class_ref<'a>(&'a self, value: &'a Value<R>) -> &'a Ref<R, Class<R>> {
        match value.header() {
            Some(header) => header.shape().class_handle(),
            None => self.types().of_immediate(value.word()),
        }
    }

    /// What messages call the class of a value.
    pub fn type_name(&self, value: &Value<R>) -> Box<str> {
        self.class_ref(value).shown_name()
    }

    /// The name of a value's class as it is told from others of that name: with its module, if that says more.
    pub fn qualified_type_name(&mut self, value: &Value<R>) -> String {
        let class = self.class_of(value).into_value();
        let qualname = self.find_attr_str(&class, "__qualname__").ok().flatten();
        let module = self.find_attr_str(&class, "__module__").ok().flatten();
        let qualname = qualname.as_ref().and_then(|name| self.as_str(name)).unwrap_or("?").to_owned();
        match module.as_ref().map(|module| self.as_str(module)) {
            Some(Some("builtins" | "__main__")) | None => qualname,
            Some(Some(module)) => format!("{module}.{qualname}"),
            Some(None) => format!("<unknown>.{qualname}"),
        }
    }

    /// Whether a value is an instance of `class`, by its real class alone.
    pub fn is_instance(&self, value: &Value<R>, class: &Ref<R, Class<R>>) -> bool {
        let own = self.class_ref(value);
        own.value().is(class.value()) || self.is_subclass(own, class)
    }

    /// Whether `class` is `other` or derives from it.
    pub fn is_subclass(&self, class: &Ref<R, Class<R>>, other: &Ref<R, Class<R>>) -> bool {
        class.mro().iter().any(|base| base.is(other.value()))
    }

    /// The text of a str.
    pub fn as_str<'a>(&self, value: &'a Value<R>) -> Option<&'a str> {
        value.as_ref::<Str<R>>().map(|string| string.as_str())
    }

    /// The text of a str; TypeError if it is none. `what` begins the message ("expected str …" if empty).
    pub fn expect_str<'a>(&mut self, value: &'a Value<R>, what: &str) -> Return<R, &'a str> {
        match value.as_ref::<Str<R>>() {
            Some(string) => Ok(string.as_str()),
            None => {
                let name = self.type_name(value);
                let what = if what.is_empty() { "expected str instance" } else { what };
                let message = if what.ends_with(" not") {
                    format!("{what} {name}")
                } else {
                    format!("{what}, {name} found")
                };
                Err(self.type_error(&message))
            }
        }
    }

    /// The bytes of a bytes object.
    pub fn as_bytes<'a>(&self, value: &'a Value<R>) -> Option<&'a [u8]> {
        value.as_ref::<Bytes<R>>().map(|bytes| bytes.as_slice())
    }

    /// The items of a tuple.
    pub fn as_tuple<'a>(&self, value: &'a Value<R>) -> Option<&'a [Value<R>]> {
        value.as_ref::<Tuple<R>>().map(|tuple| tuple.as_slice())
    }

    /// A copy of the items of a list, made under its lock.
    pub fn list_items(&mut self, list: &Ref<R, List<R>>) -> Vec<Value<R>> {
        let length = list.len();
        self.lock(list).copy(0..length)
    }

    /// An integer of any size: an int or bool.
    pub fn as_integer(&self, value: &Value<R>) -> Option<num_bigint::BigInt> {
        match value.word().as_int() {
            Some(int) => Some(int.into()),
            None => match value.word().as_bool() {
                Some(truth) => Some(i64::from(truth).into()),
                None => value.as_ref::<BigInt<R>>().map(|big| big.get().to_big().into_owned()),
            },
        }
    }

    /// A 64-bit integer: an int or bool that fits.
    pub fn as_i64(&self, value: &Value<R>) -> Option<i64> {
        match value.word().as_int() {
            Some(int) => Some(int),
            None => match value.word().as_bool() {
                Some(truth) => Some(i64::from(truth)),
                None => value.as_ref::<BigInt<R>>().and_then(|big| big.get().to_i64()),
            },
        }
    }

    /// Whether the value is an int (or bool, or of a subclass).
    pub fn is_int(&self, value: &Value<R>) -> bool {
        value.word().is_int() || value.word().is_bool() || value.as_ref::<BigInt<R>>().is_some()
    }

    /// Whether the native stack is nearly used up.
    #[inline(always)]
    pub fn native_stack_is_low(&self) -> bool {
        let here = 0u8;
        (std::ptr::from_ref(&here) as usize) < self.stack_limit
    }

    /// RecursionError if Rust or Python code is nested too deeply. Called by natives that recurse.
    pub fn check_recursion(&mut self, what: &str) -> Return<R, ()> {
        if self.native_stack_is_low() { Err(self.recursion_error(what)) } else { Ok(()) }
    }

    /// How many Python functions are running, one in another.
    pub fn recursion_depth(&self) -> usize {
        self.frames.len()
    }

    /// Whether this is the thread that signals are for.
    pub fn is_main_thread(&self) -> bool {
        self.shared.main_ident.get() == Some(&self.ident)
    }

    /// The exception being handled: `sys.exception()`.
    pub fn handled_exception(&self) -> Value<R> {
        nearest_handled([&self.handled, &self.handled_outside]).clone()
    }

    /// Handles nothing from now on: for what runs in between.
    pub(crate) fn lay_handled_aside(&mut self) -> [Value<R>; 2] {
        [&mut self.handled, &mut self.handled_outside].map(|handled| std::mem::replace(handled, Value::NONE))
    }

    /// A generator goes on, inside of which `handled` is: answers what was around it, for [`handle_outside`](Self::handle_outside).
    #[inline(always)]
    pub(crate) fn handle_inside(&mut self, handled: Value<R>) -> [Value<R>; 2] {
        if self.handled.is_none() && self.handled_outside.is_none() {
            return [std::mem::replace(&mut self.handled, handled), Value::NONE];
        }
        let around = self.handled_exception();
        [std::mem::replace(&mut self.handled, handled), std::mem::replace(&mut self.handled_outside, around)]
    }

    /// A generator is left, around which this is handled.
    #[inline(always)]
    pub(crate) fn handle_outside(&mut self, [handled, outside]: [Value<R>; 2]) {
        let nothing =
            [&self.handled, &self.handled_outside, &handled, &outside].into_iter().all(Value::is_none);
        if !nothing {
            self.take_handled_up([handled, outside]);
        }
    }

    /// Handles again what was laid aside.
    pub(crate) fn take_handled_up(&mut self, [handled, outside]: [Value<R>; 2]) {
        self.handled = handled;
        self.handled_outside = outside;
    }

    /// A raised exception of `class` with `args`.
    pub fn raise(&mut self, class: &Ref<R, Class<R>>, args: Vec<Value<R>>) -> Raised<R> {
        self.new_exception(class, args)
    }
}
