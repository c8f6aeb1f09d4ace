//! What the programs are put together from, as Python text.
//!
//! In an operation `hand` is the thread's own list of tokens and `r` a number it makes up; `{c}` is the container. Every
//! operation that moves tokens is one step of the container, or made so that another thread in between does no harm.

/// What tokens are.
pub struct Kind {
    /// In words.
    pub name: &'static str,
    /// Whether `<` orders them.
    pub ordered: bool,
    /// Whether they can be referenced weakly.
    pub weakly_referenced: bool,
    /// Defines `make(number)` and `number_of(token)`.
    pub definition: &'static str,
}

/// The definition of a kind by its class, `Token`.
macro_rules! of_class {
    ($class:literal) => {
        concat!(
            $class,
            "
def make(number):
    return Token(number)

def number_of(token):
    return token.number
"
        )
    };
}

/// A kind of container.
pub struct Container {
    /// Names begin with it.
    pub name: &'static str,
    /// Whether its tokens must be ordered.
    pub orders: bool,
    /// Makes an empty one.
    pub fresh: &'static str,
    /// Appends what is in it to `found`.
    pub drain: &'static str,
    /// Operations that put tokens from the hand into it. The hand is not empty.
    pub puts: &'static [&'static str],
    /// Operations that take tokens out of it.
    pub takes: &'static [&'static str],
    /// Operations that change its order only.
    pub stirs: &'static [&'static str],
    /// As `stirs`, for tokens that are ordered.
    pub stirs_if_ordered: &'static [&'static str],
    /// Operations that only look.
    pub looks: &'static [&'static str],
}

impl Container {
    /// Whether tokens of a kind can be in it. Where a comparison runs Python code, a heap that others change raises, and
    /// loses what it was about to give out, as CPython's does.
    pub fn holds(&self, kind: &Kind) -> bool {
        !self.orders || kind.ordered && !kind.weakly_referenced
    }
}

/// What tokens can be.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "integers",
        ordered: true,
        weakly_referenced: false,
        definition: "
def make(number):
    return number

def number_of(token):
    return token
",
    },
    Kind {
        name: "large integers",
        ordered: true,
        weakly_referenced: false,
        definition: "
def make(number):
    return number + (1 << 70)

def number_of(token):
    return token - (1 << 70)
",
    },
    Kind {
        name: "strings",
        ordered: true,
        weakly_referenced: false,
        definition: "
def make(number):
    return f'token {number:05}'

def number_of(token):
    return int(token[6:])
",
    },
    Kind {
        name: "tuples",
        ordered: true,
        weakly_referenced: false,
        definition: "
def make(number):
    return number % 7, str(number)

def number_of(token):
    return int(token[1])
",
    },
    Kind {
        name: "objects",
        ordered: false,
        weakly_referenced: true,
        definition: of_class!(
            "
class Token:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        died.append(self.number)
"
        ),
    },
    Kind {
        name: "objects in cycles",
        ordered: false,
        weakly_referenced: true,
        definition: of_class!(
            "
class Token:
    def __init__(self, number):
        self.number = number
        self.cycle = [self, {'me': self}]

    def __del__(self):
        died.append(self.number)
"
        ),
    },
    Kind {
        name: "objects that compare and hash in Python",
        ordered: true,
        weakly_referenced: true,
        definition: of_class!(
            "
class Token:
    __slots__ = 'number', '__weakref__'

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return isinstance(other, Token) and self.number == other.number

    def __lt__(self, other):
        return self.number < other.number

    def __hash__(self):
        return self.number % 50

    def __del__(self):
        died.append(self.number)
"
        ),
    },
];

/// The containers.
pub const CONTAINERS: &[Container] = &[
    Container {
        name: "list",
        orders: false,
        fresh: "{c} = []",
        drain: "found += {c}\n{c}.clear()",
        puts: &[
            "{c}.append(hand.pop())",
            "{c}.insert(r % 7, hand.pop())",
            "{c}.insert(-(r % 3), hand.pop())",
            "{c}.extend(some(hand, r % 5))",
            "{c}.extend(tuple(some(hand, 3)))",
            "{c}.extend(iter(some(hand, 3)))",
            "{c}.__iadd__(some(hand, 2))",
            "{c}[r % 5:r % 5] = some(hand, r % 4)",
            "{c}[:0] = tuple(some(hand, 2))",
        ],
        takes: &[
            "try:\n    hand.append({c}.pop())\nexcept IndexError:\n    pass",
            "try:\n    hand.append({c}.pop(0))\nexcept IndexError:\n    pass",
            "try:\n    hand.append({c}.pop(r % 9))\nexcept IndexError:\n    pass",
            "try:\n    hand.append({c}.pop(-(r % 5)))\nexcept IndexError:\n    pass",
            "try:\n    token = {c}[r % 5]\n    {c}.remove(token)\n    hand.append(token)\nexcept (IndexError, ValueError):\n    pass",
        ],
        stirs: &["{c}.reverse()", "{c}[:] = {c}", "{c} *= 1", "{c} += []", "{c}.extend([])", "del {c}[3:3]"],
        stirs_if_ordered: &["{c}.sort()", "{c}.sort(reverse=True)"],
        looks: &[
            "for token in {c}:\n    check(token)",
            "for token in reversed({c}):\n    check(token)",
            "for token in {c}[:] + {c}[::2] + list({c}) + [*{c}] + {c}.copy():\n    check(token)",
            "try:\n    check({c}[-1])\n    check({c}[r % 5])\nexcept IndexError:\n    pass",
            "{c} == {c}[:]\n{c}.count(probe(r))\nprobe(r) in {c}\nlen({c})\nrepr({c})",
            "for token in sorted({c}[:], key=number_of):\n    check(token)",
            "first, *rest = [None, *{c}]\nfor token in rest:\n    check(token)",
        ],
    },
    Container {
        name: "heap",
        orders: true,
        fresh: "{c} = []",
        drain: "found += {c}\n{c}.clear()",
        puts: &["heapq.heappush({c}, hand.pop())"],
        takes: &[
            "try:\n    hand.append(heapq.heappop({c}))\nexcept IndexError:\n    pass",
            "if hand:\n    hand.append(heapq.heappushpop({c}, hand.pop()))",
        ],
        stirs: &[],
        stirs_if_ordered: &["heapq.heapify({c})"],
        looks: &["for token in {c}[:]:\n    check(token)"],
    },
    Container {
        name: "dict",
        orders: false,
        fresh: "{c} = {}",
        drain: "found += {c}.values()\n{c}.clear()",
        puts: &[
            "token = hand.pop()\n{c}[number_of(token)] = token",
            "token = hand.pop()\nif {c}.setdefault(number_of(token), token) is not token:\n    wrong('setdefault')",
            "{c}.update({number_of(token): token for token in some(hand, r % 5)})",
            "{c}.update([(number_of(token), token) for token in some(hand, 2)])",
            "{c}.__ior__({number_of(token): token for token in some(hand, 3)})",
            "token = hand.pop()\n{c}[f'key {number_of(token)}'] = token",
        ],
        takes: &[
            "try:\n    hand.append({c}.popitem()[1])\nexcept KeyError:\n    pass",
            "token = {c}.pop(r % TOKENS, None)\nif token is not None:\n    hand.append(token)",
            "token = {c}.pop(f'key {r % TOKENS}', None)\nif token is not None:\n    hand.append(token)",
            "for key in {c}.copy():\n    try:\n        hand.append({c}.pop(key))\n    except KeyError:\n        pass\n    break",
        ],
        stirs: &["{c}.update({})", "{c} |= {}", "{c}.update({c})"],
        stirs_if_ordered: &[],
        looks: &[
            "try:\n    for token in {c}.values():\n        check(token)\nexcept RuntimeError:\n    pass",
            "for token in list({c}.values()):\n    check(token)",
            "for key, token in ({c} | {}).items():\n    check(token)\n    break",
            "for key, token in dict({c}).items():\n    if key not in (number_of(token), f'key {number_of(token)}'):\n        wrong('a value under the wrong key')",
            "token = {c}.get(r % TOKENS)\nif token is not None and number_of(token) != r % TOKENS:\n    wrong('a value under the wrong key')",
            "r in {c}\nlen({c})\n{c} == {c}.copy()\nrepr({c})\ndict.fromkeys({c})\n{c}.keys() & {1, 2}",
        ],
    },
    Container {
        name: "ordered",
        orders: false,
        fresh: "{c} = OrderedDict()",
        drain: "found += {c}.values()\n{c}.clear()",
        puts: &["token = hand.pop()\n{c}[number_of(token)] = token"],
        takes: &[
            "try:\n    hand.append({c}.popitem(last=r % 2)[1])\nexcept KeyError:\n    pass",
            "token = {c}.pop(r % TOKENS, None)\nif token is not None:\n    hand.append(token)",
        ],
        stirs: &["try:\n    {c}.move_to_end(r % TOKENS, last=r % 3)\nexcept KeyError:\n    pass"],
        stirs_if_ordered: &[],
        looks: &["for token in list({c}.values()):\n    check(token)"],
    },
    Container {
        name: "set",
        orders: false,
        fresh: "{c} = set()",
        drain: "found += {c}\n{c}.clear()",
        puts: &[
            "{c}.add(hand.pop())",
            "{c}.update(set(some(hand, r % 5)))",
            "{c}.update(some(hand, 3))",
            "{c}.__ior__(frozenset(some(hand, 2)))",
            "{c}.update(dict.fromkeys(some(hand, 2)))",
        ],
        takes: &[
            "try:\n    hand.append({c}.pop())\nexcept KeyError:\n    pass",
            "for token in {c}.copy():\n    try:\n        {c}.remove(token)\n        hand.append(token)\n    except KeyError:\n        pass\n    break",
        ],
        stirs: &["{c} |= set()", "{c} -= set()", "{c} ^= set()", "{c}.update({c})", "{c} &= {c}"],
        stirs_if_ordered: &[],
        looks: &[
            "try:\n    for token in {c}:\n        check(token)\nexcept RuntimeError:\n    pass",
            "for token in {c} | {c} & {c} - {c}:\n    check(token)",
            "for token in sorted({c}, key=number_of):\n    check(token)",
            "{c} <= {c}\n{c}.isdisjoint(hand)\nlen({c})\nprobe(r) in {c}\nrepr({c})\nfrozenset({c})",
        ],
    },
    Container {
        name: "deque",
        orders: false,
        fresh: "{c} = deque()",
        drain: "found += {c}\n{c}.clear()",
        puts: &[
            "{c}.append(hand.pop())",
            "{c}.appendleft(hand.pop())",
            "{c}.extend(some(hand, r % 5))",
            "{c}.extendleft(some(hand, 3))",
            "{c}.extend(iter(some(hand, 2)))",
            "{c}.insert(r % 5, hand.pop())",
        ],
        takes: &[
            "try:\n    hand.append({c}.pop())\nexcept IndexError:\n    pass",
            "try:\n    hand.append({c}.popleft())\nexcept IndexError:\n    pass",
            "try:\n    token = {c}[r % 3]\n    {c}.remove(token)\n    hand.append(token)\nexcept (IndexError, ValueError):\n    pass",
        ],
        stirs: &["{c}.rotate(r % 11 - 5)", "{c}.reverse()", "{c} *= 1"],
        stirs_if_ordered: &[],
        looks: &[
            "try:\n    for token in {c}:\n        check(token)\nexcept RuntimeError:\n    pass",
            "for token in {c}.copy() + {c}:\n    check(token)",
            "try:\n    check({c}[-1])\nexcept IndexError:\n    pass",
            "len({c})\nrepr({c})\n{c} == {c}.copy()",
        ],
    },
    Container {
        name: "queue",
        orders: false,
        fresh: "{c} = queue.Queue()",
        drain: "while not {c}.empty():\n    found.append({c}.get())",
        puts: &["{c}.put(hand.pop())"],
        takes: &[
            "try:\n    hand.append({c}.get_nowait())\nexcept queue.Empty:\n    pass",
            "try:\n    hand.append({c}.get(timeout=0.0001))\nexcept queue.Empty:\n    pass",
        ],
        stirs: &[],
        stirs_if_ordered: &[],
        looks: &["{c}.qsize()"],
    },
    Container {
        name: "simple_queue",
        orders: false,
        fresh: "{c} = queue.SimpleQueue()",
        drain: "while not {c}.empty():\n    found.append({c}.get())",
        puts: &["{c}.put(hand.pop())"],
        takes: &[
            "try:\n    hand.append({c}.get_nowait())\nexcept queue.Empty:\n    pass",
            "try:\n    hand.append({c}.get(timeout=0.0001))\nexcept queue.Empty:\n    pass",
        ],
        stirs: &[],
        stirs_if_ordered: &[],
        looks: &["{c}.qsize()"],
    },
    Container {
        name: "thing",
        orders: false,
        fresh: "{c} = Thing()",
        drain: "found += [token for name, token in vars({c}).items() if name[:1] == 't']\nvars({c}).clear()",
        puts: &["token = hand.pop()\nsetattr({c}, f't{number_of(token)}', token)"],
        takes: &[
            "token = vars({c}).pop(f't{r % TOKENS}', None)\nif token is not None:\n    hand.append(token)",
        ],
        stirs: &["{c}.other = r", "{c}.another = {c}.method()"],
        stirs_if_ordered: &[],
        looks: &[
            "token = getattr({c}, f't{r % TOKENS}', None)\nif token is not None:\n    check(token)",
            "hasattr({c}, 'other')\n{c}.method()",
        ],
    },
    Container {
        name: "generator",
        orders: false,
        fresh: "global {c}_box\n{c}_box = []\n{c} = drawing({c}_box)",
        drain: "{c}.close()\nfound += {c}_box\n{c}_box.clear()",
        puts: &["{c}_box.append(hand.pop())"],
        takes: &[
            "try:\n    token = next({c})\nexcept ValueError as error:\n    if str(error) != 'generator already executing':\n        raise\nelse:\n    if token is not None:\n        hand.append(token)",
        ],
        stirs: &[],
        stirs_if_ordered: &[],
        looks: &["{c}.gi_running\n{c}.gi_frame"],
    },
    Container {
        name: "locked",
        orders: false,
        fresh: "{c} = Locked()",
        drain: "found += {c}.tokens\n{c}.tokens = []",
        puts: &[
            "with {c}.lock:\n    {c}.count += 1\n    {c}.tokens = {c}.tokens + [hand.pop()]\n    {c}.count -= 1",
        ],
        takes: &[
            "with {c}.lock:\n    if {c}.count:\n        wrong('two in a lock')\n    if {c}.tokens:\n        hand.append({c}.tokens[0])\n        {c}.tokens = {c}.tokens[1:]",
            "if {c}.lock.acquire(timeout=0.001):\n    try:\n        if {c}.tokens:\n            hand.append({c}.tokens.pop())\n    finally:\n        {c}.lock.release()",
        ],
        stirs: &[],
        stirs_if_ordered: &[],
        looks: &["len({c}.tokens)"],
    },
    Container {
        name: "passed",
        orders: false,
        fresh: "{c} = []",
        drain: "found += {c}\n{c}.clear()",
        puts: &[
            "if r % 8:\n    {c}.append(hand.pop())\nelse:\n    child = threading.Thread(target={c}.extend, args=(some(hand, 3),))\n    child.start()\n    child.join()",
        ],
        takes: &["try:\n    hand.append({c}.pop())\nexcept IndexError:\n    pass"],
        stirs: &[],
        stirs_if_ordered: &[],
        looks: &["for token in {c}:\n    check(token)"],
    },
];

/// Operations that move no token.
pub const BESIDE: &[&str] = &[
    "with lock:\n    counted[0] += 1\nstate.mine += 1",
    "with recursive:\n    with recursive:\n        counted[1] += 1\nstate.mine_again += 1",
    "left, right = Node(), Node()\nleft.other, right.other = right, [left]",
    "node = Node()\nnode.other = lambda: node",
    "try:\n    raise ValueError(r, hand[:2])\nexcept ValueError as error:\n    kept = error.__traceback__\nkept = None",
    "text.write('<piece>')\nstate.pieces += 1",
    "if r % 50 == 0:\n    gc.collect()",
    "[probe(n) for n in range(r % 20, r % 20 + 3)]",
    "next(numbers)\nstate.numbers += 1",
    "local.value = [r, hand[-1:]]\nlocal.value[0]",
    "class Made:\n    value = r\n\n    def method(self):\n        return self.value\nMade().method()\nMade.other = 1",
    "''.join(str(n) for n in range(r % 9))\nf'{r:08}'.encode().decode()",
    "Thing.shared = r\nThing.shared\nThing().method()",
    "cached(r % 20)",
];

/// As `BESIDE`, for tokens that can be referenced weakly.
pub const WEAK: &[&str] = &[
    "if hand:\n    references.append(weakref.ref(hand[-1]))",
    "if references:\n    token = references[r % len(references)]()\n    if token is not None:\n        check(token)\ntoken = None",
    "if hand:\n    by_number[number_of(hand[-1])] = hand[-1]",
    "token = by_number.get(r % TOKENS)\nif token is not None and number_of(token) != r % TOKENS:\n    wrong('a weak value under the wrong key')\ntoken = None",
    "make(-1 - r)",
    "token = make(-1 - r)\nreference = weakref.ref(token, fallen.append)\nreferences_kept.append(reference)\ntoken = None",
];

/// What a program begins with.
pub const IMPORTS: &str = "import functools, gc, heapq, io, itertools, queue, sys, threading, weakref
from collections import OrderedDict, deque
";

/// What every program has.
pub const COMMON: &str = "

class Thing:
    shared = 0

    def method(self):
        return 1


class Locked:
    def __init__(self):
        self.lock = threading.Lock()
        self.count = 0
        self.tokens = []


class Node:
    def __del__(self):
        nodes_died.append(1)


def drawing(box):
    while True:
        try:
            token = box.pop()
        except IndexError:
            token = None
        yield token
        token = None


@functools.lru_cache(maxsize=8)
def cached(number):
    return [number]


def some(hand, count):
    taken = hand[-count:] if count else []
    del hand[len(hand) - len(taken):]
    return taken


def probe(r):
    return make(-1 - r % TOKENS if TRACKED else r % TOKENS)


def wrong(what):
    print('WRONG', what)
    problems.append(what)


def check(token):
    if not 0 <= number_of(token) < TOKENS:
        wrong(f'a token from nowhere: {token!r}')


class State:
    def __init__(self):
        self.hand = []
        self.mine = self.mine_again = self.pieces = self.numbers = self.operations = 0


problems, died, nodes_died = [], [], []
lock, recursive, local = threading.Lock(), threading.RLock(), threading.local()
states = threading.local()


class Current:
    def __getattr__(self, name):
        return getattr(states.state, name)

    def __setattr__(self, name, value):
        setattr(states.state, name, value)


state = Current()
";

/// What every program ends with.
pub const PLAY: &str = "

def work(me, own, barrier, seed):
    states.state = own
    hand, r = own.hand, seed
    barrier.wait()
    try:
        for step in range(STEPS):
            r = (r * 1103515245 + 12345) & 0x7FFFFFFF
            pick = r >> 8
            if BESIDE and pick % 5 == 0:
                BESIDE[pick // 5 % len(BESIDE)](hand, r >> 4)
            else:
                moving = MOVING[pick // 5 % len(MOVING)]
                if hand or '_take' in moving.__name__:
                    moving(hand, r >> 4)
            own.operations += 1
    except BaseException as error:
        wrong(f'{type(error).__name__}: {error} at line {error.__traceback__.tb_next.tb_lineno}')


def play(number):
    global counted, numbers, text, references, references_kept, by_number, fallen
    counted, numbers, text = [0, 0], itertools.count(), io.StringIO()
    references, references_kept, by_number, fallen = [], [], weakref.WeakValueDictionary(), []
    fresh()
    own = [State() for _ in range(THREADS)]
    for token in range(TOKENS):
        own[token % THREADS].hand.append(make(token))
    barrier = threading.Barrier(THREADS)
    threads = [
        threading.Thread(target=work, args=(me, own[me], barrier, SEED + 1000 * number + me)) for me in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = drain() + [token for one in own for token in one.hand]
    present = sorted(map(number_of, found))
    if present != list(range(TOKENS)):
        lost = sorted(set(range(TOKENS)) - set(present))
        doubled = sorted({n for n in present if present.count(n) > 1})
        wrong(f'lost {lost} doubled {doubled}')
    sums = [sum(getattr(one, name) for one in own) for name in ('mine', 'mine_again', 'pieces', 'numbers')]
    if sums != [counted[0], counted[1], len(text.getvalue()) // 7, next(numbers)]:
        wrong(f'counted {sums}: {counted} {len(text.getvalue()) // 7} {next(numbers)}')
    del token, found
    for one in own:
        one.hand.clear()
    gc.collect()
    if any(reference() is not None for reference in references):
        wrong('a weak reference outlives its token')
    real = sorted(number for number in died if number >= 0)
    if TRACKED and real != list(range(TOKENS)):
        wrong(f'{len(real)} tokens died instead of {TOKENS}, {len(set(real))} different')
    if len(fallen) != len(references_kept):
        wrong(f'{len(fallen)} of {len(references_kept)} weak references called back')
    died.clear()
    return sum(one.operations for one in own)


def memory():
    with open('/proc/self/statm') as file:
        return int(file.read().split()[1]) * 4 // 1024


operations = before = 0
for number in range(ROUNDS):
    operations += play(number)
    cached.cache_clear()
    if number == 0:
        before = memory()
after = memory()
if after > before + GROWTH:
    wrong(f'memory grew from {before} to {after} MB')
print('operations', operations)
sys.exit(1 if problems else 0)
";
