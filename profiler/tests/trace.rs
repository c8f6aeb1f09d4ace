//! A scenario of several threads, recorded and read back.

use std::{collections::HashMap, thread};

use profiler::trace::{Argument, Kind, Recorder, Recording};
use serde_json::Value;

const THREADS: usize = 4;
const ROUNDS: usize = 50;

/// What a thread of a runtime would emit: it waits, holds, meets a contended object, blocks, and so on.
fn scenario(thread: u32) {
    events::sched::thread_start(thread);
    events::sched::thread_name(&format!("worker {thread}"));
    for round in 0..ROUNDS {
        {
            let _attached = events::sched::attached();
            {
                let _waiting = events::gil::waiting();
                events::gil::drop_request();
            }
            events::gil::switch(round % 2 == 0);
            let _holding = events::gil::holding();
            {
                let _wait = events::lock::lock_wait(0x1000 + round * 16, || {
                    if round % 3 == 0 { "dict" } else { "list" }
                });
            }
            events::refcount::merge_request(0x2000, thread);
            events::refcount::merge(0x2000, true);
            let _stop = events::gc::stop_the_world();
            let _collection = events::gc::collection();
        }
        let _blocking = events::io::blocking("socket.recv");
    }
    events::sched::thread_exit(thread);
}

fn record(capacity: usize) -> Recording {
    let recorder = Recorder::new(capacity);
    thread::scope(|scope| {
        for thread in 0..THREADS as u32 {
            let recorder = recorder.clone();
            scope.spawn(move || tracing::subscriber::with_default(recorder, || scenario(thread)));
        }
    });
    recorder.recording()
}

fn chrome(recording: &Recording) -> Vec<Value> {
    let mut text = Vec::new();
    recording.write_chrome(&mut text, "a scenario").unwrap();
    let trace: Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(trace["otherData"]["recordsLost"], recording.lost());
    trace["traceEvents"].as_array().unwrap().clone()
}

/// Every E closes the latest open B of its thread and time does not run backwards.
fn assert_nests(trace: &[Value]) {
    let mut open: HashMap<u64, Vec<&str>> = HashMap::new();
    let mut clock: HashMap<u64, f64> = HashMap::new();
    for entry in trace {
        let (thread, name) = (entry["tid"].as_u64().unwrap(), entry["name"].as_str().unwrap());
        let at = entry["ts"].as_f64().unwrap();
        let before = clock.insert(thread, at).unwrap_or(0.0);
        assert!(before <= at, "{name} at {at} after {before}");
        match entry["ph"].as_str().unwrap() {
            "B" => open.entry(thread).or_default().push(name),
            "E" => assert_eq!(Some(name), open.entry(thread).or_default().pop()),
            "i" | "M" => {}
            other => panic!("phase {other}"),
        }
    }
    assert!(open.values().all(Vec::is_empty), "still open: {open:?}");
}

#[test]
fn every_record_of_every_thread_arrives() {
    let recording = record(1 << 12);
    assert_eq!(0, recording.lost());
    assert_eq!(THREADS, recording.lanes.len());
    let spans = ["attached", "waiting", "holding", "lock_wait", "stop_the_world", "collection", "blocking"];
    for name in spans {
        assert_eq!(THREADS * ROUNDS, recording.count(Kind::Begin, name), "{name}");
        assert_eq!(THREADS * ROUNDS, recording.count(Kind::End, name), "{name}");
    }
    for name in ["drop_request", "switch", "merge_request", "merge"] {
        assert_eq!(THREADS * ROUNDS, recording.count(Kind::Event, name), "{name}");
    }
    for name in ["thread_start", "thread_name", "thread_exit"] {
        assert_eq!(THREADS, recording.count(Kind::Event, name), "{name}");
    }
}

#[test]
fn a_lane_carries_the_name_its_thread_announced() {
    let mut names: Vec<_> = record(1 << 12).lanes.into_iter().map(|lane| lane.name).collect();
    names.sort();
    assert_eq!(["worker 0", "worker 1", "worker 2", "worker 3"], *names);
}

#[test]
fn arguments_keep_their_names_types_and_values() {
    let recording = record(1 << 12);
    let lane = &recording.lanes[0];
    let first = |name| lane.records.iter().find(|record| record.name == name).unwrap();
    assert_eq!(
        first("lock_wait").arguments,
        [("object", Argument::Address(0x1000)), ("type_name", Argument::Text("dict".into()))]
    );
    assert_eq!(first("switch").arguments, [("asked", Argument::Flag(true))]);
    assert_eq!(first("blocking").arguments, [("call", Argument::Text("socket.recv".into()))]);
    assert_eq!(first("holding").arguments, []);
}

#[test]
fn the_chrome_trace_nests_and_counts_what_was_emitted() {
    let recording = record(1 << 12);
    let trace = chrome(&recording);
    assert_nests(&trace);
    let phase = |phase| trace.iter().filter(|entry| entry["ph"] == phase).count();
    assert_eq!(THREADS * ROUNDS * 7, phase("B"));
    assert_eq!(THREADS * ROUNDS * 7, phase("E"));
    assert_eq!(THREADS * (ROUNDS * 4 + 3), phase("i"));
    assert_eq!(THREADS + 1, phase("M"));
}

#[test]
fn a_full_ring_says_what_it_lost_and_still_nests() {
    let recording = record(64);
    let emitted = ROUNDS * (7 * 2 + 4) + 3;
    for lane in &recording.lanes {
        assert!(lane.lost > 0);
        assert_eq!(emitted as u64, lane.lost + 63);
    }
    let trace = chrome(&recording);
    assert_nests(&trace);
    assert_eq!(THREADS, trace.iter().filter(|entry| entry["name"] == "older records lost").count());
}

#[test]
fn a_span_still_open_when_the_recording_is_taken_is_ended() {
    let recorder = Recorder::new(64);
    let trace = tracing::subscriber::with_default(recorder.clone(), || {
        let _attached = events::sched::attached();
        let _holding = events::gil::holding();
        chrome(&recorder.recording())
    });
    assert_nests(&trace);
    assert_eq!(2, trace.iter().filter(|entry| entry["ph"] == "E").count());
}

#[test]
fn folded_stacks_add_up_to_the_time_inside_spans() {
    let recording = record(1 << 12);
    let mut text = Vec::new();
    recording.write_folded(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let folded: u64 = text.lines().map(|line| line.rsplit_once(' ').unwrap().1.parse::<u64>().unwrap()).sum();
    let mut inside = 0;
    for lane in &recording.lanes {
        let (mut depth, mut since) = (0, 0);
        for record in &lane.records {
            match record.kind {
                Kind::Begin if depth == 0 => (depth, since) = (1, record.at),
                Kind::Begin => depth += 1,
                Kind::End if depth == 1 => (depth, inside) = (0, inside + record.at - since),
                Kind::End => depth -= 1,
                Kind::Event => {}
            }
        }
    }
    assert_eq!(inside, folded);
    assert!(text.contains("worker 2;attached;holding;stop_the_world;collection "), "{text}");
}

#[test]
fn other_peoples_events_stay_out() {
    let recorder = Recorder::new(64);
    tracing::subscriber::with_default(recorder.clone(), || {
        tracing::info!(target: "somebody::else", "hello");
        let _span = tracing::info_span!("theirs").entered();
    });
    assert!(recorder.recording().lanes.iter().all(|lane| lane.records.is_empty()));
}
