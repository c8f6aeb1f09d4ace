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
