"""A program puts other classes where native modules keep theirs: what makes instances of them raises, or does not care."""

import _ast
import _csv
import _functools
import _io
import _random
import _socket
import _struct
import _thread
import _typing
import _weakref
import ast
import collections
import csv
import hashlib
import io
import itertools
import operator
import os
import posix
import pwd
import queue
import re
import resource
import select
import signal
import socket
import struct
import sys
import threading
import time
import traceback
import typing
import weakref


class Plain:
    pass


class Slotted:
    __slots__ = ("a", "b")


class Listed(list):
    pass


class Meta(type):
    pass


thing = Plain()


def define():
    namespace = {}
    exec("def f[T: int, *U, **V](x): pass\ntype A[T] = list[T]\nclass C[T]: pass", namespace)
    return namespace["f"].__type_params__, namespace["A"].__value__, namespace["C"][int]


def connected():
    one, other = socket.socketpair()
    one.close()
    other.close()


battery = [
    define,
    connected,
    lambda: ast.parse("a + b * [c, d][e](f, *g, h=i)\nfor x in y: pass"),
    lambda: _csv.reader(["a,b"]).__next__(),
    lambda: csv.register_dialect("new", delimiter=";"),
    lambda: csv.get_dialect("new"),
    lambda: weakref.ref(thing),
    lambda: weakref.proxy(thing),
    lambda: weakref.proxy(len),
    lambda: time.localtime(0),
    lambda: time.gmtime(0),
    lambda: time.strptime("1 2 2003", "%d %m %Y"),
    lambda: os.stat("."),
    lambda: os.times(),
    lambda: os.uname(),
    lambda: os.statvfs("."),
    lambda: os.get_terminal_size(),
    lambda: [entry.stat() for entry in os.scandir(".")],
    lambda: pwd.getpwuid(0),
    lambda: resource.getrusage(resource.RUSAGE_SELF),
    lambda: list(itertools.tee([1, 2])),
    lambda: [list(group) for _, group in itertools.groupby("aabb")],
    lambda: hashlib.sha256(b"a").copy(),
    lambda: hashlib.new("md5"),
    lambda: hashlib.blake2b(b"a").copy(),
    lambda: struct.unpack("<i", struct.pack("<i", 1)),
    lambda: list(struct.iter_unpack("<i", bytes(8))),
    lambda: threading.RLock(),
    lambda: threading.Lock(),
    lambda: threading.local(),
    lambda: queue.SimpleQueue().get_nowait(),
    lambda: re.compile("(a+)(b*)").match("aab").groups(),
    lambda: list(re.finditer("a", "aaa")),
    lambda: open(os.devnull).read(),
    lambda: open(os.devnull, "wb").write(b""),
    lambda: io.StringIO("a\nb").readline(),
    lambda: io.BytesIO(b"a").getbuffer().tobytes(),
    lambda: io.BufferedRWPair(io.BytesIO(), io.BytesIO()),
    lambda: operator.itemgetter(1)([1, 2]),
    lambda: operator.attrgetter("a.b"),
    lambda: collections.deque([1]).copy(),
    lambda: collections.defaultdict(int)[1],
    lambda: list(collections.OrderedDict(a=1)),
    lambda: select.epoll().close(),
    lambda: sys.get_asyncgen_hooks(),
    lambda: signal.getsignal(signal.SIGINT),
    lambda: _random.Random().random(),
    lambda: _functools.partial(len, "a")(),
    lambda: _functools.cmp_to_key(lambda a, b: 0)(1) < 1,
    lambda: traceback.extract_stack(),
]
modules = [
    _ast, _csv, _functools, _io, _random, _socket, _struct, _thread, _typing, _weakref, collections, hashlib,
    io, itertools, operator, posix, pwd, queue, re, resource, select, signal, struct, sys, threading, time,
]  # fmt: skip

# Whatever is still to be looked up is looked up before.
for call in battery:
    try:
        call()
    except Exception:
        pass

raised = set()
for other in (int, dict, Plain, Slotted, Listed, Meta, type, tuple, object, BaseException, None):
    kept = []
    for module in modules:
        for name, value in list(vars(module).items()):
            if isinstance(value, type):
                kept.append((module, name, value))
                setattr(module, name, other)
    for call in battery:
        try:
            call()
        except Exception as exception:
            raised.add(type(exception).__name__)
    for module, name, value in kept:
        setattr(module, name, value)

print([call() is not None for call in battery[2:4]], list(itertools.tee([1], 1)[0]))
# expect: [True, True] [1]
