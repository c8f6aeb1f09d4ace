# No thread enters a phase before all have left the one before.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
barrier = threading.Barrier(threads)
PHASES = 40
arrived = [0] * PHASES
lock = threading.Lock()
early = []
serials = []


def work(me):
    for phase in range(PHASES):
        with lock:
            arrived[phase] += 1
        place = barrier.wait()
        if arrived[phase] != threads:
            early.append((me, phase))
        if place == 0:
            serials.append(phase)
        barrier.wait()


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(early, serials == list(range(PHASES)))  # expect: [] True
print(set(arrived) == {threads}, barrier.n_waiting, barrier.broken)  # expect: True 0 False
