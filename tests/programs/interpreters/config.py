# _interpreters: settings, and who made what.
# cpython: this is 3.14's module
import _interpreters

print(_interpreters.new_config())
# expect: namespace(use_main_obmalloc=False, allow_fork=False, allow_exec=False, allow_threads=True, allow_daemon_threads=False, check_multi_interp_extensions=True, gil='own')
print(_interpreters.new_config("legacy", gil="own").gil, _interpreters.new_config("empty").allow_threads)
# expect: own False
for wrong in (lambda: _interpreters.new_config("other"), lambda: _interpreters.new_config(gil="none"),
              lambda: _interpreters.new_config(colour=1), lambda: _interpreters.create(7)):
    try:
        wrong()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError unsupported config name 'other'
# expect: ValueError unsupported interpreter config .gil value 'none'
# expect: ValueError unsupported config key 'colour'
# expect: TypeError bad config 7
config = _interpreters.new_config(allow_threads=False)
id = _interpreters.create(config)
print(_interpreters.get_config(id) == config, _interpreters.whence(id) == _interpreters.WHENCE_STDLIB)  # expect: True True
failed = _interpreters.exec(id, "import _thread; _thread.start_new_thread(print, ())")
print(failed.formatted)  # expect: RuntimeError: thread is not supported for isolated subinterpreters


def nothing():
    pass


print(_interpreters.run_string(id, "x = 1"), _interpreters.run_func(id, nothing))  # expect: None None
print(_interpreters.exec(id, "assert y == 2", {"y": 2}))  # expect: None
for wrong in (lambda: _interpreters.run_string(id, print), lambda: _interpreters.run_func(id, "x")):
    try:
        wrong()
    except TypeError as e:
        print("TypeError")
# expect: TypeError
# expect: TypeError
print(_interpreters.get_current(), _interpreters.get_main())  # expect: (0, 1) (0, 1)
print(_interpreters.list_all())  # expect: [(0, 1), (1, 5)]
try:
    _interpreters.create("legacy")
except _interpreters.InterpreterError as e:
    print(e)  # expect: interpreter creation failed
_interpreters.destroy(id)
