//! `memoryview`: a window on the bytes of another object, as items of a format.

mod cast;
mod dimensions;
mod export;
mod item;
mod key;
mod methods;

use super::bytearray::ByteArray;
use super::mapped::Mapped;
use crate::raised::Return;
use crate::vm::Vm;
use dimensions::Dimensions;
pub(crate) use export::Export;
pub(crate) use export::view_of;
use item::{field, unpacked};
pub use methods::release_buffer;
pub(super) use methods::{buffer, install};
use object_model::{Bytes, Payload, Ref, Runtime, Value};
use sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use text::struct_format::Field;
use text::window;

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
    /// How many read it just now while Python code may run; it is not released meanwhile.
    readers: AtomicUsize,
    /// What it has hashed to, which it does also when it is released; -1, which no hash is, before.
    hash: AtomicI64,
}

// SAFETY: immutable but for atomics.
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
            readers: AtomicUsize::new(0),
            hash: AtomicI64::new(-1),
        }
    }

    /// What `read` comes to, which may run Python code; the view is not released meanwhile.
    fn read_by<T>(&self, read: impl FnOnce() -> T) -> T {
        // Relaxed, and so below: it refuses what the reader itself does, or others do, which nothing needs to be ordered with:
        // what is read is safe to read of a view that is released.
        self.readers.fetch_add(1, Ordering::Relaxed);
        let read = read();
        self.readers.fetch_sub(1, Ordering::Relaxed);
        read
    }

    fn readers(&self) -> usize {
        self.readers.load(Ordering::Relaxed) // Relaxed: as above.
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
            let Some(index) = window::item(length, index) else {
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
        let index = window::item(self.length, index)?;
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
