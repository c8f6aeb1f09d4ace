# contextmanager, closing, suppress, ExitStack, redirect_stdout, nullcontext.
import io
from contextlib import ContextDecorator, ExitStack, closing, contextmanager
from contextlib import nullcontext, redirect_stdout, suppress


@contextmanager
def tag(name):
    print("<" + name + ">")
    try:
        yield name.upper()
    except ValueError as e:
        print("handled", e)
    finally:
        print("</" + name + ">")


with tag("a") as a, tag("b"):
    print("body", a)
# expect: <a>
# expect: <b>
# expect: body A
# expect: </b>
# expect: </a>
with tag("v"):
    raise ValueError("inside")
# expect: <v>
# expect: handled inside
# expect: </v>
try:
    with tag("k"):
        raise KeyError("through")
except KeyError as e:
    print("out", e)
# expect: <k>
# expect: </k>
# expect: out 'through'


@tag("decorated")
def f():
    print("in f")
    return 5


print(f(), f())
# expect: <decorated>
# expect: in f
# expect: </decorated>
# expect: <decorated>
# expect: in f
# expect: </decorated>
# expect: 5 5


@contextmanager
def none():
    if False:
        yield


try:
    with none():
        pass
except RuntimeError as e:
    print(e)  # expect: generator didn't yield


@contextmanager
def twice():
    yield 1
    yield 2


try:
    with twice():
        pass
except RuntimeError as e:
    print(e)  # expect: generator didn't stop
with suppress(KeyError, IndexError):
    {}["missing"]
print("suppressed")  # expect: suppressed
with ExitStack() as stack:
    for name in "xy":
        stack.enter_context(tag(name))
    stack.callback(print, "callback", 1)
    stack.push(lambda *exc: print("push", exc[0]) or True)
    raise RuntimeError("swallowed by push")
# expect: <x>
# expect: <y>
# expect: push <class 'RuntimeError'>
# expect: callback 1
# expect: </y>
# expect: </x>
with redirect_stdout(io.StringIO()) as out:
    print("captured")
print(repr(out.getvalue()), end="\n")  # expect: 'captured\n'


class Res:
    def close(self):
        print("closed")


with closing(Res()), nullcontext(7) as n:
    print(n)
# expect: 7
# expect: closed


class Deco(ContextDecorator):
    def __enter__(self):
        print("enter")

    def __exit__(self, *exc):
        print("exit")


@Deco()
def g():
    print("g")


g()
# expect: enter
# expect: g
# expect: exit
