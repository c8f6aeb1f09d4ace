# Changing the size of a dict while iterating over it is an error; changing values is not.
d = {"a": 1, "b": 2, "c": 3}
for k in d:
    d[k] *= 10
print(d)  # expect: {'a': 10, 'b': 20, 'c': 30}
for change in (lambda d: d.update(new=1), lambda d: d.pop("b"), lambda d: d.clear()):
    copy = dict(d)
    try:
        for k in copy:
            change(copy)
    except RuntimeError as e:
        print(e)
# expect: dictionary changed size during iteration
# expect: dictionary changed size during iteration
# expect: dictionary changed size during iteration
try:
    for k, v in d.items():
        d[k + k] = v
except RuntimeError as e:
    print(e)  # expect: dictionary changed size during iteration
print(d)  # expect: {'a': 10, 'b': 20, 'c': 30, 'aa': 10}
it = iter(d)
next(it)
d["more"] = 1
try:
    next(it)
except RuntimeError as e:
    print(e)  # expect: dictionary changed size during iteration
copy = {"a": 1, "b": 2}
try:
    for k in copy:
        del copy[k]
        copy[k + "!"] = 1
except RuntimeError as e:
    print(e)  # expect: dictionary keys changed during iteration
for k in list(d):
    del d[k]
print(d)  # expect: {}
