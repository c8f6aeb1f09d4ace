"""While this module is being imported, a thread that it waits for imports others."""

import threading

result = []


def work():
    import bisect
    import heapq

    result.append((bisect.__name__, heapq.__name__))


t = threading.Thread(target=work)
t.start()
t.join()
