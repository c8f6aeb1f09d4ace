# Functions that are assigned to a pickler or unpickler, in place of its methods.
# cpython: 3.13.0 takes them for read-only; it is so before and after
import io
import pickle

known = object()


def dump(value, protocol, persistent_id):
    file = io.BytesIO()
    pickler = pickle.Pickler(file, protocol)
    pickler.persistent_id = persistent_id
    pickler.dump(value)
    return file.getvalue()


data = dump([known], 4, lambda value: 7 if value is known else None)
unpickler = pickle.Unpickler(io.BytesIO(data))
unpickler.persistent_load = lambda identifier: ("loaded", identifier)
print(unpickler.load(), unpickler.persistent_load(3))  # expect: [('loaded', 7)] ('loaded', 3)
del unpickler.persistent_load
try:
    unpickler.persistent_load(3)
except pickle.UnpicklingError as error:
    print("no function" not in str(error))  # expect: True
try:
    dump(1, 0, lambda value: "é")
except pickle.PicklingError as error:
    print(error)  # expect: persistent IDs in protocol 0 must be ASCII strings
