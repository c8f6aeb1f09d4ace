# A generator that is traced is known by the same frame each time it goes on, and still dies when nobody has it.
import gc
import sys


def numbers():
    try:
        for n in range(3):
            yield n
    finally:
        events.append("closed")


events, frames = [], []


def trace(frame, what, argument):
    if frame.f_code is numbers.__code__:
        if frame not in frames:
            frames.append(frame)
        if what in ("call", "return"):
            events.append((what, argument))
        return trace


gc.disable()
sys.settrace(trace)
for n in numbers():
    if n == 1:
        break
sys.settrace(None)
gc.enable()
print(len(frames))
# expect: 1
print(events)
# expect: [('call', None), ('return', 0), ('call', None), ('return', 1), ('call', None), 'closed', ('return', None)]
print(frames[0].f_locals)
# expect: {'n': 1}


async def ready():
    return 1


async def wait():
    heard.append(await ready())
    return 2


heard = []


def follow(frame, what, argument):
    if frame.f_code in (ready.__code__, wait.__code__):
        heard.append((frame.f_code.co_name, what, argument))
        return follow


sys.settrace(follow)
try:
    wait().send(None)
except StopIteration as stop:
    heard.append(stop.value)
sys.settrace(None)
print([entry for entry in heard if not isinstance(entry, tuple) or entry[1] in ("call", "return")])
# expect: [('wait', 'call', None), ('ready', 'call', None), ('ready', 'return', 1), 1, ('wait', 'return', 2), 2]


# yield from: each generator is told of.
def inner():
    got = yield "a"
    return got


def outer():
    return (yield from inner())


def note(frame, what, argument):
    if frame.f_code in (inner.__code__, outer.__code__) and what in ("call", "return"):
        heard.append((frame.f_code.co_name, what, argument))
    return note


heard = []
one = outer()
sys.settrace(note)
next(one)
try:
    one.send("b")
except StopIteration as stop:
    result = stop.value
sys.settrace(None)
print(result, *heard, sep="\n")
# expect: b
# expect: ('outer', 'call', None)
# expect: ('inner', 'call', None)
# expect: ('inner', 'return', 'a')
# expect: ('outer', 'return', 'a')
# expect: ('outer', 'call', None)
# expect: ('inner', 'call', None)
# expect: ('inner', 'return', 'b')
# expect: ('outer', 'return', 'b')
