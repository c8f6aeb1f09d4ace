# Comprehensions inside methods see self and cell variables.
class Table:
    def __init__(self, rows):
        self.rows = rows

    def column(self, i):
        return [row[i] for row in self.rows]

    def columns(self):
        return [self.column(i) for i in range(len(self.rows[0]))]

    def lookup(self, default):
        def find(key):
            return [v if v is not None else default for k, v in self.rows if k == key]

        return find


t = Table([("a", 1), ("b", None)])
print(t.column(0), t.columns())  # expect: ['a', 'b'] [['a', 'b'], [1, None]]
print(t.lookup("?")("b"), t.lookup("?")("a"))  # expect: ['?'] [1]


class Sub(Table):
    def column(self, i):
        above = super()
        return [above.column(i)[::-1] for _ in range(2)]


print(Sub([("a", 1), ("b", 2)]).columns())  # expect: [[['b', 'a'], ['b', 'a']], [[2, 1], [2, 1]]]
