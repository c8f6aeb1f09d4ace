# Which exceptions have a field of their own, and what it takes.
error = BlockingIOError(2, "text", 5)
print(error.characters_written, error.args, error.filename)  # expect: 5 (2, 'text', 5) None


class Index:
    def __index__(self):
        return 7


print(BlockingIOError(2, "text", Index()).characters_written)  # expect: 7
for wrong in (1.5, 1j, 2**70):
    try:
        BlockingIOError(2, "text", wrong)
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: TypeError 'complex' object cannot be interpreted as an integer
# expect: ValueError cannot fit 'int' into an index-sized integer
print(OSError(2, "text", 5).filename, BlockingIOError(2, "text", "name").filename)  # expect: 5 name
error.characters_written = True
print(error.characters_written)  # expect: 1
error.characters_written = -1
print(hasattr(error, "characters_written"))  # expect: False
try:
    error.characters_written = 2**64
except ValueError as e:
    print(e)  # expect: cannot fit 'int' into an index-sized integer

print(hasattr(StopIteration(1), "value"), hasattr(StopAsyncIteration(1), "value"))  # expect: True False
