//! Classes.

use crate::attached::Attached;
use crate::class_flags::ClassFlags;
use crate::dict::{Dict, Peeked};
use crate::header::{Flag, Header};
use crate::kind::Kind;
use crate::layout::{Layout, Object, Payload};
use crate::memo::Memo;
use crate::runtime::Runtime;
use crate::shape::{NO_NUMBER, Shape, Shapes};
use crate::slot::Slot;
use crate::special::Special;
use crate::str::Str;
use crate::token::Token;
use crate::tuple::Tuple;
use crate::value::{Ref, Value};
use crate::word::Word;
use std::cell::UnsafeCell;
use std::collections::HashSet;
use std::ptr::NonNull;
use sync::Mutex;
use sync::atomic::{AtomicPtr, AtomicU32, Ordering};

/// The payload of a class.
pub struct Class<R: Runtime> {
    name: Mutex<Box<str>>,
    /// `__qualname__`, where it is not the name.
    qualname: Mutex<Option<Box<str>>>,
    /// What messages call a class, where that is not the name.
    shown_name: Mutex<Option<Box<str>>>,
    bases: Slot,
    /// A tuple of classes, this one first.
    mro: Slot,
    /// Written when the class is made and when it goes.
    namespace: UnsafeCell<Word>,
    layout: &'static Layout<R>,
    flags: AtomicU32,
    /// How many attribute slots a new instance gets.
    instance_slots: AtomicU32,
    root: AtomicPtr<Shape<R>>,
    /// That of a new instance.
    first: AtomicPtr<Shape<R>>,
    dict_shape: AtomicPtr<Shape<R>>,
    shapes: Mutex<Shapes<R>>,
    /// Special methods found through the MRO: absent if there is none, unbound if not looked up yet.
    special: [Slot; Special::COUNT],
    /// Attributes found through the MRO that inline caches point to.
    memo: Memo,
    /// Where the class's attributes beyond its namespace are kept (`__slots__` members, metaclass data).
    subclasses: Mutex<Vec<Subclass<R>>>,
}

/// A subclass, not kept alive; it takes itself off when it dies.
struct Subclass<R: Runtime>(NonNull<Header<R>>);

// SAFETY: only followed while the subclass is alive, which it ends by taking itself off under the mutex.
unsafe impl<R: Runtime> Send for Subclass<R> {}

/// What a class is made of.
pub struct ClassParts<R: Runtime> {
    /// `__name__`
    pub name: Box<str>,
    /// `__bases__`
    pub bases: Value<R>,
    /// The namespace.
    pub namespace: Ref<R, Dict<R>>,
    /// How instances are laid out.
    pub layout: &'static Layout<R>,
    /// Facts.
    pub flags: ClassFlags,
    /// How many attribute slots a new instance gets.
    pub instance_slots: u16,
}

impl<R: Runtime> Class<R> {
    /// A class without an MRO or shapes; see [`Ref::finish`].
    pub fn new(parts: ClassParts<R>) -> Self {
        Class {
            name: Mutex::new(parts.name),
            qualname: Mutex::new(None),
            shown_name: Mutex::new(None),
            bases: Slot::new(parts.bases.into_word()),
            mro: Slot::new(Word::UNBOUND),
            namespace: UnsafeCell::new(parts.namespace.into_value().into_word()),
            layout: parts.layout,
            flags: AtomicU32::new(parts.flags.0),
            instance_slots: AtomicU32::new(u32::from(parts.instance_slots)),
            root: AtomicPtr::new(std::ptr::null_mut()),
            first: AtomicPtr::new(std::ptr::null_mut()),
            dict_shape: AtomicPtr::new(std::ptr::null_mut()),
            shapes: Mutex::new(Shapes::new()),
            special: std::array::from_fn(|_| Slot::new(Word::UNBOUND)),
            memo: Memo::new(),
            subclasses: Mutex::new(Vec::new()),
        }
    }

    /// `__name__`
    pub fn name(&self) -> Box<str> {
        self.name.lock().clone()
    }

    /// `__qualname__`
    pub fn qualname(&self) -> Box<str> {
        let own = self.qualname.lock().clone();
        own.unwrap_or_else(|| self.name())
    }

    /// Sets `__qualname__`.
    pub fn set_qualname(&self, qualname: &str) {
        *self.qualname.lock() = Some(qualname.into());
    }

    /// The name as messages have it: that of a native class with its module, if this is not `builtins`.
    pub fn shown_name(&self) -> Box<str> {
        let own = self.shown_name.lock().clone();
        own.unwrap_or_else(|| self.name())
    }

    /// The module that messages name the class with.
    pub fn shown_module(&self) -> Option<Box<str>> {
        let shown = self.shown_name.lock().clone()?;
        shown.strip_suffix(&*self.name())?.strip_suffix('.').map(Box::from)
    }

    /// Messages name the class with this module.
    pub fn show_with(&self, module: &str) {
        *self.shown_name.lock() = Some(format!("{module}.{}", self.name()).into());
    }

    /// Sets `__name__`.
    pub fn set_name(&self, name: &str) {
        *self.name.lock() = name.into();
    }

    /// Facts.
    #[inline(always)]
    pub fn flags(&self) -> ClassFlags {
        // Relaxed: flags are set before the class is published, but for ABSTRACT, which orders nothing.
        ClassFlags(self.flags.load(Ordering::Relaxed))
    }

    /// Sets or clears a flag.
    pub fn set_flag(&self, flag: ClassFlags, on: bool) {
        // Relaxed: see `flags`.
        if on {
            self.flags.fetch_or(flag.0, Ordering::Relaxed);
        } else {
            self.flags.fetch_and(!flag.0, Ordering::Relaxed);
        }
    }

    /// How instances are laid out.
    #[inline(always)]
    pub fn layout(&self) -> &'static Layout<R> {
        self.layout
    }

    /// How many attribute slots a new instance gets.
    #[inline(always)]
    pub fn instance_slots(&self) -> u16 {
        // Relaxed: a hint.
        self.instance_slots.load(Ordering::Relaxed) as u16
    }

    /// Makes later instances have room for `count` attributes.
    pub fn want_slots(&self, count: usize) {
        // Relaxed: a hint.
        self.instance_slots.fetch_max(count.min(48) as u32, Ordering::Relaxed);
    }

    /// The shape of an instance without attributes.
    #[inline(always)]
    pub fn root_shape(&self) -> &Shape<R> {
        // Relaxed: set in `finish`, before anybody else can find the class.
        // SAFETY: set before the class is used; shapes live as long as the class.
        unsafe { &*self.root.load(Ordering::Relaxed) }
    }

    /// The shape of a new instance: without attributes, but with the slots that `__slots__` names.
    #[inline(always)]
    pub fn first_shape(&self) -> &Shape<R> {
        // Relaxed: as in `root_shape`.
        // SAFETY: as in `root_shape`.
        unsafe { &*self.first.load(Ordering::Relaxed) }
    }

    /// Gives new instances slots for `names`, those of a base first, as far as there is room. Before anybody else can find the
    /// class.
    pub fn begin_with(&self, names: impl IntoIterator<Item = Word>) {
        let mut shape = self.root_shape();
        for name in names {
            if shape.slot_of(name).is_some() {
                continue;
            }
            match shape.with_attribute(name) {
                Some(longer) if longer.names().len() <= usize::from(self.instance_slots()) => shape = longer,
                _ => break,
            }
        }
        self.first.store(std::ptr::from_ref(shape).cast_mut(), Ordering::Relaxed); // Relaxed: as in `make_shapes`.
    }

    /// The shape of an instance whose attributes are in a dict.
    pub fn dict_shape(&self) -> &Shape<R> {
        // SAFETY: as in `root_shape`.
        unsafe { &*self.dict_shape.load(Ordering::Relaxed) } // Relaxed: as in `root_shape`.
    }

    /// The shapes of this class, under their mutex.
    pub(crate) fn shapes(&self) -> &Mutex<Shapes<R>> {
        &self.shapes
    }

    /// The tuple `__bases__`.
    pub fn bases(&self) -> Value<R> {
        // SAFETY: replaced only by `set_bases`, which keeps the old tuple alive as an immortal.
        unsafe { Value::from_borrowed(self.bases.load()) }
    }

    /// The method resolution order, this class first.
    #[inline(always)]
    pub fn mro(&self) -> &[Value<R>] {
        let word = self.mro.load();
        // SAFETY: set once in `finish` (and replaced only by `set_hierarchy`, which leaks the old tuple to readers).
        unsafe {
            match word.as_object::<R>() {
                Some(tuple) => {
                    (*tuple.as_ptr().cast::<crate::layout::Object<R, Tuple<R>>>()).payload.as_slice()
                }
                None => &[],
            }
        }
    }

    /// The MRO as the tuple it is.
    pub fn mro_tuple(&self) -> Value<R> {
        // SAFETY: as in `mro`.
        unsafe { Value::from_borrowed(self.mro.load()) }
    }

    /// The namespace.
    #[inline(always)]
    pub fn namespace(&self) -> &Ref<R, Dict<R>> {
        // SAFETY: set when the class was made, to a dict; `Ref` is a transparent wrapper around `Word`.
        unsafe { &*self.namespace.get().cast::<Ref<R, Dict<R>>>() }
    }

    /// Whether a class was made of this one.
    fn has_subclasses(&self) -> bool {
        !self.subclasses.lock().is_empty()
    }

    /// Every live direct subclass.
    pub fn subclasses(&self) -> Vec<Value<R>> {
        let subclasses = self.subclasses.lock();
        let attached = Attached::<R>::current();
        subclasses
            .iter()
            .filter_map(|subclass| {
                // SAFETY: a subclass takes itself off, under the mutex, before its memory is reused.
                let count = unsafe { subclass.0.as_ref() }.count();
                R::try_retain(attached.thread(), count, attached.tally())
                    // SAFETY: the reference was just taken.
                    .then(|| unsafe { Value::from_owned(Word::object(subclass.0)) })
            })
            .collect()
    }
}

// SAFETY: mutexes, atomics and slots.
unsafe impl<R: Runtime> Payload<R> for Class<R> {
    const KIND: Kind = Kind::Class;
    const NAME: &'static str = "type";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        for slot in [&self.bases, &self.mro] {
            Value::with_borrowed(slot.load(), visit);
        }
        // SAFETY: a plain read; nobody writes while others can reach the class.
        Value::with_borrowed(unsafe { *self.namespace.get() }, visit);
        for slot in self.special.iter().chain(self.memo.found()) {
            Value::with_borrowed(slot.load(), visit);
        }
    }
}

impl<R: Runtime> Drop for Class<R> {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl<R: Runtime> Class<R> {
    /// Takes the class off its bases' lists and gives up what it refers to. It is dead, or nobody can reach it.
    pub(crate) fn let_go(&self) {
        self.forget();
        for slot in [&self.mro, &self.bases] {
            drop(Value::<R>::from_slot_owned(slot));
        }
        // SAFETY: nobody else can reach the class any more, and the reference is taken out.
        drop(unsafe { Value::<R>::from_owned(self.namespace.get().replace(Word::UNBOUND)) });
        for slot in self.special.iter().chain(self.memo.found()) {
            drop(Value::<R>::from_slot_owned(slot));
        }
    }

    /// What is remembered for inline caches.
    #[inline(always)]
    pub(crate) fn memo(&self) -> &Memo {
        &self.memo
    }

    /// Takes the class off its bases' lists.
    fn forget(&self) {
        // SAFETY: a class is always the payload of an object.
        let header = unsafe {
            NonNull::from(self)
                .byte_sub(std::mem::offset_of!(Object<R, Class<R>>, payload))
                .cast::<Header<R>>()
        };
        for base in self.base_classes() {
            base.subclasses.lock().retain(|subclass| subclass.0 != header);
        }
    }

    fn base_classes(&self) -> Vec<Ref<R, Class<R>>> {
        let bases = self.bases();
        if bases.header().is_some_and(|head| head.has(Flag::CLEARED)) {
            return Vec::new();
        }
        bases.as_ref::<Tuple<R>>().map_or(Vec::new(), |bases| {
            bases.as_slice().iter().filter_map(|base| base.clone().downcast().ok()).collect()
        })
    }
}

impl<R: Runtime> Ref<R, Class<R>> {
    /// Gives a new class its MRO and root shape, and makes it known to its bases.
    pub fn finish(&self, mro: Value<R>) {
        self.make_shapes();
        let bases = self.bases();
        self.begin(bases, mro);
    }

    /// Gives a new class its shapes.
    pub(crate) fn make_shapes(&self) {
        let header = NonNull::from(self.head());
        let heap = self.flags().has(ClassFlags::HEAP);
        let mut shapes = self.shapes.lock();
        let root = shapes.keep(Shape::root(header, self.layout, heap));
        // SAFETY: kept by the class.
        let dict = shapes.keep(Shape::with_dict(unsafe { root.as_ref() }));
        // Relaxed: nobody else can find the class yet; however it is found orders this too.
        self.root.store(root.as_ptr(), Ordering::Relaxed);
        self.first.store(root.as_ptr(), Ordering::Relaxed); // Relaxed: as above.
        self.dict_shape.store(dict.as_ptr(), Ordering::Relaxed); // Relaxed: as above.
    }

    /// Gives a new class its place in the hierarchy.
    pub(crate) fn begin(&self, bases: Value<R>, mro: Value<R>) {
        let header = NonNull::from(self.head());
        drop(Value::<R>::from_slot_owned(&self.bases));
        self.bases.store(bases.into_word());
        self.mro.store(mro.into_word());
        for base in self.base_classes() {
            base.subclasses.lock().push(Subclass(header));
        }
    }

    /// Replaces bases and MRO (assignment to `__bases__`), of this class alone; answers whether it did: not if the class is
    /// among what its bases inherit from. The old tuples stay for readers that hold no lock.
    pub fn set_hierarchy(&self, token: &mut Token<R>, bases: Value<R>, mro: Value<R>) -> bool {
        let replaced = self.replace_hierarchy(token, bases, mro);
        if replaced {
            self.changed(token);
        }
        replaced
    }

    fn replace_hierarchy(&self, token: &Token<R>, bases: Value<R>, mro: Value<R>) -> bool {
        let _hierarchy = token.world().hierarchy.lock();
        let inherits_from_itself = |base: &Value<R>| {
            // By the bases too: another thread may have given it some, and not yet the MRO that follows.
            base.as_ref::<Class<R>>()
                .is_some_and(|base| base.mro().iter().any(|one| one.is(self.value())) || base.is_below(self))
        };
        if bases.as_ref::<Tuple<R>>().is_some_and(|bases| bases.as_slice().iter().any(inherits_from_itself)) {
            return false;
        }
        self.forget();
        for slot_and_value in [(&self.bases, bases), (&self.mro, mro)] {
            // SAFETY: the reference is taken out of the slot.
            let old = unsafe { Value::<R>::from_owned(slot_and_value.0.swap(slot_and_value.1.into_word())) };
            token.immortalize(&old);
        }
        let header = NonNull::from(self.head());
        for base in self.base_classes() {
            base.subclasses.lock().push(Subclass(header));
        }
        true
    }

    /// Whether this class is `other`, or has it as a base, near or far.
    fn is_below(&self, other: &Ref<R, Class<R>>) -> bool {
        let (mut seen, mut left) = (HashSet::new(), vec![self.clone()]);
        while let Some(class) = left.pop() {
            if class.value().is(other.value()) {
                return true;
            }
            if seen.insert(class.value().word()) {
                left.extend(class.base_classes());
            }
        }
        false
    }

    /// This class and all that have it as a base, near or far: each once, and after its bases. Takes time in proportion to
    /// how many bases they have in all.
    pub fn descendants(&self) -> Vec<Ref<R, Class<R>>> {
        // A depth-first walk that notes a class when all of its subclasses have been noted; backwards that is the order.
        let mut noted = Vec::new();
        let mut seen = HashSet::from([self.value().word()]);
        let mut path = vec![(self.clone(), self.subclasses().into_iter())];
        while let Some((class, subclasses)) = path.last_mut() {
            match subclasses.next() {
                Some(subclass) => {
                    if let Ok(subclass) = subclass.downcast::<Class<R>>()
                        && seen.insert(subclass.value().word())
                    {
                        let below = subclass.subclasses().into_iter();
                        path.push((subclass, below));
                    }
                }
                None => {
                    noted.push(class.clone());
                    path.pop();
                }
            }
        }
        noted.reverse();
        noted
    }

    /// The class, or a base of it, was changed: every conclusion drawn from its shapes is void.
    pub fn changed(&self, token: &mut Token<R>) {
        if self.has_subclasses() {
            self.descendants().iter().for_each(|class| class.forget_conclusions(token));
        } else {
            self.forget_conclusions(token);
        }
    }

    fn forget_conclusions(&self, token: &mut Token<R>) {
        let name = Special::Del.name(token).clone();
        let finalizer = self.lookup(token, &name).is_some();
        for shape in self.shapes.lock().iter() {
            shape.renumber(finalizer);
        }
        // Under the mutex: who found the old number under it has stored, and is erased; who comes later finds the new one
        // (N4).
        let memo = self.memo.lock();
        let slots = self.special.iter().chain(self.memo.found());
        // SAFETY: the reference is taken out of the slot.
        let erased: Vec<_> =
            slots.map(|slot| unsafe { Value::<R>::from_owned(slot.swap(Word::UNBOUND)) }).collect();
        // What dies with them may need the mutex.
        drop(memo);
        drop(erased);
    }

    /// Looks a name (an interned string) up along the MRO.
    pub fn lookup(&self, token: &mut Token<R>, name: &Ref<R, Str<R>>) -> Option<Value<R>> {
        self.lookup_with_owner(token, name).map(|(value, _)| value)
    }

    /// As [`lookup`](Self::lookup), with the class that has it.
    pub fn lookup_with_owner(
        &self,
        token: &mut Token<R>,
        name: &Ref<R, Str<R>>,
    ) -> Option<(Value<R>, usize)> {
        for (position, class) in self.mro().iter().enumerate() {
            let class = class.as_ref::<Class<R>>()?;
            if let Some(value) = get_str(token, class.namespace(), name) {
                return Some((value, position));
            }
        }
        None
    }

    /// Looks a name (an interned string) up in the classes that come after `class` in the MRO.
    pub fn lookup_after(
        &self,
        token: &mut Token<R>,
        class: &Value<R>,
        name: &Ref<R, Str<R>>,
    ) -> Option<Value<R>> {
        // Asked once: it may be replaced meanwhile.
        let mro = self.mro();
        let position = mro.iter().position(|other| other.is(class))?;
        mro[position + 1..]
            .iter()
            .find_map(|class| get_str(token, class.as_ref::<Class<R>>()?.namespace(), name))
    }

    /// A special method, looked up once. It may be None, which a program sets to say that there is to be none: whoever calls
    /// that raises, and where the language says more of it the caller asks.
    #[inline(always)]
    pub fn special(&self, token: &mut Token<R>, special: Special) -> Option<Value<R>> {
        let slot = &self.special[special as usize];
        match slot.load() {
            Word::ABSENT => None,
            Word::UNBOUND => self.special_slow(token, special),
            _ => match token.peek(slot, || true) {
                Some(value) if !matches!(value.word(), Word::ABSENT | Word::UNBOUND) => Some(value),
                _ => self.special_slow(token, special),
            },
        }
    }

    #[cold]
    fn special_slow(&self, token: &mut Token<R>, special: Special) -> Option<Value<R>> {
        let number = self.root_shape().number();
        let name = special.name(token).clone();
        let found = self.lookup(token, &name);
        if let Some(Some(header)) = found.as_ref().map(Value::header) {
            R::share(token.thread(), header.count(), token.tally());
        }
        let word = found.clone().map_or(Word::ABSENT, Value::into_word);
        let memo = self.memo.lock();
        // A change since the look-up may have been missed: then nothing is remembered (N4).
        let unused = if number != NO_NUMBER && self.root_shape().number() == number {
            self.special[special as usize].swap(word)
        } else {
            word
        };
        // What dies with it may need the mutex.
        drop(memo);
        // SAFETY: the reference was taken out of the slot, or never came there.
        drop(unsafe { Value::<R>::from_owned(unused) });
        found
    }

    /// Whether the class has a special method that is not the one `object` (or another base in `R`) gives everyone.
    pub fn has_special(&self, token: &mut Token<R>, special: Special) -> bool {
        self.special(token, special).is_some()
    }
}

/// Looks an interned string up in a dict of names.
pub fn get_str<R: Runtime>(
    token: &mut Token<R>,
    dict: &Ref<R, Dict<R>>,
    name: &Ref<R, Str<R>>,
) -> Option<Value<R>> {
    let hash = name.hash();
    match dict.peek(token, hash, name.value().word()) {
        Peeked::Value(value) => return Some(value),
        Peeked::Absent => return None,
        Peeked::Unknown => {}
    }
    let locked = token.lock(dict);
    match locked.find(hash, name.value().word()) {
        crate::dict::Found::At(number) => Some(locked.value_at(number)),
        _ => None,
    }
}
