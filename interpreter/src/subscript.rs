//! Items by subscript, and membership: `object[index]`, `member in container`.

use crate::builtins::{list, set_contains};
use crate::native::Native;
use crate::raised::Return;
use crate::slice::Slice;
use crate::vm::Vm;
use object_model::{Class, Dict, Kind, List, Ref, Runtime, Set, Special, Str, Tuple, Value};
use text::window;

impl<R: Runtime> Vm<R> {
    /// `object[index]`
    pub fn get_item(&mut self, object: &Value<R>, index: &Value<R>) -> Return<R> {
        if let Some(header) = object.header()
            && !header.shape().is_heap()
        {
            match (header.kind(), index.word().as_int()) {
                (Kind::List, Some(position)) => {
                    let list = object.as_ref::<List<R>>().expect("checked by kind");
                    return self.list_item(list, position);
                }
                (Kind::List, None) if index.as_ref::<Slice<R>>().is_some() => {
                    let list = object.as_ref::<List<R>>().expect("checked by kind");
                    let slice = index.as_ref::<Slice<R>>().expect("checked before");
                    let bounds = self.slice_bounds(slice)?;
                    return list::sliced(self, list, bounds);
                }
                (Kind::Tuple, Some(position)) => {
                    let items = object.as_ref::<Tuple<R>>().expect("checked by kind").as_slice();
                    return match window::item(items.len(), position) {
                        Some(place) => Ok(items[place].clone()),
                        None => Err(self.index_error("tuple index out of range")),
                    };
                }
                (Kind::Str, Some(position)) => {
                    let string = object.as_ref::<Str<R>>().expect("checked by kind");
                    let place = window::item(string.characters(), position);
                    return match place.and_then(|place| string.character(place)) {
                        Some(character) => Ok(self.new_character(character)),
                        None => Err(self.index_error("string index out of range")),
                    };
                }
                (Kind::Dict, _) => {
                    let dict = object.as_ref::<Dict<R>>().expect("checked by kind");
                    if let Some(value) = self.dict_get(dict, index)? {
                        return Ok(value);
                    }
                    // `defaultdict` and the like.
                    if header.shape().class_word() != self.types().dict.value().word()
                        && let Some(value) =
                            self.call_special(object, Special::Missing, std::slice::from_ref(index))?
                    {
                        return Ok(value);
                    }
                    return Err(self.key_error(index));
                }
                _ => {}
            }
        }
        if let Some(result) = self.call_special(object, Special::Getitem, std::slice::from_ref(index))? {
            return Ok(result);
        }
        if object.as_ref::<Class<R>>().is_some()
            && let Some(method) = self.find_attr_str(object, "__class_getitem__")?
            && !method.is_none()
        {
            return self.call(&method, std::slice::from_ref(index));
        }
        if object.is(self.types().type_.value()) {
            return self.generic_alias(object, index);
        }
        let message = match object.as_ref::<Class<R>>() {
            Some(class) => format!("type '{}' is not subscriptable", class.shown_name()),
            None => format!("'{}' object is not subscriptable", self.type_name(object)),
        };
        Err(self.type_error(&message))
    }

    /// A str of one character, interned if it is ASCII.
    pub fn new_character(&self, character: char) -> Value<R> {
        let mut buffer = [0; 4];
        let text = character.encode_utf8(&mut buffer);
        if character.is_ascii() { self.shared.ascii_character(self, character) } else { self.new_str(text) }
    }

    pub(crate) fn list_item(&mut self, list: &Ref<R, List<R>>, position: i64) -> Return<R> {
        let found = window::item(list.len(), position).and_then(|index| match list.peek(self, index) {
            Some(item) => item,
            None => self.lock(list).get(index),
        });
        found.ok_or_else(|| self.index_error("list index out of range"))
    }

    /// `object[index] = value`
    pub fn set_item(&mut self, object: &Value<R>, index: &Value<R>, value: Value<R>) -> Return<R, ()> {
        if let Some(header) = object.header()
            && !header.shape().is_heap()
        {
            match (header.kind(), index.word().as_int()) {
                (Kind::List, Some(position)) => {
                    let list = object.as_ref::<List<R>>().expect("checked by kind");
                    return match list::replace_at(self, list, position, value) {
                        Ok(old) => {
                            drop(old);
                            Ok(())
                        }
                        Err(_) => Err(self.index_error("list assignment index out of range")),
                    };
                }
                (Kind::List, None) if index.as_ref::<Slice<R>>().is_some() => {
                    let list = object.as_ref::<List<R>>().expect("checked by kind");
                    let slice = index.as_ref::<Slice<R>>().expect("checked before");
                    let bounds = self.slice_bounds(slice)?;
                    return list::set_slice(self, list, bounds, value);
                }
                (Kind::Dict, _) => {
                    let dict = object.as_ref::<Dict<R>>().expect("checked by kind");
                    return self.dict_set(dict, index.clone(), value).map(drop);
                }
                _ => {}
            }
        }
        match self.call_special(object, Special::Setitem, &[index.clone(), value])? {
            Some(_) => Ok(()),
            None => {
                // One method fills the place of both.
                if self.class_of(object).special(self, Special::Delitem).is_some() {
                    return Err(self.attribute_error(object, "__setitem__", "__setitem__"));
                }
                let message = format!("'{}' object does not support item assignment", self.type_name(object));
                Err(self.type_error(&message))
            }
        }
    }

    /// `del object[index]`
    pub fn delete_item(&mut self, object: &Value<R>, index: &Value<R>) -> Return<R, ()> {
        match self.call_special(object, Special::Delitem, std::slice::from_ref(index))? {
            Some(_) => Ok(()),
            None => {
                if self.class_of(object).special(self, Special::Setitem).is_some() {
                    return Err(self.attribute_error(object, "__delitem__", "__delitem__"));
                }
                // What could be a sequence is told in other words that it has no item of a number.
                let sequence = object.header().is_some_and(|header| {
                    header.shape().is_heap() || matches!(header.kind(), Kind::Str | Kind::Bytes | Kind::Tuple)
                });
                let number =
                    self.is_int(index) || self.class_of(index).special(self, Special::Index).is_some();
                let not = if sequence && number { "doesn't" } else { "does not" };
                let message = format!("'{}' object {not} support item deletion", self.type_name(object));
                Err(self.type_error(&message))
            }
        }
    }

    /// `member in container`
    pub fn contains(&mut self, container: &Value<R>, member: &Value<R>) -> Return<R, bool> {
        if let Some(header) = container.header()
            && !header.shape().is_heap()
        {
            match header.kind() {
                Kind::Dict => {
                    let dict = container.as_ref::<Dict<R>>().expect("checked by kind");
                    return Ok(self.dict_get(dict, member)?.is_some());
                }
                Kind::Set => {
                    let set = container.as_ref::<Set<R>>().expect("checked by kind");
                    return set_contains(self, set, member);
                }
                Kind::Tuple => {
                    let tuple = container.as_ref::<Tuple<R>>().expect("checked by kind").clone();
                    for item in tuple.as_slice() {
                        if self.equal(item, member)? {
                            return Ok(true);
                        }
                    }
                    return Ok(false);
                }
                Kind::Str => {
                    if let (Some(text), Some(part)) = (self.as_str(container), self.as_str(member)) {
                        return Ok(text.contains(part));
                    }
                }
                _ => {}
            }
        }
        let class = self.class_of(container);
        match class.special(self, Special::Contains) {
            Some(method) if method.is_none() => {
                let message = format!("'{}' object is not a container", class.shown_name());
                Err(self.type_error(&message))
            }
            Some(method) => {
                let result = self.call_found(&method, container, std::slice::from_ref(member))?;
                self.truth(&result)
            }
            None => {
                let iterable = match class.special(self, Special::Iter) {
                    Some(method) => !method.is_none(),
                    // As for an iteration.
                    None => {
                        let method = class.special(self, Special::Getitem);
                        method.is_some_and(|method| method.as_ref::<Native<R>>().is_none())
                    }
                };
                if !iterable {
                    let message =
                        format!("argument of type '{}' is not a container or iterable", class.shown_name());
                    return Err(self.type_error(&message));
                }
                let mut found = false;
                self.for_each(container, |vm, item| {
                    found = vm.equal(&item, member)?;
                    Ok(!found)
                })?;
                Ok(found)
            }
        }
    }
}
