# KeyboardInterrupt passes by `except Exception`.
def work():
    try:
        raise KeyboardInterrupt("stop")
    except Exception:
        print("never")
    finally:
        print("finally")


try:
    work()
except KeyboardInterrupt as e:
    print(repr(e), isinstance(e, Exception))
# expect: finally
# expect: KeyboardInterrupt('stop') False
