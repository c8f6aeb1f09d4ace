# What is no statement may be a row of tokens all the same.
import io
import tokenize


def tokens(source):
    shown = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.string.strip():
                shown.append(f"{tokenize.tok_name[token.type]} {token.string}")
    except tokenize.TokenError as e:
        shown.append(e.args[0])
    print(*shown, sep=", ")


tokens("x.[052]")  # expect: NAME x, OP ., OP [, NUMBER 052, OP ]
tokens("0777 + 0_7 + 00")  # expect: NUMBER 0777, OP +, NUMBER 0_7, OP +, NUMBER 00
tokens("a ? b $ c")  # expect: NAME a, OP ?, NAME b, OP $, NAME c
tokens("f(1, [2")  # expect: NAME f, OP (, NUMBER 1, OP ,, OP [, NUMBER 2, unexpected EOF in multi-line statement
try:
    compile("0777", "<source>", "eval")
except SyntaxError as e:
    print(e.msg)  # expect: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
