# faulthandler shows the frames of all threads, of the one that asks last.
import faulthandler
import re
import tempfile
import threading

event, waiting = threading.Event(), threading.Barrier(3)


def wait():
    waiting.wait()
    event.wait()


crew = [threading.Thread(target=wait) for _ in range(2)]
for thread in crew:
    thread.start()
waiting.wait()
dumped = ""
line = f"line {wait.__code__.co_firstlineno + 2} in wait\n"
while dumped.count(line) < 2 or dumped.count(" in wait\n") < 6:
    with tempfile.TemporaryFile("w+") as file:
        faulthandler.dump_traceback(file)
        file.seek(0)
        dumped = file.read()
event.set()
for thread in crew:
    thread.join()
for part in dumped.split("\n\n"):
    title, *frames = part.splitlines()
    print(re.sub(r"0x\w+( \[.*\])?", "…", title), len(frames), frames[-1].split()[-1])
# expect: Thread … (most recent call first): 6 _bootstrap
# expect: Thread … (most recent call first): 6 _bootstrap
# expect: Current thread … (most recent call first): 1 <module>
