# Many threads import the same modules at once and get the same ones.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
barrier = threading.Barrier(threads)
got = []


def work():
    barrier.wait()
    import bisect
    import collections.abc
    import heapq
    from colorsys import rgb_to_hsv

    got.append((bisect, collections.abc, heapq, rgb_to_hsv))
    assert rgb_to_hsv(1, 0, 0) == (0.0, 1.0, 1)


workers = [threading.Thread(target=work) for _ in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(got) == threads, all(g == got[0] for g in got), got[0][2].__name__)  # expect: True True heapq
