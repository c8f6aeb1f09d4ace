# Patterns that the language refuses, and which kind of pattern an instance of a class of two kinds matches.
import collections.abc

for pattern in (
    "{0: 1, False: 2}", "{1: 1, 1.0: 2}", "{1 + 1j: 2, 1 + 1j: 3}", "{'a': 1, 'a': 2}", "{2: 1, 2.5: 2, True: 3}",
    "f'a'", "'a' f'{b}'", "(_ as x) | [x]", "(None | _) | _", "C(a=1, a=2)", "C(a, b=a)", "[*a, *b]",
):
    try:
        compile(f"match x:\n case {pattern}: pass", "<source>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)


def kind(x):
    match x:
        case [*_]:
            first = "sequence"
        case {}:
            first = "mapping"
    match x:
        case {}:
            return first, "mapping"
        case [*_]:
            return first, "sequence"


class MappingFirst(collections.UserDict, collections.abc.Sequence): ...
class SequenceFirst(collections.UserList, collections.abc.Mapping): ...
class DictFirst(dict, collections.abc.Sequence): ...


@collections.abc.Sequence.register
class NoLength: ...


print(kind(MappingFirst()), kind(SequenceFirst()), kind(DictFirst()), kind(NoLength()))
match bytearray(b"abc"):
    case bytearray(whole):
        print(whole)


class Twice:
    __match_args__ = ("a", "a")
    a = 1


class Numbered:
    __match_args__ = (1,)


try:
    match Twice():
        case Twice(one, two): pass
except TypeError as error:
    print(error)
try:
    match Numbered():
        case Numbered(one): pass
except TypeError as error:
    print(error)
# expect: mapping pattern checks duplicate key (False) 2 7
# expect: mapping pattern checks duplicate key (1.0) 2 7
# expect: mapping pattern checks duplicate key ((1+1j)) 2 7
# expect: mapping pattern checks duplicate key ('a') 2 7
# expect: fine
# expect: patterns may only match literals and attribute lookups 2 7
# expect: patterns may only match literals and attribute lookups 2 7
# expect: wildcard makes remaining patterns unreachable 2 8
# expect: wildcard makes remaining patterns unreachable 2 15
# expect: attribute name repeated in class pattern: a 2 16
# expect: multiple assignments to name 'a' in pattern 2 14
# expect: multiple starred names in sequence pattern 2 7
# expect: ('mapping', 'mapping') ('sequence', 'sequence') ('mapping', 'mapping') ('sequence', 'sequence')
# expect: bytearray(b'abc')
# expect: Twice() got multiple sub-patterns for attribute 'a'
# expect: __match_args__ elements must be strings (got int)
