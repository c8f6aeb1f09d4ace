# Threads that hash, compare and shift the same datetimes get the same, whoever is first to ask the zone.
import threading
from datetime import UTC, datetime, time, timedelta, tzinfo

asked = []


class Zone(tzinfo):
    def utcoffset(self, dt):
        asked.append(dt is None)
        return timedelta(hours=2)

    def dst(self, dt):
        return timedelta(0)


zone = Zone()
moments = [datetime(2020, 1, 1, tzinfo=zone) + timedelta(minutes=n) for n in range(200)]
times = [time(12, n % 60, tzinfo=zone) for n in range(200)]
expected = [moment.astimezone(UTC) for moment in moments]
hashes = [hash(moment) for moment in expected]
asked.clear()
ready = threading.Barrier(4)
wrong = []


def work():
    ready.wait()
    for _ in range(5):
        if [hash(moment) for moment in moments] != hashes:
            wrong.append("hash")
        if moments != expected or len(set(moments + expected)) != len(moments):
            wrong.append("equal")
        if [moment + timedelta(1) - timedelta(1) for moment in moments] != moments:
            wrong.append("shifted")
        if len(set(times)) != 60:
            wrong.append("times")


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(wrong, len(asked) > 0)  # expect: [] True
