//! A program on a runtime, under whatever schedule it is called in. Nothing is lost, doubled, used after its death or left
//! alive, and everybody gets to the end.

use object_model::{Dict, Found, List, Payload, Peeked, Ref, Runtime, Token, Value, Weak, World, make};
use std::cell::Cell;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::SeqCst};
use stdlib::raw_lock::RawLock;
use stdlib::waiter::Wait;
use sync::{Arc, thread};

use crate::probe::{Lives, Maker, Probe, check, class};
use crate::program::{COUNTERS, DICTS, LISTS, LOCKS, Program, Step};
use crate::subject::Subject;

/// What all threads share that is no object.
#[derive(Default)]
struct Beside {
    locks: [RawLock; LOCKS],
    /// Whether a thread is in the middle of what only one does at a time. No word: the scheduler is not asked.
    busy: [Cell<bool>; LOCKS],
    /// Objects that are in containers, as the steps say.
    kept: AtomicI64,
    /// What the counters count, as the steps say.
    counted: AtomicU64,
}

// SAFETY: all threads of a schedule are one thread of the system; the cells are read and written in one go.
unsafe impl Sync for Beside {}

/// What a thread has.
struct Shared<R: Runtime> {
    beside: std::sync::Arc<Beside>,
    maker: Maker<R>,
    weak: Ref<R, object_model::Class<R>>,
    lists: Vec<Ref<R, List<R>>>,
    dicts: Vec<Ref<R, Dict<R>>>,
    counters: Vec<Ref<R, Probe>>,
}

impl<R: Runtime> Clone for Shared<R> {
    fn clone(&self) -> Self {
        Shared {
            beside: std::sync::Arc::clone(&self.beside),
            maker: self.maker.clone(),
            weak: self.weak.clone(),
            lists: self.lists.clone(),
            dicts: self.dicts.clone(),
            counters: self.counters.clone(),
        }
    }
}

/// References on their way to another thread.
struct Sent<T>(T);

// SAFETY: references are counted by whichever thread drops them, which is attached when it does.
unsafe impl<T> Send for Sent<T> {}

/// Plays the program. To be called in a schedule.
pub fn play<R: Subject>(program: &Program) {
    sync::time::reset();
    let world = World::new(R::new());
    let mut token = Token::attach(&world);
    let shared = Shared::new(&mut token);
    let threads: Vec<_> =
        program.threads.iter().map(|script| start(&token, &shared, script.clone())).collect();
    join(&mut token, threads);
    pass_safepoints(&mut token);
    let lives = shared.end(&mut token);
    token.collect_cycles();
    pass_safepoints(&mut token);
    assert_eq!(lives.alive(), 0, "objects are still alive");
    assert_eq!(token.end_world().leaked, 0, "objects are left over");
}

/// Starts a thread that has references of its own.
fn start<R: Subject>(token: &Token<R>, shared: &Shared<R>, script: Vec<Step>) -> thread::JoinHandle<()> {
    let world = Arc::clone(token.world());
    let sent = Sent((world, shared.clone(), script));
    thread::spawn(move || {
        let sent = sent;
        let Sent((world, shared, script)) = sent;
        let mut token = Token::attach(&world);
        let mut started = Vec::new();
        for step in script {
            started.extend(shared.take(&mut token, step));
        }
        drop(shared);
        join(&mut token, started);
    })
}

/// Waits for the ends of threads, detached.
fn join<R: Subject>(token: &mut Token<R>, threads: Vec<thread::JoinHandle<()>>) {
    for thread in threads {
        token.detached(|| thread.join()).expect("a thread that panics ends the schedule");
    }
}

fn pass_safepoints<R: Subject>(token: &mut Token<R>) {
    while token.poll() {
        token.safepoint();
    }
}

impl<R: Subject> Shared<R> {
    fn new(token: &mut Token<R>) -> Self {
        let maker = Maker::new(token);
        let list = |_| make::list(token, Vec::new()).expect("there is memory for an empty list");
        Shared {
            beside: std::sync::Arc::default(),
            weak: class(token, <Weak<R> as Payload<R>>::LAYOUT),
            lists: (0..LISTS).map(list).collect(),
            dicts: (0..DICTS).map(|_| make::dict(token)).collect(),
            counters: (0..COUNTERS).map(|_| maker.probe(token)).collect(),
            maker,
        }
    }

    /// Looks whether everything is there, and lets it go.
    fn end(self, token: &mut Token<R>) -> std::sync::Arc<Lives> {
        let mut found = 0;
        for list in &self.lists {
            let items = token.lock(list).take();
            items.iter().for_each(check);
            found += items.len();
        }
        for dict in &self.dicts {
            let (mut from, mut values) = (0, Vec::new());
            let mut locked = token.lock(dict);
            while let Some((number, _, _, value)) = locked.next_entry(from) {
                from = number + 1;
                values.push(value);
            }
            locked.clear();
            drop(locked);
            values.iter().for_each(check);
            found += values.len();
        }
        assert_eq!(found as i64, self.beside.kept.load(SeqCst), "objects were lost, or doubled");
        let counted: u64 = self.counters.iter().map(|counter| *token.lock(counter)).sum();
        assert_eq!(counted, self.beside.counted.load(SeqCst), "not everything was counted");
        self.maker.lives()
    }

    fn keep(&self, objects: i64) {
        self.beside.kept.fetch_add(objects, SeqCst);
    }

    fn push(&self, token: &mut Token<R>, list: usize, object: Value<R>) {
        token.lock(&self.lists[list]).push(object).expect("there is memory for an item");
    }

    /// Does one thing; answers the thread that was started.
    fn take(&self, token: &mut Token<R>, step: Step) -> Option<thread::JoinHandle<()>> {
        match step {
            Step::Push(list) => {
                let object = self.maker.probe(token).into_value();
                self.keep(1);
                self.push(token, list, object);
            }
            Step::Pop(list) => {
                if let Some(object) = self.pop(token, list) {
                    check(&object);
                    self.keep(-1);
                }
            }
            Step::Move(from, to) => {
                if let Some(object) = self.pop(token, from) {
                    check(&object);
                    self.push(token, to, object);
                }
            }
            Step::Exchange(one, other) => self.exchange(token, one, other),
            Step::Rearrange(list) => {
                let mut locked = token.lock(&self.lists[list]);
                let mut items = locked.take();
                items.reverse();
                locked.put(items).expect("there is memory for what was there");
            }
            Step::Look(list, index) => {
                let list = &self.lists[list];
                let item = match list.peek(token, index) {
                    Some(item) => item,
                    None => token.lock(list).get(index),
                };
                item.iter().for_each(check);
            }
            Step::Put(dict, key) => self.put(token, dict, key),
            Step::Remove(dict, key) => self.remove(token, dict, key),
            Step::LookUp(dict, key) => self.look_up(token, dict, key).iter().for_each(check),
            Step::Count(counter) => {
                self.beside.counted.fetch_add(1, SeqCst);
                *token.lock(&self.counters[counter]) += 1;
            }
            Step::Use(counter, times) => {
                for _ in 0..times {
                    check(self.counters[counter].clone().value());
                }
            }
            Step::Exclusive(lock) => self.exclusive(token, lock, |_| ()),
            Step::Refer(list) => self.refer(token, list),
            Step::Cycle => self.cycle(token),
            Step::Collect => {
                token.collect_cycles();
            }
            Step::Block => token.detached(thread::yield_now),
            Step::Safepoint => pass_safepoints(token),
            Step::Start(script) => return Some(start(token, self, script)),
            Step::CountInTwoSections(counter) => {
                self.beside.counted.fetch_add(1, SeqCst);
                let before = *token.lock(&self.counters[counter]);
                *token.lock(&self.counters[counter]) = before + 1;
            }
            Step::Both(first) => {
                self.exclusive(token, first, |token| self.exclusive(token, (first + 1) % LOCKS, |_| ()));
            }
            Step::Forget(counter) => std::mem::forget(self.counters[counter].clone()),
        }
        None
    }

    fn pop(&self, token: &mut Token<R>, list: usize) -> Option<Value<R>> {
        token.lock(&self.lists[list]).pop()
    }

    fn exchange(&self, token: &mut Token<R>, one: usize, other: usize) {
        let mut both = token.lock_both(&self.lists[one], &self.lists[other]);
        let (first, second) = both.sections();
        let Some(mut second) = second else { return };
        let mut first = first;
        let (Some(mine), Some(theirs)) = (first.get(0), second.get(0)) else { return };
        let (was_mine, was_theirs) = (first.set(0, theirs), second.set(0, mine));
        drop(both);
        [was_mine, was_theirs].iter().for_each(|was| check(was.as_ref().expect("there was an item")));
    }

    fn put(&self, token: &mut Token<R>, dict: usize, key: i64) {
        let object = self.maker.probe(token).into_value();
        let name = Value::<R>::small_int(key);
        let mut locked = token.lock(&self.dicts[dict]);
        let old = match locked.find(key, name.word()) {
            Found::At(number) => Some(locked.replace_at(number, object)),
            _ => {
                locked.insert(key, name, object).expect("there is memory");
                None
            }
        };
        drop(locked);
        match old {
            Some(old) => check(&old),
            None => self.keep(1),
        }
    }

    fn remove(&self, token: &mut Token<R>, dict: usize, key: i64) {
        let mut locked = token.lock(&self.dicts[dict]);
        let Found::At(number) = locked.find(key, Value::<R>::small_int(key).word()) else { return };
        let (_, old) = locked.remove_at(number);
        drop(locked);
        check(&old);
        self.keep(-1);
    }

    fn look_up(&self, token: &mut Token<R>, dict: usize, key: i64) -> Option<Value<R>> {
        let (dict, name) = (&self.dicts[dict], Value::<R>::small_int(key));
        match dict.peek(token, key, name.word()) {
            Peeked::Value(value) => Some(value),
            Peeked::Absent => None,
            Peeked::Unknown => {
                let locked = token.lock(dict);
                match locked.find(key, name.word()) {
                    Found::At(number) => Some(locked.value_at(number)),
                    _ => None,
                }
            }
        }
    }

    /// As `with lock:` does.
    fn exclusive(&self, token: &mut Token<R>, lock: usize, within: impl FnOnce(&mut Token<R>)) {
        let (lock, busy) = (&self.beside.locks[lock], &self.beside.busy[lock]);
        if !lock.try_acquire() {
            let wait = token.detached(|| lock.acquire_slow(None, &|| false));
            assert_eq!(wait, Wait::Done);
        }
        assert!(!busy.replace(true), "two threads have a lock");
        within(token);
        pass_safepoints(token);
        assert!(busy.replace(false), "two threads had a lock");
        assert!(lock.release(), "a lock was released that was not taken");
    }

    fn refer(&self, token: &mut Token<R>, list: usize) {
        let Some(object) = token.lock(&self.lists[list]).get(0) else { return };
        let reference = make::object_of(token, &self.weak, Weak::new(&object, None));
        Weak::publish(token, &reference, &object);
        drop(object);
        pass_safepoints(token);
        reference.upgrade(token).iter().for_each(check);
    }

    fn cycle(&self, token: &mut Token<R>) {
        let items = vec![self.maker.probe(token).into_value(), Value::NONE];
        let cycle = make::list(token, items).expect("there is memory for two items");
        let itself = cycle.value().clone();
        token.lock(&cycle).set(1, itself).expect("there is room");
    }
}
