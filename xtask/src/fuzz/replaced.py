# A program puts other things where modules keep theirs, or takes them away, and uses what there is. All is put back.
import builtins

NAMES_OF_MODULES = """_abc _ast _asyncio _bisect _codecs _collections _contextvars _csv _datetime _functools _heapq _imp _io _json
_locale _lzma _operator _pickle _random _socket _sre _string _struct _symtable _thread _tokenize _typing _warnings _weakref _zstd abc
array ast asyncio atexit binascii builtins bz2 codecs collections contextlib contextvars copy copyreg csv dataclasses datetime decimal
encodings enum errno fractions functools hashlib heapq importlib inspect io itertools json json.decoder json.encoder keyword linecache
locale logging lzma marshal math operator os os.path pickle posix pprint pwd pyexpat queue re re._compiler re._parser reprlib resource
select socket stat statistics string string.templatelib struct symtable sys tempfile textwrap time tokenize traceback types typing
unicodedata uuid warnings weakref xml.parsers.expat zlib""".split()
# What the driver itself calls while something is replaced.
KEPT = {
    "builtins": {"print", "type", "repr", "len", "ascii", "zip", "range", "str", "BaseException", "TypeError", "list", "tuple", "int", "float", "complex", "bool", "bytes", "bytearray", "slice"},
    "sys": {"stdout", "__stdout__", "flags"},
}
# A name for which a program waits.
WAITED_FOR = {"_shutdown", "__main__"}

modules = {}
for name in NAMES_OF_MODULES:
    try:
        __import__(name)
    except ImportError:
        continue
    modules[name] = sys.modules[name]

array, ast, asyncio, bz2, codecs, collections, contextvars, copy, csv, dataclasses, datetime, decimal, enum, fractions, functools = (
    modules[name] for name in "array ast asyncio bz2 codecs collections contextvars copy csv dataclasses datetime decimal enum fractions functools".split()
)
hashlib, inspect, io, itertools, json, locale, lzma, marshal, operator, os, pickle, pwd, queue, re, resource = (
    modules[name] for name in "hashlib inspect io itertools json locale lzma marshal operator os pickle pwd queue re resource".split()
)
select, socket, statistics, string, struct, symtable, sys_, time, tokenize, traceback, types, typing, unicodedata, uuid, warnings, weakref, expat, zlib = (
    modules[name]
    for name in "select socket statistics string struct symtable sys time tokenize traceback types typing unicodedata uuid warnings weakref xml.parsers.expat zlib".split()
)


class Thing:
    """A thing."""

    def __init__(self):
        self.a = [1, {"b": (2, 3.5)}]

    def method(self, x: int = 3) -> str:
        return "x"


thing = Thing()


def run(source):
    namespace = {"__name__": "played"}
    exec(source, namespace)
    return namespace


def trouble():
    try:
        try:
            {}["missing"]
        except KeyError as error:
            raise ValueError("on purpose") from error
    except ValueError as error:
        return "".join(traceback.format_exception(error))


def hook():
    try:
        raise ExceptionGroup("several", [ValueError(1), OSError(2, "two", "three")])
    except ExceptionGroup as error:
        sys.excepthook(type(error), error, error.__traceback__)


def imported_anew():
    name = random.choice(["colorsys", "sched", "bisect", "shlex", "quopri", "html", "calendar"])
    sys.modules.pop(name, None)
    return __import__(name)


def connected():
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"abc")
        return other.recv(3)


def parsed():
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: None
    return parser.Parse("<a b='c'>d</a>", True)


async def awaited():
    await asyncio.sleep(0)
    return 1


def driven():
    coroutine = awaited()
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    finally:
        coroutine.close()


USES = [
    lambda: run("def f[T: int, *U, **V](x: T) -> T: return x\ntype A[T] = list[T]\nclass C[T]: x: int\nC[int], f.__annotations__, A.__value__"),
    lambda: run("import os.path as p\nfrom collections import *\nfrom json import decoder as d"),
    lambda: run("class M(type): pass\nclass A(metaclass=M):\n def __init_subclass__(cls, **k): pass\nclass B(A, x=1): pass\nsuper(B, B).__init__"),
    lambda: run("match {'a': [1, 2]}:\n case {'a': [x, *y], **z}: pass\nt'{1!r:>5}'\nf'{1.5:.3f}{\"a\"!r:>{10}}'"),
    lambda: run("async def f():\n async with x: pass\nlambda: (yield)\nassert 0, 'x'"),
    trouble, hook, imported_anew, connected, parsed, driven,
    lambda: ast.parse("a + b * [c, d][e](f, *g, h=i)\nfor x in y: pass").body,
    lambda: compile("x = 1", "f", "exec"), lambda: eval("1 +"), lambda: symtable.symtable("def f(x): return x", "f", "exec").get_children(),
    lambda: list(tokenize.generate_tokens(io.StringIO("a = 'b'  # c\n").readline)),
    lambda: list(csv.reader(["a,b"])), lambda: csv.writer(io.StringIO()).writerow([1, None, "x,y"]), lambda: csv.register_dialect("new", delimiter=";"),
    lambda: json.dumps({"a": [1, 2.5, None, "x\u1234"]}), lambda: json.loads('{"a": [1, 2.5, null, "x"]}'), lambda: json.loads("{"),
    lambda: pickle.loads(pickle.dumps([thing.a, datetime.date(2020, 1, 1), {1}])), lambda: copy.deepcopy(thing), lambda: marshal.loads(marshal.dumps([1, "a", 2.5])),
    lambda: weakref.ref(thing)(), lambda: weakref.proxy(thing).a, lambda: weakref.WeakValueDictionary(a=thing), lambda: weakref.finalize(thing, len, "a").detach(),
    lambda: time.localtime(0), lambda: time.strftime("%c"), lambda: time.strptime("1 2 2003", "%d %m %Y"), lambda: datetime.datetime.strptime("2003", "%Y").isoformat(), lambda: datetime.datetime(2020, 1, 1).strftime("%A %z"),
    lambda: datetime.datetime.now(datetime.timezone.utc) - datetime.datetime.fromtimestamp(0, datetime.timezone.utc),
    lambda: os.stat("."), lambda: os.times(), lambda: os.uname(), lambda: os.statvfs("."), lambda: os.get_terminal_size(), lambda: [entry.stat() for entry in os.scandir(".")], lambda: os.listdir("/nonexistent"), lambda: os.environ["PATH"],
    lambda: pwd.getpwuid(0), lambda: resource.getrusage(0), lambda: locale.localeconv(), lambda: select.select([], [], [], 0), lambda: select.epoll().close(),
    lambda: list(itertools.tee([1, 2])), lambda: [list(group) for _, group in itertools.groupby("aabb")], lambda: list(itertools.islice(itertools.count(), 3)), lambda: list(itertools.batched("abc", 2)),
    lambda: hashlib.sha256(b"a").hexdigest(), lambda: hashlib.new("md5").copy(), lambda: hashlib.blake2b(b"a").copy(), lambda: uuid.uuid4(), lambda: uuid.uuid5(uuid.NAMESPACE_DNS, "a"),
    lambda: struct.unpack("<i", struct.pack("<i", 1)), lambda: list(struct.iter_unpack("<i", bytes(8))), lambda: array.array("i", [1]).tolist(), lambda: zlib.decompress(zlib.compress(b"a")), lambda: bz2.compress(b"a"), lambda: lzma.compress(b"a"),
    lambda: queue.SimpleQueue().get_nowait(), lambda: re.compile("(?P<a>a+)(b*)").sub(r"\2\g<a>", "aab"), lambda: re.compile("(x"), lambda: list(re.finditer("a", "aaa")), lambda: re.Scanner([("a", None)]).scan("a"),
    lambda: open(os.devnull).read(), lambda: open("/nonexistent"), lambda: open(os.devnull, "wb").write(b""), lambda: io.StringIO("a\nb").readline(), lambda: io.BytesIO(b"a").getbuffer().tobytes(), lambda: io.BufferedRWPair(io.BytesIO(), io.BytesIO()), lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), "utf-8").read(), lambda: io.open_code(os.devnull).read(),
    lambda: "é".encode("latin-1"), lambda: "é".encode("ascii"), lambda: b"\xff".decode("utf-8", "replace"), lambda: "a".encode("rot13"), lambda: codecs.lookup("utf-16").incrementalencoder().encode("a"), lambda: "x".encode("nonsense"), lambda: codecs.getreader("utf-8")(io.BytesIO(b"a")).read(),
    lambda: operator.itemgetter(1)([1, 2]), lambda: operator.attrgetter("a.b")(thing), lambda: operator.methodcaller("method")(thing), lambda: functools.reduce(operator.add, [1, 2]), lambda: functools.cmp_to_key(lambda a, b: 0)(1) < 1, lambda: functools.lru_cache(lambda x: x)(1), lambda: functools.singledispatch(lambda x: x)(1), lambda: functools.partial(len, "a")(),
    lambda: collections.deque([1]).copy(), lambda: collections.defaultdict(int)[1], lambda: list(collections.OrderedDict(a=1)), lambda: collections.Counter("aab").most_common(), lambda: collections.namedtuple("N", "a b")(1, 2), lambda: collections.ChainMap({}, {})["x"],
    lambda: enum.Enum("E", "A B").A.name, lambda: dataclasses.make_dataclass("D", ["a"])(1), lambda: typing.get_type_hints(Thing.method), lambda: typing.NamedTuple("N", [("a", int)]), lambda: typing.Union[int, str], lambda: list[int] | None, lambda: typing.Optional[typing.List[int]],
    lambda: inspect.signature(Thing.method), lambda: inspect.getsource(Thing), lambda: inspect.signature(len), lambda: types.SimpleNamespace(a=1), lambda: types.new_class("N"), lambda: help.__class__,
    lambda: warnings.warn("on purpose"), lambda: warnings.warn("old", DeprecationWarning), lambda: warnings.simplefilter("default"), lambda: warnings.catch_warnings().__enter__(), lambda: "\\d is" == eval("'\\d'"),
    lambda: decimal.Decimal("1.5") / 3, lambda: fractions.Fraction(1, 3) + 1, lambda: statistics.mean([1, 2]), lambda: string.Template("$a").substitute(a=1), lambda: format(1.5, ">10.2f"), lambda: "{0.a[0]!r:>5}".format(thing), lambda: "%s %d" % ("a", 1),
    lambda: unicodedata.name("a"), lambda: "\N{BULLET}", lambda: int("9" * 5000), lambda: 10**5000 // 3, lambda: str(10**5000), lambda: round(1.5, 1), lambda: sum([1, 2.5]), lambda: sorted([3, 1], key=lambda x: -x), lambda: max([], default=1),
    lambda: contextvars.copy_context().run(len, "a"), lambda: contextvars.ContextVar("v").get(), lambda: sys.getsizeof(thing), lambda: sys._getframe().f_locals, lambda: sys.intern("a"), lambda: sys.exc_info(), lambda: sys.unraisablehook, lambda: gc.collect(), lambda: gc.get_referrers(thing), lambda: isinstance(1, typing.Hashable),
    lambda: setattr(Thing, "__del__", lambda self: 1 / 0) or Thing() and delattr(Thing, "__del__"), lambda: globals()["Thing"]().method(), lambda: __import__("os.path", fromlist=["join"]), lambda: dir(), lambda: vars(thing), lambda: breakpoint.__name__,
]

TYPES = [int, dict, list, tuple, str, type, object, BaseException, Thing, Raises, Answers, AnswersDict, super, property]
set_item, delete_item = dict.__setitem__, dict.__delitem__


def plan():
    """What is to be replaced, and with what."""
    planned = []
    for _ in range(random.choice([1, 1, 2, 5, 20])):
        if random.random() < 0.1:
            where, namespace, name = "sys.modules", sys.modules, random.choice(NAMES_OF_MODULES)
            if name in ("sys", "builtins") or name not in sys.modules:
                continue
        else:
            where, module = random.choice(list(modules.items()))
            namespace = vars(module)
            name = random.choice(list(namespace))
            if name in KEPT.get(where, ()) or name in WAITED_FOR:
                continue
        # What is replaced twice would not be put back as it was.
        if any(one is namespace and other == name for _, one, other, *_ in planned):
            continue
        new = random.choice(TYPES) if random.random() < 0.5 else value()
        planned.append((where, namespace, name, namespace[name], random.random() < 0.15, new))
    return planned


for _ in range(COUNT * 4):
    planned, uses = plan(), [random.randrange(len(USES)) for _ in range(8)]
    for where, namespace, name, old, takes, new in planned:
        if takes:
            print(f"del {where}.{name}", flush=True)
            delete_item(namespace, name)
        else:
            print(f"{where}.{name} = {show(new)}", flush=True)
            set_item(namespace, name, new)
    for number in uses:
        call(f"use {number}", USES[number], [])
    for where, namespace, name, old, takes, new in planned:
        set_item(namespace, name, old)
print("the end", flush=True)
