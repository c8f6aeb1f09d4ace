# Iterables that hand out odd iterators.
import itertools


class Forever:
    def __iter__(self):
        return self

    def __next__(self):
        return self


print(len(list(itertools.islice(Forever(), 1000))))  # expect: 1000


class Alternating:
    n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n % 3 == 0:
            raise StopIteration
        return self.n


a = Alternating()
print(list(a), list(a), list(a))  # expect: [1, 2] [4, 5] [7, 8]


class Raises:
    def __iter__(self):
        raise ValueError("in iter")


for use in (
    list,
    tuple,
    set,
    sum,
    sorted,
    "".join,
    max,
    dict,
    lambda x: [*x],
    lambda x: (lambda *y: y)(*x),
):
    try:
        use(Raises())
    except ValueError as e:
        print(e)
# expect: in iter
# expect: in iter
# expect: in iter
# expect: in iter
# expect: in iter
# expect: in iter
# expect: in iter
# expect: in iter
# expect: in iter
# expect: in iter


class Deep:
    def __iter__(self):
        yield from Deep()


try:
    list(Deep())
except RecursionError:
    print("RecursionError")  # expect: RecursionError
