# `s += x` of a shared name is three steps: pieces may be lost, none is torn. Of a local name nobody else can see it.
from _hammer import hammer

shared = ""
locals_ok = []


def build(me):
    global shared
    piece = f"<{me}>"
    text = ""
    for n in range(400):
        shared += piece
        text += piece
    locals_ok.append(text == piece * 400)


hammer(*[build] * 3)
pieces = shared.split(">")
print(pieces.pop() == "" and set(pieces) <= {"<0", "<1", "<2"}, 1 <= len(pieces) <= 1200, locals_ok)
# expect: True True [True, True, True]
