//! The convoy: how many requests a second an echo server answers beside one thread that computes, by switch interval.
//!
//! Each request needs the global lock twice, after `recv` and after `sendall`, and each time the computing thread lets
//! go of it one switch interval after it was asked. So where the interval is long beside everything else the rate is
//! 1 / (2 × interval), and that is the curve the table is held against. Without a global lock the neighbour goes
//! unnoticed while there are processors enough. The client is this process, so that it needs no lock.
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

const INTERVALS: [Duration; 7] = [
    Duration::from_millis(100),
    Duration::from_millis(50),
    Duration::from_millis(20),
    Duration::from_millis(10),
    Duration::from_millis(5),
    Duration::from_millis(2),
    Duration::from_millis(1),
];

/// What a request would spend on a real network: long enough for the neighbour to wake up and take the lock.
const DISTANCE: Duration = Duration::from_micros(200);

/// What is sent and comes back.
const MESSAGE: [u8; 16] = *b"one more request";

/// Rounds of which the median is told.
const ROUNDS: usize = 3;

/// An interpreter and the options before the program.
struct Contestant {
    name: String,
    executable: PathBuf,
    options: Vec<OsString>,
}

impl Contestant {
    fn ours(variant: Variant) -> Self {
        let options = ["run"].iter().chain(variant.options()).map(OsString::from).collect();
        let executable = env!("CARGO_BIN_EXE_granular").into();
        Contestant { name: variant.name().to_owned(), executable, options }
    }

    fn all() -> Vec<Self> {
        let ours = [Variant::Gil, Variant::Freethreaded].map(Contestant::ours);
        let peer = Peer::of_this_machine().map(|peer| Contestant {
            name: peer.name,
            executable: peer.executable,
            options: peer.options.into_iter().map(OsString::from).collect(),
        });
        ours.into_iter().chain(peer).collect()
    }

    /// Requests a second if all were like the one that is under way at a typical moment: half of the time, which is at least
    /// `time` and two requests, is spent on longer ones. Where the neighbour is late to wake up, hundreds of requests are
    /// answered in the time of one, and a mean would tell of them alone.
    fn rate(&self, interval: Duration, time: Duration) -> f64 {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/convoy.py");
        let mut server = Command::new(&self.executable)
            .args(&self.options)
            .arg(program)
            .args(["1".to_owned(), interval.as_secs_f64().to_string()])
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
        times.sort_unstable();
        let mut left = times.iter().sum::<Duration>() / 2;
        let typical = times.iter().find(|&&time| {
            left = left.saturating_sub(time);
            left.is_zero()
        });
        let rate = typical.expect("the halves make the whole").as_secs_f64().recip();
        drop(connection);
        assert!(server.wait().expect("the server ends").success(), "{} failed", self.name);
        rate
    }
}

fn ask(connection: &mut TcpStream) {
    thread::sleep(DISTANCE);
    let mut answer = [0; MESSAGE.len()];
    connection.write_all(&MESSAGE).expect("the server reads");
    connection.read_exact(&mut answer).expect("the server answers");
    assert_eq!(answer, MESSAGE);
}

fn main() {
    let measuring = env::args().any(|word| word == "--bench");
    if !measuring {
        let rate = Contestant::ours(Variant::Gil).rate(Duration::from_millis(1), Duration::ZERO);
        assert!(rate > 0.0);
        return;
    }
    let contestants = Contestant::all();
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let names = contestants.iter().map(|contestant| contestant.name.clone());
    table.set_header(["interval".to_owned(), "1 / (2 × interval)".to_owned()].into_iter().chain(names));
    for interval in INTERVALS {
        // Long enough for some forty waits.
        let time = (40 * interval).max(Duration::from_secs(1));
        let mut rates: Vec<Vec<f64>> = contestants.iter().map(|_| Vec::new()).collect();
        for _ in 0..ROUNDS {
            for (contestant, rates) in contestants.iter().zip(&mut rates) {
                rates.push(contestant.rate(interval, time));
            }
        }
        let law = 1.0 / (2.0 * interval.as_secs_f64());
        let measured = rates.into_iter().map(|mut rates| {
            rates.sort_by(f64::total_cmp);
            let median = rates[rates.len() / 2];
            format!("{median:.0} ({:.2} of it)", median / law)
        });
        let row = [format!("{} ms", interval.as_millis()), format!("{law:.0}")].into_iter().chain(measured);
        table.add_row(row.map(|text| Cell::new(text).set_alignment(CellAlignment::Right)));
    }
    println!("{table}");
}
