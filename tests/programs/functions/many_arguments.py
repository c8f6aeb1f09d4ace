# Calls with hundreds of arguments.
def count(*args, **kwargs):
    return len(args), len(kwargs), sum(args) + sum(kwargs.values())


print(count(*range(1000)))  # expect: (1000, 0, 499500)
print(count(**{f"k{n}": n for n in range(500)}))  # expect: (0, 500, 124750)
print(count(*range(300), *range(300), x=1))  # expect: (600, 1, 89701)
source = "def wide(" + ", ".join(f"a{n}" for n in range(300)) + "):\n    return a0 + a150 + a299\n"
exec(source)
print(wide(*range(300)), wide(**{f"a{n}": n for n in range(300)}))  # expect: 449 449
exec("result = count(" + ", ".join(str(n) for n in range(400)) + ")")
print(result)  # expect: (400, 0, 79800)
try:
    wide(*range(299))
except TypeError as e:
    print(e)  # expect: wide() missing 1 required positional argument: 'a299'
