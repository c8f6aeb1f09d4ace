# and, or and conditional expressions evaluate no more than they need.
def t(name, value):
    print(name, end=" ")
    return value


print(t("a", 0) and t("b", 1))  # expect: a 0
print(t("a", 1) and t("b", 2))  # expect: a b 2
print(t("a", 0) or t("b", 3))  # expect: a b 3
print(t("a", 4) or t("b", 1))  # expect: a 4
print(t("then", 1) if t("test", True) else t("else", 2))  # expect: test then 1
print(t("then", 1) if t("test", False) else t("else", 2))  # expect: test else 2
print(t("a", 1) and t("b", 0) or t("c", 5) and t("d", 6))  # expect: a b c d 6
print(not t("a", 1) or not t("b", 0))  # expect: a b True
print(t("a", 1) < t("b", 0) < t("c", 9))  # expect: a b False
print(t("a", []) or t("b", {}) or t("c", None))  # expect: a b c None
