# Format specifications for strings, and for objects without a __format__ of their own.
print(f"{'abc':5}|{'abc':<5}|{'abc':>5}|{'abc':^6}")  # expect: abc  |abc  |  abc| abc  
print(f"{'abc':*^7}|{'abc':.2}|{'abc':5.1}|{'abc':s}")  # expect: **abc**|ab|a    |abc
print(f"{'é':é>3}|{'':3}|{'abc':05}|{'a':😀<3}")  # expect: ééé|   |abc00|a😀😀
print(f"{None}|{[1]}|{(1,)!s:>6}|{object!r}")  # expect: None|[1]|  (1,)|<class 'object'>
for value, spec in (
    ("a", "d"),
    ("a", "=5"),
    ("a", "+"),
    ("a", ","),
    ([], "5"),
    (None, "5"),
    (object, "x"),
    ({}, "s"),
):
    try:
        print(format(value, spec))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError Unknown format code 'd' for object of type 'str'
# expect: ValueError '=' alignment not allowed in string format specifier
# expect: ValueError Sign not allowed in string format specifier
# expect: ValueError Cannot specify ',' with 's'.
# expect: TypeError unsupported format string passed to list.__format__
# expect: TypeError unsupported format string passed to NoneType.__format__
# expect: TypeError unsupported format string passed to type.__format__
# expect: TypeError unsupported format string passed to dict.__format__
