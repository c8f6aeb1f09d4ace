# os.pidfd_open and os.waitid: a process by a descriptor, and how it ended without reaping it.
import os
import select
import signal
import subprocess
import sys

child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read(); sys.exit(7)"], stdin=subprocess.PIPE)
descriptor = os.pidfd_open(child.pid)
print(os.get_inheritable(descriptor), select.select([descriptor], [], [], 0)[0])
print(os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG))
child.stdin.close()
select.select([descriptor], [], [])
for options in os.WEXITED | os.WNOWAIT, os.WEXITED:
    result = os.waitid(os.P_PIDFD, descriptor, options)
    print(result.si_pid == child.pid, result.si_status, result.si_code == os.CLD_EXITED, result.si_signo == signal.SIGCHLD)
os.close(descriptor)
for wrong in lambda: os.pidfd_open(child.pid, 12345), lambda: os.waitid(os.P_PID, child.pid, os.WEXITED):
    try:
        wrong()
    except OSError as error:
        print(type(error).__name__, error.strerror)
killed = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
killed.kill()
result = os.waitid(os.P_PID, killed.pid, os.WEXITED | os.WNOWAIT)
print(result.si_status == signal.SIGKILL, result.si_code == os.CLD_KILLED, killed.wait())
# expect: False []
# expect: None
# expect: True 7 True True
# expect: True 7 True True
# expect: OSError Invalid argument
# expect: ChildProcessError No child processes
# expect: True True -9
