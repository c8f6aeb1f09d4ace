//! Running a whole program.

use crate::function::{LoadedCode, Module};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::Mode;
use object_model::{Runtime, Value};
use rustix::event::{PollFd, PollFlags, Timespec};
use std::sync::atomic::Ordering;

/// What to run.
#[derive(Debug, Clone)]
pub enum Main {
    /// A source under a file name.
    Source {
        /// The text, in the encoding that it says it has.
        source: Vec<u8>,
        /// The name shown in tracebacks; also `__file__` if it is a file's.
        filename: String,
        /// Whether `filename` is a file's.
        is_file: bool,
    },
    /// A module, found as an import would find it.
    Module(String),
}

impl<R: Runtime> Vm<R> {
    /// Runs a program as `__main__` to its end and answers its exit status: uncaught exceptions are reported, non-daemon
    /// threads waited for, `atexit` functions called, output flushed.
    pub fn run_program(&mut self, main: &Main) -> i32 {
        self.run_program_then(main, |_, _, status| status)
    }

    /// As [`run_program`](Self::run_program); before the end comes what `then` does with the namespace of `__main__` and the
    /// status the program would have ended with. It answers the one it ends with.
    pub fn run_program_then(
        &mut self,
        main: &Main,
        then: impl FnOnce(&mut Self, &Value<R>, i32) -> i32,
    ) -> i32 {
        let module = self.make_main();
        let result = self.run_main(&module, main);
        let status = match result {
            Ok(()) => 0,
            Err(raised) => self.exit_status(raised),
        };
        let namespace = module.as_ref::<Module<R>>().map_or(Value::NONE, |module| module.namespace());
        let mut status = then(self, &namespace, status);
        drop((module, namespace));
        if !self.finish() && status == 0 {
            status = 120;
        }
        status
    }

    /// The last things a program does, its main module having run: it waits for its threads, calls its `atexit` functions,
    /// finalizes what is left and flushes its output; false if that failed.
    pub fn finish(&mut self) -> bool {
        self.run_exit_hook("threading", "_shutdown");
        self.run_exit_hook("atexit", "_run_exitfuncs");
        if let Some(hook) = self.shared.end_hook.get() {
            hook(self);
        }
        self.flush_standard_streams();
        self.shared.begin_to_end();
        self.finalize_left_behind();
        self.flush_standard_streams()
    }

    /// Makes the module `__main__`, without anything of the program's in it.
    pub fn make_main(&mut self) -> Value<R> {
        let module = self.new_program_module("__main__");
        self.module_set(&module, "__spec__", Value::NONE);
        self.module_set(&module, "__loader__", Value::NONE);
        let builtins = self.get_builtins_module();
        self.module_set(&module, "__builtins__", builtins);
        let modules = self.shared.modules().clone();
        let name = self.intern("__main__");
        self.dict_set_str(&modules, &name, module.clone());
        module
    }

    fn run_main(&mut self, module: &Value<R>, main: &Main) -> Return<R, ()> {
        let namespace = module.as_ref::<Module<R>>().map_or(Value::NONE, |module| module.namespace());
        match main {
            Main::Source { source, filename, is_file } => {
                if *is_file {
                    let file = self.new_str(filename);
                    self.module_set(module, "__file__", file);
                }
                // What the command line says is of the encoding of command lines, whatever it says itself.
                let is_command = filename == "<string>";
                let text = match is_command {
                    true => String::from_utf8_lossy(source).into_owned(),
                    false => self.decode_program(source, filename)?,
                };
                let code = self.compile_source(&text, filename, Mode::Exec)?;
                if let Some(code) = code.as_ref::<LoadedCode<R>>().filter(|_| is_command) {
                    let _ = self.shared.command.set((code.code.filename.clone(), text.into()));
                }
                self.run_code(&code, &namespace, &namespace, Value::NONE).map(drop)
            }
            Main::Module(name) => {
                let runpy = self.import_module("runpy")?;
                let run = self.get_attr_str(&runpy, "_run_module_as_main")?;
                let name = self.new_str(name);
                self.call(&run, &[name]).map(drop)
            }
        }
    }

    fn get_builtins_module(&mut self) -> Value<R> {
        self.loaded_module("builtins").unwrap_or(Value::NONE)
    }

    /// The exit status an uncaught exception means; reports it.
    pub fn exit_status(&mut self, raised: Raised<R>) -> i32 {
        let exit = self.exceptions().system_exit.clone();
        if self.is_raised(&raised, &exit) {
            let code = self.find_attr_str(&raised.0, "code").ok().flatten().unwrap_or(Value::NONE);
            if code.is_none() {
                return 0;
            }
            if let Some(code) = self.as_i64(&code) {
                return code as i32;
            }
            if self.is_int(&code) {
                return -1;
            }
            let text = self.str_string(&code).unwrap_or_default();
            self.write_error(&format!("{text}\n"));
            return 1;
        }
        let interrupt = self.exceptions().keyboard_interrupt.clone();
        let interrupted = self.is_raised(&raised, &interrupt);
        self.report_uncaught(&raised);
        // Relaxed: the main thread reads it again.
        self.shared.ended_by_interrupt.store(interrupted, Ordering::Relaxed);
        if interrupted { 130 } else { 1 }
    }

    /// Reports an exception that nobody caught, by `sys.excepthook`.
    pub fn report_uncaught(&mut self, raised: &Raised<R>) {
        self.flush_standard_streams();
        let broken_pipe = self.exceptions().broken_pipe_error.clone();
        let is_quiet = self.is_raised(raised, &broken_pipe) && is_output_closed();
        if self.is_audited() && !self.audit_uncaught(raised) {
            return;
        }
        if let Some(sys) = self.loaded_module("sys")
            && let Ok(Some(hook)) = self.find_attr_str(&sys, "excepthook")
            && hook.as_ref::<crate::native::Native<R>>().is_none()
        {
            let class = self.class_of(&raised.0).into_value();
            let traceback =
                self.find_attr_str(&raised.0, "__traceback__").ok().flatten().unwrap_or(Value::NONE);
            let Err(second) = self.call(&hook, &[class, raised.0.clone(), traceback]) else { return };
            let text = self.format_exception(&second.0);
            self.write_error(&format!("Error in sys.excepthook:\n{text}\nOriginal exception was:\n"));
        } else if is_quiet {
            return;
        }
        let text = self.format_exception(&raised.0);
        self.write_error(&text);
    }

    /// Tells the audit hooks of an exception that nobody caught; whether it is to be reported.
    fn audit_uncaught(&mut self, raised: &Raised<R>) -> bool {
        let hook = match self.loaded_module("sys") {
            Some(sys) => self.find_attr_str(&sys, "excepthook").ok().flatten(),
            None => None,
        };
        let class = self.class_of(&raised.0).into_value();
        let traceback = self.find_attr_str(&raised.0, "__traceback__").ok().flatten();
        let concerned =
            [hook.unwrap_or(Value::NONE), class, raised.0.clone(), traceback.unwrap_or(Value::NONE)];
        let Err(refused) = self.audit("sys.excepthook", |_| concerned) else { return true };
        let refusal = self.exceptions().runtime_error.clone();
        if self.is_raised(&refused, &refusal) {
            return false;
        }
        self.report_unraisable_as(&refused, "Exception ignored in audit hook");
        true
    }

    fn run_exit_hook(&mut self, module: &str, function: &str) {
        let Some(module) = self.loaded_module(module) else { return };
        if let Ok(Some(function)) = self.find_attr_str(&module, function)
            && let Err(raised) = self.call(&function, &[])
        {
            self.report_uncaught(&raised);
        }
    }

    /// Flushes `sys.stdout` and `sys.stderr`; false if that failed.
    pub fn flush_standard_streams(&mut self) -> bool {
        let Some(sys) = self.loaded_module("sys") else { return true };
        let mut flushed = true;
        for name in ["stdout", "stderr"] {
            if let Ok(Some(stream)) = self.find_attr_str(&sys, name)
                && !stream.is_none()
                && !self.is_closed(&stream)
                && self.find_attr_str(&stream, "flush").is_ok_and(|flush| flush.is_some())
            {
                flushed &= self.call_method(&stream, "flush", &[]).is_ok();
            }
        }
        flushed
    }

    /// Whether the program has closed a stream itself. One that cannot tell is open.
    fn is_closed(&mut self, stream: &Value<R>) -> bool {
        let closed = self.find_attr_str(stream, "closed").ok().flatten();
        closed.is_some_and(|closed| self.truth(&closed).unwrap_or(false))
    }
}

/// Whether nobody reads standard output any more, as in `granular run program.py | head -1`. That is how such a pipeline
/// ends, and nothing to be told about.
fn is_output_closed() -> bool {
    let output = rustix::stdio::stdout();
    let mut asked = [PollFd::from_borrowed_fd(output, PollFlags::OUT)];
    rustix::event::poll(&mut asked, Some(&Timespec::default())).is_ok()
        && asked[0].revents().contains(PollFlags::ERR)
}
