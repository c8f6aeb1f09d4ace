//! `mappingproxy`: a read-only view of a mapping, as `cls.__dict__` is.

use object_model::{Payload, Runtime, Value};

/// The payload of a `mappingproxy`.
pub struct MappingProxy<R: Runtime>(pub Value<R>);

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for MappingProxy<R> {
    const NAME: &'static str = "mappingproxy";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.0);
    }
}
