//! The convoy: how many requests a second an echo server answers beside one thread that computes, by switch interval.
//!
//! Each request gives the global lock away twice, for `recv` and for `sendall`. If the computing thread takes it meanwhile,
//! the server waits until one switch interval after it has asked for it again. So where the interval is long beside
//! everything else the rate is 1 / (2 × interval). A call that is over before the computing thread has woken up does not
//! lose the lock, so the messages here are long enough that neither is. How many waits there were is counted, by the tally
//! of the server, apart from the time. Without a global lock the neighbour costs no more than its processor. The client is this process, so that it needs no lock.
//!
//! `cargo bench --bench convoy` measures for some two minutes, best while the machine does nothing else.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use comfy_table::{Cell, CellAlignment, Table, presets};
use granular::compare::contestant::{Peer, Variant};
use profiler::Tally;
use tempfile::NamedTempFile;

const INTERVALS: [Duration; 7] = [
    Duration::from_millis(100),
    Duration::from_millis(50),
    Duration::from_millis(20),
    Duration::from_millis(10),
    Duration::from_millis(5),
    Duration::from_millis(2),
    Duration::from_millis(1),
];

/// How long the client waits between an answer and the next request: enough for the neighbour to wake up and take the lock.
const DISTANCE: Duration = Duration::from_micros(200);

/// Bytes of a request, and of its answer: to send them takes longer than to wake a thread up, as a page does on a real
/// network. Of a message of a few bytes the answer is sent in a tenth of that time, and a request waits only once.
const MESSAGE: usize = 512 << 10;

/// Rounds of which the median is told.
const ROUNDS: usize = 3;

/// An interpreter and the options before the program.
struct Contestant {
    name: String,
    executable: PathBuf,
    options: Vec<OsString>,
    /// Where it counts what it does, if it does.
    tally: Option<NamedTempFile>,
}

/// What one server was found to do.
#[derive(Clone, Copy)]
struct Found {
    /// Requests a second.
    rate: f64,
    /// How often a request waited for the global lock; not known of a peer.
    waits: f64,
}

impl Contestant {
    fn ours(variant: Variant) -> Self {
        let tally = NamedTempFile::new().expect("there is room for a file");
        let options = ["run"].iter().chain(variant.options()).map(OsString::from);
        let options = options.chain(["--tally".into(), tally.path().into()]).collect();
        let executable = env!("CARGO_BIN_EXE_granular").into();
        Contestant { name: variant.name().to_owned(), executable, options, tally: Some(tally) }
    }

    fn all() -> Vec<Self> {
        let ours = [Variant::Gil, Variant::Freethreaded].map(Contestant::ours);
        let peer = Peer::of_this_machine().map(|peer| Contestant {
            name: peer.name,
            executable: peer.executable,
            options: peer.options.into_iter().map(OsString::from).collect(),
            tally: None,
        });
        ours.into_iter().chain(peer).collect()
    }

    /// Requests a second if all were like the one that is under way at a typical moment: half of the time, which is at least
    /// `time` and two requests, is spent on longer ones. Where the neighbour is late to wake up, hundreds of requests are
    /// answered in the time of one, and a mean would tell of them alone.
    fn serve(&self, interval: Duration, time: Duration) -> Found {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/convoy.py");
        let mut server = Command::new(&self.executable)
            .args(&self.options)
            .arg(program)
            .args(["1".to_owned(), interval.as_secs_f64().to_string(), MESSAGE.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{} cannot be started: {error}", self.name));
        let mut port = String::new();
        BufReader::new(server.stdout.take().expect("it is piped"))
            .read_line(&mut port)
            .expect("the server says its port");
        let port: u16 = port.trim().parse().unwrap_or_else(|_| panic!("{} said {port:?}", self.name));
        let mut connection = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
        connection.set_nodelay(true).expect("TCP has this option");
        // The first finds the threads starting.
        ask(&mut connection);
        let (start, mut last) = (Instant::now(), Instant::now());
        let mut times: Vec<Duration> = Vec::new();
        while times.len() < 2 || start.elapsed() < time {
            ask(&mut connection);
            times.push(last.elapsed());
            last = Instant::now();
        }
        let requests = times.len() + 1;
        times.sort_unstable();
        let mut left = times.iter().sum::<Duration>() / 2;
        let typical = times.iter().find(|&&time| {
            left = left.saturating_sub(time);
            left.is_zero()
        });
        let rate = typical.expect("the halves make the whole").as_secs_f64().recip();
        drop(connection);
        assert!(server.wait().expect("the server ends").success(), "{} failed", self.name);
        let tally = self.tally.as_ref().map(|file| Tally::read(file.path()).expect("it was written"));
        let waits = tally.map_or(f64::NAN, |tally| tally.switches_forced as f64 / requests as f64);
        Found { rate, waits }
    }
}

fn ask(connection: &mut TcpStream) {
    thread::sleep(DISTANCE);
    let (message, mut answer) = (vec![b'x'; MESSAGE], vec![0; MESSAGE]);
    connection.write_all(&message).expect("the server reads");
    connection.read_exact(&mut answer).expect("the server answers");
    assert_eq!(answer, message);
}

fn main() {
    let measuring = env::args().any(|word| word == "--bench");
    if !measuring {
        let found = Contestant::ours(Variant::Gil).serve(Duration::from_millis(1), Duration::ZERO);
        assert!(found.rate > 0.0 && found.waits > 0.0);
        return;
    }
    let contestants = Contestant::all();
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let names = contestants.iter().map(|contestant| contestant.name.clone());
    let law = ["1 / (2 × interval)", "gil: waits a request"].map(str::to_owned);
    table.set_header(["interval".to_owned()].into_iter().chain(names).chain(law));
    for interval in INTERVALS {
        // Long enough for some forty waits.
        let time = (40 * interval).max(Duration::from_secs(1));
        let mut found: Vec<Vec<Found>> = contestants.iter().map(|_| Vec::new()).collect();
        for _ in 0..ROUNDS {
            for (contestant, found) in contestants.iter().zip(&mut found) {
                found.push(contestant.serve(interval, time));
            }
        }
        let typical: Vec<Found> = found.into_iter().map(median).collect();
        let gil = typical[0];
        let mut row = vec![format!("{} ms", interval.as_millis())];
        row.extend(typical.iter().map(|found| format!("{:.0}", found.rate)));
        row.push(format!("{:.0}", 0.5 / interval.as_secs_f64()));
        row.push(format!("{:.2}", gil.waits));
        table.add_row(row.into_iter().map(|text| Cell::new(text).set_alignment(CellAlignment::Right)));
    }
    println!("{table}");
}

/// The one whose rate is in the middle.
fn median(mut found: Vec<Found>) -> Found {
    found.sort_by(|a, b| a.rate.total_cmp(&b.rate));
    found[found.len() / 2]
}
