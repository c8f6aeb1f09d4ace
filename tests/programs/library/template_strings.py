# t-strings make templates.
# cpython: t-strings are new in 3.14
from string.templatelib import Interpolation, Template

name, width = "é", 5
t = t"Hello {name!r:>{width}} and {1 + 1}!"
print(t.strings, t.values)  # expect: ('Hello ', ' and ', '!') ('é', 2)
print(t.interpolations[0])  # expect: Interpolation('é', 'name', 'r', '>5')
print([p if isinstance(p, str) else p.expression for p in t])  # expect: ['Hello ', 'name', ' and ', '1 + 1', '!']
print(t"a{1}" + t"{2}b")  # expect: Template(strings=('a', '', 'b'), interpolations=(Interpolation(1, '1', None, ''), Interpolation(2, '2', None, '')))
print(Template("x", "y", Interpolation(3, "three")).strings)  # expect: ('xy', '')
match t.interpolations[1]:
    case Interpolation(value, expression):
        print(value, expression)  # expect: 2 1 + 1
try:
    t"a" + "b"
except TypeError as e:
    print(e)  # expect: can only concatenate string.templatelib.Template (not "str") to string.templatelib.Template
