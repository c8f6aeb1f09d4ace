"""`python -m asyncio` is a session that awaits; looking into another process is refused."""
import subprocess
import sys

source = """
from math import gcd
number = 12
del number
class Mine: pass

await asyncio.sleep(0, gcd(12, 18))
exit()
"""
said = subprocess.run(
    [sys.executable, "-m", "asyncio"],
    input=source,
    capture_output=True,
    text=True,
    env={"PYTHON_BASIC_REPL": "1", "PYTHON_HISTORY": "/dev/null", "TERM": "dumb"},
)
print(said.returncode, ">>> 6\n" in said.stdout, "TypeError" in said.stderr)  # expect: 0 True False
