# Timeouts, refused connections and closed sockets.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("127.0.0.1", 0))
address = s.getsockname()
s.close()
try:
    socket.create_connection(address, timeout=5)
except ConnectionRefusedError as e:
    print(type(e).__name__, isinstance(e, OSError))  # expect: ConnectionRefusedError True
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
server.settimeout(0.01)
print(server.gettimeout())  # expect: 0.01
try:
    server.accept()
except TimeoutError as e:
    print(type(e).__name__, e)  # expect: TimeoutError timed out
server.setblocking(False)
try:
    server.accept()
except BlockingIOError:
    print("BlockingIOError", server.getblocking(), server.gettimeout())  # expect: BlockingIOError False 0.0
server.close()
for bad in (
    lambda: server.accept(),
    lambda: socket.socket().connect("x"),
    lambda: socket.socket().bind(("256.0.0.1", 1)),
    lambda: s.send(b"x"),
):
    try:
        bad()
    except (OSError, TypeError) as e:
        print(type(e).__name__)
# expect: OSError
# expect: TypeError
# expect: gaierror
# expect: OSError
a, b = socket.socketpair()
a.sendall(b"x" * 10000)
a.close()
total = 0
while data := b.recv(4096):
    total += len(data)
print(total, b.recv(1))  # expect: 10000 b''
b.close()
c, d = socket.socketpair()
d.close()
try:
    for _ in range(100):
        c.sendall(b"x" * 1000)
except (BrokenPipeError, ConnectionResetError) as e:
    print(isinstance(e, ConnectionError))  # expect: True
c.close()
