# Complex numbers.
z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate())  # expect: (3+4j) 5.0 3.0 4.0 (3-4j)
print(z * 2, z + 1, z - 1j, z / 2, z * z, -z)  # expect: (6+8j) (4+4j) (3+3j) (1.5+2j) (-7+24j) (-3-4j)
print(1j**2, (1 + 1j) ** 3, 2j / (1 - 1j))  # expect: (-1+0j) (-2+2j) (-1+1j)
print(complex(1, -2), complex("1+2j"), complex(3), complex())  # expect: (1-2j) (1+2j) (3+0j) 0j
print(1j == 1j, z == 3 + 4j, z != 0, 5 + 0j == 5, hash(5 + 0j) == hash(5))  # expect: True True True True True
print(repr(-0j), complex(-0.0, 1), 1e20j, bool(0j))  # expect: (-0-0j) (-0+1j) 1e+20j False
for bad in (lambda: z < z, lambda: z // 2, lambda: int(z), lambda: z % 2):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: '<' not supported between instances of 'complex' and 'complex'
# expect: unsupported operand type(s) for //: 'complex' and 'int'
# expect: int() argument must be a string, a bytes-like object or a real number, not 'complex'
# expect: unsupported operand type(s) for %: 'complex' and 'int'
