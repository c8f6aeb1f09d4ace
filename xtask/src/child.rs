//! A process that is waited for, and stopped if it hangs.

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::{
    fs::{self, File},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// What a process came to.
pub struct End {
    /// How it ended; None if it did not, in time.
    pub status: Option<ExitStatus>,
    pub stdout: String,
    pub stderr: String,
}

impl End {
    /// The line in which the runtime says that it has panicked.
    pub fn panic(&self) -> Option<&str> {
        self.stderr.lines().find(|line| line.contains("panicked at"))
    }
}

/// Runs it to its end, for `limit` at most. What it prints is kept in `folder` meanwhile.
pub fn run(command: &mut Command, folder: &Path, limit: Duration) -> Result<End, String> {
    let mut started = Started::new(command, folder)?;
    let status = wait(&mut started.child, limit)?;
    if status.is_none() {
        let _ = started.child.kill();
        let _ = started.child.wait();
    }
    Ok(started.end(status))
}

/// The same, and what it has started ends with it: processes of the tests of others may be left, or be what hangs. Who is
/// not at an end in time is told to abort, and has a second to say where it is.
pub fn run_group(command: &mut Command, folder: &Path, limit: Duration) -> Result<End, String> {
    let mut started = Started::new(command.process_group(0), folder)?;
    let status = wait(&mut started.child, limit)?;
    if status.is_none() {
        let _ = kill_process(Pid::from_child(&started.child), Signal::ABORT);
        wait(&mut started.child, Duration::from_secs(1))?;
    }
    // The number stays the group's for as long as anybody is in it.
    let _ = kill_process_group(Pid::from_child(&started.child), Signal::KILL);
    let _ = started.child.wait();
    Ok(started.end(status))
}

/// A process that runs, and the files that it prints into.
struct Started {
    child: Child,
    stdout: PathBuf,
    stderr: PathBuf,
}

impl Started {
    fn new(command: &mut Command, folder: &Path) -> Result<Started, String> {
        let (stdout, stderr) = (folder.join("stdout.txt"), folder.join("stderr.txt"));
        let create = |path: &Path| File::create(path).map_err(|error| format!("{}: {error}", path.display()));
        let program = PathBuf::from(command.get_program());
        let child = command
            .stdin(Stdio::null())
            .stdout(create(&stdout)?)
            .stderr(create(&stderr)?)
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        Ok(Started { child, stdout, stderr })
    }

    fn end(self, status: Option<ExitStatus>) -> End {
        let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned();
        End { status, stdout: read(&self.stdout), stderr: read(&self.stderr) }
    }
}

/// Waits for the end; None if it does not come in time.
pub fn wait(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>, String> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(Some(status));
        }
        if start.elapsed() > limit {
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_group_has_started_ends_with_it() {
        let folder = tempfile::tempdir().expect("there is room");
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 600 & echo $!; exit 3"]);
        let end = run_group(&mut command, folder.path(), Duration::from_secs(60)).expect("there is a shell");
        assert_eq!(Some(3), end.status.and_then(|status| status.code()));
        let left = PathBuf::from(format!("/proc/{}/stat", end.stdout.trim()));
        // A process that was killed is there until somebody has waited for it.
        while fs::read_to_string(&left).is_ok_and(|state| !state.contains(") Z ")) {
            thread::sleep(Duration::from_millis(5));
        }
    }
}
