# ResourceWarning for files and sockets that nobody has closed: not shown unless somebody asks.
import gc
import io
import os
import socket
import subprocess
import sys
import tempfile
import warnings

path = os.path.join(tempfile.mkdtemp(), "there.txt")
open(path, "w").write("text")
gc.collect()
print(open(path).read())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")

    def leave(make):
        make()
        gc.collect()

    leave(lambda: open(path, encoding="utf-8"))
    leave(lambda: open(path, "rb"))
    leave(lambda: open(path, "rb", buffering=0))
    leave(lambda: open(path, "w", encoding="utf-8").write("written"))
    leave(lambda: socket.socket(socket.AF_UNIX))
    # These hold nothing, or have given it back.
    leave(lambda: io.StringIO("x"))
    leave(lambda: io.TextIOWrapper(io.BytesIO()))
    leave(lambda: open(path).close())
    leave(lambda: socket.socket(socket.AF_UNIX).close())
    leave(lambda: os.close(socket.socket(socket.AF_UNIX).detach()))
    leave(lambda: open(os.dup(1), "w", closefd=True).close())
for warning in caught:
    text = str(warning.message).replace(path, "PATH")
    print(warning.category.__name__, text.partition(" fd=")[0], warning.source is not None)
print(open(path).read())

program = "import sys\ndef f(): open(sys.argv[1]); print('after')\nf()"
for options in ([], ["-W", "error"], ["-X", "dev"], ["-W", "default"]):
    done = subprocess.run([sys.executable, *options, "-c", program, path], capture_output=True, text=True)
    print(done.stdout.split(), done.returncode, "ResourceWarning: unclosed file" in done.stderr, "Exception ignored" in done.stderr)
# expect: text
# expect: ResourceWarning unclosed file <_io.TextIOWrapper name='PATH' mode='r' encoding='utf-8'> True
# expect: ResourceWarning unclosed file <_io.BufferedReader name='PATH'> True
# expect: ResourceWarning unclosed file <_io.FileIO name='PATH' mode='rb' closefd=True> True
# expect: ResourceWarning unclosed file <_io.TextIOWrapper name='PATH' mode='w' encoding='utf-8'> True
# expect: ResourceWarning unclosed <socket.socket True
# expect: written
# expect: ['after'] 0 False False
# expect: ['after'] 0 True True
# expect: ['after'] 0 True False
# expect: ['after'] 0 True False
