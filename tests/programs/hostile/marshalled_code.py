# cpython: it believes what a code object says, and crashes
# Bytes that were damaged are refused, or are something else; nothing worse comes of them.
import ast
import marshal
import random
import types

random.seed(5)
SOURCE = "def f(x, *, y=2):\n    def g(z): return [x, y, z, (1, 'a', b'b')]\n    return g\nclass C:\n    a: int = 1\n"
tree = ast.parse("def f(a, /, *b, c: int = 1, **d):\n    match a:\n        case {'k': [x, *_]}: return f'{x!r}', (1, 2.5, 'x')\n")
dumps = [
    marshal.dumps(compile(SOURCE, "a.py", "exec")),
    marshal.dumps(compile(tree, "b.py", "exec")),
    marshal.dumps([1, 2**70, "text", (None, {1: {2, 3}}), 1.5, 2j]),
]
outcomes = set()
for data in dumps:
    for round in range(400):
        damaged = bytearray(data)
        for _ in range(random.choice([1, 1, 2, 8])):
            kind = random.random()
            at = random.randrange(len(damaged))
            if kind < 0.6:
                damaged[at] = random.randrange(256)
            elif kind < 0.8:
                del damaged[at : at + random.randrange(1, 9)]
            else:
                damaged[at:at] = damaged[random.randrange(len(damaged)) :][: random.randrange(1, 40)]
            if not damaged:
                break
        try:
            value = marshal.loads(bytes(damaged))
        except (EOFError, ValueError, TypeError, SyntaxError, MemoryError, RecursionError, OverflowError, UnicodeError) as error:
            outcomes.add("refused")
        else:
            outcomes.add("read")
            if isinstance(value, types.CodeType):
                value.co_consts, value.co_name, list(value.co_lines())
for length in range(len(dumps[1])):
    try:
        marshal.loads(dumps[1][:length])
    except (EOFError, ValueError):
        pass
    else:
        print("read", length)
print(sorted(outcomes))  # expect: ['read', 'refused']
for deep in (b"(\x01\x00\x00\x00" * 100_000, b"[\x01\x00\x00\x00" * 100_000 + b"N", b"[\x01\x00\x00\x00" * 2000 + b"N"):
    try:
        marshal.loads(deep)
    except ValueError as error:
        print(error)
# expect: recursion limit exceeded
# expect: recursion limit exceeded
# expect: recursion limit exceeded
print(len(marshal.loads(b"[\x01\x00\x00\x00" * 1999 + b"N")))  # expect: 1
