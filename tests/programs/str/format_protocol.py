# __format__ receives what stands after the colon.
class Spec:
    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "text"


s = Spec()
print(f"{s}", f"{s:abc}", f"{s:{1 + 1}x}", f"{s!s:>6}")  # expect: <> <abc> <2x>   text
print(format(s), format(s, "q"), "{:a{}b}".format(s, 5))  # expect: <> <q> <a5b>


class Bad:
    def __format__(self, spec):
        return 5


try:
    f"{Bad()}"
except TypeError as e:
    print(e)  # expect: __format__ must return a str, not int
