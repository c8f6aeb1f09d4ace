# Switch interval, stack size and trace settings.
import sys
import threading

print(sys.getswitchinterval())  # expect: 0.005
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())  # expect: 0.001
for bad in (0, -1, "x"):
    try:
        sys.setswitchinterval(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: TypeError
sys.setswitchinterval(0.005)
print(threading.stack_size(), threading.gettrace())  # expect: 0 None
print(threading.getprofile(), threading.TIMEOUT_MAX > 0)  # expect: None True
try:
    threading.stack_size(100)
except ValueError as e:
    print("ValueError")  # expect: ValueError
old = threading.stack_size(1 << 20)
t = threading.Thread(target=print, args=("with another stack",))
t.start()
t.join()
print(old, threading.stack_size(0))
# expect: with another stack
# expect: 0 1048576
