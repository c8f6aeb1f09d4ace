# A field of a dataclass with slots that overrides a base's has no default: the base's member is none.
import types
from dataclasses import dataclass, fields


class A:
    __slots__ = ("x",)


print(type(A.x) is types.MemberDescriptorType, types.MemberDescriptorType is types.GetSetDescriptorType)
# expect: True False
print(type(slice.start).__name__, type(complex.real).__name__, type(types.FunctionType.__code__).__name__)
# expect: member_descriptor member_descriptor getset_descriptor
print(types.FunctionType.__globals__, slice.stop.__objclass__, range.step.__name__)
# expect: <member '__globals__' of 'function' objects> <class 'slice'> step


@dataclass(slots=True, frozen=True)
class Base:
    kind: int
    name: str


@dataclass(slots=True, frozen=True)
class Derived(Base):
    kind: str
    more: int


print(Derived("k", "n", 1), [field.name for field in fields(Derived)])
# expect: Derived(kind='k', name='n', more=1) ['kind', 'name', 'more']
for act in (lambda: setattr(slice(1), "start", 2), lambda: setattr(1j, "real", 2)):
    try:
        act()
    except AttributeError as error:
        print(error)
# expect: readonly attribute
# expect: readonly attribute
print(types.MethodType.__func__.__get__((lambda self: 0).__get__(3)).__name__)
# expect: <lambda>
