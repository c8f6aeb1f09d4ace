//! The Chrome trace format: what ui.perfetto.dev, speedscope and chrome://tracing open.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::recording::{Argument, Kind, Record, Recording};

impl Recording {
    /// Writes the recording as one JSON object of trace events, `title` naming the process.
    pub fn write_chrome(&self, to: &mut impl Write, title: &str) -> io::Result<()> {
        writeln!(
            to,
            r#"{{"displayTimeUnit":"ns","otherData":{{"recordsLost":{}}},"traceEvents":["#,
            self.lost()
        )?;
        let process = [("name", Argument::Text(title.into()))];
        write_event(to, &Entry::metadata("process_name", 0, &process))?;
        for (lane, thread) in self.lanes.iter().zip(1..) {
            let name = [("name", Argument::Text(lane.name.as_str().into()))];
            write_next(to, &Entry::metadata("thread_name", thread, &name))?;
            if lane.lost > 0 {
                let at = lane.records.first().map_or(0, |record| record.at);
                let arguments = [("count", Argument::Number(lane.lost))];
                let name = "older records lost";
                write_next(
                    to,
                    &Entry { name, target: "granular", phase: "i", at, thread, arguments: &arguments },
                )?;
            }
            for record in &lane.records {
                write_next(to, &Entry::of(record, thread))?;
            }
        }
        writeln!(to, "\n]}}")
    }
}

struct Entry<'a> {
    name: &'a str,
    target: &'a str,
    phase: &'static str,
    at: u64,
    thread: u32,
    arguments: &'a [(&'static str, Argument)],
}

impl<'a> Entry<'a> {
    fn of(record: &'a Record, thread: u32) -> Self {
        let phase = match record.kind {
            Kind::Begin => "B",
            Kind::End => "E",
            Kind::Event => "i",
        };
        let Record { at, name, target, arguments, .. } = record;
        Self { name, target, phase, at: *at, thread, arguments }
    }

    fn metadata(name: &'static str, thread: u32, arguments: &'a [(&'static str, Argument)]) -> Self {
        Self { name, target: "__metadata", phase: "M", at: 0, thread, arguments }
    }
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("name", self.name)?;
        map.serialize_entry("cat", self.target)?;
        map.serialize_entry("ph", self.phase)?;
        // The format counts microseconds and allows fractions.
        map.serialize_entry("ts", &(self.at as f64 / 1e3))?;
        map.serialize_entry("pid", &1)?;
        map.serialize_entry("tid", &self.thread)?;
        if self.phase == "i" {
            map.serialize_entry("s", "t")?;
        }
        if !self.arguments.is_empty() {
            map.serialize_entry("args", &Fields(self.arguments))?;
        }
        map.end()
    }
}

struct Fields<'a>(&'a [(&'static str, Argument)]);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

fn write_event(to: &mut impl Write, entry: &Entry<'_>) -> io::Result<()> {
    Ok(serde_json::to_writer(to, entry)?)
}

fn write_next(to: &mut impl Write, entry: &Entry<'_>) -> io::Result<()> {
    to.write_all(b",\n")?;
    write_event(to, entry)
}
