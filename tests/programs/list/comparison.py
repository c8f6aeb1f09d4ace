# Lists compare element by element.
print([1, 2] == [1, 2], [1, 2] == [1, 2, 3], [1] == (1,))  # expect: True False False
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9])  # expect: True True True True
print([1, [2, 3]] == [1, [2, 3]], [1, 2] != [1, 2])  # expect: True False
print([1.0] == [1], [1, "a"] < [2, 5], ["a", [1]] <= ["a", [1]])  # expect: True True True
nan = float("nan")
print([nan] == [nan], [nan] == [1.0], nan in [nan])  # expect: True False True
try:
    [1, "a"] < [1, 5]
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'str' and 'int'
