# split, rsplit, splitlines, partition.
print("a b  c".split(), " a b ".split())  # expect: ['a', 'b', 'c'] ['a', 'b']
print("".split(), "   ".split())  # expect: [] []
print("a b c".split(None, 1), " a  b c ".split(None, 1))  # expect: ['a', 'b c'] ['a', 'b c ']
print("a,b,,c".split(","), ",".split(","), "".split(","))  # expect: ['a', 'b', '', 'c'] ['', ''] ['']
print("a,b,c".split(",", 1), "a--b--c".split("--"))  # expect: ['a', 'b,c'] ['a', 'b', 'c']
print("a b c".rsplit(None, 1), "a,b,c".rsplit(",", 1))  # expect: ['a b', 'c'] ['a,b', 'c']
print("a b ".rsplit(), "abc".rsplit("x"))  # expect: ['a', 'b'] ['abc']
print("a\nb\r\nc\rd\n".splitlines(), "a\nb\n".splitlines(True))  # expect: ['a', 'b', 'c', 'd'] ['a\n', 'b\n']
print("".splitlines(), "\n".splitlines())  # expect: [] ['']
print("a\x0bb\x0cc\u2028d".splitlines())  # expect: ['a', 'b', 'c', 'd']
print("k=v=w".partition("="), "k=v=w".rpartition("="))  # expect: ('k', '=', 'v=w') ('k=v', '=', 'w')
print("kv".partition("="), "kv".rpartition("="))  # expect: ('kv', '', '') ('', '', 'kv')
print("a\u00a0b\u3000c\x1fd".split())  # expect: ['a', 'b', 'c', 'd']
for bad in (lambda: "a".split(""), lambda: "a".partition(""), lambda: "a".rsplit("")):
    try:
        bad()
    except ValueError as e:
        print(e)
# expect: empty separator
# expect: empty separator
# expect: empty separator
try:
    "a".split(1)
except TypeError as e:
    print(e)  # expect: must be str or None, not int
