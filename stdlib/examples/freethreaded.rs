//! Runs a Python file without the global lock alone: with `gil`, the quickest builds for work on natives.

mod one_runtime;

fn main() {
    one_runtime::main(freethreaded_runtime::FreeThreaded::<refcount::Biased>::default())
}
