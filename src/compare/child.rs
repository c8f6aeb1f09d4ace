//! One measured run: a child process, its output, and what the operating system says it used.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read, Seek},
    mem::MaybeUninit,
    os::unix::process::ExitStatusExt,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex, PoisonError,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use profiler::Tally;
use serde::{Serialize, Serializer};

use crate::workers::WorkersReport;

/// What to start.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// The executable.
    pub executable: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Where it leaves its tally, if it keeps one.
    pub tally: Option<PathBuf>,
    /// Where it leaves what its workers cost, if it has such.
    pub workers: Option<PathBuf>,
}

/// What one run printed and used.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Run {
    /// From before the process was started until it had ended.
    #[serde(rename = "wall_s", serialize_with = "seconds")]
    pub wall: Duration,
    /// Processor time in the program.
    #[serde(rename = "user_s", serialize_with = "seconds")]
    pub user: Duration,
    /// Processor time in the operating system on its behalf.
    #[serde(rename = "system_s", serialize_with = "seconds")]
    pub system: Duration,
    /// Times a thread gave up its processor because it waited.
    pub os_switches_voluntary: u64,
    /// Times a thread's processor was taken away.
    pub os_switches_forced: u64,
    /// The most memory it held at once, in KiB.
    pub peak_memory_kib: u64,
    /// How it ended.
    #[serde(rename = "exit", serialize_with = "ending")]
    pub status: ExitStatus,
    /// What it printed.
    #[serde(skip)]
    pub stdout: Vec<u8>,
    /// What it complained about.
    #[serde(skip)]
    pub stderr: Vec<u8>,
    /// What it counted.
    pub tally: Option<Tally>,
    /// What its workers cost.
    pub workers: Option<WorkersReport>,
}

impl Run {
    /// Processor time, both kinds.
    pub fn cpu(&self) -> Duration {
        self.user + self.system
    }

    /// Processors kept busy on average.
    pub fn cpu_per_wall(&self) -> f64 {
        self.cpu().as_secs_f64() / self.wall.as_secs_f64()
    }
}

/// Why a run has no result.
#[derive(Debug)]
pub enum RunError {
    /// It could not be started or watched.
    Io(io::Error),
    /// It was still running after this long and was killed.
    TimedOut(Duration),
}

impl From<io::Error> for RunError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::TimedOut(limit) => write!(f, "still running after {} s", limit.as_secs()),
        }
    }
}

impl Invocation {
    /// Runs it to its end. Output goes to files, so that nobody waits for a reader.
    pub fn run(&self, limit: Duration) -> Result<Run, RunError> {
        // What an earlier run has left is not this one's.
        for left in [&self.tally, &self.workers].into_iter().flatten() {
            let _ = fs::remove_file(left);
        }
        let (stdout, stderr) = (tempfile::tempfile()?, tempfile::tempfile()?);
        let mut command = Command::new(&self.executable);
        command.args(&self.arguments).stdin(Stdio::null());
        command.stdout(stdout.try_clone()?).stderr(stderr.try_clone()?);

        let start = Instant::now();
        let child = command.spawn()?;
        let (status, used) = wait_at_most(child, limit)?.ok_or(RunError::TimedOut(limit))?;
        let wall = start.elapsed();

        // A program that never came to its tally, because it was killed, has none.
        let tally = self.tally.as_deref().and_then(|path| Tally::read(path).ok());
        Ok(Run {
            wall,
            user: duration(used.ru_utime),
            system: duration(used.ru_stime),
            os_switches_voluntary: used.ru_nvcsw as u64,
            os_switches_forced: used.ru_nivcsw as u64,
            peak_memory_kib: used.ru_maxrss as u64,
            status,
            stdout: contents(stdout)?,
            stderr: contents(stderr)?,
            tally,
            workers: self.workers.as_deref().and_then(|path| WorkersReport::read(path).ok()),
        })
    }
}

fn contents(mut file: File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn duration(time: libc::timeval) -> Duration {
    Duration::from_secs(time.tv_sec as u64) + Duration::from_micros(time.tv_usec as u64)
}

/// Waits for the child and what it used; kills it and answers `None` after `limit`.
///
/// The watchdog may signal the child only while nobody has reaped it, or the number might by then be
/// another process's. So the waiter first learns of the end without reaping, and reaps under the lock
/// under which the watchdog kills.
fn wait_at_most(child: Child, limit: Duration) -> io::Result<Option<(ExitStatus, libc::rusage)>> {
    let pid = child.id() as libc::pid_t;
    let reaped = Mutex::new(false);
    let (ended, has_ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let reaped = &reaped;
        let watchdog = scope.spawn(move || {
            if has_ended.recv_timeout(limit) != Err(RecvTimeoutError::Timeout) {
                return false;
            }
            let reaped = reaped.lock().unwrap_or_else(PoisonError::into_inner);
            if !*reaped {
                // SAFETY: `kill` takes no pointers; the process is ours and not yet reaped.
                unsafe { libc::kill(pid, libc::SIGKILL) };
            }
            !*reaped
        });
        let result = await_end(pid).and_then(|()| {
            let mut reaped = reaped.lock().unwrap_or_else(PoisonError::into_inner);
            *reaped = true;
            reap(pid)
        });
        drop(ended);
        let killed = watchdog.join().expect("the watchdog does not panic");
        result.map(|used| (!killed).then_some(used))
    })
}

/// Waits until the child has ended, and leaves it to be reaped.
fn await_end(pid: libc::pid_t) -> io::Result<()> {
    retry_interrupted(|| {
        // SAFETY: a null `siginfo_t` is allowed: we want the wait and not the details.
        unsafe {
            libc::waitid(libc::P_PID, pid as libc::id_t, std::ptr::null_mut(), libc::WEXITED | libc::WNOWAIT)
        }
    })
}

fn reap(pid: libc::pid_t) -> io::Result<(ExitStatus, libc::rusage)> {
    let mut status = 0;
    let mut used = MaybeUninit::uninit();
    retry_interrupted(|| {
        // SAFETY: both pointers are valid for writes of their types.
        unsafe { libc::wait4(pid, &mut status, 0, used.as_mut_ptr()) }
    })?;
    // SAFETY: `wait4` succeeded, so it has filled the structure.
    Ok((ExitStatus::from_raw(status), unsafe { used.assume_init() }))
}

fn retry_interrupted(mut call: impl FnMut() -> libc::c_int) -> io::Result<()> {
    loop {
        if call() >= 0 {
            return Ok(());
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

fn seconds<S: Serializer>(time: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(time.as_secs_f64())
}

fn ending<S: Serializer>(status: &ExitStatus, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Invocation {
        Invocation {
            executable: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            tally: None,
            workers: None,
        }
    }

    #[test]
    fn output_and_status_are_kept_apart() {
        let run = shell("echo out; echo err >&2; exit 3").run(Duration::from_secs(60)).unwrap();
        assert_eq!((&b"out\n"[..], &b"err\n"[..]), (&*run.stdout, &*run.stderr));
        assert_eq!(Some(3), run.status.code());
    }

    #[test]
    fn more_output_than_a_pipe_holds_is_no_deadlock() {
        let run = shell("head -c 1000000 /dev/zero").run(Duration::from_secs(60)).unwrap();
        assert_eq!(1_000_000, run.stdout.len());
    }

    #[test]
    fn a_child_that_does_not_end_is_ended() {
        let error = shell("exec sleep 1000").run(Duration::from_millis(50)).unwrap_err();
        assert!(matches!(error, RunError::TimedOut(_)), "{error}");
    }

    #[test]
    fn what_cannot_be_started_is_an_error() {
        let missing = Invocation {
            executable: "/no/such/interpreter".into(),
            arguments: Vec::new(),
            tally: None,
            workers: None,
        };
        assert!(matches!(missing.run(Duration::from_secs(60)), Err(RunError::Io(_))));
    }
}
