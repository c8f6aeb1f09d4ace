"""An echo server beside threads that only compute; the client is another process.

Usage: convoy.py neighbours interval message
Says its port on a line, serves one connection, and ends when that is closed.
"""

import socket
import sys
import threading


def compute(stop):
    x = 0
    while not stop:
        for _ in range(1000):
            x = (x * 31 + 7) % 65521


def main():
    neighbours, interval, message = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    sys.setswitchinterval(interval)
    stop = []
    listener = socket.create_server(("127.0.0.1", 0))
    threads = [threading.Thread(target=compute, args=(stop,)) for _ in range(neighbours)]
    for thread in threads:
        thread.start()
    print(listener.getsockname()[1], flush=True)
    connection, _ = listener.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection:
        while data := connection.recv(message, socket.MSG_WAITALL):
            connection.sendall(data)
    stop.append(True)
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
