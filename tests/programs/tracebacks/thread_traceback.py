# A traceback from a thread goes through the threading module.
import threading


def target(n):
    return [10, 20][n]


t = threading.Thread(target=target, args=(5,), name="indexer")
t.start()
t.join()
print("main ends well")  # expect: main ends well
# expect-error: Exception in thread indexer:
# expect-error: threading.py", line
# expect-error: in run
# expect-error:     return [10, 20][n]
# expect-error:            ~~~~~~~~^^^
# expect-error: IndexError: list index out of range
# exit: 0
