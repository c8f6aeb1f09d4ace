# An exception keeps its frames, with their local variables and callers.
import sys


def inner(depth):
    mark = depth * 10
    if depth == 0:
        raise ValueError("here")
    inner(depth - 1)


def outer():
    name = "outer"
    inner(2)


try:
    outer()
except ValueError as error:
    entry = error.__traceback__
    print(entry.tb_frame is sys._getframe())  # expect: True
    while entry:
        frame = entry.tb_frame
        if frame.f_code.co_name != "<module>":
            print(frame.f_code.co_name, frame.f_locals, entry.tb_lineno)
        entry = entry.tb_next
    callers = []
    while frame:
        callers.append(frame.f_code.co_name)
        frame = frame.f_back
    print(callers)
# expect: outer {'name': 'outer'} 14
# expect: inner {'depth': 2, 'mark': 20} 9
# expect: inner {'depth': 1, 'mark': 10} 9
# expect: inner {'depth': 0, 'mark': 0} 8
# expect: ['inner', 'inner', 'inner', 'outer', '<module>']


def handles():
    try:
        inner(0)
    except ValueError as error:
        frame = error.__traceback__.tb_frame
        print(frame is sys._getframe(), sorted(frame.f_locals))  # expect: True ['error', 'frame']
        late = 1
        print("late" in frame.f_locals)  # expect: True
        del frame


handles()


def kept():
    first = 1
    frame = sys._getframe()
    second = 2
    return [frame]


(frame,) = kept()
print(frame.f_locals["first"], frame.f_locals["second"], frame.f_back is sys._getframe())  # expect: 1 2 True
frame.clear()
print(frame.f_locals)  # expect: {}
try:
    sys._getframe().clear()
except RuntimeError as error:
    print(type(error).__name__)  # expect: RuntimeError


def generator():
    state = "first"
    yield
    state = "second"
    yield


running = generator()
next(running)
print(running.gi_frame.f_locals)  # expect: {'state': 'first'}
next(running)
print(running.gi_frame.f_locals)  # expect: {'state': 'second'}
