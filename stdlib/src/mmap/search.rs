//! Finding bytes in a map.

use super::{copied, length, receiver};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// `find` and `rfind`: the first or last place, between `start` (the position) and `end`, or -1.
pub(super) fn find<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], last: bool) -> Return<R> {
    let [itself, wanted, start, end] = arguments else { return Err(vm.type_error("find() takes bytes")) };
    let map = receiver(vm, itself)?;
    let wanted = vm.expect_bytes_like(wanted)?;
    let length = length(vm, map)?;
    let mut bound = |value: &Value<R>, otherwise: usize| match value.some() {
        Some(value) => {
            let bound = vm.index(value)?;
            Ok(text::window::before(length, bound))
        }
        None => Ok(otherwise),
    };
    let (start, end) = (bound(start, map.position().min(length))?, bound(end, length)?);
    let bytes = copied(vm, map, start..end.max(start))?;
    let place = if wanted.is_empty() {
        (start <= end).then_some(if last { bytes.len() } else { 0 })
    } else {
        let mut places = bytes.windows(wanted.len()).enumerate();
        let found = |(_, part): &(usize, &[u8])| *part == &*wanted;
        if last { places.rfind(found) } else { places.find(found) }.map(|(place, _)| place)
    };
    Ok(place.map_or(Value::small_int(-1), |place| vm.new_usize(start + place)))
}
