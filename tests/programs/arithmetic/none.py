# None is itself only.
print(None, repr(None), str(None), type(None), bool(None))  # expect: None None None <class 'NoneType'> False
print(None is None, None == None, None == 0, None == False, None != "")  # expect: True True False False True
print({None: 1}[None], hash(None) == hash(None))  # expect: 1 True
print((lambda: None)(), print("printed"))
# expect: printed
# expect: None None
try:
    None.x
except AttributeError as e:
    print(e)  # expect: 'NoneType' object has no attribute 'x'
try:
    (lambda: None)()()
except TypeError as e:
    print(e)  # expect: 'NoneType' object is not callable
try:
    type(None)(1)
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
