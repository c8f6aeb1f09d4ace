# Keys that move to the end of their OrderedDict whenever they are asked whether they equal another are found all the same.
import collections


class Key:
    moves = False

    def __init__(self, name, stored=False):
        self.name, self.stored = name, stored

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if Key.moves and self.stored:
            order.move_to_end(self)
        return self.name == other.name


def shown(*answers):
    Key.moves = False
    print(*answers, [key.name for key in order])
    Key.moves = True


order = collections.OrderedDict((Key(name, True), name) for name in "ab")
Key.moves = True
shown(order[Key("b")])  # expect: b ['a', 'b']
shown(order.move_to_end(Key("b")))  # expect: None ['a', 'b']

Key.moves = False
order = collections.OrderedDict((Key(name, True), name) for name in "abcdef")
Key.moves = True
answers = order[Key("d")], order.get(Key("g")), Key("a") in order, len(order)
Key.moves = False
print(*answers, sorted(key.name for key in order))  # expect: d None True 6 ['a', 'b', 'c', 'd', 'e', 'f']
