# sys.exit with a number, from inside functions and finally blocks.
import sys


def leave():
    try:
        sys.exit(7)
    except Exception:
        print("not caught here")
    finally:
        print("leaving")


leave()  # expect: leaving
print("never")
# exit: 7
