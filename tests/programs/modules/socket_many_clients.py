# Many clients at once, each with its own thread on both sides.
import socket
import threading

CLIENTS, MESSAGES = 12, 20
server = socket.create_server(("127.0.0.1", 0), backlog=CLIENTS)
answers = {}


def handle(connection):
    with connection, connection.makefile("rwb") as stream:
        for line in stream:
            stream.write(b"echo " + line)
            stream.flush()


def accept():
    for _ in range(CLIENTS):
        connection, _ = server.accept()
        threading.Thread(target=handle, args=(connection,)).start()


def client(n):
    with socket.create_connection(server.getsockname()) as connection, connection.makefile("rw") as stream:
        got = []
        for m in range(MESSAGES):
            stream.write(f"{n} {m}\n")
            stream.flush()
            got.append(stream.readline())
    answers[n] = got == [f"echo {n} {m}\n" for m in range(MESSAGES)]


threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
threads.append(threading.Thread(target=accept))
for t in threads:
    t.start()
for t in threads:
    t.join()
server.close()
print(len(answers), all(answers.values()))  # expect: 12 True
