# Values of ctypes in shared memory are not to be had, and it is said why.
import multiprocessing as mp

# cpython: has ctypes

for make in (lambda: mp.Value("i", 1), lambda: mp.Array("d", 3), lambda: __import__("ctypes")):
    try:
        make()
    except ImportError as e:
        print(str(e)[:62])
# expect: ctypes is not supported: C code would see objects whose layout
# expect: ctypes is not supported: C code would see objects whose layout
# expect: ctypes is not supported: C code would see objects whose layout
