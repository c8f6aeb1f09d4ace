# What a `super` object tells of itself; a name `super` that means something else is called as it is written.
class A:
    def m(self):
        return super()

    @classmethod
    def c(cls):
        return super()


class B(A):
    pass


found = B().m()
print(found.__thisclass__, type(found.__self__), found.__self_class__, found)
print(B.c().__self__, B.c().__self_class__)
alone = super(A)
print(alone.__thisclass__, alone.__self__, alone.__self_class__, alone)
for name in "__self__", "__thisclass__":
    try:
        setattr(found, name, 1)
    except AttributeError as error:
        print(error)

namespace = {}
exec("""
class C:
    def m(self):
        return super().message
""", namespace)


class Other:
    message = "another one"


namespace["super"] = Other
print(namespace["C"]().m())
# expect: <class '__main__.A'> <class '__main__.B'> <class '__main__.B'> <super: <class 'A'>, <B object>>
# expect: <class '__main__.B'> <class '__main__.B'>
# expect: <class '__main__.A'> None None <super: <class 'A'>, NULL>
# expect: readonly attribute
# expect: readonly attribute
# expect: another one
