# Dicts as keyword arguments.
def show(*args, **kwargs):
    return args, kwargs


d = {"x": 1, "y": 2}
print(show(**d), show(0, **d, z=3))  # expect: ((), {'x': 1, 'y': 2}) ((0,), {'x': 1, 'y': 2, 'z': 3})
print(show(**{}, **d), show(*d))  # expect: ((), {'x': 1, 'y': 2}) (('x', 'y'), {})
print(show(*d.items()))  # expect: ((('x', 1), ('y', 2)), {})
kwargs = show(**d)[1]
kwargs["new"] = 1
print(d)  # expect: {'x': 1, 'y': 2}
for bad in (lambda: show(**{1: 2}), lambda: show(x=1, **d), lambda: show(**5), lambda: show(**d, **d)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: keywords must be strings
# expect: __main__.show() got multiple values for keyword argument 'x'
# expect: __main__.show() argument after ** must be a mapping, not int
# expect: __main__.show() got multiple values for keyword argument 'x'
try:
    show(**{0: 1}, **{0: 2})
except TypeError as e:
    print(e)  # expect: __main__.show() got multiple values for keyword argument '0'
