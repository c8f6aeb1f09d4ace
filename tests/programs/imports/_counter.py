"""Counts how often it is asked to."""

count = 0


def bump():
    global count
    count += 1
    return count
