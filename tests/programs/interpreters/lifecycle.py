# concurrent.interpreters: made, listed, closed; who they are.
# cpython: the module is new in 3.14
from concurrent import interpreters

main = interpreters.get_main()
print(main, interpreters.get_current() is main, main.whence)  # expect: Interpreter(0) True runtime init
print(interpreters.list_all())  # expect: [Interpreter(0)]

one = interpreters.create()
two = interpreters.create()
print(one, two.id, one.whence)  # expect: Interpreter(1) 2 _interpreters module
print(interpreters.list_all())  # expect: [Interpreter(0), Interpreter(1), Interpreter(2)]
print(main.is_running(), one.is_running())  # expect: True False
print(hash(one) == hash(one.id), one == interpreters.Interpreter(1), one is interpreters.Interpreter(1))
# expect: True True True

one.close()
print(interpreters.list_all())  # expect: [Interpreter(0), Interpreter(2)]
for use in (one.close, one.is_running, lambda: one.exec("pass"), lambda: interpreters.Interpreter(9)):
    try:
        use()
    except interpreters.InterpreterNotFoundError as e:
        print(e, isinstance(e, interpreters.InterpreterError))
# expect: unrecognized interpreter ID 1 True
# expect: unrecognized interpreter ID 1 True
# expect: unrecognized interpreter ID 1 True
# expect: unrecognized interpreter ID 9 True

# It lives as long as somebody keeps it.
del two
print(interpreters.list_all())  # expect: [Interpreter(0)]

for use in (main.close, lambda: main.exec("pass"), lambda: main.prepare_main(a=1)):
    try:
        use()
    except interpreters.InterpreterError as e:
        print(e)
# expect: cannot destroy unrecognized interpreter 0
# expect: cannot exec code for unrecognized interpreter 0
# expect: cannot update __main__ for unrecognized interpreter 0
for wrong in ("1", -1, 1.5, 2**70):
    try:
        interpreters._interpreters.is_running(wrong)
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: ValueError
# expect: TypeError
# expect: OverflowError
