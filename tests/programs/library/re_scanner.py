# re.Scanner: a lexer made of patterns.
import re

s = re.Scanner(
    [
        (r"[a-z_]\w*", lambda s, t: ("name", t)),
        (r"\d+\.\d*", lambda s, t: float(t)),
        (r"\d+", lambda s, t: int(t)),
        (r"[-+*/=]", lambda s, t: t),
        (r"\s+", None),
    ]
)
print(s.scan("sum = 3*foo + 312.50 ?"))
# expect: ([('name', 'sum'), '=', 3, '*', ('name', 'foo'), '+', 312.5], '?')
scanner = re.compile("a").scanner("aab")
print(scanner.match().span(), scanner.match().span(), scanner.match(), scanner.pattern.pattern)
# expect: (0, 1) (1, 2) None a
