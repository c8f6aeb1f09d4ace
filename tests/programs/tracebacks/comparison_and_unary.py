# Comparisons and unary operators that fail.
def order(a, b):
    return [a < b]


try:
    -[]
except TypeError as e:
    print(e)  # expect: bad operand type for unary -: 'list'
order(1, "1")
# expect-error:     return [a < b]
# expect-error:             ^^^^^
# expect-error: TypeError: '<' not supported between instances of 'int' and 'str'
# exit: 1
