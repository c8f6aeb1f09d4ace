# eval() takes indentation off, compile() does not.
import ast

print(eval("  1 + 1"), eval("\t2"))
# expect: 2 2
for source in (" True", "\t1"):
    for work in (lambda: compile(source, "s", "eval"), lambda: ast.parse(source, mode="eval")):
        try:
            work()
        except IndentationError as error:
            print(error.msg, error.lineno)
# expect: unexpected indent 1
# expect: unexpected indent 1
# expect: unexpected indent 1
# expect: unexpected indent 1
print(ast.literal_eval("  [1, 2]"))
# expect: [1, 2]


def one():
    return 1


def other():
    return 1


code = one.__code__.co_code
print(type(code).__name__, len(code) > 0, len(code) % 2, code == other.__code__.co_code)
# expect: bytes True 0 True
