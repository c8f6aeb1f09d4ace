//! Sorting: stable, and leaving a permutation behind whatever a comparison raises.
//!
//! Keys that are all small integers, all floats or all strings are sorted as such. All others are sorted by merging the runs
//! that are there already, with `<` alone: if no comparison needs Python code, without giving anybody a turn.

use crate::protocol::Comparison;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Runtime, Str, Value, simple};

/// Sorts items by `key` (None or unbound: by themselves). On an exception the items are in some order, all there.
pub(crate) fn sort<R: Runtime>(
    vm: &mut Vm<R>,
    items: &mut Vec<Value<R>>,
    key: &Value<R>,
    reverse: bool,
) -> Return<R, ()> {
    let Some(key) = key.some() else {
        if sort_simply(items, reverse, |item| item) {
            return Ok(());
        }
        let (order, sorted) = sort_by_asking(vm, items, reverse);
        permute(items, &order);
        return sorted;
    };
    let mut keyed = Vec::with_capacity(items.len());
    for item in items.iter() {
        vm.safepoint_in_native()?;
        keyed.push((vm.call(key, std::slice::from_ref(item))?, item.clone()));
    }
    if sort_simply(&mut keyed, reverse, |(key, _)| key) {
        *items = keyed.into_iter().map(|(_, item)| item).collect();
        return Ok(());
    }
    let keys: Vec<Value<R>> = keyed.into_iter().map(|(key, _)| key).collect();
    let (order, sorted) = sort_by_asking(vm, &keys, reverse);
    permute(items, &order);
    sorted
}

/// Sorts if no comparison of keys needs Python code; else nothing has changed.
pub(super) fn sort_simply<R: Runtime, T>(
    items: &mut [T],
    reverse: bool,
    key: impl Fn(&T) -> &Value<R>,
) -> bool {
    let Some(first) = items.first() else { return true };
    let first = key(first);
    if first.word().is_int() && items.iter().all(|item| key(item).word().is_int()) {
        let number = |item: &T| key(item).word().int_payload();
        match reverse {
            false => items.sort_by_key(number),
            true => items.sort_by_key(|item| std::cmp::Reverse(number(item))),
        }
        return true;
    }
    // NaN has no place in an order: Python's merges decide where it ends up.
    let is_number = |item: &T| key(item).word().as_float().is_some_and(|float| !float.is_nan());
    if first.word().is_float() && items.iter().all(is_number) {
        let number = |item: &T| key(item).word().float_payload();
        let compare =
            |one: &T, other: &T| number(one).partial_cmp(&number(other)).unwrap_or(std::cmp::Ordering::Equal);
        match reverse {
            false => items.sort_by(compare),
            true => items.sort_by(|one, other| compare(other, one)),
        }
        return true;
    }
    fn text_of<R: Runtime>(value: &Value<R>) -> Option<&str> {
        value
            .as_ref::<Str<R>>()
            .filter(|string| !string.head().shape().is_heap())
            .map(|string| string.as_str())
    }
    if items.iter().all(|item| text_of(key(item)).is_some()) {
        let compare = |one: &T, other: &T| {
            let [one, other] = [one, other].map(|item| text_of(key(item)).unwrap_or_default());
            text::surrogate::compare(one, other)
        };
        match reverse {
            false => items.sort_by(compare),
            true => items.sort_by(|one, other| compare(other, one)),
        }
        return true;
    }
    let (mut order, sorted) = merged(Simple { keys: items.iter().map(&key).collect() }, items.len(), reverse);
    if sorted.is_ok() {
        arrange(items, &mut order);
    }
    sorted.is_ok()
}

/// Puts in each place the item that `order` names for it.
fn arrange<T>(items: &mut [T], order: &mut [usize]) {
    for start in 0..items.len() {
        let mut place = start;
        while order[place] != start {
            let next = std::mem::replace(&mut order[place], place);
            items.swap(place, next);
            place = next;
        }
        order[place] = place;
    }
}

fn permute<R: Runtime>(items: &mut Vec<Value<R>>, order: &[usize]) {
    let mut taken: Vec<Value<R>> = std::mem::take(items);
    *items = order.iter().map(|&index| std::mem::replace(&mut taken[index], Value::UNBOUND)).collect();
}

/// Runs shorter than this, or half of it, are made longer by insertion.
const SHORT: usize = 64;

/// The order of the keys. On an exception: the order reached by then.
fn sort_by_asking<R: Runtime>(
    vm: &mut Vm<R>,
    keys: &[Value<R>],
    reverse: bool,
) -> (Vec<usize>, Return<R, ()>) {
    merged(Asking { vm, keys }, keys.len(), reverse)
}

/// What says which of two keys is less, by their numbers.
trait Less {
    /// Why it cannot.
    type Refusal;
    fn less(&mut self, one: usize, other: usize) -> Result<bool, Self::Refusal>;
    /// Called now and then, between comparisons.
    fn pause(&mut self) -> Result<(), Self::Refusal>;
}

/// Keys that are asked.
struct Asking<'a, R: Runtime> {
    vm: &'a mut Vm<R>,
    keys: &'a [Value<R>],
}

impl<R: Runtime> Less for Asking<'_, R> {
    type Refusal = Raised<R>;

    fn less(&mut self, one: usize, other: usize) -> Return<R, bool> {
        self.vm.compare_truth(Comparison::Lt, &self.keys[one], &self.keys[other])
    }

    fn pause(&mut self) -> Return<R, ()> {
        self.vm.safepoint_in_native()
    }
}

/// Keys that are compared without Python code.
struct Simple<'a, R: Runtime> {
    keys: Vec<&'a Value<R>>,
}

/// A key has to be asked.
struct MustAsk;

impl<R: Runtime> Less for Simple<'_, R> {
    type Refusal = MustAsk;

    fn less(&mut self, one: usize, other: usize) -> Result<bool, MustAsk> {
        simple::less::<R>(self.keys[one].word(), self.keys[other].word()).ok_or(MustAsk)
    }

    fn pause(&mut self) -> Result<(), MustAsk> {
        Ok(())
    }
}

/// The order of `count` keys; if it is refused, the order reached by then.
fn merged<L: Less>(less: L, count: usize, reverse: bool) -> (Vec<usize>, Result<(), L::Refusal>) {
    let mut order: Vec<usize> = (0..count).collect();
    // Equal items keep their order also when the whole is reversed: reverse before and after.
    if reverse {
        order.reverse();
    }
    let sorted = Merge { less }.sort(&mut order);
    if reverse {
        order.reverse();
    }
    (order, sorted)
}

struct Merge<L> {
    less: L,
}

impl<L: Less> Merge<L> {
    fn sort(&mut self, order: &mut [usize]) -> Result<(), L::Refusal> {
        let mut ends = Vec::new();
        let mut start = 0;
        // Halved until it is short, and one more if anything was left over.
        let halvings = (order.len() / SHORT).checked_ilog2().map_or(0, |powers| powers + 1);
        let least = order.len().div_ceil(1 << halvings);
        while start < order.len() {
            let end = start + self.run(&mut order[start..], least)?;
            ends.push(end);
            start = end;
        }
        while ends.len() > 1 {
            let (mut merged, mut start) = (Vec::with_capacity(ends.len() / 2 + 1), 0);
            for pair in ends.chunks(2) {
                if let [middle, end] = *pair {
                    self.merge(&mut order[start..end], middle - start)?;
                }
                start = pair[pair.len() - 1];
                merged.push(start);
            }
            ends = merged;
        }
        Ok(())
    }

    /// Makes the beginning of `order` a sorted run of `least` keys or more, if there are so many; answers its length.
    fn run(&mut self, order: &mut [usize], least: usize) -> Result<usize, L::Refusal> {
        let mut length = self.natural_run(order)?;
        let end = order.len().min(least);
        while length < end {
            let (mut low, mut high) = (0, length);
            while low < high {
                let middle = low + (high - low) / 2;
                if self.less.less(order[length], order[middle])? { high = middle } else { low = middle + 1 }
            }
            order[low..=length].rotate_right(1);
            length += 1;
        }
        Ok(length)
    }

    /// The length of the run at the beginning of `order`, which is put in order if it descends. Which keys are asked, and when,
    /// programs see: it is as in CPython.
    fn natural_run(&mut self, order: &mut [usize]) -> Result<usize, L::Refusal> {
        let mut length = self.ascending(order, 1)?;
        if length >= order.len() {
            return Ok(order.len());
        }
        if length > 1 {
            if self.less.less(order[0], order[length - 1])? {
                return Ok(length);
            }
            // All of them are equal, and what comes next is less.
            order[..length].reverse();
        }
        length += 1;
        // Equal keys are reversed as they are met, so that the reversal of all puts them right again.
        let mut equal = 0;
        while length < order.len() {
            if self.less.less(order[length], order[length - 1])? {
                order[length - 1 - equal..length].reverse();
                equal = 0;
            } else if self.less.less(order[length - 1], order[length])? {
                break;
            } else {
                equal += 1;
            }
            length += 1;
        }
        order[length - 1 - equal..length].reverse();
        order[..length].reverse();
        self.ascending(order, length)
    }

    /// How far a run goes on that is `length` keys long and does not descend.
    fn ascending(&mut self, order: &[usize], mut length: usize) -> Result<usize, L::Refusal> {
        while length < order.len() && !self.less.less(order[length], order[length - 1])? {
            length += 1;
        }
        Ok(length)
    }

    /// Merges the two sorted parts of `order`.
    fn merge(&mut self, order: &mut [usize], middle: usize) -> Result<(), L::Refusal> {
        self.less.pause()?;
        if !self.less.less(order[middle], order[middle - 1])? {
            return Ok(());
        }
        let mut merged = Vec::with_capacity(order.len());
        let (mut left, mut right) = (0, middle);
        while left < middle && right < order.len() {
            if self.less.less(order[right], order[left])? {
                merged.push(order[right]);
                right += 1;
            } else {
                merged.push(order[left]);
                left += 1;
            }
        }
        merged.extend_from_slice(&order[left..middle]);
        order[..merged.len()].copy_from_slice(&merged);
        Ok(())
    }
}
