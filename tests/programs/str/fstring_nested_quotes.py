# Since 3.12 the same quotes and backslashes may be used again inside.
words = ["a", "b"]
print(f"{", ".join(words)}", f"{"\n".join(words)!r}", f"{f"{f"{1 + 1}"}"}")
print(f"{
    words[0]  # a comment
}")
print(f"{'{'}{'}'}", f"{words[0]!r}{words[1]:>3}")
# expect: a, b 'a\nb' 2
# expect: a
# expect: {} 'a'  b
