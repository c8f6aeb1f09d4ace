//! Items and slices of an array, by subscript.

use super::{Array, array, resize, same_code, take};
use interpreter::{Return, Slice, Vm};
use object_model::{Runtime, Special, Value};
use text::window;

/// What is no number has no place in an array.
fn check_index<R: Runtime>(vm: &mut Vm<R>, index: &Value<R>) -> Return<R, ()> {
    if vm.is_int(index) || vm.class_of(index).special(vm, Special::Index).is_some() {
        return Ok(());
    }
    Err(vm.type_error("array indices must be integers"))
}

fn position<R: Runtime>(vm: &mut Vm<R>, own: &Array<R>, index: &Value<R>, what: &str) -> Return<R, usize> {
    let index = vm.subscript(index)?;
    let length = own.len(vm);
    match window::item(length, index) {
        Some(place) => Ok(place),
        None => Err(vm.index_error(&format!("{what} out of range"))),
    }
}

pub(super) fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    if let Some(slice) = arguments[1].as_ref::<Slice<R>>() {
        let (size, length) = (own.code.size(), own.len(vm));
        let selection = vm.select(slice, length)?;
        let mut picked = Vec::with_capacity(selection.count * size);
        let data = vm.lock(&own.data);
        match selection.contiguous() {
            Some(range) => {
                let end = (range.end * size).min(data.len());
                picked.extend_from_slice(&data[(range.start * size).min(end)..end]);
            }
            None => {
                let items =
                    selection.indices().filter_map(|index| data.get(index * size..(index + 1) * size));
                items.for_each(|item| picked.extend_from_slice(item));
            }
        }
        drop(data);
        let picked = Array::new(vm, own.code, picked)?;
        return Ok(vm.new_object(picked));
    }
    check_index(vm, &arguments[1])?;
    let index = position(vm, own, &arguments[1], "array index")?;
    match own.item(vm, index) {
        Some(item) => Ok(item),
        None => Err(vm.index_error("array index out of range")),
    }
}

pub(super) fn set_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let size = own.code.size();
    if let Some(slice) = arguments[1].as_ref::<Slice<R>>() {
        let other = same_code(vm, own, &arguments[2], "can only assign array", " to array slice")?;
        let new = other.bytes(vm);
        let length = own.len(vm);
        let selection = vm.select(slice, length)?;
        // Nothing in place of nothing counts as a change of length, as in CPython.
        if selection.step != 1 || !new.is_empty() && new.len() == selection.count * size {
            if new.len() != selection.count * size {
                let message = format!(
                    "attempt to assign array of size {} to extended slice of size {}",
                    new.len() / size,
                    selection.count
                );
                return Err(vm.value_error(&message));
            }
            let mut data = vm.lock(&own.data);
            for (index, item) in selection.indices().zip(new.chunks_exact(size)) {
                if let Some(place) = data.get_mut(index * size..(index + 1) * size) {
                    place.copy_from_slice(item);
                }
            }
            return Ok(Value::NONE);
        }
        resize(vm, own, |data| {
            let start = (selection.start as usize * size).min(data.len());
            let end = (start + selection.count * size).min(data.len());
            data.splice(start..end, new);
        })?;
        return Ok(Value::NONE);
    }
    let mut item = Vec::new();
    check_index(vm, &arguments[1])?;
    let index = position(vm, own, &arguments[1], "array assignment index")?;
    own.code.write(vm, &arguments[2], &mut item)?;
    // What makes a number of the item may have made the array shorter.
    let is_there = match vm.lock(&own.data).get_mut(index * size..(index + 1) * size) {
        Some(place) => {
            place.copy_from_slice(&item);
            true
        }
        None => false,
    };
    if is_there { Ok(Value::NONE) } else { Err(vm.index_error("array assignment index out of range")) }
}

pub(super) fn delete_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = array(vm, &arguments[0])?;
    let size = own.code.size();
    let Some(slice) = arguments[1].as_ref::<Slice<R>>() else {
        check_index(vm, &arguments[1])?;
        let index = vm.subscript(&arguments[1])?;
        return match take(vm, own, |data| window::item(data.len() / size, index))? {
            Some(_) => Ok(Value::NONE),
            None => Err(vm.index_error("array assignment index out of range")),
        };
    };
    let length = own.len(vm);
    let mut doomed: Vec<usize> = vm.select(slice, length)?.indices().collect();
    doomed.sort_unstable();
    resize(vm, own, |data| {
        for index in doomed.into_iter().rev() {
            if (index + 1) * size <= data.len() {
                data.drain(index * size..(index + 1) * size);
            }
        }
    })?;
    Ok(Value::NONE)
}
