"""Counts calls of functions, and how long they take, by the profiler of the interpreter.

    python -m cProfile [-o file] [-s key] (-m module | program) [arguments]
"""

import _lsprof
import marshal
import profile as _profile
import pstats

__all__ = ["run", "runctx", "Profile"]


def run(statement, filename=None, sort=-1):
    """Runs a statement in `__main__`, and prints its profile or writes it to a file."""
    return _profile._Utils(Profile).run(statement, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """As run(), in namespaces of the caller's."""
    return _profile._Utils(Profile).runctx(statement, globals, locals, filename, sort)


class Profile(_lsprof.Profiler):
    """Profile(timer=None, timeunit=0.0, subcalls=True, builtins=True)

    A profiler. `timer` tells the time, in seconds or in ints of `timeunit` seconds each.
    """

    def print_stats(self, sort=-1):
        keys = sort if isinstance(sort, tuple) else (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*keys).print_stats()

    def dump_stats(self, file):
        self.create_stats()
        with open(file, "wb") as output:
            marshal.dump(self.stats, output)

    def create_stats(self):
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        entries = self.getstats()
        # By whom each function is called, how often and for how long.
        callers = {}
        for entry in entries:
            by = label(entry.code)
            for call in entry.calls or ():
                primitive = call.callcount - call.reccallcount
                counted = call.callcount, primitive, call.inlinetime, call.totaltime
                known = callers.setdefault(label(call.code), {})
                known[by] = tuple(map(sum, zip(known[by], counted))) if by in known else counted
        self.stats = {}
        for entry in entries:
            function = label(entry.code)
            primitive = entry.callcount - entry.reccallcount
            counted = primitive, entry.callcount, entry.inlinetime, entry.totaltime
            if function in self.stats:
                counted = tuple(map(sum, zip(self.stats[function][:4], counted)))
            self.stats[function] = (*counted, callers.get(function, {}))

    def run(self, cmd):
        import __main__

        namespace = __main__.__dict__
        return self.runctx(cmd, namespace, namespace)

    def runctx(self, cmd, globals, locals):
        self.enable()
        try:
            exec(cmd, globals, locals)
        finally:
            self.disable()
        return self

    def runcall(self, func, /, *args, **kw):
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()


def label(code):
    """What names a function in statistics: its file, line and name."""
    if isinstance(code, str):
        return "~", 0, code
    return code.co_filename, code.co_firstlineno, code.co_name


def main():
    import argparse
    import io
    import os
    import sys

    parser = argparse.ArgumentParser("cProfile", add_help=True)
    parser.add_argument("-o", "--outfile", help="write the statistics to a file")
    parser.add_argument("-s", "--sort", default=2, choices=sorted(pstats.Stats.sort_arg_dict_default), help="by what to sort")
    parser.add_argument("-m", dest="module", action="store_true", help="profile a module of the library")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not options.command:
        parser.print_usage()
        return 2
    if options.outfile is not None:
        options.outfile = os.path.abspath(options.outfile)
    sys.argv[:] = options.command
    if options.module:
        import runpy

        code = "run_module(module, run_name='__main__')"
        namespace = {"run_module": runpy.run_module, "module": options.command[0]}
    else:
        program = options.command[0]
        sys.path.insert(0, os.path.dirname(program))
        with io.open_code(program) as source:
            code = compile(source.read(), program, "exec")
        import types

        main = types.ModuleType("__main__")
        namespace = main.__dict__
        namespace.update(__file__=program, __builtins__=__builtins__)
        sys.modules["__main__"] = main
    try:
        runctx(code, namespace, None, options.outfile, options.sort)
    except BrokenPipeError:
        # Nobody reads what is left.
        sys.stdout = None
        return 1
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main())
