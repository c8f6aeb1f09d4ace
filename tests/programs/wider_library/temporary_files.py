# tempfile, shutil and glob.
import glob
import os
import shutil
import tempfile

with tempfile.TemporaryDirectory() as base:
    for name in ("a.txt", "b.txt", "c.log"):
        with open(os.path.join(base, name), "w") as f:
            f.write(name)
    os.mkdir(os.path.join(base, "sub"))
    shutil.copy(os.path.join(base, "a.txt"), os.path.join(base, "sub", "copy.txt"))
    shutil.move(os.path.join(base, "c.log"), os.path.join(base, "sub"))
    print(sorted(os.path.basename(p) for p in glob.glob(os.path.join(base, "*.txt"))))
    print(
        sorted(os.path.relpath(p, base) for p in glob.glob(os.path.join(base, "**", "*"), recursive=True))
    )
    shutil.copytree(os.path.join(base, "sub"), os.path.join(base, "tree"))
    shutil.rmtree(os.path.join(base, "sub"))
    print(sorted(os.listdir(base)), sorted(os.listdir(os.path.join(base, "tree"))))
# expect: ['a.txt', 'b.txt']
# expect: ['a.txt', 'b.txt', 'sub', 'sub/c.log', 'sub/copy.txt']
# expect: ['a.txt', 'b.txt', 'tree'] ['c.log', 'copy.txt']
print(os.path.exists(base))  # expect: False
with tempfile.NamedTemporaryFile("w+", delete=True) as f:
    f.write("named")
    f.flush()
    print(os.path.exists(f.name), open(f.name).read())  # expect: True named
print(os.path.exists(f.name))  # expect: False
with tempfile.TemporaryFile() as f:
    f.write(b"unnamed")
    f.seek(0)
    print(f.read())  # expect: b'unnamed'
