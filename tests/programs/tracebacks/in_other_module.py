# The traceback names the file of each frame.
import _helper

_helper.outer(0)
# expect-error: in_other_module.py", line 4, in <module>
# expect-error:     _helper.outer(0)
# expect-error:     ~~~~~~~~~~~~~^^^
# expect-error: _helper.py", line 5, in outer
# expect-error:     return inner(n) + 1
# expect-error:            ~~~~~^^^
# expect-error: _helper.py", line 9, in inner
# expect-error:     return 1 // n
# expect-error:            ~~^^~~
# expect-error: ZeroDivisionError
# exit: 1
