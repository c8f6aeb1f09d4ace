# A JSON parser and printer written from the grammar, compared with the library's.
import json


class Parser:
    def __init__(self, text):
        self.text, self.i = text, 0

    def parse(self):
        value = self.value()
        self.space()
        if self.i < len(self.text):
            raise ValueError(f"extra data at {self.i}")
        return value

    def space(self):
        while self.i < len(self.text) and self.text[self.i] in " \t\n\r":
            self.i += 1

    def peek(self):
        self.space()
        if self.i >= len(self.text):
            raise ValueError("unexpected end")
        return self.text[self.i]

    def take(self, expected):
        if not self.text.startswith(expected, self.i):
            raise ValueError(f"expected {expected!r} at {self.i}")
        self.i += len(expected)

    def value(self):
        c = self.peek()
        if c == "{":
            return dict(self.items("{", "}", self.pair))
        if c == "[":
            return list(self.items("[", "]", self.value))
        if c == '"':
            return self.string()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if c == word[0]:
                self.take(word)
                return value
        return self.number()

    def items(self, opening, closing, item):
        self.take(opening)
        if self.peek() == closing:
            self.take(closing)
            return
        while True:
            yield item()
            if self.peek() == closing:
                self.take(closing)
                return
            self.take(",")

    def pair(self):
        self.space()
        key = self.string()
        self.space()
        self.take(":")
        return key, self.value()

    def string(self):
        self.take('"')
        out = []
        while (c := self.text[self.i : self.i + 1]) != '"':
            if not c or c < " ":
                raise ValueError(f"bad string at {self.i}")
            self.i += 1
            if c == "\\":
                c = self.text[self.i]
                self.i += 1
                if c == "u":
                    c = chr(int(self.text[self.i : self.i + 4], 16))
                    self.i += 4
                else:
                    c = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}.get(c, c)
            out.append(c)
        self.i += 1
        return "".join(out)

    def number(self):
        start = self.i
        while self.i < len(self.text) and self.text[self.i] in "+-.eE0123456789":
            self.i += 1
        text = self.text[start : self.i]
        return float(text) if set(text) & set(".eE") else int(text)


for text in (
    '{"a": [1, -2.5e3, true, null], "b": {"c": "x\\ny\\u00e9"}, "": []}',
    " [ ] ",
    '"\\"\\\\\\/"',
    "[[[[[]]]], {}]",
    "123456789012345678901234567890",
    json.dumps({str(n): [n / 7, {"n": n, "s": "é" * n}] for n in range(40)}),
):
    value = Parser(text).parse()
    assert value == json.loads(text)
    print(str(value)[:70])
# expect: {'a': [1, -2500.0, True, None], 'b': {'c': 'x\nyé'}, '': []}
# expect: []
# expect: "\/
# expect: [[[[[]]]], {}]
# expect: 123456789012345678901234567890
# expect: {'0': [0.0, {'n': 0, 's': ''}], '1': [0.14285714285714285, {'n': 1, 's
for bad in ("", "[1, 2", "[1 2]", '{"a" 1}', '{1: 2}', '"open', "tru", "[1]]", "-", "[,]"):
    try:
        Parser(bad).parse()
    except ValueError as e:
        print(repr(bad), type(e).__name__, e)
# expect: '' ValueError unexpected end
# expect: '[1, 2' ValueError unexpected end
# expect: '[1 2]' ValueError expected ',' at 3
# expect: '{"a" 1}' ValueError expected ':' at 5
# expect: '{1: 2}' ValueError expected '"' at 1
# expect: '"open' ValueError bad string at 5
# expect: 'tru' ValueError expected 'true' at 0
# expect: '[1]]' ValueError extra data at 3
# expect: '-' ValueError invalid literal for int() with base 10: '-'
# expect: '[,]' ValueError invalid literal for int() with base 10: ''
