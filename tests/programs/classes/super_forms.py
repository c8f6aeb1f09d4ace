# Every form of super().
class Base:
    attr = "base attr"

    def m(self):
        return "Base.m"

    @classmethod
    def make(cls):
        return f"Base.make of {cls.__name__}"

    @staticmethod
    def s():
        return "Base.s"

    @property
    def p(self):
        return "Base.p"


class Child(Base):
    attr = "child attr"

    def m(self):
        return "Child+" + super().m()

    def explicit(self):
        return super(Child, self).m(), super(Child, Child).m(self), super(Child, type(self)).make()

    @classmethod
    def make(cls):
        return "Child+" + super().make()

    @staticmethod
    def s():
        return "Child+" + super(Child, Child).s()

    @property
    def p(self):
        return "Child+" + super().p

    def attribute(self):
        return super().attr, self.attr

    def in_closure(self):
        def inner():
            return super(Child, self).m()

        return inner(), (lambda: super(Child, self).m())()


class Grand(Child):
    pass


c = Grand()
print(c.m(), c.explicit())  # expect: Child+Base.m ('Base.m', 'Base.m', 'Base.make of Grand')
print(Grand.make(), c.s())  # expect: Child+Base.make of Grand Child+Base.s
print(c.p, c.attribute())  # expect: Child+Base.p ('base attr', 'child attr')
print(c.in_closure())  # expect: ('Base.m', 'Base.m')
try:
    super(Child, c).nothing
except AttributeError as e:
    print(e)  # expect: 'super' object has no attribute 'nothing'
try:
    super(Child, 5).m
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError


def outside():
    return super()


try:
    outside()
except RuntimeError as e:
    print(e)  # expect: super(): no arguments
