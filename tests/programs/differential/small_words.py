# Which of two wrong things is told, and what is no mistake at all.
# cpython: 3.13 adds to imaginary zeros


def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: b"a".ljust(3, None))
# expect: TypeError ljust() argument 2 must be a byte string of length 1, not None
array = bytearray(b"a")
array.extend("")
print(array)  # expect: bytearray(b'a')
attempt(lambda: array.extend("b"))  # expect: TypeError expected iterable of integers; got: 'str'
print(sum([complex(1, -0.0), 3]), sum([complex(1, -0.0), 3.0]), sum([complex(1, -0.0), 3 + 0j]))
# expect: (4-0j) (4-0j) (4+0j)
attempt(lambda: "text"(**{1: 2}))  # expect: TypeError 'str' object is not callable
attempt(lambda: attempt(**{1: 2}))  # expect: TypeError keywords must be strings
