# Other programs, run and talked to.
import subprocess

print(subprocess.run(["echo", "hello"], capture_output=True, text=True).stdout, end="")  # expect: hello
r = subprocess.run(["sh", "-c", "echo out; echo err >&2; exit 3"], capture_output=True)
print(r.returncode, r.stdout, r.stderr)  # expect: 3 b'out\n' b'err\n'
print(subprocess.run(["cat"], input=b"through cat", capture_output=True).stdout)  # expect: b'through cat'
print(subprocess.check_output("echo $((6 * 7))", shell=True))  # expect: b'42\n'
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as p:
    p.stdin.write("one\ntwo\n")
    p.stdin.close()
    print(p.stdout.readlines())  # expect: ['one\n', 'two\n']
print(p.returncode)  # expect: 0
for bad in (
    lambda: subprocess.run(["/no/such/program"]),
    lambda: subprocess.run(["false"], check=True),
    lambda: subprocess.run(["sleep", "5"], timeout=0.05),
):
    try:
        bad()
    except (OSError, subprocess.SubprocessError) as e:
        print(type(e).__name__)
# expect: FileNotFoundError
# expect: CalledProcessError
# expect: TimeoutExpired
