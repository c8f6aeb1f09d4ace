# What is doubtful about a source, as a warning and as an error.
import warnings

def told(source, mode="exec", make=compile):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        make(source, "there.py", mode)
    return [(w.category.__name__, w.lineno, w.filename, str(w.message)) for w in caught]

def show(source, mode="exec"):
    for warning in told(source, mode):
        print(repr(source), warning)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(source, "there.py", mode)
        except SyntaxError as error:
            print(" ", type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
        else:
            print(repr(source), "nothing")
