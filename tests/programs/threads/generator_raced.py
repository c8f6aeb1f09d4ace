# Threads that race for one generator get each value once, or are told that it is busy.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


def numbers():
    for n in range(3000):
        yield n


g = numbers()
taken = [[] for _ in range(threads)]
unexpected = []


def work(mine):
    while True:
        try:
            mine.append(next(g))
        except StopIteration:
            return
        except ValueError as e:
            if str(e) != "generator already executing":
                unexpected.append(e)
                return


workers = [threading.Thread(target=work, args=(mine,)) for mine in taken]
for w in workers:
    w.start()
for w in workers:
    w.join()
everything = sorted(n for mine in taken for n in mine)
print(everything == list(range(3000)), unexpected)  # expect: True []
print(all(mine == sorted(mine) for mine in taken))  # expect: True
