//! Several runtimes in one process: each with a lock of its own, nothing left of any.

// The runtimes as they are compiled there, and not once more.
use execution as _;

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use freethreaded_runtime::FreeThreaded;
use gil_runtime::Gil;
use interpreter::{Config, Main, Vm};
use object_model::Runtime;
use refcount::Biased;

const NATIVE_STACK: usize = 16 << 20;
const LONG: Duration = Duration::from_secs(60);

fn begin<R: Runtime>(runtime: R) -> Vm<R> {
    let vm = Vm::begin(runtime, Config::default(), stdlib::EMBEDDED, NATIVE_STACK);
    let mut vm = vm.expect("an interpreter begins");
    stdlib::register(&mut vm);
    vm
}

/// Runs a program to its end.
fn run<R: Runtime>(vm: &mut Vm<R>, text: &str) {
    let main = Main::Source { source: text.into(), filename: "<test>".into(), is_file: false };
    assert_eq!(vm.run_program(&main), 0, "{text}");
}

fn spawn<T: Send + 'static>(body: impl FnOnce() -> T + Send + 'static) -> thread::JoinHandle<T> {
    thread::Builder::new().stack_size(NATIVE_STACK).spawn(body).expect("a thread")
}

/// One thread has its lock all the time; another begins, runs and ends an interpreter meanwhile.
fn independent_of_one_another<R: Runtime>(one: fn() -> R) {
    let (has, may_go) = (mpsc::channel(), mpsc::channel::<()>());
    let holder = spawn(move || {
        let mut vm = begin(one());
        has.0.send(()).expect("the test waits");
        // Attached, so with the lock held under a global lock.
        may_go.1.recv_timeout(LONG).expect("the other interpreter needs nothing of this one");
        run(&mut vm, "data = [str(n) for n in range(100)]");
        vm.end()
    });
    has.1.recv_timeout(LONG).expect("an interpreter begins");
    let other = spawn(move || {
        let mut vm = begin(one());
        run(
            &mut vm,
            "import threading\nthreads = [threading.Thread(target=list) for _ in range(3)]\n[t.start() for t in threads]",
        );
        let leaked = vm.end();
        may_go.0.send(()).expect("the holder waits");
        leaked
    });
    assert_eq!(other.join().expect("it does not panic"), 0);
    assert_eq!(holder.join().expect("it does not panic"), 0);
}

#[test]
fn two_global_locks_are_independent() {
    independent_of_one_another(Gil::default);
}

#[test]
fn two_free_threaded_worlds_are_independent() {
    independent_of_one_another(FreeThreaded::<Biased>::default);
}

/// One thread, in two runtimes of different types, in turn.
#[test]
fn a_thread_leaves_one_runtime_for_another() {
    let left = spawn(|| {
        let mut outer = begin(Gil::default());
        let inner = outer.away(|| {
            let mut inner = begin(FreeThreaded::<Biased>::default());
            run(&mut inner, "x = {n: str(n) for n in range(100)}");
            inner.rest()
        });
        run(&mut outer, "x = {n: str(n) for n in range(100)}");
        let limit = outer.stack_limit();
        let leaked = outer.away(|| inner.enter(limit).end());
        (leaked, outer.end())
    });
    assert_eq!(left.join().expect("it does not panic"), (0, 0));
}

/// What is made in another interpreter, and what crosses, is gone at the end; all of it is counted.
fn nothing_is_left_of_any<R: Runtime>(runtime: R) {
    let mut vm = begin(runtime);
    run(
        &mut vm,
        "
from concurrent import interpreters
queue = interpreters.create_queue()
for n in range(3):
    interp = interpreters.create()
    interp.prepare_main(queue=queue, n=n)
    interp.exec('cycle = [str(n)]\\ncycle.append(cycle)\\nqueue.put(cycle[:1])')
    assert interp.call(sorted, [3, 1, 2]) == [1, 2, 3]
    if n:
        interp.close()
    assert queue.get() == ([str(n)] if not n else interpreters._queues.UNBOUND)
",
    );
    let (world, family) = (vm.world().clone(), vm.shared.family.clone());
    assert_eq!(vm.end(), 0);
    let ended = family.ended();
    assert_eq!((ended.count, ended.leaked), (3, 0));
    for totals in [&ended.totals, &world.totals()] {
        assert!(totals.objects_allocated > 1000);
        assert_eq!(totals.objects_allocated, totals.objects_freed);
    }
}

#[test]
fn nothing_is_left_under_the_lock() {
    spawn(|| nothing_is_left_of_any(Gil::default())).join().expect("nothing is left");
}

#[test]
fn nothing_is_left_without_the_lock() {
    spawn(|| nothing_is_left_of_any(FreeThreaded::<Biased>::default())).join().expect("nothing is left");
}

/// A new runtime is made in the likeness of the first.
#[test]
fn another_runtime_has_the_same_settings() {
    let first = Gil::new(Duration::from_micros(123)).forced_switching(false);
    let second = first.another();
    assert_eq!(second.switch_interval(), Duration::from_micros(123));
    assert!(!second.lock().is_forced());
    assert!(Gil::default().another().lock().is_forced());
}
