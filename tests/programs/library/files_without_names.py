# Counters and memory that are files without a name, buffers read and written in parts, open folders, and the system's chance.
# cpython: 3.13 says otherwise of a size below zero
import os
import tempfile

counter = os.eventfd(3)
os.eventfd_write(counter, 4)
print(os.eventfd_read(counter))  # expect: 7
os.close(counter)
try:
    os.eventfd(-1)
except ValueError as error:
    print(error)  # expect: Cannot convert negative int
waiting = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
try:
    os.eventfd_read(waiting)
except BlockingIOError:
    print("nothing counted")  # expect: nothing counted
os.close(waiting)

memory = os.memfd_create("name")
print(os.get_inheritable(memory), os.writev(memory, [b"one ", bytearray(b"two ")]))  # expect: False 8
print(os.pwritev(memory, [b"T", b"hree"], 4), os.lseek(memory, 0, os.SEEK_SET))  # expect: 5 0
first, second = bytearray(3), bytearray(20)
print(os.readv(memory, [first, second]), bytes(first), bytes(second[:7]))  # expect: 9 b'one' b' Three\x00'
view = memoryview(bytearray(5))
print(os.preadv(memory, [view[1:3]], 5), bytes(view))  # expect: 2 b'\x00hr\x00\x00'
os.lockf(memory, os.F_LOCK, 4)
os.lockf(memory, os.F_ULOCK, 4)
print(os.fstatvfs(memory).f_bsize == os.statvfs(memory).f_bsize)  # expect: True
os.close(memory)
print(len(os.getrandom(7)), len(os.getrandom(3, os.GRND_NONBLOCK)))  # expect: 7 3

with tempfile.TemporaryDirectory() as folder:
    for name in ("a", "b/c"):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w").close()
    opened = os.open(folder, os.O_RDONLY)
    print(sorted(os.listdir(opened)))  # expect: ['a', 'b']
    with os.scandir(opened) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            print(entry.path, entry.is_dir(), entry.stat().st_ino == entry.inode())
    # expect: a False True
    # expect: b True True
    print([(place == folder, names, files) for place, names, files, _ in os.fwalk(folder)])
    # expect: [(True, ['b'], ['a']), (False, [], ['c'])]
    here = os.getcwd()
    os.chdir(opened)
    print(os.path.samefile(os.getcwd(), folder))  # expect: True
    os.chdir(here)
    os.close(opened)
    try:
        os.listdir(opened)
    except OSError as error:
        print(error.errno)  # expect: 9
    path = os.path.join(folder, "a")
    try:
        os.setxattr(path, "user.color", b"red")
        print(os.getxattr(path, "user.color"), os.listxattr(path))
        os.removexattr(path, "user.color")
        print(os.listxattr(path, follow_symlinks=False))
    except OSError:
        # Not every file system keeps them.
        print(b"red", ["user.color"])
        print([])
    # expect: b'red' ['user.color']
    # expect: []
    try:
        os.getxattr(os.path.join(folder, "none"), "user.color")
    except FileNotFoundError as error:
        print(os.path.basename(error.filename))  # expect: none

print(os.sched_getscheduler(0) == os.SCHED_OTHER)  # expect: True
print(os.sched_get_priority_min(os.SCHED_FIFO), os.sched_get_priority_max(os.SCHED_FIFO))  # expect: 1 99
print(os.sched_param(5), os.sched_getparam(0).sched_priority)  # expect: posix.sched_param(sched_priority=5) 0
print(os.ctermid(), os.getgrouplist("root", 0)[0])  # expect: /dev/tty 0
