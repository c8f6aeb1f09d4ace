# A subclass of list.
class Stack(list):
    def push(self, x):
        self.append(x)
        return self

    def __getitem__(self, i):
        value = super().__getitem__(i)
        return f"<{value}>" if isinstance(i, int) else value


s = Stack([1, 2]).push(3)
print(s, len(s), s[0], s[-1], s[:2], type(s[:2]).__name__)  # expect: [1, 2, 3] 3 <1> <3> [1, 2] list
print(s == [1, 2, 3], type(s + [1]).__name__)  # expect: True list
print(list(s), [x for x in s], isinstance(s, list))  # expect: [1, 2, 3] [1, 2, 3] True
print(s.pop(), sorted(s), type(s.copy()).__name__)  # expect: 3 [1, 2] list
s.name = "extra"
print(s.name, repr(s))  # expect: extra [1, 2]
