# Names are looked for in an open folder, and links themselves are asked, where a call is told so.
import os
import tempfile

root = tempfile.mkdtemp()
inner = os.path.join(root, "inner")
os.mkdir(inner)
os.chdir(root)
folder = os.open(inner, os.O_RDONLY)
for path in "file", "inner/file":
    with open(path, "w") as stream:
        stream.write(path)

with os.fdopen(os.open("file", os.O_RDONLY, dir_fd=folder)) as stream:
    print(stream.read())
print(os.stat("file", dir_fd=folder).st_size, os.stat("file").st_size)
os.mkdir("sub", dir_fd=folder)
os.rename("file", "sub/moved", src_dir_fd=folder, dst_dir_fd=folder)
os.link("sub/moved", "linked", src_dir_fd=folder, dst_dir_fd=folder)
os.symlink("linked", "soft", dir_fd=folder)
print(sorted(os.listdir(inner)), os.listdir(os.path.join(inner, "sub")), sorted(os.listdir(root)))
print(os.readlink("soft", dir_fd=folder), os.access("soft", os.F_OK, dir_fd=folder), os.access("soft", os.F_OK))
os.chmod("linked", 0o600, dir_fd=folder)
os.utime("linked", ns=(1_000_000_001, 2_000_000_002), dir_fd=folder)
os.utime("soft", (5, 6), dir_fd=folder, follow_symlinks=False)
status = os.stat("soft", dir_fd=folder)
print(oct(status.st_mode), status.st_mtime_ns, os.lstat("soft", dir_fd=folder).st_mtime)
try:
    os.chmod(os.path.join(inner, "soft"), 0, follow_symlinks=False)
except NotImplementedError:
    pass
print(oct(os.stat("linked", dir_fd=folder).st_mode))
os.mkfifo("pipe", dir_fd=folder)
for name in "pipe", "soft", "linked", "sub/moved":
    os.unlink(name, dir_fd=folder)
os.rmdir("sub", dir_fd=folder)
print(os.listdir(inner), os.listdir(root).count("file"))
for bad in "name", 1.5:
    try:
        os.unlink("file", dir_fd=bad)
    except TypeError as error:
        print(error)
print({os.open, os.stat, os.unlink, os.rmdir, os.rename, os.utime} <= os.supports_dir_fd)
print({os.stat, os.utime, os.link, os.access} <= os.supports_follow_symlinks)
for arguments in [dict(times=(1, 2), ns=(1, 2)), dict(times=[1, 2]), dict(ns=(1,))]:
    try:
        os.utime("file", **arguments)
    except (ValueError, TypeError) as error:
        print(error)
os.close(folder)
# expect: inner/file
# expect: 10 4
# expect: ['linked', 'soft', 'sub'] ['moved'] ['file', 'inner']
# expect: linked True False
# expect: 0o100600 2000000002 6.0
# expect: 0o100600
# expect: [] 1
# expect: argument should be integer or None, not str
# expect: argument should be integer or None, not float
# expect: True
# expect: True
# expect: utime: you may specify either 'times' or 'ns' but not both
# expect: utime: 'times' must be either a tuple of two ints or None
# expect: utime: 'ns' must be a tuple of two ints
