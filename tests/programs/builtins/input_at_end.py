# Reading from an empty standard input.
import sys

try:
    input()
except EOFError as e:
    print("EOFError", e)  # expect: EOFError EOF when reading a line
try:
    input("prompt> ")  # expect: prompt> again
except EOFError:
    print("again")
print(repr(sys.stdin.read()), repr(sys.stdin.readline()), list(sys.stdin))  # expect: '' '' []
