# The name of a keyword in a call is what it says, also inside a class; parameters are mangled there.
def told(**given):
    return sorted(given.items())


class Base:
    def __init_subclass__(cls, **given):
        print("subclass", sorted(given.items()))


class A:
    print(told(__x=1, y=2))

    def call(self):
        many = told(__a=1, **{"__b": 2}, __c=3)
        return many, (lambda: told(__d=4))(), [told(__e=n) for n in range(2)]

    def make(self):
        class Made(Base, __option=5):
            pass

        return Made.__name__

    def parameters(self, __p, *, __q=7):
        return __p, __q

    def ask(self):
        try:
            self.parameters(1, __q=2)
        except TypeError as error:
            return str(error)[-21:]


a = A()
print(a.call())
print(a.make())
print(a.parameters(1), a.parameters(1, _A__q=3))
print(a.ask())
# More of them than fit into one instruction.
exec(
    "class B:\n  def f(self):\n    return told("
    + ", ".join(f"__n{n}={n}" for n in range(20))
    + ", **{'z': 1})\n"
)
print(B().f()[:2], len(B().f()))
# expect: [('__x', 1), ('y', 2)]
# expect: ([('__a', 1), ('__b', 2), ('__c', 3)], [('__d', 4)], [[('__e', 0)], [('__e', 1)]])
# expect: subclass [('__option', 5)]
# expect: Made
# expect: (1, 7) (1, 3)
# expect: eyword argument '__q'
# expect: [('__n0', 0), ('__n1', 1)] 21
