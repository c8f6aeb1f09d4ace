# json.dumps of everything it can, and of what it cannot.
import json

print(json.dumps({"a": [1, 2.5, None, True, False], "b": {"c": "text"}, "e": []}))
# expect: {"a": [1, 2.5, null, true, false], "b": {"c": "text"}, "e": []}
print(json.dumps('é\n\t"\\/\u2028😀'))  # expect: "\u00e9\n\t\"\\/\u2028\ud83d\ude00"
print(json.dumps("é😀", ensure_ascii=False))  # expect: "é😀"
print(json.dumps(""), json.dumps("\x00\x1f\x7f"))  # expect: "" "\u0000\u001f\u007f"
print(json.dumps([1, [2, {"k": 3}]], indent=2))
# expect: [
# expect:   1,
# expect:   [
# expect:     2,
# expect:     {
# expect:       "k": 3
# expect:     }
# expect:   ]
# expect: ]
print(json.dumps({"b": 1, "a": 2}, sort_keys=True))  # expect: {"a": 2, "b": 1}
print(json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps({}, indent=2))  # expect: [1,{"a":2}] {}
print(json.dumps({1: "int", None: 2, True: 3, 2.5: 4}))  # expect: {"1": 3, "null": 2, "2.5": 4}
print(json.dumps((1, 2)))  # expect: [1, 2]
print(json.dumps(1e100))  # expect: 1e+100
print(json.dumps(10**30), json.dumps(-0.0))  # expect: 1000000000000000000000000000000 -0.0
print(json.dumps([float("inf"), -float("inf"), float("nan")]))  # expect: [Infinity, -Infinity, NaN]
print(json.dumps({(1, 2): 3, "k": 1}, skipkeys=True))  # expect: {"k": 1}
a = []
a.append(a)
for bad in (
    lambda: json.dumps({1, 2}),
    lambda: json.dumps(object()),
    lambda: json.dumps({(1,): 2}),
    lambda: json.dumps(a),
    lambda: json.dumps(float("nan"), allow_nan=False),
    lambda: json.dumps(b"x"),
):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: ValueError
# expect: ValueError
# expect: TypeError


class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


print(json.dumps({"s": {3, 1}}, cls=E))  # expect: {"s": [1, 3]}
print(json.dumps([object], default=lambda o: o.__name__))  # expect: ["object"]
