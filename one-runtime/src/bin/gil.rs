//! Runs a Python file under the global lock alone: the quickest build for work on natives.

fn main() {
    one_runtime::main(gil_runtime::Gil::new(std::time::Duration::from_millis(5)))
}
