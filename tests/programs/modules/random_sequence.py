# The same seed gives the same sequence as everywhere.
import random

random.seed(42)
print([random.random() for _ in range(3)])
# expect: [0.6394267984578837, 0.025010755222666936, 0.27502931836911926]
print([random.randint(1, 100) for _ in range(8)])  # expect: [29, 18, 95, 14, 87, 95, 70, 12]
print([random.randrange(0, 100, 7) for _ in range(5)])  # expect: [63, 42, 0, 0, 7]
print([random.choice("abcdef") for _ in range(6)])  # expect: ['b', 'b', 'e', 'e', 'a', 'e']
print(random.uniform(1, 2), random.getrandbits(70))  # expect: 1.1988376506866485 640126460785879602057
print(random.getrandbits(1))  # expect: 0
x = list(range(10))
random.shuffle(x)
print(x, random.sample(range(100), 5))  # expect: [5, 2, 8, 9, 1, 0, 6, 4, 7, 3] [19, 27, 97, 43, 13]
print(random.sample("abcdef", 3))  # expect: ['a', 'd', 'f']
print(random.choices([1, 2, 3], k=5))  # expect: [2, 2, 1, 1, 2]
print(random.gauss(0, 1), random.gauss(0, 1))  # expect: 1.600131716771231 1.5966400382155752
print(random.normalvariate(10, 2))  # expect: 7.955410995801694
print(random.expovariate(1.5), random.triangular(0, 1, 0.5))  # expect: 0.6603885310225504 0.7606798670575403
print(random.betavariate(1, 2), random.gammavariate(2, 3))  # expect: 0.3394811639450231 8.828329814794934
print(random.lognormvariate(0, 1), random.paretovariate(3))  # expect: 2.7573210341167353 1.2230555595613097
print(random.choices("ab", weights=[1, 9], k=8))  # expect: ['b', 'b', 'b', 'b', 'b', 'b', 'a', 'b']
print(random.vonmisesvariate(0, 4))  # expect: 5.741210361583234
print(random.weibullvariate(1, 2))  # expect: 0.5609271585821523
print(random.randbytes(8))  # expect: b'\xa2o\xe6\xec(\x06\xd7\xa3'
print(random.sample([1, 2], counts=[3, 4], k=4))  # expect: [2, 2, 1, 1]
print(random.binomialvariate(10, 0.3))  # expect: 3
