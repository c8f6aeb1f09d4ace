# sys.exit in its forms, caught.
import sys

for argument in ((), (0,), (3,), ("message",), (None,), (True,), (2.5,)):
    try:
        sys.exit(*argument)
    except SystemExit as e:
        print(e.code, e.args)
# expect: None ()
# expect: 0 (0,)
# expect: 3 (3,)
# expect: message ('message',)
# expect: None ()
# expect: True (True,)
# expect: 2.5 (2.5,)
try:
    exit_code = 5
    raise SystemExit(exit_code)
except SystemExit as e:
    print(e.code)  # expect: 5
try:
    try:
        sys.exit(1)
    finally:
        print("finally")  # expect: finally
except BaseException as e:
    print(type(e).__name__)  # expect: SystemExit
