//! gil-runtime
