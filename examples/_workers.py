"""What a program's workers are, as the command line says: threads, interpreters or processes.

    from _workers import Workers

    def main():
        with Workers(count) as workers:
            for answer in workers.map(function, items):
                ...

    if __name__ == "__main__":
        main()

`granular run --workers processes prog.py 4` runs it in four processes, `granular compare --runtimes` in each way that
is asked for. CPython understands it too: `python -X workers=processes prog.py 4`. Without it they are threads.

Threads are given the items themselves. Interpreters and processes are given copies, and so are their answers: the
pickles are made and counted here, `copied` in bytes and `copying` in seconds on both sides, so that it is the same
count for both. The executor then moves those bytes once more, through a pipe or between interpreters; the time for
that is part of the program's and not of `copying`.
"""

import json
import os
import pickle
import sys
import threading
import time

KIND = sys._xoptions.get("workers", "threads")


def _executor(count):
    """The executor of this kind, from the standard library."""
    if KIND == "threads":
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(count)
    if KIND == "interpreters":
        from concurrent.futures import InterpreterPoolExecutor

        return InterpreterPoolExecutor(count)
    if KIND == "processes":
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # Workers that are children of the program, so that what they used is counted as the program's.
        return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
    raise SystemExit(f"-X workers={KIND}: there are threads, interpreters and processes")


def _present():
    """Which worker this is; after a moment in which the others come to ask too."""
    time.sleep(0.001)
    return os.getpid(), threading.get_native_id()


def _run(function, item):
    """In the worker: the answer's pickle, and how long unpickling and pickling took."""
    began = time.perf_counter()
    item = pickle.loads(item)
    unpickled = time.perf_counter()
    answer = function(item)
    answered = time.perf_counter()
    answer = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    return answer, unpickled - began + time.perf_counter() - answered


class Workers:
    """So many workers; `start_up` is the time until each of them has answered once."""

    def __init__(self, count):
        self.count = count
        self.tasks = self.copied = 0
        self.copying = 0.0
        began = time.perf_counter()
        self._executor = _executor(count)
        present = set()
        while len(present) < count:
            present.update([asked.result() for asked in [self._executor.submit(_present) for _ in range(count)]])
        self.start_up = time.perf_counter() - began

    def map(self, function, items):
        """The answers of `function` for the items, in their order; each is worked on by whoever is free."""
        if KIND == "threads":
            futures = [self._executor.submit(function, item) for item in items]
            self.tasks += len(futures)
            for future in futures:
                yield future.result()
            return
        futures = []
        for item in items:
            began = time.perf_counter()
            item = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
            self.copying += time.perf_counter() - began
            self.copied += len(item)
            futures.append(self._executor.submit(_run, function, item))
        self.tasks += len(futures)
        for future in futures:
            answer, copying = future.result()
            began = time.perf_counter()
            result = pickle.loads(answer)
            self.copying += copying + time.perf_counter() - began
            self.copied += len(answer)
            yield result

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._executor.shutdown()
        report = sys._xoptions.get("workers_report")
        if report:
            with open(report, "w") as file:
                figures = {"kind": KIND, "workers": self.count, "tasks": self.tasks}
                figures |= {"start_up_s": self.start_up, "copied_bytes": self.copied, "copying_s": self.copying}
                json.dump(figures, file)
