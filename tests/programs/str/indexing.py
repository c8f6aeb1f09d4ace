# Indexing by code point, from either end.
s = "héllo wörld"
print(s[0], s[1], s[-1], s[-4], len(s))  # expect: h é d ö 11
print(s[1:4], s[:3], s[-3:], s[::2], s[::-1], s[10:2:-3])  # expect: éll hél rld hlowrd dlröw olléh döo
print(s[5:100], s[-100:2], s[3:3], s[4:2], repr(s[100:]))  # expect:  wörld hé   ''
print("😀a😀"[1], "😀a😀"[0], "😀a😀"[::-1], len("😀a😀"))  # expect: a 😀 😀a😀 3
for bad in (11, -12, 10**30):
    try:
        s[bad]
    except IndexError as e:
        print(e)
# expect: string index out of range
# expect: string index out of range
# expect: cannot fit 'int' into an index-sized integer
try:
    s["a"]
except TypeError as e:
    print(e)  # expect: string indices must be integers, not 'str'
try:
    s[0] = "x"
except TypeError as e:
    print(e)  # expect: 'str' object does not support item assignment
try:
    s[::0]
except ValueError as e:
    print(e)  # expect: slice step cannot be zero
