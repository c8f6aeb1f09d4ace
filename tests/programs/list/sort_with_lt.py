# Sorting uses __lt__ and nothing else.
class Version:
    def __init__(self, text):
        self.parts = [int(part) for part in text.split(".")]
        self.text = text

    def __lt__(self, other):
        return self.parts < other.parts

    def __repr__(self):
        return self.text


versions = [Version(text) for text in "1.10 1.9 1.2.3 0.1 1.2".split()]
print(sorted(versions))  # expect: [0.1, 1.2, 1.2.3, 1.9, 1.10]
print(sorted(versions, reverse=True))  # expect: [1.10, 1.9, 1.2.3, 1.2, 0.1]
print(min(versions), max(versions))  # expect: 0.1 1.10


class Only:
    pass


try:
    sorted([Only(), Only()])
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'Only' and 'Only'


class Raises:
    def __lt__(self, other):
        raise KeyError("compare")


a = [Raises(), Raises(), Raises()]
try:
    a.sort()
except KeyError as e:
    print(repr(e), len(a))  # expect: KeyError('compare') 3
