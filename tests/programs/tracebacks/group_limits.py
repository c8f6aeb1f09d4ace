# Only so many members and levels of a group are shown.
deep = ValueError("deepest")
for level in range(13):
    deep = ExceptionGroup(f"level {level}", [deep])
raise ExceptionGroup("wide", [deep] + [ValueError(n) for n in range(16)])
# expect-error: ... (max_group_depth is 10)
# expect-error:   +---------------- 15 ----------------
# expect-error:     | ValueError: 13
# expect-error:     +---------------- ... ----------------
# expect-error:     | and 2 more exceptions
# expect-error:     +------------------------------------
# exit: 1
