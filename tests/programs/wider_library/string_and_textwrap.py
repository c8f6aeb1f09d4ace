# string, textwrap and pprint.
import pprint
import string
import textwrap

print(string.ascii_lowercase, string.digits)  # expect: abcdefghijklmnopqrstuvwxyz 0123456789
print(repr(string.punctuation))  # expect: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
print(string.capwords("hello big world"))  # expect: Hello Big World
print(string.Template("$a and ${b}s, $$5").substitute(a=1, b="cat"))  # expect: 1 and cats, $5
print(string.Template("$x $y").safe_substitute(x=1))  # expect: 1 $y
print(string.Formatter().format("{0} {a:>4}", 1, a="z"))  # expect: 1    z
text = "The quick brown fox jumps over the lazy dog and runs away from it."
print(textwrap.fill(text, 30))
# expect: The quick brown fox jumps over
# expect: the lazy dog and runs away
# expect: from it.
print(textwrap.wrap("a bb ccc dddd", 5), textwrap.shorten(text, 20), textwrap.indent("a\nb", "> "))
# expect: ['a bb', 'ccc', 'dddd'] The quick [...] > a
# expect: > b
print(repr(textwrap.dedent("  a\n    b\n  c")))  # expect: 'a\n  b\nc'
pprint.pprint({"b": [1, 2], "a": {"nested": "x" * 30, "more": ["y" * 30, "z" * 30]}})
# expect: {'a': {'more': ['yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy',
# expect:                 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'],
# expect:        'nested': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'},
# expect:  'b': [1, 2]}
print(pprint.pformat([1, [2]]))  # expect: [1, [2]]
