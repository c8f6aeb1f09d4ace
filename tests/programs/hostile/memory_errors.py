# What cannot fit into memory is a MemoryError or OverflowError, and nothing else happens.
def attempt(function):
    try:
        function()
        print("returned")
    except (MemoryError, OverflowError) as e:
        print(type(e).__name__)


a = [1, 2]
attempt(lambda: [0] * 10**18)  # expect: MemoryError
attempt(lambda: (0,) * 10**18)  # expect: MemoryError
attempt(lambda: "x" * 10**18)  # expect: MemoryError
attempt(lambda: b"x" * 10**18)  # expect: MemoryError
attempt(lambda: bytearray(10**18))  # expect: MemoryError
attempt(lambda: bytes(10**18))  # expect: MemoryError
attempt(lambda: [0] * 10**30)  # expect: OverflowError
attempt(lambda: "x" * 10**30)  # expect: OverflowError
attempt(lambda: a.__imul__(10**18))  # expect: MemoryError
attempt(lambda: "ab".ljust(10**18))  # expect: MemoryError
attempt(lambda: "ab".center(10**18))  # expect: MemoryError
attempt(lambda: "ab".zfill(10**18))  # expect: MemoryError
attempt(lambda: f"{1:{10**18}}")  # expect: MemoryError
attempt(lambda: "%*d" % (10**18, 1))  # expect: MemoryError
attempt(lambda: 1 << 10**30)  # expect: OverflowError
attempt(lambda: len(range(10**30)))  # expect: OverflowError
print(a, [0] * -(10**10), "x" * -5)  # expect: [1, 2] [] 
