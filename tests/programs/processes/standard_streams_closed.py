# A program that has closed its standard streams ends as any other.
# cpython: 3.13 ends with 120 where a traceback cannot be written
import subprocess
import sys

for code in (
    "import sys; print('a'); sys.stdout.close()",
    "import sys\nwith sys.stdout: print('b')",
    "import sys; sys.stderr.close(); print('c')",
    "import sys, io; sys.stdout = io.StringIO(); sys.stdout.close()",
    "import sys\nclass Closed:\n closed = True\n def flush(self): 1/0\nsys.stdout = Closed()",
    "import sys\nclass Broken:\n def flush(self): 1/0\nsys.stderr = Broken()",
):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    print(done.returncode, done.stdout.split(), done.stderr)
# expect: 0 ['a'] 
# expect: 0 ['b'] 
# expect: 0 ['c'] 
# expect: 0 [] 
# expect: 0 [] 
# expect: 120 [] 

# Who cannot say what has happened, because no file may grow, ends all the same.
import resource
import tempfile

program = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY)); raise ValueError"
if resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY:
    with tempfile.TemporaryFile() as file:
        print(subprocess.run([sys.executable, "-c", program], stdout=file, stderr=file).returncode, file.read())
else:
    print(1, b"")
# expect: 1 b''
