//! Statements, made at random.

use super::{
    catalogue::Kind,
    maker::{Maker, plain, simple},
    program::Block,
    tree::{Statement, Text},
};

/// How deep expressions are.
const DEPTH: u32 = 3;

impl Maker {
    pub fn block(&mut self) -> Block {
        if self.chance(0.5) {
            // Expressions, each in a statement of its own.
            return (0..self.random.usize(1..=4))
                .map(|number| {
                    let kind = self.kind();
                    let value = self.expression(kind, DEPTH);
                    let name = format!("v{number}");
                    let statement = simple(vec![plain(format!("{name} = ")), value]);
                    self.variables.push((name, kind));
                    statement
                })
                .collect();
        }
        let count = self.random.usize(3..=8);
        self.statements(count, 2)
    }

    fn statements(&mut self, count: usize, depth: u32) -> Vec<Statement> {
        let before = self.variables.len();
        let mut all = Vec::new();
        for _ in 0..count {
            all.extend(self.statement(depth));
        }
        // What an inner block assigns may not have been assigned.
        if depth < 2 && self.chance(0.7) {
            self.variables.truncate(before);
        }
        all
    }

    /// An expression that is shown in a statement of its own.
    fn value(&mut self) -> Text {
        let kind = self.kind();
        self.expression(kind, 2)
    }

    fn assignment(&mut self) -> Statement {
        let kind = self.kind();
        let value = self.expression(kind, 2);
        let name = if !self.variables.is_empty() && self.chance(0.3) {
            let at = self.random.usize(..self.variables.len());
            self.variables[at].1 = kind;
            self.variables[at].0.clone()
        } else {
            let name = self.name("v");
            self.variables.push((name.clone(), kind));
            name
        };
        simple(vec![plain(format!("{name} = ")), value])
    }

    fn variable_of(&mut self, kind: Kind) -> Option<String> {
        let named: Vec<&String> =
            self.variables.iter().filter(|(_, of)| *of == kind).map(|(name, _)| name).collect();
        if named.is_empty() { None } else { Some(named[self.random.usize(..named.len())].clone()) }
    }

    /// Something done to a variable.
    fn change(&mut self) -> Option<Statement> {
        let (kind, templates): (Kind, &[&str]) = match self.random.u32(..7) {
            0 => (
                Kind::Int,
                &[
                    "V += {R}",
                    "V -= {i}",
                    "V *= {i}",
                    "V //= {i}",
                    "V %= {i}",
                    "V <<= {w}",
                    "V >>= {w}",
                    "V &= {i}",
                    "V |= {a}",
                    "V ^= {b}",
                    "V /= {R}",
                    "V **= {w}",
                    "V @= {a}",
                ],
            ),
            1 => (
                Kind::Str,
                &["V += {s}", "V *= {w}", "V += {a}", "V %= {a}", "V[{n}] = {s}", "del V[0]", "V.x = {a}"],
            ),
            2 => (
                Kind::List,
                &[
                    "V += {I}",
                    "V *= {w}",
                    "V[{n}] = {a}",
                    "V[{n}:{n}] = {I}",
                    "V[{n}:{n}:{n}] = {I}",
                    "V[::{n}] = {l}",
                    "del V[{n}]",
                    "del V[{n}:{n}]",
                    "del V[::{n}]",
                    "V.append({a})",
                    "V.extend({I})",
                    "V.insert({n}, {a})",
                    "V.remove({a})",
                    "V.pop()",
                    "V.pop({n})",
                    "V.reverse()",
                    "V.sort()",
                    "V.sort(key={k}, reverse={b})",
                    "V.clear()",
                    "V.extend(V)",
                    "V[{a}] = {a}",
                    "V.append(V[:])",
                    "V[{n}:] = V",
                    "V += V",
                    "V.insert({i}, {a})",
                    "V.sort(key=str)",
                    "V.__setitem__({a}, {a})",
                    "del V[{a}]",
                    "V.__init__({I})",
                    "__import__('heapq').heapify(V)",
                    "__import__('bisect').insort(V, {a})",
                ],
            ),
            3 => (
                Kind::Dict,
                &[
                    "V[{a}] = {a}",
                    "del V[{a}]",
                    "V.update({d})",
                    "V.update({I})",
                    "V.update(a={a})",
                    "V |= {d}",
                    "V |= {I}",
                    "V.setdefault({a}, {a})",
                    "V.setdefault({s}, []).append({a})",
                    "V.pop({a})",
                    "V.pop({a}, {a})",
                    "V.popitem()",
                    "V.clear()",
                    "V[{s}] += {a}",
                    "V.update(V)",
                    "V[{i}], V[{i}] = {I}",
                    "V.update({a})",
                    "V.update([{t}])",
                    "for k in V: V[k] = {a}",
                    "for k in V: V[{a}] = {a}",
                    "V[1:2] = {a}",
                ],
            ),
            4 => (
                Kind::Set,
                &[
                    "V |= {S}",
                    "V &= {S}",
                    "V -= {S}",
                    "V ^= {S}",
                    "V |= {a}",
                    "V.add({a})",
                    "V.discard({a})",
                    "V.remove({a})",
                    "V.update({I}, {I})",
                    "V.difference_update({I})",
                    "V.intersection_update({I})",
                    "V.symmetric_difference_update({I})",
                    "V.clear()",
                ],
            ),
            5 => (
                Kind::Bytes,
                &[
                    "V += {y}",
                    "V[{n}] = {i}",
                    "V[{n}:{n}] = {y}",
                    "V[::{n}] = {y}",
                    "del V[{n}]",
                    "V.append({i})",
                    "V.extend({I})",
                    "V.insert({n}, {w})",
                    "V.pop({n})",
                    "V.reverse()",
                    "V *= {w}",
                    "V.remove({w})",
                    "V[{n}:{n}:{n}] = {I}",
                    "del V[{n}:{n}:{n}]",
                    "V += {a}",
                    "memoryview(V)[{n}] = {w}",
                    "memoryview(V)[{n}:{n}] = {y}",
                    "V.clear()",
                ],
            ),
            _ => (
                Kind::Tuple,
                &[
                    "V += {t}",
                    "V += {a}",
                    "V *= {w}",
                    "V[0] = {a}",
                    "del V[0]",
                    "V[0] += {a}",
                    "V[-1].append({a})",
                    "(a, b), c = V, {a}",
                    "a, *b = V",
                    "*a, b, c = V",
                    "a, (b, *c) = V",
                    "[a, b] = V",
                ],
            ),
        };
        let variable = self.variable_of(kind)?;
        let template = self.one_of(templates).replace('V', &variable);
        Some(simple(self.fill(&template, 1)))
    }

    pub fn made(&mut self, template: &str) -> Text {
        Text::Made(self.fill(template, 1))
    }

    fn body(&mut self, depth: u32) -> Vec<Statement> {
        let count = self.random.usize(1..=3);
        self.statements(count, depth - 1)
    }

    fn statement(&mut self, depth: u32) -> Vec<Statement> {
        if depth == 0 {
            return vec![self.small()];
        }
        match self.random.u32(..30) {
            0..=6 => vec![self.assignment()],
            7..=9 => vec![self.small()],
            10 | 11 => self.loop_(depth),
            12 => vec![self.if_(depth)],
            13..=16 => vec![self.try_(depth)],
            17 | 18 => self.function(depth),
            19 | 20 => self.generator(),
            21..=24 => self.class(),
            25 | 26 => vec![self.match_(depth)],
            27 => vec![self.with(depth)],
            28 => self.closure(),
            _ => vec![self.unpacking()],
        }
    }

    fn small(&mut self) -> Statement {
        match self.random.u32(..16) {
            0..=6 => match self.change() {
                Some(statement) => statement,
                None => self.assignment(),
            },
            7 => {
                let value = self.any(2);
                simple(vec![plain("print(shown("), value, plain("))")])
            }
            8 => Statement::Simple(self.made("raise {E}({a})")),
            9 => Statement::Simple(self.made("assert {a}, {a}")),
            10 if self.in_loop => {
                let word = self.one_of(&["break", "continue"]);
                Statement::Compound(vec![(self.made("if {b}:"), vec![Statement::Simple(plain(word))])])
            }
            11 if self.in_function => Statement::Simple(self.made("return {a}")),
            12 => match self.variables.last().cloned() {
                Some((name, _)) if self.chance(0.3) => Statement::Simple(plain(format!("del {name}"))),
                _ => self.assignment(),
            },
            13 => Statement::Simple(self.made("print({a}, {s}, sep={s}, end='|\\n')")),
            _ => {
                let value = self.value();
                simple(vec![plain("print(repr("), value, plain(").__len__())")])
            }
        }
    }

    fn unpacking(&mut self) -> Statement {
        let template = self.one_of(&[
            "a, b = {a}",
            "a, *b = {I}",
            "*a, b, c = {I}",
            "(a, b), c = {t}",
            "a = b = {l}",
            "a, b = b, a = {t}",
            "[a, *b] = {s}",
            "for a, b in {I}: pass",
            "a: {T} = {a}",
            "(a := {a})",
            "a, b, c = {q}",
            "a, (b, *c), *d = {t}",
            "print(*{I}, sep={s})",
            "a = [*{I}, *{I}]",
            "a = {{**{d}, **{d}}}",
            "a = b, *c = {I}",
            "x = 1; x += x; x = -x",
            "global g1; g1 = {a}",
            "*a, *b = {l}",
            "a, b += {t}",
            "a = (yield)",
            "a = *{I}, {a}",
            "() = {a}",
            "[] = {I}",
            "a, = {I}",
            "del a, b",
            "lambda: (yield)",
            "a = lambda *, x={a}: x; print(shown(a()))",
            "a = print.__self__.__name__",
            "f(**{a})",
            "f(*{a})",
            "print(*{a}, **{a})",
            "str(*{t}, **{d})",
            "int({a}, base={a})",
            "dict(**{d}, **{d})",
            "sorted({a}, {k})",
            "print({a}, foo={a})",
            "len()",
            "len({a}, {a})",
            "''.join()",
            "[].append({a}, {a})",
            "{a}({a})",
            "{a}.foo",
            "{a}[{a}]",
            "{a}.foo = {a}",
            "del {d}[{a}]",
            "{l}[{a}] = {a}",
            "{t}[{a}] = {a}",
            "{s}.split({a}, {a})",
            "max()",
            "isinstance({a}, {a})",
            "range({a}, {a})",
            "slice()",
            "zip({a}, {a})",
            "enumerate({a}, {a})",
            "next({a})",
            "iter({a}, {a})",
            "reversed({a})",
            "{i}.to_bytes({a}, {a})",
            "setattr({a}, {a}, {a})",
            "getattr({a}, {a})",
            "{T}({a}, {a})",
            "{T}.mro()[0:1]",
            "{T}({a})({a})",
            "{T}.__new__({T})",
            "{T}.__init__({a})",
            "object.__new__({T}, {a})",
            "{T}.x = 1",
            "import {s}",
            "from math import nothing",
            "import nothing_there",
            "raise {a}",
            "raise {E} from {a}",
            "raise {E}({a}) from {E}({a})",
            "raise",
            "{E}({a}, {a}).add_note({a})",
            "raise ExceptionGroup({s}, {l})",
            "raise ExceptionGroup('g', [{E}({a}), {E}()])",
        ]);
        Statement::Simple(self.made(template))
    }

    fn loop_(&mut self, depth: u32) -> Vec<Statement> {
        let before = (self.in_loop, self.variables.len());
        self.in_loop = true;
        let mut all = Vec::new();
        let (header, mut body) = if self.chance(0.7) {
            let name = self.name("x");
            // What is iterated over may grow in the loop.
            let over = self.one_of(&["list({I})", "__import__('itertools').islice({I}, 9)"]);
            let header = self.made(&format!("for {name} in {over}:"));
            self.variables.push((name, Kind::Int));
            (header, self.body(depth))
        } else {
            let name = self.name("n");
            all.push(Statement::Simple(plain(format!("{name} = 0"))));
            let mut body = vec![Statement::Simple(plain(format!("{name} += 1")))];
            body.extend(self.body(depth));
            // The count is nobody else's, so the loop ends.
            (plain(format!("while {name} < {}:", self.random.u32(1..5))), body)
        };
        if self.chance(0.3) {
            body.push(Statement::Simple(self.made("if {b}: break")));
        }
        self.in_loop = before.0;
        let mut clauses = vec![(header, body)];
        if self.chance(0.3) {
            clauses.push((plain("else:"), self.body(depth)));
        }
        all.push(Statement::Compound(clauses));
        all
    }

    fn if_(&mut self, depth: u32) -> Statement {
        let mut clauses = vec![(self.made("if {b}:"), self.body(depth))];
        if self.chance(0.4) {
            clauses.push((self.made("elif {a}:"), self.body(depth)));
        }
        if self.chance(0.5) {
            clauses.push((plain("else:"), self.body(depth)));
        }
        Statement::Compound(clauses)
    }

    fn try_(&mut self, depth: u32) -> Statement {
        let mut clauses = vec![(plain("try:"), self.body(depth))];
        let shown = Statement::Simple(plain("print(type(e).__name__, e)"));
        match self.random.u32(..10) {
            0 => clauses.push((plain("finally:"), self.body(depth))),
            1 => {
                clauses
                    .push((self.made("except* {E} as e:"), vec![Statement::Simple(plain("print(repr(e))"))]));
                clauses.push((
                    plain("except* Exception as e:"),
                    vec![Statement::Simple(plain("print(repr(e))"))],
                ));
            }
            2 => {
                let mut body = vec![shown];
                body.push(Statement::Simple(self.made("raise {E}({a}) from e")));
                clauses.push((plain("except Exception as e:"), body));
            }
            choice => {
                if choice > 6 {
                    let header = self.made("except ({E}, {E}) as e:");
                    let mut body = vec![shown.clone()];
                    body.extend(self.body(depth));
                    clauses.push((header, body));
                }
                let mut body = vec![shown];
                if self.chance(0.2) {
                    body.push(Statement::Simple(plain(self.one_of(&[
                        "raise",
                        "raise KeyError(e)",
                        "print(repr(e.__context__))",
                    ]))));
                }
                clauses.push((plain("except Exception as e:"), body));
                if self.chance(0.3) {
                    clauses.push((plain("else:"), self.body(depth)));
                }
                if self.chance(0.3) {
                    clauses.push((plain("finally:"), self.body(depth)));
                }
            }
        }
        Statement::Compound(clauses)
    }

    /// A function and calls of it.
    fn function(&mut self, depth: u32) -> Vec<Statement> {
        let name = self.name("f");
        let parameters = self.one_of(&[
            "()",
            "(a)",
            "(a, b)",
            "(a, b={a})",
            "(a, /, b)",
            "(*a)",
            "(a, *b)",
            "(a, *, b)",
            "(a, *, b={a}, **c)",
            "(**a)",
            "(a, b, /, c={a}, *d, e={a}, **f)",
            "(a={l}, *b)",
            "(a, /)",
            "(*, a, b)",
            "(a, a)",
            "(a={a}, b)",
            "(a, b, c, d=1)",
            "(self, /, **a)",
        ]);
        let header = self.made(&format!("def {name}{parameters}:"));
        let before = (self.in_function, self.in_loop, self.variables.clone());
        (self.in_function, self.in_loop) = (true, false);
        // Inside, a name that is assigned somewhere is local everywhere.
        if self.chance(0.7) {
            self.variables.clear();
        }
        for (parameter, kind) in [("a", Kind::Int), ("b", Kind::List)] {
            if parameters.contains(parameter) {
                self.variables.push((parameter.into(), kind));
            }
        }
        let mut body = self.body(depth.min(2));
        body.push(Statement::Simple(self.made("return {a}")));
        (self.in_function, self.in_loop, self.variables) = before;
        let mut clauses = vec![Statement::Compound(vec![(header, body)])];
        if self.chance(0.1) {
            clauses.insert(0, Statement::Simple(self.made("@{k}")));
        }
        for _ in 0..self.random.usize(1..=2) {
            let arguments = self.one_of(&[
                "()",
                "({a})",
                "({a}, {a})",
                "({a}, b={a})",
                "(a={a})",
                "(*{I})",
                "(**{d})",
                "(*{I}, **{d})",
                "({a}, {a}, {a})",
                "(b={a}, a={a})",
                "({a}, x={a})",
                "({a}, a={a})",
                "(*{t}, b={a})",
                "({a}, *{t}, {a})",
                "(1, 2, 3, 4, 5)",
            ]);
            clauses.extend(self.guarded(&format!("print(shown({name}{arguments}))")));
        }
        clauses
    }

    /// A statement whose exception is printed.
    pub fn guarded(&mut self, template: &str) -> Vec<Statement> {
        let statement = Statement::Simple(self.made(template));
        if self.chance(0.2) {
            return vec![statement];
        }
        vec![Statement::Compound(vec![
            (plain("try:"), vec![statement]),
            (plain("except Exception as e:"), vec![Statement::Simple(plain("print(type(e).__name__, e)"))]),
        ])]
    }

    fn closure(&mut self) -> Vec<Statement> {
        let (outer, inner) = (self.name("f"), self.name("g"));
        let change = self.one_of(&[
            "nonlocal c; c += {a}",
            "nonlocal c; c = {a}",
            "c = {a}",
            "print(c)",
            "del c",
            "nonlocal c; del c",
            "c.append({a})",
            "nonlocal d",
        ]);
        let change = Statement::Simple(self.made(change));
        let result = Statement::Simple(plain("return c"));
        let define = Statement::Compound(vec![(plain(format!("def {inner}(x=0):")), vec![change, result])]);
        let start = Statement::Simple(self.made("c = {a}"));
        let end = self
            .one_of(&["return I", "return I(), I()", "return [I, c]", "return lambda: (I(), c)"])
            .replace('I', &inner);
        let end = Statement::Simple(plain(end));
        let mut all =
            vec![Statement::Compound(vec![(plain(format!("def {outer}():")), vec![start, define, end])])];
        let call = self.one_of(&[
            "print(shown(F()()))",
            "print(shown(F()))",
            "h = F(); print(shown((h(), h())))",
            "print(shown(F()[0](1)))",
            "print(F.__code__.co_cellvars, F.__name__)",
        ]);
        all.extend(self.guarded(&call.replace('F', &outer)));
        all
    }

    fn generator(&mut self) -> Vec<Statement> {
        let name = self.name("g");
        let mut body: Vec<Statement> = Vec::new();
        let before = (self.in_function, self.variables.clone());
        self.in_function = true;
        for _ in 0..self.random.usize(1..=4) {
            let template = self.one_of(&[
                "yield {a}",
                "x = yield {a}; print('got', x)",
                "yield from {I}",
                "print((yield))",
                "yield from {a}",
                "yield (yield {a})",
                "y = yield from (z for z in {I}); print(y)",
                "for x in {I}: yield x",
                "return {a}",
                "raise {E}({a})",
                "yield {a}, {a}",
                "x = [(yield {a}), {a}]",
            ]);
            let statement = Statement::Simple(self.made(template));
            if self.chance(0.4) {
                let then = self.one_of(&[
                    "yield {a}",
                    "print('caught', repr(e))",
                    "raise",
                    "return {a}",
                    "raise {E}({a}) from e",
                ]);
                let handler = vec![Statement::Simple(self.made(then))];
                let caught = self.one_of(&[
                    "except Exception as e:",
                    "except GeneratorExit as e:",
                    "except ValueError as e:",
                    "except BaseException as e:",
                ]);
                let mut clauses = vec![(plain("try:"), vec![statement]), (plain(caught), handler)];
                if self.chance(0.4) {
                    clauses.push((plain("finally:"), vec![Statement::Simple(plain("print('finally')"))]));
                }
                body.push(Statement::Compound(clauses));
            } else {
                body.push(statement);
            }
        }
        body.push(Statement::Simple(plain("yield")));
        (self.in_function, self.variables) = before;
        let mut all = vec![Statement::Compound(vec![(plain(format!("def {name}():")), body)])];
        let object = self.name("o");
        all.push(Statement::Simple(plain(format!("{object} = {name}()"))));
        for _ in 0..self.random.usize(1..=4) {
            let step = self.one_of(&[
                "print(shown(next(O)))",
                "print(shown(O.send({a})))",
                "print(shown(O.throw({E})))",
                "print(shown(O.throw({E}({a}))))",
                "print(O.close())",
                "print(shown(list(O)))",
                "print(shown(next(O, {a})))",
                "print(O.gi_running, O.gi_frame is None, O.gi_yieldfrom is None)",
                "a, *b = O",
                "print(shown(O.send(None)))",
                "print(sum(O))",
                "print(O.throw({a}))",
                "print(shown(tuple(zip(O, {I}))))",
                "for x in O: break",
            ]);
            let step = step.replace('O', &object);
            all.extend(self.guarded(&step));
        }
        all
    }

    fn with(&mut self, depth: u32) -> Statement {
        let header = self.one_of(WITH);
        let header = self.made(header);
        Statement::Compound(vec![(header, self.body(depth))])
    }

    fn match_(&mut self, depth: u32) -> Statement {
        let before = self.variables.len();
        let mut cases = Vec::new();
        for _ in 0..self.random.usize(1..=3) {
            let mut pattern = self.pattern(2);
            if self.chance(0.3) {
                pattern.push_str(" as whole");
            }
            let guard = if self.chance(0.2) { " if {b}" } else { "" };
            let header =
                self.made(&format!("case {}{guard}:", pattern.replace('{', "{{").replace('}', "}}")));
            cases.push(Statement::Compound(vec![(header, self.body(depth))]));
        }
        self.variables.truncate(before);
        Statement::Compound(vec![(self.made("match {a}:"), cases)])
    }

    fn pattern(&mut self, depth: u32) -> String {
        if depth == 0 || self.chance(0.3) {
            let leaf = self.one_of(&[
                "_", "x", "0", "1", "-1", "'a'", "None", "True", "1.5", "y", "b'a'", "1+2j", "int()",
                "str()", "int(z)", "float()", "[]", "()", "{}", "-0.0", "''", "bool()",
            ]);
            return leaf.into();
        }
        let a = self.pattern(depth - 1);
        let b = self.pattern(depth - 1);
        self.one_of(&[
            "[A, B]",
            "[A, *_]",
            "[*rest]",
            "[A, *rest, B]",
            "(A, B)",
            "A | B",
            "{'a': A}",
            "{1: A, 'k': B}",
            "{'a': A, **others}",
            "str(A)",
            "list([A, B])",
            "dict()",
            "tuple((A, B))",
            "(A)",
            "A, B",
            "[[A], B]",
            "int(real=A, imag=B)",
            "complex(real=A)",
            "{**others}",
            "object(A)",
            "slice(start=A)",
            "(A | B) as w",
            "int(A, B)",
            "[A, [B, *more]]",
        ])
        .replace('A', &a)
        .replace('B', &b)
    }
}

const WITH: &[&str] = &[
    "with __import__('contextlib').suppress({E}, {E}):",
    "with __import__('contextlib').nullcontext({a}) as x:",
    "with {a}:",
    "with {a} as x:",
    "with __import__('contextlib').closing({a}):",
    "with memoryview({y}) as m:",
    "with __import__('contextlib').nullcontext({a}) as (a, b):",
    "with __import__('contextlib').ExitStack() as x, __import__('contextlib').suppress({E}):",
];
