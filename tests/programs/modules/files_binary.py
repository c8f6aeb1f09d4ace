# Binary files: buffered and not, positions, truncation.
import os

path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"granular-binary-{os.getpid()}.bin")
with open(path, "wb") as f:
    for n in range(1000):
        f.write(bytes([n % 256]) * 10)
    print(f.tell(), type(f).__name__)  # expect: 10000 BufferedWriter
with open(path, "rb") as f:
    print(len(f.read()), f.read(), f.seek(5000), f.read(3), f.seek(10, 1), f.tell(), f.peek(1)[:1])
    buffer = bytearray(8)
    print(f.readinto(buffer), buffer, f.seek(0, os.SEEK_END))
# expect: 10000 b'' 5000 b'\xf4\xf4\xf4' 5013 5013 b'\xf5'
# expect: 8 bytearray(b'\xf5\xf5\xf5\xf5\xf5\xf5\xf5\xf6') 10000
with open(path, "r+b") as f:
    f.seek(2)
    f.write(b"HELLO")
    f.truncate(20)
    f.seek(0)
    print(f.read())  # expect: b'\x00\x00HELLO\x00\x00\x00\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01'
with open(path, "rb", buffering=0) as f:
    print(type(f).__name__, f.read(4), f.readall(), f.read())
# expect: FileIO b'\x00\x00HE' b'LLO\x00\x00\x00\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01' b''
with open(path, "ab") as f:
    f.write(b"end")
with open(path, "rb") as f:
    print(sum(len(chunk) for chunk in iter(lambda: f.read(7), b"")), f.readline())  # expect: 23 b''
fd = os.open(path, os.O_RDWR)
print(os.read(fd, 3), os.lseek(fd, 0, os.SEEK_SET))  # expect: b'\x00\x00H' 0
print(os.write(fd, b"os"), os.fstat(fd).st_size)  # expect: 2 23
os.close(fd)
with os.fdopen(os.open(path, os.O_RDONLY), "rb") as f:
    print(f.read(4), f.fileno() > 2)  # expect: b'osHE' True
os.unlink(path)
try:
    os.close(fd)
except OSError as e:
    print(type(e).__name__, e.errno)  # expect: OSError 9
