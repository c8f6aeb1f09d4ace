# Importing in a thread while the main thread waits for it, also from within an import.
import threading

import _imports_and_waits

print(_imports_and_waits.result)  # expect: [('bisect', 'heapq')]
done = []


def late():
    import keyword

    done.append(keyword.iskeyword("import"))


t = threading.Thread(target=late)
t.start()
t.join()
print(done)  # expect: [True]
