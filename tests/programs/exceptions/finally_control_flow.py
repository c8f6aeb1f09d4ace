# finally runs on every way out, and return in it wins.
def with_return():
    try:
        return "try"
    finally:
        print("cleanup")


def in_loop():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(f"f{i}")
    return out


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def nested():
    out = []
    try:
        try:
            out.append("a")
            raise ValueError
        finally:
            out.append("b")
    except ValueError:
        out.append("c")
        try:
            return out
        finally:
            out.append("d")
    finally:
        out.append("e")


def while_finally():
    n = 0
    while True:
        try:
            n += 1
            if n < 3:
                continue
            return n
        finally:
            print("pass", n)


print(with_return(), in_loop(), value_is_kept(), nested(), while_finally())
# expect: cleanup
# expect: pass 1
# expect: pass 2
# expect: pass 3
# expect: try [0, 'f0', 'f1', 2, 'f2', 'f3'] 1 ['a', 'b', 'c', 'd', 'e'] 3


def deep(n):
    try:
        if n == 0:
            raise KeyError("bottom")
        deep(n - 1)
    finally:
        print("unwinding", n)


try:
    deep(3)
except KeyError as e:
    print(e)
# expect: unwinding 0
# expect: unwinding 1
# expect: unwinding 2
# expect: unwinding 3
# expect: 'bottom'
