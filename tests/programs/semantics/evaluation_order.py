# Operands, targets and arguments in the order the language reference gives.
log = []


def t(name, value=None):
    log.append(name)
    return value


def show(*ignored):
    print(" ".join(log))
    log.clear()


class Box:
    def __getitem__(self, key):
        log.append(f"get {key}")
        return 1

    def __setitem__(self, key, value):
        log.append(f"set {key}")

    def __delitem__(self, key):
        log.append(f"del {key}")

    def __setattr__(self, name, value):
        log.append(f"setattr {name}")

    def __getattr__(self, name):
        log.append(f"getattr {name}")
        return 2

    def __call__(self, *args, **kwargs):
        log.append("call")


box = Box()
show(t("a", 1) + t("b", 2) * t("c", 3))  # expect: a b c
show(t("a", 1) < t("b", 2) < t("c", 0) < t("d"))  # expect: a b c
t("box", box)[t("key", "k")] = t("value")
show()  # expect: value box key set k
t("box", box)[t("key", "k")] += t("value", 5)
show()  # expect: box key get k value set k
t("box", box).attr = t("value")
show()  # expect: value box setattr attr
t("box", box).attr += t("value", 5)
show()  # expect: box getattr attr value setattr attr
del t("box", box)[t("key", "k")], t("box2", box)[t("key2", "l")]
show()  # expect: box key del k box2 key2 del l
t("first", box)[t("k1", 1)], t("second", box).x = t("value", (1, 2))
show()  # expect: value first k1 set 1 second setattr x
a = t("target a", box).x = t("value first")
show()  # expect: value first target a setattr x
t("f", box)(t("a"), *t("b", [1]), t("c"), k=t("d"), **t("e", {}))
show()  # expect: f a b c d e call
show(
    [t("x"), *t("y", []), t("z")], {t("k1"): t("v1"), **t("rest", {}), t("k2"): t("v2")}, {t("s1"), t("s2")}
)  # expect: x y z k1 v1 rest k2 v2 s1 s2
show(t("sliced", box)[t("start") : t("stop") : t("step")], t("t", box)[t("i"), t("j") : t("l")])
# expect: sliced start stop step get slice(None, None, None) t i j l get (None, slice(None, None, None))
show(t("then") if t("test", True) else t("else"), t("left", 0) and t("right"), t("left", 0) or t("right"))
# expect: test then left left right
show(f"{t('one')} {t('two', 1):{t('width', 3)}} {t('three')!r}", "%s %s" % (t("p"), t("q")))
# expect: one two width three p q
show(lambda a=t("default 1"), *, b=t("default 2"): t("body"))  # expect: default 1 default 2
show([t("element") for x in t("outer", [1]) if t("condition", True) for y in t("inner", [1])])
# expect: outer condition inner element
show({t("key"): t("value") for _ in [1]})  # expect: key value


@t("decorator 1", lambda f: t("apply 1", f))
@t("decorator 2", lambda f: t("apply 2", f))
def f(a=t("default a"), *b, c=t("default c")):
    pass


show()  # expect: decorator 1 decorator 2 default a default c apply 2 apply 1


@t("class decorator", lambda c: t("apply", c))
class C(t("base", object), metaclass=t("metaclass", type)):
    t("body")


show()  # expect: class decorator base metaclass body apply
for t("loop target", box).x in t("iterable", [1, 2]):
    t("loop body")
show()  # expect: iterable loop target setattr x loop body loop target setattr x loop body
try:
    raise t("exception", ValueError()) from t("cause", KeyError())
except t("match", ValueError):
    show()
# expect: exception cause match
assert t("assertion", True), t("message")
show()  # expect: assertion
import contextlib


@contextlib.contextmanager
def cm(name):
    t("enter " + name)
    yield t("value " + name)
    t("exit " + name)


with t("make a", cm("a")) as t("target", box).x, t("make b", cm("b")) as t("list", box)[t("i", 0)]:
    t("with body")
show()
# expect: make a enter a value a target setattr x make b enter b value b list i set 0 with body exit b exit a
