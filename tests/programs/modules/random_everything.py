# The public functions of random, one after the other.
import random


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__)


r = random.Random(42)
print(r.random(), r.randint(1, 100), r.randrange(10), r.randrange(5, 50, 5), r.uniform(1, 2), r.getrandbits(100), r.getrandbits(0), r.randbytes(5))
print(r.choice("abcdef"), r.choices("abc", k=5), r.choices([1, 2, 3], weights=[5, 1, 1], k=5), r.choices("ab", cum_weights=[1, 10], k=4), r.sample(range(100), 5), r.sample("abcdef", 3), r.sample([1, 2], counts=[3, 4], k=3))
l = list(range(10)); r.shuffle(l); print(l)
print(r.gauss(0, 1), r.gauss(), r.normalvariate(), r.lognormvariate(0, 1), r.expovariate(2), r.expovariate(), r.vonmisesvariate(1, 2), r.gammavariate(2, 3), r.gammavariate(0.5, 1), r.betavariate(1, 2), r.paretovariate(3), r.weibullvariate(1, 2), r.triangular(), r.triangular(1, 5, 2), r.binomialvariate(10, 0.3), r.binomialvariate(1000, 0.4))
s = r.getstate(); a = r.random(); r.setstate(s); print(a == r.random(), len(s), s[0], len(s[1]), s[2])
for seed in (0, 1, -1, 2**40, 10**30, "abc", b"bytes", bytearray(b"x"), 1.5, None, "", True):
    q = random.Random(seed) if seed is not None else random.Random(5)
    print(seed, q.random(), q.getrandbits(33))
q = random.Random(); q.seed("abc", version=1); print(q.random())
q.seed(b"abc", 1); print(q.random())
attempt(random.Random, [])
attempt(random.seed, {})
attempt(r.randrange, 0); attempt(r.randrange, 5, 5); attempt(r.randrange, 1, 5, 0); attempt(r.randint, 5, 1); attempt(r.choice, []); attempt(r.sample, [1], 2); attempt(r.sample, {1}, 1); attempt(r.choices, [], k=1); attempt(r.choices, "ab", weights=[1]); attempt(r.choices, "ab", weights=[0, 0]); attempt(r.choices, "ab", [1, 2], cum_weights=[1, 2]); attempt(r.getrandbits, -1); attempt(r.randrange, 1.5); attempt(r.randbytes, -1); attempt(r.setstate, (1,)); attempt(r.binomialvariate, -1); attempt(r.expovariate, 0); attempt(r.sample, [1, 2], -1)
random.seed(7)
print(random.random(), random.randint(1, 6), random.choice("xyz"), random.sample(range(1000), 30), random.randrange(10**30))
class Sub(random.Random):
    def random(self): return 0.25
print(Sub().choice("abcd"), Sub().randrange(100), Sub().uniform(0, 4), Sub().sample(range(10), 3))
class Sub2(random.Random):
    def getrandbits(self, k): return 3 % (1 << k)
print(Sub2().randrange(5), Sub2().choice("abcdef"))
print(0.0 <= random.SystemRandom().random() < 1.0, random.SystemRandom().randrange(5) < 5, random.SystemRandom().getrandbits(9) < 512)
# expect: 0.6394267984578837 4 4 20 1.2232107381488229 925123444424254823561077285033 0 b'P\xe1e\xe4\x8b'
# expect: a ['b', 'a', 'a', 'a', 'b'] [1, 2, 1, 1, 1] ['b', 'b', 'b', 'b'] [54, 43, 35, 19, 27] ['c', 'a', 'e'] [2, 1, 1]
# expect: [2, 6, 1, 7, 8, 3, 9, 0, 4, 5]
# expect: -1.7810258028555621 -0.604043921195888 1.4702391292261876 1.5670231461781172 0.023453770128443883 0.2586389703471654 0.6603659102571908 1.6982308625511582 0.5664249178594288 0.3322611038787066 2.5085818608139854 1.0218731010775632 0.5579202592670572 1.827378143772476 3 406
# expect: True 3 3 625 None
# expect: 0 0.8444218515250481 7550356652
# expect: 1 0.13436424411240122 7934667487
# expect: -1 0.13436424411240122 7934667487
# expect: 1099511627776 0.1036394562812375 2880015531
# expect: 1000000000000000000000000000000 0.9341508484568806 2256175901
# expect: abc 0.7720246314157545 2397318194
# expect: b'bytes' 0.37075677971469856 7174014446
# expect: bytearray(b'x') 0.6307877176639078 6858715075
# expect: 1.5 0.551763726942059 1099911448
# expect: None 0.6229016948897019 3185950873
# expect:  0.9602256525641875 2557274880
# expect: True 0.13436424411240122 7934667487
# expect: 0.09639374978773074
# expect: 0.09639374978773074
# expect: TypeError
# expect: TypeError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: IndexError
# expect: ValueError
# expect: TypeError
# expect: IndexError
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: ValueError
# expect: TypeError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ZeroDivisionError
# expect: ValueError
# expect: 0.32383276483316237 2 y [666, 49, 74, 840, 548, 96, 374, 596, 59, 931, 519, 219, 38, 88, 444, 428, 71, 246, 92, 564, 434, 60, 846, 579, 126, 970, 228, 645, 642, 63] 31428265462331379888665986255
# expect: a 48 1.0 [8, 9, 0]
# expect: 3 d
# expect: True True True
