# TCP over the loopback: listen, connect, send, receive, close.
import socket
import threading

server = socket.create_server(("127.0.0.1", 0))
host, port = server.getsockname()
print(host, port > 0, server.family == socket.AF_INET)  # expect: 127.0.0.1 True True
print(server.type == socket.SOCK_STREAM)  # expect: True
received = []


def serve():
    connection, address = server.accept()
    with connection:
        while data := connection.recv(5):
            received.append(data)
            connection.sendall(data.upper())
    received.append(address[0])


t = threading.Thread(target=serve)
t.start()
with socket.create_connection((host, port)) as client:
    client.sendall(b"hello")
    print(client.recv(100))  # expect: b'HELLO'
    print(client.send(b"abc"), client.recv(3, socket.MSG_WAITALL))  # expect: 3 b'ABC'
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(client.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)  # expect: True
    print(client.getpeername() == (host, port))  # expect: True
    client.shutdown(socket.SHUT_WR)
    print(client.recv(10))  # expect: b''
t.join()
server.close()
print(received)  # expect: [b'hello', b'abc', '127.0.0.1']
print(server.fileno(), client)  # expect: -1 <socket.socket [closed] fd=-1, family=2, type=1, proto=6>
