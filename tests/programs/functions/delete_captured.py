# A captured variable may be deleted.
def f():
    x = 1

    def get():
        return x

    print(get())
    del x
    try:
        get()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        x
    except UnboundLocalError as e:
        print(e)
    x = 2
    print(get())


f()
# expect: 1
# expect: NameError cannot access free variable 'x' where it is not associated with a value in enclosing scope
# expect: cannot access local variable 'x' where it is not associated with a value
# expect: 2
