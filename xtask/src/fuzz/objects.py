# Objects of native modules that have a state, and hostile sequences of calls of one and the same.
import bz2
import collections
import copy
import csv
import datetime
import functools
import io
import itertools
import json
import lzma
import mmap
import pickle
import re
import struct
import time
import zlib
from compression import zstd
from concurrent import interpreters
from concurrent.interpreters import _queues as queues

PLAIN = [b"", b"a", b"text " * 50, bytes(3000), random.randbytes(300)]


def number():
    return random.choice([0, 1, -1, 2, 3, 5, 7, 12, 24, 28, 29, 31, 60, 61, 99, 255, 366, 1000, 2024, 9999, 10000, 86399, 86400, 999999, 1000000, *INTEGERS])


def plain():
    return random.choice([number(), number(), number(), random.choice(FLOATS), value()])


def sequence(name, thing, uses, more=12):
    """Uses one object again and again, whatever comes of it."""
    for _ in range(random.randrange(more)):
        use = random.choice(uses)
        call(f"{name}: {use.__code__.co_firstlineno} {use.__code__.co_names[:3]}", use, [thing])


def mangled(text):
    pieces = list(text)
    for _ in range(random.choice([0, 1, 1, 2, 6])):
        where = random.randrange(len(pieces) + 1)
        pieces[where : where + random.randrange(3)] = random.choice([[], list("99"), ["\0"], ["é"], ["-"], [":"], ["."], ["Z"], ["+24:00"], ["T"], ["1"] * 5000, ["W"], ["\ud800"], ["٣"]])
    return "".join(pieces)


# ---- datetime --------------------------------------------------------------------------------------------------------


class Zone(datetime.tzinfo):
    def utcoffset(self, moment):
        return strange(moment)

    def dst(self, moment):
        return strange(moment)

    def tzname(self, moment):
        return random.choice(["name", "%", "\ud800", "x" * 5000, None, 5, AnswersStr("a")])

    def fromutc(self, moment):
        return random.choice([super().fromutc, lambda moment: moment, lambda moment: None])(moment)


def strange(moment):
    kind = random.randrange(8)
    if kind == 0:
        stir()
    if kind == 1:
        raise ValueError("on purpose")
    if kind == 2 and random.random() < 0.3:
        return moment.utcoffset()
    return random.choice([None, datetime.timedelta(hours=1), datetime.timedelta(hours=-23, minutes=-59, microseconds=7), datetime.timedelta(days=1), datetime.timedelta.max, 5, Duration(1), value(2)])


class Moment(datetime.datetime):
    def __new__(cls, *arguments, **keywords):
        return super().__new__(cls, *arguments, **keywords) if random.random() < 0.9 else random.choice([None, 5, datetime.date(1, 1, 1)])

    def __add__(self, other):
        return random.choice([None, NotImplemented, super().__add__(other)])

    def isoformat(self, *arguments):
        return random.choice(["x", None, 5])

    def utcoffset(self):
        return strange(self)


class Duration(datetime.timedelta):
    def __mul__(self, other):
        return random.choice([self, None, NotImplemented])

    def total_seconds(self):
        return random.choice([float("nan"), "x", 1e400])


def zone():
    return random.choice([None, datetime.timezone.utc, Zone(), Zone(), datetime.timezone(datetime.timedelta(hours=random.randrange(-23, 24), microseconds=random.choice([0, 5]))), datetime.tzinfo(), value(2)])


def moment():
    kind = random.choice([datetime.date, datetime.datetime, datetime.time, datetime.timedelta, Moment, Duration])
    count = random.randrange(9)
    choice = random.randrange(7)
    if choice == 0:
        return kind(*[plain() for _ in range(count)], **random.choice([{}, {"tzinfo": zone()}, {"fold": plain()}, {"days": plain()}, {"weeks": plain(), "microseconds": plain()}]))
    if choice == 1:
        return kind(random.choice([random.randbytes(10), random.randbytes(4), random.randbytes(6), "\u07e4" * 10, b"\x07\xe4\x01\x01\0\0\0\0\0\0", b"\x87\xe4\x01\x01\0\0\0\0\0\0", b"\x97\0\0\0\0\0"]), *random.choice([[], [zone()]]))
    if choice == 2:
        return kind.fromisoformat(mangled(random.choice(["2024-02-29T23:59:59.999999+05:30", "20240229", "2024-W09-4T24:00", "T12:30Z", "12:30:45,123456789-00:00:01.5"])))
    if choice == 3:
        return random.choice([lambda: kind.fromtimestamp(plain(), zone()), lambda: kind.fromordinal(number()), lambda: kind.fromisocalendar(number(), number(), number()), lambda: kind.utcfromtimestamp(plain()), lambda: kind.combine(moment(), moment(), zone()), lambda: kind.now(zone())])()
    if choice == 4:
        return kind.strptime(mangled("2024-02-29 23:59:59.5 +0530"), mangled(random.choice(["%Y-%m-%d %H:%M:%S.%f %z", "%G-W%V-%u", "%j %y %p %I", "%c %x %X"])))
    if choice == 5:
        return random.choice([datetime.datetime.max, datetime.datetime.min, datetime.date.max, datetime.timedelta.min, datetime.timedelta.max, datetime.time.max, datetime.datetime.max.replace(tzinfo=Zone()), datetime.datetime.min.replace(tzinfo=Zone()), datetime.time(1, tzinfo=Zone())])
    return kind(2024, 2, 29) if issubclass(kind, datetime.date) else kind(random.randrange(24))


FORMATS = [*(f"%{letter}" for letter in "aAbBcCdDeFfGgHIjklmMnpPrRsStTuUVwWxXyYzZ%+"), "%:z", "%", "%é", "%9999999999Y", "%-d", "%_5d", "%^a", "%0100000d", "\0", "\ud800", "é", "%E", "%Oy", "%:", "%::z", "x" * 1000]
USES_OF_MOMENTS = [
    lambda it: it.strftime("".join(random.choices(FORMATS, k=random.randrange(6)))),
    lambda it: format(it, "".join(random.choices(FORMATS, k=random.randrange(6)))),
    lambda it: (repr(it), str(it), hash(it)),
    lambda it: it + moment(), lambda it: it - moment(), lambda it: moment() - it, lambda it: it * plain(), lambda it: it / plain(), lambda it: it // moment(), lambda it: divmod(it, moment()), lambda it: plain() * it,
    lambda it: (it == moment(), it < moment()), lambda it: it == value(),
    lambda it: it.replace(**{random.choice(["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"]): random.choice([plain(), zone()])}),
    lambda it: it.isoformat(*random.choice([[], [value()], ["T", random.choice(["auto", "hours", "milliseconds", "x", value(2)])]])),
    lambda it: it.astimezone(zone()), lambda it: it.timestamp(), lambda it: (it.utcoffset(), it.dst(), it.tzname()), lambda it: it.utctimetuple(), lambda it: it.timetuple(), lambda it: it.isocalendar(), lambda it: it.ctime(), lambda it: zone().fromutc(it), lambda it: zone().utcoffset(it),
    lambda it: loaded(damaged(pickle.dumps(it, random.randrange(6)))), lambda it: copy.deepcopy(it), lambda it: it.__reduce_ex__(value()), lambda it: it.__setstate__(value()),
    lambda it: type(it)(*it.__reduce__()[1]), lambda it: type(it).__init__(it, value()), lambda it: it.total_seconds(), lambda it: setattr(it, "year", value()), lambda it: type(it).__new__(value(), value()), lambda it: datetime.timezone(it, *random.choice([[], [value()]])), lambda it: time.strftime("%Y", tuple(number() for _ in range(9))), lambda it: time.mktime(tuple(number() for _ in range(9))), lambda it: time.localtime(plain()),
]

# ---- pickle ----------------------------------------------------------------------------------------------------------


def damaged(data):
    data = bytearray(data)
    for _ in range(random.choice([0, 1, 1, 2, 5])):
        where = random.randrange(len(data) + 1)
        data[where : where + random.randrange(3)] = random.choice([b"", b"\xff\xff\xff\xff", random.randbytes(2), b"\0", random.choice(CODES)])
    return bytes(data)


CODES = [code for code in vars(pickle).values() if type(code) is bytes and len(code) == 1]
GIVEN = [len, list, dict, set, print, object, type, getattr, Answers, Raises, Stirs, datetime.datetime, datetime.timezone, collections.OrderedDict, collections.deque, functools.partial, itertools.count, bytearray, complex, io.BytesIO, struct.Struct, ValueError, OSError, property, super, memoryview, range, slice, zip, map, iter, copy.copy, int.from_bytes]


class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        return random.choice([*GIVEN, value(2)])

    def persistent_load(self, identifier):
        if random.random() < 0.2:
            self.memo = random.choice([{}, {0: self}, {-1: 1}, {2**40: 1}, {"a": 1}, value(2)])
        if random.random() < 0.1:
            return self.load()
        return random.choice([identifier, self, value(2)])


class Broken(io.BytesIO):
    def read(self, size=-1):
        return random.choice([super().read, lambda size: value(2), lambda size: b"", lambda size: b"x" * 9])(size) if random.random() < 0.1 else super().read(size)

    def readline(self, size=-1):
        return value(2) if random.random() < 0.1 else super().readline(size)

    def readinto(self, buffer):
        return random.choice([0, -1, 2**62, None, "x", super().readinto(buffer)])

    def write(self, data):
        if random.random() < 0.05:
            stir()
        if random.random() < 0.05:
            raise OSError("on purpose")
        return random.choice([super().write(data), None, -1, 2**70])


def loaded(data):
    reader = Reader(random.choice([io.BytesIO, Broken])(data), buffers=random.choice([None, [b"x", bytearray(b"y"), memoryview(b"z")], iter(()), value(2), itertools.repeat(shared_bytes)]), fix_imports=random.random() < 0.5, encoding=random.choice(["ASCII", "bytes", "latin-1", "utf-16", value(2)]), errors=random.choice(["strict", "ignore", value(2)]))
    result = reader.load()
    if random.random() < 0.2:
        reader.load()
    reader.memo = copy.copy(reader.memo)
    return result


class Reduced:
    def __reduce_ex__(self, protocol):
        if random.random() < 0.3:
            stir()
        return random.choice([
            (Reduced, ()), (Reduced, (), value(2)), (list, ([1],), None, iter([self, 1])), (dict, (), None, None, iter([(1, self)])), (object, (), (None, {"a": 1})), (getattr, (1, "real")), (len, value(2)), value(2), "Reduced", "nothing.there", (copy.copy, (self,)), (type, ("X", (), {})),
            (Reduced, (), {"x": self}, None, None, lambda *a: None), (Reduced, (), None, generator(), shared_dict), (value(2), value(2), value(2), value(2), value(2), value(2)), (pickle.PickleBuffer, (shared_bytes,)), (object.__new__, (Reduced,)), (Reduced.__new__, (int,)), (copyreg__newobj__, (Reduced, 1)),
        ])

    def __setstate__(self, state):
        if random.random() < 0.3:
            raise ValueError("on purpose")
        self.__dict__["s"] = state

    append = extend = lambda self, *a: stir()


copyreg__newobj__ = __import__("copyreg").__newobj__


class Writer(pickle.Pickler):
    def reducer_override(self, thing):
        if random.random() < 0.2:
            self.memo = random.choice([{}, value(2), self.memo])
        if random.random() < 0.05:
            self.clear_memo()
        return NotImplemented if random.random() < 0.7 else random.choice([value(2), (list, (), None, iter(shared_list)), (len, ("a",))])

    def persistent_id(self, thing):
        return None if random.random() < 0.9 else random.choice([value(2), "a\nb", thing])


def pickled():
    things = [value(), Reduced(), [Reduced(), shared_list, shared_dict], moment(), pickle.PickleBuffer(random.choice([shared_bytes, b"x", memoryview(b"abcdef")[::2]])), {1: Reduced()}, lambda: 1, (Reduced(), Reduced()), {Reduced(): 1}, frozenset([Reduced()]), shared_bytes, "x" * 70_000, b"y" * 70_000, type, Reduced, Ellipsis]
    shared_list[:] = [things[0], shared_dict]
    shared_dict.clear()
    shared_dict["l"] = shared_list
    out = random.choice([io.BytesIO, Broken])()
    writer = random.choice([Writer, pickle.Pickler, pickle._Pickler])(out, random.choice([0, 1, 2, 3, 4, 5, 5, -1, value(2)]), buffer_callback=random.choice([None, None, lambda buffer: random.choice([0, 1, stir()])]))
    if random.random() < 0.3:
        writer.dispatch_table = random.choice([{list: lambda it: value(2)}, {type: lambda it: "x"}, value(2), collections.ChainMap()])
    writer.fast = random.random() < 0.05
    for _ in range(random.choice([1, 1, 2])):
        writer.dump(random.choice(things))
    return loaded(random.choice([bytes, damaged])(out.getvalue()))


def program_of_pickle():
    parts = [b"\x80" + bytes([random.randrange(7)])]
    arguments = [b"", b"\0", b"\1", b"\2", b"1\n", b"'a'\n", b"a\nb\n", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\xff" * 8, b"\x7f" * 8, b"\2\0\0\0ab", b"\2ab", b"\0" * 8, b"\1\0\0\0\0\0\0\0x", b"-1\n", b"1L\n", b"nan\n", b"I01\n"]
    for _ in range(random.randrange(30)):
        parts.append(random.choice([b"]", b"}", b"(", b"N", b"K\1", b"C\1x", b"\x8c\1a", b"\x94", b"0", b"q\0", b"h\0", b"cbuiltins\nlist\n", b"\x8c\1a\x8c\1b\x93", b"\x97", b"\x98", b"\x8f", b"\x96\1\0\0\0\0\0\0\0x", random.choice(CODES) + random.choice(arguments)]))
    parts.append(random.choice([b".", b"", b"b.", b"R.", b"\x81.", b"e.", b"u.", b"\x90.", b"\x92."]))
    return loaded(b"".join(parts))


# ---- compression, tables, files --------------------------------------------------------------------------------------


def stream():
    kind = random.randrange(10)
    data = random.choice(PLAIN)
    options = {random.choice(list(zstd.CompressionParameter)): random.choice([0, 1, 3, 9, -7])}
    dictionary = zstd.ZstdDict(b"dictionary of text " * 4, is_raw=True)
    return random.choice([
        lambda: zstd.ZstdCompressor(level=random.choice([1, 3, 22, -5, value(2)])), lambda: zstd.ZstdCompressor(options=options, zstd_dict=random.choice([None, dictionary, dictionary.as_prefix, dictionary.as_undigested_dict, (dictionary, number()), value(2)])), lambda: zstd.ZstdDecompressor(zstd_dict=random.choice([None, dictionary, dictionary.as_prefix, value(2)]), options=random.choice([None, {100: 10}, value(2)])), lambda: zstd.ZstdFile(random.choice([Broken(zstd.compress(data)), io.BytesIO(zstd.compress(data) * 2), value(2)]), random.choice(["r", "w", "rb", "x", value(2)])),
        lambda: zlib.compressobj(random.choice([-1, 0, 9, 99]), 8, random.choice([15, -15, 31, 9, 8, 47]), random.choice([1, 9, 8]), random.choice([0, 1, 4]), *random.choice([[], [b"dictionary"]])), lambda: zlib.decompressobj(random.choice([15, -15, 31, 47, 0]), *random.choice([[], [b"dictionary"]])), lambda: bz2.BZ2Compressor(random.choice([1, 9, 0, value(2)])), lambda: bz2.BZ2Decompressor(), lambda: lzma.LZMACompressor(random.choice([1, 2, 3])), lambda: lzma.LZMADecompressor(random.choice([0, 1, 2])),
        lambda: bz2.BZ2File(Broken(bz2.compress(data))), lambda: lzma.LZMAFile(Broken(lzma.compress(data))),
    ])()


def packed():
    data = random.choice(PLAIN)
    data = random.choice([zstd.compress, zlib.compress, bz2.compress, lzma.compress])(data) + random.choice([b"", b"", b"rest"])
    return random.choice([data, data, damaged(data), data[:20], data[20:], memoryview(data)[::-1], bytearray(data), shared_bytes, value(2)])


USES_OF_STREAMS = [
    lambda it: it.compress(random.choice([*PLAIN, value(2)])), lambda it: it.compress(random.choice(PLAIN), random.choice([0, 1, 2, 3, value(2)])), lambda it: it.flush(), lambda it: it.flush(random.choice([0, 1, 2, 3, 4, value(2)])), lambda it: it.decompress(packed()), lambda it: it.decompress(packed(), random.choice([-1, 0, 1, 10, 10**9, value(2)])), lambda it: it.decompress(packed(), max_length=random.choice([0, 1, 100])),
    lambda it: (it.unused_data, it.eof, it.needs_input), lambda it: it.unconsumed_tail, lambda it: it.copy(), lambda it: copy.deepcopy(it), lambda it: it.set_pledged_input_size(number()), lambda it: it.last_mode, lambda it: it.read(random.choice([-1, 0, 5, 10**6, value(2)])), lambda it: it.read1(number()), lambda it: it.readline(number()), lambda it: it.seek(number(), random.choice([0, 1, 2, 9])), lambda it: it.tell(), lambda it: it.write(random.choice(PLAIN)), lambda it: it.peek(number()), lambda it: it.close(), lambda it: it.readinto(bytearray(9)), lambda it: it.__init__(value(2)), lambda it: list(itertools.islice(it, 5)),
]


def lines():
    for _ in range(random.randrange(6)):
        if random.random() < 0.1:
            stir()
        yield random.choice(["a,b\n", '"a,\n', 'b"', "\0", "x" * 140_000, "", "\r", "\ud800", '""",""', "a\\", value(2)])


class Dialect:
    delimiter = property(lambda self: random.choice([",", "", "ab", "é", 5, None, "\n", value(2)]))
    quotechar = property(lambda self: random.choice(['"', None, ",", "", value(2)]))
    escapechar = property(lambda self: random.choice([None, "\\", '"', value(2)]))
    quoting = property(lambda self: random.choice([0, 1, 2, 3, 4, 5, 9, value(2)]))
    lineterminator = property(lambda self: random.choice(["\n", "", None, "x" * 9]))
    strict = doublequote = skipinitialspace = property(lambda self: random.choice([True, False, value(2)]))


class Sink:
    def write(self, text):
        if random.random() < 0.2:
            stir()
        return random.choice([len(text), None, value(2)])


def table():
    csv.field_size_limit(random.choice([131072, 131072, 5, 0, -1, 2**62]))
    options = {name: random.choice([",", ";", '"', "\\", None, " ", "\n", "é", 0, 1, 2, 3, True, value(2)]) for name in random.sample(["delimiter", "quotechar", "escapechar", "quoting", "lineterminator", "strict", "doublequote", "skipinitialspace"], random.randrange(3))}
    dialect = random.choice([[], ["excel"], [Dialect()], [Dialect], [value(2)]])
    if random.random() < 0.5:
        return csv.reader(random.choice([lines(), shared_list, value()]), *dialect, **options)
    return csv.writer(random.choice([Sink(), io.StringIO(), value(2)]), *dialect, **options)


USES_OF_TABLES = [lambda it: next(it), lambda it: list(itertools.islice(it, 9)), lambda it: it.writerow(random.choice([value(), ["a", None, 1.5, "x,y\n\"", Stirs(), Answers()], shared_list, lines()])), lambda it: it.writerows(random.choice([[shared_list, shared_dict, "ab"], lines(), value()])), lambda it: it.line_num, lambda it: it.dialect.delimiter, lambda it: csv.register_dialect(random.choice(["own", value(2)]), it.dialect), lambda it: csv.reader(["a"], it.dialect), lambda it: copy.copy(it), lambda it: csv.unregister_dialect("own")]


class Raw(io.RawIOBase):
    def readable(self):
        return True

    writable = seekable = readable

    def readinto(self, buffer):
        if random.random() < 0.1:
            stir()
        kept.append(buffer)
        return random.choice([None, 0, 1, len(buffer), len(buffer) + 1, -1, 2**62, "x", value(2)])

    def write(self, data):
        kept.append(data)
        return random.choice([None, 0, 1, len(data), len(data) + 1, -1, 2**62, "x", value(2)])

    def seek(self, where, whence=0):
        return random.choice([where, 0, -1, 2**62, None, value(2)])

    def tell(self):
        return random.choice([0, 5, -1, 2**62, None, value(2)])

    def truncate(self, size=None):
        return value(2)

    def close(self):
        if random.random() < 0.1:
            raise OSError("on purpose")
        super().close()


kept = collections.deque(maxlen=4)


class Decoder:
    def decode(self, data, final=False):
        return random.choice(["x", "", "\r", "a\n" * 50, None, value(2)])

    def getstate(self):
        return random.choice([(b"", 0), (b"abc", 1), (b"", 2**70), None, value(2)])

    def setstate(self, state):
        pass

    reset = setstate


def file():
    size = random.choice([1, 2, 16, 8192, 0, -1])
    return random.choice([
        lambda: io.BufferedReader(Raw(), size), lambda: io.BufferedWriter(Raw(), size), lambda: io.BufferedRandom(Raw(), size), lambda: io.BufferedRWPair(Raw(), Raw(), size), lambda: io.TextIOWrapper(Raw(), random.choice(["utf-8", "utf-16", "ascii", "nonsense"]), random.choice(["strict", "replace"]), random.choice([None, "", "\r\n"])), lambda: io.TextIOWrapper(io.BufferedRandom(Broken(b"text\r\n" * 30), 16), "utf-16", "ignore", write_through=random.random() < 0.5), lambda: io.TextIOWrapper(Broken(b"abc\n" * 9)), lambda: io.BytesIO(random.choice(PLAIN)), lambda: io.StringIO("a\r\nb\n\ud800", random.choice([None, "", "\r"])),
        lambda: io.IncrementalNewlineDecoder(random.choice([None, Decoder()]), random.random() < 0.5), lambda: mmap.mmap(-1, random.choice([1, 10, 5000, 4096])),
    ])()


USES_OF_FILES = [
    lambda it: it.read(random.choice([-1, 0, 1, 5, 10**5, None, value(2)])), lambda it: it.read1(random.choice([-1, 0, 9])), lambda it: it.readline(random.choice([-1, 0, 3, value(2)])), lambda it: it.readinto(random.choice([bytearray(9), shared_bytes, memoryview(bytearray(8))[::2], value(2)])), lambda it: it.readlines(number()), lambda it: it.peek(number()), lambda it: it.write(random.choice(["x\n", "é" * 9000, b"abc", shared_bytes, value(2)])), lambda it: it.writelines(random.choice([lines(), shared_list, [b"a", b"b"]])),
    lambda it: it.seek(random.choice([number(), 2**80]), random.choice([0, 1, 2, 3])), lambda it: it.tell(), lambda it: it.seek(it.tell()), lambda it: it.truncate(random.choice([None, 0, 100, -1, 2**62])), lambda it: it.flush(), lambda it: it.close(), lambda it: it.detach(), lambda it: it.getbuffer(), lambda it: kept.append(it.getbuffer()), lambda it: kept.clear(), lambda it: it.getvalue(), lambda it: it.__setstate__(value()), lambda it: it.__init__(value(2)), lambda it: list(itertools.islice(it, 3)), lambda it: it.reconfigure(encoding=random.choice(["ascii", value(2)]), newline=random.choice(["", value(2)])), lambda it: it.decode(random.choice(["a\r", "\r\n", b"x", value(2)]), random.random() < 0.5), lambda it: it.setstate(random.choice([(b"", 1), value(2)])), lambda it: it.raw.close(),
    # A map of memory.
    lambda it: it[slice(value(2), value(2), value(2))], lambda it: it.__setitem__(slice(number(), number(), random.choice([None, 1, -1, 3])), random.choice(PLAIN)), lambda it: it[number()], lambda it: it.__setitem__(number(), value(2)), lambda it: it.resize(number()), lambda it: it.move(number(), number(), number()), lambda it: it.find(random.choice(PLAIN), number(), number()), lambda it: it.rfind(b"a", number()), lambda it: kept.append(memoryview(it)), lambda it: it.madvise(number(), number(), number()), lambda it: it.size(), lambda it: it.flush(number(), number()), lambda it: it.read_byte(), lambda it: it.write_byte(number()), lambda it: it.seek(number()), lambda it: re.findall(b"a", it), lambda it: struct.unpack_from("<q", it, number()), lambda it: kept[0].release(), lambda it: bytes(kept[0]),
]


# ---- what asks back, interpreters ------------------------------------------------------------------------------------


def asking_back():
    holder = []

    def again(*arguments):
        if random.random() < 0.3:
            stir()
        return random.choice([lambda: next(holder[0]), lambda: holder[0].clear(), lambda: holder[0].append(1), lambda: list(itertools.islice(holder[0], 3)), lambda: 1, lambda: random.choice(ANSWERS)])()

    class Endless:
        def __iter__(self):
            return self

        def __next__(self):
            return again()

    holder.append(random.choice([
        lambda: map(again, itertools.count()), lambda: filter(again, itertools.count()), lambda: itertools.groupby(itertools.count(), again), lambda: itertools.accumulate(itertools.count(), again), lambda: itertools.tee(Endless())[0], lambda: zip(Endless(), Endless()), lambda: itertools.chain.from_iterable(Endless()), lambda: itertools.cycle(Endless()), lambda: itertools.batched(Endless(), 3), lambda: itertools.pairwise(Endless()), lambda: itertools.islice(Endless(), 5), lambda: itertools.zip_longest(Endless(), Endless()), lambda: itertools.product(shared_list, repeat=2), lambda: enumerate(Endless()), lambda: iter(again, 5), lambda: itertools.takewhile(again, itertools.count()), lambda: itertools.compress(Endless(), Endless()), lambda: itertools.starmap(again, Endless()),
        lambda: collections.deque([Stirs(), Answers(), 1], random.choice([None, 3])), lambda: collections.OrderedDict({1: Stirs(), 2: 3}), lambda: functools.lru_cache(random.choice([None, 0, 1, 2]))(again), lambda: collections.defaultdict(again, a=1),
    ])())
    return holder[0]


USES_OF_ASKING_BACK = [lambda it: next(it), lambda it: list(itertools.islice(it, 4)), lambda it: it(value(2)), lambda it: it(1), lambda it: it.cache_clear(), lambda it: copy.copy(it), lambda it: it.append(Stirs()), lambda it: it.remove(Answers()), lambda it: it.index(Stirs()), lambda it: it.rotate(number()), lambda it: it == collections.deque([Stirs()]), lambda it: it.extend(it), lambda it: it[value(2)], lambda it: it.move_to_end(random.choice([1, 2, value(2)])), lambda it: it.popitem(), lambda it: it.update(asking_back()), lambda it: [it.clear() for _ in it], lambda it: it.insert(number(), 1), lambda it: sorted(it, key=lambda x: stir()) if hasattr(it, "__len__") else None, lambda it: json.dumps(it, default=lambda x: value(2)), lambda it: pickle.dumps(it), lambda it: it.pop(value(2))]

made_queues = []


def queue():
    queue = random.choice([lambda: interpreters.create_queue(random.choice([0, 1, 3, number(), value(2)])), lambda: interpreters.Queue(number()), lambda: random.choice(made_queues)])()
    if len(made_queues) < 5:
        made_queues.append(queue)
    return queue


USES_OF_QUEUES = [lambda it: it.put_nowait(value()), lambda it: it.put(random.choice([shared_list, (1, "a"), memoryview(shared_bytes), it, Stirs()]), timeout=0.01), lambda it: it.get_nowait(), lambda it: it.get(timeout=random.choice([0, 0.01, -1, "x", []])), lambda it: it.qsize(), lambda it: (it.empty(), it.full(), it.maxsize), lambda it: pickle.loads(pickle.dumps(it)), lambda it: random.choice([queues.destroy, queues.get, queues.bind, queues.release, queues.get_count, queues.is_full, queues.get_maxsize, queues.get_queue_defaults])(random.choice([it.id, number(), value(2)])), lambda it: queues.put(it.id, value(), random.choice([0, 1, 2, 3, value(2)])), lambda it: queues.create(number(), number()), lambda it: queues.list_all(), lambda it: (hash(it), repr(it), it == it)]


def interpreter():
    return random.choice([interpreters.create, interpreters.create, interpreters.get_current, interpreters.get_main, lambda: interpreters.Interpreter(number())])()


USES_OF_INTERPRETERS = [lambda it: it.exec(random.choice(["x = 1", "1 / 0", "x =", "import _interpreters as i; i.destroy(i.get_current()[0])", "raise SystemExit(3)", "\0", "def f(): return f()\nf()", "__builtins__.clear()", "import sys; sys.modules.clear()", value(2)])), lambda it: it.call(random.choice([len, generator, lambda: shared_list, value, print, value(2)]), *random.choice([[], [value()], [shared_list]])), lambda it: it.prepare_main(**{"x": value()}), lambda it: it.prepare_main(value()), lambda it: it.close() if it.id > 0 else None, lambda it: it.is_running(), lambda it: copy.copy(it), lambda it: pickle.dumps(it), lambda it: it.whence, lambda it: interpreters.list_all()]

KINDS = {"moment": (moment, USES_OF_MOMENTS), "stream": (stream, USES_OF_STREAMS), "table": (table, USES_OF_TABLES), "file": (file, USES_OF_FILES), "asking back": (asking_back, USES_OF_ASKING_BACK), "queue": (queue, USES_OF_QUEUES), "pickled": (pickled, USES_OF_MOMENTS[:8]), "program of pickle": (program_of_pickle, USES_OF_MOMENTS[:3])}
NAMES_OF_KINDS = [*KINDS, "moment", "moment", "pickled", "program of pickle"]
for turn in range(COUNT * 12):
    if turn % 100 == 50:
        made, uses = interpreter, USES_OF_INTERPRETERS
        name = "interpreter"
    else:
        name = random.choice(NAMES_OF_KINDS)
        made, uses = KINDS[name]
    thing = call(name, made, ())
    if thing is not None:
        sequence(name, thing, uses)
print("the end", flush=True)
