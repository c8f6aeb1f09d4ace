//! Signals of faults that were sent, by `kill` or `raise`, and end the process all the same.
//!
//! Rust's library handles SIGSEGV and SIGBUS, to tell of a stack that overflows. Of any other fault it takes its handler
//! away and goes on, for the fault happens again at once. What was sent does not: the first such signal would do nothing.

use std::sync::OnceLock;

const FAULTS: [i32; 2] = [libc::SIGSEGV, libc::SIGBUS];

/// What was done about each of them before.
static BEFORE: [OnceLock<libc::sigaction>; FAULTS.len()] = [const { OnceLock::new() }; FAULTS.len()];

type Handler = extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void);

extern "C" fn fault(signal: libc::c_int, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: a handler with `SA_SIGINFO` is given what is known of the signal.
    let happened = unsafe { (*info).si_code } > 0;
    let before = FAULTS.iter().position(|known| *known == signal).and_then(|index| BEFORE[index].get());
    match before {
        Some(before) if happened => {
            // SAFETY: `end_by_sent` keeps only what is a function with these parameters.
            let before = unsafe { std::mem::transmute::<libc::sighandler_t, Handler>(before.sa_sigaction) };
            before(signal, info, context);
        }
        _ => {
            super::install(signal, libc::SIG_DFL);
            // It is held back as long as it is handled.
            // SAFETY: no memory is involved.
            unsafe { libc::raise(signal) };
        }
    }
}

/// Lets these signals end the process also if they were sent.
pub(crate) fn end_by_sent() {
    for (signal, before) in FAULTS.into_iter().zip(&BEFORE) {
        // SAFETY: all-zero is a valid `sigaction`.
        let mut old: libc::sigaction = unsafe { std::mem::zeroed() };
        // SAFETY: there is room for the answer.
        let known = unsafe { libc::sigaction(signal, std::ptr::null(), &mut old) } == 0;
        let handled = ![libc::SIG_DFL, libc::SIG_IGN].contains(&old.sa_sigaction);
        if !known || !handled || old.sa_flags & libc::SA_SIGINFO == 0 || before.set(old).is_err() {
            continue;
        }
        let action = libc::sigaction { sa_sigaction: fault as *const () as libc::sighandler_t, ..old };
        // SAFETY: the handler does only what a handler may; `action` is valid for reads.
        unsafe { libc::sigaction(signal, &action, std::ptr::null_mut()) };
    }
}
