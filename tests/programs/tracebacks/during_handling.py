# The traceback of an exception raised in an except clause shows both, oldest first.
def parse(text):
    try:
        return int(text)
    except ValueError:
        return fallback(text)


def fallback(text):
    return {"one": 1}[text]


print(parse("7"), parse("one"))  # expect: 7 1
parse("two")
# expect-error:     return int(text)
# expect-error: ValueError: invalid literal for int() with base 10: 'two'
# expect-error: During handling of the above exception, another exception occurred:
# expect-error:     parse("two")
# expect-error:     ~~~~~^^^^^^^
# expect-error:     return fallback(text)
# expect-error:     return {"one": 1}[text]
# expect-error:            ~~~~~~~~~~^^^^^^
# expect-error: KeyError: 'two'
# exit: 1
