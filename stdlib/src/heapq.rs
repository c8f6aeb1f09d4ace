//! `_heapq`: heaps in lists.
//!
//! As long as comparisons need no Python code (numbers, strings, tuples of them) an operation is one section of the list.
//! From the first comparison that does on, the list is locked for each move and never across a comparison; another length
//! afterwards means that the list was changed meanwhile. Items in the list are exchanged, so none of them is lost.

use interpreter::{Comparison, Raised, Return, Vm};
use object_model::{List, Locked, Ref, Runtime, Value, Word, simple};

/// A heap, the argument of a function that messages call `argument`.
fn list<'a, R: Runtime>(
    vm: &mut Vm<R>,
    value: &'a Value<R>,
    argument: &str,
    max: bool,
) -> Return<R, &'a Ref<R, List<R>>> {
    match value.as_ref::<List<R>>() {
        Some(list) => Ok(list),
        None => {
            let argument = if max { argument.replacen("()", "_max()", 1) } else { argument.to_owned() };
            let message = format!("{argument} must be list, not {}", vm.argument_type(value));
            Err(vm.type_error(&message))
        }
    }
}

fn changed<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.runtime_error("list changed size during iteration")
}

/// Two exchanged items, by index.
type Swap = (usize, usize);

/// In one section: exchanges two items, if any are to be, and takes the two at `pair`.
fn step<R: Runtime>(
    vm: &mut Vm<R>,
    heap: &Ref<R, List<R>>,
    length: usize,
    swap: Option<Swap>,
    pair: (usize, usize),
) -> Return<R, (Value<R>, Value<R>)> {
    let items = heap.exchange_and_read(vm, length, swap, pair);
    items.map(|[one, other]| (one, other)).ok_or_else(|| changed(vm))
}

/// The exchange that is left when nothing is to be compared any more.
fn last_step<R: Runtime>(
    vm: &mut Vm<R>,
    heap: &Ref<R, List<R>>,
    length: usize,
    swap: Option<Swap>,
) -> Return<R, ()> {
    let Some((one, other)) = swap else { return Ok(()) };
    let same = {
        let mut locked = vm.lock(heap);
        let same = heap.len() == length;
        if same {
            locked.swap(one, other);
        }
        same
    };
    if same { Ok(()) } else { Err(changed(vm)) }
}

/// Whether `a` belongs above `b`: less in a min-heap, greater in a max-heap.
fn above<R: Runtime>(vm: &mut Vm<R>, max: bool, a: &Value<R>, b: &Value<R>) -> Return<R, bool> {
    if max { vm.compare_truth(Comparison::Lt, b, a) } else { vm.compare_truth(Comparison::Lt, a, b) }
}

/// What is left to do after a section.
#[must_use]
enum Rest {
    Nothing,
    /// The item at `at` has to go up, towards `start`.
    Up {
        start: usize,
        at: usize,
    },
    /// The item at `at` has to go down, and then up towards `start`.
    Down {
        start: usize,
        at: usize,
    },
}

/// A heap in its section.
struct Section<'s, 't, R: Runtime> {
    list: &'s mut Locked<'t, R, List<R>>,
    max: bool,
}

impl<R: Runtime> Section<'_, '_, R> {
    fn above(&self, a: Word, b: Word) -> Option<bool> {
        let (a, b) = if self.max { (b, a) } else { (a, b) };
        simple::less::<R>(a, b)
    }

    /// Whether item `a` belongs above item `b`.
    fn is_above(&self, a: usize, b: usize) -> Option<bool> {
        self.above(self.list.word(a)?, self.list.word(b)?)
    }

    fn sift_up(&mut self, start: usize, mut at: usize) -> Rest {
        while at > start {
            let parent = (at - 1) / 2;
            match self.is_above(at, parent) {
                Some(true) => self.list.swap(at, parent),
                Some(false) => break,
                None => return Rest::Up { start, at },
            }
            at = parent;
        }
        Rest::Nothing
    }

    fn sift_down(&mut self, start: usize, mut at: usize) -> Rest {
        let length = self.list.object().len();
        while 2 * at + 1 < length {
            let mut child = 2 * at + 1;
            if child + 1 < length {
                match self.is_above(child, child + 1) {
                    Some(true) => {}
                    Some(false) => child += 1,
                    None => return Rest::Down { start, at },
                }
            }
            self.list.swap(at, child);
            at = child;
        }
        self.sift_up(start, at)
    }
}

/// Does what is left outside the section.
fn finish<R: Runtime>(vm: &mut Vm<R>, heap: &Ref<R, List<R>>, max: bool, rest: Rest) -> Return<R, ()> {
    match rest {
        Rest::Nothing => Ok(()),
        Rest::Up { start, at } => sift_up(vm, heap, max, start, at),
        Rest::Down { start, at } => sift_down(vm, heap, max, start, at),
    }
}

/// Moves the item at `at` up towards `start`.
fn sift_up<R: Runtime>(
    vm: &mut Vm<R>,
    heap: &Ref<R, List<R>>,
    max: bool,
    start: usize,
    at: usize,
) -> Return<R, ()> {
    let length = heap.len();
    let (mut at, mut swap) = (at, None);
    while at > start {
        let parent = (at - 1) / 2;
        let (item, other) = step(vm, heap, length, swap.take(), (at, parent))?;
        if !above(vm, max, &item, &other)? {
            if heap.len() != length {
                return Err(changed(vm));
            }
            break;
        }
        swap = Some((at, parent));
        at = parent;
    }
    last_step(vm, heap, length, swap)
}

/// Moves the item at `at` down to a leaf along the smaller children, then up again towards `start`.
fn sift_down<R: Runtime>(
    vm: &mut Vm<R>,
    heap: &Ref<R, List<R>>,
    max: bool,
    start: usize,
    at: usize,
) -> Return<R, ()> {
    let length = heap.len();
    let (mut at, mut swap) = (at, None);
    while 2 * at + 1 < length {
        let mut child = 2 * at + 1;
        if child + 1 < length {
            let (left, right) = step(vm, heap, length, swap.take(), (child, child + 1))?;
            if !above(vm, max, &left, &right)? {
                child += 1;
            }
        } else {
            last_step(vm, heap, length, swap.take())?;
        }
        swap = Some((at, child));
        at = child;
    }
    last_step(vm, heap, length, swap)?;
    sift_up(vm, heap, max, start, at)
}

fn push<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let heap = list(vm, &arguments[0], "heappush() argument 1", max)?;
    let rest = {
        let mut locked = vm.lock(heap);
        let last = heap.len();
        locked.push(arguments[1].clone()).map(|()| Section { list: &mut locked, max }.sift_up(0, last))
    };
    match rest {
        Ok(rest) => finish(vm, heap, max, rest).map(|()| Value::NONE),
        Err(_) => Err(vm.memory_error()),
    }
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let heap = list(vm, &arguments[0], "heappop() argument", max)?;
    let popped = {
        let mut locked = vm.lock(heap);
        // In the place of the first item comes the last, unless it is the first.
        locked.pop().map(|last| match locked.set(0, last) {
            Ok(first) => (first, Section { list: &mut locked, max }.sift_down(0, 0)),
            Err(last) => (last, Rest::Nothing),
        })
    };
    let Some((first, rest)) = popped else { return Err(vm.index_error("index out of range")) };
    finish(vm, heap, max, rest)?;
    Ok(first)
}

fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let heap = list(vm, &arguments[0], "heapreplace() argument 1", max)?;
    let replaced = {
        let mut locked = vm.lock(heap);
        let first = locked.set(0, arguments[1].clone());
        first.map(|first| (first, Section { list: &mut locked, max }.sift_down(0, 0)))
    };
    let Ok((first, rest)) = replaced else { return Err(vm.index_error("index out of range")) };
    finish(vm, heap, max, rest)?;
    Ok(first)
}

/// What `heappushpop` finds.
enum Top<R: Runtime> {
    /// The item itself is what is popped.
    Item,
    Popped(Value<R>, Rest),
    /// The first item has to be asked.
    Ask(Value<R>),
}

fn push_pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let (heap, item) = (list(vm, &arguments[0], "heappushpop() argument 1", max)?, &arguments[1]);
    let top = {
        let mut locked = vm.lock(heap);
        let first = locked.get(0);
        let mut section = Section { list: &mut locked, max };
        match first.map(|first| (section.above(first.word(), item.word()), first)) {
            None | Some((Some(false), _)) => Top::Item,
            Some((None, first)) => Top::Ask(first),
            Some((Some(true), first)) => {
                drop(section.list.set(0, item.clone()));
                Top::Popped(first, section.sift_down(0, 0))
            }
        }
    };
    match top {
        Top::Item => Ok(item.clone()),
        Top::Popped(first, rest) => {
            finish(vm, heap, max, rest)?;
            Ok(first)
        }
        Top::Ask(first) if !above(vm, max, &first, item)? => Ok(item.clone()),
        Top::Ask(_) => replace(vm, arguments, max),
    }
}

fn heapify<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let heap = list(vm, &arguments[0], "heapify() argument", max)?;
    let mut left = heap.len() / 2;
    loop {
        let rest = {
            let mut locked = vm.lock(heap);
            let mut section = Section { list: &mut locked, max };
            let mut rest = Rest::Nothing;
            while left > 0 && matches!(rest, Rest::Nothing) {
                left -= 1;
                rest = section.sift_down(left, left);
            }
            rest
        };
        if matches!(rest, Rest::Nothing) {
            return Ok(Value::NONE);
        }
        finish(vm, heap, max, rest)?;
    }
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_heapq");
    vm.module_functions(
        &module,
        "_heapq",
        &[
            ("heappush(heap, item, /)", |vm, arguments| push(vm, arguments, false)),
            ("heappushpop(heap, item, /)", |vm, arguments| push_pop(vm, arguments, false)),
            ("heappop(heap, /)", |vm, arguments| pop(vm, arguments, false)),
            ("heapreplace(heap, item, /)", |vm, arguments| replace(vm, arguments, false)),
            ("heapify(heap, /)", |vm, arguments| heapify(vm, arguments, false)),
            ("heappush_max(heap, item, /)", |vm, arguments| push(vm, arguments, true)),
            ("heappushpop_max(heap, item, /)", |vm, arguments| push_pop(vm, arguments, true)),
            ("heappop_max(heap, /)", |vm, arguments| pop(vm, arguments, true)),
            ("heapreplace_max(heap, item, /)", |vm, arguments| replace(vm, arguments, true)),
            ("heapify_max(heap, /)", |vm, arguments| heapify(vm, arguments, true)),
            ("_heappop_max(heap, /)", |vm, arguments| pop(vm, arguments, true)),
            ("_heapreplace_max(heap, item, /)", |vm, arguments| replace(vm, arguments, true)),
            ("_heapify_max(heap, /)", |vm, arguments| heapify(vm, arguments, true)),
        ],
    );
    Ok(module)
}
