//! An owned reference to a value.
//!
//! A `Value` counts: cloning it retains, dropping it releases, through the thread's [`Attached`]. The decision between
//! this and a handle that only the token can release was made for `Drop`: library code with early returns cannot leak,
//! and what it costs (one constant thread-local, 0.5 ns) falls on natives alone, because the evaluation loop counts
//! [`Word`]s through the token it holds. No destructor runs inside a critical section or inside another destructor.

use crate::attached::Attached;
use crate::header::Header;
use crate::layout::{Layout, Object, Payload};
use crate::runtime::Runtime;
use crate::shape::Shape;
use crate::slot::Slot;
use crate::word::Word;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;

/// An owned value: immediate, or one counted reference to an object.
#[repr(transparent)]
pub struct Value<R: Runtime> {
    word: Word,
    /// Of this runtime, and only for threads that are attached to it.
    _runtime: PhantomData<*const R>,
}

/// Values of others side by side, as the arguments of a call are: lent, so that nothing is counted.
pub struct Borrowed<'a, R: Runtime, const N: usize> {
    words: [Word; N],
    _lenders: PhantomData<&'a Value<R>>,
}

impl<'a, R: Runtime, const N: usize> Borrowed<'a, R, N> {
    /// Lends the values.
    #[inline(always)]
    pub fn new(values: [&'a Value<R>; N]) -> Self {
        Borrowed { words: values.map(Value::word), _lenders: PhantomData }
    }
}

impl<R: Runtime, const N: usize> Deref for Borrowed<'_, R, N> {
    type Target = [Value<R>];
    #[inline(always)]
    fn deref(&self) -> &[Value<R>] {
        // SAFETY: `Value` is a transparent wrapper around `Word`; the lenders own what the words refer to, and outlive this.
        unsafe { std::slice::from_raw_parts(self.words.as_ptr().cast(), N) }
    }
}

impl<R: Runtime> Value<R> {
    /// No value.
    pub const UNBOUND: Value<R> = Value::immediate(Word::UNBOUND);
    /// `None`
    pub const NONE: Value<R> = Value::immediate(Word::NONE);
    /// `True`
    pub const TRUE: Value<R> = Value::immediate(Word::TRUE);
    /// `False`
    pub const FALSE: Value<R> = Value::immediate(Word::FALSE);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Value<R> = Value::immediate(Word::NOT_IMPLEMENTED);
    /// `Ellipsis`
    pub const ELLIPSIS: Value<R> = Value::immediate(Word::ELLIPSIS);

    const fn immediate(word: Word) -> Self {
        Value { word, _runtime: PhantomData }
    }

    /// Takes over the reference that `word` stands for.
    ///
    /// # Safety
    /// If `word` is an object, the caller owns one reference to it, of this runtime, and gives it away.
    #[inline(always)]
    pub const unsafe fn from_owned(word: Word) -> Self {
        Value { word, _runtime: PhantomData }
    }

    /// A new reference to what `word` refers to.
    ///
    /// # Safety
    /// If `word` is an object, it is of this runtime and alive for the length of the call.
    #[inline(always)]
    pub unsafe fn from_borrowed(word: Word) -> Self {
        Attached::<R>::current().retain(word);
        Value { word, _runtime: PhantomData }
    }

    /// As [`from_borrowed`](Self::from_borrowed), for a word that a container holds whose lock is held.
    ///
    /// # Safety
    /// If `word` is an object, it is of this runtime and the container keeps it alive.
    #[inline(always)]
    pub(crate) unsafe fn from_container(attached: &Attached<R>, word: Word) -> Self {
        attached.retain_shared(word);
        Value { word, _runtime: PhantomData }
    }

    /// Views a borrowed word as a value, without counting.
    ///
    /// # Safety
    /// If `word` is an object, it is of this runtime and stays alive while the reference is used.
    #[inline(always)]
    pub unsafe fn from_word_ref(word: &Word) -> &Self {
        // SAFETY: `Value` is a transparent wrapper around `Word`.
        unsafe { &*std::ptr::from_ref(word).cast::<Value<R>>() }
    }

    pub(crate) fn from_object(object: NonNull<Header<R>>) -> Self {
        Value { word: Word::object(object), _runtime: PhantomData }
    }

    /// Takes the reference out of a slot nobody else can reach any more.
    pub(crate) fn from_slot_owned(slot: &Slot) -> Self {
        Value { word: slot.replace(Word::UNBOUND), _runtime: PhantomData }
    }

    /// Shows `word` as a value for the length of a call, if it is bound.
    pub fn with_borrowed(word: Word, visit: &mut dyn FnMut(&Value<R>)) {
        if word.is_object() {
            visit(&ManuallyDrop::new(Value { word, _runtime: PhantomData }));
        }
    }

    /// An immediate integer known to fit.
    #[inline(always)]
    pub const fn small_int(value: i64) -> Self {
        Value::immediate(Word::small_int(value))
    }

    /// A float.
    #[inline(always)]
    pub fn float(value: f64) -> Self {
        Value::immediate(Word::float(value))
    }

    /// A bool.
    #[inline(always)]
    pub const fn bool(value: bool) -> Self {
        Value::immediate(Word::bool(value))
    }

    /// The bits, borrowed.
    #[inline(always)]
    pub const fn word(&self) -> Word {
        self.word
    }

    /// The bits with the reference, which the caller must release.
    #[inline(always)]
    pub const fn into_word(self) -> Word {
        let word = self.word;
        std::mem::forget(self);
        word
    }

    /// Whether this is an argument that was not given, or a variable that is not assigned.
    #[inline(always)]
    pub fn is_unbound(&self) -> bool {
        self.word == Word::UNBOUND
    }

    /// Whether this is `None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.word == Word::NONE
    }

    /// The value unless it is unbound.
    #[inline(always)]
    pub fn given(&self) -> Option<&Self> {
        if self.is_unbound() { None } else { Some(self) }
    }

    /// The value unless it is unbound or None.
    #[inline(always)]
    pub fn some(&self) -> Option<&Self> {
        if self.is_unbound() || self.is_none() { None } else { Some(self) }
    }

    /// Whether both are the same object, or immediates of the same bits.
    #[inline(always)]
    pub fn is(&self, other: &Self) -> bool {
        self.word == other.word
    }

    /// The object's header, if this is an object.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header<R>> {
        // SAFETY: the value keeps its object alive.
        self.word.as_object::<R>().map(|object| unsafe { object.as_ref() })
    }

    /// Whether it is never counted: no object, or an immortal one.
    pub fn is_uncounted(&self) -> bool {
        self.header().is_none_or(|header| R::is_immortal(header.count()))
    }

    /// The object's shape, if this is an object.
    #[inline(always)]
    pub fn shape(&self) -> Option<&Shape<R>> {
        self.header().map(Header::shape)
    }

    /// As an object whose payload is `P`, if it is one (or of a subclass).
    #[inline(always)]
    pub fn as_ref<P: Payload<R>>(&self) -> Option<&Ref<R, P>> {
        let header = self.header()?;
        let matches = if P::KIND as u8 != crate::Kind::Other as u8 {
            header.kind() as u8 == P::KIND as u8
        } else {
            header.layout().begins_with::<P>()
        };
        // SAFETY: `Ref` is a transparent wrapper around `Value`, and the payload is a `P`.
        if matches { Some(unsafe { &*std::ptr::from_ref(self).cast::<Ref<R, P>>() }) } else { None }
    }

    /// As [`as_ref`](Self::as_ref), taking the value.
    pub fn downcast<P: Payload<R>>(self) -> Result<Ref<R, P>, Self> {
        if self.as_ref::<P>().is_some() { Ok(Ref { value: self, _payload: PhantomData }) } else { Err(self) }
    }

    /// How the payload is laid out, if this is an object.
    pub fn layout(&self) -> Option<&'static Layout<R>> {
        self.header().map(Header::layout)
    }
}

impl<R: Runtime> Clone for Value<R> {
    #[inline(always)]
    fn clone(&self) -> Self {
        if self.word.is_object() {
            Attached::<R>::current().retain(self.word);
        }
        Value { word: self.word, _runtime: PhantomData }
    }
}

impl<R: Runtime> Value<R> {
    /// Drops values that lie one behind the other. What a slice is dropped by takes twice the instructions: it prepares for a
    /// destructor that panics, and asks for the thread each time.
    ///
    /// # Safety
    /// `values` are `length` owned values that the caller will neither use nor drop.
    #[inline]
    pub(crate) unsafe fn drop_all(values: *mut Value<R>, length: usize) {
        // SAFETY: the caller's promise.
        let words = unsafe { std::slice::from_raw_parts(values.cast::<Word>(), length) };
        if let Some(first) = words.iter().position(|word| word.is_object()) {
            let attached = Attached::<R>::current();
            words[first..].iter().for_each(|&word| attached.release(word));
        }
    }
}

impl<R: Runtime> Drop for Value<R> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.word.is_object() {
            Attached::<R>::current().release(self.word);
        }
    }
}

impl<R: Runtime> std::fmt::Debug for Value<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.layout() {
            Some(layout) => write!(f, "<{} at {:#x}>", layout.name, self.word.bits()),
            None => self.word.fmt(f),
        }
    }
}

/// An owned reference to an object whose payload is known to be a `P`.
#[repr(transparent)]
pub struct Ref<R: Runtime, P> {
    value: Value<R>,
    _payload: PhantomData<*const P>,
}

impl<R: Runtime, P: Payload<R>> Ref<R, P> {
    /// # Safety
    /// The object's payload is a `P`, and the caller gives away one reference to it.
    #[inline(always)]
    pub(crate) unsafe fn from_object(object: NonNull<Object<R, P>>) -> Self {
        Ref { value: Value::from_object(object.cast()), _payload: PhantomData }
    }

    /// The header.
    #[inline(always)]
    pub fn head(&self) -> &Header<R> {
        // SAFETY: a `Ref` is always an object, which it keeps alive.
        unsafe { &*(self.value.word.bits() as *const Header<R>) }
    }

    /// As a value, borrowed.
    #[inline(always)]
    pub fn value(&self) -> &Value<R> {
        &self.value
    }

    /// As a value.
    #[inline(always)]
    pub fn into_value(self) -> Value<R> {
        self.value
    }
}

impl<R: Runtime, P: Payload<R>> Deref for Ref<R, P> {
    type Target = P;
    #[inline(always)]
    fn deref(&self) -> &P {
        // SAFETY: the object is alive and its payload is a `P`.
        unsafe { &(*(self.value.word.bits() as *const Object<R, P>)).payload }
    }
}

impl<R: Runtime, P> Clone for Ref<R, P> {
    fn clone(&self) -> Self {
        Ref { value: self.value.clone(), _payload: PhantomData }
    }
}

impl<R: Runtime, P> From<Ref<R, P>> for Value<R> {
    fn from(object: Ref<R, P>) -> Self {
        object.value
    }
}
