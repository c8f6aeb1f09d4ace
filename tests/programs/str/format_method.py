# str.format: positions, names, attributes, items, nesting.
class Point:
    x, y = 3, 4


print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"))  # expect: 1 2 b a b
print("{a}{b}".format(a=1, b=2), "{{}}".format(), "{0}{x}".format(1, x=2))  # expect: 12 {} 12
print("{0.x},{0.y}".format(Point), "{0[1]}{0[0]}".format("ab"))  # expect: 3,4 ba
print("{d[key]}".format(d={"key": "v"}), "{0[-1]}".format({"-1": "minus"}))  # expect: v minus
print("{:>{}}".format("a", 4), "{:{fill}^{width}}".format("x", fill="*", width=5))  # expect:    a **x**
print("{0:.{1}f}".format(1.23456, 2))  # expect: 1.23
print("{!r} {!s} {!a}".format("é", "é", "é"))  # expect: 'é' é '\xe9'
print("{0!r:>6}".format("a"), "{:,}".format(12345), "{:%}".format(0.5))  # expect:    'a' 12,345 50.000000%
print("{0[a]}".format({"a": 1}), "{x.__class__.__name__}".format(x=1))  # expect: 1 int
print("{a}".format_map({"a": 7}))  # expect: 7
for bad in (
    lambda: "{}".format(),
    lambda: "{a}".format(),
    lambda: "{0} {}".format(1, 2),
    lambda: "{".format(),
    lambda: "}".format(),
    lambda: "{0.zz}".format(1),
    lambda: "{!x}".format(1),
    lambda: "{0[5]}".format([1]),
):
    try:
        print(bad())
    except (IndexError, KeyError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: IndexError Replacement index 0 out of range for positional args tuple
# expect: KeyError 'a'
# expect: ValueError cannot switch from manual field specification to automatic field numbering
# expect: ValueError Single '{' encountered in format string
# expect: ValueError Single '}' encountered in format string
# expect: AttributeError 'int' object has no attribute 'zz'
# expect: ValueError Unknown conversion specifier x
# expect: IndexError list index out of range
