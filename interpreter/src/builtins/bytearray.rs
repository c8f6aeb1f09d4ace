//! `bytearray`.

use super::bytes::{byte_value, fill, iterate, own, source_bytes};
use super::exports::Exports;
use super::str::repetitions;
use crate::raised::{Raised, Return};
use crate::slice::{Selection, Slice};
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Special, Str, Value};
use text::{quote, window};

/// The payload of `bytearray`.
pub struct ByteArray<R: Runtime> {
    data: Guarded<Vec<u8>>,
    /// Its length is fixed as long as there are any.
    pub(super) exports: Exports,
    _runtime: std::marker::PhantomData<fn() -> R>,
}

impl<R: Runtime> ByteArray<R> {
    /// Holds `data`.
    pub fn new(data: Vec<u8>) -> Self {
        ByteArray {
            data: Guarded::new(data),
            exports: Exports::default(),
            _runtime: std::marker::PhantomData,
        }
    }

    /// Whether views look into it. The object's lock is held.
    pub fn is_exported(&self) -> bool {
        self.exports.are_there()
    }
}

// SAFETY: guarded by the object's lock; the count is an atomic.
unsafe impl<R: Runtime> Payload<R> for ByteArray<R> {
    const NAME: &'static str = "bytearray";
    fn held(&self) -> usize {
        // SAFETY: the caller is in a section of the object, or has just made it.
        unsafe { self.data.get() }.capacity()
    }
    const TRACKED: bool = false;
}

impl<R: Runtime> Guard<R> for ByteArray<R> {
    type Guarded = Vec<u8>;
    fn guarded(&self) -> &Guarded<Vec<u8>> {
        &self.data
    }
}

impl<R: Runtime> Vm<R> {
    /// A bytearray.
    pub fn new_bytearray(&self, data: Vec<u8>) -> Value<R> {
        self.new_object(ByteArray::new(data))
    }

    /// Runs `change` on the bytes of an array whose length may change; BufferError if a memoryview forbids that.
    pub fn resize<T>(
        &mut self,
        array: &Ref<R, ByteArray<R>>,
        change: impl FnOnce(&mut Vec<u8>) -> T,
    ) -> Return<R, T> {
        let changed = {
            let mut data = self.lock(array);
            let changed = (!array.is_exported()).then(|| change(&mut data));
            data.note_held();
            changed
        };
        changed.ok_or_else(|| self.exported())
    }

    /// Takes out the item of `size` bytes, at most eight, that `find` answers the number of, if it answers one; BufferError if a
    /// memoryview forbids that. One step: no other thread sees or changes the bytes between.
    pub fn take_item(
        &mut self,
        array: &Ref<R, ByteArray<R>>,
        size: usize,
        find: impl FnOnce(&[u8]) -> Option<usize>,
    ) -> Return<R, Option<[u8; 8]>> {
        let taken = {
            let mut data = self.lock(array);
            match find(&data) {
                Some(_) if array.is_exported() => Err(()),
                Some(number) => {
                    let mut item = [0; 8];
                    let bytes = data.drain(number * size..(number + 1) * size);
                    item.iter_mut().zip(bytes).for_each(|(to, byte)| *to = byte);
                    Ok(Some(item))
                }
                None => Ok(None),
            }
        };
        taken.map_err(|()| self.exported())
    }

    fn exported(&mut self) -> Raised<R> {
        self.buffer_error("Existing exports of data: object cannot be re-sized")
    }

    fn extend_array(&mut self, array: &Ref<R, ByteArray<R>>, more: &[u8]) -> Return<R, ()> {
        if more.is_empty() {
            return Ok(());
        }
        let extended = self.resize(array, |data| {
            let room = data.try_reserve(more.len()).is_ok();
            if room {
                data.extend_from_slice(more);
            }
            room
        })?;
        if extended { Ok(()) } else { Err(self.memory_error()) }
    }
}

fn receiver<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, ByteArray<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("a bytearray is required"))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, ByteArray::new(Vec::new()))
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    // Whatever comes of it, what it held before is gone.
    clear(vm, arguments)?;
    let array = receiver(vm, &arguments[0])?;
    let data = source_bytes(vm, &arguments[1], &arguments[2], &arguments[3], "bytearray")?;
    if !data.is_empty() {
        vm.resize(&array, |old| *old = data)?;
    }
    Ok(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = format!("{}({})", vm.type_name(&arguments[0]), quote::repr_bytearray(&own(vm, &arguments[0])));
    Ok(vm.new_string(text))
}

fn append<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let byte = byte_value(vm, &arguments[1], "byte")?;
    vm.extend_array(&array, &[byte])?;
    Ok(Value::NONE)
}

fn extend<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let end = vm.lock(&array).len();
    let more = match vm.bytes_like(&arguments[1]) {
        // Lending the bytes may have changed the length: they go to where the end was.
        Some(more) if vm.lock(&array).len() != end => {
            vm.resize(&array, |data| {
                let end = end.min(data.len());
                data.splice(end..end, more.iter().copied());
            })?;
            return Ok(Value::NONE);
        }
        Some(more) => more.into_owned(),
        None if vm.as_str(&arguments[1]).is_some_and(|text| !text.is_empty()) => {
            return Err(vm.type_error("expected iterable of integers; got: 'str'"));
        }
        None => {
            let class = vm.class_of(&arguments[1]);
            if !vm.is_iterable(&class) {
                return Err(vm.type_error(&format!("can't extend bytearray with {}", class.shown_name())));
            }
            fill(vm, &arguments[1], "byte")?
        }
    };
    vm.extend_array(&array, &more)?;
    Ok(Value::NONE)
}

fn inplace_add<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let Some(more) = vm.bytes_like(&arguments[1]) else {
        let message = format!("can't concat {} to bytearray", vm.type_name(&arguments[1]));
        return Err(vm.type_error(&message));
    };
    let more = more.into_owned();
    vm.extend_array(&array, &more)?;
    Ok(arguments[0].clone())
}

fn inplace_mul<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let Some(count) = repetitions(vm, &arguments[1])? else {
        return Err(vm.not_repeated(&arguments[1]));
    };
    let length = vm.lock(&array).len();
    vm.raised(text::error::check_length(length.saturating_mul(count)))?;
    if length.saturating_mul(count) != length {
        vm.resize(&array, |data| *data = data.repeat(count))?;
    }
    Ok(arguments[0].clone())
}

fn insert<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let index = vm.index(&arguments[1])?;
    let byte = byte_value(vm, &arguments[2], "byte")?;
    vm.resize(&array, |data| {
        data.insert(window::before(data.len(), index), byte);
    })?;
    Ok(Value::NONE)
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let index = match arguments[1].given() {
        Some(index) => vm.subscript(index)?,
        None => -1,
    };
    let mut empty = false;
    let popped = vm.take_item(&array, 1, |data| {
        empty = data.is_empty();
        window::item(data.len(), index)
    })?;
    match popped {
        Some([byte, ..]) => Ok(vm.new_int(i64::from(byte))),
        None if empty => Err(vm.index_error("pop from empty bytearray")),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let byte = byte_value(vm, &arguments[1], "byte")?;
    match vm.take_item(&array, 1, |data| data.iter().position(|&one| one == byte))? {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.value_error("value not found in bytearray")),
    }
}

/// How many bytes it has room for; CPython's end in one that is none of them.
fn alloc<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let (length, room) = {
        let data = vm.lock(&array);
        (data.len(), data.capacity())
    };
    Ok(vm.new_usize(if room == 0 { 0 } else { room.max(length + 1) }))
}

fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    if !vm.lock(&array).is_empty() {
        vm.resize(&array, Vec::clear)?;
    }
    Ok(Value::NONE)
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = own(vm, &arguments[0]).into_owned();
    Ok(vm.new_bytearray(data))
}

fn reverse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    vm.lock(&array).reverse();
    Ok(Value::NONE)
}

fn resize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let size = vm.index(&arguments[1])?;
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error(&format!("bytearray.resize(): new size must be >= 0, got {size}")));
    };
    vm.raised(text::error::check_length(size))?;
    if vm.lock(&array).len() != size {
        vm.resize(&array, |data| data.resize(size, 0))?;
    }
    Ok(Value::NONE)
}

fn is_index<R: Runtime>(vm: &mut Vm<R>, key: &Value<R>) -> bool {
    vm.is_int(key) || vm.class_of(key).special(vm, Special::Index).is_some()
}

fn bad_index<R: Runtime>(vm: &mut Vm<R>, key: &Value<R>) -> Return<R> {
    let message = format!("bytearray indices must be integers or slices, not {}", vm.type_name(key));
    Err(vm.type_error(&message))
}

fn setitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let [_, key, value] = arguments else { return Ok(Value::NONE) };
    if let Some(slice) = key.as_ref::<Slice<R>>() {
        let new = assigned_bytes(vm, value)?;
        return assign_slice(vm, &array, slice, &new);
    }
    if !is_index(vm, key) {
        return bad_index(vm, key);
    }
    let index = vm.subscript(key)?;
    let byte = byte_value(vm, value, "byte")?;
    let set = {
        let mut data = vm.lock(&array);
        let position = window::item(data.len(), index);
        if let Some(position) = position {
            data[position] = byte;
        }
        position.is_some()
    };
    if set { Ok(Value::NONE) } else { Err(vm.index_error("bytearray index out of range")) }
}

/// The bytes of what is assigned to a slice.
fn assigned_bytes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<u8>> {
    if let Some(bytes) = vm.bytes_like(value) {
        return Ok(bytes.into_owned());
    }
    if vm.is_number(value) || value.as_ref::<Str<R>>().is_some() {
        let message = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
        return Err(vm.type_error(message));
    }
    iterate(vm, value, "bytearray")
}

fn delitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = receiver(vm, &arguments[0])?;
    let key = &arguments[1];
    if let Some(slice) = key.as_ref::<Slice<R>>() {
        let length = vm.lock(&array).len();
        let selection = vm.select(slice, length)?;
        if selection.count > 0 {
            vm.resize(&array, |data| delete(data, selection))?;
        }
        return Ok(Value::NONE);
    }
    if !is_index(vm, key) {
        return bad_index(vm, key);
    }
    let index = vm.subscript(key)?;
    match vm.take_item(&array, 1, |data| window::item(data.len(), index))? {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.index_error("bytearray index out of range")),
    }
}

/// Deletes the selected bytes, as far as they are still there.
fn delete(data: &mut Vec<u8>, selection: Selection) {
    let mut doomed: Vec<usize> = selection.indices().collect();
    doomed.sort_unstable();
    let mut doomed = doomed.into_iter().peekable();
    let mut index = 0;
    data.retain(|_| {
        let keep = doomed.next_if_eq(&index).is_none();
        index += 1;
        keep
    });
}

fn assign_slice<R: Runtime>(
    vm: &mut Vm<R>,
    array: &Ref<R, ByteArray<R>>,
    slice: &Ref<R, Slice<R>>,
    new: &[u8],
) -> Return<R> {
    let length = vm.lock(array).len();
    let selection = vm.select(slice, length)?;
    // Bytes of every other place that are replaced by none are deleted.
    if selection.step != 1 && new.is_empty() {
        if selection.count > 0 {
            vm.resize(array, |data| delete(data, selection))?;
        }
        return Ok(Value::NONE);
    }
    if selection.step != 1 && new.len() != selection.count {
        let message = format!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            new.len(),
            selection.count
        );
        return Err(vm.value_error(&message));
    }
    if new.len() == selection.count {
        let mut data = vm.lock(array);
        for (index, &byte) in selection.indices().zip(new) {
            if let Some(place) = data.get_mut(index) {
                *place = byte;
            }
        }
        return Ok(Value::NONE);
    }
    vm.resize(array, |data| {
        let start = (selection.start as usize).min(data.len());
        let end = (start + selection.count).min(data.len());
        data.splice(start..end, new.iter().copied());
    })?;
    Ok(Value::NONE)
}

/// What a pickle of this protocol, or `copy`, makes another of.
fn reduce_for<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, protocol: i64) -> Return<R> {
    let data = own(vm, value).into_owned();
    let given = if data.is_empty() {
        vec![]
    } else if protocol < 3 {
        // Old protocols have no bytes.
        let text: String = data.iter().copied().map(char::from).collect();
        vec![vm.new_string(text), vm.new_str("latin-1")]
    } else {
        vec![vm.new_bytes(&data)]
    };
    let (class, given) = (vm.class_of(value).into_value(), vm.new_tuple(given));
    let state = vm.call_method(value, "__getstate__", &[])?;
    Ok(vm.new_tuple(vec![class, given, state]))
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    reduce_for(vm, &arguments[0], 2)
}

fn reduce_ex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let protocol = arguments[1].given().map_or(Ok(0), |protocol| vm.index(protocol))?;
    reduce_for(vm, &arguments[0], protocol)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = ClassBuilder::new::<ByteArray<R>>(vm, "builtins", "bytearray", None)
        .constructor("__new__(cls, /, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, source=b'', encoding='utf-8', errors='strict')", init),
            ("__release_buffer__(self, buffer, /)", super::release_buffer),
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", |vm, arguments| {
                vm.warn_of_text("bytearray")?;
                repr(vm, arguments)
            }),
            ("__iadd__(self, value, /)", inplace_add),
            ("__imul__(self, value, /)", inplace_mul),
            ("__setitem__(self, key, value, /)", setitem),
            ("__delitem__(self, key, /)", delitem),
            ("__reduce__(self, /)", reduce),
            ("__reduce_ex__(self, proto=0, /)", reduce_ex),
            ("append(self, item, /)", append),
            ("extend(self, iterable_of_ints, /)", extend),
            ("insert(self, index, item, /)", insert),
            ("pop(self, index=-1, /)", pop),
            ("remove(self, value, /)", remove),
            ("__alloc__(self, /)", alloc),
            ("clear(self, /)", clear),
            ("copy(self, /)", copy),
            ("reverse(self, /)", reverse),
            ("resize(self, size, /)", resize),
        ])
        .attribute("__hash__", Value::NONE)
        .finish();
    super::bytes::install_shared(vm, &class);
    super::bytes_methods::install(vm, &class);
    let builtins = vm.shared.builtins().clone();
    let name = vm.intern("bytearray");
    vm.dict_set_str(&builtins, &name, class.into_value());
}
