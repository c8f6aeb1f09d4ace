# Long chains of calls, subscripts and attributes.
class Chain:
    def __init__(self, path=""):
        self._path = path

    def __getattr__(self, name):
        return Chain(f"{self._path}.{name}")

    def __getitem__(self, key):
        return Chain(f"{self._path}[{key!r}]")

    def __call__(self, *args, **kwargs):
        inside = [repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()]
        return Chain(f"{self._path}({', '.join(inside)})")

    def __repr__(self):
        return self._path or "root"


root = Chain()
print(root.a.b.c, root["x"][1][-1])  # expect: .a.b.c ['x'][1][-1]
print(root(1)(2, k=3)(*"ab"))  # expect: (1)(2, k=3)('a', 'b')
print(root.a(1)["k"].b[1:2](x=root.y)[...])  # expect: .a(1)['k'].b[slice(1, 2, None)](x=.y)[Ellipsis]
print(root.method(lambda: 0).__class__.__name__)  # expect: Chain
print(root[root.a][root["b"]], root.a.b(root.c.d(1)[2]).e)  # expect: [.a][['b']] .a.b(.c.d(1)[2]).e
data = {"users": [{"name": "ann", "tags": ("x", "y")}, {"name": "bob", "tags": ()}]}
print(data["users"][0]["tags"][-1].upper()[0])  # expect: Y
print([u["name"][::-1] for u in data["users"]])  # expect: ['nna', 'bob']
print(data["users"][1]["tags"] or "none")  # expect: none
print(
    "a-b_c".replace("-", "_")
    .split("_")[1]
    .upper()
    .center(5, "*")
    .strip("*")
    .lower()
    .encode()
    .decode()
    .join(["1", "2"])
)  # expect: 1b2
print((lambda: (lambda x: lambda y: x + y))()(1)(2), [[[1, [2]]]][0][0][1][0])  # expect: 3 2
print({"f": lambda: {"g": [len]}}["f"]()["g"][0]("abc"))  # expect: 3
x = [[0] * 3 for _ in range(3)]
x[1][2] = x[2][1] = x[0][0] + 7
x[1][2] += x[2][1] * 2
print(x, x[1][2] if x[0][0] else x[2][1])  # expect: [[0, 0, 0], [0, 0, 21], [0, 7, 0]] 7
