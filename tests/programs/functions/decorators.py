# Decorators apply from the bottom up, after being evaluated from the top down.
def tag(name):
    print("evaluate", name)

    def decorate(function):
        print("apply", name)

        def wrapper(*args, **kwargs):
            return f"<{name}>{function(*args, **kwargs)}</{name}>"

        return wrapper

    return decorate


@tag("a")
@tag("b")
def hello(who):
    return f"hello {who}"
# expect: evaluate a
# expect: evaluate b
# expect: apply b
# expect: apply a


print(hello("you"))  # expect: <a><b>hello you</b></a>


def register(registry):
    return lambda item: registry.append(item.__name__) or item


names = []


@register(names)
def one():
    pass


@register(names)
class Two:
    pass


print(names, one(), Two().__class__.__name__)  # expect: ['one', 'Two'] None Two


@lambda f: f()
def value():
    return 42


print(value)  # expect: 42
table = {"x": [str.upper]}


@table["x"][0]
@(lambda f: f.__name__)
def shouted():
    pass


print(shouted)  # expect: SHOUTED


class Count:
    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)


@Count
def add(a, b):
    return a + b


print(add(1, 2), add(3, 4), add.calls)  # expect: 3 7 2
