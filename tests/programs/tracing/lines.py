# A trace function hears of calls, lines, returns and exceptions of each frame.
import sys


def traced(function, *arguments):
    events = []
    first = function.__code__.co_firstlineno

    def local(frame, what, argument):
        if what == "exception":
            argument = argument[0].__name__
        events.append(f"{what}:{frame.f_lineno - first}" + ("" if argument is None else f"={argument}"))
        return local

    def begin(frame, what, argument):
        return local(frame, what, argument) if frame.f_code is function.__code__ else None

    sys.settrace(begin)
    try:
        result = function(*arguments)
    except Exception as error:
        result = type(error).__name__
    finally:
        sys.settrace(None)
    print(function.__name__, result, *events)


def straight(a):
    b = a + 1
    c = [
        a,
        b,
    ]
    return c


traced(straight, 1)
# expect: straight [1, 2] call:0 line:1 line:3 line:4 line:2 line:6 return:6=[1, 2]


def branches(x):
    if x > 1:
        y = 1
    elif x:
        pass
    else:
        y = 3
    return x


traced(branches, 2)
# expect: branches 2 call:0 line:1 line:2 line:7 return:7=2
traced(branches, 1)
# expect: branches 1 call:0 line:1 line:3 line:4 line:7 return:7=1
traced(branches, 0)
# expect: branches 0 call:0 line:1 line:3 line:6 line:7 return:7=0


def loops():
    for i in range(2):
        x = i
    while x < 3:
        x += 1
    while True:
        x -= 1
        if x:
            continue
        break
    return x


traced(loops)
# expect: loops 0 call:0 line:1 line:2 line:1 line:2 line:1 line:3 line:4 line:3 line:4 line:3 line:5 line:6 line:7 line:8 line:5 line:6 line:7 line:8 line:5 line:6 line:7 line:9 line:10 return:10=0


def raises():
    x = 1
    raise KeyError(x)


traced(raises)
# expect: raises KeyError call:0 line:1 line:2 exception:2=KeyError return:2


def inner():
    raise ValueError


def catches():
    try:
        inner()
    except ValueError:
        x = 2
    return x


traced(catches)
# expect: catches 2 call:0 line:1 line:2 exception:2=ValueError line:3 line:4 line:5 return:5=2


def nothing():
    pass


traced(nothing)
# expect: nothing None call:0 line:1 return:1


def generator():
    yield 1
    yield 2


def loop_over():
    total = 0
    for x in generator():
        total += x
    return total


traced(loop_over)
# expect: loop_over 3 call:0 line:1 line:2 line:3 line:2 line:3 line:2 line:4 return:4=3

values = generator()
events = []


def watch(frame, what, argument):
    events.append((what, frame.f_lineno - generator.__code__.co_firstlineno, argument))
    return watch


sys.settrace(watch)
next(values)
next(values)
sys.settrace(None)
print(events)
# expect: [('call', 0, None), ('line', 1, None), ('return', 1, 1), ('call', 1, None), ('line', 2, None), ('return', 2, 2)]


def closure(a):
    b = a

    def add(c):
        return a + b + c

    return add(1)


traced(closure, 5)
# expect: closure 11 call:0 line:1 line:3 line:6 return:6=11


def jumps(n):
    out = []
    for i in range(n):
        if i == 1:
            continue
        if i == 3:
            break
        out.append(i)
    return out


traced(jumps, 2)
# expect: jumps [0] call:0 line:1 line:2 line:3 line:5 line:7 line:2 line:3 line:4 line:2 line:8 return:8=[0]
traced(jumps, 9)
# expect: jumps [0, 2] call:0 line:1 line:2 line:3 line:5 line:7 line:2 line:3 line:4 line:2 line:3 line:5 line:7 line:2 line:3 line:5 line:6 line:8 return:8=[0, 2]


def tries():
    for i in range(2):
        try:
            x = i
        finally:
            x = -i
    with open(__file__) as file:
        x = 2
    return x


traced(tries)
# expect: tries 2 call:0 line:1 line:2 line:3 line:5 line:1 line:2 line:3 line:5 line:1 line:6 line:7 line:6 line:8 return:8=2
