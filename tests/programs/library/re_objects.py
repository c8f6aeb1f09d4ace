# Patterns and matches as objects.
import copy
import pickle
import re

p = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)?", re.I)
print(p)  # expect: re.compile('(?P<y>\\d{4})-(?P<m>\\d\\d)?', re.IGNORECASE)
print(p == re.compile(p.pattern, re.I), p == re.compile(p.pattern), hash(p) == hash(copy.copy(p)))  # expect: True False True
print(pickle.loads(pickle.dumps(p)) == p, copy.deepcopy(p) is p)  # expect: True True
print(p.groups, dict(p.groupindex), p.flags, p.pattern)  # expect: 2 {'y': 1, 'm': 2} 34 (?P<y>\d{4})-(?P<m>\d\d)?
m = p.search("in 2024-", 1)
print(m)  # expect: <re.Match object; span=(3, 8), match='2024-'>
print(m.groups(), m.groups("x"), m.groupdict(), m["y"], m[0])  # expect: ('2024', None) ('2024', 'x') {'y': '2024', 'm': None} 2024 2024-
print(m.regs, m.lastindex, m.lastgroup, m.pos, m.endpos, m.re is p)  # expect: ((3, 8), (3, 7), (-1, -1)) 1 y 1 8 True
print(m.span("m"), m.start(1), m.end("y"), m.string)  # expect: (-1, -1) 3 7 in 2024-
print(m.expand(r"\g<y>/\2/\n").encode())  # expect: b'2024//\n'
print(type(p).__module__, type(m).__qualname__, re.Pattern[str], re.Match[bytes])  # expect: re Match re.Pattern[str] re.Match[bytes]
for wrong in (
    lambda: m.group(3),
    lambda: m["none"],
    lambda: p.match(b"1"),
    lambda: re.compile(b"a").match("a"),
    lambda: p.match(1),
    lambda: re.sub("a", lambda m: 1, "ba"),
    lambda: re.sub("a", 1, "a"),
    lambda: re.Pattern(),
    lambda: re.compile("(a"),
    lambda: re.compile("a{2}{3}"),
    lambda: re.sub("a", r"\g<x>", "a"),
):
    try:
        wrong()
    except (IndexError, TypeError, re.error) as e:
        print(type(e).__name__, e)
# expect: IndexError no such group
# expect: IndexError no such group
# expect: TypeError cannot use a string pattern on a bytes-like object
# expect: TypeError cannot use a bytes pattern on a string-like object
# expect: TypeError expected string or bytes-like object, got 'int'
# expect: TypeError sequence item 1: expected str instance, int found
# expect: TypeError decoding to str: need a bytes-like object, int found
# expect: TypeError cannot create 're.Pattern' instances
# expect: PatternError missing ), unterminated subpattern at position 0
# expect: PatternError multiple repeat at position 4
# expect: IndexError unknown group name 'x'
