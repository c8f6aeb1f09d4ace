//! What one event and one span cost: nobody listening, recorded, and said to nobody in particular.

use std::io;

use criterion::{Criterion, criterion_group, criterion_main};
use profiler::trace::Recorder;
use tracing::Dispatch;
use tracing_subscriber::{
    fmt::{self, format::FmtSpan},
    layer::SubscriberExt,
    registry,
};

fn measure(criterion: &mut Criterion, listener: &str) {
    let mut group = criterion.benchmark_group(listener);
    group.bench_function("event", |bencher| bencher.iter(events::gil::drop_request));
    group.bench_function("event with two fields", |bencher| {
        bencher.iter(|| events::refcount::merge(0x1000, true));
    });
    group.bench_function("span", |bencher| bencher.iter(|| drop(events::gil::waiting())));
    group.bench_function("span with a string", |bencher| {
        bencher.iter(|| drop(events::lock::lock_wait(0x1000, || "dict")));
    });
    group.finish();
}

fn tracing(criterion: &mut Criterion) {
    measure(criterion, "nobody");
    let lines = registry().with(fmt::layer().with_writer(io::sink).with_span_events(FmtSpan::CLOSE));
    tracing::dispatcher::with_default(&Dispatch::new(lines), || measure(criterion, "log"));
    Recorder::new(1 << 16).install().expect("this process has no other subscriber");
    measure(criterion, "recorder");
}

criterion_group!(benches, tracing);
criterion_main!(benches);
