# `preexec_fn` runs in the child before the program does, where no other threads run.
import os
import subprocess
import sys

PROGRAM = "import os; print(os.getcwd() == os.environ['PLACE'], os.getpgid(0) == os.getpid())"


def prepare():
    os.chdir("/")
    os.setpgid(0, 0)


environment = {**os.environ, "PLACE": "/"}
print(subprocess.run([sys.executable, "-c", PROGRAM], preexec_fn=prepare, env=environment).returncode)


def wrong():
    raise ValueError("not told")


try:
    subprocess.run([sys.executable, "-c", "1"], preexec_fn=wrong)
except subprocess.SubprocessError as error:
    print(type(error).__name__, error)
order = []
os.register_at_fork(
    before=lambda: order.append("before"),
    after_in_parent=lambda: order.append("parent"),
    after_in_child=lambda: order.append("child"),
)
with subprocess.Popen(
    [sys.executable, "-c", "import sys; print(sys.stdin.read())"],
    stdin=subprocess.PIPE,
    stdout=subprocess.PIPE,
    text=True,
    preexec_fn=lambda: os.write(2, b"") if order == ["before", "child"] else os._exit(9),
    umask=0o22,
) as process:
    print(process.communicate("through pipes")[0].strip(), process.returncode, order)
try:
    subprocess.run(["/no/such/program"], preexec_fn=prepare)
except FileNotFoundError as error:
    print(error.strerror, error.filename)
# expect: True True
# expect: 0
# expect: SubprocessError Exception occurred in preexec_fn.
# expect: through pipes 0 ['before', 'parent']
# expect: No such file or directory /no/such/program
