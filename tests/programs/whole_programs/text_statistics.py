# Counting words and letters of a text, with formatting.
TEXT = """
It was the best of times, it was the worst of times, it was the age of wisdom,
it was the age of foolishness, it was the epoch of belief, it was the epoch of
incredulity, it was the season of Light, it was the season of Darkness.
"""


def words(text):
    word = []
    for c in text:
        if c.isalpha():
            word.append(c.lower())
        elif word:
            yield "".join(word)
            word = []
    if word:
        yield "".join(word)


counts = {}
for word in words(TEXT):
    counts[word] = counts.get(word, 0) + 1
ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
width = max(map(len, counts))
for word, n in ranked[:6]:
    print(f"{word:<{width}} {n:>3} {'*' * n}")
# expect: it            8 ********
# expect: of            8 ********
# expect: the           8 ********
# expect: was           8 ********
# expect: age           2 **
# expect: epoch         2 **
by_length = {}
for word in counts:
    by_length.setdefault(len(word), set()).add(word)
for length in sorted(by_length, reverse=True)[:3]:
    print(length, sorted(by_length[length]))
# expect: 11 ['foolishness', 'incredulity']
# expect: 8 ['darkness']
# expect: 6 ['belief', 'season', 'wisdom']
letters = sorted({c for c in TEXT.lower() if c.isalpha()})
print("".join(letters), len(TEXT.split()), len(counts))  # expect: abcdefghiklmnoprstuwy 48 16
print(sum(counts.values()), f"{len(TEXT) / len(counts):.3f}")  # expect: 48 14.438
sentences = [s.strip() for s in TEXT.replace("\n", " ").split(",")]
print(max(sentences, key=len), "|")  # expect: it was the epoch of incredulity |
print(sentences[-1].rstrip(".").split()[-1][::-1])  # expect: ssenkraD
print(TEXT.strip().partition(",")[0].title())  # expect: It Was The Best Of Times
print(TEXT.count("it was"), TEXT.lower().count("it was"))  # expect: 7 8
