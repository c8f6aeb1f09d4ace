# Methods of built-in types called through the type.
print(str.upper("a"), list.append([], 1), dict.get({"a": 1}, "a"))  # expect: A None 1
print(int.__add__(1, 2), str.join("-", "ab"), set.union({1}, {1}))  # expect: 3 a-b {1}
print(object.__repr__(5)[:17])  # expect: <int object at 0x
print(object.__eq__(1, 1), object.__ne__(1, 2))  # expect: True True
print(int.bit_length(5), type.__call__(list, "ab"), object.__hash__(1) != None)  # expect: 3 ['a', 'b'] True
print(dict.fromkeys("ab", 0), bytes.fromhex("ff"))  # expect: {'a': 0, 'b': 0} b'\xff'
print(int.from_bytes(b"\x02"))  # expect: 2
print(float.fromhex("0x1p4"), str.maketrans("a", "b"))  # expect: 16.0 {97: 98}
for bad in (
    lambda: str.upper(5),
    lambda: list.append(5, 1),
    lambda: dict.get([], 1),
    lambda: int.__add__("a", 1),
    lambda: str.upper(),
):
    try:
        bad()
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
