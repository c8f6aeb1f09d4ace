//! refcount
