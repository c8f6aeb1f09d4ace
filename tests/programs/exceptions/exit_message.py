# sys.exit with a text prints it to stderr; the status is 1.
import sys

print("out")  # expect: out
sys.exit("a last message")
# expect-error: a last message
# exit: 1
