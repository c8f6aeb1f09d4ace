# A metaclass's mro() gets the class before it has an order of its own, and does with it what it likes.
class Meta(type):
    flag = 1

    def mro(cls):
        for use in (
            lambda: cls(),
            lambda: cls.flag,
            lambda: setattr(cls, "x", 1),
            lambda: cls.x,
            lambda: type(cls)("Sub", (cls,), {}),
            lambda: isinstance(1, cls),
            lambda: cls.__subclasses__(),
            lambda: hash(cls()),
        ):
            if cls.__name__ == "Made":
                try:
                    use()
                except (TypeError, AttributeError):
                    pass
        return type.mro(cls)


class Made(metaclass=Meta):
    pass


print(Made.__mro__ == (Made, object), Made().flag if hasattr(Made(), "flag") else "instances have no flag")
try:

    class Failing(Made):
        def mro(cls):
            raise RuntimeError("no order")

    class FailingMeta(Meta):
        def mro(cls):
            raise RuntimeError("no order")

    class Never(metaclass=FailingMeta):
        pass
except RuntimeError as error:
    print(error)
# expect: True instances have no flag
# expect: no order
