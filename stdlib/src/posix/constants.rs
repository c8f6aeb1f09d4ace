//! The numbers of `posix`.

use interpreter::Vm;
use object_model::{Runtime, Value};

macro_rules! numbers {
    ($($name:ident)*) => {
        const NUMBERS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as i64)),*];
    };
}

numbers! {
    O_RDONLY O_WRONLY O_RDWR O_APPEND O_CREAT O_EXCL O_TRUNC O_NONBLOCK O_NDELAY O_SYNC O_DSYNC O_CLOEXEC O_DIRECTORY O_NOFOLLOW
    O_NOCTTY O_PATH O_TMPFILE O_DIRECT O_NOATIME O_ACCMODE F_OK R_OK W_OK X_OK WNOHANG WUNTRACED WCONTINUED P_PID P_PGID P_ALL
    WEXITED WSTOPPED WNOWAIT CLD_EXITED CLD_KILLED CLD_DUMPED CLD_TRAPPED CLD_STOPPED CLD_CONTINUED P_PIDFD PIDFD_NONBLOCK
    SEEK_DATA SEEK_HOLE PRIO_PROCESS PRIO_PGRP PRIO_USER F_LOCK F_TLOCK F_ULOCK F_TEST SCHED_OTHER SCHED_BATCH SCHED_IDLE SCHED_FIFO
    SCHED_RR RTLD_LAZY RTLD_NOW RTLD_GLOBAL RTLD_LOCAL GRND_NONBLOCK GRND_RANDOM
}

const EXIT_STATUSES: [(&str, i64); 16] = [
    ("EX_OK", 0),
    ("EX_USAGE", 64),
    ("EX_DATAERR", 65),
    ("EX_NOINPUT", 66),
    ("EX_NOUSER", 67),
    ("EX_NOHOST", 68),
    ("EX_UNAVAILABLE", 69),
    ("EX_SOFTWARE", 70),
    ("EX_OSERR", 71),
    ("EX_OSFILE", 72),
    ("EX_CANTCREAT", 73),
    ("EX_IOERR", 74),
    ("EX_TEMPFAIL", 75),
    ("EX_PROTOCOL", 76),
    ("EX_NOPERM", 77),
    ("EX_CONFIG", 78),
];

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    for (name, number) in NUMBERS.iter().chain(&EXIT_STATUSES) {
        vm.module_set(module, name, Value::small_int(*number));
    }
}
