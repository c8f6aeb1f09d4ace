# `os.wait3` and `os.wait4` tell what a child has used.
import os
import resource
import subprocess
import sys



def start(code):
    return subprocess.Popen([sys.executable, "-c", code])


one = start("raise SystemExit(3)")
pid, status, used = os.wait4(one.pid, 0)
print(pid == one.pid, os.waitstatus_to_exitcode(status), type(used) is resource.struct_rusage)
print(used.ru_maxrss > 0, used.ru_utime >= 0.0, len(used))
other = start("import os; os.kill(os.getpid(), 15)")
pid, status, used = os.wait3(0)
print(pid == other.pid, os.waitstatus_to_exitcode(status), used[0] == used.ru_utime)
for call in (lambda: os.wait3(0), lambda: os.wait4(os.getpid(), os.WNOHANG)):
    try:
        call()
    except ChildProcessError as error:
        print(error.strerror)
# They have been waited for.
one.returncode = other.returncode = 0
# expect: True 3 True
# expect: True True 16
# expect: True -15 True
# expect: No child processes
# expect: No child processes
