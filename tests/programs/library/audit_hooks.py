"""Audit hooks hear of what a program is about to do, in order, and may refuse it."""
# cpython: 3.13 has other words for a wrong event, and marshal another version
import array
import gc
import io
import marshal
import mmap
import os
import pickle
import socket
import sys
import tempfile
import threading
import time

heard = []
wanted = set()
refused = {}


def hook(event, arguments):
    if event in wanted:
        heard.append((event, arguments))
    if event in refused:
        raise refused[event]


sys.audit("nobody.hears", 1)
sys.addaudithook(hook)


def events(call, *names):
    """What is heard of these events while `call` runs."""
    wanted.update(names)
    heard.clear()
    try:
        call()
    except Exception as error:
        heard.append(error)
    wanted.clear()
    return list(heard)


print(events(lambda: sys.audit("mine", 1, "two"), "mine"))  # expect: [('mine', (1, 'two'))]
print(events(lambda: sys.audit(9), "mine"))  # expect: [TypeError('audit() argument 1 must be str, not int')]
print(events(lambda: eval("1+1"), "compile", "exec")[0])  # expect: ('compile', (b'1+1', '<string>'))
print([name for name, _ in events(lambda: exec("x = 1"), "compile", "exec")])  # expect: ['compile', 'exec']
code = compile("2", "here", "eval")
print(events(lambda: eval(code), "compile", "exec") == [("exec", (code,))])  # expect: True
print(events(lambda: compile("2", "here", "eval"), "compile"))  # expect: [('compile', (b'2', 'here'))]

found = events(lambda: __import__("colorsys"), "import")
print(found[0][1][0], len(found[0][1]), found[0][1][2] is sys.path)  # expect: colorsys 5 True
print(events(lambda: __import__("colorsys"), "import"))  # expect: []

with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, "file")
    print(events(lambda: open(name, "wb").close(), "open")[0][1][1])  # expect: w
    print(events(lambda: io.open(name).close(), "open")[0][1][:2] == (name, "r"))  # expect: True
    opened = events(lambda: os.close(os.open(name, os.O_RDONLY)), "open")
    print(opened[0][1][:2] == (name, None), opened[0][1][2] & os.O_CLOEXEC != 0)  # expect: True True
    print(events(lambda: os.listdir(folder), "os.listdir") == [("os.listdir", (folder,))])  # expect: True
    print(events(lambda: os.rename(name, name + "2"), "os.rename")[0][1][2:])  # expect: (-1, -1)
    print(events(lambda: os.symlink("to", name), "os.symlink")[0][1][0::2])  # expect: ('to', -1)
    print(events(lambda: os.mkdir(name + "3"), "os.mkdir")[0][1][1:])  # expect: (511, -1)
    print(events(lambda: os.chmod(name + "2", 0o600), "os.chmod")[0][1][1:])  # expect: (384, -1)
    print(events(lambda: os.utime(name + "2", (1, 2)), "os.utime")[0][1][1:])  # expect: ((1, 2), None, -1)
    print(events(lambda: os.rmdir(name + "3"), "os.rmdir")[0][1][1:])  # expect: (-1,)
    refused["os.remove"] = PermissionError("not this one")
    print(events(lambda: os.remove(name)), os.path.islink(name))
    # expect: [PermissionError('not this one')] True
    refused.clear()

print(events(lambda: time.sleep(0), "time.sleep"))  # expect: [('time.sleep', (0,))]
print(events(lambda: array.array("b", b"1"), "array.__new__"))  # expect: [('array.__new__', ('b', b'1'))]
print(events(lambda: marshal.loads(marshal.dumps(1)), "marshal.dumps", "marshal.loads")[0])
# expect: ('marshal.dumps', (1, 5))
print(events(lambda: pickle.loads(pickle.dumps(len)), "pickle.find_class"))
# expect: [('pickle.find_class', ('builtins', 'len'))]
print(events(lambda: mmap.mmap(-1, 8), "mmap.__new__")[0][1][:2])  # expect: (-1, 8)
print(events(lambda: gc.get_objects(generation=1), "gc.get_objects"))  # expect: [('gc.get_objects', (1,))]
print(events(lambda: os.putenv("A", "b"), "os.putenv"))  # expect: [('os.putenv', (b'A', b'b'))]
print(events(socket.gethostname, "socket.gethostname"))  # expect: [('socket.gethostname', ())]
with socket.socket() as made:
    print(events(lambda: made.bind(("127.0.0.1", 0)), "socket.bind")[0][1][1])  # expect: ('127.0.0.1', 0)
thread = threading.Thread(target=int)
print([name for name, _ in events(thread.start, "_thread.start_joinable_thread")])
# expect: ['_thread.start_joinable_thread']
thread.join()


class A:
    pass


class B:
    pass


class C(A):
    pass


def rename():
    C.__name__ = "D"
    C.__bases__ = (B,)
    C.other = 1
    A().__class__ = B


print([arguments[1] for _, arguments in events(rename, "object.__setattr__")])
# expect: ['__name__', '__bases__', '__class__']
print([arguments[1] for _, arguments in events(lambda: rename.__code__, "object.__getattr__")])
# expect: ['__code__']
print(events(lambda: sys._getframe(), "sys._getframe")[0][1][0].f_code.co_name)  # expect: <lambda>

# Who adds a hook may be refused, and is not told; what is no Exception goes through.
second = []
refused["sys.addaudithook"] = ValueError("no more")
sys.addaudithook(lambda event, arguments: second.append(event))
refused["sys.addaudithook"] = BaseException("not even that")
try:
    sys.addaudithook(print)
except BaseException as error:
    print(repr(error))  # expect: BaseException('not even that')
refused.clear()
sys.audit("mine")
print(second)  # expect: []

# A hook is not traced, unless it says that it may be.
traced = []


def trace(frame, event, argument):
    if frame.f_code.co_name == "hook":
        traced.append(event)


sys.settrace(trace)
sys.audit("mine")
hook.__cantrace__ = True
sys.audit("mine")
sys.settrace(None)
print(traced)  # expect: ['call', 'call']
