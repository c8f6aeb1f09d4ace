# The format of a field ends in a text, be it an empty one.
# cpython: 3.14 has these empty texts
import io
import tokenize

for source in 'f"{x:{y}}"', 'f"{x:}{ {1: 2} }"', 'f"{x:{y:{z}}a}"', "f'{a[1:2]}'":
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    print(*(repr(token.string) if "MIDDLE" in tokenize.tok_name[token.type] else token.string for token in tokens if token.string))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    print([token.start[1] for token in tokens if token.type == tokenize.FSTRING_MIDDLE and not token.string])
# expect: f" { x : { y } } "
# expect: [8]
# expect: f" { x : } { { 1 : 2 } } "
# expect: [5]
# expect: f" { x : { y : { z } } 'a' } "
# expect: [11]
# expect: f' { a [ 1 : 2 ] } '
# expect: []
