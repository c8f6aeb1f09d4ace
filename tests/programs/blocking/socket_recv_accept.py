# Others run while one waits to accept, to receive, to connect or to send.
import socket
import threading

server = socket.create_server(("127.0.0.1", 0))


def compute():
    total = 0
    for n in range(10000):
        total += n
    return total


def client():
    compute()
    with socket.create_connection(server.getsockname()) as c:
        compute()
        c.sendall(b"hello")
        received = 0
        while received < 4_000_000:
            compute() if received < 100_000 else None
            received += len(c.recv(65536))
        c.sendall(b"thanks")


t = threading.Thread(target=client)
t.start()
connection, _ = server.accept()
print(connection.recv(100))  # expect: b'hello'
connection.sendall(b"x" * 4_000_000)
print(connection.recv(100), connection.recv(100))  # expect: b'thanks' b''
t.join()
connection.close()
server.close()
