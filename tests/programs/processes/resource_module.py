# What a process has used, and how much it may.
# cpython: 3.13 takes negative limits
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

soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
for number in (-5, -(2**63), -(2**1000), 2**64, 2**1000):
    for limits in ((number, hard), (soft, number)):
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        except (ValueError, OverflowError) as error:
            print(type(error).__name__, error)
            break
print(resource.getrlimit(resource.RLIMIT_FSIZE) == (soft, hard))
# expect: ValueError Cannot convert negative int
# expect: ValueError Cannot convert negative int
# expect: ValueError Cannot convert negative int
# expect: OverflowError Python int too large to convert to C rlim_t
# expect: OverflowError Python int too large to convert to C rlim_t
# expect: True
resource.setrlimit(resource.RLIMIT_FSIZE, (2**63 + 5, hard))
seen = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
print(seen == (2**63 + 5, hard))  # expect: True
