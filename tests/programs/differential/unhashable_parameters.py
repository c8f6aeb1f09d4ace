# What stands for the arguments of a ParamSpec is equal to its like and has no hash.
# cpython: 3.13 says it in other words
import typing


def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)


P = typing.ParamSpec("P")
attempt(lambda: hash(P.args))  # expect: TypeError unhashable type: 'typing.ParamSpecArgs'
attempt(lambda: {P.kwargs: 1})
# expect: TypeError cannot use 'typing.ParamSpecKwargs' as a dict key (unhashable type: 'typing.ParamSpecKwargs')
print(P.args == P.args, P.args != P.kwargs)  # expect: True True
