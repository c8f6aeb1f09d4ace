//! The part of `profiler` where two threads meet.

#[path = "../../../profiler/src/trace/ring.rs"]
pub mod ring;
