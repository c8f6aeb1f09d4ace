# A group is shown with its members.
raise ExceptionGroup("several", [ValueError("one"), ExceptionGroup("inner", [KeyError("two")])])
# expect-error: Exception Group Traceback (most recent call last):
# expect-error: ExceptionGroup: several (2 sub-exceptions)
# expect-error: ValueError: one
# expect-error: KeyError: 'two'
# exit: 1
