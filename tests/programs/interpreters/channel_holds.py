# What channels hold goes with them, and no sender waits for what is lost.
# cpython: it hangs there, or ends
import threading
import time
import _interpreters
import _interpchannels as channels

# A chain of channels, each of which is in the next.
last = None
for _ in range(2000):
    following = channels.create()
    channels.send(following, last, blocking=False)
    last = following
del following
print(len(channels.list_all()))  # expect: 2000
del last
print(len(channels.list_all()), flush=True)  # expect: 0

# One that an interpreter keeps, and everything in it, goes with that interpreter.
interp = _interpreters.create()
print(_interpreters.exec(interp, """if True:
    import _interpchannels as channels
    kept = channels.create()
    channels.send(kept, kept.send, blocking=False)
    channels.send(kept, [1, 2, 3], blocking=False)
    print(len(channels.list_all()), flush=True)
"""))
# expect: 1
# expect: None
_interpreters.destroy(interp)
print(len(channels.list_all()))  # expect: 0

# What cannot be made anew is not received.
cid = channels.create()


class Broken:
    def __reduce__(self):
        return broken, ()


def broken():
    raise ValueError("not today")


def receive_when_waited_for():
    while not channels.get_count(cid):
        time.sleep(0.001)
    try:
        channels.recv(cid)
    except _interpreters.NotShareableError as e:
        print(e)


thread = threading.Thread(target=receive_when_waited_for)
thread.start()
try:
    channels.send(cid, Broken())
except channels.ChannelClosedError as e:
    thread.join()
    print(str(e).replace(str(cid), "N"))
# expect: object could not be unpickled
# expect: channel N has closed
