//! What the command says and how it ends, before any program runs.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

fn granular(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_granular"));
    // What the caller's variables say is not the tests' concern.
    for name in ["GRANULAR_LOG", "PYTHONUNBUFFERED", "PYTHONWARNINGS", "PYTHONDEVMODE"] {
        command.env_remove(name);
    }
    command.args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// It ends with this status, says this on standard error, and prints nothing.
#[track_caller]
fn assert_refuses(arguments: &[&str], status: i32, message: &str) {
    let output = granular(arguments);
    assert!(stderr(&output).contains(message), "{arguments:?} says:\n{}", stderr(&output));
    assert_eq!(Some(status), output.status.code(), "{arguments:?}");
    assert_eq!("", String::from_utf8_lossy(&output.stdout), "{arguments:?}");
}

#[test]
fn help_teaches_by_example() {
    for (arguments, example) in [
        (&["--help"][..], "granular compare"),
        (&["run", "--help"], "granular run --runtime freethreaded prog.py 4"),
        (&["compare", "--help"], "granular compare --peer python3.13"),
        (&["ablate", "--help"], "granular ablate --threads 8 prog.py"),
        (&["explain", "--help"], "granular explain prog.py 4"),
        (&["dis", "--help"], "granular dis prog.py"),
    ] {
        let output = granular(arguments);
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(example), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "too wide:\n{text}");
    }
}

#[test]
fn an_unknown_option_is_named() {
    assert_refuses(&["run", "--bogus", "prog.py"], 2, "--bogus");
    assert_refuses(&["compare", "--bogus"], 2, "--bogus");
}

#[test]
fn an_unknown_runtime_is_answered_with_those_there_are() {
    assert_refuses(&["run", "--runtime", "jvm", "prog.py"], 2, "[possible values: gil, freethreaded]");
    assert_refuses(
        &["compare", "--runtimes", "gil,jvm"],
        2,
        "[possible values: gil, freethreaded, freethreaded-atomic, interpreters, processes]",
    );
}

#[test]
fn zero_threads_are_refused() {
    assert_refuses(&["compare", "--threads", "0"], 2, "a program cannot run on zero threads");
    assert_refuses(&["compare", "--threads", "1,,2"], 2, "not a number of threads");
}

#[test]
fn zero_rounds_are_refused() {
    assert_refuses(&["compare", "--rounds", "0"], 2, "without a round there is nothing to compare");
}

#[test]
fn a_switch_interval_is_a_positive_time() {
    for interval in ["0", "-1", "nan", "inf", "soon"] {
        let option = format!("--switch-interval={interval}");
        assert_refuses(&["run", &option, "prog.py"], 2, "--switch-interval");
    }
}

#[test]
fn counting_is_a_choice_of_the_free_threaded_runtime() {
    assert_refuses(&["run", "--refcount", "atomic", "prog.py"], 2, "add --runtime freethreaded");
}

#[test]
fn a_mechanism_is_left_out_of_the_runtime_that_has_it() {
    assert_refuses(
        &["run", "--without", "forced-switching,spinning", "prog.py"],
        2,
        "spinning is a mechanism of the other runtime\nadd --runtime freethreaded",
    );
    assert_refuses(&["run", "--without", "everything", "prog.py"], 2, "[possible values: biased-counts");
    assert_refuses(&["ablate", "--threads", "1"], 2, "more than one is wanted");
}

#[test]
fn a_tally_has_the_pauses_of_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let tally = folder.path().join("tally.json").display().to_string();
    let pauses = |runtime: &str, program: &str| {
        let path = folder.path().join("program.py").display().to_string();
        fs::write(&path, program).unwrap();
        let run = granular(&["run", "--runtime", runtime, "--tally", &tally, &path]);
        assert!(run.status.success(), "{run:?}");
        let tally: serde_json::Value = serde_json::from_str(&fs::read_to_string(&tally).unwrap()).unwrap();
        ["collections", "collecting_median_ns", "collecting_max_ns", "world_stops", "world_stopped_median_ns"]
            .map(|name| tally[name].as_u64().unwrap())
    };
    let nothing = "print(1)";
    let three = "import gc\nfor n in range(3): gc.collect()";
    let beside_another = "import gc, threading\nover = threading.Event()\n\
        thread = threading.Thread(target=over.wait)\nthread.start()\n\
        for n in range(3): gc.collect()\nover.set()\nthread.join()";
    for runtime in ["gil", "freethreaded"] {
        assert_eq!([0, 0, 0, 0, 0], pauses(runtime, nothing));
        let [collections, median, longest, stops, _] = pauses(runtime, three);
        assert_eq!((3, 0), (collections, stops), "a thread that is alone stops nobody");
        assert!(0 < median && median <= longest);
        let [collections, .., stops, stopped] = pauses(runtime, beside_another);
        assert_eq!(3, collections);
        assert_eq!(runtime == "freethreaded", stops >= 3 && stopped > 0);
    }
}

#[test]
fn what_the_only_thread_does_is_shared_with_nobody() {
    // Made by a thread that has ended, so counted as what is another's.
    let after = "import threading\nmade = []\n\
        def work(): made.extend([[n] for n in range(1000)])\n\
        thread = threading.Thread(target=work)\nthread.start()\nthread.join()\n";
    let alone = format!("{after}for n in range(3): held = [one for one in made]");
    let beside = "other = threading.Event()\nthreading.Thread(target=other.wait).start()";
    let beside = format!("{after}{beside}\nfor n in range(3): held = [one for one in made]\nother.set()");
    let shared = |program: &str| {
        let tally = tally_of(program, &[]);
        let count = |name: &str| tally[name].as_u64().unwrap();
        let all = count("retains_foreign") + count("releases_foreign") + 2 * count("locks_taken");
        assert!(all >= 6000, "{tally}");
        (count("shared_alone"), all - count("shared_alone"))
    };
    let (own, others) = shared(&alone);
    assert!(own >= 5000 && others < 1000, "{own} and {others}");
    let (_, others) = shared(&beside);
    assert!(others >= 5000, "{others}");
}

/// What the tally says of a run of a program on the free-threaded runtime.
fn tally_of(program: &str, options: &[&str]) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let tally = folder.path().join("tally.json").display().to_string();
    let options = [&["run", "--runtime", "freethreaded", "--tally", &tally], options, &["-c", program]];
    let output = granular(&options.concat());
    assert!(output.status.success(), "{}", stderr(&output));
    serde_json::from_str(&fs::read_to_string(&tally).unwrap()).unwrap()
}

#[test]
fn what_is_left_out_does_not_happen() {
    let count = |tally: &serde_json::Value, name: &str| tally[name].as_u64().unwrap();
    let append = "l = []\nfor n in range(1000):\n    l.append(n)";
    let whole = tally_of(append, &[]);
    assert!(count(&whole, "sections_biased") >= 1000, "{whole}");
    let locked = tally_of(append, &["--without", "biased-sections"]);
    assert_eq!(0, count(&locked, "sections_biased"));
    assert!(count(&locked, "locks_taken") >= 1000, "{locked}");
    let atomic = tally_of(append, &["--without", "biased-counts"]);
    assert_eq!(0, count(&atomic, "retains_local") + count(&atomic, "sections_biased"));
    let read = "l = [1.5]\nd = {1: 2}\nfor n in range(1000):\n    l[0]; d[1]";
    let peeked = tally_of(read, &[]);
    let locked = tally_of(read, &["--without", "lock-free-reads"]);
    assert!(count(&locked, "sections_biased") >= count(&peeked, "sections_biased") + 2000, "{locked}");
    // What all threads use, and one has made.
    let shared = "import threading\ndef f(x): pass\n\
        def work():\n    for n in range(1000): f('not a name')\n\
        thread = threading.Thread(target=work)\nthread.start()\nthread.join()";
    let met = |without: &[&str]| {
        let tally = tally_of(shared, without);
        count(&tally, "retains_foreign") + count(&tally, "retains_spread")
    };
    let whole = met(&[]);
    assert!(whole < 500, "{whole}");
    for mechanism in ["immortal-constants", "immortal-definitions", "immortality", "deferred"] {
        let counted = met(&["--without", mechanism]);
        assert!(counted >= whole + 900, "{mechanism}: {counted} and {whole}");
    }
    // What a class holds besides its functions, and the cell that `super()` looks into.
    let shared = "import threading\nclass B:\n    def m(self): pass\n\
        class A(B):\n    p = property(lambda self: 1)\n    @staticmethod\n    def s(): pass\n\
        \x20   @classmethod\n    def c(cls): pass\n    def m(self): super().m()\n\
        def work():\n    a = A()\n    for n in range(1000): a.p; a.s(); a.c(); a.m()\n\
        thread = threading.Thread(target=work)\nthread.start()\nthread.join()";
    let counted = |without: &[&str]| {
        let tally = tally_of(shared, without);
        count(&tally, "retains_foreign") + count(&tally, "retains_spread")
    };
    let whole = counted(&[]);
    assert!(whole < 500, "{whole}");
    let without = counted(&["--without", "immortal-definitions"]);
    assert!(without >= whole + 3900, "{without} and {whole}");
}

#[test]
fn a_missing_program_is_an_error_of_the_operating_system() {
    let message = "can't open file 'no/such.py': [Errno 2] No such file or directory";
    assert_refuses(&["run", "no/such.py"], 2, message);
    assert_refuses(&["dis", "no/such.py"], 2, message);
    assert_refuses(&["compare", "no/such.py"], 2, "can't open file 'no/such.py'");
}

#[test]
fn a_directory_is_a_program_if_it_has_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    assert_refuses(&["run", path], 1, "can't find '__main__' module in ");
    assert_refuses(&["dis", path], 1, "is a directory or an archive, not a source");
    assert_refuses(&["compare", path], 2, "is a directory, not a program");
}

#[test]
fn a_source_that_is_not_utf_8_is_a_syntax_error_at_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin.py");
    fs::write(&path, b"x = 1\ny = '\xe9'\n").unwrap();
    let message = "SyntaxError: Non-UTF-8 code starting with '\\xe9'";
    for command in ["run", "dis"] {
        assert_refuses(&[command, path.to_str().unwrap()], 1, message);
        assert_refuses(&[command, path.to_str().unwrap()], 1, "line 2");
    }
}

#[test]
fn a_missing_peer_is_named() {
    assert_refuses(
        &["compare", "--peer", "no-such-python"],
        2,
        "the peer 'no-such-python' cannot be started",
    );
    assert_refuses(&["compare", "--peer", "false"], 2, "the peer 'false' does not run Python");
}

#[test]
fn a_file_that_cannot_be_written_is_known_before_the_program_runs() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("prog.py");
    fs::write(&program, "print('ran')\n").unwrap();
    assert_refuses(
        &["run", "--trace", "/no/such/trace.json", program.to_str().unwrap()],
        1,
        "/no/such/trace.json",
    );
    assert_refuses(
        &["compare", "--json", "/no/such/figures.json", program.to_str().unwrap()],
        1,
        "/no/such/figures",
    );
}

#[test]
fn a_log_filter_that_does_not_parse_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("prog.py");
    fs::write(&program, "print('ran')\n").unwrap();
    assert_refuses(
        &["run", "--log=granular::gil=loud", program.to_str().unwrap()],
        2,
        "the log filter does not parse",
    );
}

/// A program of so many lines.
fn long_program(folder: &Path, lines: usize) -> String {
    let path = folder.join("long.py");
    fs::write(&path, "x = [1]\n".repeat(lines)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    // Longer than a pipe holds, so that the command is still writing when the reader goes.
    let program = long_program(folder.path(), 10_000);
    let mut child = Command::new(env!("CARGO_BIN_EXE_granular"))
        .args(["dis", &program])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("module <module>"), "{first}");
    let output = child.wait_with_output().unwrap();
    assert_eq!("", stderr(&output));
    assert!(output.status.success());
}

#[test]
fn a_program_whose_reader_goes_away_ends_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("endless.py");
    fs::write(&program, "while True:\n    print('y')\n").unwrap();
    for runtime in ["gil", "freethreaded"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_granular"))
            .args(["run", "--runtime", runtime, program.to_str().unwrap()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert_eq!("y\n", first);
        let output = child.wait_with_output().unwrap();
        assert_eq!("", stderr(&output));
        assert_eq!(Some(1), output.status.code());
    }
}

#[test]
fn a_listing_shows_the_counts_that_are_left() {
    let folder = tempfile::tempdir().unwrap();
    let program = long_program(folder.path(), 3);
    let output = granular(&["dis", &program]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(3, text.matches("BuildList").count(), "{text}");
    assert!(text.contains("copied, "), "{text}");
}

#[test]
fn a_syntax_error_is_shown_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prog.py");
    fs::write(&path, "def f():\n    return 1 +\n").unwrap();
    let path = path.to_str().unwrap();
    let output = granular(&["dis", path]);
    assert_eq!(Some(1), output.status.code());
    let expected = format!("  File \"{path}\", line 2\n    return 1 +\n              ^\nSyntaxError: ");
    assert!(stderr(&output).contains(&expected), "{}", stderr(&output));
}

#[test]
fn each_mechanism_is_priced() {
    let output =
        granular(&["ablate", "--rounds", "1", "--only", "biased-sections,forced-switching", "generator.py"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    for word in ["generator.py", "biased-sections", "forced-switching", "scaling with"] {
        assert!(text.contains(word), "{text}");
    }
}

#[test]
fn programs_that_fail_are_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("prog.py");
    let mut file = fs::File::create(&program).unwrap();
    writeln!(file, "import sys\nsys.exit(3)").unwrap();
    let output = granular(&["compare", program.to_str().unwrap()]);
    assert_eq!(Some(1), output.status.code());
    assert!(stderr(&output).contains("prog.py fails on gil ×1"), "{}", stderr(&output));
}

#[test]
fn the_words_of_python_start_a_program() {
    let output =
        granular(&["-X", "runtime=freethreaded", "-c", "import sys; print(sys._xoptions, sys.argv)", "-x"]);
    assert_eq!("", stderr(&output));
    assert_eq!("{'runtime': 'freethreaded'} ['-c', '-x']\n", String::from_utf8_lossy(&output.stdout));
    assert_refuses(&["-X", "frobnicate", "-c", "pass"], 2, "unknown option -X frobnicate");
}

#[test]
fn warnings_are_shown_as_asked_for() {
    let warns =
        "import warnings; warnings.warn_explicit('old', DeprecationWarning, 'file', 1); print('after')";
    for (words, shown, ends) in [
        (&["-c", warns][..], "", 0),
        (&["-X", "dev", "-c", warns], "file:1: DeprecationWarning: old", 0),
        (&["run", "-W", "error", "-W", "default", "-c", warns], "DeprecationWarning: old", 0),
        (&["-Wdefault", "-Werror::DeprecationWarning", "-c", warns], "Traceback", 1),
        (&["-X", "dev", "-W", "ignore", "-c", warns], "", 0),
    ] {
        let output = granular(words);
        assert_eq!(Some(ends), output.status.code(), "{words:?}");
        assert_eq!(shown.is_empty(), stderr(&output).is_empty(), "{words:?}");
        assert!(stderr(&output).contains(shown), "{words:?}: {}", stderr(&output));
    }
    let told = "import sys; print(sys.warnoptions, sys.flags.dev_mode, sys._xoptions)";
    let output = granular(&["-W", "error", "-X", "dev", "-c", told]);
    assert_eq!("['default', 'error'] True {'dev': True}\n", String::from_utf8_lossy(&output.stdout));
}

/// What has been written is there though the process ends at once.
#[test]
fn unbuffered_streams_keep_nothing_back() {
    let program = "import os; print('one', end=''); os._exit(0)";
    assert_eq!("one", String::from_utf8_lossy(&granular(&["-u", "-c", program]).stdout));
    assert_eq!("", String::from_utf8_lossy(&granular(&["-c", program]).stdout));
}

#[test]
fn workers_are_compared_and_their_cost_is_shown() {
    let output = granular(&[
        "compare",
        "--runtimes",
        "gil,processes",
        "--threads",
        "2",
        "--rounds",
        "1",
        "pool_wordcount.py",
    ]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}\n{}", stderr(&output));
    let row = text.lines().find(|line| line.trim_start().starts_with("processes ×2")).expect(&text);
    let cells: Vec<&str> = row.split_whitespace().skip(2).collect();
    assert_eq!(("processes", "60"), (cells[0], cells[2]), "{row}");
    assert!(row.contains(" MB "), "megabytes of texts are copied: {row}");
    let threads = text.lines().find(|line| line.trim_start().starts_with("gil ×2")).expect(&text);
    assert!(threads.contains(" 0 B "), "threads are given the texts themselves: {threads}");
}

#[test]
fn a_program_that_does_not_ask_for_workers_is_not_measured_as_processes() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("prog.py");
    fs::write(&program, "print(1)\n").unwrap();
    let program = program.to_str().unwrap();
    let output = granular(&["compare", "--runtimes", "gil,processes", "--threads", "1", program]);
    assert_eq!(Some(2), output.status.code());
    assert!(stderr(&output).contains("does not say what its workers are"), "{}", stderr(&output));
}
