"""Runs the tests of one module of CPython's, and writes down what comes of each.

    runner.py MODULE EVENTS

Each event is a line of words with tabs between them, written at once: who is killed has told how far it came.
"""

import faulthandler
import importlib
import os
import re
import sys
import traceback
import types
import unittest
import warnings

# The longest message that is kept.
LONGEST = 2000


class Results(unittest.TestResult):
    def __init__(self, events, write=os.write):
        super().__init__()
        self.events = events
        # Tests may put other things where `os` keeps its functions.
        self.write = write

    def tell(self, *words):
        line = "\t".join(" ".join(word.split())[:LONGEST] for word in words)
        self.write(self.events, line.encode("utf-8", "backslashreplace") + b"\n")

    def fails(self, event, test, error):
        type, value, _ = error
        try:
            message = str(value)
        except BaseException as another:
            message = f"<its text raises {another!r}>"
        self.tell(event, self.name(test), f"{type.__name__}: {message}")
        try:
            text = f"=== {event}: {self.name(test)}\n" + "".join(traceback.format_exception(*error))
        except BaseException as another:
            text = f"=== {event}: {self.name(test)}, whose traceback cannot be shown: {another!r}\n"
        self.write(2, text.encode("utf-8", "backslashreplace"))

    @staticmethod
    def name(test):
        # Tests may have an `id` of their own.
        return type(test).id(test)

    def startTest(self, test):
        super().startTest(test)
        self.tell("begins", self.name(test))

    def addFailure(self, test, error):
        self.fails("failure", test, error)

    def addError(self, test, error):
        self.fails("error", test, error)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            failure = issubclass(error[0], test.failureException)
            self.fails("failure" if failure else "error", test, error)

    def addSkip(self, test, reason):
        self.tell("skipped", self.name(test), str(reason))

    def addExpectedFailure(self, test, error):
        self.tell("expected", self.name(test))

    def addUnexpectedSuccess(self, test):
        self.tell("failure", self.name(test), "passed, and was expected to fail")


class StandIn(types.ModuleType):
    """For a module of CPython's own tests in C, which is not there: a test that calls a function of it is skipped."""

    def __getattr__(self, name):
        # Constants are no functions, and what is not there has no limits.
        if name.startswith("__") or name.isupper():
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

        def missing(*arguments, **keywords):
            raise unittest.SkipTest(f"needs {self.__name__}.{name}")

        return missing


def load(name):
    """Imports the module of tests, with stand-ins for the modules in C that it wants: most of its tests do without."""
    stand_ins = {}
    while True:
        try:
            sys.modules.update(stand_ins)
            module = importlib.import_module(name)
        except (ImportError, unittest.SkipTest) as error:
            missing = re.search(r"\b_(?:xx)?test\w+", str(error))
            if missing is None or missing[0] in stand_ins:
                raise
            stand_ins[missing[0]] = StandIn(missing[0])
            # What tests ask before they run, and what says whether they may exhaust the stack.
            stand_ins[missing[0]].get_config = lambda: {"code_debug_ranges": 1}
            stand_ins[missing[0]].get_c_recursion_remaining = lambda: 0
        else:
            return module
        finally:
            # What is imported later is found missing, and skipped.
            for stand_in in stand_ins:
                sys.modules.pop(stand_in, None)


def main(module, results):
    try:
        from test import support

        # What takes long, wants a network or fills the disk is left out, as CPython's own runner does unless it is asked.
        support.use_resources = ["subprocess", "tzdata"]
        support.verbose = 0
        module = load(module)
        loader = unittest.TestLoader()
        tests = loader.loadTestsFromModule(module)
        if loader.errors:
            results.write(2, loader.errors[0].encode("utf-8", "backslashreplace"))
            results.tell("not imported", loader.errors[0].rstrip().rpartition("\n")[2])
            return
    except unittest.SkipTest as skip:
        results.tell("left out", str(skip))
        return
    except BaseException as error:
        traceback.print_exc()
        results.tell("not imported", f"{type(error).__name__}: {error}")
        return
    with warnings.catch_warnings():
        if not sys.warnoptions:
            warnings.simplefilter("default")
        tests(results)
    results.tell("whole")


if __name__ == "__main__":
    _, name, events = sys.argv
    del sys.argv[1:]
    # Whoever is stopped says where it hangs.
    faulthandler.enable()
    main(name, Results(os.open(events, os.O_WRONLY | os.O_CREAT | os.O_APPEND)))
