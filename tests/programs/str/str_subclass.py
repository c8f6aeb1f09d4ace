# A subclass of str.
class Name(str):
    def __new__(cls, value, rank=0):
        self = super().__new__(cls, value)
        self.rank = rank
        return self

    def shout(self):
        return self.upper() + "!"


n = Name("ann", rank=3)
print(n, repr(n), n.rank, n.shout(), n == "ann")  # expect: ann 'ann' 3 ANN! True
print(hash(n) == hash("ann"), {"ann": 1}[n])  # expect: True 1
print(type(n + "x").__name__, type(n.upper()).__name__)  # expect: str str
print(type(n[:]).__name__, isinstance(n, str), type(str(n)).__name__)  # expect: str True str
print(f"{n}", "%s" % n, "".join([n, n]), n in "joanna")  # expect: ann ann annann True
print(sorted([Name("b"), Name("a")]))  # expect: ['a', 'b']
