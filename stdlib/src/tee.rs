//! What the iterators of one `itertools.tee` share.
//!
//! Items lie in links that hang one on the other, and each iterator holds the link with the first item that it has not seen.
//! So links that all of them have left die.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// The iterator that is read on behalf of all.
struct Source<R: Runtime>(Guarded<Reading<R>>);

struct Reading<R: Runtime> {
    iterator: Value<R>,
    exhausted: bool,
    /// Somebody is asking for the next item.
    busy: bool,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Source<R> {
    const NAME: &'static str = "_tee_source";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        visit(unsafe { &self.0.get().iterator });
    }
}

impl<R: Runtime> Guard<R> for Source<R> {
    type Guarded = Reading<R>;
    fn guarded(&self) -> &Guarded<Reading<R>> {
        &self.0
    }
}

/// How many items lie in a link.
const ITEMS: usize = 32;

/// Some items, and the link to those after them.
struct Link<R: Runtime>(Guarded<Items<R>>);

struct Items<R: Runtime> {
    /// Those that have been read.
    read: Vec<Value<R>>,
    /// The next link, once this one is full; unbound before.
    next: Value<R>,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Link<R> {
    const NAME: &'static str = "_tee_dataobject";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let items = unsafe { self.0.get() };
        items.read.iter().for_each(&mut *visit);
        visit(&items.next);
    }
}

impl<R: Runtime> Guard<R> for Link<R> {
    type Guarded = Items<R>;
    fn guarded(&self) -> &Guarded<Items<R>> {
        &self.0
    }
}

/// One iterator's place in the items.
pub(crate) struct Place<R: Runtime> {
    source: Value<R>,
    link: Value<R>,
    /// Which of the link's items comes next.
    position: usize,
}

impl<R: Runtime> Clone for Place<R> {
    fn clone(&self) -> Self {
        Place { source: self.source.clone(), link: self.link.clone(), position: self.position }
    }
}

impl<R: Runtime> Place<R> {
    /// The place before the first item of `iterator`.
    pub fn first(vm: &mut Vm<R>, iterator: Value<R>) -> Self {
        let reading = Reading { iterator, exhausted: false, busy: false };
        Place { source: vm.new_object(Source(Guarded::new(reading))), link: empty(vm), position: 0 }
    }

    /// Shows what it holds.
    pub fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.source);
        visit(&self.link);
    }

    /// The next item.
    pub fn advance(&mut self, vm: &mut Vm<R>) -> Return<R, Option<Value<R>>> {
        let Some(source) = self.source.as_ref::<Source<R>>().cloned() else { return Ok(None) };
        loop {
            let Some(link) = self.link.as_ref::<Link<R>>().cloned() else { return Ok(None) };
            let next = {
                let items = vm.lock(&link);
                if let Some(item) = items.read.get(self.position) {
                    self.position += 1;
                    return Ok(Some(item.clone()));
                }
                items.next.clone()
            };
            if next.given().is_some() {
                (self.link, self.position) = (next, 0);
            } else if !read(vm, &source, &link, self.position)? {
                return Ok(None);
            }
        }
    }
}

fn empty<R: Runtime>(vm: &Vm<R>) -> Value<R> {
    vm.new_object(Link(Guarded::new(Items { read: Vec::new(), next: Value::UNBOUND })))
}

/// Reads the item for this position of the last link; false if there is none.
fn read<R: Runtime>(
    vm: &mut Vm<R>,
    source: &Ref<R, Source<R>>,
    link: &Ref<R, Link<R>>,
    position: usize,
) -> Return<R, bool> {
    let iterator = {
        let mut reading = vm.lock(source);
        if reading.exhausted {
            return Ok(false);
        }
        if reading.busy {
            drop(reading);
            return Err(vm.runtime_error("the tee iterator already executing"));
        }
        reading.busy = true;
        reading.iterator.clone()
    };
    // Whoever was busy before may have read this very item.
    let is_read = vm.lock(link).read.len() > position;
    let item = if is_read { Ok(None) } else { vm.next(&iterator).map(Some) };
    let outcome = match item {
        Ok(None) => Ok(true),
        Ok(Some(Some(item))) => {
            let next = if position + 1 == ITEMS { empty(vm) } else { Value::UNBOUND };
            let mut items = vm.lock(link);
            items.read.push(item);
            items.next = next;
            drop(items);
            Ok(true)
        }
        Ok(Some(None)) => Ok(false),
        Err(raised) => Err(raised),
    };
    let mut reading = vm.lock(source);
    reading.busy = false;
    reading.exhausted |= matches!(outcome, Ok(false));
    drop(reading);
    outcome
}

/// Makes the classes of what is shared.
pub(crate) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Source<R>>(vm, "itertools", "_tee_source", None).sealed().finish();
    ClassBuilder::new::<Link<R>>(vm, "itertools", "_tee_dataobject", None).sealed().finish();
}
