# iter(callable, sentinel) calls until the sentinel comes back.
values = [3, 2, 1, 0, 9]
print(list(iter(values.pop, 3)), values)  # expect: [9, 0, 1, 2] []


class Counter:
    n = 0

    def __call__(self):
        self.n += 1
        return self.n


print(list(iter(Counter(), 4)))  # expect: [1, 2, 3]
it = iter(lambda: "x", "x")
print(next(it, "at once"), next(it, "still"))  # expect: at once still


def stop():
    raise StopIteration


print(list(iter(stop, 1)))  # expect: []
