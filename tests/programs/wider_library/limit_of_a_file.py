# What is written beyond the limit of a file's size is an error of the call, not the end of the process.
import os
import resource
import signal
import tempfile

print(signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
with tempfile.TemporaryFile() as file:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        file.write(b"a" * 2000)
        file.flush()
        print("written")
    except OSError as error:
        print(type(error).__name__, error.errno == 27)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    file.seek(0)
    print(len(file.read()) <= 2000)
# expect: True
# expect: OSError True
# expect: True
