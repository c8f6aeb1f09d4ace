# The library's debugger on a script of commands.
import io
import pdb
import sys


def add(a, b):
    total = a + b
    return total


def work(n):
    result = 0
    for i in range(n):
        result = add(result, i)
    return result


def numbers():
    for n in range(2):
        yield n


def use():
    found = []
    for n in numbers():
        found.append(n)
    return found


def debug(commands, function, *arguments):
    out = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO(commands), stdout=out, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    debugger.prompt = ""
    try:
        result = debugger.runcall(function, *arguments)
        print("result", result)
    except BaseException as error:
        print(type(error).__name__)
    finally:
        sys.settrace(None)
    folder = __file__.rpartition("/")[0] + "/"
    for line in out.getvalue().splitlines():
        print(" ", line.replace(folder, ""))


debug("next\nnext\nprint(n, result)\nstep\nup\np result\ndown\np a, b\nreturn\ncontinue\n", work, 3)
# expect: result 3
# expect:   > debugger.py(13)work()
# expect:   -> result = 0
# expect:   > debugger.py(14)work()
# expect:   -> for i in range(n):
# expect:   > debugger.py(15)work()
# expect:   -> result = add(result, i)
# expect:   3 0
# expect:   --Call--
# expect:   > debugger.py(7)add()
# expect:   -> def add(a, b):
# expect:   > debugger.py(15)work()
# expect:   -> result = add(result, i)
# expect:   0
# expect:   > debugger.py(7)add()
# expect:   -> def add(a, b):
# expect:   (0, 0)
# expect:   --Return--
# expect:   > debugger.py(9)add()->0
# expect:   -> return total
debug("break add, a == 1\ncontinue\np a, b\n!total = 9\n!a = 40\nnext\np total\ncontinue\n", work, 3)
# expect: result 42
# expect:   > debugger.py(13)work()
# expect:   -> result = 0
# expect:   Breakpoint 1 at debugger.py:8
# expect:   > debugger.py(8)add()
# expect:   -> total = a + b
# expect:   (1, 2)
# expect:   > debugger.py(9)add()
# expect:   -> return total
# expect:   42
debug("next\n!result = 100\ncontinue\n", work, 3)
# expect: result 103
# expect:   > debugger.py(13)work()
# expect:   -> result = 0
# expect:   > debugger.py(14)work()
# expect:   -> for i in range(n):
debug("next\nnext\nnext\nnext\nnext\np found\nuntil 27\nquit\n", use)
# expect: result None
# expect:   > debugger.py(25)use()
# expect:   -> found = []
# expect:   > debugger.py(26)use()
# expect:   -> for n in numbers():
# expect:   > debugger.py(27)use()
# expect:   -> found.append(n)
# expect:   > debugger.py(26)use()
# expect:   -> for n in numbers():
# expect:   > debugger.py(27)use()
# expect:   -> found.append(n)
# expect:   > debugger.py(26)use()
# expect:   -> for n in numbers():
# expect:   [0, 1]
# expect:   > debugger.py(28)use()
# expect:   -> return found
debug("jump 15\nnext\ncontinue\n", work, 2)
# expect: result 1
# expect:   > debugger.py(13)work()
# expect:   -> result = 0
# expect:   *** Jump failed: can't jump into the body of a for loop
# expect:   > debugger.py(14)work()
# expect:   -> for i in range(n):


def squares():
    for n in range(2):
        square = n * n
        yield square
    square = "done"


def use_squares():
    return list(squares())


# In a generator that goes on the debugger stops again.
debug("break squares\ncontinue\nnext\nnext\nnext\nnext\nnext\np square, n\nnext\ncontinue\n", use_squares)
# expect: result [0, 1]
# expect:   > debugger.py(120)use_squares()
# expect:   -> return list(squares())
# expect:   Breakpoint 2 at debugger.py:113
# expect:   > debugger.py(113)squares()
# expect:   -> for n in range(2):
# expect:   > debugger.py(114)squares()
# expect:   -> square = n * n
# expect:   > debugger.py(115)squares()
# expect:   -> yield square
# expect:   > debugger.py(113)squares()
# expect:   -> for n in range(2):
# expect:   > debugger.py(114)squares()
# expect:   -> square = n * n
# expect:   > debugger.py(115)squares()
# expect:   -> yield square
# expect:   (1, 1)
# expect:   > debugger.py(113)squares()
# expect:   -> for n in range(2):
