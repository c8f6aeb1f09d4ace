# Tools of sys.monitoring hear of the events they set, of all code or of one code object.
import sys

monitoring, E = sys.monitoring, sys.monitoring.events
TOOL = monitoring.PROFILER_ID

for wrong in [lambda: monitoring.use_tool_id(6, "x"), lambda: monitoring.set_events(TOOL, E.LINE)]:
    try:
        wrong()
    except ValueError as error:
        print(error)
# expect: invalid tool 6 (must be between 0 and 5)
# expect: tool 2 is not in use
print(monitoring.get_events(TOOL), monitoring.get_tool(TOOL))  # expect: 0 None
monitoring.use_tool_id(TOOL, "test")
print(monitoring.get_tool(TOOL), monitoring.get_events(TOOL))
# expect: test 0
try:
    monitoring.use_tool_id(TOOL, "again")
except ValueError as error:
    print(error)
# expect: tool 2 is already in use
try:
    monitoring.set_events(TOOL, E.C_RETURN)
except ValueError as error:
    print(error)
# expect: cannot set C_RETURN or C_RAISE events independently

heard = []
followed = set()


def listen(event, *names):
    def callback(code, *arguments):
        if code in followed:
            shown = [f"{name}={argument!r}" for name, argument in zip(names, arguments) if name]
            heard.append(" ".join([event, code.co_name, *shown]))

    return monitoring.register_callback(TOOL, getattr(E, event), callback)


print(listen("PY_START", None))
# expect: None
listen("PY_RESUME", None)
listen("PY_RETURN", None, "value")
listen("PY_YIELD", None, "value")
listen("PY_THROW", None, "error")
listen("PY_UNWIND", None, "error")
listen("RAISE", None, "error")
listen("RERAISE", None, "error")
listen("EXCEPTION_HANDLED", None, "error")


def show(title, events, function, *functions):
    followed.clear()
    followed.update(one.__code__ for one in (function, *functions))
    heard.clear()
    monitoring.set_events(TOOL, events)
    try:
        function()
    except Exception as error:
        heard.append(f"raised {error!r}")
    monitoring.set_events(TOOL, 0)
    print(title, *heard, sep="\n  ")


def leaf():
    return 1


def root():
    leaf()
    return leaf() + 1


show("calls", E.PY_START | E.PY_RETURN, root, leaf)
# expect: calls
# expect:   PY_START root
# expect:   PY_START leaf
# expect:   PY_RETURN leaf value=1
# expect:   PY_START leaf
# expect:   PY_RETURN leaf value=1
# expect:   PY_RETURN root value=2


def numbers():
    try:
        yield 1
        yield 2
    except KeyError:
        yield 3


def drive():
    one = numbers()
    next(one)
    one.throw(KeyError("k"))
    one.close()


ALL = E.PY_START | E.PY_RESUME | E.PY_RETURN | E.PY_YIELD | E.PY_THROW | E.PY_UNWIND | E.RAISE
show("generator", ALL, drive, numbers)
# expect: generator
# expect:   PY_START drive
# expect:   PY_START numbers
# expect:   PY_YIELD numbers value=1
# expect:   PY_THROW numbers error=KeyError('k')
# expect:   RAISE numbers error=KeyError('k')
# expect:   PY_YIELD numbers value=3
# expect:   PY_THROW numbers error=GeneratorExit()
# expect:   RAISE numbers error=GeneratorExit()
# expect:   PY_UNWIND numbers error=GeneratorExit()
# expect:   PY_RETURN drive value=None


def fails():
    raise ValueError("v")


def passes_on():
    try:
        fails()
    finally:
        leaf()


show("exceptions", E.RAISE | E.PY_UNWIND, passes_on, fails)
# expect: exceptions
# expect:   RAISE fails error=ValueError('v')
# expect:   PY_UNWIND fails error=ValueError('v')
# expect:   RAISE passes_on error=ValueError('v')
# expect:   PY_UNWIND passes_on error=ValueError('v')
# expect:   raised ValueError('v')


def handles():
    try:
        fails()
    except ValueError:
        pass


show("handled", E.EXCEPTION_HANDLED, handles, fails)
# expect: handled
# expect:   EXCEPTION_HANDLED handles error=ValueError('v')
# How often an exception is raised again that goes through a handler is the compiler's to decide.
again = []
monitoring.register_callback(TOOL, E.RERAISE, lambda code, offset, error: again.append((code.co_name, str(error))))
monitoring.set_events(TOOL, E.RERAISE)
try:
    passes_on()
except ValueError:
    pass
monitoring.set_events(TOOL, 0)
print(set(again))
# expect: {('passes_on', 'v')}

# Lines, of one code object alone.
lines = []
monitoring.register_callback(TOOL, E.LINE, lambda code, line: lines.append(line - code.co_firstlineno))
monitoring.set_local_events(TOOL, root.__code__, E.LINE)
print(monitoring.get_local_events(TOOL, root.__code__) == E.LINE, monitoring.get_local_events(TOOL, leaf.__code__))
# expect: True 0
root()
leaf()
print(lines)
# expect: [1, 2]
monitoring.set_local_events(TOOL, root.__code__, 0)
root()
print(lines)
# expect: [1, 2]
try:
    monitoring.set_local_events(TOOL, root.__code__, E.RAISE)
except ValueError as error:
    print(str(error).startswith("invalid local event set"))
# expect: True


# What a tool has had enough of it hears of no more, until all is restarted.
def once(code, line):
    lines.append(line - code.co_firstlineno)
    return monitoring.DISABLE


def repeat():
    for i in range(3):
        leaf()


lines.clear()
monitoring.register_callback(TOOL, E.LINE, once)
monitoring.set_local_events(TOOL, repeat.__code__, E.LINE)
repeat()
repeat()
print(lines)
# expect: [1, 2, 1]
monitoring.restart_events()
repeat()
print(lines)
# expect: [1, 2, 1, 1, 2, 1]
monitoring.set_local_events(TOOL, repeat.__code__, 0)


def enough(code, offset, error):
    return monitoring.DISABLE


monitoring.register_callback(TOOL, E.RAISE, enough)
monitoring.set_events(TOOL, E.RAISE)
try:
    fails()
except ValueError as error:
    print(error)
# expect: Cannot disable RAISE events. Callback removed.
monitoring.set_events(TOOL, 0)

# Calls, and what those come to that are not written in Python.
calls = []


def told(what):
    def callback(code, offset, callable, first):
        if code is caller.__code__:
            first = "nothing" if first is monitoring.MISSING else type(first).__name__
            calls.append((what, getattr(callable, "__name__", callable), first))

    return callback


class Thing:
    def method(self, x):
        return x


def caller():
    leaf()
    len("abc")
    Thing().method(1)
    try:
        int("x")
    except ValueError:
        pass


for name in ["CALL", "C_RETURN", "C_RAISE"]:
    monitoring.register_callback(TOOL, getattr(E, name), told(name))
monitoring.set_events(TOOL, E.CALL | E.C_RETURN | E.C_RAISE)
print(monitoring.get_events(TOOL) == E.CALL)
# expect: True
caller()
monitoring.set_events(TOOL, 0)
print(*calls, sep="\n")
# expect: ('CALL', 'leaf', 'nothing')
# expect: ('CALL', 'len', 'str')
# expect: ('C_RETURN', 'len', 'str')
# expect: ('CALL', 'Thing', 'nothing')
# expect: ('C_RETURN', 'Thing', 'nothing')
# expect: ('CALL', 'method', 'Thing')
# expect: ('CALL', 'int', 'str')
# expect: ('C_RAISE', 'int', 'str')

# A callback's exception goes into the program.
monitoring.register_callback(TOOL, E.PY_START, lambda code, offset: 1 / 0 if code is leaf.__code__ else None)
monitoring.set_events(TOOL, E.PY_START)
try:
    leaf()
except ZeroDivisionError as error:
    print(error)
# expect: division by zero
monitoring.set_events(TOOL, 0)

# Two tools at once, the one with the higher number first.
monitoring.use_tool_id(0, "first")
order = []
for tool in [TOOL, 0]:
    callback = lambda code, offset, tool=tool: order.append(tool) if code is leaf.__code__ else None
    monitoring.register_callback(tool, E.PY_START, callback)
    monitoring.set_events(tool, E.PY_START)
leaf()
monitoring.set_events(0, 0)
monitoring.free_tool_id(0)
leaf()
print(order, monitoring.get_tool(0))
# expect: [2, 0, 2] None
monitoring.set_events(TOOL, 0)
monitoring.free_tool_id(TOOL)
leaf()
print(order)
# expect: [2, 0, 2]
