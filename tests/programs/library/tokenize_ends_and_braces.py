"""Doubled braces, ends of lines and of sources, as `tokenize` shows them."""
# cpython: 3.13 shows doubled braces otherwise
import io
import tokenize


def show(source):
    for token in tokenize.generate_tokens(io.StringIO(source, newline="").readline):
        print(tokenize.tok_name[token.type], ascii(token.string), token.start, token.end, ascii(token.line))


show('f"a{{b}}c{x}"')
# expect: FSTRING_START 'f"' (1, 0) (1, 2) 'f"a{{b}}c{x}"'
# expect: FSTRING_MIDDLE 'a{' (1, 2) (1, 4) 'f"a{{b}}c{x}"'
# expect: FSTRING_MIDDLE 'b}' (1, 5) (1, 7) 'f"a{{b}}c{x}"'
# expect: FSTRING_MIDDLE 'c' (1, 8) (1, 9) 'f"a{{b}}c{x}"'
# expect: OP '{' (1, 9) (1, 10) 'f"a{{b}}c{x}"'
# expect: NAME 'x' (1, 10) (1, 11) 'f"a{{b}}c{x}"'
# expect: OP '}' (1, 11) (1, 12) 'f"a{{b}}c{x}"'
# expect: FSTRING_END '"' (1, 12) (1, 13) 'f"a{{b}}c{x}"'
# expect: NEWLINE '' (1, 13) (1, 14) 'f"a{{b}}c{x}"'
# expect: ENDMARKER '' (2, 0) (2, 0) ''
show("f'{{'\n")
# expect: FSTRING_START "f'" (1, 0) (1, 2) "f'{{'\n"
# expect: FSTRING_MIDDLE '{' (1, 2) (1, 3) "f'{{'\n"
# expect: FSTRING_END "'" (1, 4) (1, 5) "f'{{'\n"
# expect: NEWLINE '\n' (1, 5) (1, 6) "f'{{'\n"
# expect: ENDMARKER '' (2, 0) (2, 0) ''
show("t'}}{a}{{'\n")
# expect: TSTRING_START "t'" (1, 0) (1, 2) "t'}}{a}{{'\n"
# expect: TSTRING_MIDDLE '}' (1, 2) (1, 3) "t'}}{a}{{'\n"
# expect: OP '{' (1, 4) (1, 5) "t'}}{a}{{'\n"
# expect: NAME 'a' (1, 5) (1, 6) "t'}}{a}{{'\n"
# expect: OP '}' (1, 6) (1, 7) "t'}}{a}{{'\n"
# expect: TSTRING_MIDDLE '{' (1, 7) (1, 8) "t'}}{a}{{'\n"
# expect: TSTRING_END "'" (1, 9) (1, 10) "t'}}{a}{{'\n"
# expect: NEWLINE '\n' (1, 10) (1, 11) "t'}}{a}{{'\n"
# expect: ENDMARKER '' (2, 0) (2, 0) ''
show("x = 1 # c\r\ny\r\n")
# expect: NAME 'x' (1, 0) (1, 1) 'x = 1 # c\r\n'
# expect: OP '=' (1, 2) (1, 3) 'x = 1 # c\r\n'
# expect: NUMBER '1' (1, 4) (1, 5) 'x = 1 # c\r\n'
# expect: COMMENT '# c' (1, 6) (1, 9) 'x = 1 # c\r\n'
# expect: NEWLINE '\r\n' (1, 9) (1, 11) 'x = 1 # c\r\n'
# expect: NAME 'y' (2, 0) (2, 1) 'y\r\n'
# expect: NEWLINE '\r\n' (2, 1) (2, 3) 'y\r\n'
# expect: ENDMARKER '' (3, 0) (3, 0) ''
show("# c")
# expect: COMMENT '# c' (1, 0) (1, 3) '# c'
# expect: NL '' (1, 3) (1, 4) '# c'
# expect: ENDMARKER '' (2, 0) (2, 0) ''
show("é")
# expect: NAME '\xe9' (1, 0) (1, 1) '\xe9'
# expect: NEWLINE '' (1, 1) (1, 2) '\xe9'
# expect: ENDMARKER '' (2, 0) (2, 0) ''
text = 'f"{{{a}}}" f\'{{}}\' t"{{b}}"\n'
tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
print(tokenize.untokenize(tokens) == text)  # expect: True
