# Sources as tokens, and what is no source.
import io
import tokenize

source = '''def f(a):
    # comment
    return f"{a!r:>4}" + \\
        """two
lines"""

x = é @ [1,
  2]
'''
for t in tokenize.generate_tokens(io.StringIO(source).readline):
    print(tokenize.tok_name[t.type], repr(t.string), *t.start, *t.end)
# expect: NAME 'def' 1 0 1 3
# expect: NAME 'f' 1 4 1 5
# expect: OP '(' 1 5 1 6
# expect: NAME 'a' 1 6 1 7
# expect: OP ')' 1 7 1 8
# expect: OP ':' 1 8 1 9
# expect: NEWLINE '\n' 1 9 1 10
# expect: COMMENT '# comment' 2 4 2 13
# expect: NL '\n' 2 13 2 14
# expect: INDENT '    ' 3 0 3 4
# expect: NAME 'return' 3 4 3 10
# expect: FSTRING_START 'f"' 3 11 3 13
# expect: OP '{' 3 13 3 14
# expect: NAME 'a' 3 14 3 15
# expect: OP '!' 3 15 3 16
# expect: NAME 'r' 3 16 3 17
# expect: OP ':' 3 17 3 18
# expect: FSTRING_MIDDLE '>4' 3 18 3 20
# expect: OP '}' 3 20 3 21
# expect: FSTRING_END '"' 3 21 3 22
# expect: OP '+' 3 23 3 24
# expect: STRING '"""two\nlines"""' 4 8 5 8
# expect: NEWLINE '\n' 5 8 5 9
# expect: NL '\n' 6 0 6 1
# expect: DEDENT '' 7 0 7 0
# expect: NAME 'x' 7 0 7 1
# expect: OP '=' 7 2 7 3
# expect: NAME 'é' 7 4 7 5
# expect: OP '@' 7 6 7 7
# expect: OP '[' 7 8 7 9
# expect: NUMBER '1' 7 9 7 10
# expect: OP ',' 7 10 7 11
# expect: NL '\n' 7 11 7 12
# expect: NUMBER '2' 8 2 8 3
# expect: OP ']' 8 3 8 4
# expect: NEWLINE '\n' 8 4 8 5
# expect: ENDMARKER '' 9 0 9 0
for wrong in ("'abc", '"""abc', "f(1"):
    try:
        list(tokenize.generate_tokens(io.StringIO(wrong).readline))
    except tokenize.TokenError as e:
        print(type(e).__name__)
# expect: TokenError
# expect: TokenError
# expect: TokenError
print([t.string for t in tokenize.tokenize(io.BytesIO(b"a = 1").readline)])  # expect: ['utf-8', 'a', '=', '1', '', '']


# What ends where the text ends, without a newline, ends on the next line.
for source in ("if a:\n    b", "if a:\n    b\n", "if a:\n    b  # c", "if a:\n  if b:\n    c"):
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.DEDENT, tokenize.ENDMARKER):
            print(tokenize.tok_name[token.type], token.start, repr(token.line))
# expect: DEDENT (3, 0) ''
# expect: ENDMARKER (3, 0) ''
# expect: DEDENT (3, 0) ''
# expect: ENDMARKER (3, 0) ''
# expect: DEDENT (3, 0) ''
# expect: ENDMARKER (3, 0) ''
# expect: DEDENT (4, 0) ''
# expect: DEDENT (4, 0) ''
# expect: ENDMARKER (4, 0) ''
