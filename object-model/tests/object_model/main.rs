//! Objects on every runtime, in one executable: what they are made of is compiled once.

#[macro_use]
mod common;

mod classes;
mod containers;
mod counting;
mod ends;
mod inventory;
mod threads;
