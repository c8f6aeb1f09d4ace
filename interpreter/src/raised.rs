//! The way an exception travels: as the error of a `Result`.

use object_model::{Runtime, Value};

/// A raised exception instance on its way to a handler.
#[repr(transparent)]
pub struct Raised<R: Runtime>(pub Value<R>);

/// What natives and protocols answer.
pub type Return<R, T = Value<R>> = Result<T, Raised<R>>;

impl<R: Runtime> std::fmt::Debug for Raised<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raised({:?})", self.0)
    }
}
