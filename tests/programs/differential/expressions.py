# Expressions made at random, evaluated by eval and by a little evaluator of trees.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


import operator

r = Numbers(11)
BINARY = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "<": operator.lt,
    "==": operator.eq,
    ">=": operator.ge,
}
UNARY = {"-": operator.neg, "not ": operator.not_, "+": operator.pos}


def tree(depth):
    """A random expression as text, fully parenthesized, and as a function of its variables."""
    kind = r.below(10) if depth else r.below(2)
    if kind == 0:
        n = r.below(2**31) * r.below(2**31) if r.below(4) == 0 else r.below(20)
        return str(n), lambda names: n
    if kind == 1:
        name = "xyz"[r.below(3)]
        return name, lambda names: names[name]
    if kind == 2:
        symbol = list(UNARY)[r.below(3)]
        text, value = tree(depth - 1)
        return f"({symbol}{text})", lambda names: UNARY[symbol](value(names))
    a, left = tree(depth - 1)
    b, right = tree(depth - 1)
    if kind == 3:
        return f"({a} and {b})", lambda names: left(names) and right(names)
    if kind == 4:
        return f"({a} or {b})", lambda names: left(names) or right(names)
    if kind == 5:
        c, test = tree(depth - 1)
        return f"({a} if {c} else {b})", lambda names: left(names) if test(names) else right(names)
    symbol = list(BINARY)[r.below(len(BINARY))]
    return f"({a} {symbol} {b})", lambda names: BINARY[symbol](left(names), right(names))


def outcome(function, *args):
    try:
        return function(*args)
    except ZeroDivisionError:
        return "division by zero"


h = zero = 0
for n in range(1500):
    text, function = tree(5)
    code = compile(text, "<expression>", "eval")
    for names in ({"x": 3, "y": -7, "z": 2**40}, {"x": 0, "y": 1, "z": -1}):
        a, b = outcome(eval, code, dict(names)), outcome(function, names)
        assert a == b and type(a) is type(b), text
        zero += a == "division by zero"
        h = (h * 31 + hash(a if isinstance(a, int) else 5)) % 1000000007
print(h, zero)  # expect: 249805429 430
