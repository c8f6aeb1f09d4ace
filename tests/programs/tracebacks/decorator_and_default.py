# Errors while a function or class is being defined.
def register(*, name):
    return lambda f: f


@register("positional")
def f():
    pass
# expect-error:     @register("positional")
# expect-error: TypeError: register() takes 0 positional arguments but 1 was given
# exit: 1
