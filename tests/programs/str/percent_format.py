# The % operator.
print("%s %d %r" % ("a", 5, "b"), "%s" % 5, "%s" % (1,))  # expect: a 5 'b' 5 1
print("%%" % (), "%c%c" % ("a", 98), "100%% %s" % "x")  # expect: % ab 100% x
print("%5d|%-5d|%05d|%+d|% d|%x|%X|%o|%#x|%i|%u" % (42, 42, 42, 42, 42, 255, 255, 8, 255, 7, 7))
# expect:    42|42   |00042|+42| 42|ff|FF|10|0xff|7|7
print("%f|%.2f|%e|%g|%G" % (1.5, 2.345, 12345.678, 1e-10, 1e20))
# expect: 1.500000|2.35|1.234568e+04|1e-10|1E+20
print("%10.3f|%-10.1f|%+.1e|%5.0f" % (3.14159, 2.5, 1234.5, 2.5))
# expect:      3.142|2.5       |+1.2e+03|    2
print("%5s|%-5s|%.2s|%5.1s|%r|%a" % ("ab", "ab", "abc", "abc", "é", "é"))
# expect:    ab|ab   |ab|    a|'é'|'\xe9'
print("%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.25})  # expect: x 002.2 'x'
print("%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159))  # expect:    42|42   |3.14
print("%s" % [1, 2], "%s" % {"a": 1}, "%d" % 3.99, "%d" % True)  # expect: [1, 2] {'a': 1} 3 1
print("%s %s" % ("t", (1, 2)))  # expect: t (1, 2)
print("%x" % 2**70, "%d" % -(2**65))  # expect: 400000000000000000 -36893488147419103232
for bad in (
    lambda: "%d" % "x",
    lambda: "%s %s" % "a",
    lambda: "%s" % (1, 2),
    lambda: "%(a)s" % {},
    lambda: "%q" % 1,
    lambda: "%" % 1,
    lambda: "%(a)s" % 1,
    lambda: "%x" % 1.5,
):
    try:
        print(bad())
    except (TypeError, ValueError, KeyError) as e:
        print(type(e).__name__, e)
# expect: TypeError %d format: a real number is required, not str
# expect: TypeError not enough arguments for format string
# expect: TypeError not all arguments converted during string formatting
# expect: KeyError 'a'
# expect: ValueError unsupported format character 'q' (0x71) at index 1
# expect: ValueError incomplete format
# expect: TypeError format requires a mapping
# expect: TypeError %x format: an integer is required, not float
