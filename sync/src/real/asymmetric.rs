//! Two fences of which one costs nothing and the other a system call.
//!
//! Where one side passes often and the other hardly ever, the fence between a store and a later load of the frequent side
//! can be left to the rare side: `membarrier` makes every running thread of the process execute one (Linux 4.14 and later;
//! Dice, Huang and Yang, "Asymmetric Dekker synchronization", 2001).

use std::sync::atomic::{Ordering, compiler_fence};

/// Of the frequent side: keeps the compiler from moving a load up before a store. Means something only where
/// [`available`] is true.
#[inline(always)]
pub fn light() {
    compiler_fence(Ordering::SeqCst);
}

/// Of the rare side: after it, either this thread sees the stores other threads made before their [`light`], or they see
/// after it what this thread stored before. Some hundred nanoseconds.
///
/// # Panics
/// If [`available`] was not asked first, or answered false: no fence of this thread alone would do.
pub fn heavy() {
    assert!(command(PRIVATE_EXPEDITED), "the fence of all threads is not to be had");
}

/// Whether the pair is to be had in this process; asked before the first use.
pub fn available() -> bool {
    command(REGISTER_PRIVATE_EXPEDITED)
}

const PRIVATE_EXPEDITED: i32 = 1 << 3;
const REGISTER_PRIVATE_EXPEDITED: i32 = 1 << 4;

#[cfg(target_os = "linux")]
fn command(command: i32) -> bool {
    // SAFETY: the call takes a command and two zeros, and touches no memory.
    unsafe { libc::syscall(libc::SYS_membarrier, command, 0, 0) == 0 }
}

#[cfg(not(target_os = "linux"))]
fn command(_command: i32) -> bool {
    false
}
