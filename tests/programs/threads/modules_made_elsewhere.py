# A module that one thread has made is read, written and shown by others.
import threading
import types

NAMES = ["x", "__name__", "__dict__", "missing"]


class Own(types.ModuleType):
    pass


def use(module):
    seen = [repr(getattr(module, name, None)) for name in NAMES]
    setattr(module, "y", len(seen))
    module.z = module.y
    del module.z
    print(module.__name__, seen[0], seen[1], len(seen[2]) > 0, seen[3], module.y, hasattr(module, "z"))
    print(sorted(name for name in dir(module) if not name.startswith("_")))
    try:
        module.__dict__ = {}
    except AttributeError as error:
        print(type(error).__name__)


for make in (types.ModuleType, Own):
    module = make("made")
    module.x = 5
    thread = threading.Thread(target=use, args=(module,))
    thread.start()
    thread.join()


# Made by a thread that has ended.
made = []
thread = threading.Thread(target=lambda: made.append(types.ModuleType("elsewhere")))
thread.start()
thread.join()
made[0].x = 6
use(made[0])
# expect: made 5 'made' True None 4 False
# expect: ['x', 'y']
# expect: AttributeError
# expect: made 5 'made' True None 4 False
# expect: ['x', 'y']
# expect: AttributeError
# expect: elsewhere 6 'elsewhere' True None 4 False
# expect: ['x', 'y']
# expect: AttributeError
