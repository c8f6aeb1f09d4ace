//! A process that is waited for, and stopped if it hangs.

use std::{
    fs::{self, File},
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

/// Runs it to its end, for `limit` at most. What it prints is kept in `folder` meanwhile.
pub fn run(command: &mut Command, folder: &Path, limit: Duration) -> Result<End, String> {
    let (stdout, stderr) = (folder.join("stdout.txt"), folder.join("stderr.txt"));
    let create = |path: &Path| File::create(path).map_err(|error| format!("{}: {error}", path.display()));
    let program = PathBuf::from(command.get_program());
    let mut child = command
        .stdin(Stdio::null())
        .stdout(create(&stdout)?)
        .stderr(create(&stderr)?)
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let status = wait(&mut child, limit)?;
    if status.is_none() {
        let _ = child.kill();
        let _ = child.wait();
    }
    let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned();
    Ok(End { status, stdout: read(&stdout), stderr: read(&stderr) })
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
