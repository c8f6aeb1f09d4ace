# Messages of several lines and notes are printed in full.
e = ValueError("first line\nsecond line")
e.add_note("a note")
e.add_note("another\nnote")
raise e
# expect-error: ValueError: first line
# expect-error: second line
# expect-error: a note
# expect-error: another
# expect-error: note
# exit: 1
