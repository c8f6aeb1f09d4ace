# Each operand of a chain is evaluated once, and only as far as needed.
def value(n):
    print("value", n)
    return n


print(value(1) < value(2) < value(3))
# expect: value 1
# expect: value 2
# expect: value 3
# expect: True
print(value(3) < value(2) < value(1))
# expect: value 3
# expect: value 2
# expect: False
print(1 in [1] == True)  # expect: False
