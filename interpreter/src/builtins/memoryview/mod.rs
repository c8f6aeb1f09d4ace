//! `memoryview`: a window on the bytes of another object, as items of a format.

mod cast;
mod dimensions;
mod export;
mod key;

use super::bytearray::ByteArray;
use super::mapped::Mapped;
use crate::function::Function;
use crate::number::Complex;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use cast::cast;
use dimensions::Dimensions;
pub(crate) use export::Export;
use export::tell_if_over;
pub(crate) use export::view_of;
use key::{Key, SUB_VIEWS};
use object_model::{Bytes, ClassFlags, Payload, Ref, Runtime, Special, Value};
use sync::atomic::{AtomicBool, Ordering};
use text::struct_format::{self, Field, Format, Wants};

/// The payload of `memoryview`.
pub struct MemoryView<R: Runtime> {
    /// A bytes or bytearray object, or mapped memory.
    base: Value<R>,
    /// The object the view was asked of: the base, or what keeps it. Alive as long as the view is.
    owner: Value<R>,
    /// Where in it the first item is, in bytes.
    start: usize,
    /// From one item to the next, in bytes; of more than one dimension, along the first.
    step: isize,
    /// How many items; of more than one dimension, along the first.
    length: usize,
    dimensions: Dimensions,
    /// What an item is.
    item: Field,
    read_only: bool,
    released: AtomicBool,
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for MemoryView<R> {
    const NAME: &'static str = "memoryview";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.base);
        visit(&self.owner);
    }
}

impl<R: Runtime> Drop for MemoryView<R> {
    fn drop(&mut self) {
        self.release();
    }
}

impl<R: Runtime> MemoryView<R> {
    fn new(
        vm: &mut Vm<R>,
        base: &Value<R>,
        owner: &Value<R>,
        start: usize,
        step: isize,
        length: Option<usize>,
        item: Field,
    ) -> Self {
        if let Some(export) = owner.as_ref::<Export<R>>() {
            export.add();
        }
        let (whole, read_only) = match Base::of(base) {
            Base::Array(array) => {
                let data = vm.lock(array);
                array.exports.add();
                (data.len(), false)
            }
            Base::Mapped(mapped) => {
                let region = vm.lock(mapped);
                mapped.exports.add();
                region.as_ref().map_or((0, true), |region| (region.len(), !region.is_writable()))
            }
            Base::Bytes(bytes) => (bytes.len(), true),
        };
        MemoryView {
            base: base.clone(),
            owner: owner.clone(),
            start,
            step,
            length: length.unwrap_or(whole / item.size),
            dimensions: Dimensions::one(),
            item,
            read_only,
            released: AtomicBool::new(false),
        }
    }

    fn release(&self) {
        // Relaxed: one of those who release wins; nothing else is published by it.
        if !self.released.swap(true, Ordering::Relaxed) {
            match Base::of(&self.base) {
                Base::Array(array) => array.exports.remove(),
                Base::Mapped(mapped) => mapped.exports.remove(),
                Base::Bytes(_) => {}
            }
            if let Some(export) = self.owner.as_ref::<Export<R>>() {
                export.remove();
            }
        }
    }

    /// Another view of the same items, which are looked at through `owner`.
    fn through(&self, vm: &mut Vm<R>, owner: &Value<R>) -> Self {
        let mut view =
            MemoryView::new(vm, &self.base, owner, self.start, self.step, Some(self.length), self.item);
        view.read_only = self.read_only;
        view.dimensions = self.dimensions.clone();
        view
    }

    fn is_released(&self) -> bool {
        self.released.load(Ordering::Relaxed) // Relaxed: as above.
    }

    /// Another view of the same base.
    fn part(&self, vm: &mut Vm<R>, start: usize, step: isize, length: usize) -> Self {
        let mut part = self.through(vm, &self.owner);
        (part.start, part.step, part.length) = (start, step, length);
        part
    }

    fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Whether the items follow one another without gaps.
    pub(crate) fn is_contiguous(&self) -> bool {
        self.step == self.row() as isize || self.length == 1
    }

    /// The bytes of what follows one another along the first dimension: items, if there is no other.
    fn row(&self) -> usize {
        self.dimensions.items() * self.item.size
    }

    fn size(&self) -> usize {
        self.length * self.row()
    }

    fn shape(&self) -> Vec<usize> {
        self.dimensions.shape(self.length)
    }

    /// The place in the base of the item at these indices, one for each dimension, each of which may count from the end.
    fn place_of(&self, vm: &mut Vm<R>, indices: &[Value<R>]) -> Return<R, usize> {
        let strides = self.dimensions.strides(self.item.size, self.step);
        let mut place = self.start;
        for (dimension, ((index, length), stride)) in
            indices.iter().zip(self.shape()).zip(strides).enumerate()
        {
            let index = vm.subscript(index)?;
            let index = if index < 0 { index.saturating_add(length as i64) } else { index };
            let Some(index) = usize::try_from(index).ok().filter(|&index| index < length) else {
                return Err(vm.index_error(&format!("index out of bounds on dimension {}", dimension + 1)));
            };
            place = place.wrapping_add_signed(stride * index as isize);
        }
        Ok(place)
    }

    /// A view of all items of an object's bytes, of a format of one character. The object is bytes, a bytearray or
    /// mapped memory.
    pub fn formatted(vm: &mut Vm<R>, base: &Value<R>, code: char) -> Return<R> {
        Self::of_part(vm, base, base, code)
    }

    /// As [`formatted`](Self::formatted), for an `owner` whose bytes are another object's, the base.
    pub fn of_part(vm: &mut Vm<R>, owner: &Value<R>, base: &Value<R>, code: char) -> Return<R> {
        let Some(item) = field(code.encode_utf8(&mut [0; 4])) else {
            return Err(vm.value_error("memoryview: format is not supported"));
        };
        let view = MemoryView::new(vm, base, owner, 0, item.size as isize, None, item);
        Ok(vm.new_object(view))
    }

    /// Where item `index` is in the base.
    fn place(&self, index: usize) -> usize {
        self.start.wrapping_add_signed(self.step * index as isize)
    }

    /// A copy of the items' bytes; None if the view was released, or there is no memory for it.
    pub(crate) fn copy(&self, vm: &mut Vm<R>) -> Option<Vec<u8>> {
        if self.is_released() {
            return None;
        }
        if self.is_contiguous() {
            return self.read(vm, std::iter::once(self.start), self.size());
        }
        let places = (0..self.length).map(|index| self.place(index));
        self.read(vm, places, self.row())
    }

    /// The `size` bytes at each place of the base; None if there is no memory for them.
    fn read(&self, vm: &mut Vm<R>, mut places: impl Iterator<Item = usize>, size: usize) -> Option<Vec<u8>> {
        fn pick(data: &[u8], places: impl Iterator<Item = usize>, size: usize) -> Vec<u8> {
            places.flat_map(|place| data.get(place..place + size).unwrap_or_default()).copied().collect()
        }
        match Base::of(&self.base) {
            Base::Array(array) => Some(pick(&vm.lock(array), places, size)),
            Base::Bytes(bytes) => Some(pick(bytes, places, size)),
            Base::Mapped(mapped) => {
                let (region, mut bytes) = (vm.lock(mapped), Vec::new());
                let region = region.as_ref()?;
                places.all(|place| region.append(place..place + size, &mut bytes)).then_some(bytes)
            }
        }
    }

    /// Writes the next `size` bytes of `data` at each place of the base.
    fn write(&self, vm: &mut Vm<R>, places: impl Iterator<Item = usize>, size: usize, data: &[u8]) {
        let parts = places.zip(data.chunks_exact(size.max(1)));
        match Base::of(&self.base) {
            Base::Array(array) => {
                let mut target = vm.lock(array);
                for (place, part) in parts {
                    if let Some(place) = target.get_mut(place..place + size) {
                        place.copy_from_slice(part);
                    }
                }
            }
            Base::Mapped(mapped) => {
                if let Some(region) = &*vm.lock(mapped) {
                    for (place, part) in parts {
                        region.write(place, part);
                    }
                }
            }
            Base::Bytes(_) => {}
        }
    }

    /// A copy of the items' bytes and their format, if they never change: a view of a bytes object, not released.
    pub fn unchanging(&self, vm: &mut Vm<R>) -> Option<(Vec<u8>, char)> {
        self.base.as_ref::<Bytes<R>>()?;
        Some((self.copy(vm)?, self.item.code))
    }

    /// The item at a place of the base.
    fn item_at(&self, vm: &mut Vm<R>, place: usize) -> Option<Value<R>> {
        let mut bytes = [0; 8];
        let bytes = &mut bytes[..self.item.size];
        self.read_one(vm, place, bytes).then(|| unpacked(vm, self.item, bytes))
    }

    /// The byte at an index of a view of bytes, which may count from the end.
    pub(super) fn byte_at(&self, vm: &mut Vm<R>, index: i64) -> Option<u8> {
        let index = if index < 0 { index.saturating_add(self.length as i64) } else { index };
        let index = usize::try_from(index).ok().filter(|&index| index < self.length)?;
        let mut byte = [0];
        self.read_one(vm, self.place(index), &mut byte).then_some(byte[0])
    }

    /// Copies the bytes at a place of the base; false if it does not have them all.
    fn read_one(&self, vm: &mut Vm<R>, place: usize, target: &mut [u8]) -> bool {
        fn pick(data: &[u8], place: usize, target: &mut [u8]) -> bool {
            let bytes = data.get(place..place + target.len());
            bytes.map(|bytes| target.copy_from_slice(bytes)).is_some()
        }
        match Base::of(&self.base) {
            Base::Array(array) => pick(&vm.lock(array), place, target),
            Base::Bytes(bytes) => pick(bytes, place, target),
            Base::Mapped(mapped) => vm.lock(mapped).as_ref().is_some_and(|region| region.read(place, target)),
        }
    }
}

/// What a view looks into.
enum Base<'a, R: Runtime> {
    Array(&'a Ref<R, ByteArray<R>>),
    Mapped(&'a Ref<R, Mapped<R>>),
    Bytes(&'a [u8]),
}

impl<'a, R: Runtime> Base<'a, R> {
    fn of(base: &'a Value<R>) -> Self {
        if let Some(array) = base.as_ref::<ByteArray<R>>() {
            return Base::Array(array);
        }
        match base.as_ref::<Mapped<R>>() {
            Some(mapped) => Base::Mapped(mapped),
            None => Base::Bytes(base.as_ref::<Bytes<R>>().map_or(&[], |bytes| bytes.as_slice())),
        }
    }
}

/// The item of a format, of one character or with a `@` before it.
fn field(format: &str) -> Option<Field> {
    let code = format.strip_prefix('@').unwrap_or(format);
    if code.len() != 1 || matches!(code, "s" | "p" | "x" | "F" | "D") {
        return None;
    }
    Format::parse(code).ok()?.fields().next()
}

fn unpacked<R: Runtime>(vm: &Vm<R>, item: Field, bytes: &[u8]) -> Value<R> {
    // The field of a format of its own begins at zero.
    match item.unpack(bytes) {
        struct_format::Value::Integer(integer) => vm.new_text_integer(integer),
        struct_format::Value::Float(float) => Value::float(float),
        struct_format::Value::Complex(real, imaginary) => vm.new_object(Complex::new(real, imaginary)),
        struct_format::Value::Bool(truth) => Value::bool(truth),
        struct_format::Value::Bytes(bytes) => vm.new_bytes(bytes),
    }
}

/// The bytes of a value as an item.
fn packed<R: Runtime>(vm: &mut Vm<R>, item: Field, value: &Value<R>) -> Return<R, Vec<u8>> {
    let mut bytes = vec![0; item.size];
    let type_error = format!("memoryview: invalid type for format '{}'", item.code);
    let given = match item.wants() {
        Wants::Integer => {
            if !vm.is_int(value) && vm.class_of(value).special(vm, Special::Index).is_none() {
                return Err(vm.type_error(&type_error));
            }
            struct_format::Value::Integer(vm.index_integer(value)?.into())
        }
        Wants::Float => match vm.to_float(value) {
            Ok(float) => struct_format::Value::Float(float),
            Err(_) => return Err(vm.type_error(&type_error)),
        },
        Wants::Bool => struct_format::Value::Bool(vm.truth(value)?),
        // No view has such items.
        Wants::Complex => return Err(vm.type_error(&type_error)),
        Wants::Bytes => match value.as_ref::<Bytes<R>>() {
            Some(bytes) => struct_format::Value::Bytes(bytes.as_slice()),
            None => return Err(vm.type_error(&type_error)),
        },
    };
    match item.pack(given, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(vm.value_error(&format!("memoryview: invalid value for format '{}'", item.code))),
    }
}

impl<R: Runtime> Vm<R> {
    /// How many bytes a writable bytes-like object has; TypeError if there is none or it is read-only.
    pub fn writable_len(&mut self, value: &Value<R>) -> Return<R, usize> {
        if let Some(array) = value.as_ref::<ByteArray<R>>() {
            return Ok(self.lock(array).len());
        }
        match value.as_ref::<MemoryView<R>>() {
            Some(view) if !view.is_read_only() && !view.is_released() => return Ok(view.size()),
            Some(_) => {}
            None => {
                if let Some(view) = self.view_of(value) {
                    return self.writable_len(&view);
                }
            }
        }
        let name = self.type_name(value);
        Err(self.type_error(&format!("a read-write bytes-like object is required, not '{name}'")))
    }

    /// As [`writable_len`](Self::writable_len); the TypeError says which `argument` it is.
    pub fn room_of(&mut self, value: &Value<R>, argument: &str) -> Return<R, usize> {
        self.writable_len(value).map_err(|_| {
            let name = self.type_name(value);
            self.type_error(&format!("{argument} must be read-write bytes-like object, not {name}"))
        })
    }

    /// Writes over the bytes of a writable bytes-like object from its byte `at` on. Answers how many had room.
    pub fn overwrite(&mut self, value: &Value<R>, at: usize, data: &[u8]) -> Return<R, usize> {
        let room = self.writable_len(value)?.saturating_sub(at);
        let count = data.len().min(room);
        if let Some(array) = value.as_ref::<ByteArray<R>>() {
            if let Some(target) = self.lock(array).get_mut(at..at + count) {
                target.copy_from_slice(&data[..count]);
            }
        } else if let Some(view) = value.as_ref::<MemoryView<R>>() {
            let size = view.row();
            if view.is_contiguous() {
                view.write(self, std::iter::once(view.start + at), count, &data[..count]);
            } else {
                let places = (at..at + count).map(|index| view.place(index / size) + index % size);
                view.write(self, places, 1, &data[..count]);
            }
        } else if let Some(view) = self.view_of(value) {
            return self.overwrite(&view, at, data);
        }
        Ok(count)
    }
}

/// The receiver's view; ValueError if it was released.
fn view<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, MemoryView<R>>> {
    match value.as_ref::<MemoryView<R>>() {
        Some(view) if !view.is_released() => Ok(view),
        _ => Err(vm.value_error("operation forbidden on released memoryview object")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = &arguments[1];
    if object.as_ref::<MemoryView<R>>().is_some() {
        let view = view(vm, object)?.clone();
        let copy = view.part(vm, view.start, view.step, view.length);
        return Ok(vm.new_object(copy));
    }
    let holds_bytes = object.as_ref::<Bytes<R>>().is_some() || object.as_ref::<ByteArray<R>>().is_some();
    if holds_bytes && !has_own_buffer(vm, object) {
        return MemoryView::formatted(vm, object, 'B');
    }
    if let Some(view) = view_of(vm, object)? {
        return Ok(view);
    }
    let message = format!("memoryview: a bytes-like object is required, not '{}'", vm.type_name(object));
    Err(vm.type_error(&message))
}

/// Whether the class of what holds bytes has a `__buffer__` written in Python.
fn has_own_buffer<R: Runtime>(vm: &mut Vm<R>, object: &Value<R>) -> bool {
    object.header().is_some_and(|header| header.shape().is_heap())
        && vm
            .class_of(object)
            .special(vm, Special::Buffer)
            .is_some_and(|own| own.as_ref::<Function<R>>().is_some())
}

/// `__buffer__` of what holds bytes (PEP 688).
pub(super) fn buffer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    const WRITABLE: i64 = 1;
    let flags = vm.index(&arguments[1])?;
    let view = match arguments[0].as_ref::<MemoryView<R>>() {
        Some(_) => new(vm, &[Value::NONE, arguments[0].clone()])?,
        None => MemoryView::formatted(vm, &arguments[0], 'B')?,
    };
    let read_only = view.as_ref::<MemoryView<R>>().is_some_and(|view| view.read_only);
    if flags & WRITABLE != 0 && read_only {
        let class = vm.exceptions().buffer_error.clone();
        return Err(vm.raise_message(&class, "Object is not writable."));
    }
    Ok(view)
}

/// `__release_buffer__` of what has a `__buffer__` of ours: the view is released.
pub fn release_buffer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(view) = arguments[1].as_ref::<MemoryView<R>>() else {
        return Err(vm.type_error("expected a memoryview object"));
    };
    if !view.is_released() && !view.owner.is(&arguments[0]) {
        return Err(vm.value_error("memoryview's buffer is not this object"));
    }
    release(vm, &arguments[1..])
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let released = arguments[0].as_ref::<MemoryView<R>>().is_some_and(|view| view.is_released());
    let what = if released { "released memory" } else { "memory" };
    Ok(vm.new_string(format!("<{what} at {:#x}>", arguments[0].word().bits())))
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?;
    match view.dimensions.count() {
        0 => Err(vm.type_error("0-dim memory has no length")),
        _ => Ok(vm.new_usize(view.length)),
    }
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[0].is(&arguments[1]) {
        return Ok(Value::TRUE);
    }
    let (Some(left), Some(right)) = (vm.bytes_like(&arguments[0]), vm.bytes_like(&arguments[1])) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let shape = |vm: &mut Vm<R>, value: &Value<R>, bytes: usize| match value.as_ref::<MemoryView<R>>() {
        Some(view) => view.shape(),
        None => match vm.view_of(value).as_ref().and_then(Value::as_ref::<MemoryView<R>>) {
            Some(view) => view.shape(),
            None => vec![bytes],
        },
    };
    if shape(vm, &arguments[0], left.len()) != shape(vm, &arguments[1], right.len()) {
        return Ok(Value::FALSE);
    }
    let byte = field("B");
    let item = |vm: &mut Vm<R>, value: &Value<R>| match value.as_ref::<MemoryView<R>>() {
        Some(view) => Some(view.item),
        None => vm.view_of(value).and_then(|view| Some(view.as_ref::<MemoryView<R>>()?.item)).or(byte),
    };
    let (Some(own), Some(other)) = (item(vm, &arguments[0]), item(vm, &arguments[1])) else {
        return Ok(Value::FALSE);
    };
    if own.code == other.code && own.wants() != Wants::Float {
        return Ok(Value::bool(left == right));
    }
    let items = |vm: &Vm<R>, item: Field, bytes: &[u8]| {
        bytes.chunks_exact(item.size).map(|bytes| unpacked(vm, item, bytes)).collect()
    };
    let (left, right) = (items(vm, own, &left), items(vm, other, &right));
    let (left, right) = (vm.new_tuple(left), vm.new_tuple(right));
    vm.equal(&left, &right).map(Value::bool)
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?;
    if !view.is_read_only() {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(view.item.code, 'B' | 'b' | 'c') {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let bytes = tobytes(vm, arguments)?;
    let hash = vm.hash(&bytes)?;
    Ok(vm.new_int(hash))
}

fn getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?;
    match Key::of(vm, view, &arguments[1], true)? {
        Key::Whole => Ok(arguments[0].clone()),
        Key::Slice(slice) => {
            let selection = vm.select(slice, view.length)?;
            let start = view.place(selection.start.max(0) as usize);
            let step = view.step * selection.step as isize;
            let part = view.part(vm, start, step, selection.count);
            Ok(vm.new_object(part))
        }
        Key::Indices(indices) => {
            let place = view.place_of(vm, indices)?;
            Ok(view.item_at(vm, place).unwrap_or(Value::NONE))
        }
    }
}

fn setitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?;
    if view.is_read_only() {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let indices = match Key::of(vm, view, &arguments[1], false)? {
        Key::Whole => &[],
        Key::Indices(indices) => indices,
        Key::Slice(slice) => {
            let selection = vm.select(slice, view.length)?;
            let Some(data) = vm.bytes_like(&arguments[2]) else {
                let name = vm.type_name(&arguments[2]);
                return Err(vm.type_error(&format!("a bytes-like object is required, not '{name}'")));
            };
            let size = view.item.size;
            if data.len() != selection.count * size {
                let message = "memoryview assignment: lvalue and rvalue have different structures";
                return Err(vm.value_error(message));
            }
            if view.is_contiguous() && selection.step == 1 && selection.count > 0 {
                let start = view.place(selection.start.max(0) as usize);
                view.write(vm, std::iter::once(start), data.len(), &data);
            } else {
                let places = selection.indices().map(|index| view.place(index));
                view.write(vm, places, size, &data);
            }
            return Ok(Value::NONE);
        }
    };
    let place = view.place_of(vm, indices)?;
    let bytes = packed(vm, view.item, &arguments[2])?;
    if view.is_released() {
        return Err(vm.value_error("operation forbidden on released memoryview object"));
    }
    view.write(vm, std::iter::once(place), bytes.len(), &bytes);
    Ok(Value::NONE)
}

fn delitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match view(vm, &arguments[0])?.is_read_only() {
        true => Err(vm.type_error("cannot modify read-only memory")),
        false => Err(vm.type_error("cannot delete memory")),
    }
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match view(vm, &arguments[0])?.dimensions.count() {
        0 => Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => Ok(vm.new_sequence_iterator(arguments[0].clone())),
        _ => Err(vm.not_implemented_error(SUB_VIEWS)),
    }
}

/// The first index at which a value is, from `start` on and before `stop`.
fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?;
    match view.dimensions.count() {
        0 => return Err(vm.type_error("invalid lookup on 0-dim memory")),
        1 => {}
        _ => return Err(vm.not_implemented_error("multi-dimensional lookup is not implemented")),
    }
    let (start, stop) = super::sequence::bounds(vm, &arguments[2], &arguments[3], view.length)?;
    for index in start..stop.min(view.length) {
        if view.is_released() {
            return Err(vm.value_error("operation forbidden on released memoryview object"));
        }
        let Some(item) = view.item_at(vm, view.place(index)) else { break };
        if item.is(&arguments[1]) || vm.equal(&item, &arguments[1])? {
            return Ok(vm.new_usize(index));
        }
    }
    Err(vm.value_error("memoryview.index(x): x not found"))
}

/// How many items equal a value.
fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = iter(vm, arguments)?;
    let mut count = 0;
    while let Some(item) = vm.next(&items)? {
        if item.is(&arguments[1]) || vm.equal(&item, &arguments[1])? {
            count += 1;
        }
    }
    Ok(vm.new_int(count))
}

/// A copy of the items' bytes of the receiver.
fn copied<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<u8>> {
    let view = view(vm, value)?.clone();
    match view.copy(vm) {
        Some(bytes) => Ok(bytes),
        None => Err(vm.memory_error()),
    }
}

fn tobytes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let order = match arguments.get(1).and_then(Value::some) {
        Some(order) => vm.str_argument(order, "tobytes() argument 'order'")?,
        None => "C",
    };
    if !matches!(order, "C" | "F" | "A") {
        return Err(vm.value_error("order must be 'C', 'F' or 'A'"));
    }
    let view = view(vm, &arguments[0])?.clone();
    let mut data = copied(vm, &arguments[0])?;
    if order == "F" && view.dimensions.count() > 1 {
        data = first_dimension_nearest(&data, &view);
    }
    Ok(vm.new_bytes(&data))
}

/// The items' bytes, whose last dimension's follow one another, in the order in which the first one's do.
fn first_dimension_nearest<R: Runtime>(data: &[u8], view: &MemoryView<R>) -> Vec<u8> {
    let (shape, size) = (view.shape(), view.item.size);
    let strides = view.dimensions.strides(size, view.row() as isize);
    let mut ordered = Vec::with_capacity(data.len());
    for number in 0..data.len() / size {
        let mut rest = number;
        let place: usize = (shape.iter().zip(&strides))
            .map(|(&count, &stride)| {
                let index = rest % count;
                rest /= count;
                index * stride as usize
            })
            .sum();
        ordered.extend_from_slice(&data[place..place + size]);
    }
    ordered
}

fn tolist<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?.clone();
    let data = copied(vm, &arguments[0])?;
    nested(vm, view.item, &view.shape(), &data)
}

/// Items as lists in lists, one level for each dimension.
fn nested<R: Runtime>(vm: &mut Vm<R>, item: Field, shape: &[usize], data: &[u8]) -> Return<R> {
    let Some((_, inner)) = shape.split_first() else { return Ok(unpacked(vm, item, data)) };
    let row = inner.iter().product::<usize>() * item.size;
    let rows: Return<R, Vec<Value<R>>> =
        data.chunks_exact(row).map(|data| nested(vm, item, inner, data)).collect();
    vm.new_list(rows?)
}

fn hex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    view(vm, &arguments[0])?;
    super::bytes_methods::hex(vm, arguments)
}

fn toreadonly<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?.clone();
    let mut part = view.part(vm, view.start, view.step, view.length);
    part.read_only = true;
    Ok(vm.new_object(part))
}

fn release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(view) = arguments[0].as_ref::<MemoryView<R>>() {
        view.release();
        tell_if_over(vm, &view.owner);
    }
    Ok(Value::NONE)
}

fn enter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    view(vm, &arguments[0])?;
    Ok(arguments[0].clone())
}

fn get_readonly<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(Value::bool(view(vm, value)?.is_read_only()))
}

fn get_nbytes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let size = view(vm, value)?.size();
    Ok(vm.new_usize(size))
}

fn get_itemsize<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let size = view(vm, value)?.item.size;
    Ok(vm.new_usize(size))
}

fn get_dimensions<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let count = view(vm, value)?.dimensions.count();
    Ok(vm.new_usize(count))
}

fn get_format<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let code = view(vm, value)?.item.code;
    Ok(vm.new_character(code))
}

fn get_object<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(view(vm, value)?.owner.clone())
}

fn get_shape<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let shape = view(vm, value)?.shape();
    let shape = shape.into_iter().map(|length| vm.new_usize(length)).collect();
    Ok(vm.new_tuple(shape))
}

fn get_strides<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let view = view(vm, value)?;
    let strides = view.dimensions.strides(view.item.size, view.step);
    let strides = strides.into_iter().map(|stride| vm.new_int(stride as i64)).collect();
    Ok(vm.new_tuple(strides))
}

fn get_suboffsets<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    view(vm, value)?;
    Ok(vm.new_tuple(vec![]))
}

fn get_contiguous<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let view = view(vm, value)?;
    Ok(Value::bool(view.is_contiguous()))
}

/// Whether the items follow one another without gaps, the first dimension's nearest.
fn get_fortran_contiguous<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let view = view(vm, value)?;
    let alike = view.shape().iter().filter(|&&length| length != 1).count() <= 1;
    Ok(Value::bool(view.is_contiguous() && alike))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    export::install(vm);
    let class = ClassBuilder::new::<MemoryView<R>>(vm, "builtins", "memoryview", None)
        .flags(ClassFlags::SEQUENCE)
        .constructor("__new__(cls, object)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__buffer__(self, flags, /)", buffer),
            ("__release_buffer__(self, buffer, /)", release_buffer),
            ("__len__(self, /)", len),
            ("__eq__(self, value, /)", eq),
            ("__hash__(self, /)", hash),
            ("__getitem__(self, key, /)", getitem),
            ("__setitem__(self, key, value, /)", setitem),
            ("__delitem__(self, key, /)", delitem),
            ("__iter__(self, /)", iter),
            ("__enter__(self, /)", enter),
            ("__exit__(self, /, *_exc_info)", release),
            ("tobytes(self, order='C')", tobytes),
            ("tolist(self, /)", tolist),
            ("hex(self, sep=None, bytes_per_sep=1)", hex),
            ("toreadonly(self, /)", toreadonly),
            ("cast(self, format, shape=None)", cast),
            ("release(self, /)", release),
            ("index(self, value, start=0, stop=sys.maxsize, /)", index),
            ("count(self, value, /)", count),
        ])
        .generic()
        .getter("readonly", get_readonly)
        .getter("nbytes", get_nbytes)
        .getter("itemsize", get_itemsize)
        .getter("ndim", get_dimensions)
        .getter("format", get_format)
        .getter("obj", get_object)
        .getter("shape", get_shape)
        .getter("strides", get_strides)
        .getter("suboffsets", get_suboffsets)
        .getter("c_contiguous", get_contiguous)
        .getter("f_contiguous", get_fortran_contiguous)
        .getter("contiguous", get_contiguous)
        .sealed()
        .finish();
    let builtins = vm.shared.builtins().clone();
    let name = vm.intern("memoryview");
    vm.dict_set_str(&builtins, &name, class.into_value());
}
