# Bound methods of built-in objects kept, passed on and called later.
append = (items := []).append
for n in range(3):
    append(n)
print(items, list(map(items.index, [2, 0])))  # expect: [0, 1, 2] [2, 0]
print(sorted("bca", key="abc".find))  # expect: ['a', 'b', 'c']
print(list(filter("aeiou".__contains__, "hello")))  # expect: ['e', 'o']
get = {"a": 1}.get
print(get("a"), get("b"), get("b", 5))  # expect: 1 None 5
print(list(map({"x": 1, "y": 2}.__getitem__, "yx")))  # expect: [2, 1]
print(max({"p": 3, "q": 9}, key={"p": 3, "q": 9}.get))  # expect: q
join, upper, split = ",".join, str.upper, "a b".split
print(join(map(upper, split())), list(map(str.strip, [" a ", "b "])))  # expect: A,B ['a', 'b']
print(list(map(int.__mul__, [1, 2], [3, 4])), sum(map(len, ["ab", "c"])))  # expect: [3, 8] 3
pop = [1, 2, 3].pop
print(pop(), pop(0), pop(), pop.__self__, pop.__name__)  # expect: 3 1 2 [] pop
step = iter("xyz").__next__
print(step(), step(), step())  # expect: x y z
try:
    step()
except StopIteration:
    print("StopIteration")  # expect: StopIteration
send = (lambda: (yield (yield 1)))().send
print(send(None), send("echoed"))  # expect: 1 echoed
table = {
    "+": int.__add__,
    "len": len,
    "up": "shout".upper,
    "new": list,
    "type": type,
    "lambda": lambda *a: a,
}
print(table["+"](1, 2), table["len"]("ab"), table["up"]())  # expect: 3 2 SHOUT
print(table["new"]("ab"), table["type"](1), table["lambda"](1, 2))  # expect: ['a', 'b'] <class 'int'> (1, 2)


class Stack:
    def __init__(self):
        self._items = []
        self.push, self.pop = self._items.append, self._items.pop

    __len__ = lambda self: self._items.__len__()


s = Stack()
s.push(1)
s.push(2)
print(s.pop(), len(s))  # expect: 2 1
