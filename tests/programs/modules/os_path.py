# Paths as text.
import os.path as p

print(p.join("a", "b"), p.join("a", "/b"), p.join("a/", "b"), p.join("", "b"))  # expect: a/b /b a/b b
print(p.join("a", ""), p.split("/a/b.c"))  # expect: a/ ('/a', 'b.c')
print(p.split("a"), p.split("/"))  # expect: ('', 'a') ('/', '')
print(p.basename("/a/b.c"), p.dirname("/a/b.c"), p.splitext("a.tar.gz"))  # expect: b.c /a ('a.tar', '.gz')
print(p.splitext(".rc"), p.splitext("a/b.d/c"))  # expect: ('.rc', '') ('a/b.d/c', '')
print(p.isabs("/a"), p.isabs("a"))  # expect: True False
print(p.normpath("a//b/../c/."), p.normpath("/../a"), p.normpath(""))  # expect: a/c /a .
print(p.commonprefix(["abc", "abd"]), p.commonpath(["/a/b", "/a/c"]))  # expect: ab /a
print(p.relpath("/a/b", "/a/c"), p.abspath("/x/../y"), p.expanduser("no tilde"))  # expect: ../b /y no tilde
print(p.join(b"a", b"b"), p.exists("/"), p.isdir("/"), p.islink("/"))  # expect: b'a/b' True True False
