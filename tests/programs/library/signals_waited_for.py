# Signals that are held back and waited for, and signals sent to threads.
import os
import signal
import socket
import threading
import time

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGUSR2])
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigwait({signal.SIGUSR1}).name)  # expect: SIGUSR1
signal.raise_signal(signal.SIGUSR2)
info = signal.sigwaitinfo([signal.SIGUSR1, signal.SIGUSR2])
print(info.si_signo == signal.SIGUSR2, info.si_pid == os.getpid(), info.si_uid == os.getuid(), len(info))
# expect: True True True 7
print(signal.sigtimedwait([signal.SIGUSR1], 0.01))  # expect: None
try:
    signal.sigtimedwait([signal.SIGUSR1], -1)
except ValueError as error:
    print(error)  # expect: timeout must be non-negative
timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGUSR1))
timer.start()
print(signal.sigtimedwait([signal.SIGUSR1], 30).si_signo == signal.SIGUSR1)  # expect: True
timer.join()
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1, signal.SIGUSR2])

came = []
signal.signal(signal.SIGUSR1, lambda number, frame: came.append(number))
signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
# One that comes before the last has been handled is the same one.
while not came:
    time.sleep(0.01)
sender = threading.Thread(target=signal.pthread_kill, args=(threading.main_thread().ident, signal.SIGUSR1))
sender.start()
sender.join()
while len(came) < 2:
    time.sleep(0.01)
print(came == [signal.SIGUSR1] * 2, signal.pthread_kill(threading.get_ident(), 0))  # expect: True None
try:
    signal.signal(signal.SIGUSR1, None)
except TypeError as error:
    print(error)  # expect: signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object
signal.siginterrupt(signal.SIGUSR1, False)
print(signal.SIGCLD is signal.SIGCHLD, signal.SIGPOLL is signal.SIGIO)  # expect: True True

one, other = socket.socketpair()
try:
    signal.set_wakeup_fd(one.fileno())
except ValueError as error:
    print(str(error).split(maxsplit=3)[3])  # expect: must be in non-blocking mode
one.setblocking(False)
print(signal.set_wakeup_fd(one.fileno()))  # expect: -1
signal.raise_signal(signal.SIGUSR1)
print(other.recv(1) == bytes([signal.SIGUSR1]), signal.set_wakeup_fd(-1) == one.fileno())  # expect: True True
one.close()
other.close()
try:
    signal.set_wakeup_fd(9999)
except OSError as error:
    print(error.errno)  # expect: 9


def fail(number, frame):
    raise RuntimeError(number == signal.SIGUSR2)


# What was held back comes with the call that lets it through, what a thread sends itself with the call that sends it.
signal.signal(signal.SIGUSR2, fail)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
os.kill(os.getpid(), signal.SIGUSR2)
print(signal.sigpending() == {signal.SIGUSR2})  # expect: True
for call, *arguments in (
    (signal.pthread_sigmask, signal.SIG_UNBLOCK, [signal.SIGUSR2]),
    (signal.pthread_kill, threading.get_ident(), signal.SIGUSR2),
):
    try:
        call(*arguments)
        print("late")
    except RuntimeError as error:
        print(error)
# expect: True
# expect: True
