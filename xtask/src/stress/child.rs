//! One run of a program: started, waited for, and stopped if it hangs.

use super::Runtime;
use crate::child::wait;
use serde_json::Value;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::Duration,
};

/// Where programs, what they print and what they count are kept for the length of a run.
pub struct Folder(pub PathBuf);

/// What a run came to.
pub struct Outcome {
    /// What is wrong with it, if anything.
    pub complaint: Option<String>,
    /// Operations on containers, as the program counted them.
    pub operations: u64,
    /// What the runtime counted.
    pub tally: Option<Value>,
}

impl Outcome {
    fn wrong(complaint: String) -> Outcome {
        Outcome { complaint: Some(complaint), operations: 0, tally: None }
    }
}

impl Folder {
    /// Runs the program in `path`.
    pub fn run(
        &self,
        binary: &Path,
        runtime: Runtime,
        path: &Path,
        limit: Duration,
        environment: &[(String, String)],
    ) -> Result<Outcome, String> {
        let (stdout, stderr, tally) =
            (self.0.join("stdout.txt"), self.0.join("stderr.txt"), self.0.join("tally.json"));
        let _ = fs::remove_file(&tally);
        let create = |path: &Path| File::create(path).map_err(|error| format!("{}: {error}", path.display()));
        let mut child = Command::new(binary)
            .arg("run")
            .args(runtime.options())
            .arg("--tally")
            .args([&tally, &path.to_path_buf()])
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(create(&stdout)?)
            .stderr(create(&stderr)?)
            .spawn()
            .map_err(|error| format!("{}: {error}", binary.display()))?;
        let Some(status) = wait(&mut child, limit)? else {
            let threads = threads_of(child.id());
            let _ = child.kill();
            let _ = child.wait();
            let seconds = limit.as_secs();
            return Ok(Outcome::wrong(format!(
                "hangs: not ended after {seconds} s; its threads:\n{threads}"
            )));
        };
        let read = |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned();
        Ok(judge(status, &read(&stdout), &read(&stderr), fs::read(&tally).ok().as_deref()))
    }
}

/// What a run's end, its output and its tally say.
fn judge(status: ExitStatus, stdout: &str, stderr: &str, tally: Option<&[u8]>) -> Outcome {
    let said = || {
        let mut lines: Vec<&str> = stdout.lines().chain(stderr.lines()).collect();
        let left = lines.len().saturating_sub(60);
        lines.truncate(60);
        let more = if left > 0 { format!("\n… and {left} lines more") } else { String::new() };
        lines.join("\n") + &more
    };
    if !status.success() {
        return Outcome::wrong(format!("{status}\n{}", said()));
    }
    if !stderr.is_empty() {
        return Outcome::wrong(format!("it complains\n{}", said()));
    }
    let operations = stdout.lines().find_map(|line| line.strip_prefix("operations ")?.parse().ok());
    let Some(operations) = operations else { return Outcome::wrong(format!("it ends early\n{}", said())) };
    let Some(tally) = tally.and_then(|text| serde_json::from_slice::<Value>(text).ok()) else {
        return Outcome::wrong("it leaves no tally".into());
    };
    let alive = tally["live_objects_at_exit"].as_u64();
    let complaint = (alive != Some(0)).then(|| format!("live objects at exit: {alive:?}"));
    Outcome { complaint, operations, tally: Some(tally) }
}

/// Names and states of a process's threads, and the system call each waits in.
fn threads_of(process: u32) -> String {
    let Ok(tasks) = fs::read_dir(format!("/proc/{process}/task")) else { return "unknown".into() };
    let mut lines = Vec::new();
    for task in tasks.flatten() {
        let read = |name: &str| fs::read_to_string(task.path().join(name)).unwrap_or_default();
        let state = read("stat").rsplit(") ").next().and_then(|rest| rest.chars().next()).unwrap_or('?');
        let call = read("syscall");
        let call = call.split_whitespace().next().unwrap_or("?").to_owned();
        lines.push(format!(
            "  {} {}: state {state}, system call {call}",
            task.file_name().to_string_lossy(),
            read("comm").trim_end()
        ));
    }
    lines.sort();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    const TALLY: &[u8] = br#"{"live_objects_at_exit": 0}"#;

    fn complaint(status: i32, stdout: &str, stderr: &str, tally: Option<&[u8]>) -> Option<String> {
        judge(ExitStatus::from_raw(status), stdout, stderr, tally).complaint
    }

    #[test]
    fn only_a_clean_run_is_clean() {
        assert_eq!(complaint(0, "operations 7\n", "", Some(TALLY)), None);
        assert!(complaint(256, "operations 7\n", "", Some(TALLY)).is_some());
        assert!(complaint(6, "operations 7\n", "", Some(TALLY)).is_some());
        assert!(complaint(0, "operations 7\n", "warning", Some(TALLY)).is_some());
        assert!(complaint(0, "", "", Some(TALLY)).is_some());
        assert!(complaint(0, "operations 7\n", "", None).is_some());
        assert!(complaint(0, "operations 7\n", "", Some(br#"{"live_objects_at_exit": 3}"#)).is_some());
        assert!(complaint(0, "operations 7\n", "", Some(b"{}")).is_some());
    }
}
