# Iterating over a string, and unpacking it.
print([c for c in "héy"], list("ab"), tuple(""))  # expect: ['h', 'é', 'y'] ['a', 'b'] ()
print(set("aaa"), dict.fromkeys("ab"))  # expect: {'a'} {'a': None, 'b': None}
a, b, *c = "hello"
print(a, b, c)  # expect: h e ['l', 'l', 'o']
for i, c in enumerate("xy", 1):
    print(i, c)
# expect: 1 x
# expect: 2 y
print(list(zip("abc", "de")), list(reversed("abc")))  # expect: [('a', 'd'), ('b', 'e')] ['c', 'b', 'a']
print("".join(sorted("hello", reverse=True)), "a" in {"a": 1})  # expect: ollhe True
it = iter("ab")
print(next(it), next(it), next(it, "done"))  # expect: a b done
