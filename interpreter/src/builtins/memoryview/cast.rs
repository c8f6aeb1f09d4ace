//! `memoryview.cast`: the same bytes as other items, in other dimensions.

use super::MemoryView;
use super::dimensions::Dimensions;
use super::item::field;
use super::methods::view;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{List, Runtime, Str, Value};
use text::struct_format::Field;

pub(super) fn cast<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?.clone();
    let Some(format) = arguments[1].as_ref::<Str<R>>() else {
        let message = format!("cast() argument 'format' must be str, not {}", vm.type_name(&arguments[1]));
        return Err(vm.type_error(&message));
    };
    if !view.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if (arguments[2].some().is_some() || view.dimensions.count() != 1) && view.shape().contains(&0) {
        return Err(vm.type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    let shape = match arguments[2].some() {
        Some(shape) => Some(dimensions_of(vm, shape, view.dimensions.count())?),
        None => None,
    };
    vm.encode(&arguments[1], "ascii", "strict")?;
    let Some(item) = field(format.as_str()) else {
        let message = "memoryview: destination format must be a native single character format prefixed with an optional '@'";
        return Err(vm.value_error(message));
    };
    let is_byte = |item: Field| matches!(item.code, 'B' | 'b' | 'c');
    if !is_byte(item) && !is_byte(view.item) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    if view.size() % item.size != 0 {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let length = view.size() / item.size;
    let shape = match shape {
        Some(shape) => lengths(vm, &shape, item.size)?,
        None => vec![length],
    };
    if shape.iter().product::<usize>() != length {
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    let dimensions = Dimensions::of(&shape);
    let (first, step) = (shape.first().copied().unwrap_or(1), dimensions.items() * item.size);
    let mut cast = MemoryView::new(vm, &view.base, &view.owner, view.start, step as isize, Some(first), item);
    cast.read_only = view.read_only;
    cast.dimensions = dimensions;
    Ok(vm.new_object(cast))
}

/// As many dimensions as a view may have.
const MOST_DIMENSIONS: usize = 64;

/// What a program gives for a shape, to cast a view of so many dimensions to.
fn dimensions_of<R: Runtime>(vm: &mut Vm<R>, shape: &Value<R>, own: usize) -> Return<R, Vec<Value<R>>> {
    if vm.as_tuple(shape).is_none() && shape.as_ref::<List<R>>().is_none() {
        return Err(vm.type_error("shape must be a list or a tuple"));
    }
    let shape = vm.collect(shape)?;
    if shape.len() > MOST_DIMENSIONS {
        let message = format!("memoryview: number of dimensions must not exceed {MOST_DIMENSIONS}");
        return Err(vm.value_error(&message));
    }
    if own != 1 && shape.len() != 1 {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    Ok(shape)
}

/// The numbers of a shape of items of this size.
fn lengths<R: Runtime>(vm: &mut Vm<R>, shape: &[Value<R>], size: usize) -> Return<R, Vec<usize>> {
    let (mut lengths, mut bytes) = (Vec::with_capacity(shape.len()), size as i64);
    for length in shape {
        if !vm.is_int(length) {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        let length = vm.index(length)?;
        if length <= 0 {
            return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0"));
        }
        let Some(product) = bytes.checked_mul(length) else {
            return Err(vm.value_error("memoryview.cast(): product(shape) > SSIZE_MAX"));
        };
        bytes = product;
        lengths.push(length as usize);
    }
    Ok(lengths)
}
