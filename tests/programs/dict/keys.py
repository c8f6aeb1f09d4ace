# What may be a key, and which keys are the same.
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))


d = {Point(1, 2): "p", 1: "one", "1": "text", (1,): "tuple", None: "none", frozenset([1]): "set"}
print(d[Point(1, 2)], d[1.0], d[True], d["1"], d[(1,)])  # expect: p one one text tuple
print(d[None], d[frozenset([1])], Point(2, 1) in d)  # expect: none set False
d[True] = "true"
print(list(d)[1], d[1], 0.0 in {-0.0: 1})  # expect: 1 true True
nan = float("nan")
print({nan: 1}[nan], nan in {nan: 1}, nan in {1.0: 1})  # expect: 1 True False


class Collide:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return self.n == other.n


many = {Collide(n): n for n in range(50)}
print(len(many), many[Collide(33)], many.pop(Collide(10)))  # expect: 50 33 10
print(Collide(10) in many, many[Collide(49)], len(many))  # expect: False 49 49
