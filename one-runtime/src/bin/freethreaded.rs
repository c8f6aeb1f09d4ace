//! Runs a Python file without the global lock alone: with `gil`, the quickest builds for work on natives.

fn main() {
    one_runtime::main(freethreaded_runtime::FreeThreaded::<refcount::Biased>::default())
}
