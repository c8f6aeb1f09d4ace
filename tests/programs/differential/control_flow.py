# Programs made at random out of loops, branches and try statements, run by exec; the trace is summed.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


r = Numbers(9)


def block(depth, loop, indent):
    lines = []
    for _ in range(r.below(3) + 1):
        lines += statement(depth, loop, indent)
    return lines


def statement(depth, loop, indent):
    pad = "    " * indent
    n = r.below(1000)
    if depth == 0 or r.below(4) == 0:
        simple = [f"t({n})", f"x = t(x + {n % 7})", f"x += {n % 5}", f"if x % 3 == {n % 3}: t({n})"]
        if loop:
            simple += [f"if x % 4 == {n % 4}: break", f"if x % 5 == {n % 5}: continue"]
        simple += [f"if x % 6 == {n % 6}: raise ValueError({n})", f"if x % 11 == {n % 11}: return t({n})"]
        return [pad + simple[r.below(len(simple))]]
    match r.below(7):
        case 0:
            lines = [pad + f"for i{depth} in range({n % 4}):"] + block(depth - 1, True, indent + 1)
            if r.below(2):
                lines += [pad + "else:"] + block(depth - 1, loop, indent + 1)
        case 1:
            lines = [pad + f"w{depth} = {n % 4}", pad + f"while w{depth} > 0:", pad + f"    w{depth} -= 1"]
            lines += block(depth - 1, True, indent + 1)
        case 2:
            lines = [pad + f"if x % 2 == {n % 2}:"] + block(depth - 1, loop, indent + 1)
            lines += [pad + "else:"] + block(depth - 1, loop, indent + 1)
        case 3:
            lines = [pad + "try:"] + block(depth - 1, loop, indent + 1)
            lines += [pad + "except ValueError as e:", pad + "    t(e.args[0])"] + block(
                depth - 1, loop, indent + 1
            )
        case 4:
            lines = [pad + "try:"] + block(depth - 1, loop, indent + 1)
            lines += [pad + "finally:", pad + f"    t({n})"]
        case 5:
            lines = (
                [pad + "try:"]
                + block(depth - 1, loop, indent + 1)
                + [pad + "except KeyError:", pad + "    pass"]
            )
            lines += (
                [pad + "else:"]
                + block(depth - 1, loop, indent + 1)
                + [pad + "finally:", pad + f"    t({n})"]
            )
        case 6:
            lines = [pad + f"with CM({n % 3}):"] + block(depth - 1, loop, indent + 1)
    return lines


class CM:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        t(self.n)

    def __exit__(self, kind, value, trace):
        t(len(kind.__name__) if kind else 1)
        return self.n == 0


def t(n):
    global h, calls
    calls += 1
    h = (h * 31 + n) % 1000000007
    return n


h = calls = 0
ended = {}
for n in range(300):
    lines = ["def f(x):"] + block(4, False, 1)
    space = {"t": t, "CM": CM}
    exec("\n".join(lines), space)
    for x in range(4):
        try:
            result = space["f"](x)
            ended["returned"] = ended.get("returned", 0) + (result is not None)
        except ValueError as e:
            ended["raised"] = ended.get("raised", 0) + 1
            t(e.args[0])
        t(x)
    if n % 50 == 49:
        print(n, calls, h)
# expect: 49 3255 596363846
# expect: 99 6383 652634489
# expect: 149 9210 443708619
# expect: 199 12051 412686894
# expect: 249 15522 543369048
# expect: 299 19194 629637156
print(ended)  # expect: {'returned': 260, 'raised': 254}
