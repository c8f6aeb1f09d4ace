# One iterator over a range for all threads: numbers may come twice or not at all, and the end comes.
from _hammer import hammer

iterator, wrong = iter(range(0, 9000, 3)), []


def use(me):
    for number in iterator:
        if number % 3 or not 0 <= number < 9000:
            wrong.append(number)


hammer(*[use] * 4)
print(wrong, next(iterator, "end"))  # expect: [] end
