# Iterating over a string, and unpacking it.
print([c for c in "héy"], list("ab"), tuple(""), set("aaa"), dict.fromkeys("ab"))
# expect: ['h', 'é', 'y'] ['a', 'b'] () {'a'} {'a': None, 'b': None}
a, b, *c = "hello"
print(a, b, c)  # expect: h e ['l', 'l', 'o']
for i, c in enumerate("xy", 1):
    print(i, c)
# expect: 1 x
# expect: 2 y
print(list(zip("abc", "de")), list(reversed("abc")), "".join(sorted("hello", reverse=True)), "a" in {"a": 1})
# expect: [('a', 'd'), ('b', 'e')] ['c', 'b', 'a'] ollhe True
it = iter("ab")
print(next(it), next(it), next(it, "done"))  # expect: a b done
