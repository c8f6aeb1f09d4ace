# Strange arguments to compile, eval and exec.
def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__)


attempt(lambda: eval(""))  # expect: SyntaxError
attempt(lambda: eval("x = 1"))  # expect: SyntaxError
attempt(lambda: eval("1;2"))  # expect: SyntaxError
attempt(lambda: eval("\0"))  # expect: SyntaxError
attempt(lambda: eval(5))  # expect: TypeError
attempt(lambda: exec("1\0"))  # expect: SyntaxError
attempt(lambda: eval("1", 5))  # expect: TypeError
attempt(lambda: eval("1", {}, 5))  # expect: TypeError
attempt(lambda: eval("missing", {}))  # expect: NameError
attempt(lambda: eval("missing", {}, {"missing": 3}))  # expect: 3
attempt(lambda: eval("len('abc')", {"__builtins__": {}}))  # expect: NameError
attempt(lambda: compile("1", "f", "bad mode"))  # expect: ValueError
attempt(lambda: compile(5, "f", "exec"))  # expect: TypeError
attempt(lambda: eval(compile("1 + 1", "f", "eval")))  # expect: 2
attempt(lambda: exec(compile("raise KeyError", "f", "exec")))  # expect: KeyError
attempt(lambda: eval(b"1 + 1"))  # expect: 2
attempt(lambda: eval("  1 + 1  "))  # expect: 2
attempt(lambda: eval("(yield)"))  # expect: SyntaxError
attempt(lambda: eval("lambda: (yield)").__name__)  # expect: <lambda>
attempt(lambda: eval("[x for x in range(3)]", {"range": lambda n: "replaced"}))
# expect: ['r', 'e', 'p', 'l', 'a', 'c', 'e', 'd']
attempt(lambda: exec("def f(): return g()\nprint(f())", {"g": lambda: 7}))
# expect: 7
# expect: None
attempt(lambda: exec("x = 1\n" * 20000))  # expect: None
attempt(lambda: eval("1 +" * 2000 + "1"))  # expect: 2001
attempt(lambda: exec("if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 99)) + " " * 99 + "pass"))
# expect: None
attempt(lambda: exec("x = [" + "1, " * 50000 + "]"))  # expect: None
attempt(lambda: exec("x = '" + "a" * 1_000_000 + "'"))  # expect: None
attempt(lambda: eval("9" * 5000))  # expect: SyntaxError
attempt(lambda: eval("1e999"))  # expect: inf
attempt(lambda: eval("'\\N{no such character}'"))  # expect: SyntaxError
attempt(lambda: eval("'\\ud800'") == "\ud800")  # expect: True
