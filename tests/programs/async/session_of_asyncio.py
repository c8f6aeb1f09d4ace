"""`python -m asyncio` is a session that awaits; looking into another process is refused."""
import subprocess
import sys

said = subprocess.run(
    [sys.executable, "-m", "asyncio"],
    input="await asyncio.sleep(0, 'slept')\nexit()\n",
    capture_output=True,
    text=True,
    env={"PYTHON_BASIC_REPL": "1", "PYTHON_HISTORY": "/dev/null", "TERM": "dumb"},
)
print(said.returncode, "'slept'" in said.stdout)  # expect: 0 True
