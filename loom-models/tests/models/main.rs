//! The models, a file for each protocol or part of the object model, in one executable: what they are made of is compiled once.

mod classes;
mod collector;
mod containers;
mod counts;
mod global_lock;
mod imports;
mod inbox;
mod interpreters;
mod interrupts;
mod lanes;
mod litmus;
mod names;
mod object;
mod object_lock;
mod object_path;
mod owner_section;
mod replaced;
mod slots;
mod stop_world;
mod strings;
mod trace;
mod waiting;
