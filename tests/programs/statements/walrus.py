# Assignment expressions.
if (n := 10) > 5:
    print(n)  # expect: 10
print((a := 1) + (b := 2), a, b)  # expect: 3 1 2
values = [y := 3, y + 1, y**2]
print(values)  # expect: [3, 4, 9]
data = iter([1, 2, 0, 3])
while x := next(data):
    print(x)
# expect: 1
# expect: 2


def f(p):
    return (q := p * 2) + q


print(f(4), [last := i for i in range(3)], last)  # expect: 16 [0, 1, 2] 2
print({(k := "key"): (v := "value")}, k, v, (lambda: (m := 5) + m)())  # expect: {'key': 'value'} key value 10
assert (z := 3) == 3
print(f"{(w := 7)} {w:=5}", any((hit := c).isdigit() for c in "ab3d"), hit)  # expect: 7     7 True 3
