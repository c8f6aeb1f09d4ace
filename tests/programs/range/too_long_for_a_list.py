# A range that is longer than any list.
for make in (list, tuple, sorted, lambda values: [*values]):
    try:
        make(range(10**20))
    except OverflowError as error:
        print(error)
# expect: Python int too large to convert to C ssize_t
# expect: Python int too large to convert to C ssize_t
# expect: Python int too large to convert to C ssize_t
# expect: Python int too large to convert to C ssize_t
try:
    list(range(10**18))
except MemoryError:
    print("too many")  # expect: too many
