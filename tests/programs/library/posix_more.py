# Files read and written at a place, their owners, identities, and other programs.
import os
import stat
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    print(os.pwrite(file, b"0123456789", 5), os.pread(file, 4, 7), os.pread(file, 3, 0), os.lseek(file, 0, 1))
    # expect: 10 b'2345' b'\x00\x00\x00' 0
    print(os.writev(file, [b"ab", bytearray(b"cd"), memoryview(b"efg")]), os.pread(file, 9, 0))
    # expect: 7 b'abcdefg23'
    other = os.open(path + "2", os.O_RDWR | os.O_CREAT, 0o600)
    print(os.sendfile(other, file, 2, 5), os.pread(other, 10, 0))
    # expect: 5 b'cdefg'
    os.fchmod(file, 0o640)
    print(oct(stat.S_IMODE(os.fstat(file).st_mode)))
    # expect: 0o640
    os.fdatasync(file)
    os.posix_fallocate(other, 0, 100)
    os.posix_fadvise(other, 0, 0, os.POSIX_FADV_SEQUENTIAL)
    print(os.fstat(other).st_size)
    # expect: 100
    os.chown(path, -1, -1)
    os.lchown(path, os.getuid(), os.getgid())
    os.fchown(file, os.getuid(), -1)
    print(os.stat(path).st_uid == os.getuid())
    # expect: True
    os.mkfifo(os.path.join(folder, "pipe"))
    print(stat.S_ISFIFO(os.stat(os.path.join(folder, "pipe")).st_mode))
    # expect: True
    here = os.getcwd()
    opened = os.open(folder, os.O_RDONLY)
    os.fchdir(opened)
    print(sorted(os.listdir(".")))
    # expect: ['file', 'file2', 'pipe']
    os.chdir(here)
    for descriptor in (file, other, opened):
        os.close(descriptor)
    try:
        os.chown(os.path.join(folder, "nothing"), -1, -1)
    except FileNotFoundError as error:
        print(error.strerror, os.path.basename(error.filename))
    # expect: No such file or directory nothing

device = os.makedev(8, 3)
print(os.major(device), os.minor(device))
# expect: 8 3
print(os.getresuid() == (os.getuid(), os.geteuid(), os.geteuid()), isinstance(os.getgroups(), list))
# expect: True True
print(os.nice(0) == os.getpriority(os.PRIO_PROCESS, 0))
# expect: True
print(os.waitstatus_to_exitcode(os.system("exit 3")))
# expect: 3

for call in (
    lambda: os.execv("/bin/sh", []),
    lambda: os.execv("/no/such/program", ["x"]),
    lambda: os.execve("/bin/sh", ["sh"], {"a=b": "c"}),
    lambda: os.pread(0, -1, 0),
):
    try:
        call()
    except (OSError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
# expect: ValueError: execv() arg 2 must not be empty
# expect: FileNotFoundError: [Errno 2] No such file or directory
# expect: ValueError: illegal environment variable name
# expect: OSError: [Errno 22] Invalid argument

program = """
import os
os.execve("/bin/sh", ["sh", "-c", 'echo "another program, $word"'], {"word": "well"})
"""
print(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout, end="")
# expect: another program, well
