# argparse.
import argparse

p = argparse.ArgumentParser(prog="tool")
p.add_argument("file")
p.add_argument("-n", "--number", type=int, default=3)
p.add_argument("-v", action="store_true")
p.add_argument("rest", nargs="*")
print(p.parse_args(["-n", "5", "-v", "a.txt", "x", "y"]))
# expect: Namespace(file='a.txt', number=5, v=True, rest=['x', 'y'])
print(p.parse_args(["b"]).number)  # expect: 3
print(p.format_usage().strip())  # expect: usage: tool [-h] [-n NUMBER] [-v] file [rest ...]
try:
    p.parse_args([])
except SystemExit as e:
    print("exit", e.code)  # expect: exit 2
# expect-error: the following arguments are required: file
# exit: 0
