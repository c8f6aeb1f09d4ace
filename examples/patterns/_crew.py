"""What the patterns share: the work dealt out to as many threads as the first argument says."""

import sys
import threading


def run(work, total):
    """Prints the sum of what work(share) answers in each thread; the shares add up to `total`, some times over."""
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    total *= int(sys.argv[2]) if len(sys.argv) > 2 else 24
    answers = [0] * threads

    def body(me):
        answers[me] = work(total * (me + 1) // threads - total * me // threads)

    crew = [threading.Thread(target=body, args=(me,)) for me in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    print(sum(answers))
