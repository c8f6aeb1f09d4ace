# Channels between interpreters: what is sent, received, closed and given up.
# cpython: the module has other arguments in 3.13
import _interpreters
import _interpchannels as channels


def attempt(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


cid = channels.create()
print(repr(cid), channels.list_all(), channels.get_channel_defaults(cid))  # expect: ChannelID(0) [(ChannelID(0), 3, 1)] (3, 1)
print(channels.ChannelClosedError.__mro__[1:3], channels.ChannelError.__module__)
# expect: (<class '_interpchannels.ChannelError'>, <class 'RuntimeError'>) _interpchannels

# In the order they were sent.
for item in (None, True, 7, 1.5, "text", b"bytes", (1, ("two", b"three")), [1, {"pickled"}]):
    channels.send(cid, item, blocking=False)
print(channels.get_count(cid))  # expect: 8
print([channels.recv(cid)[0] for _ in range(8)])
# expect: [None, True, 7, 1.5, 'text', b'bytes', (1, ('two', b'three')), [1, {'pickled'}]]
attempt(channels.recv, cid)  # expect: ChannelEmptyError: channel 0 is empty
attempt(channels.recv, cid, "default")  # expect: ('default', None)
attempt(channels.send, cid, [1], 1, 0, blocking=False)
# expect: NotShareableError: [1] does not support cross-interpreter data
channels.send_buffer(cid, b"view", blocking=False)
print(bytes(channels.recv(cid)[0]))  # expect: b'view'
attempt(channels.send_buffer, cid, 1, blocking=False)  # expect: TypeError: memoryview: a bytes-like object is required, not 'int'

# What is no argument.
attempt(channels.create, 9)  # expect: ValueError: unsupported unboundop 9
attempt(channels.create, 1, 9)  # expect: ValueError: unsupported fallback 9
attempt(channels.send, cid, 1, 7)  # expect: ValueError: unsupported unboundop 7
attempt(channels.send, cid, 1, blocking=False, timeout=1)  # expect: ValueError: can't specify a timeout for a non-blocking call
attempt(channels.send, cid, 1, timeout=-1)  # expect: ValueError: timeout value must be a non-negative number
attempt(channels.send, cid, 1, timeout=float("nan"))  # expect: ValueError: Invalid value NaN (not a number)
attempt(channels.send, cid, 1, timeout=1e20)  # expect: OverflowError: timestamp out of range for C PyTime_t
attempt(channels.send, cid, 1, timeout="1")  # expect: TypeError: 'str' object cannot be interpreted as an integer or float
for wrong in ("x", -1, 2**64, 1.0):
    attempt(channels.get_count, wrong)
# expect: TypeError: channel ID must be an int, got str
# expect: ValueError: channel ID must be a non-negative int, got -1
# expect: OverflowError: int too big to convert
# expect: TypeError: channel ID must be an int, got float
for function in (channels.recv, channels.close, channels.release, channels.destroy, channels.get_count, channels.get_info,
                 channels.get_channel_defaults):
    attempt(function, 99)
# expect: ChannelNotFoundError: channel 99 not found
# expect: ChannelNotFoundError: channel 99 not found
# expect: ChannelNotFoundError: channel 99 not found
# expect: ChannelNotFoundError: channel 99 not found
# expect: ChannelNotFoundError: channel 99 not found
# expect: ChannelNotFoundError: channel 99 not found
# expect: ChannelNotFoundError: channel 99 not found
attempt(channels.send, 99, 1)  # expect: ChannelNotFoundError: channel 99 not found
attempt(channels.list_interpreters, 99, send=True)  # expect: ChannelNotFoundError: channel 99 not found

# Closed at once if it is empty; with something in it by force, or the end that sends first.
channels.send(cid, "left", blocking=False)
attempt(channels.close, cid)  # expect: ChannelNotEmptyError: channel 0 may not be closed if not empty (try force=True)
attempt(channels.close, cid, send=True, recv=True)
# expect: ChannelNotEmptyError: channel 0 may not be closed if not empty (try force=True)
print(channels.get_info(cid))
# expect: _interpchannels.ChannelInfo(open=True, closing=False, closed=False, count=1, num_interp_send=0, num_interp_send_released=0, num_interp_recv=0, num_interp_recv_released=0)
channels.close(cid, send=True)
info = channels.get_info(cid)
print(info.closing, info.count, info.num_interp_both, info.send_associated, info.recv_released)  # expect: True 1 1 True False
attempt(channels.send, cid, 1)  # expect: ChannelClosedError: channel 0 is closed
attempt(channels.close, cid, send=True)  # expect: ChannelClosedError: channel 0 is closed
attempt(channels.list_interpreters, cid, send=True)  # expect: ChannelClosedError: channel 0 is closed
attempt(channels.list_interpreters, cid, send=False)  # expect: [0]
attempt(channels.close, cid, recv=True)  # expect: ChannelNotEmptyError: channel 0 may not be closed if not empty (try force=True)
attempt(channels.recv, cid)  # expect: ('left', None)
attempt(channels.recv, cid)  # expect: ChannelClosedError: channel 0 is closed
attempt(channels.close, cid, force=True)  # expect: ChannelClosedError: channel 0 is closed
print(channels.list_all(), channels.get_info(cid).closed)  # expect: [] True
forced = channels.create()
channels.send(forced, 1, blocking=False)
channels.close(forced, force=True)
attempt(channels.recv, forced)  # expect: ChannelClosedError: channel 1 is closed

# Given up by the only interpreter that has used it, it is closed, and still listed.
released = channels.create()
channels.release(released, send=True)
print(channels.list_all(), channels.get_info(released).closed)  # expect: [(ChannelID(2), 3, 1)] True
attempt(channels.recv, released)  # expect: ChannelClosedError: channel 2 is closed
attempt(channels.release, released)  # expect: ChannelClosedError: channel 2 is closed

# Who has given up an end does not get it back, while others go on.
shared = channels.create()
interp = _interpreters.create()


def there(code):
    failed = _interpreters.exec(interp, "import _interpchannels as channels\n" + code, {"shared": int(shared)})
    if failed:
        print(failed.formatted)


there("channels.send(shared, 'from there', blocking=False)")
print(channels.recv(shared), channels.list_interpreters(shared, send=True), channels.list_interpreters(shared, send=False))
# expect: ('from there', None) [1] [0]
there("channels.release(shared, send=True)\nchannels.send(shared, 1)")
# expect: _interpchannels.ChannelClosedError: channel 3 is already closed
channels.send(shared, 1, blocking=False)
there("channels.recv(shared)")
info = channels.get_info(shared)
print(info.num_interp_both, info.num_interp_both_recv_released, info.send_associated)  # expect: 1 1 True
channels.destroy(shared)
attempt(channels.recv, shared)  # expect: ChannelNotFoundError: channel 3 not found
_interpreters.destroy(interp)
