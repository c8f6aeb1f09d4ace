//! object-model
