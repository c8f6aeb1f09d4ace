# A thread for whose stack there is no memory is not started, and the program goes on.
# cpython: its threads have smaller stacks, and more of them fit
import resource
import threading

with open("/proc/self/statm") as statm:
    mapped = int(statm.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (mapped + (1 << 20), resource.RLIM_INFINITY))
started = []
refused = set()
for _ in range(20):
    thread = threading.Thread(target=started.append, args=(1,))
    try:
        thread.start()
    except RuntimeError as error:
        refused.add(str(error))
    else:
        thread.join()
print(refused, started)  # expect: {"can't start new thread"} []
resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
thread = threading.Thread(target=started.append, args=(1,))
thread.start()
thread.join()
print(started)  # expect: [1]
