# Random class hierarchies: where attributes are found agrees with a walk along the MRO.
class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


r = Numbers(8)
NAMES = ["a", "b", "c", "d", "e"]


def expected(obj, name):
    for cls in type(obj).__mro__:
        if name in vars(cls):
            value = vars(cls)[name]
            if isinstance(value, property):
                return value.fget(obj)
            break
    else:
        value = None
    if name in vars(obj):
        return vars(obj)[name]
    return value


classes = [object]
failed = 0
h = 0
for n in range(60):
    bases = []
    for _ in range(r.below(3) + 1):
        base = classes[r.below(len(classes))]
        if base not in bases:
            bases.append(base)
    if object in bases and len(bases) > 1:
        bases.remove(object)
    namespace = {name: f"C{n}.{name}" for name in NAMES if r.below(4) == 0}
    if r.below(6) == 0:
        namespace["a"] = property(lambda self, n=n: f"property {n}")
    try:
        classes.append(type(f"C{n}", tuple(bases), namespace))
    except TypeError:
        failed += 1
print(len(classes), failed, max(len(c.__mro__) for c in classes))  # expect: 54 7 24
objects = [c() for c in classes[1:]]
for step in range(6000):
    obj = objects[r.below(len(objects))]
    cls = classes[r.below(len(classes) - 1) + 1]
    name = NAMES[r.below(5)]
    match r.below(12):
        case 0:
            try:
                setattr(obj, name, step)
            except AttributeError:
                assert isinstance(
                    vars(next(c for c in type(obj).__mro__ if name in vars(c)))[name], property
                )
        case 1:
            vars(obj).pop(name, None)
        case 2:
            setattr(cls, name, f"set {step}")
        case 3:
            if name in vars(cls):
                delattr(cls, name)
        case _:
            found = getattr(obj, name, None)
            assert found == expected(obj, name), (step, name, found)
            h = (h * 31 + len(str(found))) % 1000000007
print(h)  # expect: 222172247
print([getattr(objects[-1], name, None) for name in NAMES])
# expect: ['set 830', 'set 3597', 5226, 3863, 'set 2349']
