# Interpreters come and go without leaving anything behind.
# cpython: the module is new in 3.14
from concurrent import interpreters


def memory():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def come_and_go():
    interp = interpreters.create()
    interp.exec("data = [str(n) for n in range(2000)]\nimport threading\nthreading.Thread(target=data.sort).start()")
    interp.close()


for _ in range(5):
    come_and_go()
before = memory()
for _ in range(20):
    come_and_go()
grown = memory() - before
print(interpreters.list_all(), "flat" if grown < 16 << 20 else f"{grown >> 20} MiB more")
# expect: [Interpreter(0)] flat
