# Threads take turns through one condition.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
condition = threading.Condition()
turn = 0
order = []
ROUNDS = 100


def work(me):
    global turn
    for _ in range(ROUNDS):
        with condition:
            while turn % threads != me:
                condition.wait()
            order.append(me)
            turn += 1
            condition.notify_all()


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(order == list(range(threads)) * ROUNDS, turn == threads * ROUNDS)  # expect: True True
