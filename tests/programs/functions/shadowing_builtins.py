# A module's names hide builtins until they are deleted.
def size(x):
    return len(x)


print(size("abc"))  # expect: 3
len = lambda x: "mine"
print(size("abc"), len(1))  # expect: mine mine
del len
print(size("abc"))  # expect: 3


def f(list):
    return [list, type(list).__name__]


print(f((1,)), list("ab"))  # expect: [(1,), 'tuple'] ['a', 'b']
import builtins

builtins.answer = 42
print(answer)  # expect: 42
del builtins.answer
try:
    answer
except NameError as e:
    print(e)  # expect: name 'answer' is not defined
