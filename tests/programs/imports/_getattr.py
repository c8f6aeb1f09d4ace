"""A module with attributes made on demand."""

real = "real"


def __getattr__(name):
    if name == "forbidden":
        raise AttributeError("no " + name)
    return f"made {name}"


def __dir__():
    return ["real", "anything"]
