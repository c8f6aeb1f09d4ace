# json: what is read and written by native code says the same as what is not.
import enum
import json
from collections import OrderedDict, UserDict
from json import decoder, encoder, scanner


class Number(enum.IntEnum):
    ONE = 1


class Ratio(float):
    def __repr__(self):
        return "ratio"


class Text(str):
    pass


class Items(dict):
    def items(self):
        return [("other", 1)]


value = {
    "text": 'quotes " \\ / \b\f\n\r\t \x00 \x7f ä € \U0001f40d \ud800 \udc00 end',
    Text("key"): [Text("value"), Number.ONE, Ratio(0.5), 10**30, -0.0, 1e400, float("-inf")],
    1: (), 2.5: {}, True: None, None: False, float("nan"): True, Number.ONE: 0,
    "nested": [[[]], [{}], {"a": [1, {"b": 2}]}],
    "ordered": OrderedDict(b=1, a=2), "items": Items(a=1),
}
for options in (
    {}, {"ensure_ascii": False}, {"indent": 2}, {"indent": "\t", "separators": (",", " : ")}, {"indent": 0},
    {"check_circular": False}, {"separators": (",", ":")},
):
    quick = json.dumps(value, **options)
    slow = "".join(json.JSONEncoder(**options).iterencode(value))
    print(quick == slow, len(quick))
print(json.dumps({"b": 1, "a": [1, 2]}, sort_keys=True, indent=1))
print(json.dumps([{1, 2}, 3j], default=str), json.dumps({(1,): 2, "x": 3, b"": 0}, skipkeys=True))


def attempt(call, *arguments, **options):
    try:
        print(call(*arguments, **options))
    except Exception as e:
        print(type(e).__name__, e)


circle = []
circle.append([circle])
loop = {}
loop["loop"] = {"again": loop}
deep = []
for _ in range(100000):
    deep = [deep]
attempt(json.dumps, circle)
attempt(json.dumps, loop)
attempt(json.dumps, {"a": [1, {"b": object}]})
attempt(json.dumps, [float("nan")], allow_nan=False)
attempt(json.dumps, {float("inf"): 1}, allow_nan=False)
attempt(json.dumps, {(1,): 2})
attempt(json.dumps, {"a": 1, 2: 3}, sort_keys=True)
attempt(json.dumps, [UserDict()])
attempt(lambda: json.JSONEncoder(default=lambda value: [value]).encode(1j))
for nest in (json.dumps, lambda value: json.loads("[" * 100000), lambda value: json.loads('{"a":' * 100000)):
    try:
        nest(deep)
    except RecursionError:
        print("RecursionError")
while deep:
    deep = deep.pop()

TEXTS = [
    '{"a": [1, -2.5e3, 0, -0, 1E5, 12345678901234567890123, true, false, null], "b": {}, "c": []}',
    ' [NaN, Infinity, -Infinity] ', '"\\ud83d\\udc0d \\ud800 \\u00e4 \\"\\\\\\/\\b\\f\\n\\r\\t"', '"ä€\U0001f40d"',
    '{"k": 1, "k": 2}', "1", "-1.5", '""', "[]", "{}",
    "", " ", "[", "[1", "[1,", "[1,]", "[1 2]", "[,]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{a:1}",
    '{"a" 1}', '{"a":1 "b":2}', "{1:2}", "01", "-", "1.", "1e", ".5", "+1", "tru", "nul", "Na", "-Inf", '"', '"a', '"\\', '"\\x"',
    '"\\u12"', '"\\u123x"', '"\t"', '"ä\\q"', '["ä", x]', "[1] 2", "\ufeff[]", "'a'", "\x0b1",
]
python = json.JSONDecoder()
python.parse_string = decoder.py_scanstring
python.scan_once = scanner.py_make_scanner(python)


def read(with_decoder, text):
    try:
        return repr(with_decoder.decode(text))
    except ValueError as e:
        return f"{type(e).__name__} {e}"


for text in TEXTS:
    quick, slow = read(json.JSONDecoder(), text), read(python, text)
    print(quick == slow, ascii(quick))
for hooks in (
    {"object_hook": lambda pairs: sorted(pairs)}, {"object_pairs_hook": lambda pairs: pairs}, {"parse_float": str},
    {"parse_int": lambda text: -int(text)}, {"parse_constant": lambda name: name.lower()},
    {"object_hook": len, "object_pairs_hook": list}, {"strict": False},
):
    print(json.loads('{"b": [1.5, 2, NaN], "a": {"x": "y%s"}}' % ("" if "strict" not in hooks else "\n"), **hooks))
keys = json.loads('[{"key": 1}, {"key": 2}]')
print(next(iter(keys[0])) is next(iter(keys[1])))
scan = json.JSONDecoder().scan_once
print(scan("xx[1, 2]yy", 2), scan.strict, scan.parse_int is int, scan.object_hook)
attempt(scan, "[]", -1)
attempt(scan, "[]", 5)
attempt(scan, b"[]", 0)
attempt(json.loads, "1" * 5000)
attempt(encoder.c_make_encoder, 1, 2, 3, 4, 5, 6, 7, 8, 9)
attempt(encoder.encode_basestring_ascii, 5)
attempt(decoder.scanstring, '"abc', 1)
attempt(decoder.scanstring, "abc", 50)
# expect: True 327
# expect: True 291
# expect: True 495
# expect: True 435
# expect: True 347
# expect: True 327
# expect: True 295
# expect: {
# expect:  "a": [
# expect:   1,
# expect:   2
# expect:  ],
# expect:  "b": 1
# expect: }
# expect: ["{1, 2}", "3j"] {"x": 3}
# expect: ValueError Circular reference detected
# expect: ValueError Circular reference detected
# expect: TypeError Object of type type is not JSON serializable
# expect: ValueError Out of range float values are not JSON compliant: nan
# expect: ValueError Out of range float values are not JSON compliant: inf
# expect: TypeError keys must be str, int, float, bool or None, not tuple
# expect: TypeError '<' not supported between instances of 'int' and 'str'
# expect: TypeError Object of type UserDict is not JSON serializable
# expect: ValueError Circular reference detected
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: True "{'a': [1, -2500.0, 0, 0, 100000.0, 12345678901234567890123, True, False, None], 'b': {}, 'c': []}"
# expect: True '[nan, inf, -inf]'
# expect: True '\'\U0001f40d \\ud800 \xe4 "\\\\/\\x08\\x0c\\n\\r\\t\''
# expect: True "'\xe4\u20ac\U0001f40d'"
# expect: True "{'k': 2}"
# expect: True '1'
# expect: True '-1.5'
# expect: True "''"
# expect: True '[]'
# expect: True '{}'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 2 (char 1)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 2 (char 1)'
# expect: True "JSONDecodeError Expecting ',' delimiter: line 1 column 3 (char 2)"
# expect: True 'JSONDecodeError Expecting value: line 1 column 4 (char 3)'
# expect: True 'JSONDecodeError Illegal trailing comma before end of array: line 1 column 3 (char 2)'
# expect: True "JSONDecodeError Expecting ',' delimiter: line 1 column 4 (char 3)"
# expect: True 'JSONDecodeError Expecting value: line 1 column 2 (char 1)'
# expect: True 'JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'
# expect: True "JSONDecodeError Expecting ':' delimiter: line 1 column 5 (char 4)"
# expect: True 'JSONDecodeError Expecting value: line 1 column 6 (char 5)'
# expect: True "JSONDecodeError Expecting ',' delimiter: line 1 column 7 (char 6)"
# expect: True 'JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 8 (char 7)'
# expect: True 'JSONDecodeError Illegal trailing comma before end of object: line 1 column 7 (char 6)'
# expect: True 'JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'
# expect: True "JSONDecodeError Expecting ':' delimiter: line 1 column 6 (char 5)"
# expect: True "JSONDecodeError Expecting ',' delimiter: line 1 column 8 (char 7)"
# expect: True 'JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'
# expect: True 'JSONDecodeError Extra data: line 1 column 2 (char 1)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Extra data: line 1 column 2 (char 1)'
# expect: True 'JSONDecodeError Extra data: line 1 column 2 (char 1)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Unterminated string starting at: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Unterminated string starting at: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Unterminated string starting at: line 1 column 1 (char 0)'
# expect: False 'JSONDecodeError Invalid \\escape: line 1 column 2 (char 1)'
# expect: True 'JSONDecodeError Invalid \\uXXXX escape: line 1 column 3 (char 2)'
# expect: True 'JSONDecodeError Invalid \\uXXXX escape: line 1 column 3 (char 2)'
# expect: False 'JSONDecodeError Invalid control character at: line 1 column 2 (char 1)'
# expect: False 'JSONDecodeError Invalid \\escape: line 1 column 3 (char 2)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 7 (char 6)'
# expect: True 'JSONDecodeError Extra data: line 1 column 5 (char 4)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: True 'JSONDecodeError Expecting value: line 1 column 1 (char 0)'
# expect: ['a', 'b']
# expect: [('b', [1.5, 2, nan]), ('a', [('x', 'y')])]
# expect: {'b': ['1.5', 2, nan], 'a': {'x': 'y'}}
# expect: {'b': [1.5, -2, nan], 'a': {'x': 'y'}}
# expect: {'b': [1.5, 2, 'nan'], 'a': {'x': 'y'}}
# expect: [('b', [1.5, 2, nan]), ('a', [('x', 'y')])]
# expect: {'b': [1.5, 2, nan], 'a': {'x': 'y\n'}}
# expect: True
# expect: ([1, 2], 8) True True None
# expect: ValueError idx cannot be negative
# expect: StopIteration 5
# expect: TypeError first argument must be a string, not bytes
# expect: ValueError Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit
# expect: TypeError make_encoder() argument 5 must be str, not int
# expect: TypeError first argument must be a string, not int
# expect: JSONDecodeError Unterminated string starting at: line 1 column 1 (char 0)
# expect: ValueError end is out of bounds
