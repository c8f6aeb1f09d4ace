# traceback.print_exc and friends print what an uncaught exception would.
import io
import traceback


def f():
    return {}["k"]


try:
    f()
except KeyError as e:
    out = io.StringIO()
    traceback.print_exc(file=out, limit=-1)
    print(out.getvalue().replace(__file__, "FILE"), end="")
    print(traceback.format_exc().count("line"), traceback.format_exception_only(e))
    print([f"{s.name}:{s.lineno}" for s in traceback.extract_tb(e.__traceback__)])
# expect: Traceback (most recent call last):
# expect:   File "FILE", line 7, in f
# expect:     return {}["k"]
# expect:            ~~^^^^^
# expect: KeyError: 'k'
# expect: 2 ["KeyError: 'k'\n"]
# expect: ['<module>:11', 'f:7']
try:
    try:
        f()
    except KeyError as e:
        raise ValueError("v") from e
except ValueError as e:
    text = "".join(traceback.format_exception(e))
    print(text.count("Traceback"), "direct cause" in text, text.strip().splitlines()[-1])
# expect: 2 True ValueError: v
