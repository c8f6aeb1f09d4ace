# Warnings of the compiler: each says what is doubtful, and where; where warnings are errors it is a SyntaxError there.
import ast
import warnings

from _doubts import show, told

for source in [
    'x = 1\nassert (x, "y")', 'assert ()', 'x = 0\nassert x, "y"',
    "x is 1", "x is not 'a'", "1 is x", "x is ()", "x is (1, 2)", "x is None", "x is (y, 1)", "x is ...", "x < 1 is y", "x is b''",
    '"a" (x)', "[1, 2] (x)", "[(1, 2)\n (3, 4)]", "{1: 2} (x)", "{1} (x)", "(i for i in y) (x)", "f'{x}' (x)", "(lambda: 0)()", "None ()", "... (1)", "1 (2)",
    "[[1] [1, 2]]", "[[1] ['a']]", "'abc' [1, 2]", "'a' [1]", "'a' [True]", "'a' [1:2]", "'a' [x]", "{1} [0]", "1 [0]", "None [0]", "True [0]", "(1, 2) ['a']", "{1: 2} ['a']", "(lambda: 0) [0]", "[1] [None]", "[1] [1.5]", "f'{x}' ['a']", "b'a' ['a']",
    "[i for i in y] ['a']", "(1, 2) [f'{x}']", "'a' ['b'] = 1",
]:
    show(source)

print(told("x is 1; assert (x, 1)", make=lambda source, name, mode: compile(ast.parse(source), name, mode)))
print(told("x is 1; assert (x, 1)", make=lambda source, name, mode: ast.parse(source, name, mode)))
print(told("if 0:\n    x is 1\ndef f():\n    return 'a' is x"))
print(told("x is 1", "eval"))
print(told("[[1] [1, 2]]", "single"))


def code_of(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(source, "there.py", "exec")


import marshal

# What was written down has been warned of.
kept = marshal.dumps(code_of("x = 1 is 1"))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    marshal.loads(kept)
print(len(caught))
# `default` shows it once for each time it is compiled.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for _ in range(2):
        eval("1 is 1")
print(len(caught), caught[0].filename, caught[0].lineno)
# expect: 'x = 1\nassert (x, "y")' ('SyntaxWarning', 2, 'there.py', 'assertion is always true, perhaps remove parentheses?')
# expect:   SyntaxError assertion is always true, perhaps remove parentheses? 2 1 2 16
# expect: 'assert ()' nothing
# expect: 'x = 0\nassert x, "y"' nothing
# expect: 'x is 1' ('SyntaxWarning', 1, 'there.py', '"is" with \'int\' literal. Did you mean "=="?')
# expect:   SyntaxError "is" with 'int' literal. Did you mean "=="? 1 1 1 7
# expect: "x is not 'a'" ('SyntaxWarning', 1, 'there.py', '"is not" with \'str\' literal. Did you mean "!="?')
# expect:   SyntaxError "is not" with 'str' literal. Did you mean "!="? 1 1 1 13
# expect: '1 is x' ('SyntaxWarning', 1, 'there.py', '"is" with \'int\' literal. Did you mean "=="?')
# expect:   SyntaxError "is" with 'int' literal. Did you mean "=="? 1 1 1 7
# expect: 'x is ()' ('SyntaxWarning', 1, 'there.py', '"is" with \'tuple\' literal. Did you mean "=="?')
# expect:   SyntaxError "is" with 'tuple' literal. Did you mean "=="? 1 1 1 8
# expect: 'x is (1, 2)' ('SyntaxWarning', 1, 'there.py', '"is" with \'tuple\' literal. Did you mean "=="?')
# expect:   SyntaxError "is" with 'tuple' literal. Did you mean "=="? 1 1 1 12
# expect: 'x is None' nothing
# expect: 'x is (y, 1)' nothing
# expect: 'x is ...' nothing
# expect: 'x < 1 is y' ('SyntaxWarning', 1, 'there.py', '"is" with \'int\' literal. Did you mean "=="?')
# expect:   SyntaxError "is" with 'int' literal. Did you mean "=="? 1 1 1 11
# expect: "x is b''" ('SyntaxWarning', 1, 'there.py', '"is" with \'bytes\' literal. Did you mean "=="?')
# expect:   SyntaxError "is" with 'bytes' literal. Did you mean "=="? 1 1 1 9
# expect: '"a" (x)' ('SyntaxWarning', 1, 'there.py', "'str' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'str' object is not callable; perhaps you missed a comma? 1 1 1 4
# expect: '[1, 2] (x)' ('SyntaxWarning', 1, 'there.py', "'list' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'list' object is not callable; perhaps you missed a comma? 1 1 1 7
# expect: '[(1, 2)\n (3, 4)]' ('SyntaxWarning', 1, 'there.py', "'tuple' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'tuple' object is not callable; perhaps you missed a comma? 1 2 1 8
# expect: '{1: 2} (x)' ('SyntaxWarning', 1, 'there.py', "'dict' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'dict' object is not callable; perhaps you missed a comma? 1 1 1 7
# expect: '{1} (x)' ('SyntaxWarning', 1, 'there.py', "'set' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'set' object is not callable; perhaps you missed a comma? 1 1 1 4
# expect: '(i for i in y) (x)' ('SyntaxWarning', 1, 'there.py', "'generator' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'generator' object is not callable; perhaps you missed a comma? 1 1 1 15
# expect: "f'{x}' (x)" ('SyntaxWarning', 1, 'there.py', "'str' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'str' object is not callable; perhaps you missed a comma? 1 1 1 7
# expect: '(lambda: 0)()' nothing
# expect: 'None ()' ('SyntaxWarning', 1, 'there.py', "'NoneType' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'NoneType' object is not callable; perhaps you missed a comma? 1 1 1 5
# expect: '... (1)' ('SyntaxWarning', 1, 'there.py', "'ellipsis' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'ellipsis' object is not callable; perhaps you missed a comma? 1 1 1 4
# expect: '1 (2)' ('SyntaxWarning', 1, 'there.py', "'int' object is not callable; perhaps you missed a comma?")
# expect:   SyntaxError 'int' object is not callable; perhaps you missed a comma? 1 1 1 2
# expect: '[[1] [1, 2]]' ('SyntaxWarning', 1, 'there.py', 'list indices must be integers or slices, not tuple; perhaps you missed a comma?')
# expect:   SyntaxError list indices must be integers or slices, not tuple; perhaps you missed a comma? 1 2 1 5
# expect: "[[1] ['a']]" ('SyntaxWarning', 1, 'there.py', 'list indices must be integers or slices, not str; perhaps you missed a comma?')
# expect:   SyntaxError list indices must be integers or slices, not str; perhaps you missed a comma? 1 2 1 5
# expect: "'abc' [1, 2]" ('SyntaxWarning', 1, 'there.py', 'str indices must be integers or slices, not tuple; perhaps you missed a comma?')
# expect:   SyntaxError str indices must be integers or slices, not tuple; perhaps you missed a comma? 1 1 1 6
# expect: "'a' [1]" nothing
# expect: "'a' [True]" nothing
# expect: "'a' [1:2]" nothing
# expect: "'a' [x]" nothing
# expect: '{1} [0]' ('SyntaxWarning', 1, 'there.py', "'set' object is not subscriptable; perhaps you missed a comma?")
# expect:   SyntaxError 'set' object is not subscriptable; perhaps you missed a comma? 1 1 1 4
# expect: '1 [0]' ('SyntaxWarning', 1, 'there.py', "'int' object is not subscriptable; perhaps you missed a comma?")
# expect:   SyntaxError 'int' object is not subscriptable; perhaps you missed a comma? 1 1 1 2
# expect: 'None [0]' ('SyntaxWarning', 1, 'there.py', "'NoneType' object is not subscriptable; perhaps you missed a comma?")
# expect:   SyntaxError 'NoneType' object is not subscriptable; perhaps you missed a comma? 1 1 1 5
# expect: 'True [0]' ('SyntaxWarning', 1, 'there.py', "'bool' object is not subscriptable; perhaps you missed a comma?")
# expect:   SyntaxError 'bool' object is not subscriptable; perhaps you missed a comma? 1 1 1 5
# expect: "(1, 2) ['a']" ('SyntaxWarning', 1, 'there.py', 'tuple indices must be integers or slices, not str; perhaps you missed a comma?')
# expect:   SyntaxError tuple indices must be integers or slices, not str; perhaps you missed a comma? 1 1 1 7
# expect: "{1: 2} ['a']" nothing
# expect: '(lambda: 0) [0]' ('SyntaxWarning', 1, 'there.py', "'function' object is not subscriptable; perhaps you missed a comma?")
# expect:   SyntaxError 'function' object is not subscriptable; perhaps you missed a comma? 1 2 1 11
# expect: '[1] [None]' ('SyntaxWarning', 1, 'there.py', 'list indices must be integers or slices, not NoneType; perhaps you missed a comma?')
# expect:   SyntaxError list indices must be integers or slices, not NoneType; perhaps you missed a comma? 1 1 1 4
# expect: '[1] [1.5]' ('SyntaxWarning', 1, 'there.py', 'list indices must be integers or slices, not float; perhaps you missed a comma?')
# expect:   SyntaxError list indices must be integers or slices, not float; perhaps you missed a comma? 1 1 1 4
# expect: "f'{x}' ['a']" ('SyntaxWarning', 1, 'there.py', 'str indices must be integers or slices, not str; perhaps you missed a comma?')
# expect:   SyntaxError str indices must be integers or slices, not str; perhaps you missed a comma? 1 1 1 7
# expect: "b'a' ['a']" ('SyntaxWarning', 1, 'there.py', 'bytes indices must be integers or slices, not str; perhaps you missed a comma?')
# expect:   SyntaxError bytes indices must be integers or slices, not str; perhaps you missed a comma? 1 1 1 5
# expect: "[i for i in y] ['a']" ('SyntaxWarning', 1, 'there.py', 'list indices must be integers or slices, not str; perhaps you missed a comma?')
# expect:   SyntaxError list indices must be integers or slices, not str; perhaps you missed a comma? 1 1 1 15
# expect: "(1, 2) [f'{x}']" ('SyntaxWarning', 1, 'there.py', 'tuple indices must be integers or slices, not str; perhaps you missed a comma?')
# expect:   SyntaxError tuple indices must be integers or slices, not str; perhaps you missed a comma? 1 1 1 7
# expect: "'a' ['b'] = 1" nothing
# expect: [('SyntaxWarning', 1, 'there.py', '"is" with \'int\' literal. Did you mean "=="?'), ('SyntaxWarning', 1, 'there.py', 'assertion is always true, perhaps remove parentheses?')]
# expect: []
# expect: [('SyntaxWarning', 2, 'there.py', '"is" with \'int\' literal. Did you mean "=="?'), ('SyntaxWarning', 4, 'there.py', '"is" with \'str\' literal. Did you mean "=="?')]
# expect: [('SyntaxWarning', 1, 'there.py', '"is" with \'int\' literal. Did you mean "=="?')]
# expect: [('SyntaxWarning', 1, 'there.py', 'list indices must be integers or slices, not tuple; perhaps you missed a comma?')]
# expect: 0
# expect: 2 <string> 1
