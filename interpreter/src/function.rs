//! Functions, bound methods, cells, and the code they run.

use crate::origin::{Origin, Place};
use compiler::{Code, CodeKind};
use object_model::{Guard, Guarded, InlineCache, Kind, Object, Payload, Runtime, Slot, Str, Value, Word};
use std::sync::Arc;
use sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The payload of a code object: bytecode with its constants made into values and its inline caches.
pub struct LoadedCode<R: Runtime> {
    /// The bytecode.
    pub code: Arc<Code>,
    /// Constants as values.
    pub constants: Box<[Value<R>]>,
    /// Names as interned strings.
    pub names: Box<[Value<R>]>,
    /// The names of the parameters, interned.
    pub parameter_names: Box<[Value<R>]>,
    /// Inline caches, one a site.
    pub caches: Box<[InlineCache]>,
    /// How many positional arguments a call of a function may have to need no binding; None if it always needs some.
    plain: Option<usize>,
    /// Registers of a frame.
    pub registers: usize,
    /// Parameters, each of which has a register.
    pub parameters: usize,
    /// Whether a call makes a generator or coroutine.
    pub suspends: bool,
    /// Code objects of nested bodies.
    pub children: Box<[Value<R>]>,
    /// What it was compiled of, and its place there, if that is kept.
    pub origin: Option<(Arc<Origin>, Place)>,
    /// What the ledger knows it by; 0 without one.
    pub number: u32,
    /// What the inventory knows its file by; 0 until it has asked.
    pub file: AtomicU32,
    /// What tools want to know of it alone, once they have said.
    pub watch: std::sync::OnceLock<Box<crate::watch::CodeWatch>>,
    /// A function or class has been made of it, or none is to become immortal.
    made: AtomicBool,
}

impl<R: Runtime> LoadedCode<R> {
    /// Puts the parts together. `defines` says whether the first function or class made of it is immortal; what is made of
    /// code that goes must be able to go too.
    pub fn new(
        code: Arc<Code>,
        constants: Box<[Value<R>]>,
        names: Box<[Value<R>]>,
        parameter_names: Box<[Value<R>]>,
        children: Box<[Value<R>]>,
        number: u32,
        defines: bool,
    ) -> Self {
        let caches = code.sites.iter().map(|_| InlineCache::new()).collect();
        let params = &code.params;
        let plain = code.kind == CodeKind::Function
            && params.keyword_only == 0
            && !params.var_positional
            && !params.var_keyword;
        let plain = plain.then_some(usize::from(params.positional));
        LoadedCode {
            registers: usize::from(code.registers),
            parameters: code.params.names.len(),
            suspends: code.flags.generator || code.flags.coroutine,
            code,
            constants,
            names,
            parameter_names,
            caches,
            plain,
            children,
            origin: None,
            number,
            file: AtomicU32::new(0),
            watch: std::sync::OnceLock::new(),
            made: AtomicBool::new(!defines),
        }
    }

    /// Whether a call with `count` positional arguments needs no binding.
    #[inline(always)]
    pub fn takes_exactly(&self, count: usize) -> bool {
        self.plain == Some(count)
    }

    /// Which of the parameters in `range` a keyword names. Keywords in a call are interned, as parameters are; others are
    /// compared as text.
    pub fn parameter_named(&self, keyword: &Value<R>, range: std::ops::Range<usize>) -> Option<usize> {
        let same = range.clone().find(|&index| self.parameter_names[index].is(keyword));
        same.or_else(|| {
            let text = keyword.as_ref::<Str<R>>()?.as_str();
            range.into_iter().find(|&index| &*self.code.params.names[index] == text)
        })
    }

    /// Whether what is about to be made of it lives as long as its module, and is never counted: what a statement of a module
    /// defines, unless a loop defines it again.
    pub fn lives_as_long_as_its_module(&self) -> bool {
        // Relaxed: it only matters that one of those who make it is told.
        !self.code.flags.nested && !self.made.swap(true, Ordering::Relaxed)
    }
}

// SAFETY: immutable but for the caches, which are atomics.
unsafe impl<R: Runtime> Payload<R> for LoadedCode<R> {
    const NAME: &'static str = "code";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        let names = self.names.iter().chain(&self.parameter_names);
        self.constants.iter().chain(names).chain(&self.children).for_each(visit);
    }
    fn held(&self) -> usize {
        let values = [&self.constants, &self.names, &self.parameter_names, &self.children];
        values.map(|values| size_of_val(&**values)).iter().sum::<usize>()
            + size_of_val(&*self.caches)
            + size_of_val(&*self.code.ops)
            + size_of_val(&*self.code.positions)
    }
}

/// The payload of a Python function.
pub struct Function<R: Runtime> {
    /// Its code object; replaced by assignment to `__code__`.
    pub code: Slot,
    /// The dict its global names are in.
    pub globals: Value<R>,
    /// The builtins dict it was made with.
    pub builtins: Value<R>,
    /// A tuple of cells, or None.
    pub closure: Value<R>,
    /// What can be assigned besides.
    pub about: About<R>,
    guarded: Guarded<()>,
    /// Positional defaults, a tuple or None's word. Replaced as a whole.
    pub defaults: Slot,
    /// Keyword-only defaults, a dict or None's word.
    pub keyword_defaults: Slot,
    attributes: Slot,
}

/// What can be asked of a function, and assigned. Each is a slot, written under the function's lock.
pub struct About<R: Runtime> {
    /// `__name__`
    pub name: Slot,
    /// `__qualname__`
    pub qualname: Slot,
    /// `__module__`
    pub module: Slot,
    /// `__doc__`
    pub doc: Slot,
    /// `__annotate__`, or None.
    pub annotate: Slot,
    /// `__annotations__` once asked for, or unbound.
    pub annotations: Slot,
    /// `__type_params__`, or unbound.
    pub type_params: Slot,
    _runtime: std::marker::PhantomData<fn() -> R>,
}

impl<R: Runtime> About<R> {
    /// Of a function without annotations and type parameters.
    pub fn new(name: Value<R>, qualname: Value<R>, module: Value<R>, doc: Value<R>) -> Self {
        About {
            name: Slot::new(name.into_word()),
            qualname: Slot::new(qualname.into_word()),
            module: Slot::new(module.into_word()),
            doc: Slot::new(doc.into_word()),
            annotate: Slot::new(Word::NONE),
            annotations: Slot::new(Word::UNBOUND),
            type_params: Slot::new(Word::UNBOUND),
            _runtime: std::marker::PhantomData,
        }
    }

    fn slots(&self) -> [&Slot; 7] {
        [
            &self.name,
            &self.qualname,
            &self.module,
            &self.doc,
            &self.annotate,
            &self.annotations,
            &self.type_params,
        ]
    }
}

impl<R: Runtime> Function<R> {
    /// Puts the parts together.
    pub fn new(
        code: Value<R>,
        globals: Value<R>,
        builtins: Value<R>,
        closure: Value<R>,
        defaults: Value<R>,
        keyword_defaults: Value<R>,
        about: About<R>,
    ) -> Self {
        Function {
            code: Slot::new(code.into_word()),
            globals,
            builtins,
            closure,
            about,
            guarded: Guarded::new(()),
            defaults: Slot::new(defaults.into_word()),
            keyword_defaults: Slot::new(keyword_defaults.into_word()),
            attributes: Slot::new(Word::UNBOUND),
        }
    }
}

impl<R: Runtime> Function<R> {
    /// `__code__`
    pub fn code_value(&self) -> Value<R> {
        // SAFETY: what a slot held is immortal once it is replaced, and the function keeps what it holds.
        unsafe { Value::from_borrowed(self.code.load()) }
    }

    /// `__defaults__`
    pub fn defaults_value(&self) -> Value<R> {
        // SAFETY: as in `code_value`.
        none_if_unbound(unsafe { Value::from_borrowed(self.defaults.load()) })
    }

    /// `__kwdefaults__`
    pub fn keyword_defaults_value(&self) -> Value<R> {
        // SAFETY: as in `code_value`.
        none_if_unbound(unsafe { Value::from_borrowed(self.keyword_defaults.load()) })
    }

    fn slots(&self) -> impl Iterator<Item = &Slot> {
        let own = [&self.code, &self.defaults, &self.keyword_defaults, &self.attributes];
        own.into_iter().chain(self.about.slots())
    }

    /// Replaces what one of the slots holds. Calls that have begun still use the old value, which becomes immortal.
    pub(crate) fn replace(&self, attached: &object_model::Attached<R>, slot: &Slot, new: Value<R>) {
        // SAFETY: the reference is taken out of the slot.
        let old = unsafe { Value::<R>::from_owned(slot.swap(new.into_word())) };
        attached.immortalize(&old);
    }
}

fn none_if_unbound<R: Runtime>(value: Value<R>) -> Value<R> {
    if value.is_unbound() { Value::NONE } else { value }
}

impl<R: Runtime> Drop for Function<R> {
    fn drop(&mut self) {
        for slot in self.slots() {
            // SAFETY: the reference is taken out of the slot of an object nobody can reach any more.
            drop(unsafe { Value::<R>::from_owned(slot.swap(Word::UNBOUND)) });
        }
    }
}

// SAFETY: slots and guarded state.
unsafe impl<R: Runtime> Payload<R> for Function<R> {
    const KIND: Kind = Kind::Function;
    const NAME: &'static str = "function";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        for slot in self.slots() {
            Value::with_borrowed(slot.load(), visit);
        }
        for value in [&self.globals, &self.builtins, &self.closure] {
            visit(value);
        }
    }
    const ATTRIBUTES: usize =
        std::mem::offset_of!(Object<R, Self>, payload) + std::mem::offset_of!(Self, attributes);
}

impl<R: Runtime> Guard<R> for Function<R> {
    type Guarded = ();
    fn guarded(&self) -> &Guarded<()> {
        &self.guarded
    }
}

/// The payload of a bound method.
pub struct Method<R: Runtime> {
    /// The callable.
    pub function: Value<R>,
    /// Its first argument.
    pub receiver: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Method<R> {
    const KIND: Kind = Kind::Method;
    const NAME: &'static str = "method";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.function);
        visit(&self.receiver);
    }
}

/// The payload of a closure cell.
pub struct Cell<R: Runtime> {
    /// What the variable holds; unbound if it is not assigned.
    pub content: Slot,
    guarded: Guarded<()>,
    _runtime: std::marker::PhantomData<fn() -> R>,
}

impl<R: Runtime> Cell<R> {
    /// A cell that holds `content`.
    pub fn new(content: Value<R>) -> Self {
        Cell {
            content: Slot::new(content.into_word()),
            guarded: Guarded::new(()),
            _runtime: std::marker::PhantomData,
        }
    }
}

impl<R: Runtime> Drop for Cell<R> {
    fn drop(&mut self) {
        // SAFETY: the reference is taken out of the slot of an object nobody can reach any more.
        drop(unsafe { Value::<R>::from_owned(self.content.swap(Word::UNBOUND)) });
    }
}

// SAFETY: a slot, written under the object's lock.
unsafe impl<R: Runtime> Payload<R> for Cell<R> {
    const KIND: Kind = Kind::Cell;
    const NAME: &'static str = "cell";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        Value::with_borrowed(self.content.load(), visit);
    }
}

impl<R: Runtime> Guard<R> for Cell<R> {
    type Guarded = ();
    fn guarded(&self) -> &Guarded<()> {
        &self.guarded
    }
}

/// The payload of a module: its namespace.
pub struct Module<R: Runtime> {
    /// The namespace; also the module's attribute dict.
    attributes: Slot,
    _runtime: std::marker::PhantomData<fn() -> R>,
}

impl<R: Runtime> Module<R> {
    /// A module with this namespace, a dict.
    pub fn new(namespace: Value<R>) -> Self {
        Module { attributes: Slot::new(namespace.into_word()), _runtime: std::marker::PhantomData }
    }

    /// The namespace.
    pub fn namespace(&self) -> Value<R> {
        // SAFETY: set when the module was made and never replaced.
        unsafe { Value::from_borrowed(self.attributes.load()) }
    }
}

impl<R: Runtime> Drop for Module<R> {
    fn drop(&mut self) {
        // SAFETY: the reference is taken out of the slot of an object nobody can reach any more.
        drop(unsafe { Value::<R>::from_owned(self.attributes.swap(Word::UNBOUND)) });
    }
}

// SAFETY: a slot that is never replaced.
unsafe impl<R: Runtime> Payload<R> for Module<R> {
    const KIND: Kind = Kind::Module;
    const NAME: &'static str = "module";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        Value::with_borrowed(self.attributes.load(), visit);
    }
    const ATTRIBUTES: usize =
        std::mem::offset_of!(Object<R, Self>, payload) + std::mem::offset_of!(Self, attributes);
}
