//! freethreaded-runtime
