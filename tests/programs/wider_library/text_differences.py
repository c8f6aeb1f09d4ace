# difflib, fnmatch, glob patterns and shlex.
import difflib
import fnmatch
import shlex

a, b = "one\ntwo\nthree\nfour".splitlines(), "one\n2\nthree\nfour\nfive".splitlines()
print(*difflib.unified_diff(a, b, "a", "b", lineterm=""), sep="\n")
# expect: --- a
# expect: +++ b
# expect: @@ -1,4 +1,5 @@
# expect:  one
# expect: -two
# expect: +2
# expect:  three
# expect:  four
# expect: +five
print([tag for tag, *_ in difflib.SequenceMatcher(None, a, b).get_opcodes()])
# expect: ['equal', 'replace', 'equal', 'insert']
print(round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3))  # expect: 0.75
print(difflib.get_close_matches("appel", ["ape", "apple", "peach"]))  # expect: ['apple', 'ape']
print([line for line in difflib.ndiff(["a"], ["b"])])  # expect: ['- a', '+ b']
print(fnmatch.filter(["a.py", "b.txt", "c.py"], "*.py"))  # expect: ['a.py', 'c.py']
print(fnmatch.fnmatchcase("abc", "a[!x]?"), fnmatch.fnmatchcase("A", "a"))  # expect: True False
print(shlex.split('a \'b c\' "d\\" e" f\\ g # no'))  # expect: ['a', 'b c', 'd" e', 'f g', '#', 'no']
print(shlex.split("a # b", comments=True))  # expect: ['a']
print(shlex.quote("it's"), shlex.join(["a", "b c"]))  # expect: 'it'"'"'s' a 'b c'
