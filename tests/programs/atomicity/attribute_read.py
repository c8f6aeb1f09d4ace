# `o.a` finds a value that was stored, whatever else happens to the object.
from _hammer import readers


class Thing:
    shared = "class"

    def method(self):
        return "method"


thing = Thing()
thing.kept = ("kept", 0)


def change(me):
    for n in range(1200):
        thing.kept = ("kept", n)
        setattr(thing, f"other{n % 12}", n)
        if n % 300 == 299:
            vars(thing).pop("other3", None)


def check():
    return thing.kept[0], thing.method(), thing.shared, hasattr(thing, "absent")


print(readers(check, [change] * 2))  # expect: {('kept', 'method', 'class', False)}
