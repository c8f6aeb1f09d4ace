# global makes a name the module's, wherever it is assigned.
count = 0


def step():
    global count, fresh
    count += 1
    fresh = "made by step"


step()
step()
print(count, fresh)  # expect: 2 made by step


def outer():
    count = "outer's"

    def inner():
        global count
        count = "changed"
        return count

    return inner(), count


print(outer(), count)  # expect: ('changed', "outer's") changed


def loop():
    global i
    for i in range(3):
        pass


loop()
print(i)  # expect: 2


def define():
    global made, Made

    def made():
        return "function"

    class Made:
        pass

    global os_name
    import os as os_name


define()
print(made(), Made.__name__, Made.__qualname__, os_name.__name__)  # expect: function Made Made os


def remove():
    global fresh
    del fresh


remove()
print("fresh" in globals())  # expect: False
