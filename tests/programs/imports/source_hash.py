# The hash by which compiled files know their source.
import _imp
import importlib.util

for text in (b"", b"a", b"import sys\n", bytes(range(100))):
    print(_imp.source_hash(7, text).hex())
# expect: 8c312dcf1b73602f
# expect: a433876b3ef615b0
# expect: f883b2c216bf4c07
# expect: 5d64a433a3d11111
print(len(importlib.util.source_hash(b"x")))
# expect: 8
