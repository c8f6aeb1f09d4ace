# Linked lists, binary trees and tries, made, changed and walked.
class Linked:
    class Node:
        __slots__ = "value", "next"

        def __init__(self, value, next=None):
            self.value, self.next = value, next

    def __init__(self, items=()):
        self.head = None
        for x in reversed(list(items)):
            self.head = self.Node(x, self.head)

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def reverse(self):
        previous, node = None, self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous
        return self

    def remove(self, value):
        node = dummy = self.Node(None, self.head)
        while node.next:
            if node.next.value == value:
                node.next = node.next.next
            else:
                node = node.next
        self.head = dummy.next
        return self


print(list(Linked([1, 2, 3, 2]).reverse()))  # expect: [2, 3, 2, 1]
print(list(Linked([1, 2, 3, 2]).remove(2)), list(Linked()))  # expect: [1, 3] []


class Tree:
    root = None

    def insert(self, key):
        if self.root is None:
            self.root = [key, None, None]
            return
        node = self.root
        while True:
            side = 1 if key < node[0] else 2
            if node[0] == key:
                return
            if node[side] is None:
                node[side] = [key, None, None]
                return
            node = node[side]

    def __iter__(self):
        def walk(node):
            if node:
                yield from walk(node[1])
                yield node[0]
                yield from walk(node[2])
        return walk(self.root)

    def depth(self):
        def d(node):
            return 1 + max(d(node[1]), d(node[2])) if node else 0
        return d(self.root)


t = Tree()
for n in range(1000):
    t.insert(n * 7919 % 1009)
keys = list(t)
print(len(keys), keys == sorted(set(keys)), keys[:3], t.depth() < 40)  # expect: 1000 True [0, 1, 2] True


class Trie(dict):
    def add(self, word):
        node = self
        for c in word:
            node = node.setdefault(c, Trie())
        node["$"] = word

    def starting(self, prefix):
        node = self
        for c in prefix:
            if c not in node:
                return []
            node = node[c]
        found, todo = [], [node]
        while todo:
            for c, below in todo.pop().items():
                if c == "$":
                    found.append(below)
                else:
                    todo.append(below)
        return sorted(found)


trie = Trie()
for word in "car card care cat dog do done".split():
    trie.add(word)
print(trie.starting("car"), trie.starting("do"))  # expect: ['car', 'card', 'care'] ['do', 'dog', 'done']
print(trie.starting("x"), len(trie.starting("")))  # expect: [] 7
