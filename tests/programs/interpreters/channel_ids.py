# ChannelID: a number that keeps a channel, and which of its ends is meant.
# cpython: the module has other arguments in 3.13
import operator
import weakref
import _interpreters
import _interpchannels as channels


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


cid = channels.create()
print(repr(cid), cid, int(cid), operator.index(cid), float(cid), ["first"][cid], cid.end)  # expect: ChannelID(0) 0 0 0 0.0 first both
print(repr(cid.send), repr(cid.recv), cid.send.end, cid.recv.end, repr(cid.send.recv))
# expect: ChannelID(0, send=True) ChannelID(0, recv=True) send recv ChannelID(0, recv=True)
print(cid == cid.send, cid != cid.send, cid.send == cid.send, cid == 0, 0 == cid, cid == 0.0, 0j == cid, cid == False)
# expect: False True True True True True True True
print(cid == None, cid == "0", cid == -1, cid == 2**70, cid != 2**70, cid.send == 0)  # expect: False False False False True True
print(hash(cid) == hash(0) == hash(cid.send), {cid: "by number"}[0])  # expect: True by number
attempt(operator.lt, cid, cid)
# expect: TypeError: '<' not supported between instances of '_interpchannels.ChannelID' and '_interpchannels.ChannelID'
attempt(operator.add, cid, 1)  # expect: TypeError: unsupported operand type(s) for +: '_interpchannels.ChannelID' and 'int'

# It is not changed and not made by calling the class.
attempt(channels.ChannelID, 0)  # expect: TypeError: cannot create '_interpchannels.ChannelID' instances
attempt(setattr, cid, "name", 1)
# expect: AttributeError: '_interpchannels.ChannelID' object has no attribute 'name' and no __dict__ for setting new attributes
attempt(setattr, cid, "end", "both")  # expect: AttributeError: attribute 'end' of '_interpchannels.ChannelID' objects is not writable
attempt(setattr, channels.ChannelID, "name", 1)
# expect: TypeError: cannot set 'name' attribute of immutable type '_interpchannels.ChannelID'
attempt(weakref.ref, cid)  # expect: TypeError: cannot create weak reference to '_interpchannels.ChannelID' object
attempt(cid.__reduce_ex__, 2)  # expect: TypeError: cannot pickle '_interpchannels.ChannelID' object

# Others for the same channel, or for none.
attempt(channels._channel_id, cid, send=True)  # expect: ChannelID(0, send=True)
attempt(channels._channel_id, cid.send)  # expect: ChannelID(0, send=True)
attempt(channels._channel_id, cid.send, send=True, recv=True)  # expect: ChannelID(0)
attempt(channels._channel_id, cid.send, send=False)  # expect: ChannelID(0, send=True)
attempt(channels._channel_id, cid, send=False, recv=True)  # expect: ChannelID(0, recv=True)
attempt(channels._channel_id, cid, send=False, recv=False)  # expect: ValueError: 'send' and 'recv' cannot both be False
attempt(channels._channel_id, 50)  # expect: ChannelNotFoundError: channel 50 not found
attempt(channels._channel_id, 50, force=True)  # expect: ChannelID(50)
attempt(channels._channel_id, "0")  # expect: TypeError: channel ID must be an int, got str

# The channel goes with the last.
other = channels.create()
end = other.recv
del other
print(channels.list_all())  # expect: [(ChannelID(1), 3, 1), (ChannelID(0), 3, 1)]
del end
print(channels.list_all())  # expect: [(ChannelID(0), 3, 1)]
attempt(channels.recv, 1)  # expect: ChannelNotFoundError: channel 1 not found

# One on its way keeps it as well.
inner = channels.create()
channels.send(cid, inner.send, blocking=False)
channels.send(cid, (inner, [inner.end]), blocking=False)
del inner
print(channels.recv(cid), channels.recv(cid))  # expect: (ChannelID(2, send=True), None) ((ChannelID(2), ['both']), None)
print(channels.list_all())  # expect: [(ChannelID(0), 3, 1)]

# In another interpreter.
print(_interpreters.is_shareable(cid), _interpreters.is_shareable(cid.recv))  # expect: True True
interp = _interpreters.create()
_interpreters.set___main___attrs(interp, {"cid": cid.send})
print(_interpreters.exec(interp, """if True:
    import _interpchannels as channels
    channels.send(cid, (cid.end, cid == 0, int(cid)), blocking=False)
"""))  # expect: None
print(channels.recv(cid))  # expect: (('send', True, 0), None)
_interpreters.destroy(interp)


# What a library makes of an end arrives as that.
class End:
    def __init__(self, cid):
        self._id = cid


class Send(End):
    pass


class Receive(End):
    pass


cid = channels.create()
attempt(channels._register_end_types, Send, 1)  # expect: TypeError: expected a type for 'recv'
channels._register_end_types(Send, Receive)
print(_interpreters.is_shareable(Send(1)), _interpreters.is_shareable(End(1)))  # expect: True False
channels.send(cid, Send(cid.send), blocking=False)
channels.send(cid, Receive(cid.recv), blocking=False)
for _ in range(2):
    arrived = channels.recv(cid)[0]
    print(type(arrived).__name__, repr(arrived._id), arrived._id == cid)
# expect: Send ChannelID(3, send=True) False
# expect: Receive ChannelID(3, recv=True) False
resolved = channels._channel_id(cid, send=True, _resolve=True)
channels.send(cid, resolved, blocking=False)
print(type(channels.recv(cid)[0]).__name__)  # expect: Send
try:
    channels.send(cid, Send(3), -1, 0, blocking=False)
except _interpreters.NotShareableError as e:
    print(e.__cause__)  # expect: '_id' attribute must be an _interpchannels.ChannelID object, not int
