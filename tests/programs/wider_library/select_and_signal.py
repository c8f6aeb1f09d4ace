# selectors over sockets, and signals raised by the program itself.
import selectors
import signal
import socket

a, b = socket.socketpair()
s = selectors.DefaultSelector()
s.register(a, selectors.EVENT_READ, "a")
print(s.select(0), len(s.get_map()))  # expect: [] 1
b.sendall(b"x")
print([(key.data, events) for key, events in s.select(5)], a.recv(1))  # expect: [('a', 1)] b'x'
s.modify(a, selectors.EVENT_WRITE, "writable")
print([(key.data, events) for key, events in s.select(5)])  # expect: [('writable', 2)]
s.unregister(a)
s.close()
a.close()
b.close()
got = []
old = signal.signal(signal.SIGUSR1, lambda number, frame: got.append(number))
signal.raise_signal(signal.SIGUSR1)
print(got == [signal.SIGUSR1], old)  # expect: True 0
print(signal.getsignal(signal.SIGUSR1) is not None, signal.Signals(2).name)  # expect: True SIGINT
signal.signal(signal.SIGUSR1, signal.SIG_DFL)
signal.signal(signal.SIGALRM, lambda *a: got.append("alarm"))
signal.setitimer(signal.ITIMER_REAL, 0.01)
signal.pause()
print(got[1:])  # expect: ['alarm']


def stop(number, frame):
    raise TimeoutError("from a handler")


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.01)
try:
    while True:
        pass
except TimeoutError as e:
    print(e)  # expect: from a handler

# A timer that cannot be set raises an error of its own.
import signal

try:
    signal.setitimer(signal.ITIMER_REAL, -1)
except signal.ItimerError as error:
    print(error, type(error) is OSError, isinstance(error, OSError))  # expect: [Errno 22] Invalid argument False True
