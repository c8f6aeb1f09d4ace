# Objects with their own idea of equality.
class Word:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text.lower() == other.text.lower()

    def __hash__(self):
        return hash(self.text.lower())

    def __repr__(self):
        return self.text


words = [Word(w) for w in "The cat saw the other CAT".split()]
print(len(set(words)))  # expect: 4
print(sorted((w.text for w in set(words)), key=str.lower))  # expect: ['cat', 'other', 'saw', 'The']
print(Word("SAW") in set(words))  # expect: True
print({Word("a")} == {Word("A")})  # expect: True
print({Word("a")} - {Word("A")}, {Word("x")} | {Word("X")})  # expect: set() {x}


class Plain:
    pass


p, q = Plain(), Plain()
print(len({p, q, p}), p in {q}, p in {p})  # expect: 2 False True
