# Text files: modes, encodings, lines, seeking.
import os

path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"granular-text-{os.getpid()}.txt")
with open(path, "w", encoding="utf-8") as f:
    print(f.write("first\n"), f.write("zweite Ä\n"))
    print(f.writelines(["third\n", "no newline"]), f.tell(), f.name == path, f.mode, f.encoding)
# expect: 6 9
# expect: None 32 True w utf-8
with open(path, encoding="utf-8") as f:
    print(f.readline(), end="")
    print(f.readlines())
    print(repr(f.read()), f.seek(0), f.read(8), repr(f.readline()))
    print([line.rstrip() for line in f], f.closed)
# expect: first
# expect: ['zweite Ä\n', 'third\n', 'no newline']
# expect: '' 0 first
# expect: zw 'eite Ä\n'
# expect: ['third', 'no newline'] False
print(f.closed, os.path.exists(path), os.path.getsize(path))  # expect: True True 32
print(os.path.isfile(path), os.path.isdir(path))  # expect: True False
with open(path, "a") as f:
    f.write("!\n")
with open(path, "r+") as f:
    f.write("FIRST")
    f.seek(0)
    print(f.read().split("\n"))  # expect: ['FIRST', 'zweite Ä', 'third', 'no newline!', '']
with open(path, "rb") as f:
    print(f.read(9), f.readline(), f.seek(-2, 2), f.read(), f.tell())
# expect: b'FIRST\nzwe' b'ite \xc3\x84\n' 32 b'!\n' 34
with open(path, newline="") as f:
    print(len(f.read()))  # expect: 33
try:
    open(path, "x")
except FileExistsError as e:
    print(type(e).__name__, e.errno, e.filename == path)  # expect: FileExistsError 17 True
for bad in (
    lambda: open(path, "q"),
    lambda: open(path, "rw"),
    lambda: open(path, "rb", encoding="utf-8"),
    lambda: open(path + "/x"),
    lambda: open("/no/such/file"),
    lambda: open("/tmp"),
    lambda: open(path, encoding="no-such"),
    lambda: open(1.5),
    lambda: f.read(),
):
    try:
        bad()
    except (ValueError, OSError, TypeError, LookupError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: NotADirectoryError
# expect: FileNotFoundError
# expect: IsADirectoryError
# expect: LookupError
# expect: TypeError
# expect: ValueError
with open(path, "wb") as f:
    f.write(b"a\r\nb\rc\n\xff")
with open(path, errors="replace") as f:
    print(repr(f.read()))  # expect: 'a\nb\nc\n�'
with open(path) as f:
    try:
        f.read()
    except UnicodeDecodeError as e:
        print(type(e).__name__)  # expect: UnicodeDecodeError
with open(path, "w", newline="\r\n") as f:
    f.write("x\ny\n")
with open(path, "rb") as f:
    print(f.read())  # expect: b'x\r\ny\r\n'
os.remove(path)
print(os.path.exists(path))  # expect: False
