//! What `granular run --trace` writes: a file that viewers accept, with what `docs/events.md` says can be in it, and what
//! must be in it after a program whose threads wait for each other, block, and collect cycles.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Map, Value};

const RUNTIMES: [&[&str]; 3] = [
    &["--runtime", "gil"],
    &["--runtime", "freethreaded"],
    &["--runtime", "freethreaded", "--refcount", "atomic"],
];

const PROGRAM: &str = "\
import gc, threading, time

class Node:
    pass

def work(count, shared, lock):
    for number in range(count):
        with lock:
            shared[number % 7] = [number]
    time.sleep(0.001)
    node = Node()
    node.me = node
    del node
    gc.collect()

shared, lock = {}, threading.Lock()
threads = [threading.Thread(target=work, args=(2000, shared, lock), name=f'worker {number}') for number in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(shared))
";

/// Runs the program, traced into a file of this name.
#[track_caller]
fn trace(folder: &Path, name: &str, runtime: &[&str], more: &[&str]) -> PathBuf {
    let (program, file) = (folder.join("prog.py"), folder.join(name));
    fs::write(&program, PROGRAM).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_granular"));
    command.arg("run").args(runtime).args(more).arg("--trace").arg(&file).arg(&program);
    let output = command.env_remove("GRANULAR_LOG").stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!("7\n", String::from_utf8_lossy(&output.stdout), "a trace changes what a program prints");
    file
}

fn events(file: &Path) -> Vec<Map<String, Value>> {
    let trace: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert!(trace["otherData"]["recordsLost"].is_u64());
    let events = trace["traceEvents"].as_array().expect("an array of events");
    events.iter().map(|event| event.as_object().expect("an object").clone()).collect()
}

fn text<'a>(event: &'a Map<String, Value>, field: &str) -> &'a str {
    event.get(field).and_then(Value::as_str).unwrap_or_else(|| panic!("{field} in {event:?}"))
}

fn number(event: &Map<String, Value>, field: &str) -> f64 {
    event.get(field).and_then(Value::as_f64).unwrap_or_else(|| panic!("{field} in {event:?}"))
}

/// The spans that are open around each record of a lane, by the lane's name. Fails unless they nest.
fn stacks(events: &[Map<String, Value>]) -> BTreeSet<Vec<String>> {
    let mut lanes: BTreeMap<u64, (f64, Vec<String>)> = BTreeMap::new();
    let mut stacks = BTreeSet::new();
    for event in events.iter().filter(|event| text(event, "ph") != "M") {
        let (last, open) = lanes.entry(number(event, "tid") as u64).or_default();
        let at = number(event, "ts");
        assert!(at >= *last, "time goes back: {event:?}");
        *last = at;
        let name = text(event, "name").to_owned();
        match text(event, "ph") {
            "B" => {
                open.push(name);
                stacks.insert(open.clone());
            }
            "E" => assert_eq!(open.pop(), Some(name), "spans cross: {event:?}"),
            "i" => {
                let mut stack = open.clone();
                stack.push(name);
                stacks.insert(stack);
            }
            phase => panic!("a phase nobody knows: {phase}"),
        }
    }
    assert!(lanes.values().all(|(_, open)| open.is_empty()), "a span is not closed");
    stacks
}

/// What `docs/events.md` says there can be: phases, and for each name its target and fields.
fn documented() -> BTreeMap<String, (String, Vec<String>)> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/events.md")).unwrap();
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows = text.lines().filter(|line| line.starts_with("| `") && line.contains("`granular::"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        let (name, target) = (quoted(cells[1]).remove(0), quoted(cells[2]).remove(0));
        (name, (target, quoted(cells[3])))
    })
    .collect()
}

#[test]
fn a_trace_is_a_chrome_trace_with_what_is_documented() {
    let documented = documented();
    assert!(documented.len() > 10, "{documented:?}");
    let folder = tempfile::tempdir().unwrap();
    for runtime in RUNTIMES {
        let events = events(&trace(folder.path(), "out.json", runtime, &[]));
        for event in &events {
            let name = text(event, "name");
            assert!(number(event, "pid") > 0.0 && number(event, "tid") >= 0.0 && number(event, "ts") >= 0.0);
            if text(event, "ph") == "M" {
                assert!(["process_name", "thread_name"].contains(&name), "{event:?}");
                continue;
            }
            let (target, fields) = documented.get(name).unwrap_or_else(|| panic!("{name} is not documented"));
            assert_eq!(text(event, "cat"), target, "{event:?}");
            let arguments = event.get("args").and_then(Value::as_object).cloned().unwrap_or_default();
            for argument in arguments.keys() {
                assert!(fields.contains(argument), "{name} has a field that is not documented: {argument}");
            }
        }
    }
}

#[test]
fn a_trace_of_threads_under_the_lock_shows_who_holds_it() {
    let folder = tempfile::tempdir().unwrap();
    let impatient = &["--switch-interval", "0.0005"];
    let events = events(&trace(folder.path(), "out.json", RUNTIMES[0], impatient));
    let stacks = stacks(&events);
    for stack in [
        &["attached"][..],
        &["attached", "waiting"],
        &["attached", "holding"],
        &["attached", "holding", "collection"],
        &["attached", "holding", "collection", "stop_the_world"],
        &["attached", "switch"],
        &["blocking"],
        &["thread_start"],
        &["attached", "holding", "thread_name"],
    ] {
        let found = stacks.iter().any(|found| {
            // An event at the edge of a span may stand before or behind it.
            let loose = stack.len() == 1 || stack.last() == Some(&"switch");
            found == stack || loose && found.last().map(String::as_str) == stack.last().copied()
        });
        assert!(found, "{stack:?} is not in {stacks:?}");
    }
    for stack in &stacks {
        let inside = stack.iter().position(|name| name == "blocking");
        assert!(inside.is_none_or(|at| at == 0), "attached while it blocks: {stack:?}");
    }
}

#[test]
fn a_trace_of_free_threads_shows_the_world_stopped() {
    let folder = tempfile::tempdir().unwrap();
    for runtime in &RUNTIMES[1..] {
        let stacks = stacks(&events(&trace(folder.path(), "out.json", runtime, &[])));
        for stack in [
            &["attached"][..],
            &["attached", "collection"],
            &["attached", "collection", "stop_the_world"],
            &["blocking"],
            &["attached", "thread_name"],
        ] {
            assert!(stacks.iter().any(|found| found == stack), "{stack:?} is not in {stacks:?}");
        }
        let names: BTreeSet<&str> = stacks.iter().flatten().map(String::as_str).collect();
        for name in ["waiting", "holding", "switch", "drop_request"] {
            assert!(!names.contains(name), "there is no global lock, but {name}");
        }
    }
}

#[test]
fn the_lanes_of_a_trace_have_the_threads_names() {
    let folder = tempfile::tempdir().unwrap();
    for runtime in RUNTIMES {
        let events = events(&trace(folder.path(), "out.json", runtime, &[]));
        let lanes =
            events.iter().filter(|event| text(event, "name") == "thread_name" && text(event, "ph") == "M");
        let names: BTreeSet<&str> = lanes.filter_map(|event| event["args"]["name"].as_str()).collect();
        for name in ["main", "worker 0", "worker 1", "worker 2"] {
            assert!(names.contains(name), "{name} is not among {names:?}");
        }
    }
}

#[test]
fn a_folded_trace_is_lines_of_stack_and_time() {
    let folder = tempfile::tempdir().unwrap();
    for runtime in RUNTIMES {
        let file = trace(folder.path(), "out.folded", runtime, &[]);
        let folded = fs::read_to_string(file).unwrap();
        let mut stacks = Vec::new();
        for line in folded.lines() {
            let (stack, time) = line.rsplit_once(' ').expect("a stack and a time");
            assert!(time.parse::<u64>().is_ok(), "{line}");
            stacks.push(stack);
        }
        assert!(stacks.is_sorted(), "{folded}");
        for stack in ["main;attached", "worker 0;attached", "worker 0;blocking"] {
            assert!(stacks.iter().any(|found| found.starts_with(stack)), "{stack} is not in {folded}");
        }
    }
}
