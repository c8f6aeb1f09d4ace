# `del L[i]`, `del L[i:j]`, `del L[::2]`: what is not deleted is there throughout, in its order.
from _hammer import readers

shared = ["kept"]


def change(me):
    for n in range(800):
        shared.extend(range(10))
        del shared[1::2]
        del shared[2:4]
        del shared[-1]
        del shared[1:]


def check():
    return shared[0]


print(readers(check, [change]))  # expect: {'kept'}
print(shared)  # expect: ['kept']
numbers = list(range(4000))


def delete(me):
    for _ in range(1000):
        del numbers[0]


from _hammer import hammer

hammer(*[delete] * 3)
print(numbers == list(range(3000, 4000)))  # expect: True
