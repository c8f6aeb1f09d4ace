# Views have no offsets of pointers, and nothing is deleted through them.
view = memoryview(bytearray(b"abc"))
print(view.suboffsets, view[::2].suboffsets)
for target in (view, memoryview(b"abc")):
    for key in (0, slice(0, 1)):
        try:
            del target[key]
        except TypeError as error:
            print(error)
try:
    view.suboffsets = (1,)
except AttributeError as error:
    print("read-only")
view.release()
try:
    view.suboffsets
except ValueError as error:
    print(error)
# expect: () ()
# expect: cannot delete memory
# expect: cannot delete memory
# expect: cannot modify read-only memory
# expect: cannot modify read-only memory
# expect: read-only
# expect: operation forbidden on released memoryview object
