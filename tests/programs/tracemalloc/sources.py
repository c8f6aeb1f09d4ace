# A warning about something says where that was made, if this is known.
import contextlib
import io
import tracemalloc
import warnings

warnings.simplefilter("always")


def leak():
    return open(__file__)


def shown(action):
    text = io.StringIO()
    with contextlib.redirect_stderr(text):
        action()
    return text.getvalue().replace(__file__, "FILE").splitlines()


def drop():
    leak()


for line in shown(drop)[1:]:
    print(line)
# expect:   leak()
# expect: ResourceWarning: Enable tracemalloc to get the object allocation traceback
tracemalloc.start(2)
for line in shown(drop)[1:]:
    print(line)
# expect:   leak()
# expect: Object allocated at (most recent call last):
# expect:   File "FILE", lineno 22
# expect:     leak()
# expect:   File "FILE", lineno 11
# expect:     return open(__file__)


class Thing:
    pass


thing = Thing()
for line in shown(lambda: warnings.warn("a thing", UserWarning, source=thing))[1:]:
    print(line)
# expect:   for line in shown(lambda: warnings.warn("a thing", UserWarning, source=thing))[1:]:
# expect: Object allocated at (most recent call last):
# expect:   File "FILE", lineno 44
# expect:     thing = Thing()
tracemalloc.stop()
