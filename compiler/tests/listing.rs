//! What small sources become. The listings show where counting is left: `+` takes a reference, `-` gives one up, `>` moves one.

use compiler::{Code, Mode, compile, disassemble, verify_all};
use std::sync::Arc;

fn code(source: &str) -> Arc<Code> {
    let code = compile(source, "test.py", Mode::Exec).expect("the source compiles");
    verify_all(&code).expect("the code verifies");
    code
}

/// The listing of the first function of a source, without line numbers and trailing spaces.
fn function(source: &str) -> String {
    let code = code(source);
    let listing = disassemble(&code.children[0]);
    let lines = listing.split("\n\n").next().unwrap_or_default().lines().skip(1);
    lines.map(|line| line.get(6..).unwrap_or_default().trim_end().to_owned() + "\n").collect()
}

#[track_caller]
fn check(source: &str, expected: &str) {
    let found = function(source);
    let expected: String =
        expected.trim_matches('\n').lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    assert!(found == expected, "found:\n{found}\nexpected:\n{expected}");
}

#[test]
fn arithmetic_on_locals_counts_nothing() {
    check(
        "def f(a, b):\n    c = a * b + 1\n    c -= a\n    return c\n",
        r#"
    0   Mul            dest=r3 left=r0(a) right=r1(b)
    1 - AddInt         free=first dest=r2(c) left=r3 immediate=1
    2   Sub            free=in-place dest=r2(c) left=r2(c) right=r0(a)
    3   Return         src=r2(c)
4 instructions, 4 registers; counts: 0 copied, 1 released, 0 moved
"#,
    );
}

#[test]
fn recursion_compares_and_subtracts_in_place() {
    check(
        "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\n",
        r#"
    0   JumpLtInt      free=when-false left=r0(n) immediate=2 to=2
    1   Return         src=r0(n)
>   2   LoadGlobal     dest=r1 site='fib'
    3   SubInt         dest=r2 left=r0(n) immediate=1
    4   Call           dest=r1 window=r1 argc=1
    5   LoadGlobal     dest=r2 site='fib'
    6   SubInt         dest=r3 left=r0(n) immediate=2
    7   Call           dest=r2 window=r2 argc=1
    8 - Add            free=first|second dest=r1 left=r1 right=r2
    9   Return         src=r1
10 instructions, 4 registers; counts: 0 copied, 2 released, 0 moved
"#,
    );
}

#[test]
fn loops_are_rotated_and_pin_their_constants() {
    check(
        "def f(items):\n    total = 0.0\n    for x, y in items:\n        total += x * 2.5\n        while y > 1000000:\n            y //= 10\n    return total\n",
        r#"
    0   LoadConst      dest=r4 constant=2.5
    1   LoadInt        dest=r5 value=10
    2   LoadInt        dest=r6 value=1000000
    3   LoadConst      dest=r1(total) constant=0.0
    4   GetIter        dest=r7 src=r0(items)
    5   Jump           to=12
>   6 - Unpack         free=first first=r2(x) src=r8 count=2
    7   Mul            dest=r8 left=r2(x) right=r4
    8 - Add            free=second|in-place dest=r1(total) left=r1(total) right=r8
    9   Jump           to=11
>  10   FloorDiv       free=in-place dest=r3(y) left=r3(y) right=r5
>  11   JumpGt         free=when-true left=r3(y) right=r6 to=10
>  12   ForIter        dest=r8 iter=r7 to=6
   13   Return         src=r1(total)
14 instructions, 9 registers; counts: 0 copied, 2 released, 0 moved
"#,
    );
}

#[test]
fn a_swap_makes_no_tuple() {
    check(
        "def f(a, b):\n    a, b = b, a\n    a, b = b, a + b\n    return a\n",
        r#"
    0   Swap           left=r0(a) right=r1(b)
    1   Add            dest=r2 left=r0(a) right=r1(b)
    2 > Move           dest=r0(a) src=r1(b)
    3 > Move           dest=r1(b) src=r2
    4   Return         src=r0(a)
5 instructions, 3 registers; counts: 0 copied, 0 released, 2 moved
"#,
    );
}

#[test]
fn a_local_rebound_in_the_same_expression_is_copied_first() {
    check(
        "def f(x):\n    return x + (x := 5) * x\n",
        r#"
    0 + Copy           dest=r1 src=r0(x)
    1   LoadInt        dest=r0(x) value=5
    2   Mul            dest=r2 left=r0(x) right=r0(x)
    3 - Add            free=first|second dest=r1 left=r1 right=r2
    4   Return         src=r1
5 instructions, 3 registers; counts: 1 copied, 2 released, 0 moved
"#,
    );
}

#[test]
fn a_local_is_checked_only_where_it_may_be_unbound() {
    check(
        "def f(c):\n    if c:\n        x = 1\n    print(x, x)\n    del x\n    return x\n",
        r#"
    0   JumpIfFalse    src=r0(c) to=2
    1   LoadInt        dest=r1(x) value=1
>   2   LoadGlobal     dest=r2 site='print'
    3   CheckBound     src=r1(x) name='x'
    4 + Copy           dest=r3 src=r1(x)
    5 + Copy           dest=r4 src=r1(x)
    6   Call           dest=r2 window=r2 argc=2
    7 - Drop           src=r2
    8   DeleteLocal    src=r1(x) name='x'
    9   CheckBound     src=r1(x) name='x'
   10   Return         src=r1(x)
11 instructions, 5 registers; counts: 2 copied, 1 released, 0 moved
"#,
    );
}

#[test]
fn conditions_jump_without_a_value() {
    check(
        "def f(a, b, c):\n    while a < b <= c and not (a is None or b in (1, 2)):\n        if a == b:\n            continue\n        a += 1\n",
        r#"
    0   LoadConst      dest=r3 constant=(1, 2)
    1   Jump           to=4
>   2   JumpEq         free=when-true left=r0(a) right=r1(b) to=4
    3   AddInt         free=in-place dest=r0(a) left=r0(a) immediate=1
>   4   JumpLt         free=when-false left=r0(a) right=r1(b) to=8
    5   JumpLe         free=when-false left=r1(b) right=r2(c) to=8
    6   JumpIfNone     src=r0(a) to=8
    7   JumpIn         free=when-false left=r1(b) right=r3 to=2
>   8   ReturnNone
9 instructions, 4 registers; counts: 0 copied, 0 released, 0 moved
"#,
    );
}

#[test]
fn a_method_call_builds_its_window_in_place() {
    check(
        "def f(self, x):\n    self.items.append(x)\n    return super\n",
        r#"
    0   GetAttr        dest=r2 object=r0(self) site='items'
    1 - LoadMethod     free=first window=r2 object=r2 site='append'
    2 + Copy           dest=r4 src=r1(x)
    3   CallMethod     dest=r2 window=r2 argc=1
    4 - Drop           src=r2
    5   LoadGlobal     dest=r2 site='super'
    6   Return         src=r2
7 instructions, 5 registers; counts: 1 copied, 2 released, 0 moved
"#,
    );
}

#[test]
fn a_try_keeps_its_handlers_beside_it() {
    check(
        "def f(path):\n    try:\n        return open(path)\n    except OSError as e:\n        print(e)\n    finally:\n        done()\n",
        r#"
    0   LoadGlobal     dest=r2 site='open'
    1 + Copy           dest=r3 src=r0(path)
    2   Call           dest=r2 window=r2 argc=1
    3   Nop
    4   LoadGlobal     dest=r3 site='done'
    5   Call           dest=r3 window=r3 argc=0
    6 - Drop           src=r3
    7   Return         src=r2
>   8   EnterHandler   saved=r3 exception=r2
    9   LoadGlobal     dest=r4 site='OSError'
   10   JumpUnlessMatch exception=r2 types=r4 to=22
   11 > Move           dest=r1(e) src=r2
   12   LoadGlobal     dest=r4 site='print'
   13 + Copy           dest=r5 src=r1(e)
   14   Call           dest=r4 window=r4 argc=1
   15 - Drop           src=r4
   16 - Drop           src=r1(e)
   17   LeaveHandler   saved=r3
   18   Jump           to=26
>  19 - Drop           src=r1(e)
   20   LeaveHandler   saved=r3
   21   Reraise        src=r4
>  22   LeaveHandler   saved=r3
   23   Reraise        src=r2
>  24   LeaveHandler   saved=r3
   25   Reraise        src=r4
>  26   LoadGlobal     dest=r2 site='done'
   27   Call           dest=r2 window=r2 argc=0
   28 - Drop           src=r2
   29   Jump           to=38
>  30   EnterHandler   saved=r3 exception=r2
   31   LoadGlobal     dest=r4 site='done'
   32   Call           dest=r4 window=r4 argc=0
   33 - Drop           src=r4
   34   LeaveHandler   saved=r3
   35   Reraise        src=r2
>  36   LeaveHandler   saved=r3
   37   Reraise        src=r4
>  38   ReturnNone
handler 12..16 -> 19 keeps r0..r4 exception r4
handler 0..4 -> 8 keeps r0..r2 exception r2
handler 9..17 -> 24 keeps r0..r4 exception r4
handler 7..26 -> 30 keeps r0..r2 exception r2
handler 31..34 -> 36 keeps r0..r4 exception r4
39 instructions, 6 registers; counts: 2 copied, 6 released, 1 moved
"#,
    );
}

#[test]
fn with_keeps_its_exit_function_in_two_registers() {
    check(
        "def f(lock):\n    with lock:\n        work()\n",
        r#"
    0   LoadSpecial    special=Exit window=r1 object=r0(lock)
    1   LoadSpecial    special=Enter window=r3 object=r0(lock)
    2   CallMethod     dest=r3 window=r3 argc=0
    3 - Drop           src=r3
    4   LoadGlobal     dest=r3 site='work'
    5   Call           dest=r3 window=r3 argc=0
    6 - Drop           src=r3
    7   LoadNone       dest=r3
    8   LoadNone       dest=r4
    9   LoadNone       dest=r5
   10   CallMethod     dest=r1 window=r1 argc=3
   11 - Drop           src=r1
   12   Jump           to=25
>  13   EnterHandler   saved=r4 exception=r3
   14 > Move           dest=r5 src=r1
   15 > Move           dest=r6 src=r2
   16   LoadExceptionInfo first=r7 exception=r3
   17   CallMethod     dest=r5 window=r5 argc=3
   18   JumpIfSuppressed src=r5 to=23
   19   LeaveHandler   saved=r4
   20   Reraise        src=r3
>  21   LeaveHandler   saved=r4
   22   Reraise        src=r5
>  23   LeaveHandler   saved=r4
   24 - Drop           src=r3
>  25   ReturnNone
handler 3..7 -> 13 keeps r0..r3 exception r3
handler 14..19 -> 21 keeps r0..r5 exception r5
26 instructions, 10 registers; counts: 0 copied, 4 released, 2 moved
"#,
    );
}

#[test]
fn a_comprehension_runs_in_the_frame_around_it() {
    check(
        "def f(rows):\n    return [x + 1 for row in rows for x in row if x]\n",
        r#"
    0   BuildList      dest=r1 first=r1 count=0
    1   GetIter        dest=r4 src=r0(rows)
    2   Jump           to=9
>   3   GetIter        dest=r5 src=r2
    4   Jump           to=8
>   5   JumpIfFalse    src=r3 to=8
    6   AddInt         dest=r6 left=r3 immediate=1
    7 - ListAppend     free=second list=r1 value=r6
>   8   ForIter        dest=r3 iter=r5 to=5
>   9   ForIter        dest=r2 iter=r4 to=3
   10 - DropRange      first=r2 count=2
   11   Return         src=r1
12 instructions, 7 registers; counts: 0 copied, 3 released, 0 moved
"#,
    );
}

#[test]
fn a_generator_owns_its_frame() {
    check(
        "def f(n):\n    while n:\n        n = yield n\n    yield from g(n)\n",
        r#"
    0   Jump           to=3
>   1 + Copy           dest=r1 src=r0(n)
    2   Yield          dest=r0(n) value=r1
>   3   JumpIfTrue     src=r0(n) to=1
    4   LoadGlobal     dest=r1 site='g'
    5 + Copy           dest=r2 src=r0(n)
    6   Call           dest=r1 window=r1 argc=1
    7   GetDelegate    dest=r1 src=r1
    8   LoadNone       dest=r2
    9   Delegate       dest=r1 iter=r1 received=r2
   10 - Drop           src=r1
   11   ReturnNone
>  12   Intrinsic      kind=StopIterationError dest=r1 src=r1
   13   Reraise        src=r1
handler 0..12 -> 12 keeps r0..r1 exception r1
14 instructions, 3 registers; counts: 2 copied, 1 released, 0 moved
"#,
    );
}

#[test]
fn captured_variables_live_in_cells() {
    check(
        "def f(n):\n    def g():\n        nonlocal n\n        n += 1\n        return n\n    return g\n",
        r#"
    0   MakeCell       reg=r0(cell n)
    1 + Copy           dest=r2 src=r0(cell n)
    2   BuildTuple     dest=r2 first=r2 count=1
    3   MakeFunction   parts=8 dest=r2 first=r2 code=<f.<locals>.g>
    4 > Move           dest=r1(g) src=r2
    5   Return         src=r1(g)
6 instructions, 3 registers; counts: 1 copied, 0 released, 1 moved
"#,
    );
}

#[test]
fn a_match_drops_what_a_failed_case_unpacked() {
    check(
        "def f(p):\n    match p:\n        case [0, y]:\n            return y\n        case {'k': v}:\n            return v\n",
        r#"
    0 + Copy           dest=r4 src=r0(p)
    1   Intrinsic      kind=MatchSequence dest=r4 src=r4
    2 - JumpIfFalse    free=first src=r4 to=12
    3 + Copy           dest=r4 src=r0(p)
    4   Intrinsic      kind=Length dest=r4 src=r4
    5 - JumpEqInt      free=first|when-false left=r4 immediate=2 to=12
    6   Unpack         first=r4 src=r0(p) count=2
    7   JumpEqInt      free=when-false left=r4 immediate=0 to=12
    8 + Copy           dest=r3 src=r5
    9 - DropRange      first=r4 count=2
   10 > Move           dest=r1(y) src=r3
   11   Return         src=r1(y)
>  12 - DropRange      first=r3 count=3
   13 + Copy           dest=r4 src=r0(p)
   14   Intrinsic      kind=MatchMapping dest=r4 src=r4
   15 - JumpIfFalse    free=first src=r4 to=27
   16 + Copy           dest=r5 src=r0(p)
   17   Intrinsic      kind=Length dest=r5 src=r5
   18 - JumpGeInt      free=first|when-false left=r5 immediate=1 to=27
   19   LoadConst      dest=r4 constant=("k")
   20   MatchKeys      dest=r5 subject=r0(p) keys=r4
   21   JumpIfNone     src=r5 to=27
   22 - Unpack         free=first first=r6 src=r5 count=1
   23 + Copy           dest=r3 src=r6
   24 - DropRange      first=r4 count=3
   25 > Move           dest=r2(v) src=r3
   26   Return         src=r2(v)
>  27 - DropRange      first=r3 count=4
   28   ReturnNone
29 instructions, 7 registers; counts: 6 copied, 17 released, 2 moved
"#,
    );
}
