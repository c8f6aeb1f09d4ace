# A bool is taken for a descriptor, with a warning; streams are shown by their class.
import io
import os
import select
import warnings

for call in (lambda: os.path.exists(True), lambda: os.stat(True).st_mode > 0, lambda: os.path.exists(1)):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        print(call(), [(w.category.__name__, str(w.message)) for w in told])


class Own(io.FileIO):
    pass


class Buffered(io.BufferedReader):
    pass


file = Own(os.devnull)
print(repr(file))
print(repr(Buffered(file)), repr(io.BufferedReader(io.FileIO(os.devnull))))
bare = Own(os.devnull)
del bare.name
print(repr(bare) == f"<Own fd={bare.fileno()} mode='rb' closefd=True>")
bare.close()
print(repr(bare))
print(repr(io.FileIO(os.devnull)))
select.epoll(flags=select.EPOLL_CLOEXEC).close()
try:
    select.epoll(flags=12356)
except OSError as error:
    print(error)
for module in ("grp", "pwd"):
    find = getattr(__import__(module), {"grp": "getgrnam", "pwd": "getpwnam"}[module])
    try:
        find("a\0b")
    except ValueError as error:
        print(error)
null = os.open(os.devnull, os.O_RDONLY)
print(os.device_encoding(null), os.device_encoding(12345))
os.close(null)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for call in (os.fsync,):
        try:
            call(False)
        except RuntimeWarning as warning:
            print(warning)
# expect: True [('RuntimeWarning', 'bool is used as a file descriptor')]
# expect: True [('RuntimeWarning', 'bool is used as a file descriptor')]
# expect: True []
# expect: <Own name='/dev/null' mode='rb' closefd=True>
# expect: <Buffered name='/dev/null'> <_io.BufferedReader name='/dev/null'>
# expect: True
# expect: <Own [closed]>
# expect: <_io.FileIO name='/dev/null' mode='rb' closefd=True>
# expect: invalid flags
# expect: embedded null byte
# expect: embedded null byte
# expect: None None
# expect: bool is used as a file descriptor
