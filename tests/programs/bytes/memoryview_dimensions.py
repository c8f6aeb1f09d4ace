# Views of several dimensions, and of none.
import struct


def attempt(work):
    try:
        print(work())
    except (TypeError, ValueError, IndexError, NotImplementedError) as error:
        print(f"{type(error).__name__}: {error}")


data = bytearray(range(12))
view = memoryview(data).cast("B", shape=[3, 4])
print(view.ndim, view.shape, view.strides, view.nbytes, len(view))  # expect: 2 (3, 4) (4, 1) 12 3
print(view.c_contiguous, view.f_contiguous, view.contiguous)  # expect: True False True
print(view.tolist())  # expect: [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
print(view[1, 2], view[-1, -1])  # expect: 6 11
view[1, 2] = 60
print(data[6], view == data, view == memoryview(data).cast("B", (3, 4)))  # expect: 60 False True
print(view.tobytes("F").hex(" "))  # expect: 00 04 08 01 05 09 02 3c 0a 03 07 0b
print(view.tobytes("A") == bytes(data) == bytes(view))  # expect: True
part = view[::2]
print(part.shape, part.strides, part.tolist(), part.c_contiguous)
# expect: (2, 4) (8, 1) [[0, 1, 2, 3], [8, 9, 10, 11]] False
print(part[1, 1], part.tobytes().hex())  # expect: 9 0001020308090a0b
print(view.cast("B").tolist() == list(data))  # expect: True
print(memoryview(view).shape, view.toreadonly().shape)  # expect: (3, 4) (3, 4)

cube = memoryview(struct.pack("8h", *range(8))).cast("B").cast("h", [2, 2, 2])
print(cube.strides, cube.tolist(), cube[1, 0, 1])  # expect: (8, 4, 2) [[[0, 1], [2, 3]], [[4, 5], [6, 7]]] 5
print(hash(memoryview(b"abcd").cast("B", [2, 2])) == hash(b"abcd"))  # expect: True

attempt(lambda: view[1])  # expect: NotImplementedError: multi-dimensional sub-views are not implemented
attempt(lambda: view[1, 1, 1])  # expect: TypeError: cannot index 2-dimension view with 3-element tuple
attempt(lambda: view[(1,)])  # expect: NotImplementedError: sub-views are not implemented
attempt(lambda: view[0, 4])  # expect: IndexError: index out of bounds on dimension 2
attempt(lambda: view[3, 0])  # expect: IndexError: index out of bounds on dimension 1
attempt(lambda: view[1:, 1:])  # expect: NotImplementedError: multi-dimensional slicing is not implemented
attempt(lambda: view[1:, 0])  # expect: TypeError: memoryview: invalid slice key
attempt(lambda: iter(view))  # expect: NotImplementedError: multi-dimensional sub-views are not implemented
attempt(lambda: view.__setitem__(0, 1))  # expect: NotImplementedError: sub-views are not implemented
attempt(lambda: view.__setitem__(slice(1), b"abcd"))
# expect: NotImplementedError: memoryview slice assignments are currently restricted to ndim = 1
attempt(lambda: part.cast("B"))  # expect: TypeError: memoryview: casts are restricted to C-contiguous views
attempt(lambda: view.cast("B", [2, 6]))  # expect: TypeError: memoryview: cast must be 1D -> ND or ND -> 1D

flat = memoryview(data)
attempt(lambda: flat.cast("B", [5, 5]))  # expect: TypeError: memoryview: product(shape) * itemsize != buffer size
attempt(lambda: flat.cast("B", [0, 5]))  # expect: ValueError: memoryview.cast(): elements of shape must be integers > 0
attempt(lambda: flat.cast("B", [1.5]))  # expect: TypeError: memoryview.cast(): elements of shape must be integers
attempt(lambda: flat.cast("B", 12))  # expect: TypeError: shape must be a list or a tuple
attempt(lambda: flat.cast("B", [2**62, 2**62]))  # expect: ValueError: memoryview.cast(): product(shape) > SSIZE_MAX
attempt(lambda: flat.cast("B", [1] * 65))  # expect: ValueError: memoryview: number of dimensions must not exceed 64
attempt(lambda: flat[:0].cast("B", [1]))  # expect: TypeError: memoryview: cannot cast view with zeros in shape or strides
attempt(lambda: flat.cast("B", [1] * 63 + [12]).ndim)  # expect: 64
attempt(lambda: flat[2, 3])  # expect: TypeError: cannot index 1-dimension view with 2-element tuple
attempt(lambda: flat[(2,)])  # expect: 2
attempt(lambda: flat["a"])  # expect: TypeError: memoryview: invalid slice key
attempt(lambda: flat.tobytes("K"))  # expect: ValueError: order must be 'C', 'F' or 'A'

single = memoryview(bytearray(struct.pack("i", -5))).cast("i", [])
print(single.ndim, single.shape, single.strides, single[()], single.tolist())  # expect: 0 () () -5 -5
print(single[...] is single, single.nbytes)  # expect: True 4
single[()] = 7
single[...] = single[()] + 1
print(single.tolist())  # expect: 8
attempt(lambda: len(single))  # expect: TypeError: 0-dim memory has no length
attempt(lambda: single[0])  # expect: TypeError: invalid indexing of 0-dim memory
attempt(lambda: list(single))  # expect: TypeError: invalid indexing of 0-dim memory
print(single.cast("B").tolist())  # expect: [8, 0, 0, 0]

# What cannot be cast at all is said before the format is looked at.
attempt(lambda: memoryview(bytearray(8))[::-1].cast("<i"))
# expect: TypeError: memoryview: casts are restricted to C-contiguous views
attempt(lambda: memoryview(b"").cast("zz", [0]))
# expect: TypeError: memoryview: cannot cast view with zeros in shape or strides
