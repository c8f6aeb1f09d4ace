# Without a hook of one's own the traceback goes to stderr and the program ends well.
import threading


def inner():
    raise KeyError("in a thread")


t = threading.Thread(target=inner, name="unlucky")
t.start()
t.join()
print("main goes on")  # expect: main goes on
# expect-error: Exception in thread unlucky:
# expect-error: Traceback (most recent call last):
# expect-error: in inner
# expect-error: KeyError: 'in a thread'
# exit: 0
