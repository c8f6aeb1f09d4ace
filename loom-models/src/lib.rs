//! loom-models
