# A command, its arguments and its folder may be paths.
import pathlib
import subprocess
import sys

folder = pathlib.Path("/")
program = "import os, sys; print(os.getcwd(), sys.argv[1])"
done = subprocess.run([pathlib.Path(sys.executable), "-c", program, folder], cwd=folder, capture_output=True, text=True)
print(done.stdout, end="")  # expect: / /
done = subprocess.run(pathlib.Path("/bin/true"))
print(done.returncode)  # expect: 0
try:
    subprocess.run([sys.executable, 1])
except TypeError as error:
    print(error)  # expect: expected str, bytes or os.PathLike object, not int
