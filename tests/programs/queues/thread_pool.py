# concurrent.futures: a pool of threads.
from concurrent.futures import ThreadPoolExecutor, as_completed, wait

with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(lambda x: x * x, range(6))))
    futures = [pool.submit(pow, 2, n) for n in range(5)]
    print([f.result() for f in futures], sorted(f.result() for f in as_completed(futures)))
    bad = pool.submit(lambda: 1 / 0)
    print(type(bad.exception()).__name__, bad.done(), bad.cancelled())
    try:
        bad.result()
    except ZeroDivisionError as e:
        print(e)
    done, not_done = wait(futures)
    print(len(done), len(not_done))
    log = []
    f = pool.submit(int, "7")
    f.result()
    f.add_done_callback(lambda f: log.append(f.result()))
    print(log)
    try:
        list(pool.map(int, ["1", "x"]))
    except ValueError as e:
        print(e)
# expect: [0, 1, 4, 9, 16, 25]
# expect: [1, 2, 4, 8, 16] [1, 2, 4, 8, 16]
# expect: ZeroDivisionError True False
# expect: division by zero
# expect: 5 0
# expect: [7]
# expect: invalid literal for int() with base 10: 'x'
try:
    pool.submit(print)
except RuntimeError as e:
    print(e)  # expect: cannot schedule new futures after shutdown
