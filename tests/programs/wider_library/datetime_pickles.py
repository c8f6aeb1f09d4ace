# datetime: pickles, byte for byte those of CPython, of Python 2 too, and what is no pickle.
import copy
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo


def tried(function):
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


zone = timezone(timedelta(hours=1), "CET")
values = [
    date(2009, 4, 19), time(3, 4, 5, 678901), datetime(2009, 4, 19, 3, 4, 5, 678901), timedelta(-1, 2, 3), UTC, zone,
    time(3, 4, tzinfo=UTC, fold=1), datetime(2009, 4, 19, 3, tzinfo=zone, fold=1),
]
for value in values:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        data = pickle.dumps(value, protocol)
        back = pickle.loads(data)
        assert back == value and type(back) is type(value), value
        assert getattr(back, "fold", 0) == (getattr(value, "fold", 0) if protocol > 3 else 0)
    print(data)
    assert copy.copy(value) == value == copy.deepcopy(value)
# expect: b'\x80\x05\x95 \x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\x04date\x94\x93\x94C\x04\x07\xd9\x04\x13\x94\x85\x94R\x94.'
# expect: b'\x80\x05\x95"\x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\x04time\x94\x93\x94C\x06\x03\x04\x05\n[\xf5\x94\x85\x94R\x94.'
# expect: b'\x80\x05\x95*\x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\x08datetime\x94\x93\x94C\n\x07\xd9\x04\x13\x03\x04\x05\n[\xf5\x94\x85\x94R\x94.'
# expect: b"\x80\x05\x95'\x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\ttimedelta\x94\x93\x94J\xff\xff\xff\xffK\x02K\x03\x87\x94R\x94."
# expect: b'\x80\x05\x957\x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\x08timezone\x94\x93\x94h\x00\x8c\ttimedelta\x94\x93\x94K\x00K\x00K\x00\x87\x94R\x94\x85\x94R\x94.'
# expect: b'\x80\x05\x95>\x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\x08timezone\x94\x93\x94h\x00\x8c\ttimedelta\x94\x93\x94K\x00M\x10\x0eK\x00\x87\x94R\x94\x8c\x03CET\x94\x86\x94R\x94.'
# expect: b'\x80\x05\x95O\x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\x04time\x94\x93\x94C\x06\x83\x04\x00\x00\x00\x00\x94h\x00\x8c\x08timezone\x94\x93\x94h\x00\x8c\ttimedelta\x94\x93\x94K\x00K\x00K\x00\x87\x94R\x94\x85\x94R\x94\x86\x94R\x94.'
# expect: b'\x80\x05\x95^\x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\x08datetime\x94\x93\x94C\n\x07\xd9\x84\x13\x03\x00\x00\x00\x00\x00\x94h\x00\x8c\x08timezone\x94\x93\x94h\x00\x8c\ttimedelta\x94\x93\x94K\x00M\x10\x0eK\x00\x87\x94R\x94\x8c\x03CET\x94\x86\x94R\x94\x86\x94R\x94.'
print(pickle.dumps(values[0], 0), pickle.dumps(values[2], 2))
# expect: b'cdatetime\ndate\np0\n(c_codecs\nencode\np1\n(V\x07\xd9\x04\x13\np2\nVlatin1\np3\ntp4\nRp5\ntp6\nRp7\n.' b'\x80\x02cdatetime\ndatetime\nq\x00c_codecs\nencode\nq\x01X\x0c\x00\x00\x00\x07\xc3\x99\x04\x13\x03\x04\x05\n[\xc3\xb5q\x02X\x06\x00\x00\x00latin1q\x03\x86q\x04Rq\x05\x85q\x06Rq\x07.'
print(pickle.loads(pickle.dumps(UTC)) is UTC, date(2009, 4, 19).__reduce__(), values[-1].__reduce_ex__(4), values[-1].__reduce_ex__(3))
# expect: True (<class 'datetime.date'>, (b'\x07\xd9\x04\x13',)) (<class 'datetime.datetime'>, (b'\x07\xd9\x84\x13\x03\x00\x00\x00\x00\x00', datetime.timezone(datetime.timedelta(seconds=3600), 'CET'))) (<class 'datetime.datetime'>, (b'\x07\xd9\x04\x13\x03\x00\x00\x00\x00\x00', datetime.timezone(datetime.timedelta(seconds=3600), 'CET')))
print(date(2020, 1, 1).isocalendar().__reduce__(), pickle.loads(pickle.dumps(date(2020, 1, 1).isocalendar())))
# expect: (<class 'tuple'>, ((2020, 1, 3),)) (2020, 1, 3)

# What Python 2 has written has str for bytes.
for data in (
    b"cdatetime\ndate\n(S'\\x07\\xd9\\x04\\x13'\ntR.", b"cdatetime\ntime\n(S'\\x03\\x04\\x05\\n\\x5b\\xf5'\ntR.",
    b"cdatetime\ndatetime\n(S'\\x07\\xd9\\x04\\x13\\x03\\x04\\x05\\n\\x5b\\xf5'\ntR.", b"cdatetime\ntimedelta\n(I1\nI2\nI3\ntR.",
):
    print(tried(lambda: pickle.loads(data, encoding="latin1")), tried(lambda: pickle.loads(data, encoding="bytes")))
# expect: datetime.date(2009, 4, 19) datetime.date(2009, 4, 19)
# expect: datetime.time(3, 4, 5, 678901) datetime.time(3, 4, 5, 678901)
# expect: datetime.datetime(2009, 4, 19, 3, 4, 5, 678901) datetime.datetime(2009, 4, 19, 3, 4, 5, 678901)
# expect: datetime.timedelta(days=1, seconds=2, microseconds=3) datetime.timedelta(days=1, seconds=2, microseconds=3)
print(tried(lambda: date("\u07d9\x01\x01\x01")), tried(lambda: time("\x01\x01\x01\x01\x01\u1234")))
# expect: ValueError: Failed to encode latin1 string when unpickling a date object. pickle.load(data, encoding='latin1') is assumed. ValueError: Failed to encode latin1 string when unpickling a time object. pickle.load(data, encoding='latin1') is assumed.
print(tried(lambda: datetime("\x07\xd9\x04\x13\x03\x04\x05\n\x5b\u0100")))
# expect: ValueError: Failed to encode latin1 string when unpickling a datetime object. pickle.load(data, encoding='latin1') is assumed.

# What is not of the length, or has no month, is an argument like any other.
for wrong in (
    lambda: date(b"\x07\xd9\x0d\x13"), lambda: date(b"abc"), lambda: time(b"\x18\x00\x00\x00\x00\x00"), lambda: datetime(b"1995-03-25"),
    lambda: time(b"\x01\x02\x03\x04\x05\x06", 5), lambda: datetime(b"\x07\xd9\x04\x13\x03\x04\x05\n\x5b\xf5", "UTC"), lambda: date("2009"),
):
    print(tried(wrong))
# expect: TypeError: 'bytes' object cannot be interpreted as an integer
# expect: TypeError: 'bytes' object cannot be interpreted as an integer
# expect: TypeError: 'bytes' object cannot be interpreted as an integer
# expect: TypeError: 'bytes' object cannot be interpreted as an integer
# expect: TypeError: bad tzinfo state arg
# expect: TypeError: bad tzinfo state arg
# expect: TypeError: 'str' object cannot be interpreted as an integer


class Zone(tzinfo):
    def __init__(self, hours=0):
        self.hours = hours

    def utcoffset(self, dt):
        return timedelta(hours=self.hours)

    def __eq__(self, other):
        return isinstance(other, Zone) and self.hours == other.hours

    __hash__ = None


class WithArguments(Zone):
    def __getinitargs__(self):
        return (self.hours,)


class Noted(datetime):
    pass


for kind in (Zone, WithArguments):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(Noted(2009, 4, 19, tzinfo=kind(5)), protocol))
        assert type(back) is Noted and type(back.tzinfo) is kind and back.utcoffset() == timedelta(hours=5)
    print(kind(5).__reduce__()[1:], copy.deepcopy(kind(3)) == kind(3), back.tzinfo.hours)
# expect: ((), {'hours': 5}) True 5
# expect: ((5,), {'hours': 5}) True 5
