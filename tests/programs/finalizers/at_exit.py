# Objects still alive at the end of the program are finalized then; atexit functions run before.
import atexit


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


atexit.register(print, "first registered, last run")


@atexit.register
def goodbye():
    print("goodbye")


kept = D("kept")
print("end of the program")
# expect: end of the program
# expect: goodbye
# expect: first registered, last run
# expect: del kept
