# Positions are characters, whatever their width.
import re

text = "naïve 日本語 café " * 200
words = [m.span() for m in re.finditer(r"\w+", text)]
print(len(words), words[:3], words[-1])  # expect: 600 [(0, 5), (6, 9), (10, 14)] (2995, 2999)
print(text[slice(*words[-1])], re.compile("é").search(text, 100).start())  # expect: café 103
print(re.sub("[^\x00-\x7f]+", lambda m: str(len(m[0])), "aéb日本c"))  # expect: a1b2c
print(re.findall("(?i)STRASSE|ÄRGER", "strasse ärger Ärger"))  # expect: ['strasse', 'ärger', 'Ärger']
print(re.findall(r"(?a)\w+", "aéb"), re.findall(rb"\w+", "aéb".encode()))  # expect: ['a', 'b'] [b'a', b'b']
print(re.search("[а-яё]+", "Привет, мир").group())  # expect: ривет
print(re.compile("\N{GRINNING FACE}{2}").search("a😀😀").span())  # expect: (1, 3)
print(re.split(r"(?<=é)", "éaéb"))  # expect: ['é', 'aé', 'b']
