//! What stands between the brackets behind a `memoryview`.

use super::MemoryView;
use crate::raised::Return;
use crate::slice::Slice;
use crate::vm::Vm;
use object_model::{Ref, Runtime, Special, Tuple, Value};

/// A key, as a view of its dimensions takes it.
pub(super) enum Key<'a, R: Runtime> {
    /// An index for each dimension.
    Indices(&'a [Value<R>]),
    Slice(&'a Ref<R, Slice<R>>),
    /// All of a view that has no dimension.
    Whole,
}

impl<'a, R: Runtime> Key<'a, R> {
    /// Reads a key for a view, to be read or else to be assigned to.
    pub fn of(
        vm: &mut Vm<R>,
        view: &MemoryView<R>,
        key: &'a Value<R>,
        reading: bool,
    ) -> Return<R, Key<'a, R>> {
        let dimensions = view.dimensions.count();
        let parts =
            vm.as_tuple(key).map(|_| key.as_ref::<Tuple<R>>().map_or(&[][..], |parts| parts.as_slice()));
        if dimensions == 0 {
            return match parts {
                Some([]) => Ok(Key::Indices(&[])),
                _ if key.is(&Value::ELLIPSIS) => Ok(Key::Whole),
                _ => Err(vm.type_error("invalid indexing of 0-dim memory")),
            };
        }
        let is_index = |vm: &mut Vm<R>, part: &Value<R>| {
            vm.is_int(part) || vm.class_of(part).special(vm, Special::Index).is_some()
        };
        if is_index(vm, key) {
            return match (dimensions, reading) {
                (1, _) => Ok(Key::Indices(std::slice::from_ref(key))),
                (_, true) => Err(vm.not_implemented_error(SUB_VIEWS)),
                (_, false) => Err(vm.not_implemented_error("sub-views are not implemented")),
            };
        }
        if let Some(slice) = key.as_ref::<Slice<R>>()
            && (dimensions == 1 || reading)
        {
            return Ok(Key::Slice(slice));
        }
        if let Some(parts) = parts
            && parts.iter().all(|part| is_index(vm, part))
        {
            if parts.len() < dimensions {
                return Err(vm.not_implemented_error("sub-views are not implemented"));
            }
            if parts.len() > dimensions {
                let message =
                    format!("cannot index {dimensions}-dimension view with {}-element tuple", parts.len());
                return Err(vm.type_error(&message));
            }
            return Ok(Key::Indices(parts));
        }
        let slices = parts.is_some_and(|parts| parts.iter().all(|part| part.as_ref::<Slice<R>>().is_some()));
        if slices || key.as_ref::<Slice<R>>().is_some() {
            return Err(vm.not_implemented_error(if reading {
                "multi-dimensional slicing is not implemented"
            } else {
                "memoryview slice assignments are currently restricted to ndim = 1"
            }));
        }
        Err(vm.type_error("memoryview: invalid slice key"))
    }
}

/// What would be a view of fewer dimensions.
pub(super) const SUB_VIEWS: &str = "multi-dimensional sub-views are not implemented";
