# A body with more places that read and write attributes than there are numbers for inline caches.
class C:
    d = "class"
    e = "other"


def body():
    lines = ["x = o.e"] * 60001
    lines += ["for i in range(3):", "    o = C()", "    o.d = i", "    n = C()", "    answers.append((n.e, n.d, o.d))"]
    lines += ["    C.d, C.e", "    del o.d", "    o.e = i", "    answers.append((o.d, o.e))"]
    answers = []
    exec("\n".join(lines), {"o": C(), "C": C, "answers": answers})
    return answers


# expect: [('other', 'class', 0), ('class', 0), ('other', 'class', 1), ('class', 1), ('other', 'class', 2), ('class', 2)]
print(body())
