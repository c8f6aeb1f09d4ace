# Threads set and delete the same attribute; whoever reads it gets a value or AttributeError.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


class Thing:
    x = "class"

    def __init__(self):
        self.kept = "kept"


class Bare:
    pass


thing, bare = Thing(), Bare()
wrong = []


def work(me):
    for n in range(1500):
        action = (n + me) % 4
        try:
            if action == 0:
                thing.x = me
                bare.y = (me, n)
                setattr(bare, f"z{n % 20}", n)
            elif action == 1:
                del bare.y
            elif action == 2:
                del thing.x
            else:
                x = thing.x
                if x != "class" and x not in range(threads):
                    wrong.append(x)
                who, when = bare.y
                if who not in range(threads) or when not in range(1500):
                    wrong.append((who, when))
        except AttributeError:
            pass
        if thing.kept != "kept":
            wrong.append(thing.kept)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
bare.__dict__.pop("y", None)
print(wrong)  # expect: []
print(all(name[0] == "z" and value in range(1500) for name, value in vars(bare).items()))  # expect: True
print(vars(thing).keys() - {"x"})  # expect: {'kept'}
