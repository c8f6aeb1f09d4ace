# Files and directories by way of os.
import os

base = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"granular-os-{os.getpid()}")
os.mkdir(base)
os.makedirs(os.path.join(base, "a", "b"))
for name in ("x.txt", "a/y.txt", "a/b/z.txt"):
    with open(os.path.join(base, name), "w") as f:
        f.write(name)
print(sorted(os.listdir(base)), os.path.isdir(base + "/a"))  # expect: ['a', 'x.txt'] True
print(os.path.exists(base + "/nothing"))  # expect: False
print([(os.path.relpath(d, base), sorted(s), sorted(f)) for d, s, f in os.walk(base)])
# expect: [('.', ['a'], ['x.txt']), ('a', ['b'], ['y.txt']), ('a/b', [], ['z.txt'])]
print(sorted((e.name, e.is_dir(), e.is_file()) for e in os.scandir(base)))
# expect: [('a', True, False), ('x.txt', False, True)]
os.rename(base + "/x.txt", base + "/renamed")
print(os.stat(base + "/renamed").st_size, os.path.getsize(base + "/a/y.txt"))  # expect: 5 7
for bad in (
    lambda: os.mkdir(base),
    lambda: os.rmdir(base),
    lambda: os.remove(base + "/none"),
    lambda: os.listdir(base + "/renamed"),
    lambda: os.rename(base + "/none", base + "/other"),
):
    try:
        bad()
    except OSError as e:
        print(type(e).__name__)
# expect: FileExistsError
# expect: OSError
# expect: FileNotFoundError
# expect: NotADirectoryError
# expect: FileNotFoundError
here = os.getcwd()
os.chdir(base)
print(os.path.samefile(os.getcwd(), base))  # expect: True
print(open("renamed").read() if os.path.exists("renamed") else None)  # expect: x.txt
os.chdir(here)
for d, s, f in os.walk(base, topdown=False):
    for name in f:
        os.remove(os.path.join(d, name))
    os.rmdir(d)
print(os.path.exists(base), os.sep, os.linesep == "\n")  # expect: False / True
print(os.name, os.getpid() > 0, os.cpu_count() > 0)  # expect: posix True True
os.environ["GRANULAR_TEST"] = "set"
print(os.environ["GRANULAR_TEST"], os.getenv("GRANULAR_TEST"))  # expect: set set
print(os.environ.get("GRANULAR_NONE", "default"), "GRANULAR_TEST" in os.environ)  # expect: default True
del os.environ["GRANULAR_TEST"]
print(os.getenv("GRANULAR_TEST"), len(os.urandom(8)))  # expect: None 8
r, w = os.pipe()
os.write(w, b"through a pipe")
os.close(w)
print(os.read(r, 100), os.read(r, 100))  # expect: b'through a pipe' b''
os.close(r)
