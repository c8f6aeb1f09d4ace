# contextvars: contexts are compared by what they hold, and everything says what it is.
import contextvars
import re
from contextvars import Context, ContextVar, Token, copy_context


def attempt(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except (TypeError, RuntimeError, ValueError) as error:
        return f"{type(error).__name__}: {plain(error)}"


def plain(thing):
    return re.sub("0x[0-9a-f]+", "0x", str(thing))


var = ContextVar("var")


def work():
    var.set("spam")
    return copy_context()


context = Context()
copied = context.run(work)
print(context == copied, context != copied, context == Context(), context == 1)
context.run(var.set, "eggs")
print(context == copied, copied[var])
try:
    hash(context)
except TypeError as error:
    print("no hash")

token = var.set(3)
print(plain(token), token.old_value, Token.MISSING)
var.reset(token)
print(plain(token))
print(attempt(var.reset, token))
print(attempt(var.reset, 1), attempt(Token))
deep = ContextVar("deep", default=[])
deep.get().append(deep)
print(plain(deep))
print(attempt(Context, 1), attempt(Context().run), attempt(ContextVar, 1))
print(attempt(Context().__getitem__, 1), attempt(context.run, lambda: context.run(print)))
# expect: True False False False
# expect: False spam
# expect: no hash
# expect: <Token var=<ContextVar name='var' at 0x> at 0x> <Token.MISSING> <Token.MISSING>
# expect: <Token used var=<ContextVar name='var' at 0x> at 0x>
# expect: RuntimeError: <Token used var=<ContextVar name='var' at 0x> at 0x> has already been used once
# expect: TypeError: expected an instance of Token, got 1 RuntimeError: Tokens can only be created by ContextVars
# expect: <ContextVar name='deep' default=[<ContextVar name='deep' default=[...] at 0x>] at 0x>
# expect: TypeError: Context() does not accept any arguments TypeError: run() missing 1 required positional argument TypeError: context variable name must be a str
# expect: TypeError: a ContextVar key was expected, got 1 RuntimeError: cannot enter context: <_contextvars.Context object at 0x> is already entered
