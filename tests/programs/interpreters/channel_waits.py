# Sending waits until what was sent is received, or will not be.
# cpython: the module has other arguments in 3.13
import os
import signal
import threading
import time
import _interpreters
import _interpchannels as channels


def attempt(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except BaseException as e:
        print(f"{type(e).__name__}: {e}")


def receive(cid):
    while True:
        try:
            return channels.recv(cid)[0]
        except channels.ChannelEmptyError:
            time.sleep(0.001)


def when_waited_for(cid, function, *arguments, **keywords):
    def run():
        while not channels.get_count(cid):
            time.sleep(0.001)
        function(*arguments, **keywords)
    thread = threading.Thread(target=run)
    thread.start()
    return thread


# Received by another thread.
cid = channels.create()
got = []
thread = when_waited_for(cid, lambda: got.append(channels.recv(cid)))
attempt(channels.send, cid, "hello", timeout=30)  # expect: None
thread.join()
print(got)  # expect: [('hello', None)]

# The time is up, and nobody receives it.
attempt(channels.send, cid, 1, timeout=0.01)  # expect: TimeoutError: timed out
attempt(channels.send, cid, 1, timeout=0)  # expect: TimeoutError: timed out
print(channels.get_count(cid))  # expect: 0

# Closed or destroyed meanwhile.
for end in (lambda: channels.close(cid, force=True), lambda: channels.destroy(cid)):
    cid = channels.create()
    thread = when_waited_for(cid, end)
    try:
        channels.send(cid, 1)
    except channels.ChannelClosedError as e:
        print(str(e).replace(str(cid), "N"))
    thread.join()
# expect: channel N has closed
# expect: channel N has closed

cid = channels.create()
# Ctrl-C: nobody receives what was being sent.
thread = when_waited_for(cid, os.kill, os.getpid(), signal.SIGINT)
attempt(channels.send, cid, 1)  # expect: KeyboardInterrupt: 
thread.join()
print(channels.get_count(cid))  # expect: 0
# A handler runs, and the wait goes on.
signal.signal(signal.SIGUSR1, lambda *_: print("handled"))
thread = when_waited_for(cid, lambda: (os.kill(os.getpid(), signal.SIGUSR1), time.sleep(0.05), channels.recv(cid)))
attempt(channels.send, cid, 1)
# expect: handled
# expect: None
thread.join()

# Between interpreters, there and back.
there, back = channels.create(), channels.create()
interp = _interpreters.create()
SERVER = """if True:
    import _interpchannels as channels, time
    def receive(cid):
        while True:
            try:
                return channels.recv(cid)[0]
            except channels.ChannelEmptyError:
                time.sleep(0.001)
    while (number := receive(there)) is not None:
        channels.send(back, number * number)
"""
_interpreters.set___main___attrs(interp, {"there": there.recv, "back": back.send})
server = threading.Thread(target=_interpreters.exec, args=(interp, SERVER))
server.start()
answers = []
for number in range(20):
    channels.send(there, number)
    answers.append(receive(back))
channels.send(there, None)
server.join()
_interpreters.destroy(interp)
print(answers == [number * number for number in range(20)])  # expect: True

# Many senders, each with a receiver of its own somewhere.
cid = channels.create()
received = []


def send_all(name):
    for number in range(25):
        channels.send(cid, (name, number))


def receive_all():
    while (item := receive(cid)) is not None:
        received.append(item)


senders = [threading.Thread(target=send_all, args=(name,)) for name in range(4)]
receivers = [threading.Thread(target=receive_all) for _ in range(3)]
for thread in senders + receivers:
    thread.start()
for thread in senders:
    thread.join()
for _ in receivers:
    channels.send(cid, None)
for thread in receivers:
    thread.join()
print(sorted(received) == [(name, number) for name in range(4) for number in range(25)], channels.get_count(cid))  # expect: True 0
