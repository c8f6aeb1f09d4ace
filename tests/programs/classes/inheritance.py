# Looking for a name from a class to its bases.
class Animal:
    legs = 4

    def __init__(self, name):
        self.name = name

    def speak(self):
        return "..."

    def describe(self):
        return f"{self.name} with {self.legs} legs says {self.speak()}"


class Bird(Animal):
    legs = 2

    def speak(self):
        return "tweet"


class Parrot(Bird):
    def __init__(self, name, phrase):
        super().__init__(name)
        self.phrase = phrase

    def speak(self):
        return f"{super().speak()}, {self.phrase}"


for animal in Animal("Cow"), Bird("Tit"), Parrot("Polly", "hello"):
    print(animal.describe())
# expect: Cow with 4 legs says ...
# expect: Tit with 2 legs says tweet
# expect: Polly with 2 legs says tweet, hello
print(issubclass(Parrot, Animal), issubclass(Animal, Parrot))  # expect: True False
print(isinstance(Bird("x"), (int, Animal)))  # expect: True
print(Parrot.__mro__)
# expect: (<class '__main__.Parrot'>, <class '__main__.Bird'>, <class '__main__.Animal'>, <class 'object'>)
print(Parrot.__bases__)  # expect: (<class '__main__.Bird'>,)
print(Parrot.__base__)  # expect: <class '__main__.Bird'>
print(Animal.__subclasses__() == [Bird])  # expect: True
print([c.__name__ for c in Parrot.mro()])  # expect: ['Parrot', 'Bird', 'Animal', 'object']
