//! What a `memoryview` answers to Python.

use super::super::{bytearray::ByteArray, bytes_methods, sequence};
use super::MemoryView;
use super::cast::cast;
use super::export::{self, tell_if_over, view_of};
use super::item::{field, packed, unpacked};
use super::key::{Key, SUB_VIEWS};
use crate::function::Function;
use crate::raised::{Raised, Return};
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Bytes, ClassFlags, Ref, Runtime, Special, Value};
use sync::atomic::Ordering;
use text::struct_format::{Field, Wants};

/// The receiver's view; ValueError if it was released.
pub(super) fn view<'a, R: Runtime>(
    vm: &mut Vm<R>,
    value: &'a Value<R>,
) -> Return<R, &'a Ref<R, MemoryView<R>>> {
    match value.as_ref::<MemoryView<R>>() {
        Some(view) => still_held(vm, view).map(|()| view),
        None => Err(released(vm)),
    }
}

fn released<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.value_error("operation forbidden on released memoryview object")
}

/// ValueError if the view was released, which the Python code that an index or item has may have done.
fn still_held<R: Runtime>(vm: &mut Vm<R>, view: &MemoryView<R>) -> Return<R, ()> {
    if view.is_released() { Err(released(vm)) } else { Ok(()) }
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
pub(in crate::builtins) fn buffer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
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
    // Of these, different bytes may be the same item.
    if own.code == other.code && !matches!(own.wants(), Wants::Float | Wants::Bool) {
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
    // Relaxed: whoever hashes it comes to the same number.
    let known = arguments[0].as_ref::<MemoryView<R>>().map_or(-1, |view| view.hash.load(Ordering::Relaxed));
    if known != -1 {
        return Ok(vm.new_int(known));
    }
    let view = view(vm, &arguments[0])?;
    if !view.is_read_only() {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(view.item.code, 'B' | 'b' | 'c') {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    // What cannot be hashed itself may be written to otherwise.
    view.read_by(|| vm.hash(&view.owner))?;
    let bytes = tobytes(vm, arguments)?;
    let hash = vm.hash(&bytes)?;
    view.hash.store(hash, Ordering::Relaxed); // Relaxed: as above.
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
            still_held(vm, view)?;
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
            still_held(vm, view)?;
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
    still_held(vm, view)?;
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
        1 => Ok(vm.new_sequence_iterator_of(&vm.types().memory_iterator, arguments[0].clone())),
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
    let places = sequence::bounds(vm, &arguments[2], &arguments[3], view.length)?;
    for index in places.start..places.end.min(view.length) {
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
    let view = view(vm, &arguments[0])?;
    view.read_by(|| bytes_methods::hex(vm, arguments))
}

fn toreadonly<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?.clone();
    let mut part = view.part(vm, view.start, view.step, view.length);
    part.read_only = true;
    Ok(vm.new_object(part))
}

fn release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(view) = arguments[0].as_ref::<MemoryView<R>>() {
        let readers = view.readers();
        if readers > 0 && !view.is_released() {
            let class = vm.exceptions().buffer_error.clone();
            let plural = if readers == 1 { "" } else { "s" };
            let message = format!("memoryview has {readers} exported buffer{plural}");
            return Err(vm.raise_message(&class, &message));
        }
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

pub(in crate::builtins) fn install<R: Runtime>(vm: &mut Vm<R>) {
    export::install(vm);
    let class = ClassBuilder::new::<MemoryView<R>>(vm, "builtins", "memoryview", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
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
