# A syntax error is shown with a caret, and nothing of the program runs.
print("never")
if True
    print("no colon")
# expect-error: line 3
# expect-error:     if True
# expect-error: SyntaxError: 
# exit: 1
