# Matrices with operators, determinants and inverses in fractions.
from fractions import Fraction
from functools import reduce


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    @classmethod
    def identity(cls, n):
        return cls([int(i == j) for j in range(n)] for i in range(n))

    def __repr__(self):
        return "Matrix(" + "; ".join(" ".join(map(str, row)) for row in self.rows) + ")"

    def __eq__(self, other):
        return self.rows == other.rows

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix([sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows)

    def __add__(self, other):
        return Matrix([a + b for a, b in zip(*rows)] for rows in zip(self.rows, other.rows))

    def __mul__(self, k):
        return Matrix([x * k for x in row] for row in self.rows)

    __rmul__ = __mul__

    def __pow__(self, n):
        return reduce(Matrix.__matmul__, [self] * n, Matrix.identity(len(self.rows)))

    def __getitem__(self, index):
        i, j = index
        return self.rows[i][j]

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def determinant(self):
        if len(self.rows) == 1:
            return self.rows[0][0]
        return sum((-1) ** j * x * self.minor(j).determinant() for j, x in enumerate(self.rows[0]))

    def minor(self, j):
        return Matrix(row[:j] + row[j + 1 :] for row in self.rows[1:])

    def inverse(self):
        n = len(self.rows)
        work = [[Fraction(x) for x in row] + unit for row, unit in zip(self.rows, Matrix.identity(n).rows)]
        for i in range(n):
            pivot = next((r for r in range(i, n) if work[r][i]), None)
            if pivot is None:
                raise ZeroDivisionError("singular")
            work[i], work[pivot] = work[pivot], work[i]
            work[i] = [x / work[i][i] for x in work[i]]
            for r in range(n):
                if r != i:
                    work[r] = [a - work[r][i] * b for a, b in zip(work[r], work[i])]
        return Matrix(row[n:] for row in work)


a = Matrix([[1, 2], [3, 4]])
print(a @ a, a + a)  # expect: Matrix(7 10; 15 22) Matrix(2 4; 6 8)
print(2 * a, a.T, a**5)  # expect: Matrix(2 4; 6 8) Matrix(1 3; 2 4) Matrix(1069 1558; 2337 3406)
print(a[1, 0], a.determinant())  # expect: 3 -2
print(a.inverse(), a @ a.inverse() == Matrix.identity(2))  # expect: Matrix(-2 1; 3/2 -1/2) True
b = Matrix([(i * 3 + j * 5) % 7 for j in range(5)] for i in range(5))
c = Matrix([[2, 0, 1, 3], [1, 1, 0, 2], [0, 5, 2, 1], [3, 1, 1, 1]])
print(b.determinant())  # expect: -343
print(c.determinant())  # expect: -36
print(c.inverse())
# expect: Matrix(-7/36 5/36 -1/9 5/12; -11/36 13/36 1/9 1/12; 23/36 -37/36 2/9 -1/12; 1/4 1/4 0 -1/4)
try:
    Matrix([[1, 2], [2, 4]]).inverse()
except ZeroDivisionError as e:
    print(e)  # expect: singular
f = Matrix([[1, 1], [1, 0]]) ** 90
print(f[0, 1])  # expect: 2880067194370816120
