# The syntax of patterns.
import re


def t(pattern, text, flags=0):
    m = re.search(pattern, text, flags)
    print(repr(pattern), m and (m.group(), m.span()))


t(r"^ab$", "ab\n")  # expect: '^ab$' ('ab', (0, 2))
t(r"\Aab\Z", "ab\n")  # expect: '\\Aab\\Z' None
t(r"^b", "a\nb", re.M)  # expect: '^b' ('b', (2, 3))
t(r"a.c", "a\nc")  # expect: 'a.c' None
t(r"a.c", "a\nc", re.S)  # expect: 'a.c' ('a\nc', (0, 3))
t(r"ABC", "xabc", re.I)  # expect: 'ABC' ('abc', (1, 4))
t(r"a{2,3}", "aaaa")  # expect: 'a{2,3}' ('aaa', (0, 3))
t(r"a{2,3}?", "aaaa")  # expect: 'a{2,3}?' ('aa', (0, 2))
t(r"a+?b", "aaab")  # expect: 'a+?b' ('aaab', (0, 4))
t(r"a*+a", "aaa")  # expect: 'a*+a' None
t(r"(?:ab)+", "ababx")  # expect: '(?:ab)+' ('abab', (0, 4))
t(r"(ab|a)(c|bcd)(d*)", "abcd")  # expect: '(ab|a)(c|bcd)(d*)' ('abcd', (0, 4))
t(r"\bfoo\b", "a foo b")  # expect: '\\bfoo\\b' ('foo', (2, 5))
t(r"\Boo", "foo")  # expect: '\\Boo' ('oo', (1, 3))
t(r"(?<=a)b", "cb ab")  # expect: '(?<=a)b' ('b', (4, 5))
t(r"(?<!a)b", "ab cb")  # expect: '(?<!a)b' ('b', (4, 5))
t(r"a(?=b)", "ac ab")  # expect: 'a(?=b)' ('a', (3, 4))
t(r"a(?!b)", "ab ac")  # expect: 'a(?!b)' ('a', (3, 4))
t(r"(\w)\1", "hello")  # expect: '(\\w)\\1' ('ll', (2, 4))
t(r"(?P<q>['\"]).*?(?P=q)", "say 'hi' \"no\"")  # expect: '(?P<q>[\'\\"]).*?(?P=q)' ("'hi'", (4, 8))
t(r"[^a-c\d]+", "abc12xyz")  # expect: '[^a-c\\d]+' ('xyz', (5, 8))
t(r"[\]\-^]+", "a]-^b")  # expect: '[\\]\\-^]+' (']-^', (1, 4))
t(r"\w+\s\S+", "één twee")  # expect: '\\w+\\s\\S+' ('één twee', (0, 8))
t(r"\w+", "één", re.A)  # expect: '\\w+' ('n', (2, 3))
t(r"(?i)straße", "STRASSE STRAßE")  # expect: '(?i)straße' ('STRAßE', (8, 14))
t(r"(?x) a \s b  # comment", "a b")  # expect: '(?x) a \\s b  # comment' ('a b', (0, 3))
t(r"(?i:A)b", "ab AB")  # expect: '(?i:A)b' ('ab', (0, 2))
t(r"(a)?(?(1)b|c)", "c ab")  # expect: '(a)?(?(1)b|c)' ('c', (0, 1))
t(r"(?>a+)ab", "aaab")  # expect: '(?>a+)ab' None
t(r"\x41\u0042\103", "ABC")  # expect: '\\x41\\u0042\\103' ('ABC', (0, 3))
t(r"[äöü]+", "gründe")  # expect: '[äöü]+' ('ü', (2, 3))
t(rb"\d+", b"ab12")  # expect: b'\\d+' (b'12', (2, 4))
t(r"(a*)*b", "aaaaaaaaaaaaac")  # expect: '(a*)*b' None
t(r"((a+)+)$", "aaaaaaaaaaaa")  # expect: '((a+)+)$' ('aaaaaaaaaaaa', (0, 12))
t(r"\d{3}-\d{4}|\d{7}", "call 555-1234")  # expect: '\\d{3}-\\d{4}|\\d{7}' ('555-1234', (5, 13))
t(r"", "abc")  # expect: '' ('', (0, 0))
t(r"(?s:.)\n(?-i:x)", "a\nx", re.I)  # expect: '(?s:.)\\n(?-i:x)' ('a\nx', (0, 3))
t(r".*(\d+)", "abc123")  # expect: '.*(\\d+)' ('abc123', (0, 6))
t(r".*?(\d+)$", "abc123")  # expect: '.*?(\\d+)$' ('abc123', (0, 6))
