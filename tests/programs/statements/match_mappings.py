# match: mapping patterns.
def f(x):
    match x:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": "rect", "size": [w, h], **rest}:
            return f"rect {w}x{h} {rest}"
        case {"a": {"b": {"c": deep}}}:
            return f"deep {deep}"
        case {1: x} | {2: x}:
            return f"number key {x}"
        case {}:
            return "some mapping"
        case _:
            return "no mapping"


for x in (
    {"type": "circle", "r": 2, "extra": 1},
    {"type": "rect", "size": (3, 4), "colour": "red"},
    {"a": {"b": {"c": [1]}}},
    {2: "two"},
    {"type": "circle"},
    {},
    [],
    None,
):
    print(f(x))
# expect: circle 2
# expect: rect 3x4 {'colour': 'red'}
# expect: deep [1]
# expect: number key two
# expect: some mapping
# expect: some mapping
# expect: no mapping
# expect: no mapping
from collections import defaultdict

d = defaultdict(list)
match d:
    case {"missing": x}:
        print("never")
    case {**rest}:
        print(rest, len(d))  # expect: {} 0
