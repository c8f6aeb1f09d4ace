# A tool, a trace function and a profile function reach threads that run already.
import sys
import threading

monitoring, E = sys.monitoring, sys.monitoring.events
started, stop = threading.Barrier(4), threading.Event()
heard, lock = set(), threading.Lock()


def tick():
    return 1


def run():
    started.wait()
    while not stop.is_set():
        for _ in range(100):
            tick()


def hear(*_):
    with lock:
        heard.add(threading.get_ident())


def wait_for_all():
    while len(heard) < 3:
        tick_in_main()
    print(len(heard))
    heard.clear()


def tick_in_main():
    stop.wait(0.001)


threads = [threading.Thread(target=run) for _ in range(3)]
for thread in threads:
    thread.start()
started.wait()
monitoring.use_tool_id(1, "test")
monitoring.register_callback(1, E.PY_START, lambda code, offset: hear() if code is tick.__code__ else None)
monitoring.set_events(1, E.PY_START)
wait_for_all()
# expect: 3
monitoring.set_events(1, 0)
monitoring.set_local_events(1, tick.__code__, E.PY_START)
wait_for_all()
# expect: 3
monitoring.free_tool_id(1)


def trace(frame, what, argument):
    if frame.f_code is tick.__code__:
        hear()


heard.clear()
threading.settrace_all_threads(trace)
print(threading.gettrace() is trace, sys.gettrace() is trace)
# expect: True True
wait_for_all()
# expect: 3
threading.settrace_all_threads(None)
print(sys.gettrace())
# expect: None
heard.clear()
threading.setprofile_all_threads(trace)
wait_for_all()
# expect: 3
threading.setprofile_all_threads(None)
print(sys.getprofile())
# expect: None

stop.set()
for thread in threads:
    thread.join()

# A thread that is started later begins with what threading was told.
names = []


def note(frame, what, argument):
    if frame.f_code is tick.__code__:
        names.append(threading.current_thread().name)


threading.settrace(note)
later = threading.Thread(target=tick, name="later")
later.start()
later.join()
threading.settrace(None)
tick()
print(names)
# expect: ['later']
