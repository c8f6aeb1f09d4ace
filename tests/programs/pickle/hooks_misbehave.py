# Code that runs in the middle of a pickle and does to it what it can.
# cpython: 3.13 lets a pickler be used while it is in use
import io
import pickle
import sys


def tell(function, *arguments):
    try:
        function(*arguments)
        print("done")
    except Exception as error:
        print(type(error).__name__, error)


class Doing:
    # Does something when it is pickled, and again when it is read.
    def __init__(self, what):
        self.what = what

    def __reduce__(self):
        self.what()
        return int, (1,)


def with_pickler(use):
    file = io.BytesIO()
    pickler = pickle.Pickler(file)
    tell(pickler.dump, [1, Doing(lambda: use(pickler)), 2])
    # It is none the worse for it.
    file.seek(0)
    file.truncate()
    pickler.clear_memo()
    pickler.dump([3])
    assert pickle.loads(file.getvalue()) == [3]


with_pickler(lambda pickler: pickler.dump(1))
with_pickler(lambda pickler: pickler.clear_memo())
with_pickler(lambda pickler: pickler.__init__(io.BytesIO()))
with_pickler(lambda pickler: pickler.memo.copy())
with_pickler(lambda pickler: setattr(pickler, "memo", {}))
# expect: RuntimeError Pickler object is already used
# expect: RuntimeError Pickler object is already used
# expect: RuntimeError Pickler object is already used
# expect: RuntimeError Pickler object is already used
# expect: RuntimeError Pickler object is already used


def with_unpickler(use, data=b"\x80\x04cbuiltins\nint\nN."):
    class Using(pickle.Unpickler):
        def find_class(self, module, name):
            use(self)
            return super().find_class(module, name)

    unpickler = Using(io.BytesIO(data + b"N."))
    tell(unpickler.load)
    print(unpickler.load())


with_unpickler(lambda unpickler: None, b"cbuiltins\nint\n.")
for use in (
    lambda unpickler: unpickler.load(),
    lambda unpickler: unpickler.__init__(io.BytesIO()),
    lambda unpickler: unpickler.memo.clear(),
    lambda unpickler: setattr(unpickler, "memo", {}),
):
    with_unpickler(use, b"cbuiltins\nint\n")
# expect: done
# expect: None
# expect: RuntimeError Unpickler object is already used
# expect: None
# expect: RuntimeError Unpickler object is already used
# expect: None
# expect: RuntimeError Unpickler object is already used
# expect: None
# expect: RuntimeError Unpickler object is already used
# expect: None


# Containers that change while they are written.
def changing(container, change):
    done = []

    def once():
        if not done:
            done.append(1)
            change()

    doing = Doing(once)
    if isinstance(container, dict):
        container[doing] = doing
    elif isinstance(container, set):
        container.add(doing)
    else:
        container.insert(0, doing)
    tell(pickle.dumps, container)


items, table, members = [1] * 5, dict.fromkeys(range(5)), set(range(5))
changing(items, items.clear)
changing(items := [1] * 5, lambda: items.extend([2] * 5000))
changing(table, table.clear)
changing(members, members.clear)
array = bytearray(100_000)
tell(pickle.dumps, [array, Doing(array.clear), array])
buffer = pickle.PickleBuffer(array)
tell(pickle.dumps, [Doing(buffer.release), buffer], 5)
tell(lambda: pickle.dumps(pickle.PickleBuffer(b"x" * 100), 5, buffer_callback=lambda buffer: buffer.release()))
tell(lambda: pickle.dumps(pickle.PickleBuffer(b"x" * 100), 5, buffer_callback=lambda buffer: buffer.release() or True))
# expect: done
# expect: done
# expect: RuntimeError dictionary changed size during iteration
# expect: RuntimeError set changed size during iteration
# expect: done
# expect: ValueError operation forbidden on released PickleBuffer object
# expect: done
# expect: ValueError operation forbidden on released PickleBuffer object


# Files that answer what they like.
class Lying:
    def __init__(self, read, line=b"", peek=None):
        self.answers = {"read": read, "readline": line, "peek": peek}

    def read(self, size):
        return self.answer("read", size)

    def readline(self):
        return self.answer("readline", 0)

    def peek(self, size):
        return self.answer("peek", size)

    def answer(self, name, size):
        answer = self.answers[name]
        return answer(size) if callable(answer) else answer


tell(pickle.load, Lying(b"", peek=b"N."))
tell(pickle.load, Lying(b"I", b"1", b""))
tell(pickle.load, Lying(None, peek=b""))
tell(pickle.load, Lying(b"", peek=None))
tell(pickle.load, Lying(b"", 5, b"I"))
tell(pickle.load, Lying(b"B\xff\xff\xff\x7f", peek=b""))
tell(pickle.load, Lying(lambda size: b"B\xff\xff\xff\x7f"[:size] if size < 10 else b"x" * 10, peek=b""))
# expect: done
# expect: UnpicklingError pickle data was truncated
# expect: TypeError a bytes-like object is required, not 'NoneType'
# expect: TypeError a bytes-like object is required, not 'NoneType'
# expect: TypeError a bytes-like object is required, not 'int'
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
