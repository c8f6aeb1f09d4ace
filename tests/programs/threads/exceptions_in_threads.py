# An exception ends its thread only, and goes to threading.excepthook.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
seen = []
done = []


def hook(args):
    seen.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))


threading.excepthook = hook


def work(n):
    if n % 3 == 0:
        raise ValueError(f"thread {n}")
    if n % 3 == 1:
        try:
            raise KeyError(n)
        except KeyError as e:
            done.append(e.args[0])
    else:
        sys.exit(n)
    done.append(n)


for start in range(0, 24, threads):
    numbers = range(start, min(start + threads, 24))
    workers = [threading.Thread(target=work, args=(n,), name=f"t{n}") for n in numbers]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
print(len(seen), sorted(seen)[0])  # expect: 16 ('SystemExit', '11', 't11')
print(sorted(seen)[-1])  # expect: ('ValueError', 'thread 9', 't9')
print(sorted(done) == sorted(n for n in range(24) if n % 3 == 1 for _ in "ab"))  # expect: True
