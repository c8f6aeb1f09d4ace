# Objects go from their maker to another thread and back, and lose references on both sides.
import queue
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
gone = []


class Ball:
    def __init__(self, n):
        self.n, self.hits = n, 0

    def __del__(self):
        gone.append(self.n)


def player(inbox, outbox):
    while (ball := inbox.get()) is not None:
        keep = [ball, ball, (ball,)]
        ball.hits += len(keep)
        outbox.put(ball)
        del keep[0]
    outbox.put(None)


boxes = [queue.SimpleQueue() for _ in range(threads + 1)]
players = [threading.Thread(target=player, args=(boxes[n], boxes[n + 1])) for n in range(threads)]
for p in players:
    p.start()
hits = 0
for n in range(300):
    ball = Ball(n)
    boxes[0].put(ball)
    back = boxes[-1].get()
    assert back is ball
    hits += back.hits
    del ball, back
boxes[0].put(None)
for p in players:
    p.join()
print(hits == 300 * 3 * threads, len(gone), gone == sorted(gone))  # expect: True 300 True
