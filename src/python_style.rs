//! `granular -c CODE`: the words that start a Python, as other programs write them.
//!
//! A Python program starts others by `sys.executable`: `subprocess` with the words it was given, `multiprocessing` with
//! `-c`, after the options in `sys._xoptions`. So the words of `python` are words of ours too, and what decides how a
//! program runs (see [`execution::options`]) is an option of that kind: a worker process runs as the program that starts it.

use std::{collections::VecDeque, ffi::OsString, path::Path};

use crate::Failure;

/// The names of the options `-X name=value`, and what they are for `granular run`.
const OPTIONS: [(&str, &str); 6] = [
    ("runtime", "--runtime"),
    ("refcount", "--refcount"),
    ("switch_interval", "--switch-interval"),
    ("without", "--without"),
    ("workers", "--workers"),
    ("workers_report", "--workers-report"),
];

/// Options of `python` that ask for what is so anyway, or for words about what it does: no `site`, no user's `site`, no bytecode
/// in files, no banner.
const ALREADY_SO: [&str; 7] = ["-S", "-s", "-B", "-q", "-v", "-d", "-R"];

/// Options `-X` of `python` that are taken, whether anything here depends on them or not: another Python program may start us
/// with them. What no Python has is refused, for it may be a slip.
const TAKEN: [&str; 17] = [
    "context_aware_warnings",
    "cpu_count",
    "disable_remote_debug",
    "faulthandler",
    "frozen_modules",
    "gil",
    "importtime",
    "int_max_str_digits",
    "no_debug_ranges",
    "perf",
    "perf_jit",
    "presite",
    "pycache_prefix",
    "showrefcount",
    "thread_inherit_context",
    "tlbc",
    "warn_default_encoding",
];

const SUBCOMMANDS: [&str; 6] = ["run", "compare", "explain", "ablate", "dis", "help"];

/// The words of `granular run` for the words of `python`; None if they are no such words. `terminal` says whether somebody
/// sits at a terminal: no words at all are a session there.
pub fn translated(words: &[OsString], terminal: bool) -> Option<Result<Vec<OsString>, Failure>> {
    let Some(first) = words.get(1) else {
        let session = || vec![words.first().cloned().unwrap_or_default(), "run".into(), "-i".into()];
        return terminal.then(|| Ok(session()));
    };
    let text = first.to_string_lossy();
    let is_option = text.starts_with('-') && !text.starts_with("--") && text != "-h" && text != "-V";
    let is_file = !SUBCOMMANDS.contains(&&*text) && !text.starts_with('-') && Path::new(first).exists();
    (is_option || is_file).then(|| translate(words, terminal))
}

fn translate(words: &[OsString], terminal: bool) -> Result<Vec<OsString>, Failure> {
    let mut made: Vec<OsString> = vec![words[0].clone(), "run".into()];
    let mut rest: VecDeque<OsString> = words[1..].iter().cloned().collect();
    while let Some(word) = rest.pop_front() {
        let text = word.to_string_lossy();
        if let Some((flag, others)) = joined(&text) {
            rest.push_front(others.into());
            rest.push_front(flag.into());
            continue;
        }
        if ALREADY_SO.contains(&&*text) {
            continue;
        }
        if matches!(&*text, "-i" | "-u" | "-O" | "-OO" | "-b" | "-bb" | "-I" | "-E" | "-P") {
            // Twice is once, but where how often says how much.
            if matches!(&*text, "-O" | "-OO" | "-b" | "-bb") || !made.contains(&word) {
                made.push(word);
            }
            continue;
        }
        if let Some(attached) = text.strip_prefix("-W") {
            let filter = if attached.is_empty() { rest.pop_front() } else { Some(attached.into()) };
            made.extend([Some("-W".into()), filter].into_iter().flatten());
            continue;
        }
        if let Some(attached) = text.strip_prefix("-X") {
            let next = if attached.is_empty() { rest.pop_front() } else { None };
            let option = next.map_or_else(|| attached.to_owned(), |next| next.to_string_lossy().into_owned());
            let option = option.trim_start();
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            let Some((_, own)) = OPTIONS.iter().find(|(known, _)| *known == name) else {
                if name == "utf8" {
                    continue;
                }
                if name == "dev" {
                    made.push("--dev-mode".into());
                    continue;
                }
                if name == "tracemalloc" {
                    // Its value may be left out.
                    made.push(format!("--{option}").into());
                    continue;
                }
                if TAKEN.contains(&name) {
                    made.push(format!("--other-option={option}").into());
                    continue;
                }
                let known = OPTIONS.map(|(name, _)| name).join(", ");
                return Err(Failure::usage(format!("unknown option -X {name}\nthere are: {known}")));
            };
            made.extend([own.into(), value.into()]);
            continue;
        }
        // From here on it is the program and its arguments. `-mMODULE` is `-m MODULE`.
        match ["-m", "-c"].into_iter().find_map(|option| Some((option, text.strip_prefix(option)?))) {
            Some((option, attached)) if !attached.is_empty() => made.extend([option.into(), attached.into()]),
            _ => made.push(word),
        }
        made.extend(rest);
        return Ok(made);
    }
    // Nothing but options: a session on a terminal, and otherwise what is on standard input.
    if !made.contains(&"-i".into()) {
        made.push(if terminal { "-i".into() } else { "-".into() });
    }
    Ok(made)
}

/// The first of several flags in one word, as `-Im` is `-I -m`, and the others.
fn joined(text: &str) -> Option<(String, String)> {
    const FLAGS: &str = "bdEiIOPqRsSuvB";
    let mut letters = text.strip_prefix('-')?.chars();
    let first = letters.next().filter(|letter| FLAGS.contains(*letter))?;
    let others = letters.as_str();
    (!others.is_empty() && !matches!(text, "-OO" | "-bb"))
        .then(|| (format!("-{first}"), format!("-{others}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use execution::{
        Discipline, Mechanism, Program, RunConfig, RuntimeKind, SWITCH_INTERVAL, Workers, options,
    };
    use interpreter::Isolation;
    use std::time::Duration;

    fn of(words: &[&str]) -> Option<Vec<String>> {
        let words: Vec<OsString> = ["granular"].iter().chain(words).map(OsString::from).collect();
        let made = translated(&words, false)?.ok()?;
        Some(made[1..].iter().map(|word| word.to_string_lossy().into_owned()).collect())
    }

    #[test]
    fn the_words_of_python_are_understood() {
        assert_eq!(Some(vec!["run".into(), "-c".into(), "1".into(), "-x".into()]), of(&["-c", "1", "-x"]));
        assert_eq!(
            Some("run --runtime freethreaded -m this".split(' ').map(String::from).collect()),
            of(&["-S", "-X", "runtime=freethreaded", "-m", "this"])
        );
        assert_eq!(
            Some("run --switch-interval 0.01 -".split(' ').map(String::from).collect()),
            of(&["-Xswitch_interval=0.01", "-"])
        );
        assert_eq!(Some(vec!["run".into(), file!().into(), "-c".into()]), of(&[file!(), "-c"]));
        assert_eq!(
            Some("run -m this -mx".split(' ').map(String::from).collect()),
            of(&["-B", "-mthis", "-mx"])
        );
        assert_eq!(Some(vec!["run".into(), "-c".into(), "1 - 1".into()]), of(&["-c1 - 1"]));
        assert_eq!(
            Some("run -m this --that".split(' ').map(String::from).collect()),
            of(&["-mthis", "--that"])
        );
        assert_eq!(
            Some(
                "run -u -OO -b -W error -W ignore::a.B --dev-mode --tracemalloc -m this"
                    .split(' ')
                    .map(String::from)
                    .collect()
            ),
            of(&[
                "-u",
                "-OO",
                "-b",
                "-Werror",
                "-W",
                "ignore::a.B",
                "-Xdev",
                "-X",
                "tracemalloc",
                "-m",
                "this"
            ])
        );
    }

    #[test]
    fn our_own_words_are_left_alone() {
        for words in [&["run", "-c", "1"][..], &["--help"], &["-h"], &["compare"], &["no_such_file.py"], &[]]
        {
            assert_eq!(None, of(words), "{words:?}");
        }
    }

    #[test]
    fn flags_may_be_repeated_and_joined() {
        let words = |text: &str| Some(text.split(' ').map(String::from).collect::<Vec<_>>());
        assert_eq!(words("run -I -m this"), of(&["-I", "-I", "-m", "this"]));
        assert_eq!(words("run -I -m this"), of(&["-Im", "this"]));
        assert_eq!(words("run -E -O -O -c 1"), of(&["-sEOOc", "1"]));
        assert_eq!(words("run --other-option=gil=1 -c 1"), of(&["-X gil=1", "-c", "1"]));
    }

    #[test]
    fn options_alone_run_what_is_on_standard_input() {
        assert_eq!(Some(vec!["run".into(), "-I".into(), "-".into()]), of(&["-I"]));
        assert_eq!(Some(vec!["run".into(), "-i".into()]), of(&["-q", "-i"]));
        let words = ["granular", "-I"].map(OsString::from);
        let session: Vec<OsString> = ["granular", "run", "-I", "-i"].map(OsString::from).to_vec();
        assert_eq!(Some(session), translated(&words, true).and_then(Result::ok));
    }

    #[test]
    fn an_unknown_option_is_refused() {
        let words = ["granular", "-X", "frobnicate", "-c", "1"].map(OsString::from);
        assert!(translated(&words, false).is_some_and(|made| made.is_err()));
    }

    #[test]
    fn no_words_are_a_session_on_a_terminal() {
        let words = ["granular"].map(OsString::from);
        assert!(translated(&words, false).is_none());
        let session: Vec<OsString> = ["granular", "run", "-i"].map(OsString::from).to_vec();
        assert_eq!(Some(session), translated(&words, true).and_then(Result::ok));
        assert_eq!(
            Some("run --runtime freethreaded -i".split(' ').map(String::from).collect()),
            of(&["-X", "runtime=freethreaded", "-i"])
        );
    }

    #[test]
    fn what_an_option_says_starts_the_same_again() {
        let config = RunConfig {
            runtime: RuntimeKind::Freethreaded,
            refcount: Discipline::Atomic,
            switch_interval: Duration::from_micros(500),
            without: vec![Mechanism::Spinning, Mechanism::HandOver],
            workers: Workers::Processes,
            workers_report: Some("w.json".into()),
            program: Program::Command("1".into()),
            args: vec![],
            trace: false,
            ledger: None,
            interactive: false,
            warnings: vec![],
            dev_mode: true,
            isolation: Isolation::default(),
            other_options: vec!["faulthandler".into()],
            tracemalloc: 25,
            optimize: 0,
            bytes_warning: 0,
            unbuffered: false,
        };
        let words: Vec<String> = options(&config)
            .iter()
            .flat_map(|(name, value)| match value.as_str() {
                "" => ["-X".into(), name.clone()],
                value => ["-X".into(), format!("{name}={value}")],
            })
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).chain(["-c", "1"]).collect();
        let expected = "run --runtime freethreaded --refcount atomic --switch-interval 0.0005 \
                        --without spinning,hand-over --workers processes --workers-report w.json --dev-mode --other-option=faulthandler --tracemalloc=25 -c 1";
        assert_eq!(Some(expected.split_whitespace().map(String::from).collect()), of(&words));
        let plain = RunConfig {
            runtime: RuntimeKind::Gil,
            refcount: Discipline::Biased,
            switch_interval: SWITCH_INTERVAL,
            without: vec![],
            workers: Workers::Threads,
            workers_report: None,
            dev_mode: false,
            other_options: vec![],
            tracemalloc: 0,
            ..config
        };
        assert!(options(&plain).is_empty());
    }
}
