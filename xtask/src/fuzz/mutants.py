# Programs and the library's sources, tampered with and compiled.
import ast
import importlib.util
import tokenize
import io

for name in NAMES:
    TEXTS.append(importlib.util.find_spec(name).loader.get_source(name))

TOKEN = __import__("re").compile(r"\w+|\s+|[^\w\s]")


def mutant():
    text = random.choice(TEXTS)
    if len(text) > 6000 and random.random() < 0.9:
        start = text.rfind("\n", 0, random.randrange(len(text))) + 1
        text = text[start : start + random.choice([500, 3000])]
    pieces = TOKEN.findall(text)
    for _ in range(random.choice([1, 1, 1, 2, 4, 20])):
        if not pieces:
            break
        where = random.randrange(len(pieces))
        kind = random.randrange(6)
        if kind == 0:
            del pieces[where]
        elif kind == 1:
            pieces[where] = random.choice(pieces)
        elif kind == 2:
            pieces.insert(where, random.choice(pieces))
        elif kind == 3:
            other = random.randrange(len(pieces))
            pieces[where], pieces[other] = pieces[other], pieces[where]
        elif kind == 4:
            pieces[where] = random.choice(["(", ")", "*", "**", ":", "=", ":=", "\n", "    ", "\0", "é", "lambda", "yield", "await", "'", '"', "f'", "{", "}", "\\", "#", "del", "async", "match", "_", "1e999", "0x", "->", "@", "global x;", "nonlocal x;", "...", "except*", "in", "for"])
        else:
            pieces[where : where + random.randrange(30)] = []
    return "".join(pieces)


def compiled():
    source = mutant()
    print(len(source), ascii(source)[:200], flush=True)
    with open("mutant.py", "w", errors="surrogatepass") as file:
        file.write(source)
    kind = random.randrange(4)
    if kind == 0:
        list(tokenize.generate_tokens(io.StringIO(source).readline))
    elif kind == 1:
        tree = ast.parse(source)
        ast.unparse(tree)
        compile(tree, "mutant", "exec")
    else:
        compile(source, "mutant", "exec")


for _ in range(COUNT * 10):
    call("compiled", compiled, ())
print("the end", flush=True)
