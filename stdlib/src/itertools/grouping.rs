//! `groupby`: runs of items with the same key.

use super::{State, make, make_registered};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// What the groups of one `groupby` share.
struct Grouping<R: Runtime> {
    state: Guarded<GroupingState<R>>,
}

struct GroupingState<R: Runtime> {
    iterator: Value<R>,
    key: Value<R>,
    /// The item that has been read ahead, and its key.
    ahead: Option<(Value<R>, Value<R>)>,
    /// The key of the present group.
    current: Option<Value<R>>,
    number: u64,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Grouping<R> {
    const NAME: &'static str = "_grouping";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let state = unsafe { self.state.get() };
        visit(&state.iterator);
        visit(&state.key);
        if let Some((item, key)) = &state.ahead {
            visit(item);
            visit(key);
        }
        state.current.iter().for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for Grouping<R> {
    type Guarded = GroupingState<R>;
    fn guarded(&self) -> &Guarded<GroupingState<R>> {
        &self.state
    }
}

/// The items of one group, as long as it is the present one.
pub(super) struct Group<R: Runtime> {
    parent: Value<R>,
    key: Value<R>,
    number: u64,
}

fn grouping<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Grouping<R>>> {
    match value.as_ref::<Grouping<R>>() {
        Some(grouping) => Ok(grouping),
        None => Err(vm.type_error("a grouping is needed")),
    }
}

/// Reads one item ahead, with its key; None at the end.
fn read_ahead<R: Runtime>(
    vm: &mut Vm<R>,
    grouping: &Ref<R, Grouping<R>>,
) -> Return<R, Option<(Value<R>, Value<R>)>> {
    let (iterator, key, ahead) = {
        let mut state = vm.lock(grouping);
        (state.iterator.clone(), state.key.clone(), state.ahead.take())
    };
    if ahead.is_some() {
        return Ok(ahead);
    }
    let Some(item) = vm.next(&iterator)? else { return Ok(None) };
    let key = if key.is_none() { item.clone() } else { vm.call(&key, std::slice::from_ref(&item))? };
    Ok(Some((item, key)))
}

/// The next group, and its key.
pub(super) fn next<R: Runtime>(vm: &mut Vm<R>, group: &Value<R>) -> Return<R, Option<Value<R>>> {
    let grouping = grouping(vm, group)?;
    loop {
        let Some((item, key)) = read_ahead(vm, grouping)? else { return Ok(None) };
        let current = vm.lock(grouping).current.clone();
        if let Some(current) = current
            && vm.equal(&current, &key)?
        {
            vm.safepoint_in_native()?;
            continue;
        }
        let number = {
            let mut state = vm.lock(grouping);
            state.ahead = Some((item, key.clone()));
            state.current = Some(key.clone());
            state.number += 1;
            state.number
        };
        let group = Group { parent: group.clone(), key: key.clone(), number };
        let members = make_registered::<R, Group<R>>(vm, State::Group(group))?;
        return Ok(Some(vm.new_tuple(vec![key, members])));
    }
}

impl<R: Runtime> Clone for Group<R> {
    fn clone(&self) -> Self {
        Group { parent: self.parent.clone(), key: self.key.clone(), number: self.number }
    }
}

impl<R: Runtime> Group<R> {
    pub(super) fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.parent);
        visit(&self.key);
    }

    pub(super) fn advance(&self, vm: &mut Vm<R>) -> Return<R, Option<Value<R>>> {
        let grouping = grouping(vm, &self.parent)?;
        if vm.lock(grouping).number != self.number {
            return Ok(None);
        }
        let Some((item, own)) = read_ahead(vm, grouping)? else { return Ok(None) };
        if !vm.equal(&self.key, &own)? {
            vm.lock(grouping).ahead = Some((item, own));
            return Ok(None);
        }
        Ok(Some(item))
    }
}

pub(super) fn groupby<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = vm.iter(&arguments[1])?;
    let key = arguments[2].some().cloned().unwrap_or(Value::NONE);
    let state = GroupingState { iterator, key, ahead: None, current: None, number: 0 };
    let group = vm.new_object(Grouping { state: Guarded::new(state) });
    make(vm, &arguments[0], State::GroupBy { group })
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Grouping<R>>(vm, "itertools", "_grouping", None).sealed().finish();
}
