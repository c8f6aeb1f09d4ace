# What the drivers have in common: hostile values, and calls that say what they are before they are made.
import gc
import random
import signal
import sys

random.seed(int(sys.argv[1]))
COUNT = int(sys.argv[2])
sys.setrecursionlimit(400)
sys.stdout.reconfigure(encoding="ascii", errors="backslashreplace")

shared_list = [3, 1, 2, "x", None]
shared_dict = {1: 2, "a": [], None: 3}
shared_set = {1, 2, "a"}
shared_bytes = bytearray(b"shared bytes")
SHARED = (shared_list, shared_dict, shared_set, shared_bytes)


class Timeout(BaseException):
    pass


def too_long(number, frame):
    raise Timeout


def special(body):
    def method(self, *arguments):
        return body(self, *arguments)

    return method


NAMES = """eq ne lt le gt ge hash bool len iter next getitem setitem delitem contains call index int float complex add radd sub
mul rmul mod rmod pow rpow lshift or and neg abs round trunc floor ceil divmod str repr format bytes enter exit get
length_hint reversed missing fspath getattr copy deepcopy reduce_ex iadd buffer del sizeof dir instancecheck""".split()


def stir():
    for container in SHARED:
        if random.random() < 0.5:
            container.clear()
        elif container is shared_list:
            container.extend([1, 2, 3] * 5)
        elif container is shared_dict:
            container.update({number: number for number in range(20)})
        elif container is shared_set:
            container.update(range(20))
        else:
            container.extend(b"0123456789" * 3)


ANSWERS = [None, 0, -1, 1, 2**63, -(2**63), "", "a", b"x", [], {}, (), 1.5, NotImplemented, True, object(), shared_list, shared_dict]


def answers(name):
    def method(self, *arguments):
        if random.random() < 0.3:
            stir()
        if random.random() < 0.15:
            raise random.choice([ValueError, StopIteration, KeyError, IndexError, AttributeError])("on purpose")
        return random.choice(ANSWERS)

    return method


def raises(name):
    def method(self, *arguments):
        raise ValueError(name)

    return method


def stirs(name):
    plain = {"index": 1, "len": 2, "hash": 1, "bool": True, "int": 1, "float": 1.0, "str": "s", "repr": "r", "eq": False, "iter": None}

    def method(self, *arguments):
        stir()
        if name == "iter":
            return iter((1, 2))
        return plain.get(name, self)

    return method


def made(kind, maker, bases=()):
    left_out = {"hash"} if kind == "Raises" else set()
    return type(kind, bases, {f"__{name}__": maker(name) for name in NAMES if name not in left_out and name not in ("del", "getattr")})


Raises, Answers, Stirs = made("Raises", raises), made("Answers", answers), made("Stirs", stirs)
AnswersInt = type("AnswersInt", (int,), {f"__{name}__": answers(name) for name in ("index", "eq", "lt", "add", "hash", "bool")})
AnswersStr = type("AnswersStr", (str,), {f"__{name}__": answers(name) for name in ("str", "eq", "lt", "len", "getitem", "iter", "hash")})
AnswersList = type("AnswersList", (list,), {f"__{name}__": answers(name) for name in ("iter", "len", "getitem", "eq", "contains")})
AnswersDict = type("AnswersDict", (dict,), {f"__{name}__": answers(name) for name in ("iter", "len", "getitem", "eq", "contains", "missing")})


def self_containing():
    kind = random.randrange(4)
    if kind == 0:
        value = [1]
        value.append(value)
    elif kind == 1:
        value = {}
        value["self"] = value
    elif kind == 2:
        inner = []
        value = (inner,)
        inner.append(value)
    else:
        value = []
        for _ in range(600):
            value = [value]
    return value


def generator():
    yield 1
    stir()
    yield "a"


def closes_itself():
    yield 1
    raise ValueError("on purpose")


INTEGERS = [0, 1, -1, 2, 3, 7, 8, 64, 255, 256, 1000, 2**15, 65536, 0xD800, 0x110000, 2**31 - 1, 2**31, -(2**31), 2**32 - 1, 2**32, 2**47, 2**48, -(2**48) - 1, 2**62, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64 - 1, 2**64, 10**30, -(10**30), 1 << 200]
FLOATS = [0.0, -0.0, 1.5, -1.0, float("nan"), float("inf"), float("-inf"), 1e308, 5e-324, 1e19, 9.3e18, 2.0**63, -1e300]
TEXTS = ["", "a", "abc", "\0", "x" * 70_000, "%s", "{}", "é", "\U0001f600" * 3, "\ud800", "İ", "1", "-1", "nan", "utf-8", "ascii", "strict", "ignore", "r", "w+b", "a\nb", "%" * 50, "{" * 50, "(" * 300, "__class__", "<i", "@" * 9, "99999999999999999999", "0x", "surrogatepass", "idna", "utf-16", "utf-7", "\x80\xff", "big", "little", "/nonexistent/\0", "I", "u", "B", "*" * 20]
BYTES = [b"", b"a", b"\0" * 10, b"\xff" * 9, b"x" * 70_000, b"\xed\xa0\x80", b"%s%d", b"0123456789abcdef", b"\x80\x04\x95"]


def value(depth=0):
    kind = random.randrange(30 if depth < 2 else 18)
    if kind < 5:
        return random.choice(INTEGERS)
    if kind < 7:
        return random.choice(FLOATS)
    if kind < 10:
        return random.choice(TEXTS)
    if kind < 12:
        return random.choice(BYTES)
    if kind == 12:
        return random.choice([None, True, False, ..., NotImplemented, 1j, complex("nan+infj")])
    if kind == 13:
        return random.choice([Raises(), Answers(), Stirs(), AnswersInt(5), AnswersStr("abc"), AnswersList([1, 2]), AnswersDict(a=1)])
    if kind == 14:
        return random.choice(SHARED)
    if kind == 15:
        return random.choice([int, str, list, dict, type, object, Exception, Raises, Answers, AnswersInt, tuple, set, bytes, bytearray, memoryview, float, property, classmethod, super])
    if kind == 16:
        return random.choice([len, value, lambda *a, **k: None, lambda *a: random.choice(ANSWERS), print, "".join, [].append, lambda *a: stir()])
    if kind == 17:
        return bytearray(random.choice(BYTES[:7]))
    if kind == 18:
        return self_containing()
    if kind == 19:
        return memoryview(random.choice([b"abcdefgh", bytearray(b"abcdefgh"), shared_bytes]))[:: random.choice([1, 2, -1])]
    if kind == 20:
        return iter(random.choice([shared_list, shared_dict, shared_set, "abc", (1, 2)]))
    if kind == 21:
        return random.choice([generator, closes_itself])()
    if kind == 22:
        return range(random.choice([0, 3, -3]), random.choice([5, 10]), random.choice([1, 2, -1]))
    if kind == 23:
        return slice(value(2), value(2), value(2))
    if kind == 24:
        return {hashable(): value(depth + 1) for _ in range(random.randrange(4))}
    if kind == 25:
        return {hashable() for _ in range(random.randrange(4))}
    if kind == 26:
        return tuple(value(depth + 1) for _ in range(random.randrange(4)))
    if kind == 27:
        return random.choice([ValueError("x"), KeyError(), StopIteration(1), ExceptionGroup("g", [ValueError()]), UnicodeDecodeError("utf-8", b"abc", 0, 9, "r"), OSError(2, "x")])
    return [value(depth + 1) for _ in range(random.randrange(5))]


def hashable():
    return random.choice([random.choice(INTEGERS), random.choice(TEXTS[:8]), None, (1, 2), 1.5])


def show(thing, depth=0):
    kind = type(thing)
    if kind in (int, float, complex, bool, type(None)):
        return repr(thing)
    if kind in (str, bytes, bytearray):
        return ascii(thing) if len(thing) < 60 else f"{thing[:1]!a} * {len(thing)}"
    if depth < 2 and kind in (list, tuple):
        return f"{kind.__name__}({', '.join([show(item, depth + 1) for item in thing[:6]])})"
    if kind is slice:
        return f"slice({show(thing.start)}, {show(thing.stop)}, {show(thing.step)})"
    if kind is type:
        return thing.__name__
    return f"<{kind.__name__}>"


def call(name, function, arguments, keywords={}):
    """Calls it, whatever comes of that. What it is has been said before."""
    words = [show(argument) for argument in arguments] + [f"{key}={show(item)}" for key, item in keywords.items()]
    print(f"{name}({', '.join(words)})"[:400], flush=True)
    result = None
    signal.setitimer(signal.ITIMER_REAL, 5)
    try:
        result = function(*arguments, **keywords)
        if random.random() < 0.5:
            try:
                for _, item in zip(range(20), result):
                    pass
            except TypeError:
                pass
            repr(result)
    except Timeout:
        print("Timeout", flush=True)
    except BaseException as problem:
        try:
            str(problem)
        except BaseException:
            pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return result


signal.signal(signal.SIGALRM, too_long)
