# What is counted by each thread in a word of its own only as the program ends, dies with it, and all it keeps.
import threading
from datetime import datetime, timedelta, tzinfo

for _ in range(2):
    # The second is not immortal: a module's statement has defined it before.
    class Zone(tzinfo):
        def utcoffset(self, dt):
            return timedelta(hours=2)

        def dst(self, dt):
            return timedelta(0)


zone = Zone()
moments = [datetime(2020, 1, 1, tzinfo=zone) + timedelta(minutes=n) for n in range(200)]
ready = threading.Barrier(4)


def work():
    ready.wait()
    for _ in range(5):
        for moment in moments:
            hash(moment)


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(moments))  # expect: 200
