"""An echo server on the loopback, its clients, and neighbours that only compute.

Usage: echo.py [clients [neighbours [seconds [switch interval]]]]

Whoever waits for the network has given up the global lock and needs it again to go on. A neighbour that
computes lets go of it only one switch interval (5 ms) after being asked, so answers that take microseconds
take milliseconds: about 1 / (2 x switch interval) requests a second with one neighbour. Without a global lock
the neighbours go unnoticed while there are cores enough.
"""

import socket
import sys
import threading
import time

REQUESTS = 1500
MESSAGE = 16
DISTANCE = 0.0002  # seconds a request would spend on a real network


def receive(connection, size):
    """Exactly so many bytes, or fewer if the other side has closed."""
    data = connection.recv(size)
    while data and len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            break
        data += more
    return data


def serve(connection):
    with connection:
        while data := connection.recv(4096):
            connection.sendall(data)


def accept(listener, clients):
    for _ in range(clients):
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(connection,)).start()


def compute(stop):
    x = 0
    while not stop.is_set():
        for _ in range(1000):
            x = (x * 31 + 7) % 65521


def main():
    arguments = sys.argv[1:]
    clients = int(arguments[0]) if len(arguments) > 0 else 1
    neighbours = int(arguments[1]) if len(arguments) > 1 else 0
    seconds = float(arguments[2]) if len(arguments) > 2 else None
    if len(arguments) > 3:
        sys.setswitchinterval(float(arguments[3]))

    listener = socket.create_server(("127.0.0.1", 0))
    address = listener.getsockname()
    stop = threading.Event()
    answered = [0] * clients
    wrong = [0] * clients

    def client(n):
        """Asks until its share is done or, if a time was given, until the time is up."""
        share = (n + 1) * REQUESTS // clients - n * REQUESTS // clients
        with socket.create_connection(address) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.monotonic() < deadline if seconds is not None else answered[n] < share:
                message = b"%8d%8d" % (n, answered[n])
                time.sleep(DISTANCE)
                connection.sendall(message)
                if receive(connection, MESSAGE) != message:
                    wrong[n] += 1
                answered[n] += 1

    acceptor = threading.Thread(target=accept, args=(listener, clients))
    computing = [threading.Thread(target=compute, args=(stop,)) for _ in range(neighbours)]
    asking = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for thread in [acceptor] + computing:
        thread.start()
    start = time.monotonic()
    deadline = start + (seconds or 0)
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    elapsed = time.monotonic() - start
    stop.set()
    for thread in [acceptor] + computing:
        thread.join()
    listener.close()

    print(f"every answer was its question: {sum(wrong) == 0}")
    if seconds is None:
        print(f"{sum(answered)} requests")
    print(f"{sum(answered) / elapsed:.0f} requests/s", file=sys.stderr)


if __name__ == "__main__":
    main()
