# Every way to divide by zero.
def show(function):
    try:
        print(function())
    except ZeroDivisionError as e:
        print("ZeroDivisionError")


show(lambda: 1 / 0)  # expect: ZeroDivisionError
show(lambda: 1 // 0)  # expect: ZeroDivisionError
show(lambda: 1 % 0)  # expect: ZeroDivisionError
show(lambda: divmod(1, 0))  # expect: ZeroDivisionError
show(lambda: 1.0 / 0)  # expect: ZeroDivisionError
show(lambda: 1.0 // 0)  # expect: ZeroDivisionError
show(lambda: 1.0 % 0)  # expect: ZeroDivisionError
show(lambda: 10**50 // 0)  # expect: ZeroDivisionError
show(lambda: 0**-1)  # expect: ZeroDivisionError
show(lambda: 1 / False)  # expect: ZeroDivisionError
show(lambda: 0 // 1)  # expect: 0
try:
    1 / 0
except ZeroDivisionError as e:
    print(e)  # expect: division by zero
