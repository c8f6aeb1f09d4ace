# json.loads of texts, right and wrong.
import json

print(json.loads('{"a": [1, 2.5, null, true, false], "b": {"c": "text"}}'))
# expect: {'a': [1, 2.5, None, True, False], 'b': {'c': 'text'}}
print(json.loads(" [1 , 2 ] \n"), json.loads('"x"'), json.loads("5"))  # expect: [1, 2] x 5
print(json.loads(r'"\u00e9\n\t\"\\\/\ud83d\ude00"'), json.loads("1e3"))
# expect: é
# expect: 	"\/😀 1000.0
print(json.loads("-0"), json.loads("1E-2"))  # expect: 0 0.01
print(json.loads("12345678901234567890"))  # expect: 12345678901234567890
print(json.loads("[]"), json.loads("{}"), json.loads('{"a": 1, "a": 2}'))  # expect: [] {} {'a': 2}
print(json.loads("NaN") != 1, json.loads("-Infinity"), json.loads(b'"b"'))  # expect: True -inf b
wrong = ["01", "1.", "tru", '"\\x"', "[1] 2", '{"a": }', "+1", '"\t"']
for bad in ["", "{", "[1,]", "{'a': 1}", '{"a" 1}', "[1 2]", '"open'] + wrong:
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), e.pos)
# expect: '' 0
# expect: '{' 1
# expect: '[1,]' 2
# expect: "{'a': 1}" 1
# expect: '{"a" 1}' 5
# expect: '[1 2]' 3
# expect: '"open' 0
# expect: '01' 1
# expect: '1.' 1
# expect: 'tru' 0
# expect: '"\\x"' 1
# expect: '[1] 2' 4
# expect: '{"a": }' 6
# expect: '+1' 0
# expect: '"\t"' 1
print(json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: s + "!"))  # expect: ['1.5', '2!']
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: list(d)))  # expect: ['a']
print(json.loads('{"a": 1, "b": 2}', object_pairs_hook=tuple))  # expect: (('a', 1), ('b', 2))
data = {"nested": [{"n": n, "s": str(n) * n} for n in range(50)], "text": "ü" * 100}
print(json.loads(json.dumps(data)) == data)  # expect: True
print(json.loads(json.dumps(data, indent=4)) == data)  # expect: True
try:
    json.loads("[" * 100000)
except RecursionError:
    print("RecursionError")  # expect: RecursionError
