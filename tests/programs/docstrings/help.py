# `help` and `pydoc` tell of what is built in.
import builtins
import io
import math
import pydoc


def lines(thing):
    return pydoc.render_doc(thing, renderer=pydoc.plaintext).splitlines()


help(len)
# expect: Help on built-in function len in module builtins:
# expect: 
# expect: len(obj, /)
# expect:     Return the number of items in a container.
# expect: 
print(*lines(print), sep="\n")
# expect: Python Library Documentation: built-in function print in module builtins
# expect: 
# expect: print(*args, sep=' ', end='\n', file=None, flush=False)
# expect:     Prints the values to a stream, or to sys.stdout by default.
# expect: 
# expect:     sep
# expect:       string inserted between values, default a space.
# expect:     end
# expect:       string appended after the last value, default a newline.
# expect:     file
# expect:       a file-like object (stream); defaults to the current sys.stdout.
# expect:     flush
# expect:       whether to forcibly flush the stream.
print(*lines(getattr)[2:4], sep="\n")
# expect: getattr(...)
# expect:     getattr(object, name[, default]) -> value
print(*lines(bool.__and__)[2:], sep="\n")
# expect: __and__(self, value, /) unbound builtins.bool method
# expect:     Return self&value.


def part(thing, begin, count):
    found = lines(thing)
    index = found.index(begin)
    print(*(line.rstrip() for line in found[index : index + count]), sep="\n")


part(str, " |  zfill(self, width, /)", 4)
# expect:  |  zfill(self, width, /)
# expect:  |      Pad a numeric string with zeros on the left, to fill a field of the given width.
# expect:  |
# expect:  |      The string is never truncated.
part(dict, " |  fromkeys(iterable, value=None, /)", 3)
# expect:  |  fromkeys(iterable, value=None, /)
# expect:  |      Create a new dictionary with keys from iterable and values set to value.
# expect:  |
part(list, " |  pop(self, index=-1, /)", 4)
# expect:  |  pop(self, index=-1, /)
# expect:  |      Remove and return item at index (default last).
# expect:  |
# expect:  |      Raises IndexError if list is empty or index is out of range.
part(int, " |  real", 2)
# expect:  |  real
# expect:  |      the real part of a complex number
part(tuple, " |  __new__(*args, **kwargs)", 2)
# expect:  |  __new__(*args, **kwargs)
# expect:  |      Create and return a new object.  See help(type) for accurate signature.
part(math, "    gcd(*integers)", 2)
# expect:     gcd(*integers)
# expect:         Greatest Common Divisor.

# All of it can be shown.
shown = 0
for name in dir(builtins):
    if isinstance(thing := getattr(builtins, name), type) or callable(thing):
        shown += len(lines(thing)) > 2
print(shown > 100)  # expect: True

# A session of it, without a terminal.
answers = io.StringIO()
pydoc.Helper(io.StringIO("len\nno_such_thing\nquit\n"), answers)()
told = answers.getvalue()
print("len(obj, /)" in told, "No Python documentation found for 'no_such_thing'" in told)  # expect: True True
