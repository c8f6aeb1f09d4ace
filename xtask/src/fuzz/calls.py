# Calls of everything there is in every native module, and of the methods of every type, with hostile arguments.
import builtins
import types

# What ends, stops or changes the process or the machine, and what waits for somebody else.
LEFT_OUT_MODULES = {"posix", "_posixsubprocess", "_signal", "signal", "fcntl", "resource", "_socket", "select", "_posixshmem", "_interpreters", "_interpchannels", "pwd", "grp", "_multiprocessing"}
LEFT_OUT = {
    "input", "breakpoint", "exit", "quit", "open", "exec", "eval", "__import__", "help", "compile", "_exit", "exit_thread", "interrupt_main", "sleep", "start_new", "start_new_thread", "start_joinable_thread", "allocate_lock", "FileIO", "open_code",
    "_current_frames", "settrace", "setprofile", "_settraceallthreads", "_setprofileallthreads", "setrecursionlimit", "set_asyncgen_hooks", "setswitchinterval", "excepthook", "displayhook", "breakpointhook", "unraisablehook", "_excepthook", "_shutdown", "stack_size", "daemon_threads_allowed",
    "_register_at_fork", "dbg_signal", "__breakpointhook__", "print", "factorial", "perm", "comb", "__pow__", "__rpow__", "pow", "__lshift__", "lshift", "__rlshift__", "ilshift", "__ilshift__", "ipow", "_run_exitfuncs", "__build_class__", "setitimer", "acquire", "acquire_lock", "wait", "get", "join",
    "call_tracing", "_clear_internal_caches", "activate_stack_trampoline", "clock_settime", "exit_", "_set_forkserver", "_debugmallocstats", "set_int_max_str_digits", "setdlopenflags", "tee_", "repeat", "count", "cycle", "pbkdf2_hmac", "scrypt", "_make_skeleton", "_unregister", "register", "freeze", "_clear", "__setstate__skip", "remote_exec",
    "_at_fork_reinit", "__reduce_skip", "mmap", "set_debug", "set_threshold", "_install_external_importers", "exec_builtin", "exec_dynamic", "create_builtin", "create_dynamic", "init_frozen", "_fix_co_filename", "_override_multi_interp_extensions_check", "__del__",
    "_acquire_restore", "_release_save", "__enter__", "BufferedRWPair_", "after_fork", "_get_main_thread_ident", "_make_thread_handle", "_local", "set_name", "addaudithook", "audit", "setrlimit", "_setaccess", "_xxtestfuzz", "_ThreadHandle", "nsmallest_", "exit_gracefully",
}


def modules():
    names = list(sys.builtin_module_names)
    random.shuffle(names)
    for name in names:
        if name in LEFT_OUT_MODULES:
            continue
        try:
            module = __import__(name)
        except ImportError:
            # It says why it is not supported.
            continue
        yield name, module


SAMPLES = {
    "list": lambda: random.choice([[], [1, 2, 3], shared_list, AnswersList([2, 1])]), "dict": lambda: random.choice([{}, {"a": 1}, shared_dict]), "set": lambda: random.choice([set(), shared_set]),
    "str": lambda: random.choice(TEXTS), "bytes": lambda: random.choice(BYTES), "bytearray": lambda: random.choice([bytearray(b"abc"), shared_bytes]), "int": lambda: random.choice(INTEGERS), "float": lambda: random.choice(FLOATS),
    "memoryview": lambda: memoryview(random.choice([shared_bytes, b"abcdefgh", bytearray(16)])), "range": lambda: range(3), "slice": lambda: slice(value(2), value(2)), "type": lambda: random.choice([int, Raises, type]),
    "generator": generator, "function": lambda: lambda: 1, "property": lambda: property(len), "super": lambda: super(AnswersInt, AnswersInt(1)),
}


def instance(kind):
    sample = SAMPLES.get(kind.__name__)
    if sample is not None:
        return sample()
    for _ in range(6):
        arguments = [value() for _ in range(random.choice([0, 1, 1, 2, 3]))]
        made = call(kind.__name__, kind, arguments)
        if made is not None:
            return made
    return None


def keywords_for(function):
    if random.random() < 0.8:
        return {}
    return {random.choice(["key", "default", "encoding", "errors", "sep", "maxsplit", "start", "stop", "x", "fillvalue", "maxlen", "n", "initial", "strict", "reverse", "base", "signed", "byteorder"]): value()}


def of_module(name, module):
    names = [attribute for attribute in dir(module) if attribute not in LEFT_OUT]
    for attribute in random.sample(names, min(len(names), 12)):
        thing = getattr(module, attribute, None)
        if isinstance(thing, type):
            if issubclass(thing, BaseException) and random.random() < 0.8:
                continue
            of_type(f"{name}.{attribute}", thing)
        elif callable(thing):
            for _ in range(3):
                arguments = [value() for _ in range(random.choice([0, 1, 1, 1, 2, 2, 3, 4, 6]))]
                call(f"{name}.{attribute}", thing, arguments, keywords_for(thing))


def of_type(name, kind):
    thing = instance(kind)
    if thing is None:
        return
    names = [attribute for attribute in dir(kind) if attribute not in LEFT_OUT]
    for attribute in random.sample(names, min(len(names), 10)):
        try:
            method = getattr(thing, attribute)
        except BaseException:
            continue
        if callable(method):
            arguments = [value() for _ in range(random.choice([0, 1, 1, 1, 2, 2, 3, 5]))]
            call(f"{name}().{attribute}", method, arguments, keywords_for(method))
        elif random.random() < 0.3:
            call(f"setattr {name}().{attribute}", setattr, [thing, attribute, value()])
    operators = [attribute for attribute in dir(kind) if attribute.startswith("__") and attribute not in LEFT_OUT]
    for attribute in random.sample(operators, min(len(operators), 4)):
        call(f"{name}.{attribute}", getattr(kind, attribute, len), [value() for _ in range(random.choice([0, 1, 2, 3]))])


BUILTIN_TYPES = [kind for kind in vars(builtins).values() if isinstance(kind, type) and not issubclass(kind, BaseException)]
BUILTIN_TYPES += [getattr(types, name) for name in types.__all__ if isinstance(getattr(types, name), type)]
BUILTIN_TYPES += [type(iter([])), type(iter({})), type({}.keys()), type({}.items()), type(iter("")), type(iter(())), type(reversed([])), BaseException, OSError, UnicodeDecodeError, ExceptionGroup, ImportError, SyntaxError]

made = 0
while made < COUNT:
    for name, module in modules():
        of_module(name, module)
        kind = random.choice(BUILTIN_TYPES)
        of_type(kind.__name__, kind)
        made += 1
        if made >= COUNT:
            break
    gc.collect()
print("the end", flush=True)
