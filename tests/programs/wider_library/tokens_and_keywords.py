# keyword, tokenize, ast.
import ast
import io
import keyword
import tokenize

print(keyword.iskeyword("for"), keyword.iskeyword("match"))  # expect: True False
print(keyword.issoftkeyword("match"), len(keyword.kwlist))  # expect: True 35
for t in tokenize.generate_tokens(io.StringIO("x = f(1.5, 'a')  # c\n").readline):
    print(tokenize.tok_name[t.type], repr(t.string), t.start, end="; ")
# expect: NAME 'x' (1, 0); OP '=' (1, 2); NAME 'f' (1, 4); OP '(' (1, 5); NUMBER '1.5' (1, 6); OP ',' (1, 9); STRING "'a'" (1, 11); OP ')' (1, 14); COMMENT '# c' (1, 17); NEWLINE '\n' (1, 20); ENDMARKER '' (2, 0); 
print()
tree = ast.parse("def f(a, *b, c=1):\n    return [x for x in b if x > a]\n")


class Names(ast.NodeVisitor):
    def __init__(self):
        self.names = []

    def visit_Name(self, node):
        self.names.append(node.id)


v = Names()
v.visit(tree)
print(v.names)  # expect: ['x', 'x', 'b', 'x', 'a']
print([type(n).__name__ for n in ast.iter_child_nodes(tree.body[0])])  # expect: ['arguments', 'Return']
print(tree.body[0].lineno, tree.body[0].end_lineno)  # expect: 1 2


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        return (
            ast.copy_location(ast.Constant(node.value * 2), node) if isinstance(node.value, int) else node
        )


new = ast.fix_missing_locations(Double().visit(ast.parse("1 + 20 * x", mode="eval")))
print(eval(compile(new, "<ast>", "eval"), {"x": 3}), ast.unparse(new))  # expect: 122 2 + 40 * x
print(ast.dump(ast.parse("a.b[c]", mode="eval").body))
# expect: Subscript(value=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), slice=Name(id='c', ctx=Load()), ctx=Load())
