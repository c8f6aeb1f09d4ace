# time: clocks that go forward, and sleep.
import time

a = time.monotonic()
b = time.perf_counter()
c = time.time()
time.sleep(0.01)
print(time.monotonic() - a >= 0.01, time.perf_counter() - b >= 0.009)  # expect: True True
print(time.time() > 1_600_000_000, time.time() >= c)  # expect: True True
print(isinstance(time.time_ns(), int), isinstance(time.monotonic_ns(), int))  # expect: True True
print(isinstance(time.perf_counter_ns(), int))  # expect: True
print(time.process_time() >= 0, time.thread_time() >= 0)  # expect: True True
print(type(time.process_time()).__name__)  # expect: float
last = time.monotonic_ns()
for _ in range(1000):
    now = time.monotonic_ns()
    assert now >= last
    last = now
t = time.gmtime(0)
print(t.tm_year, t.tm_mon, t.tm_mday)  # expect: 1970 1 1
print(t.tm_hour, t.tm_wday, t.tm_yday, tuple(t))  # expect: 0 3 1 (1970, 1, 1, 0, 0, 0, 3, 1, 0)
print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(86400 * 365)))  # expect: 1971-01-01 00:00:00
print(time.asctime(time.gmtime(0)))  # expect: Thu Jan  1 00:00:00 1970
for bad in (-1, "x", float("nan"), 1e300):
    try:
        time.sleep(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: TypeError
# expect: ValueError
# expect: OverflowError
time.sleep(0)
print(time.sleep(0.0))  # expect: None
