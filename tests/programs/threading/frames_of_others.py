"""Where other threads stand: `sys._current_frames` shows those that wait and those that run, with their callers and what
their variables hold."""
import sys
import threading
import time
import traceback


def wait(event, depth):
    held = ["depth", depth]
    if depth:
        wait(event, depth - 1)
    else:
        started.release()
        event.wait()
    return held


def spin():
    number = 0
    started.release()
    while not over.is_set():
        number += 1


def generate(event):
    yield "first"
    started.release()
    event.wait()
    yield "second"


def drain(event):
    return list(generate(event))


def chain(frame):
    while frame is not None:
        yield frame
        frame = frame.f_back


def named(frame, name):
    return [found for found in chain(frame) if found.f_code.co_name == name]


started = threading.Semaphore(0)
over, event = threading.Event(), threading.Event()
crew = [
    threading.Thread(target=wait, args=(event, 3)),
    threading.Thread(target=spin),
    threading.Thread(target=drain, args=(event,)),
]
for thread in crew:
    thread.start()
for _ in crew:
    started.acquire()
waiter, spinner, drainer = (thread.ident for thread in crew)


def waits(ident):
    return bool(named(sys._current_frames()[ident], "acquire") or named(sys._current_frames()[ident], "wait")[1:])


while not (waits(waiter) and waits(drainer)):
    time.sleep(0.001)

frames = sys._current_frames()
print(len(frames), frames[threading.get_ident()] is sys._getframe())  # expect: 4 True
stack = [frame for frame in named(frames[waiter], "wait") if frame.f_code is wait.__code__]
print([frame.f_locals["held"] for frame in stack])
# expect: [['depth', 0], ['depth', 1], ['depth', 2], ['depth', 3]]
print({frame.f_lineno - wait.__code__.co_firstlineno for frame in stack[1:]})  # expect: {3}
print(stack[0].f_globals is globals(), stack[-1].f_back.f_code.co_name)  # expect: True run
[running] = named(frames[spinner], "spin")
before = running.f_locals["number"]
while named(sys._current_frames()[spinner], "spin")[0].f_locals["number"] <= before:
    time.sleep(0.001)
print("it runs on")  # expect: it runs on
[generating] = named(frames[drainer], "generate")
print(generating.f_back.f_code.co_name, sorted(generating.f_locals))  # expect: drain ['event']
names = [entry.name for entry in traceback.extract_stack(frames[drainer]) if entry.filename == __file__]
print(names)  # expect: ['drain', 'generate']


# A frame that a thread has given away is looked at while it runs on.
def give():
    mine = 1
    given.append(sys._getframe())
    mine = 2
    started.release()
    event.wait()
    mine = 3


given = []
giver = threading.Thread(target=give)
giver.start()
started.acquire()
print(given[0].f_locals["mine"], given[0].f_back.f_code.co_name)  # expect: 2 run
over.set()
event.set()
for thread in [*crew, giver]:
    thread.join()
print(given[0].f_locals["mine"])  # expect: 3
given.clear()


# What another thread is handling.
def handle():
    try:
        int("none")
    except ValueError:
        started.release()
        event.wait()


event.clear()
handler = threading.Thread(target=handle)
handler.start()
started.acquire()
exceptions = sys._current_exceptions()
print(len(exceptions), repr(exceptions[handler.ident]), exceptions[threading.get_ident()])
# expect: 2 ValueError("invalid literal for int() with base 10: 'none'") None
event.set()
handler.join()

# Many look at one another, and start and end meanwhile.
def look(rounds):
    seen = 0
    for _ in range(rounds):
        for frame in sys._current_frames().values():
            seen += sum(len(found.f_locals) for found in chain(frame) if found.f_code is look.__code__) > 0
    looked.append(seen >= rounds)


def short(number):
    return [str(number)] * 10


looked = []
crew = [threading.Thread(target=look, args=(100,)) for _ in range(3)]
for thread in crew:
    thread.start()
for number in range(50):
    passing = threading.Thread(target=short, args=(number,))
    passing.start()
    passing.join()
for thread in crew:
    thread.join()
print(looked)  # expect: [True, True, True]
