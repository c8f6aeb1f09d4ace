# Data with open files beside it, over a pair of sockets.
import array
import os
import socket

a, b = socket.socketpair()
print(a.sendmsg([b"one", b"two", bytearray(b"!")]), b.recvmsg(100))
r, w = os.pipe()
fds = array.array("i", [w])
print(a.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)]))
data, beside, flags, address = b.recvmsg(10, socket.CMSG_SPACE(4 * 8))
[(level, kind, numbers)] = beside
print(data, level == socket.SOL_SOCKET, kind == socket.SCM_RIGHTS, len(numbers), flags)
got = array.array("i")
got.frombytes(numbers)
os.write(got[0], b"through")
print(got[0] != w, os.read(r, 100))
for fd in (r, w, got[0]):
    os.close(fd)
# expect: 7 (b'onetwo!', [], 0, None)
# expect: 1
# expect: b'x' True True 4 0
# expect: True b'through'

target, more = bytearray(3), bytearray(10)
a.send(b"abcdef")
print(b.recvmsg_into([target, more])[0], target, bytes(more[:3]))
print(socket.CMSG_LEN(4) < socket.CMSG_SPACE(4) + 1, socket.CMSG_SPACE(0) == socket.CMSG_LEN(0))
for wrong in (
    lambda: b.recvmsg(-1),
    lambda: b.recvmsg(1, -1),
    lambda: a.sendmsg([b""], [(1, 2)]),
    lambda: a.sendmsg(["text"]),
    lambda: socket.CMSG_LEN(-1),
):
    try:
        wrong()
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__)
# expect: 6 bytearray(b'abc') b'def'
# expect: True True
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: TypeError
# expect: OverflowError
b.settimeout(0.01)
try:
    b.recvmsg(1)
except TimeoutError as e:
    print(e)
a.close()
print(b.recvmsg(1))
b.close()
# expect: timed out
# expect: (b'', [], 0, None)

for _ in range(20):
    a, b = socket.socketpair()
    with a, b:
        socket.send_fds(a, [b"m"], [0, 1, 2])
        message, fds, flags, _ = socket.recv_fds(b, 10, 3)
        for fd in fds:
            os.close(fd)
print(message, len(fds))
# expect: b'm' 3
