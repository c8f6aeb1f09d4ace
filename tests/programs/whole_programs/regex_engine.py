# A small regular expression matcher, by backtracking over closures.
def parse(pattern):
    def alternatives(i):
        options = []
        option, i = sequence(i)
        options.append(option)
        while i < len(pattern) and pattern[i] == "|":
            option, i = sequence(i + 1)
            options.append(option)
        return (options[0] if len(options) == 1 else either(options)), i

    def sequence(i):
        parts = []
        while i < len(pattern) and pattern[i] not in "|)":
            part, i = repeated(i)
            parts.append(part)
        return chain(parts), i

    def repeated(i):
        item, i = single(i)
        if i < len(pattern) and pattern[i] in "*+?":
            return {"*": star, "+": plus, "?": maybe}[pattern[i]](item), i + 1
        return item, i

    def single(i):
        c = pattern[i]
        if c == "(":
            inner, i = alternatives(i + 1)
            if i >= len(pattern):
                raise ValueError("missing )")
            return inner, i + 1
        if c == ".":
            return char(lambda x: True), i + 1
        if c == "[":
            end = pattern.index("]", i)
            allowed = pattern[i + 1 : end]
            return char(lambda x: x in allowed), end + 1
        return char(lambda x: x == c), i + 1

    matcher, i = alternatives(0)
    if i < len(pattern):
        raise ValueError("unbalanced )")
    return matcher


def char(test):
    return lambda text, i, go: i < len(text) and test(text[i]) and go(i + 1)


def chain(parts):
    def match(text, i, go, n=0):
        return go(i) if n == len(parts) else parts[n](text, i, lambda j: match(text, j, go, n + 1))
    return match


def either(options):
    return lambda text, i, go: any(option(text, i, go) for option in options)


def star(item):
    def match(text, i, go):
        return item(text, i, lambda j: j > i and match(text, j, go)) or go(i)
    return match


def plus(item):
    return chain([item, star(item)])


def maybe(item):
    return lambda text, i, go: item(text, i, go) or go(i)


def fullmatch(pattern, text):
    return bool(parse(pattern)(text, 0, lambda i: i == len(text)))


for pattern, texts in {
    "a*b": ["b", "aaab", "aac"],
    "(ab|c)+d?": ["ab", "abcabd", "d", "cccd"],
    "h[aeiou]llo.*": ["hello world", "hxllo", "hallo"],
    "(a|b)*abb": ["abb", "babaabb", "ab"],
    "(a*)*": ["", "aaaa", "b"],
    "x": ["", "x", "xx"],
}.items():
    print(pattern, [fullmatch(pattern, t) for t in texts])
# expect: a*b [True, True, False]
# expect: (ab|c)+d? [True, True, False, True]
# expect: h[aeiou]llo.* [True, False, True]
# expect: (a|b)*abb [True, True, False]
# expect: (a*)* [True, True, False]
# expect: x [False, True, False]
for bad in ("(a", "a)"):
    try:
        parse(bad)
    except ValueError as e:
        print(e)
# expect: missing )
# expect: unbalanced )
print(fullmatch("(a|aa)*b", "a" * 18 + "b"), fullmatch("a?" * 12 + "a" * 12, "a" * 12))  # expect: True True
