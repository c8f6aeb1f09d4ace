//! The `granular` command.

#[cfg(feature = "thread-heaps")]
mod allocator;

use std::process::ExitCode;

#[cfg(feature = "thread-heaps")]
#[global_allocator]
static ALLOCATOR: allocator::Allocator = allocator::Allocator;

fn main() -> ExitCode {
    #[cfg(feature = "thread-heaps")]
    allocator::keep_reserve();
    granular::main()
}
