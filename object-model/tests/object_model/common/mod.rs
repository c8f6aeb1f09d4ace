//! One body, every runtime.

use object_model::{
    Attached, Class, ClassFlags, ClassParts, Dict, Found, Instance, Layout, Payload, Ref, Remains, Runtime,
    Str, Token, Totals, Tuple, Value, World, make,
};
use std::sync::Arc;
use std::thread::JoinHandle;

/// Makes a test of each generic function, on each runtime.
macro_rules! on_every_runtime {
    ($($name:ident,)*) => {
        mod gil {
            $(#[test] fn $name() { super::$name::<gil_runtime::Gil>(); })*
        }
        mod freethreaded {
            $(#[test] fn $name() { super::$name::<freethreaded_runtime::FreeThreaded>(); })*
        }
        mod freethreaded_atomic {
            $(#[test] fn $name() { super::$name::<freethreaded_runtime::FreeThreaded<refcount::Atomic>>(); })*
        }
    };
}

/// Runs `body` as the first and last thread of a world of its own. Nothing may be left when the world has
/// ended.
pub fn in_a_world<R: Runtime + Default>(body: impl FnOnce(&mut Token<R>)) -> Totals {
    let (remains, totals) = end_of::<R>(body);
    assert_eq!(remains.leaked, 0);
    assert_eq!(totals.objects_allocated, totals.objects_freed);
    totals
}

/// As [`in_a_world`]; answers what was left.
pub fn end_of<R: Runtime + Default>(body: impl FnOnce(&mut Token<R>)) -> (Remains, Totals) {
    let world = World::new(R::default());
    let mut token = Token::attach(&world);
    body(&mut token);
    let remains = token.end_world();
    drop(token);
    (remains, world.totals())
}

/// A value on its way to another thread.
pub struct Sent<T>(pub T);

// SAFETY: references are counted by whichever thread drops them, which is attached when it does.
unsafe impl<T> Send for Sent<T> {}

impl<T> Sent<T> {
    /// The value, at its destination.
    pub fn take(self) -> T {
        self.0
    }
}

/// Runs `body` in a new thread of the world that `attached` is attached to.
pub fn spawn<R: Runtime, T: Send + 'static>(
    attached: &Attached<R>,
    body: impl FnOnce(&mut Token<R>) -> T + Send + 'static,
) -> JoinHandle<T> {
    let world = Arc::clone(attached.world());
    std::thread::spawn(move || body(&mut Token::attach(&world)))
}

/// Waits for a thread, detached.
pub fn join<R: Runtime, T>(token: &mut Token<R>, thread: JoinHandle<T>) -> T {
    let outcome = token.detached(|| thread.join()).expect("the thread does not panic");
    checkpoint(token);
    outcome
}

/// What a back edge does.
pub fn checkpoint<R: Runtime>(token: &mut Token<R>) {
    if token.poll() {
        token.safepoint();
    }
}

/// An interned string.
pub fn name<R: Runtime>(attached: &Attached<R>, text: &str) -> Ref<R, Str<R>> {
    attached.world().names.intern(attached, text)
}

/// A new string.
pub fn text<R: Runtime>(attached: &Attached<R>, text: &str) -> Value<R> {
    make::string(attached, text).into_value()
}

/// The text of a string.
pub fn read<R: Runtime>(value: &Value<R>) -> &str {
    value.as_ref::<Str<R>>().expect("a str").as_str()
}

/// Sets an item of a dict of names.
pub fn set_item<R: Runtime>(
    token: &mut Token<R>,
    dict: &Ref<R, Dict<R>>,
    key: &Ref<R, Str<R>>,
    value: Value<R>,
) {
    let mut locked = token.lock(dict);
    let old = match locked.find(key.hash(), key.value().word()) {
        Found::At(number) => Some(locked.replace_at(number, value)),
        _ => {
            locked.insert(key.hash(), key.value().clone(), value).expect("there is memory");
            None
        }
    };
    drop(locked);
    drop(old);
}

/// A class of instances with four attribute slots.
pub fn class<R: Runtime>(token: &mut Token<R>, title: &str, base: &Ref<R, Class<R>>) -> Ref<R, Class<R>> {
    class_with(token, title, base, Instance::LAYOUT)
}

/// A class of instances laid out as `layout` says.
pub fn class_with<R: Runtime>(
    token: &mut Token<R>,
    title: &str,
    base: &Ref<R, Class<R>>,
    layout: &'static Layout<R>,
) -> Ref<R, Class<R>> {
    let parts = ClassParts {
        name: title.into(),
        bases: make::tuple(token, vec![base.value().clone()]).into_value(),
        namespace: make::dict(token),
        layout,
        flags: ClassFlags::HEAP.with(ClassFlags::BASE),
        instance_slots: 4,
    };
    let world = Arc::clone(token.world());
    let class = make::object(token, world.roots().type_.root_shape(), Class::new(parts));
    let mro = std::iter::once(class.value().clone()).chain(base.mro().iter().cloned()).collect();
    let mro: Ref<R, Tuple<R>> = make::tuple(token, mro);
    class.finish(mro.into_value());
    class
}

/// An instance of such a class.
pub fn instance<R: Runtime>(token: &Token<R>, class: &Ref<R, Class<R>>) -> Ref<R, Instance<R>> {
    Ref::<R, Instance<R>>::make(token, class.root_shape(), class.instance_slots())
}

/// Adds an attribute in a slot.
pub fn add_attribute<R: Runtime>(
    token: &mut Token<R>,
    object: &Ref<R, Instance<R>>,
    key: &Ref<R, Str<R>>,
    value: Value<R>,
) {
    assert!(token.lock(object).add(key.value().word(), value).is_ok(), "there is a slot left");
}
