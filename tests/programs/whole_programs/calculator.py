# A tokenizer, a recursive-descent parser and an evaluator for arithmetic.
class Token:
    def __init__(self, kind, text):
        self.kind, self.text = kind, text


def tokenize(source):
    i = 0
    while i < len(source):
        c = source[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(source) and (source[j].isdigit() or source[j] == "."):
                j += 1
            yield Token("number", source[i:j])
            i = j
        elif c.isalpha():
            j = i
            while j < len(source) and source[j].isalnum():
                j += 1
            yield Token("name", source[i:j])
            i = j
        elif c in "+-*/^()=,":
            yield Token(c, c)
            i += 1
        else:
            raise SyntaxError(f"unexpected {c!r} at {i}")
    yield Token("end", "")


class Parser:
    def __init__(self, source, names):
        self.tokens = tokenize(source)
        self.names = names
        self.advance()

    def advance(self):
        self.token = next(self.tokens, None)

    def accept(self, *kinds):
        if self.token.kind in kinds:
            token = self.token
            self.advance()
            return token

    def expect(self, kind):
        if not self.accept(kind):
            raise SyntaxError(f"expected {kind}, found {self.token.text or 'end'}")

    def statement(self):
        value = self.sum()
        if self.accept("="):
            raise SyntaxError("only a name can be assigned to")
        self.expect("end")
        return value

    def sum(self):
        value = self.product()
        while operator := self.accept("+", "-"):
            right = self.product()
            value = value + right if operator.kind == "+" else value - right
        return value

    def product(self):
        value = self.unary()
        while operator := self.accept("*", "/"):
            right = self.unary()
            value = value * right if operator.kind == "*" else value / right
        return value

    def unary(self):
        return -self.unary() if self.accept("-") else self.power()

    def power(self):
        base = self.atom()
        return base ** self.unary() if self.accept("^") else base

    def atom(self):
        if number := self.accept("number"):
            return float(number.text) if "." in number.text else int(number.text)
        if name := self.accept("name"):
            if not self.accept("("):
                return self.names[name.text]
            arguments = [self.sum()]
            while self.accept(","):
                arguments.append(self.sum())
            self.expect(")")
            return self.names[name.text](*arguments)
        self.expect("(")
        value = self.sum()
        self.expect(")")
        return value


names = {"x": 5, "pi": 3.14159, "max": max, "half": lambda v: v / 2}
for source in (
    "1 + 2 * 3", "(1 + 2) * 3", "-2 ^ 2", "2 ^ 3 ^ 2", "10 / 4 - 1", "max(x, 7, 3) + half(9)", "2 ^ 100",
    "--5", "1 +", "(1", "1 / 0", "unknown + 1", "1 $ 2", "x = 5", "max()", "2 ^ -1",
):
    try:
        print(source, "->", Parser(source, names).statement())
    except (SyntaxError, ArithmeticError, LookupError) as e:
        print(source, "->", type(e).__name__, e)
# expect: 1 + 2 * 3 -> 7
# expect: (1 + 2) * 3 -> 9
# expect: -2 ^ 2 -> -4
# expect: 2 ^ 3 ^ 2 -> 512
# expect: 10 / 4 - 1 -> 1.5
# expect: max(x, 7, 3) + half(9) -> 11.5
# expect: 2 ^ 100 -> 1267650600228229401496703205376
# expect: --5 -> 5
# expect: 1 + -> SyntaxError expected (, found end
# expect: (1 -> SyntaxError expected ), found end
# expect: 1 / 0 -> ZeroDivisionError division by zero
# expect: unknown + 1 -> KeyError 'unknown'
# expect: 1 $ 2 -> SyntaxError unexpected '$' at 2
# expect: x = 5 -> SyntaxError only a name can be assigned to
# expect: max() -> SyntaxError expected (, found )
# expect: 2 ^ -1 -> 0.5
