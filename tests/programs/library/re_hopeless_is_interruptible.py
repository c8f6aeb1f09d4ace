# A match that would take for ever ends when a signal's handler raises.
import re
import signal


def stop(number, frame):
    raise TimeoutError("enough")


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    re.match(r"(?:a|a)*b", "a" * 60)
except TimeoutError as e:
    print(e)  # expect: enough
print(re.match(r"(?:a|b)*", "ab" * 50000).end())  # expect: 100000
