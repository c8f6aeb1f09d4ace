"""Keys from passwords that cost more memory than there is are refused."""

import subprocess
import sys

ASK = """
import hashlib
try:
    hashlib.scrypt(b"password", salt=b"salt", n=2**20, r=8, p=1, maxmem=2**31 - 2)
except (MemoryError, ValueError):
    print("refused")
print(hashlib.scrypt(b"password", salt=b"salt", n=2, r=8, p=1, dklen=8).hex())
"""
limited = ["sh", "-c", 'ulimit -v 600000; exec "$@"', "sh", sys.executable, "-c", ASK]
done = subprocess.run(limited, capture_output=True, text=True)
print(done.stdout + done.stderr, end="")
print(done.returncode)
# expect: refused
# expect: 636d8985f1148f8a
# expect: 0
