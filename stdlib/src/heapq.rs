//! `_heapq`: heaps in lists.
//!
//! Comparisons run Python code, so the list is locked for each move and never across a comparison; an index that is out of
//! range afterwards means that a comparison changed the list.

use interpreter::{Comparison, Raised, Return, Vm};
use object_model::{List, Ref, Runtime, Value};

fn list<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, List<R>>> {
    match value.as_ref::<List<R>>() {
        Some(list) => Ok(list),
        None => {
            let message = format!("heap argument must be a list, not {}", vm.type_name(value));
            Err(vm.type_error(&message))
        }
    }
}

fn changed<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.runtime_error("list changed size during iteration")
}

fn get<R: Runtime>(vm: &mut Vm<R>, heap: &Ref<R, List<R>>, index: usize) -> Return<R, Value<R>> {
    let item = match heap.peek(vm, index) {
        Some(item) => item,
        None => vm.lock(heap).get(index),
    };
    item.ok_or_else(|| changed(vm))
}

fn set<R: Runtime>(vm: &mut Vm<R>, heap: &Ref<R, List<R>>, index: usize, item: Value<R>) -> Return<R, ()> {
    let old = vm.lock(heap).set(index, item);
    match old {
        Ok(_) => Ok(()),
        Err(_) => Err(changed(vm)),
    }
}

/// Whether `a` belongs above `b`: less in a min-heap, greater in a max-heap.
fn above<R: Runtime>(vm: &mut Vm<R>, max: bool, a: &Value<R>, b: &Value<R>) -> Return<R, bool> {
    if max { vm.compare_truth(Comparison::Lt, b, a) } else { vm.compare_truth(Comparison::Lt, a, b) }
}

/// Moves the item at `at` up towards `start`.
fn sift_up<R: Runtime>(
    vm: &mut Vm<R>,
    heap: &Ref<R, List<R>>,
    max: bool,
    start: usize,
    at: usize,
) -> Return<R, ()> {
    let item = get(vm, heap, at)?;
    let length = heap.len();
    let mut at = at;
    while at > start {
        let parent = (at - 1) / 2;
        let other = get(vm, heap, parent)?;
        if !above(vm, max, &item, &other)? {
            break;
        }
        if heap.len() != length {
            return Err(changed(vm));
        }
        set(vm, heap, at, other)?;
        set(vm, heap, parent, item.clone())?;
        at = parent;
    }
    Ok(())
}

/// Moves the item at `at` down to a leaf along the smaller children, then up again.
fn sift_down<R: Runtime>(vm: &mut Vm<R>, heap: &Ref<R, List<R>>, max: bool, at: usize) -> Return<R, ()> {
    let length = heap.len();
    let start = at;
    let mut at = at;
    let item = get(vm, heap, at)?;
    while 2 * at + 1 < length {
        let mut child = 2 * at + 1;
        if child + 1 < length {
            let (left, right) = (get(vm, heap, child)?, get(vm, heap, child + 1)?);
            if !above(vm, max, &left, &right)? {
                child += 1;
            }
            if heap.len() != length {
                return Err(changed(vm));
            }
        }
        let moved = get(vm, heap, child)?;
        set(vm, heap, at, moved)?;
        set(vm, heap, child, item.clone())?;
        at = child;
    }
    sift_up(vm, heap, max, start, at)
}

fn push<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let heap = list(vm, &arguments[0])?;
    let pushed = vm.lock(heap).push(arguments[1].clone());
    if pushed.is_err() {
        return Err(vm.memory_error());
    }
    let last = heap.len().saturating_sub(1);
    sift_up(vm, heap, max, 0, last)?;
    Ok(Value::NONE)
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let heap = list(vm, &arguments[0])?;
    let last = vm.lock(heap).pop();
    let Some(last) = last else { return Err(vm.index_error("index out of range")) };
    if heap.is_empty() {
        return Ok(last);
    }
    let first = get(vm, heap, 0)?;
    set(vm, heap, 0, last)?;
    sift_down(vm, heap, max, 0)?;
    Ok(first)
}

fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let heap = list(vm, &arguments[0])?;
    let first = vm.lock(heap).get(0);
    let Some(first) = first else { return Err(vm.index_error("index out of range")) };
    set(vm, heap, 0, arguments[1].clone())?;
    sift_down(vm, heap, max, 0)?;
    Ok(first)
}

fn push_pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let heap = list(vm, &arguments[0])?;
    let first = vm.lock(heap).get(0);
    let Some(first) = first else { return Ok(arguments[1].clone()) };
    if !above(vm, max, &first, &arguments[1])? {
        return Ok(arguments[1].clone());
    }
    if heap.is_empty() {
        return Err(vm.index_error("index out of range"));
    }
    set(vm, heap, 0, arguments[1].clone())?;
    sift_down(vm, heap, max, 0)?;
    Ok(first)
}

fn heapify<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], max: bool) -> Return<R> {
    let heap = list(vm, &arguments[0])?;
    for index in (0..heap.len() / 2).rev() {
        sift_down(vm, heap, max, index)?;
    }
    Ok(Value::NONE)
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
