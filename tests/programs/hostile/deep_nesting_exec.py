# Deeply nested source in eval and exec is an exception like any other.
n = 100_000
for source in ("(" * n + "1" + ")" * n, "[" * n + "]" * n, "1" + "+(1" * n + ")" * n):
    for run in (eval, exec):
        try:
            run(source)
            print("evaluated")
        except (SyntaxError, RecursionError, MemoryError):
            print("refused")
# expect: refused
# expect: refused
# expect: refused
# expect: refused
# expect: refused
# expect: refused
print(eval("(" * 50 + "1" + ")" * 50), eval("1" + " + 1" * 500), eval("-" * 50 + "1"))  # expect: 1 501 1
