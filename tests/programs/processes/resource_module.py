# What a process has used, and how much it may.
import resource

used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime >= 0, used.ru_maxrss > 0, len(used), used[2] == used.ru_maxrss, type(used).__name__)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >= 0)
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
print(resource.getrlimit(resource.RLIMIT_CORE) == (0, hard), resource.getpagesize() >= 4096)
for wrong in (
    lambda: resource.getrusage(77),
    lambda: resource.getrlimit(-1),
    lambda: resource.setrlimit(resource.RLIMIT_CORE, (1,)),
    lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (10, 5)),
):
    try:
        wrong()
    except ValueError as e:
        print(e)
# expect: True True 16 True struct_rusage
# expect: True
# expect: True True
# expect: invalid who parameter
# expect: invalid resource specified
# expect: expected a tuple of 2 integers
# expect: current limit exceeds maximum limit
