# Complex numbers that are infinite stay so, as of 3.14.
# cpython: 3.13 says that these are no numbers
inf, nan = float("inf"), float("nan")
print((1e300 + 1j) * complex(nan, inf))  # expect: (-inf+infj)
print(complex(inf, nan) * complex(1, 1))  # expect: (inf+infj)
print(complex(1e300, 1e300) * complex(1e300, -1e300))  # expect: (inf+nanj)
print(complex(nan, nan) * complex(1, 1))  # expect: (nan+nanj)
print(1 / complex(inf, inf), (2 + 3j) / complex(inf, -inf))  # expect: -0j (-0+0j)
print(complex(inf, inf) / (1 + 1j))  # expect: (inf+nanj)
print(complex(inf, nan) / (2 + 0j), complex(inf, nan) / (1 + 1j))  # expect: (inf+nanj) (inf-infj)
print((1 + 2j) * (3 - 4j), (1 + 2j) / (3 - 4j))  # expect: (11+2j) (-0.2+0.4j)
# A real number divided keeps its sign in the zeros.
print(1 / complex(inf, 0), True / complex(inf), -1 / complex(-inf, 0), 0 / -1j, False / -1j, 0.0 / (1 + 2j), -0.0 / (1 - 2j))
# expect: -0j -0j 0j (-0+0j) (-0+0j) -0j (-0-0j)
print((1.5).__truediv__(2), (-1j).__rtruediv__(False), 3 / (1 + 2j), 3 / (2 + 1j), 1 / complex(nan, 1), 1 / complex(nan, inf))
# expect: 0.75 (-0+0j) (0.6-1.2j) (1.2-0.6j) (nan+nanj) -0j
try:
    1 / 0j
except ZeroDivisionError as error:
    print(error)
# expect: division by zero
# What is real has no imaginary part to be added.
print(complex(1, -0.0), complex(-0.0, -0.0), complex(True, -0.0), complex(-0.0))  # expect: (1-0j) (-0-0j) (1-0j) (-0+0j)
import warnings
warnings.simplefilter("ignore")
print(complex(1 + 0j, -0.0), complex(1, complex(-0.0, 0.0)), complex(complex(1, 0.0), complex(-0.0, 0.0)))
# expect: (1+0j) (1-0j) (1+0j)
