# What becomes of items and ends of channels when the interpreter that used them ends.
# cpython: the module has other arguments in 3.13
import _interpreters
import _interpchannels as channels

REMOVE, ERROR, REPLACE = 1, 2, 3


def there(interp, code, **names):
    failed = _interpreters.exec(interp, "import _interpchannels as channels\n" + code, names)
    if failed:
        print(failed.formatted)


cid = channels.create()
channels.send(cid, "mine", REMOVE, blocking=False)
interp = _interpreters.create()
there(interp, "for how in (1, 2, 3, -1, 1): channels.send(cid, how, how, blocking=False)", cid=cid)
channels.send(cid, "mine too", blocking=False)
print(channels.get_count(cid), channels.list_interpreters(cid, send=True))  # expect: 7 [0, 1]
_interpreters.destroy(interp)
print(channels.get_count(cid), channels.list_interpreters(cid, send=True))  # expect: 5 [0]
print([channels.recv(cid) for _ in range(5)])
# expect: [('mine', None), (None, 2), (None, 3), (None, 3), ('mine too', None)]

# A channel that nobody else has used is closed with its only user.
for how, count in ((REMOVE, 2), (REPLACE, 0)):
    cid = channels.create(how)
    interp = _interpreters.create()
    there(interp, f"for _ in range({count}): channels.send(cid, 1, blocking=False)\nchannels.recv(cid, None)", cid=cid)
    print(channels.get_info(cid).open)
    _interpreters.destroy(interp)
    print(channels.get_info(cid).closed, len(channels.list_all()))
    try:
        channels.recv(cid)
    except channels.ChannelClosedError as e:
        print(str(e).replace(str(cid), "N"))
# expect: True
# expect: True 1
# expect: channel N is closed
# expect: True
# expect: True 1
# expect: channel N is closed

# Closing, and what is left in it goes away: it is found empty once, and is closed.
cid = channels.create(REMOVE)
channels.recv(cid, None)
interp = _interpreters.create()
there(interp, "channels.send(cid, 1, blocking=False)\nchannels.close(cid, send=True)", cid=cid)
_interpreters.destroy(interp)
for _ in range(2):
    try:
        channels.recv(cid)
    except channels.ChannelError as e:
        print(type(e).__name__)
# expect: ChannelEmptyError
# expect: ChannelClosedError

# An interpreter ends whose thread waits until something is received: it ends when that is so.
import threading
import time

cid = channels.create()
interp = _interpreters.create()
there(interp, """if True:
    import threading
    threading.Thread(target=channels.send, args=(cid, "from a thread")).start()
""", cid=cid)


def receive_later():
    time.sleep(0.05)
    print(channels.recv(cid))


thread = threading.Thread(target=receive_later)
thread.start()
_interpreters.destroy(interp)  # expect: ('from a thread', None)
thread.join()
print(channels.get_count(cid))  # expect: 0
