# Operators between types that do not know each other.
def show(function):
    try:
        print(function())
    except TypeError as e:
        print(e)


show(lambda: 1 + "a")  # expect: unsupported operand type(s) for +: 'int' and 'str'
show(lambda: "a" + 1)  # expect: can only concatenate str (not "int") to str
show(lambda: [] + ())  # expect: can only concatenate list (not "tuple") to list
show(lambda: 1 - None)  # expect: unsupported operand type(s) for -: 'int' and 'NoneType'
show(lambda: {} | 1)  # expect: unsupported operand type(s) for |: 'dict' and 'int'
show(lambda: "a" * "b")  # expect: can't multiply sequence by non-int of type 'str'
show(lambda: [1] * 1.5)  # expect: can't multiply sequence by non-int of type 'float'
show(lambda: 1 @ 2)  # expect: unsupported operand type(s) for @: 'int' and 'int'
show(lambda: 1.5 << 1)  # expect: unsupported operand type(s) for <<: 'float' and 'int'
show(lambda: 1 < "a")  # expect: '<' not supported between instances of 'int' and 'str'
show(lambda: [1] < (1,))  # expect: '<' not supported between instances of 'list' and 'tuple'
show(lambda: None >= 0)  # expect: '>=' not supported between instances of 'NoneType' and 'int'
show(lambda: {} < {})  # expect: '<' not supported between instances of 'dict' and 'dict'
show(lambda: 2 ** "a")  # expect: unsupported operand type(s) for ** or pow(): 'int' and 'str'
show(lambda: divmod(1, "a"))  # expect: unsupported operand type(s) for divmod(): 'int' and 'str'
