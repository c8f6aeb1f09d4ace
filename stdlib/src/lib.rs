//! The modules CPython writes in C, one file each, and the embedded pure-Python library.

mod abc;
mod ast;
mod atexit;
mod bisect;
mod codecs;
mod collections;
mod contextvars;
mod errno;
mod functools;
mod gc;
mod heapq;
mod imp;
mod io;
mod itertools;
mod library;
mod marshal;
mod math;
mod parking;
mod path;
mod posix;
mod queue;
mod random;
mod sha2;
mod signal;
mod socket;
mod sre;
mod struct_sequence;
mod suggestions;
mod sys;
mod system;
mod thread;
mod time;
mod typing;
mod warnings;
mod weakref;

pub use library::embedded;

use interpreter::Vm;
use object_model::Runtime;

/// Makes every native module importable.
pub fn register<R: Runtime>(vm: &mut Vm<R>) {
    let shared = vm.shared.clone();
    shared.register_module("_abc", abc::init);
    shared.register_module("atexit", atexit::init);
    shared.register_module("_bisect", bisect::init);
    shared.register_module("_weakref", weakref::init);
    shared.register_module("_codecs", codecs::init);
    shared.register_module("_collections", collections::init);
    shared.register_module("_functools", functools::init);
    shared.register_module("_heapq", heapq::init);
    shared.register_module("itertools", itertools::init);
    shared.register_module("math", math::init);
    shared.register_module("_random", random::init);
    shared.register_module("_sha2", sha2::init);
    shared.register_module("_sre", sre::init);
    shared.register_module("_thread", thread::init);
    shared.register_module("_queue", queue::init);
    shared.register_module("errno", errno::init);
    shared.register_module("_ast", ast::init_module);
    shared.register_module("gc", gc::init);
    shared.register_module("_typing", typing::init);
    shared.register_module("sys", sys::init);
    shared.register_module("time", time::init);
    shared.register_module("posix", posix::init);
    shared.register_module("_contextvars", contextvars::init);
    shared.register_module("_signal", signal::init);
    shared.register_module("_io", io::init);
    shared.register_module("_socket", socket::init);
    shared.register_module("_imp", imp::init);
    shared.register_module("_frozen_importlib", imp::frozen);
    shared.register_module("_frozen_importlib_external", imp::external);
    shared.register_module("_warnings", warnings::init);
    shared.register_module("_suggestions", suggestions::init);
    shared.register_module("marshal", marshal::init);
    imp::begin(vm);
    signal::begin(vm);
}
