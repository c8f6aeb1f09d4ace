# eval, exec and compile with namespaces.
x = 10
print(eval("x + 1"), eval("x", {"x": 1}))  # expect: 11 1
print(eval("x + y", {"x": 1}, {"y": 2}), eval(" [i for i in range(3)] "))  # expect: 3 [0, 1, 2]
names = {}
exec("a = 1\nb = a + 1\ndef f(): return b * 10", names)
print(names["a"], names["b"], names["f"](), "__builtins__" in names)  # expect: 1 2 20 True
code = compile("x * 2", "<mine>", "eval")
print(eval(code), eval(code, {"x": 4}), code.co_filename)  # expect: 20 8 <mine>
print(code.co_name, type(code).__name__)  # expect: <module> code
exec(compile("for i in range(2): print('loop', i)", "f", "exec"))
# expect: loop 0
# expect: loop 1
single = compile("1 + 1", "s", "single")
exec(single)  # expect: 2


def f():
    y = 5
    exec("y = 6; z = 7")
    return y, eval("y + 1"), "z" in locals()


print(f())  # expect: (5, 6, False)
locals_ = {}
exec("q = x; x = 'local'", {"x": "global"}, locals_)
print(locals_)  # expect: {'q': 'global', 'x': 'local'}
g = {}
exec("class K:\n    v = 3\n    def m(self): return self.v\nr = K().m()", g)
print(g["r"], g["K"].__module__)  # expect: 3 builtins
try:
    exec("raise ValueError('inside exec')")
except ValueError as e:
    print(e, e.__traceback__.tb_next.tb_frame.f_code.co_filename)  # expect: inside exec <string>
try:
    eval("1 +")
except SyntaxError as e:
    print(type(e).__name__, e.lineno, e.filename)  # expect: SyntaxError 1 <string>
