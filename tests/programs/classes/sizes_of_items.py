# Classes whose instances differ in size say so, and those that inherit from them.
import collections
import typing

Point = collections.namedtuple("Point", "x y")
kinds = int, bool, tuple, bytes, type, list, str, object, float, Point
print([kind.__itemsize__ for kind in kinds])  # expect: [4, 4, 8, 1, 40, 0, 0, 0, 0, 8]


class Meta(type):
    pass


class Plain:
    __slots__ = ("a",)


print(Meta.__itemsize__, Meta("C", (tuple,), {}).__itemsize__, Plain.__itemsize__)
# expect: 40 8 0
# The class of what stands for no default is the builtins'.
print(type(typing.NoDefault), type(typing.NoDefault).__module__)
# expect: <class 'NoDefaultType'> builtins
print(type(typing.NoDefault)() is typing.NoDefault, repr(typing.NoDefault))
# expect: True typing.NoDefault
