# Which clauses run, in which order.
def f(action):
    print("--", action)
    try:
        print("try")
        if action == "raise":
            raise ValueError("v")
        if action == "other":
            raise KeyError("k")
        if action == "return":
            return "from try"
    except ValueError as e:
        print("except", e)
        return "from except"
    else:
        print("else")
        return "from else"
    finally:
        print("finally")
    return "after"


print(f("nothing"))
# expect: -- nothing
# expect: try
# expect: else
# expect: finally
# expect: from else
print(f("raise"))
# expect: -- raise
# expect: try
# expect: except v
# expect: finally
# expect: from except
print(f("return"))
# expect: -- return
# expect: try
# expect: finally
# expect: from try
try:
    f("other")
except KeyError as e:
    print("outside", e)
# expect: -- other
# expect: try
# expect: finally
# expect: outside 'k'
