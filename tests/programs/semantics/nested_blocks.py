# Blocks nested many deep: loops, try, with and functions.
def loops():
    n = 0
    for a in range(2):
        for b in range(2):
            for c in range(2):
                for d in range(2):
                    for e in range(2):
                        while True:
                            for f in range(2):
                                try:
                                    for g in range(2):
                                        try:
                                            if g:
                                                continue
                                            n += 1
                                            if n % 7 == 0:
                                                raise ValueError
                                        finally:
                                            n += 1
                                except ValueError:
                                    break
                                finally:
                                    n += 1
                            break
    return n


print(loops())  # expect: 226


def tries(n):
    log = []
    try:
        try:
            try:
                try:
                    try:
                        try:
                            if n == 0:
                                return log
                            raise [ValueError, KeyError, IndexError, TypeError, OSError, ZeroDivisionError][
                                n % 6
                            ](n)
                        except ValueError:
                            log.append("V")
                        finally:
                            log.append(1)
                    except KeyError:
                        log.append("K")
                        raise IndexError from None
                    finally:
                        log.append(2)
                except IndexError:
                    log.append("I")
                    return log
                finally:
                    log.append(3)
            except TypeError:
                log.append("T")
            else:
                log.append("else")
            finally:
                log.append(4)
        except OSError:
            log.append("O")
            raise
        finally:
            log.append(5)
    except Exception as e:
        log.append(type(e).__name__)
    return log


for n in range(7):
    print(n, tries(n))
# expect: 0 [1, 2, 3, 4, 5]
# expect: 1 [1, 'K', 2, 'I', 3, 4, 5]
# expect: 2 [1, 2, 'I', 3, 4, 5]
# expect: 3 [1, 2, 3, 'T', 4, 5]
# expect: 4 [1, 2, 3, 4, 'O', 5, 'OSError']
# expect: 5 [1, 2, 3, 4, 5, 'ZeroDivisionError']
# expect: 6 ['V', 1, 2, 3, 'else', 4, 5]
source = "def f():\n"
for depth in range(18):
    source += "    " * (depth + 1) + f"for i{depth} in range(1):\n"
source += "    " * 19 + "return " + " + ".join(f"i{d}" for d in range(18)) + " + 5\n"
exec(source)
print(f())  # expect: 5
source = ""
for depth in range(60):
    source += "    " * depth + f"def f{depth}(x{depth}):\n"
source += "    " * 60 + "return " + " + ".join(f"x{d}" for d in range(60)) + "\n"
for depth in range(59, 0, -1):
    source += "    " * depth + f"return f{depth}\n"
exec(source)
g = f0
for n in range(60):
    g = g(n)
print(g)  # expect: 1770
