# The is... methods.
for s in ("abc", "abc1", "123", "１２", "½", "²", " ", "", "_a1", "1a", "é", "a b", "\n", "Ⅷ"):
    print(
        repr(s),
        [
            name
            for name in (
                "isalpha",
                "isalnum",
                "isdigit",
                "isdecimal",
                "isnumeric",
                "isspace",
                "isidentifier",
                "isprintable",
            )
            if getattr(s, name)()
        ],
    )
# expect: 'abc' ['isalpha', 'isalnum', 'isidentifier', 'isprintable']
# expect: 'abc1' ['isalnum', 'isidentifier', 'isprintable']
# expect: '123' ['isalnum', 'isdigit', 'isdecimal', 'isnumeric', 'isprintable']
# expect: '１２' ['isalnum', 'isdigit', 'isdecimal', 'isnumeric', 'isprintable']
# expect: '½' ['isalnum', 'isnumeric', 'isprintable']
# expect: '²' ['isalnum', 'isdigit', 'isnumeric', 'isprintable']
# expect: ' ' ['isspace', 'isprintable']
# expect: '' ['isprintable']
# expect: '_a1' ['isidentifier', 'isprintable']
# expect: '1a' ['isalnum', 'isprintable']
# expect: 'é' ['isalpha', 'isalnum', 'isidentifier', 'isprintable']
# expect: 'a b' ['isprintable']
# expect: '\n' ['isspace']
# expect: 'Ⅷ' ['isalnum', 'isnumeric', 'isidentifier', 'isprintable']
print("abc".isascii(), "é".isascii(), "".isascii(), "class".isidentifier())  # expect: True False True True
