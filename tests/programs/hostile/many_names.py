# Functions with thousands of constants, variables and branches.
def run(source):
    names = {}
    exec(source, names)
    return names


lines = [f"    v{n} = {n}" for n in range(3000)]
names = run("def f():\n" + "\n".join(lines) + "\n    return v0 + v1500 + v2999, len(locals())\n")
print(names["f"]())  # expect: (4499, 3000)
branches = "\n".join(f"    elif x == {n}:\n        return 'case {n}'" for n in range(1, 1500))
names = run("def g(x):\n    if x == 0:\n        return 'zero'\n" + branches + "\n    return 'none'\n")
print(names["g"](0), names["g"](700))  # expect: zero case 700
print(names["g"](1499), names["g"](5000))  # expect: case 1499 none
assignments = "\n".join(f"g{n} = {n}" for n in range(5000))
names = run(assignments + "\ntotal = " + " + ".join(f"g{n}" for n in range(0, 5000, 5)))
print(names["total"])  # expect: 2497500
loops = "    for i in range(2):\n        t += i * 1.5\n" * 2000
names = run("def h():\n    t = 0\n" + loops + "    return t\n")
print(names["h"]())  # expect: 3000.0
items = ", ".join(f"'k{n}': {n}.5" for n in range(3000))
names = run("d = {" + items + "}\ns = f'" + '{d["k1"]}' * 300 + "'\n")
print(len(names["d"]), names["d"]["k2999"], len(names["s"]))  # expect: 3000 2999.5 900
methods = "\n".join(f"    def m{n}(self):\n        return {n}" for n in range(1000))
names = run("class C:\n" + methods)
print(names["C"]().m999(), sum(getattr(names["C"](), f"m{n}")() for n in range(1000)))  # expect: 999 499500
