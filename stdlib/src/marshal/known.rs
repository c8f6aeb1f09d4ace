//! What marshalled values have been read so far that may be referred to.

use interpreter::{Return, Vm};
use object_model::{Dict, List, Ref, Runtime, Value};

/// What has a number.
pub(super) enum Place<R: Runtime> {
    Value(Value<R>),
    /// A tuple whose items are being read, and where it belongs when it is made.
    Tuple(Vec<Waiting<R>>),
    /// What is being read and cannot hold itself.
    Reserved,
}

/// Where a tuple belongs that is being read, because it holds, at some depth, what holds it.
pub(super) enum Waiting<R: Runtime> {
    List(Value<R>, usize),
    Dict(Ref<R, Dict<R>>, Value<R>),
}

/// Values by number. Tuples never change, so one that is held by a list or dict inside of it is put there when it is made.
pub(super) struct Known<R: Runtime> {
    places: Vec<Place<R>>,
}

impl<R: Runtime> Default for Known<R> {
    fn default() -> Self {
        Known { places: Vec::new() }
    }
}

impl<R: Runtime> Known<R> {
    pub(super) fn get(&self, number: usize) -> Option<&Place<R>> {
        self.places.get(number)
    }

    pub(super) fn add(&mut self, value: Value<R>) {
        self.places.push(Place::Value(value));
    }

    /// A number for what is [`put`](Self::put) there later.
    pub(super) fn reserve(&mut self) -> usize {
        self.places.push(Place::Reserved);
        self.places.len() - 1
    }

    pub(super) fn put(&mut self, number: usize, value: Value<R>) {
        self.places[number] = Place::Value(value);
    }

    pub(super) fn begin_tuple(&mut self) -> usize {
        self.places.push(Place::Tuple(Vec::new()));
        self.places.len() - 1
    }

    /// The tuple of that number belongs at `index` of the list.
    pub(super) fn wait_in_list(&mut self, number: usize, list: &Value<R>, index: usize) {
        self.wait(number, Waiting::List(list.clone(), index));
    }

    /// The tuple of that number belongs at `key` of the dict.
    pub(super) fn wait_in_dict(&mut self, number: usize, dict: &Ref<R, Dict<R>>, key: &Value<R>) {
        self.wait(number, Waiting::Dict(dict.clone(), key.clone()));
    }

    fn wait(&mut self, number: usize, place: Waiting<R>) {
        if let Some(Place::Tuple(waiting)) = self.places.get_mut(number) {
            waiting.push(place);
        }
    }

    /// The tuple has been made: it is put where it belongs.
    pub(super) fn end_tuple(&mut self, vm: &mut Vm<R>, number: usize, tuple: &Value<R>) -> Return<R, ()> {
        let made = std::mem::replace(&mut self.places[number], Place::Value(tuple.clone()));
        let Place::Tuple(waiting) = made else { return Ok(()) };
        for place in waiting {
            match place {
                Waiting::List(list, index) => {
                    let list = list.as_ref::<List<R>>().expect("it waits in a list");
                    // Whoever found the list meanwhile may have made it shorter.
                    let _ = vm.lock(list).set(index, tuple.clone());
                }
                Waiting::Dict(dict, key) => {
                    vm.dict_set(&dict, key, tuple.clone())?;
                }
            }
        }
        Ok(())
    }
}
