# Both exceptions of a chain are shown.
def load(key):
    try:
        return {}[key]
    except KeyError as e:
        raise ValueError("no such thing") from e


try:
    load("k")
except ValueError:
    [].pop()
# expect-error: KeyError: 'k'
# expect-error: The above exception was the direct cause of the following exception:
# expect-error: ValueError: no such thing
# expect-error: During handling of the above exception, another exception occurred:
# expect-error: IndexError: pop from empty list
# exit: 1
