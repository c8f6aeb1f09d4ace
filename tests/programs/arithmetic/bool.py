# bool is an int of two values.
print(True, False, bool(), bool(0), bool(""))  # expect: True False False False False
print(bool([]), bool(None), bool(0.0))  # expect: False False False
print(bool(1), bool("0"), bool([0]))  # expect: True True True
print(bool(-1), bool({1: 2}), bool(0.1))  # expect: True True True
print(True + 1, True * 3, -True, True / 2, True == 1, True is True)  # expect: 2 3 -1 0.5 True True
print(isinstance(True, int), type(True), int(True))  # expect: True <class 'bool'> 1
print(str(True), repr(False), f"{True:d}", f"{True}")  # expect: True False 1 True
print(True and False, True or False, not True)  # expect: False True False
print(1 and 2, 0 and 2, 1 or 2, 0 or "", None or [])  # expect: 2 0 1  []
print(sum([True, False, True]), [10, 20][True], {True: "a", 1: "b", 1.0: "c"})  # expect: 2 20 {True: 'c'}
print(True & 1, True & True, True ^ 1, False | False)  # expect: 1 True 0 False
