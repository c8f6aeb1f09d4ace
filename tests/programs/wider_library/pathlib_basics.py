# pathlib.
import os
from pathlib import Path, PurePosixPath

p = PurePosixPath("/a/b/c.tar.gz")
print(p.name, p.stem, p.suffix, p.suffixes)  # expect: c.tar.gz c.tar .gz ['.tar', '.gz']
print(p.parent, p.parts, p / "d")  # expect: /a/b ('/', 'a', 'b', 'c.tar.gz') /a/b/c.tar.gz/d
print(p.with_suffix(".zip"), p.relative_to("/a"), p.is_absolute())  # expect: /a/b/c.tar.zip b/c.tar.gz True
base = Path(os.environ.get("TMPDIR", "/tmp")) / f"granular-pathlib-{os.getpid()}"
base.mkdir()
(base / "x.txt").write_text("hello\n")
(base / "sub").mkdir()
(base / "sub" / "y.txt").write_bytes(b"bytes")
print((base / "x.txt").read_text(), sorted(q.name for q in base.iterdir()))
# expect: hello
# expect:  ['sub', 'x.txt']
print([q.name for q in sorted(base.rglob("*.txt"))])  # expect: ['y.txt', 'x.txt']
print((base / "none").exists())  # expect: False
with (base / "x.txt").open() as f:
    print(f.read().strip(), (base / "x.txt").stat().st_size)  # expect: hello 6
(base / "sub" / "y.txt").unlink()
(base / "sub").rmdir()
(base / "x.txt").unlink()
base.rmdir()
print(base.exists(), Path("a") == Path("a"))  # expect: False True
print(Path("a/../b"), str(Path("x//y/")))  # expect: a/../b x/y
