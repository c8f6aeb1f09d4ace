# Seeds of several kinds, and generators of one's own.
import random

for seed in (0, 1, -5, 2**100, "text", b"bytes", 1.5, None):
    r = random.Random(seed)
    if seed is None:
        print(0 <= r.random() < 1)
    else:
        print(repr(seed), r.random(), r.randint(0, 1000))
# expect: 0 0.8444218515250481 776
# expect: 1 0.13436424411240122 867
# expect: -5 0.6229016948897019 759
# expect: 1267650600228229401496703205376 0.7586581712996778 231
# expect: 'text' 0.8711565613554825 863
# expect: b'bytes' 0.37075677971469856 686
# expect: 1.5 0.551763726942059 262
# expect: True
a, b = random.Random(7), random.Random(7)
print([a.random() for _ in range(700)] == [b.random() for _ in range(700)])  # expect: True
print(a.getstate() == b.getstate())  # expect: True
state = a.getstate()
first = [a.randrange(10**20) for _ in range(3)]
a.setstate(state)
print(first)  # expect: [68591123280488467497, 67931365125096800006, 19690653461923214797]
print(first == [a.randrange(10**20) for _ in range(3)])  # expect: True
print(b.random() != random.Random(8).random())  # expect: True
r = random.Random(1)
print(r.randrange(10), r.randrange(5, 10), r.randint(-3, 3))  # expect: 2 9 3
print(r.randrange(10, 0, -3), r.getrandbits(0))  # expect: 10 0
for bad in (
    lambda: r.randrange(0),
    lambda: r.randint(2, 1),
    lambda: r.choice([]),
    lambda: r.sample([1], 2),
    lambda: r.sample({1, 2}, 1),
    lambda: r.getrandbits(-1),
    lambda: r.choices([], k=1),
    lambda: r.randrange(1.5),
):
    try:
        print(bad())
    except (ValueError, IndexError, TypeError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: IndexError
# expect: ValueError
# expect: TypeError
# expect: ValueError
# expect: IndexError
# expect: TypeError


class Own(random.Random):
    def random(self):
        return 0.25


o = Own()
print(o.random(), o.uniform(0, 4), o.choice("abcd"), o.randrange(8))  # expect: 0.25 1.0 a 0
print(isinstance(random.SystemRandom().random(), float))  # expect: True
print(0 <= random.SystemRandom().randrange(5) < 5)  # expect: True
