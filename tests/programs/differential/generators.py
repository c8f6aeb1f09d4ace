# Random trees of generators driven by send, throw and close.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


r = Numbers(10)
log = []


def leaf(n):
    try:
        for i in range(n % 4):
            got = yield n + i
            if got is not None:
                log.append(got)
        return n
    except ValueError as e:
        log.append(("leaf", e.args[0]))
        if n % 2:
            raise
        yield -n
        return "recovered"
    finally:
        log.append(n)


def branch(children, n):
    total = 0
    for child in children:
        try:
            value = yield from child
            total += value if isinstance(value, int) else 1
        except ValueError as e:
            log.append(("branch", n))
            if n % 3 == 0:
                raise KeyError(n) from e
        finally:
            log.append(-n)
    return total


def tree(depth):
    n = r.below(100)
    if depth == 0 or r.below(5) == 0:
        return leaf(n)
    return branch([tree(depth - 1) for _ in range(r.below(3) + 1)], n)


h = 0
outcomes = {}
for step in range(400):
    g = tree(3)
    try:
        got = next(g)
        for _ in range(12):
            match r.below(8):
                case 0:
                    got = g.throw(ValueError(step))
                case 1:
                    g.close()
                    log.append("closed")
                    got = next(g)
                case 2 | 3:
                    got = g.send(step)
                case _:
                    got = next(g)
            log.append(got)
        outcome = "left"
    except StopIteration as e:
        outcome = "stopped"
        log.append(e.value)
    except (ValueError, KeyError) as e:
        outcome = type(e).__name__
        log.append(repr(e.__cause__))
    outcomes[outcome] = outcomes.get(outcome, 0) + 1
    del g
    for byte in repr(log).encode():
        h = (h * 131 + byte) % 2305843009213693951
    log.clear()
    if step % 100 == 99:
        print(step, h)
# expect: 99 897645662978155304
# expect: 199 187637631094575864
# expect: 299 1293444794455812721
# expect: 399 1849537304253958543
print(outcomes)  # expect: {'stopped': 346, 'KeyError': 38, 'ValueError': 6, 'left': 10}
