# A generator cannot be resumed while it is running.
def gen():
    try:
        next(g)
    except ValueError as e:
        print(e)
    yield 1


g = gen()
print(next(g), g.gi_running, g.gi_frame is None)
# expect: generator already executing
# expect: 1 False False
next(g, None)
print(g.gi_frame, g.gi_running)  # expect: None False


def closer():
    try:
        h.close()
    except ValueError as e:
        yield str(e)


h = closer()
print(next(h))  # expect: generator already executing
