# Warnings of the parser: strings, numbers that run into a word, and what loses exceptions, with the words of CPython 3.14.
# cpython: 3.13 has other words for escapes, and no warnings about finally
import ast

from _doubts import show, told

for source in [r"'\d'", r"'\8'", r"'\407'", r"b'\d'", r"b'\u1234'", r"'\u1234\c\d'", "'''\n\\z'''", r"r'\d'", r"f'\d{x}\c'", r"f'\{6}'", r"f'{{\d}}'", r"'é\d'", r"'\é'", r"f'{x:\d}'", r"rf'\d{x}'", r"b'\400'", r"'\N{DIGIT ONE}\x41\101\
'", "1if x else y", "0x1for x in y", "1or 2", "1.5in y", "1jif x else y", "0b1and 1", "0o7or 1", "1_0if x else y", "[0x1for x in (1, 2)]",
"def f():\n try: pass\n finally:\n  return 1", "for x in y:\n try: pass\n finally:\n  break", "for x in y:\n try: pass\n finally:\n  continue",
"def f():\n try: pass\n finally:\n  for x in y:\n   break\n  return",
"def f():\n try: pass\n finally:\n  def g(): return 1",
"def f():\n try: pass\n finally:\n  for x in y:\n   return 1" ]:
    show(source)
print(told(r"'\d'; x is 1; 1if x else y", make=lambda s, f, m: ast.parse(s, f)))
print(told("x is 1; assert (x, 1)", make=lambda s, f, m: compile(ast.parse(s), f, m)))
print(told("x is 1; assert (x, 1)", make=lambda s, f, m: ast.parse(s)))
# expect: "'\\d'" ('SyntaxWarning', 1, 'there.py', '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.')
# expect:   SyntaxError "\d" is an invalid escape sequence. Did you mean "\\d"? A raw string is also an option. 1 2 1 4
# expect: "'\\8'" ('SyntaxWarning', 1, 'there.py', '"\\8" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\8"? A raw string is also an option.')
# expect:   SyntaxError "\8" is an invalid escape sequence. Did you mean "\\8"? A raw string is also an option. 1 2 1 4
# expect: "'\\407'" ('SyntaxWarning', 1, 'there.py', '"\\407" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean "\\\\407"? A raw string is also an option.')
# expect:   SyntaxError "\407" is an invalid octal escape sequence. Did you mean "\\407"? A raw string is also an option. 1 2 1 4
# expect: "b'\\d'" ('SyntaxWarning', 1, 'there.py', '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.')
# expect:   SyntaxError "\d" is an invalid escape sequence. Did you mean "\\d"? A raw string is also an option. 1 3 1 5
# expect: "b'\\u1234'" ('SyntaxWarning', 1, 'there.py', '"\\u" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\u"? A raw string is also an option.')
# expect:   SyntaxError "\u" is an invalid escape sequence. Did you mean "\\u"? A raw string is also an option. 1 3 1 5
# expect: "'\\u1234\\c\\d'" ('SyntaxWarning', 1, 'there.py', '"\\c" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\c"? A raw string is also an option.')
# expect:   SyntaxError "\c" is an invalid escape sequence. Did you mean "\\c"? A raw string is also an option. 1 8 1 10
# expect: "'''\n\\z'''" ('SyntaxWarning', 2, 'there.py', '"\\z" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\z"? A raw string is also an option.')
# expect:   SyntaxError "\z" is an invalid escape sequence. Did you mean "\\z"? A raw string is also an option. 2 1 2 3
# expect: "r'\\d'" nothing
# expect: "f'\\d{x}\\c'" ('SyntaxWarning', 1, 'there.py', '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.')
# expect: "f'\\d{x}\\c'" ('SyntaxWarning', 1, 'there.py', '"\\c" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\c"? A raw string is also an option.')
# expect:   SyntaxError "\d" is an invalid escape sequence. Did you mean "\\d"? A raw string is also an option. 1 3 1 5
# expect: "f'\\{6}'" ('SyntaxWarning', 1, 'there.py', '"\\{" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\{"? A raw string is also an option.')
# expect:   SyntaxError "\{" is an invalid escape sequence. Did you mean "\\{"? A raw string is also an option. 1 3 1 5
# expect: "f'{{\\d}}'" ('SyntaxWarning', 1, 'there.py', '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.')
# expect:   SyntaxError "\d" is an invalid escape sequence. Did you mean "\\d"? A raw string is also an option. 1 5 1 7
# expect: "'é\\d'" ('SyntaxWarning', 1, 'there.py', '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.')
# expect:   SyntaxError "\d" is an invalid escape sequence. Did you mean "\\d"? A raw string is also an option. 1 3 1 5
# expect: "'\\é'" nothing
# expect: "f'{x:\\d}'" ('SyntaxWarning', 1, 'there.py', '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.')
# expect:   SyntaxError "\d" is an invalid escape sequence. Did you mean "\\d"? A raw string is also an option. 1 6 1 8
# expect: "rf'\\d{x}'" nothing
# expect: "b'\\400'" ('SyntaxWarning', 1, 'there.py', '"\\400" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean "\\\\400"? A raw string is also an option.')
# expect:   SyntaxError "\400" is an invalid octal escape sequence. Did you mean "\\400"? A raw string is also an option. 1 3 1 5
# expect: "'\\N{DIGIT ONE}\\x41\\101\\\n'" nothing
# expect: '1if x else y' ('SyntaxWarning', 1, 'there.py', 'invalid decimal literal')
# expect:   SyntaxError invalid decimal literal 1 1 1 2
# expect: '0x1for x in y' ('SyntaxWarning', 1, 'there.py', 'invalid hexadecimal literal')
# expect:   SyntaxError invalid hexadecimal literal 1 4 1 5
# expect: '1or 2' ('SyntaxWarning', 1, 'there.py', 'invalid decimal literal')
# expect:   SyntaxError invalid decimal literal 1 1 1 2
# expect: '1.5in y' ('SyntaxWarning', 1, 'there.py', 'invalid decimal literal')
# expect:   SyntaxError invalid decimal literal 1 3 1 4
# expect: '1jif x else y' ('SyntaxWarning', 1, 'there.py', 'invalid imaginary literal')
# expect:   SyntaxError invalid imaginary literal 1 2 1 3
# expect: '0b1and 1' ('SyntaxWarning', 1, 'there.py', 'invalid binary literal')
# expect:   SyntaxError invalid binary literal 1 3 1 4
# expect: '0o7or 1' ('SyntaxWarning', 1, 'there.py', 'invalid octal literal')
# expect:   SyntaxError invalid octal literal 1 3 1 4
# expect: '1_0if x else y' ('SyntaxWarning', 1, 'there.py', 'invalid decimal literal')
# expect:   SyntaxError invalid decimal literal 1 3 1 4
# expect: '[0x1for x in (1, 2)]' ('SyntaxWarning', 1, 'there.py', 'invalid hexadecimal literal')
# expect:   SyntaxError invalid hexadecimal literal 1 5 1 6
# expect: 'def f():\n try: pass\n finally:\n  return 1' ('SyntaxWarning', 4, 'there.py', "'return' in a 'finally' block")
# expect:   SyntaxError 'return' in a 'finally' block 4 3 4 11
# expect: 'for x in y:\n try: pass\n finally:\n  break' ('SyntaxWarning', 4, 'there.py', "'break' in a 'finally' block")
# expect:   SyntaxError 'break' in a 'finally' block 4 3 4 8
# expect: 'for x in y:\n try: pass\n finally:\n  continue' ('SyntaxWarning', 4, 'there.py', "'continue' in a 'finally' block")
# expect:   SyntaxError 'continue' in a 'finally' block 4 3 4 11
# expect: 'def f():\n try: pass\n finally:\n  for x in y:\n   break\n  return' ('SyntaxWarning', 6, 'there.py', "'return' in a 'finally' block")
# expect:   SyntaxError 'return' in a 'finally' block 6 3 6 9
# expect: 'def f():\n try: pass\n finally:\n  def g(): return 1' nothing
# expect: 'def f():\n try: pass\n finally:\n  for x in y:\n   return 1' ('SyntaxWarning', 5, 'there.py', "'return' in a 'finally' block")
# expect:   SyntaxError 'return' in a 'finally' block 5 4 5 12
# expect: [('SyntaxWarning', 1, 'there.py', '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.'), ('SyntaxWarning', 1, 'there.py', 'invalid decimal literal')]
# expect: [('SyntaxWarning', 1, 'there.py', '"is" with \'int\' literal. Did you mean "=="?'), ('SyntaxWarning', 1, 'there.py', 'assertion is always true, perhaps remove parentheses?')]
# expect: []
