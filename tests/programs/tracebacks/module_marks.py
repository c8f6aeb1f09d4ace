# The traceback module marks the same places as an uncaught exception.
import traceback


def add(a, b):
    return a + b["key"][0]


def call(a):
    return add(
        a,
        {"key": []},
    )


def name():
    value = 1
    return valeu


for function in (lambda: call(1)), name:
    try:
        function()
    except (IndexError, NameError):
        for line in traceback.format_exc().splitlines():
            if "File" not in line:
                print(line)
# expect: Traceback (most recent call last):
# expect:     function()
# expect:     ~~~~~~~~^^
# expect:     for function in (lambda: call(1)), name:
# expect:                              ~~~~^^^
# expect:     return add(
# expect:         a,
# expect:         {"key": []},
# expect:     )
# expect:     return a + b["key"][0]
# expect:                ~~~~~~~~^^^
# expect: IndexError: list index out of range
# expect: Traceback (most recent call last):
# expect:     function()
# expect:     ~~~~~~~~^^
# expect:     return valeu
# expect:            ^^^^^
# expect: NameError: name 'valeu' is not defined. Did you mean: 'value'?
