//! The rings that events are written to.

use super::Twin;

pub const TWINS: &[Twin] = &[
    Twin {
        name: "t2_release",
        source: "profiler",
        module: "ring",
        from: "ring.written.store(written + 1, Ordering::Release);",
        to: "ring.written.store(written + 1, Ordering::Relaxed);",
        broken: "T2: a record is counted before it is whole",
    },
    Twin {
        name: "t3_release_fence",
        source: "profiler",
        module: "ring",
        from: "fence(Ordering::Release);",
        to: "",
        broken: "T3: a record is destroyed before that can be known",
    },
    Twin {
        name: "t3_acquire_fence",
        source: "profiler",
        module: "ring",
        from: "fence(Ordering::Acquire);",
        to: "",
        broken: "T3: the reader does not look what was destroyed meanwhile",
    },
    Twin {
        name: "t3_one_more",
        source: "profiler",
        module: "ring",
        from: "(now + 1).saturating_sub(capacity)",
        to: "now.saturating_sub(capacity)",
        broken: "T3: the record that is being destroyed is kept",
    },
];
