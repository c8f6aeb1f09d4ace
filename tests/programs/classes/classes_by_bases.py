"""What has __bases__ is a class to isinstance and issubclass."""


class Abstract:
    def __init__(self, *bases):
        self.bases = bases

    @property
    def __bases__(self):
        return self.bases

    def __call__(self):
        return Instance(self)


class Instance:
    def __init__(self, class_):
        self.class_ = class_

    @property
    def __class__(self):
        return self.class_


root = Abstract()
left, right = Abstract(root), Abstract(root)
bottom = Abstract(left, right)
print(isinstance(bottom(), root), isinstance(left(), right), isinstance(root(), bottom), isinstance(1, root))
print(issubclass(bottom, root), issubclass(left, right), issubclass(root, (bottom, root)), issubclass(bottom, int))


class Broken:
    @property
    def __bases__(self):
        raise ValueError("no bases")


class Endless:
    @property
    def __bases__(self):
        return self, self


class NoTuple:
    __bases__ = [object]


def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, "" if isinstance(error, RecursionError) else error)


attempt(isinstance, 1, Broken())
attempt(issubclass, Broken(), int)
attempt(issubclass, Endless(), int)
attempt(issubclass, NoTuple(), int)
attempt(issubclass, int, NoTuple())
attempt(isinstance, 1, NoTuple())
# expect: True False False False
# expect: True False True False
# expect: ValueError no bases
# expect: ValueError no bases
# expect: RecursionError 
# expect: TypeError issubclass() arg 1 must be a class
# expect: TypeError issubclass() arg 2 must be a class, a tuple of classes, or a union
# expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
