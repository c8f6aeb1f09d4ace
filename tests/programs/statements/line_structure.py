# Continuation lines, semicolons, comments and blank lines.
x = 1; y = 2; print(x, y)  # expect: 1 2
total = 1 + \
    2 + \
    3
print(total)  # expect: 6
values = [
    1,  # one

    2,
    # nothing here
    3
]
print(values, (
    "a"
    "b"  # joined
))  # expect: [1, 2, 3] ab
if x:  # comment
    # comment at the right depth
  # comment at a wrong depth
    print("indented")  # expect: indented

    print("still inside")  # expect: still inside
def f(
    a,
    b=2,
    *args,
    **kwargs,
):
    return (a
            + b)
print(f(1))  # expect: 3
if x == 1 \
   and y == 2:
	print("tab indented")  # expect: tab indented
for _ in range(1): print("one line"); print("two statements")
# expect: one line
# expect: two statements
while y: y -= 1
print(y)  # expect: 0
class A: x = 1; y = 2
print(A.y)  # expect: 2
print("a" if x else
      "b")  # expect: a
