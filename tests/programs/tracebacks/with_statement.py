# An error in __exit__ points at the with statement.
class Broken:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        raise OSError("cannot close")


def use():
    with Broken() as b:
        b.x = 1


use()
# expect-error: in use
# expect-error:     with Broken() as b:
# expect-error: in __exit__
# expect-error:     raise OSError("cannot close")
# expect-error: OSError: cannot close
# exit: 1
