# Source nested ever so deep is refused with an error.
def attempt(source):
    try:
        compile(source, "<deep>", "exec")
        print("compiled")
    except (SyntaxError, RecursionError, MemoryError):
        print("refused")


n = 100_000
attempt("(" * n + ")" * n)  # expect: refused
attempt("[" * n + "]" * n)  # expect: refused
attempt("x = " + "-" * n + "1")  # expect: refused
attempt("x = " + "{1:" * n + "1" + "}" * n)  # expect: refused
attempt("f" + "(f" * n + ")" * n)  # expect: refused
attempt("x = " + "lambda: " * n + "1")  # expect: refused
attempt("x = " + "not " * n + "1")  # expect: refused
attempt("(" * n)  # expect: refused
attempt("x" + "[0" * n)  # expect: refused
print("still here")  # expect: still here
