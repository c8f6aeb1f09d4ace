# sys.excepthook receives what nobody caught.
import sys


def hook(kind, value, traceback):
    print("hook", kind.__name__, value, traceback.tb_lineno)


sys.excepthook = hook
print("start")
raise ValueError("to the hook")
# exit: 1
# expect: start
# expect: hook ValueError to the hook 11
