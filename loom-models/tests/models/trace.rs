//! The ring of trace records: a reader comes while the writer overwrites what it reads.

use loom_models::Bound::Exhaustive;
use loom_models::{caught, check, twins};
use sync::{Arc, thread};

/// Rules T1, T2, T3: three records into a ring of two, and a reader at any time: what it gets is whole and in its place.
macro_rules! overwritten_while_read {
    ($ring:path) => {
        || {
            use $ring::{WORDS, Writer};
            let writer = Writer::new(2);
            let ring = Arc::clone(writer.ring());
            let writing = thread::spawn(move || (1..=3).for_each(|n| writer.push([n; WORDS])));
            let contents = ring.contents();
            for (record, n) in contents.records.iter().zip(contents.lost + 1..) {
                assert_eq!(*record, [n; WORDS], "torn");
            }
            writing.join().unwrap();
        }
    };
}

#[test]
fn a_record_that_is_read_is_whole() {
    check("trace::overwritten_while_read", Exhaustive, overwritten_while_read!(profiler::ring));
}

mod twin {
    use super::*;

    #[test]
    fn t2_release() {
        caught("t2_release", Exhaustive, "torn", overwritten_while_read!(twins::t2_release::ring));
    }

    #[test]
    fn t3_release_fence() {
        caught(
            "t3_release_fence",
            Exhaustive,
            "torn",
            overwritten_while_read!(twins::t3_release_fence::ring),
        );
    }

    #[test]
    fn t3_acquire_fence() {
        caught(
            "t3_acquire_fence",
            Exhaustive,
            "torn",
            overwritten_while_read!(twins::t3_acquire_fence::ring),
        );
    }

    #[test]
    fn t3_one_more() {
        caught("t3_one_more", Exhaustive, "torn", overwritten_while_read!(twins::t3_one_more::ring));
    }
}
