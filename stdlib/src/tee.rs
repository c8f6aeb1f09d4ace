//! What the iterators of one `itertools.tee` share.
//!
//! Items hang one on the other, and each iterator holds the first that it has not seen. So what all of them have seen dies.

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

/// An item and the link to the next, once the item has been read.
struct Link<R: Runtime>(Guarded<Option<(Value<R>, Value<R>)>>);

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Link<R> {
    const NAME: &'static str = "_tee_dataobject";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        if let Some((item, next)) = unsafe { self.0.get() } {
            visit(item);
            visit(next);
        }
    }
}

impl<R: Runtime> Guard<R> for Link<R> {
    type Guarded = Option<(Value<R>, Value<R>)>;
    fn guarded(&self) -> &Guarded<Option<(Value<R>, Value<R>)>> {
        &self.0
    }
}

/// One iterator's place in the items.
pub(crate) struct Place<R: Runtime> {
    source: Value<R>,
    link: Value<R>,
}

impl<R: Runtime> Clone for Place<R> {
    fn clone(&self) -> Self {
        Place { source: self.source.clone(), link: self.link.clone() }
    }
}

impl<R: Runtime> Place<R> {
    /// The place before the first item of `iterator`.
    pub fn first(vm: &mut Vm<R>, iterator: Value<R>) -> Self {
        let reading = Reading { iterator, exhausted: false, busy: false };
        Place { source: vm.new_object(Source(Guarded::new(reading))), link: empty(vm) }
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
            if let Some((item, next)) = vm.lock(&link).clone() {
                self.link = next;
                return Ok(Some(item));
            }
            if !read(vm, &source, &link)? {
                return Ok(None);
            }
        }
    }
}

fn empty<R: Runtime>(vm: &Vm<R>) -> Value<R> {
    vm.new_object(Link(Guarded::new(None)))
}

/// Reads the item for an empty link; false if there is none.
fn read<R: Runtime>(vm: &mut Vm<R>, source: &Ref<R, Source<R>>, link: &Ref<R, Link<R>>) -> Return<R, bool> {
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
    // Whoever was busy before may have read the item of this very link.
    let item = if vm.lock(link).is_some() { Ok(None) } else { vm.next(&iterator).map(Some) };
    let outcome = match item {
        Ok(None) => Ok(true),
        Ok(Some(Some(item))) => {
            let next = empty(vm);
            *vm.lock(link) = Some((item, next));
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
