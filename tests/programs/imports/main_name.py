# The program itself is __main__.
import sys

print(__name__, sys.modules["__main__"].__name__)  # expect: __main__ __main__
print(__file__.endswith("main_name.py"), __package__, __spec__)  # expect: True None None
import _counter

print(_counter.__name__, _counter.__file__.endswith("_counter.py"))  # expect: _counter True
if __name__ == "__main__":
    print("run as a program")  # expect: run as a program
