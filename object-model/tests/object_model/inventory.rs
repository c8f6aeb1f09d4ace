//! The inventory: what is alive, where it was made and what it takes.

use crate::common::{Sent, in_a_world, join, spawn, text};
use object_model::inventory::{Inventory, Line};
use object_model::{Attached, List, Ref, Runtime, Token, Value, make};

on_every_runtime! {
    what_is_made_is_known_until_it_dies,
    what_grows_is_counted_where_it_grows,
    what_is_older_is_counted_where_it_grows,
    another_thread_may_free_what_is_known,
    who_does_not_take_part_enters_nothing,
}

fn inventory<R: Runtime>(attached: &Attached<R>) -> &Inventory {
    attached.world().wanted_inventory()
}

fn begin<R: Runtime>(token: &Token<R>, limit: usize) {
    inventory(token).begin(limit);
    token.keep_inventory(true);
}

/// The thread is at these lines, the outermost first.
fn at<R: Runtime>(token: &Token<R>, numbers: &[u32]) {
    token.trail().back(0);
    for (depth, &number) in numbers.iter().enumerate() {
        token.trail().go(depth, Line { file: 1, number });
    }
}

/// Size and lines of what is known, the largest first.
fn known<R: Runtime>(token: &mut Token<R>) -> Vec<(usize, Vec<u32>)> {
    let traces = token.traces().into_iter();
    let lines = |lines: &[Line]| lines.iter().map(|line| line.number).collect();
    let mut known: Vec<_> = traces.map(|trace| (trace.bytes, lines(&trace.traceback.lines))).collect();
    known.sort_by(|one, other| other.cmp(one));
    known
}

fn list<R: Runtime>(token: &mut Token<R>, length: usize) -> Ref<R, List<R>> {
    make::list(token, vec![Value::NONE; length]).expect("there is that much memory")
}

fn what_is_made_is_known_until_it_dies<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let early = text(token, "early");
        begin(token, 2);
        at(token, &[1, 2, 3]);
        let made = text(token, &"x".repeat(10_000));
        let address = |value: &Value<R>| value.word().bits() as usize;
        let where_made = inventory(token).made(address(&made)).expect("it is known");
        assert_eq!((where_made.lines[0].number, where_made.depth), (3, 3));
        assert!(inventory(token).made(address(&early)).is_none());
        let (bytes, lines) = known(token).remove(0);
        assert!((10_000..10_200).contains(&bytes), "{bytes}");
        assert_eq!(lines, [3, 2]);
        assert_eq!(inventory(token).totals(), (bytes, bytes));
        drop(made);
        assert_eq!(known(token), []);
        assert_eq!(inventory(token).totals(), (0, bytes));
        inventory(token).reset_peak();
        assert_eq!(inventory(token).totals(), (0, 0));
    });
}

fn what_grows_is_counted_where_it_grows<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        begin(token, 1);
        at(token, &[1]);
        let made = list(token, 10);
        assert_eq!(known(token).len(), 1);
        at(token, &[2]);
        token.lock(&made).reserve(1000).expect("there is that much memory");
        let known_now = known(token);
        assert_eq!(known_now.iter().map(|(_, lines)| lines[0]).collect::<Vec<_>>(), [2, 1]);
        assert!(known_now[0].0 > 8000);
        let sum: usize = known_now.iter().map(|(bytes, _)| bytes).sum();
        assert_eq!(inventory(token).totals(), (sum, sum));
        assert_eq!(token.size_of(made.value()), sum);
        drop(token.lock(&made).take());
        assert_eq!(known(token).len(), 1);
        drop(made);
        assert_eq!((known(token), inventory(token).totals()), (vec![], (0, sum)));
    });
}

fn what_is_older_is_counted_where_it_grows<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let old = list(token, 10);
        begin(token, 1);
        at(token, &[7]);
        token.lock(&old).reserve(1000).expect("there is that much memory");
        let (bytes, lines) = known(token).remove(0);
        assert!(bytes > 8000);
        assert_eq!(lines, [7]);
        assert!(inventory(token).made(old.value().word().bits() as usize).is_none());
        // Nothing is entered any more, and what is known goes all the same.
        token.keep_inventory(false);
        drop(old);
        assert_eq!(inventory(token).totals().0, 0);
    });
}

fn another_thread_may_free_what_is_known<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        begin(token, 1);
        at(token, &[1]);
        let made = Sent(list(token, 100));
        assert_eq!(known(token).len(), 1);
        let thread = spawn(token, move |_| drop(made.take()));
        join(token, thread);
        assert_eq!(known(token), []);
        assert_eq!(inventory(token).totals().0, 0);
    });
}

fn who_does_not_take_part_enters_nothing<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        begin(token, 1);
        let thread = spawn(token, |token: &mut Token<R>| Sent(list(token, 100)));
        let made = join(token, thread).take();
        assert_eq!(known(token), []);
        inventory(token).end();
        // This thread has not been told yet.
        let other = list(token, 100);
        assert_eq!(known(token), []);
        drop((made, other));
    });
}
