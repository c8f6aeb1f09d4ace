//! granular
