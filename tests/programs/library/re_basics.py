# Regular expressions: search, match, groups.
import re

m = re.search(r"(\w+)@(\w+)\.com", "mail ann@example.com now")
print(m.group(), m.group(1, 2))  # expect: ann@example.com ('ann', 'example')
print(m.groups(), m.start(), m.end(2))  # expect: ('ann', 'example') 5 16
print(m.span(1), m[0], bool(m))  # expect: (5, 8) ann@example.com True
print(m.string[m.start() : m.end()])  # expect: ann@example.com
print(re.match("b", "abc"), re.match("a", "abc").group())  # expect: None a
print(re.fullmatch(r"\d+", "123").group(), re.fullmatch(r"\d", "12"))  # expect: 123 None
print(re.findall(r"\d+", "a1b22c333"))  # expect: ['1', '22', '333']
print(re.findall(r"(\w)(\d)", "a1b2"))  # expect: [('a', '1'), ('b', '2')]
print(re.findall(r"x*", "axb"))  # expect: ['', 'x', '', '']
print([m.span() for m in re.finditer("a", "banana")])  # expect: [(1, 2), (3, 4), (5, 6)]
print(re.sub(r"\d", "#", "a1b2"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"))  # expect: a#b# world hello
print(re.sub("a", lambda m: m.group().upper(), "banana", count=2))  # expect: bAnAna
print(re.split(r"[,;]\s*", "a, b;c"))  # expect: ['a', 'b', 'c']
print(re.split(r"(,)", "a,b"), re.split(r"x*", "axb"))  # expect: ['a', ',', 'b'] ['', 'a', '', 'b', '']
print(re.split(",", "a,b,c", maxsplit=1), re.subn("a", "b", "aa"))  # expect: ['a', 'b,c'] ('bb', 2)
p = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)")
m = p.match("2024-05-06")
print(m["year"], m.groupdict())  # expect: 2024 {'year': '2024', 'month': '05'}
print(p.groups, p.groupindex["month"])  # expect: 2 2
print(p.pattern, m.lastgroup)  # expect: (?P<year>\d{4})-(?P<month>\d\d) month
print(m.expand(r"\g<month>/\g<year>"))  # expect: 05/2024
print(re.escape("a.b*c"), re.sub(r"(a)|b", r"[\1]", "ab"))  # expect: a\.b\*c [a][]
print(re.search(r"(a)?b", "b").groups("none"), re.search("x", "abc"))  # expect: ('none',) None
for bad in ("(", "[a", "*a", "a{2,1}", r"(?P<n>a)(?P<n>b)", r"\1", "(?<=a+)b", "a**"):
    try:
        re.compile(bad)
    except re.error as e:
        print(repr(bad), type(e).__name__, e.pos)
# expect: '(' PatternError 0
# expect: '[a' PatternError 0
# expect: '*a' PatternError 0
# expect: 'a{2,1}' PatternError 2
# expect: '(?P<n>a)(?P<n>b)' PatternError 12
# expect: '\\1' PatternError 1
# expect: '(?<=a+)b' PatternError None
# expect: 'a**' PatternError 2
