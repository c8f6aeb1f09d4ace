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

# What stands in a field is kept as it was written, but for comments.
x = 1
for template in (
    t"{ x }",
    t"{x == 42 }",
    t"{ x = !r}",
    t"{ (x) :>{x} }",
    t"""{
  x  # a comment
}""",
    t"""{(x,  # with a '}' in it
  "#")}""",
):
    print(ascii(template.interpolations[0].expression), ascii(template.strings[0]))
# expect: ' x ' ''
# expect: 'x == 42 ' ''
# expect: ' x ' ' x = '
# expect: ' (x) ' ''
# expect: '\n  x  \n' ''
# expect: '(x,  \n  "#")' ''
print(ascii(f"""{x + 2 =  # a comment
}"""), f"{'#' = }")  # expect: 'x + 2 =  \n3' '#' = '#'
