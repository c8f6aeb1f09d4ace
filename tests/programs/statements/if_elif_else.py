# The first true branch, and only that one.
def sign(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "large"


print([sign(n) for n in (-5, 0, 5, 50)])  # expect: ['negative', 'zero', 'small', 'large']
if []:
    print("never")
elif "":
    print("never")
else:
    print("else")  # expect: else
if 1:
    print("one line")  # expect: one line
x = 5
print("yes" if x > 3 else "no", "a" if x > 9 else "b" if x > 4 else "c")  # expect: yes b
if x > 3 and x < 10 or x == 100:
    if not x == 6:
        print("nested")  # expect: nested
print(x and "and", 0 and "never", x or "never")  # expect: and 0 5
print(0 or "or", not x or "last", None and 1 or 2)  # expect: or last 2
