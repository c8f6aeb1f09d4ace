# match: values, alternatives, wildcard and guards.
def f(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus one"
        case 1.5:
            return "float"
        case "a" | "b":
            return "letter"
        case b"x":
            return "bytes"
        case None:
            return "none"
        case True:
            return "never: 1 came first"
        case False:
            return "never: 0 came first"
        case int() if x > 100:
            return "large"
        case int(n) if n % 2:
            return f"odd {n}"
        case _:
            return "other"


for x in (0, 1, 3, -1, 1.5, 2.0, "a", "c", b"x", None, True, False, 1000, 7, 8, [], 3 + 0j):
    print(repr(x), f(x))
# expect: 0 zero
# expect: 1 small
# expect: 3 small
# expect: -1 minus one
# expect: 1.5 float
# expect: 2.0 small
# expect: 'a' letter
# expect: 'c' other
# expect: b'x' bytes
# expect: None none
# expect: True small
# expect: False zero
# expect: 1000 large
# expect: 7 odd 7
# expect: 8 other
# expect: [] other
# expect: (3+0j) small


def capture(v):
    match v:
        case x:
            return x


print(capture(5))  # expect: 5
match 5:
    case 6:
        print("never")
print("no match is fine")  # expect: no match is fine
match, case, _ = 1, 2, 3
print(match + case, _)  # expect: 3 3
