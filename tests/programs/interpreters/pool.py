# InterpreterPoolExecutor.
# cpython: the module is new in 3.14
from concurrent.futures import InterpreterPoolExecutor, as_completed
from concurrent import interpreters


def square(x):
    return x * x


def where(_):
    from concurrent import interpreters

    return interpreters.get_current().id != 0


def fails(x):
    raise ValueError(f"no {x}")


def initialize(value):
    import __main__

    __main__.prepared = value


def prepared(x):
    import __main__

    return __main__.prepared + x


if __name__ == "__main__":
    with InterpreterPoolExecutor(max_workers=2) as pool:
        print(list(pool.map(square, range(6))))  # expect: [0, 1, 4, 9, 16, 25]
        print(all(pool.map(where, range(4))))  # expect: True
        print(sorted(f.result() for f in as_completed([pool.submit(pow, 2, n) for n in range(4)])))  # expect: [1, 2, 4, 8]
        future = pool.submit(fails, 7)
        try:
            future.result()
        except ValueError as e:
            print(repr(e), type(e.__cause__).__name__)  # expect: ValueError('no 7') ExecutionFailed
    print(interpreters.list_all())  # expect: [Interpreter(0)]

    with InterpreterPoolExecutor(2, initializer=initialize, initargs=(100,)) as pool:
        print(list(pool.map(prepared, range(3))))  # expect: [100, 101, 102]
    with InterpreterPoolExecutor(1, initializer=fails, initargs=(1,)) as pool:
        try:
            pool.submit(square, 1).result()
        except Exception as e:
            print(type(e).__name__)  # expect: BrokenInterpreterPool
# expect-error: ValueError: no 1
# exit: 0
