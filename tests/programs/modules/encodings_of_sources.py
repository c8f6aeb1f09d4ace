# A source may be in any encoding that it names, as a module, as a program and for compile(); what is wrong has a place.
import os
import subprocess
import sys
import tempfile

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
sources = {
    "latin": b"# coding: latin-1\nword = 'caf\xe9'\n",
    "cyrillic": b"#!/usr/bin/env python\n# -*- coding: koi8-r -*-\nword = '\xd7\xcf\xc4\xc1'\n",
    "marked": b"\xef\xbb\xbfword = '\xe2\x98\x83'\n",
}
for name, source in sources.items():
    file = os.path.join(folder, name + ".py")
    with open(file, "wb") as out:
        out.write(source)
    print(name, ascii(__import__(name).word))
    with open(file, "ab") as out:
        out.write(b"print(ascii(word))\n")
    print(subprocess.run([sys.executable, file], capture_output=True, text=True).stdout.strip())
# expect: latin 'caf\xe9'
# expect: 'caf\xe9'
# expect: cyrillic '\u0432\u043e\u0434\u0430'
# expect: '\u0432\u043e\u0434\u0430'
# expect: marked '\u2603'
# expect: '\u2603'

for name, source in {
    "not_ascii": b"# coding: ascii\nx = '\xe9'\n",
    "no_such": b"# coding: no-such-thing\n",
}.items():
    file = os.path.join(folder, name + ".py")
    with open(file, "wb") as out:
        out.write(source)
    for work in (lambda: __import__(name), lambda: compile(source, file, "exec")):
        try:
            work()
        except SyntaxError as error:
            print(error.msg, error.filename == file, error.lineno, error.offset, error.text)
# expect: 'ascii' codec can't decode byte 0xe9 in position 21: ordinal not in range(128) True 0 -1 None
# expect: 'ascii' codec can't decode byte 0xe9 in position 21: ordinal not in range(128) True 0 -1 None
# expect: unknown encoding: no-such-thing True 0 -1 None
# expect: unknown encoding: no-such-thing True 0 -1 None

try:
    compile(b"a = 1\nb = '\xff'\n", "two.py", "exec")
except SyntaxError as error:
    print("utf-8" in error.msg, error.filename, error.lineno, ascii(error.text))
# expect: True two.py 2 "b = '\ufffd'\n"
file = os.path.join(folder, "bad.py")
with open(file, "wb") as out:
    out.write(b"x = 1\ny = '\xe9'\n")
done = subprocess.run([sys.executable, file], capture_output=True, text=True)
print(done.returncode, r"Non-UTF-8 code starting with '\xe9'" in done.stderr, "on line 2" in done.stderr)
# expect: 1 True True

# The command line has an encoding of its own.
done = subprocess.run(
    [sys.executable, "-c", "# coding: latin-1\nprint(ascii('\u00e9'))"], capture_output=True, text=True
)
print(done.stdout.strip())
# expect: '\xe9'
