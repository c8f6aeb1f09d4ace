# print with sep, end and file.
import io
import sys

print()  # expect:
print("")  # expect:
print(1, "a", None, 2.5, [1], sep=", ")  # expect: 1, a, None, 2.5, [1]
print("no newline", end="")  # expect: no newline ... newline
print(" ... newline")
print("a", "b", sep="")  # expect: ab
print("a", "b", sep=None, end=None)  # expect: a b
print("", "", sep="|")  # expect: |
print(*[], sep="x")  # expect:
print("x", "y", sep="\n")
# expect: x
# expect: y
f = io.StringIO()
print("to file", 1, file=f, end="!", flush=True)
print(repr(f.getvalue()))  # expect: 'to file 1!'
print("to stdout", file=sys.stdout)  # expect: to stdout
print("é", "日本", "\U0001f600")  # expect: é 日本 😀
sys.stdout.write("written\n")  # expect: written
print(end="only end\n")  # expect: only end
