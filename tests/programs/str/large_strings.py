# Long strings keep their content through every operation.
line = "0123456789abcdef"
text = (line + "\n") * 5000
print(len(text), text.count("\n"))  # expect: 85000 5000
print(text.find("f\n0", 40000), text.rfind("f"))  # expect: 40016 84998
lines = text.splitlines()
print(len(lines), lines[0] == lines[-1] == line, len("".join(lines)))  # expect: 5000 True 80000
print(text.replace("\n", "")[160:176])  # expect: 0123456789abcdef
print(text[::-1][:3] == "\nfe", len(text.upper().encode()))  # expect: True 85000
print(len(text.split("8")))  # expect: 5001
print(text[:34].split("\n"))  # expect: ['0123456789abcdef', '0123456789abcdef', '']
