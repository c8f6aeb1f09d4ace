//! `itertools`.
//!
//! All of the module's iterators are one payload: a state machine that one thread at a time makes a step of. A thread that finds
//! another in it waits, so a shared iterator gives every item to exactly one thread; Python code that a step calls may ask the same
//! iterator for items, in the same thread.

mod combinatorics;
mod grouping;
mod new;
mod state;
mod tee;

use crate::tee::Place;
use combinatorics::{combinations, permutations, product};
use grouping::{Group, groupby};
use interpreter::{ClassBuilder, Comparison, Raised, Return, Vm};
use new::{
    accumulate, batched, chain, compress, count, cycle, dropwhile, filterfalse, islice, pairwise, repeat,
    starmap, takewhile, zip_longest,
};
use object_model::{ClassFlags, Guard, Guarded, Payload, Runtime, Value};
use state::{State, advance};

/// The payload of every iterator of the module.
struct Step<R: Runtime> {
    turn: Guarded<Turn<R>>,
}

/// What there is to do, and whose turn it is.
struct Turn<R: Runtime> {
    /// The ident of the thread that makes a step; 0 if there is none.
    owner: u64,
    /// How many steps of that thread are under way, each called by the one before.
    depth: u32,
    state: State<R>,
}

impl<R: Runtime> Step<R> {
    fn new(state: State<R>) -> Self {
        Step { turn: Guarded::new(Turn { owner: 0, depth: 0, state }) }
    }
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Step<R> {
    const NAME: &'static str = "itertools iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        unsafe { self.turn.get() }.state.children(visit);
    }
}

impl<R: Runtime> Guard<R> for Step<R> {
    type Guarded = Turn<R>;
    fn guarded(&self) -> &Guarded<Turn<R>> {
        &self.turn
    }
}

fn make<R: Runtime>(vm: &mut Vm<R>, class_value: &Value<R>, state: State<R>) -> Return<R> {
    let class = vm.class_argument(class_value)?;
    vm.new_object_of(&class, Step::new(state))
}

/// An iterator of the class that is registered for a `T`.
fn make_registered<R: Runtime, T: 'static>(vm: &mut Vm<R>, state: State<R>) -> Return<R> {
    let class = vm.class_of_payload::<T>();
    vm.new_object_of(&class, Step::new(state))
}

fn own<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

/// `__next__` of every iterator of the module.
fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(step) = arguments[0].as_ref::<Step<R>>() else {
        return Err(vm.type_error("an itertools iterator is needed"));
    };
    let ident = vm.ident;
    loop {
        let mut turn = vm.lock(step);
        if matches!(turn.state, State::Done) {
            return Ok(Value::UNBOUND);
        }
        if turn.depth == 0 || turn.owner == ident {
            if let Some(item) = turn.state.advance_at_once() {
                return Ok(item.unwrap_or(Value::UNBOUND));
            }
            (turn.owner, turn.depth) = (ident, turn.depth + 1);
            break;
        }
        drop(turn);
        vm.detached(std::thread::yield_now);
        vm.safepoint_in_native()?;
    }
    let result = advance(vm, step);
    vm.lock(step).depth -= 1;
    Ok(result?.unwrap_or(Value::UNBOUND))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(step) = arguments[0].as_ref::<Step<R>>() else {
        return Err(vm.type_error("an iterator is needed"));
    };
    enum Shown<R: Runtime> {
        Count(Value<R>, Value<R>),
        Repeat(Value<R>, Option<usize>),
        Other,
    }
    let shown = match &vm.lock(step).state {
        State::Count { next, step } => Shown::Count(next.clone(), step.clone()),
        State::Repeat { item, left } => Shown::Repeat(item.clone(), *left),
        _ => Shown::Other,
    };
    let text = match shown {
        Shown::Count(next, step) => {
            let one = vm.is_int(&step) && vm.compare_truth(Comparison::Eq, &step, &Value::small_int(1))?;
            if one {
                format!("count({})", vm.repr_string(&next)?)
            } else {
                format!("count({}, {})", vm.repr_string(&next)?, vm.repr_string(&step)?)
            }
        }
        Shown::Repeat(item, None) => format!("repeat({})", vm.repr_string(&item)?),
        Shown::Repeat(item, Some(left)) => format!("repeat({}, {left})", vm.repr_string(&item)?),
        Shown::Other => {
            format!("<{} object at {:#x}>", vm.type_name(&arguments[0]), arguments[0].word().bits())
        }
    };
    Ok(vm.new_string(text))
}

fn length_hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let left = match arguments[0].as_ref::<Step<R>>() {
        Some(step) => match &vm.lock(step).state {
            State::Repeat { left, .. } => *left,
            _ => None,
        },
        None => None,
    };
    left.map(|left| vm.new_usize(left))
        .ok_or_else(|| -> Raised<R> { vm.type_error("len() of unsized object") })
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("itertools");
    grouping::install(vm);
    crate::tee::install(vm);
    let classes: [(&str, &str, interpreter::NativeCall<R>); 19] = [
        ("count", "__new__(cls, start=0, step=1)", count),
        ("cycle", "__new__(cls, iterable, /)", cycle),
        ("repeat", "__new__(cls, object, times=None)", repeat),
        ("chain", "__new__(cls, *iterables)", chain),
        ("compress", "__new__(cls, data, selectors)", compress),
        ("dropwhile", "__new__(cls, predicate, iterable, /)", dropwhile),
        ("takewhile", "__new__(cls, predicate, iterable, /)", takewhile),
        ("filterfalse", "__new__(cls, function, iterable, /)", filterfalse),
        ("islice", "__new__(cls, iterable, /, *bounds)", islice),
        ("starmap", "__new__(cls, function, iterable, /)", starmap),
        ("accumulate", "__new__(cls, iterable, func=None, *, initial=None)", accumulate),
        ("zip_longest", "__new__(cls, *iterables, fillvalue=None)", zip_longest),
        ("product", "__new__(cls, *iterables, repeat=1)", product),
        ("permutations", "__new__(cls, iterable, r=None)", permutations),
        ("combinations", "__new__(cls, iterable, r)", |vm, arguments| combinations(vm, arguments, false)),
        ("combinations_with_replacement", "__new__(cls, iterable, r)", |vm, arguments| {
            combinations(vm, arguments, true)
        }),
        ("pairwise", "__new__(cls, iterable, /)", pairwise),
        ("batched", "__new__(cls, iterable, n, *, strict=False)", batched),
        ("groupby", "__new__(cls, iterable, key=None)", groupby),
    ];
    let none = ClassFlags::NONE;
    for (name, signature, new) in classes {
        let mut builder = ClassBuilder::with_layout(vm, "itertools", name, None, Step::<R>::LAYOUT, none)
            .constructor(signature, new)
            .methods(&[("__iter__(self, /)", own), ("__next__(self, /)", next), ("__repr__(self, /)", repr)]);
        if name == "chain" {
            builder = builder.class_method("from_iterable(cls, iterable, /)", chain).generic();
        }
        if name == "repeat" {
            builder = builder.method("__length_hint__(self, /)", length_hint);
        }
        let class = builder.finish();
        vm.module_set(&module, name, class.into_value());
    }
    let methods: [(&str, interpreter::NativeCall<R>); 2] =
        [("__iter__(self, /)", own), ("__next__(self, /)", next)];
    let grouper = ClassBuilder::with_layout(vm, "itertools", "_grouper", None, Step::<R>::LAYOUT, none)
        .methods(&methods)
        .sealed()
        .finish();
    vm.shared.register_payload::<Group<R>>(&grouper);
    vm.module_set(&module, "_grouper", grouper.into_value());
    let tee = ClassBuilder::with_layout(vm, "itertools", "_tee", None, Step::<R>::LAYOUT, none)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, iterable, /)", tee::new)
        .methods(&methods)
        .method("__copy__(self, /)", tee::copy)
        .sealed()
        .finish();
    vm.shared.register_payload::<Place<R>>(&tee);
    vm.module_set(&module, "_tee", tee.into_value());
    vm.module_functions(&module, "itertools", &[("tee(iterable, n=2, /)", tee::tee)]);
    Ok(module)
}
