# Instances, methods, class attributes.
class Dog:
    kind = "canine"
    tricks = []

    def __init__(self, name):
        self.name = name

    def bark(self):
        return f"{self.name}: woof"

    def learn(self, trick):
        self.tricks.append(trick)


a, b = Dog("Rex"), Dog("Ada")
print(a.bark(), b.bark())  # expect: Rex: woof Ada: woof
print(Dog.bark(b), a.kind, Dog.kind)  # expect: Ada: woof canine canine
a.learn("sit")
print(b.tricks, Dog.tricks)  # expect: ['sit'] ['sit']
a.kind = "wolf"
print(a.kind, b.kind)  # expect: wolf canine
print(a.__dict__, vars(b))  # expect: {'name': 'Rex', 'kind': 'wolf'} {'name': 'Ada'}
Dog.kind = "pet"
print(a.kind, b.kind)  # expect: wolf pet
del a.kind
print(a.kind, type(a) is Dog, isinstance(a, Dog), a.__class__.__name__)  # expect: pet True True Dog
Dog.wag = lambda self: self.name + " wags"
print(a.wag(), hasattr(b, "wag"), hasattr(b, "meow"))  # expect: Rex wags True False
f = a.bark
a.name = "Max"
print(f(), Dog.__name__, Dog.__module__, Dog.__doc__)  # expect: Max: woof Dog __main__ None
try:
    a.missing
except AttributeError as e:
    print(e, e.name, e.obj is a)  # expect: 'Dog' object has no attribute 'missing' missing True
try:
    Dog.missing
except AttributeError as e:
    print(e)  # expect: type object 'Dog' has no attribute 'missing'
try:
    del a.missing
except AttributeError as e:
    print(e)  # expect: 'Dog' object has no attribute 'missing'
