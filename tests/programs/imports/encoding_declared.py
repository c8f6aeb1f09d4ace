# A source in bytes may say its encoding in a comment of its first two lines.
import importlib
import os
import sys
import tempfile


def run(source):
    try:
        namespace = {}
        exec(compile(source, "<source>", "exec"), namespace)
        return ascii(namespace.get("x"))
    except SyntaxError as e:
        return e.msg


print(run(b"# coding: latin-1\nx = '\xe9'"))  # expect: '\xe9'
print(run(b"#!/bin/sh\n# -*- coding: cp1252 -*-\nx = '\x80'"))  # expect: '\u20ac'
print(run(b"x = '\xc3\xa9'"), run(b"\xef\xbb\xbfx = '\xc3\xa9'"))  # expect: '\xe9' '\xe9'
print(run(b"# coding: ascii\nx = '\xe2'"))  # expect: 'ascii' codec can't decode byte 0xe2 in position 21: ordinal not in range(128)
print(run(b"# coding: nonsense\n"))  # expect: unknown encoding: nonsense
print(run("x = 1".encode("utf-16")))  # expect: source code string cannot contain null bytes
print(run(b"x = 1\n# coding: latin-1\nx = '\xc3\xa9'"))  # expect: '\xe9'
print(run(b"x = '\xff'").partition(" in position")[0])  # expect: (unicode error) 'utf-8' codec can't decode byte 0xff
print(run("# coding: latin-1\nx = '\xe9'"))  # expect: '\xe9'

with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "in_latin_1.py"), "wb") as file:
        file.write(b"# coding: latin-1\nx = '\xe9\xe8'\n")
    sys.path.insert(0, folder)
    print(ascii(importlib.import_module("in_latin_1").x))  # expect: '\xe9\xe8'
