//! What there is, what it refers to and what refers to it, for those who look for leaks.
//!
//! Looked at while no other thread runs. Garbage that has been found and is about to be taken apart is not shown: nobody
//! can reach it, and it must stay so. Nor are the namespaces of built-in classes, which the interpreter takes for unchanging.

use crate::attached::Attached;
use crate::class::Class;
use crate::class_flags::ClassFlags;
use crate::header::{Flag, Header};
use crate::kind::Kind;
use crate::layout::Object;
use crate::runtime::Runtime;
use crate::token::Token;
use crate::value::Value;
use crate::word::Word;
use std::collections::HashSet;
use std::ptr::NonNull;

impl<R: Runtime> Token<R> {
    /// Every object that may be part of a cycle.
    pub fn tracked_objects(&mut self) -> Vec<Value<R>> {
        let attached: &Attached<R> = self;
        attached.stopped(|| attached.shown().into_iter().map(counted).collect())
    }

    /// What these refer to, each as often as it is referred to.
    pub fn referents(&mut self, of: &[Value<R>]) -> Vec<Value<R>> {
        let attached: &Attached<R> = self;
        attached.stopped(|| {
            let mut found = Vec::new();
            for object in of.iter().filter_map(|value| value.word().as_object::<R>()) {
                let hidden = hidden_namespace(object);
                // SAFETY: the caller's value keeps it alive, and no other thread runs.
                unsafe { show_all(object, |to| found.push(to)) };
                found.retain(|&to| Some(to) != hidden);
            }
            found.into_iter().map(counted).collect()
        })
    }

    /// What refers to any of these.
    pub fn referrers(&mut self, to: &[Value<R>]) -> Vec<Value<R>> {
        let attached: &Attached<R> = self;
        attached.stopped(|| {
            let sought: HashSet<_> = to.iter().filter_map(|value| value.word().as_object::<R>()).collect();
            let refers = |&object: &NonNull<Header<R>>| {
                let mut refers = false;
                // SAFETY: alive, and no other thread runs.
                unsafe { show_all(object, |to| refers |= sought.contains(&to)) };
                refers
            };
            attached.shown().into_iter().filter(refers).map(counted).collect()
        })
    }

    /// Takes every object there is for reachable from now on.
    pub fn freeze(&mut self) {
        let attached: &Attached<R> = self;
        attached.stopped(|| {
            for object in attached.shown() {
                // SAFETY: alive, as it is shown.
                unsafe { object.as_ref() }.set(Flag::FROZEN);
            }
        });
    }

    /// Takes no object for reachable that is not.
    pub fn unfreeze(&mut self) {
        let attached: &Attached<R> = self;
        attached.stopped(|| {
            // SAFETY: alive, since the walk shows it.
            attached.walk(|object| unsafe { object.as_ref() }.unset(Flag::FROZEN));
        });
    }

    /// How many objects are frozen.
    pub fn frozen(&mut self) -> usize {
        let attached: &Attached<R> = self;
        attached.stopped(|| {
            let mut frozen = 0;
            // SAFETY: alive, since the walk shows it.
            attached.walk(|object| frozen += usize::from(unsafe { object.as_ref() }.has(Flag::FROZEN)));
            frozen
        })
    }
}

impl<R: Runtime> Attached<R> {
    /// What may be shown. No other thread runs.
    fn shown(&self) -> Vec<NonNull<Header<R>>> {
        let (mut shown, mut hidden) = (Vec::new(), HashSet::new());
        self.walk(|object| {
            // SAFETY: alive.
            let header = unsafe { object.as_ref() };
            if header.is_tracked() && !header.has(Flag::CLEARED) {
                hidden.extend(hidden_namespace(object));
                shown.push(object);
            }
        });
        let collector = &self.world().collector;
        shown.retain(|object| !hidden.contains(object) && !collector.is_claimed(object.as_ptr() as usize));
        shown
    }
}

/// The namespace, if it is that of a built-in class.
fn hidden_namespace<R: Runtime>(object: NonNull<Header<R>>) -> Option<NonNull<Header<R>>> {
    // SAFETY: the callers' objects are alive.
    let header = unsafe { object.as_ref() };
    if header.kind() != Kind::Class || header.has(Flag::CLEARED) {
        return None;
    }
    // SAFETY: a class is laid out so.
    let class = unsafe { &object.cast::<Object<R, Class<R>>>().as_ref().payload };
    let built_in = !class.flags().has(ClassFlags::HEAP);
    built_in.then(|| class.namespace().value().word().as_object::<R>()).flatten()
}

/// Shows the objects an object refers to, and its class if that is written in Python.
///
/// # Safety
/// It is alive, and no other thread runs.
unsafe fn show_all<R: Runtime>(object: NonNull<Header<R>>, mut show: impl FnMut(NonNull<Header<R>>)) {
    // SAFETY: the caller's promise.
    let header = unsafe { object.as_ref() };
    let shape = header.shape();
    let mut show = |word: Word| {
        if let Some(to) = word.as_object::<R>() {
            show(to);
        }
    };
    if shape.is_heap() {
        show(shape.class_word());
    }
    if !header.has(Flag::CLEARED) {
        // SAFETY: alive and of this layout.
        unsafe { (shape.layout().children)(object, &mut |value| show(value.word())) };
    }
}

fn counted<R: Runtime>(object: NonNull<Header<R>>) -> Value<R> {
    // SAFETY: alive, since no other thread runs; the value is a reference of its own.
    unsafe { Value::from_borrowed(Word::object(object)) }
}
