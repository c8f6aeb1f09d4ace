//! Where threads meet: what the ledger of a run says of programs of which it is known.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use profiler::meetings::{Meetings, Met, Way};

/// Threads that take turns at what the main thread has made: references counted on line 13, a dict's lock on line 14, and a
/// list that each makes for itself.
const PROGRAM: &str = "\
import sys
import threading


class Point:
    pass


def work():
    for _ in range(50):
        own = []
        for point in points:
            held = [point]
            shared['last'] = 1
            own.append(held)


threads = int(sys.argv[1])
points = [Point() for _ in range(40)]
shared = {}
crew = [threading.Thread(target=work) for _ in range(threads)]
for thread in crew:
    thread.start()
    if len(sys.argv) > 2:
        thread.join()
for thread in crew:
    thread.join()
print(len(points), len(shared))
";

struct Scene {
    folder: tempfile::TempDir,
    program: PathBuf,
}

impl Scene {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("prog.py");
        fs::write(&program, text).unwrap();
        Scene { folder, program }
    }

    fn granular(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_granular"));
        command.args(arguments).env_remove("GRANULAR_LOG").output().unwrap()
    }

    fn program(&self) -> &str {
        self.program.to_str().unwrap()
    }

    /// What `granular explain` says with these options and arguments.
    #[track_caller]
    fn explained(&self, options: &[&str], arguments: &[&str]) -> String {
        let output = self.granular(&[&["explain"], options, &[self.program()], arguments].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The ledger of a run.
    #[track_caller]
    fn ledger(&self, options: &[&str], arguments: &[&str]) -> Meetings {
        let ledger = self.folder.path().join("ledger.json");
        let words =
            [&["run", "--ledger", ledger.to_str().unwrap()], options, &[self.program()], arguments].concat();
        let output = self.granular(&words);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!("40 1\n", String::from_utf8_lossy(&output.stdout));
        Meetings::read(Path::new(&ledger)).unwrap()
    }
}

/// What was made on a line of the program.
#[track_caller]
fn made<'a>(meetings: &'a Meetings, class: &str, line: u32) -> &'a Met {
    let of_line = |met: &&Met| {
        met.class.as_deref() == Some(class)
            && met.made.as_ref().is_some_and(|made| made.line == line && made.file.ends_with("prog.py"))
    };
    meetings.met.iter().find(of_line).unwrap_or_else(|| panic!("no {class} of line {line} in {meetings:#?}"))
}

fn times(met: &Met, way: Way, line: u32) -> u64 {
    let on_line = |meeting: &&profiler::meetings::Meeting| {
        meeting.way == way && meeting.line.as_ref().is_some_and(|of| of.line == line)
    };
    met.meetings.iter().filter(on_line).map(|meeting| meeting.times).sum()
}

const FREETHREADED: &[&str] = &["--runtime", "freethreaded"];

#[test]
fn each_object_has_its_line_and_each_meeting_its_own() {
    let meetings = Scene::new(PROGRAM).ledger(FREETHREADED, &["2"]);
    let points = made(&meetings, "Point", 19);
    assert_eq!(points.objects, 40);
    // Each reference that is held is counted twice at least, up and down; the 2 × 50 × 40 of them in others' words or alone.
    let (counted, _) = points.total(|way| matches!(way, Way::Count | Way::OwnCount));
    assert!(counted >= 2 * 2 * 50 * 40, "{points:#?}");
    assert!(times(points, Way::Count, 12) + times(points, Way::Count, 13) > 0, "{points:#?}");
    let shared = made(&meetings, "dict", 20);
    assert_eq!(shared.objects, 1);
    assert_eq!(times(shared, Way::Lock, 14), 2 * 50 * 40, "{shared:#?}");
}

#[test]
fn what_a_thread_keeps_to_itself_is_not_in_the_ledger() {
    let meetings = Scene::new(PROGRAM).ledger(FREETHREADED, &["2"]);
    let own = meetings.met.iter().find(|met| {
        met.class.as_deref() == Some("list")
            && met.made.as_ref().is_some_and(|made| [11, 13].contains(&made.line))
    });
    assert_eq!(own, None);
}

#[test]
fn under_the_lock_threads_meet_only_at_it() {
    let meetings = Scene::new(PROGRAM).ledger(&["--runtime", "gil"], &["2"]);
    assert!(meetings.met.iter().all(|met| met.class.is_none()), "{meetings:#?}");
}

#[test]
fn a_ledger_is_told_in_words() {
    let scene = Scene::new(PROGRAM);
    let text = scene.explained(&["--rounds", "0"], &["2"]);
    for words in [
        "prog.py 2 on freethreaded",
        "one dict, made at prog.py:20",
        "4.00k  at prog.py:14 in work",
        "every change takes its lock",
        "40 Point objects, made at prog.py:19",
    ] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
}

/// As many references are counted in others' words as it takes to be worth a cure, over too many objects for each thread to
/// count them alone.
const COUNTED: &str = "\
import threading


class Point:
    pass


points = [Point() for _ in range(2000)]


def work():
    for _ in range(40):
        for point in points:
            pass


crew = [threading.Thread(target=work) for _ in range(2)]
for thread in crew:
    thread.start()
for thread in crew:
    thread.join()
";

#[test]
fn a_cure_is_measured() {
    let scene = Scene::new(COUNTED);
    let text = scene.explained(&["--rounds", "1"], &[]);
    assert!(text.contains("2.00k Point objects, made at prog.py:8"), "{text}");
    assert!(text.contains("Measured: if the Point objects of prog.py:8 were not counted"), "{text}");
}

/// Threads that compute, and therefore wait for the global lock as long as they run.
const COMPUTING: &str = "\
import threading


def work():
    together.wait()
    total = 0
    for number in range(400_000):
        total += number * number % 7


together = threading.Barrier(3)
crew = [threading.Thread(target=work) for _ in range(3)]
for thread in crew:
    thread.start()
for thread in crew:
    thread.join()
";

#[test]
fn who_waits_for_the_lock_is_told_what_it_is_without() {
    let scene = Scene::new(COMPUTING);
    let text = scene.explained(&["--runtime", "gil", "--rounds", "1"], &[]);
    assert!(text.contains("waits for the leave to run"), "{text}");
    assert!(text.contains("Measured: without the global lock, the program would be"), "{text}");
}

/// A thread that has nothing to do until the other has put something into a queue.
const TOLD: &str = "\
import queue
import threading
import time


def put():
    for number in range(20):
        time.sleep(0.005)
        numbers.put(number)


def get():
    for _ in range(20):
        numbers.get()


numbers = queue.Queue()
crew = [threading.Thread(target=work) for work in (put, get)]
for thread in crew:
    thread.start()
for thread in crew:
    thread.join()
";

#[test]
fn waiting_for_what_others_do_is_told_from_waiting_for_a_lock() {
    let scene = Scene::new(TOLD);
    let text = scene.explained(&["--rounds", "0"], &[]);
    assert!(text.contains("in Condition.wait") && text.contains("they wait for what others do"), "{text}");
}

#[test]
fn nobody_is_met_when_there_is_nobody() {
    let made = "import threading\nmade = []\ndef work():\n    made.extend([n] for n in range(4000))\n\
        thread = threading.Thread(target=work)\nthread.start()\nthread.join()\n";
    let walk = "for n in range(20):\n    held = [one for one in made]\n";
    let text = Scene::new(&format!("{made}{walk}")).explained(&["--rounds", "0"], &[]);
    assert!(!text.contains("prog.py:8"), "{text}");
    let beside = "over = threading.Event()\nthreading.Thread(target=over.wait).start()\n";
    let text = Scene::new(&format!("{made}{beside}{walk}over.set()\n")).explained(&["--rounds", "0"], &[]);
    assert!(text.contains("prog.py:11"), "{text}");
}

#[test]
fn what_is_not_counted_is_not_counted() {
    let scene = Scene::new(COUNTED);
    let foreign = |line: &str| {
        let tally = scene.folder.path().join("tally.json");
        let words =
            ["run", "--runtime", "freethreaded", "--immortal", line, "--tally", tally.to_str().unwrap()];
        let output = scene.granular(&[&words[..], &[scene.program()]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        profiler::Tally::read(&tally).unwrap().retains_foreign
    };
    assert!(foreign("none") >= 2 * 40 * 2000);
    assert!(foreign("prog.py:8") < 2000);
    // Another line, another file.
    assert!(foreign("prog.py:12") >= 2 * 40 * 2000);
    assert!(foreign("other.py:8") >= 2 * 40 * 2000);
}

#[test]
fn a_program_that_fails_is_not_explained() {
    let scene = Scene::new("import sys\nprint('words', file=sys.stderr)\nsys.exit(3)\n");
    let output = scene.granular(&["explain", scene.program()]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("words") && text.contains("exit status: 3"), "{text}");
}

#[test]
fn a_line_is_a_file_and_a_number() {
    let scene = Scene::new("");
    for line in ["prog.py", "prog.py:", "prog.py:x"] {
        let output = scene.granular(&["run", "--immortal", line, scene.program()]);
        assert_eq!(output.status.code(), Some(2), "{line}");
    }
}
