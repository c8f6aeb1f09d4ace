//! What the threads of one interpreter share.

use crate::code_cache::CodeCache;
use crate::error::Exceptions;
use crate::family::{Family, MAIN};
use crate::finder::Importlib;
use crate::payload_class::PayloadClasses;
use crate::raised::Return;
use crate::standing::Standing;
use crate::types::Types;
use crate::vm::Vm;
use dashmap::DashMap;
use object_model::ledger::Ledger;
use object_model::{Class, Dict, Ref, Runtime, Value, Word, World};
use std::any::{Any, TypeId};
use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Makes a native module.
pub type ModuleInit<R> = fn(&mut Vm<R>) -> Return<R>;

/// How far a program is kept apart from its surroundings, as by `python -I`, `-E` and `-P`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Isolation {
    /// `sys.flags.isolated`: in every way; the others follow.
    pub isolated: bool,
    /// `sys.flags.ignore_environment`: variables that begin with `PYTHON` say nothing.
    pub ignore_environment: bool,
    /// `sys.flags.safe_path`: modules are not looked for beside the program.
    pub safe_path: bool,
}

/// How an interpreter is to run.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// `sys.argv`
    pub arguments: Vec<OsString>,
    /// Folders to import from, before the embedded library.
    pub path: Vec<PathBuf>,
    /// Where the code of imported modules is kept between runs.
    pub code_cache: CodeCache,
    /// `sys._xoptions`: what starts a program that runs like this one.
    pub options: Vec<(String, String)>,
    /// `sys.warnoptions`: which warnings are shown, the later ones before the earlier.
    pub warnings: Vec<String>,
    /// `sys.flags.dev_mode`
    pub dev_mode: bool,
    /// `sys.flags.optimize`: how much is left out of what is compiled.
    pub optimize: u8,
    /// How far the program is kept apart from its surroundings.
    pub isolation: Isolation,
    /// `sys.flags.bytes_warning`: whether to warn, or to raise, where bytes are taken for text.
    pub bytes_warning: u8,
    /// Whether the standard streams keep back nothing that is written.
    pub unbuffered: bool,
    /// The encoding of the standard streams, if it is not UTF-8.
    pub stream_encoding: Option<String>,
    /// The error handler of standard input and output, if it is not `strict`.
    pub stream_errors: Option<String>,
    /// What the program may do.
    pub permissions: Permissions,
    /// Where to note where threads meet: by source line, so code is compiled to say which lines it is of, and not kept.
    pub ledger: Option<Arc<Ledger>>,
    /// What of a program's code is never counted.
    pub uncounted: Uncounted,
}

/// What of a program's code is never counted, because it lives as long as that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uncounted {
    /// Constants, but for names, which never are.
    pub constants: bool,
    /// Functions and classes that a statement of a module defines.
    pub definitions: bool,
}

impl Default for Uncounted {
    fn default() -> Self {
        Uncounted { constants: true, definitions: true }
    }
}

/// What an interpreter's program may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permissions {
    /// Start threads.
    pub threads: bool,
    /// Start threads that its end does not wait for.
    pub daemon_threads: bool,
    /// Fork.
    pub fork: bool,
    /// Run another program in place of this one.
    pub exec: bool,
}

impl Default for Permissions {
    /// All, as the interpreter does that a program begins in.
    fn default() -> Self {
        Permissions { threads: true, daemon_threads: true, fork: true, exec: true }
    }
}

/// What the threads of one interpreter share.
pub struct Shared<R: Runtime> {
    /// The runtime and its memory.
    pub world: Arc<World<R>>,
    /// The interpreters of the program.
    pub family: Arc<Family>,
    /// Its number among them.
    pub id: u64,
    /// How to run.
    pub config: Config,
    /// Not dropped: the classes are immortal, and gone before this is.
    types: OnceLock<ManuallyDrop<Types<R>>>,
    /// As `types`.
    exceptions: OnceLock<ManuallyDrop<Exceptions<R>>>,
    /// Classes by the payload type of their instances.
    pub(crate) payload_classes: PayloadClasses,
    /// Native modules by name.
    pub native_modules: DashMap<&'static str, ModuleInit<R>>,
    /// As `types`.
    roots: OnceLock<ManuallyDrop<SharedDicts<R>>>,
    next_ident: AtomicU64,
    /// The threads that may be looked at, the oldest first.
    standings: Mutex<Vec<Arc<Standing<R>>>>,
    /// Imports in progress.
    pub imports: crate::import_lock::Imports,
    /// The library that is part of the program.
    pub library: crate::import::EmbeddedLibrary,
    /// `object.__new__` and `object.__hash__`.
    object_methods: OnceLock<[Word; 2]>,
    library_importer: OnceLock<Word>,
    /// The parts of `importlib` that the import system asks, in the order of [`Importlib`].
    importlib: [OnceLock<Word>; 2],
    /// The source given on the command line, and its file name: this very allocation.
    pub(crate) command: OnceLock<(Arc<str>, Arc<str>)>,
    /// Strings of one ASCII character.
    characters: OnceLock<Box<[Word]>>,
    /// SIGINT has arrived and KeyboardInterrupt has not been raised yet.
    pub interrupted: AtomicBool,
    /// The thread that signals are for.
    pub main_ident: OnceLock<u64>,
    /// `sys.setrecursionlimit`
    pub recursion_limit: std::sync::atomic::AtomicUsize,
    /// `sys.get_int_max_str_digits()`: zero for no limit.
    pub int_max_str_digits: std::sync::atomic::AtomicUsize,
    /// How many texts the program has compiled itself.
    pub(crate) texts_compiled: AtomicUsize,
    /// A KeyboardInterrupt that nobody caught has ended the program.
    pub ended_by_interrupt: AtomicBool,
    /// The program is ending: daemon threads stop at their next safepoint.
    pub finalizing: AtomicBool,
    /// Threads that are attached or may attach again.
    present: AtomicUsize,
    /// To wake the main thread from a wait that a signal ends.
    main_thread: OnceLock<std::thread::Thread>,
    /// What the main thread does about signals; KeyboardInterrupt if nothing is set.
    pub signal_hook: OnceLock<fn(&mut Vm<R>) -> Return<R, ()>>,
    /// What is done before the interpreter's last finalizers run.
    pub end_hook: OnceLock<fn(&mut Vm<R>)>,
    /// What its threads know of who listens.
    pub announcements: crate::watch::Announcements,
    /// What native modules keep for the interpreter, by type.
    states: DashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

/// A thread of the interpreter exists, or is about to, for as long as this does.
pub struct Presence<R: Runtime>(Arc<Shared<R>>);

impl<R: Runtime> Presence<R> {
    /// One thread more. Made by a thread that is present itself.
    pub fn of(shared: &Arc<Shared<R>>) -> Self {
        // Relaxed: whoever starts a thread is present itself.
        shared.present.fetch_add(1, Ordering::Relaxed);
        Presence(shared.clone())
    }

    /// The interpreter.
    pub fn shared(&self) -> &Arc<Shared<R>> {
        &self.0
    }
}

impl<R: Runtime> Drop for Presence<R> {
    fn drop(&mut self) {
        // Release: pairs with the Acquire in `is_alone`: the thread's last deeds come before its absence.
        self.0.present.fetch_sub(1, Ordering::Release);
    }
}

struct SharedDicts<R: Runtime> {
    builtins: Ref<R, Dict<R>>,
    modules: Ref<R, Dict<R>>,
}

// SAFETY: both dicts are immortal; the references are never counted.
unsafe impl<R: Runtime> Send for SharedDicts<R> {}
// SAFETY: as above.
unsafe impl<R: Runtime> Sync for SharedDicts<R> {}

impl<R: Runtime> Shared<R> {
    /// An interpreter around `runtime`, not begun yet; the one of its family with this number.
    pub fn new(
        runtime: R,
        config: Config,
        library: crate::import::EmbeddedLibrary,
        family: Arc<Family>,
        id: u64,
    ) -> Arc<Shared<R>> {
        Arc::new(Shared {
            world: World::with_ledger(runtime, config.ledger.clone()),
            family,
            id,
            config,
            types: OnceLock::new(),
            exceptions: OnceLock::new(),
            payload_classes: PayloadClasses::default(),
            native_modules: DashMap::new(),
            roots: OnceLock::new(),
            next_ident: AtomicU64::new(1),
            standings: Mutex::default(),
            imports: Default::default(),
            library,
            object_methods: OnceLock::new(),
            library_importer: OnceLock::new(),
            importlib: Default::default(),
            command: OnceLock::new(),
            characters: OnceLock::new(),
            interrupted: AtomicBool::new(false),
            main_ident: OnceLock::new(),
            recursion_limit: 1000.into(),
            int_max_str_digits: text::int_text::DEFAULT_MAX_DIGITS.into(),
            texts_compiled: AtomicUsize::new(0),
            ended_by_interrupt: AtomicBool::new(false),
            finalizing: AtomicBool::new(false),
            present: AtomicUsize::new(0),
            main_thread: OnceLock::new(),
            signal_hook: OnceLock::new(),
            end_hook: OnceLock::new(),
            announcements: Default::default(),
            states: DashMap::new(),
        })
    }

    /// Whether it is the interpreter that the program began in.
    pub fn is_main(&self) -> bool {
        self.id == MAIN
    }

    /// The threads that may be looked at. Whoever has them does not stop the world.
    pub(crate) fn standings(&self) -> MutexGuard<'_, Vec<Arc<Standing<R>>>> {
        self.standings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The built-in classes.
    #[inline(always)]
    pub fn types(&self) -> &Types<R> {
        self.types.get().expect("made when the interpreter begins")
    }

    /// The exception classes.
    #[inline(always)]
    pub fn exceptions(&self) -> &Exceptions<R> {
        self.exceptions.get().expect("made when the interpreter begins")
    }

    /// The namespace of `builtins`.
    #[inline(always)]
    pub fn builtins(&self) -> &Ref<R, Dict<R>> {
        &self.roots.get().expect("made when the interpreter begins").builtins
    }

    /// `sys.modules`
    pub fn modules(&self) -> &Ref<R, Dict<R>> {
        &self.roots.get().expect("made when the interpreter begins").modules
    }

    pub(crate) fn begin(&self, vm: &Vm<R>, types: Types<R>) {
        let _ = self.types.set(ManuallyDrop::new(types));
        let (builtins, modules) = (vm.new_dict(), vm.new_dict());
        vm.immortalize(builtins.value());
        vm.immortalize(modules.value());
        let _ = self.roots.set(ManuallyDrop::new(SharedDicts { builtins, modules }));
        let _ = self.main_ident.set(vm.ident);
        let _ = self.main_thread.set(std::thread::current());
    }

    /// `object.__new__`, by which a plain construction is told.
    #[inline(always)]
    pub(crate) fn object_new(&self) -> &Value<R> {
        self.object_methods()[0]
    }

    /// `object.__hash__`, by which it is told that an object is hashed by what it is.
    pub(crate) fn object_hash(&self) -> &Value<R> {
        self.object_methods()[1]
    }

    #[inline(always)]
    fn object_methods(&self) -> [&Value<R>; 2] {
        let words = self.object_methods.get().expect("made when the interpreter begins");
        // SAFETY: the functions are immortal.
        words.each_ref().map(|word| unsafe { Value::from_word_ref(word) })
    }

    pub(crate) fn set_object_methods(&self, new: &Value<R>, hash: &Value<R>) {
        let _ = self.object_methods.set([new.word(), hash.word()]);
    }

    /// The `__loader__` of the embedded library's modules, if there is one.
    pub fn library_importer(&self) -> Option<&Value<R>> {
        // SAFETY: the importer is immortal.
        self.library_importer.get().map(|word| unsafe { Value::from_word_ref(word) })
    }

    /// Makes an immortal object known as the `__loader__` of the embedded library's modules.
    pub fn set_library_importer(&self, importer: &Value<R>) {
        let _ = self.library_importer.set(importer.word());
    }

    /// A part of `importlib`, if the import system has asked it before.
    pub(crate) fn importlib(&self, part: Importlib) -> Option<&Value<R>> {
        // SAFETY: what is kept here is immortal.
        self.importlib[part as usize].get().map(|word| unsafe { Value::from_word_ref(word) })
    }

    /// Keeps an immortal module as that part of `importlib`, unless there is one; answers the one that is kept.
    pub(crate) fn keep_importlib<'m>(&'m self, part: Importlib, module: &'m Value<R>) -> &'m Value<R> {
        let _ = self.importlib[part as usize].set(module.word());
        self.importlib(part).unwrap_or(module)
    }

    /// The string of one ASCII character.
    pub(crate) fn ascii_character(&self, vm: &Vm<R>, character: char) -> Value<R> {
        let characters = self.characters.get_or_init(|| {
            (0..128u8)
                .map(|byte| vm.intern(char::from(byte).encode_utf8(&mut [0; 4])).into_value().into_word())
                .collect()
        });
        // SAFETY: interned strings are immortal.
        unsafe { Value::from_borrowed(characters[character as usize]) }
    }

    pub(crate) fn set_exceptions(&self, exceptions: Exceptions<R>) {
        let _ = self.exceptions.set(ManuallyDrop::new(exceptions));
    }

    /// An identifier no thread has had.
    pub fn next_thread_ident(&self) -> u64 {
        // Relaxed: only uniqueness matters.
        self.next_ident.fetch_add(1, Ordering::Relaxed)
    }

    /// Whether a thread has, or has had, an identifier.
    pub fn has_given_ident(&self, ident: i64) -> bool {
        // Relaxed: only uniqueness matters.
        u64::try_from(ident).is_ok_and(|ident| ident > 0 && ident < self.next_ident.load(Ordering::Relaxed))
    }

    /// Makes `class` the class of objects whose payload is a `P`, or which are called so. It must be immortal.
    pub fn register_payload<P: 'static>(&self, class: &Ref<R, Class<R>>) {
        self.payload_classes.register::<R, P>(class);
    }

    /// What native modules keep for the interpreter in a `T`; the first to ask makes it.
    pub fn state<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        let state = self.states.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        state.downcast().unwrap_or_else(|_| unreachable!("kept by type"))
    }

    /// Makes a native module importable.
    pub fn register_module(&self, name: &'static str, init: ModuleInit<R>) {
        self.native_modules.insert(name, init);
    }

    /// SIGINT has arrived: the main thread raises KeyboardInterrupt at its next safepoint.
    pub fn interrupt(&self) {
        // Release: pairs with the AcqRel swap at the safepoint.
        self.interrupted.store(true, Ordering::Release);
        self.world.runtime.interrupt_all();
        if let Some(main) = self.main_thread.get() {
            main.unpark();
        }
    }

    /// Whether the calling thread is the only one there is.
    pub fn is_alone(&self) -> bool {
        // Acquire: pairs with the Release when a thread's presence ends.
        self.present.load(Ordering::Acquire) <= 1
    }

    /// The program is ending: what daemon threads are left stop at their next safepoint.
    pub fn begin_to_end(&self) {
        // Release: pairs with the Acquire in `check_signals`.
        self.finalizing.store(true, Ordering::Release);
        self.world.runtime.interrupt_all();
    }
}
