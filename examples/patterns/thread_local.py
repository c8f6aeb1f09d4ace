"""An attribute of a `threading.local`, read and written by all threads."""

import threading

from _crew import run

local = threading.local()


def work(share):
    local.n = 0
    while local.n < share:
        local.n += 1
    return local.n


run(work, 120_000)
