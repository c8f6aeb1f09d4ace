//! `BaseExceptionGroup` and `ExceptionGroup`: several exceptions raised as one.

use super::exception_class;
use crate::exception::Exception;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Dict, Ref, Runtime, Special, Value};

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, given, _] = arguments else {
        return Err(vm.system_error("BaseExceptionGroup.__new__ takes a class"));
    };
    let given = vm.as_tuple(given).unwrap_or_default();
    let [message, exceptions] = given else {
        let text = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", given.len());
        return Err(vm.type_error(&text));
    };
    let mut class = exception_class(vm, class)?;
    if vm.as_str(message).is_none() {
        let text =
            format!("BaseExceptionGroup.__new__() argument 1 must be str, not {}", vm.type_name(message));
        return Err(vm.type_error(&text));
    }
    let is_sequence = exceptions.as_ref::<Dict<R>>().is_none()
        && vm.class_of(exceptions).special(vm, Special::Getitem).is_some();
    if !is_sequence {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = vm.collect(exceptions)?;
    if items.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let ordinary = vm.exceptions().exception.clone();
    let mut all_ordinary = true;
    for (index, item) in items.iter().enumerate() {
        if !vm.is_exception(item) {
            let text = format!("Item {index} of second argument (exceptions) is not an exception");
            return Err(vm.value_error(&text));
        }
        all_ordinary &= vm.is_instance(item, &ordinary);
    }
    if all_ordinary && class.value().is(vm.exceptions().base_exception_group.value()) {
        class = vm.exceptions().exception_group.clone();
    } else if !all_ordinary && vm.is_subclass(&class, &ordinary) {
        let text = if class.value().is(vm.exceptions().exception_group.value()) {
            "Cannot nest BaseExceptions in an ExceptionGroup".to_owned()
        } else {
            format!("Cannot nest BaseExceptions in '{}'", class.name())
        };
        return Err(vm.type_error(&text));
    }
    let args = vm.new_tuple(vec![message.clone(), exceptions.clone()]);
    let group = vm.new_object_of(&class, Exception::new(args))?;
    let items = vm.new_tuple(items);
    vm.set_exception_field(&group, "message", message.clone());
    vm.set_exception_field(&group, "exceptions", items);
    Ok(group)
}

/// The exceptions of a group; None for any other value.
pub(crate) fn members<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Option<Vec<Value<R>>> {
    let group = vm.exceptions().base_exception_group.clone();
    if !vm.is_instance(value, &group) {
        return None;
    }
    let exceptions = vm.exception_field(value, "exceptions")?;
    vm.as_tuple(&exceptions).map(<[_]>::to_vec)
}

fn own<R: Runtime>(vm: &mut Vm<R>, group: &Value<R>, name: &str) -> Return<R> {
    let key = vm.intern(name);
    match vm.own_attribute(group, &key) {
        Some(value) => Ok(value),
        None => Err(vm.attribute_error(group, name, name)),
    }
}

fn text<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let count = members(vm, &arguments[0]).map_or(0, |members| members.len());
    let message = vm.get_attr_str(&arguments[0], "message")?;
    let message = vm.str_string(&message)?;
    let plural = if count == 1 { "" } else { "s" };
    Ok(vm.new_string(format!("{message} ({count} sub-exception{plural})")))
}

fn derive<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let message = vm.get_attr_str(&arguments[0], "message")?;
    let class = vm.exceptions().base_exception_group.value().clone();
    vm.call(&class, &[message, arguments[1].clone()])
}

/// What tells which exceptions of a group are meant.
enum Matcher<R: Runtime> {
    Types(Value<R>),
    Predicate(Value<R>),
    /// These very ones.
    Among(Vec<Value<R>>),
}

impl<R: Runtime> Matcher<R> {
    fn new(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Matcher<R>> {
        let is_type = |vm: &Vm<R>, value: &Value<R>| {
            let base = vm.exceptions().base_exception.clone();
            value.as_ref::<Class<R>>().is_some_and(|class| vm.is_subclass(class, &base))
        };
        let types = match vm.as_tuple(value) {
            Some(items) => items.iter().all(|item| is_type(vm, item)),
            None => is_type(vm, value),
        };
        if types {
            return Ok(Matcher::Types(value.clone()));
        }
        let callable = vm.class_of(value).special(vm, object_model::Special::Call).is_some();
        if callable && value.as_ref::<Class<R>>().is_none() {
            return Ok(Matcher::Predicate(value.clone()));
        }
        let text =
            "expected an exception type, a tuple of exception types, or a callable (other than a class)";
        Err(vm.type_error(text))
    }

    fn matches(&self, vm: &mut Vm<R>, exception: &Value<R>) -> Return<R, bool> {
        match self {
            Matcher::Types(types) => vm.is_instance_of(exception, types),
            Matcher::Predicate(predicate) => {
                let answer = vm.call(predicate, std::slice::from_ref(exception))?;
                vm.truth(&answer)
            }
            Matcher::Among(exceptions) => Ok(exceptions.iter().any(|one| one.is(exception))),
        }
    }
}

/// The part that matches and the rest, each None if it is empty.
fn split_by<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    matcher: &Matcher<R>,
) -> Return<R, (Value<R>, Value<R>)> {
    if matcher.matches(vm, value)? {
        return Ok((value.clone(), Value::NONE));
    }
    let Some(members) = members(vm, value) else { return Ok((Value::NONE, value.clone())) };
    vm.check_recursion("maximum recursion depth exceeded in exceptiongroup_split_recursive")?;
    let (mut matching, mut others) = (vec![], vec![]);
    for member in members {
        let (matched, rest) = split_by(vm, &member, matcher)?;
        matching.extend(matched.some().cloned());
        others.extend(rest.some().cloned());
    }
    Ok((part(vm, value, matching)?, part(vm, value, others)?))
}

/// A group like `whole` of some of its exceptions.
fn part<R: Runtime>(vm: &mut Vm<R>, whole: &Value<R>, exceptions: Vec<Value<R>>) -> Return<R> {
    if exceptions.is_empty() {
        return Ok(Value::NONE);
    }
    let exceptions = vm.new_list(exceptions)?;
    let part = vm.call_method(whole, "derive", &[exceptions])?;
    let group = vm.exceptions().base_exception_group.clone();
    if !vm.is_instance(&part, &group) {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    if let (Some(from), Some(to)) = (whole.as_ref::<Exception<R>>(), part.as_ref::<Exception<R>>())
        && !part.is(whole)
    {
        let (cause, context, traceback) = {
            let state = vm.lock(from);
            (state.cause.clone(), state.context.clone(), state.traceback.clone())
        };
        let mut state = vm.lock(to);
        // It has been given a cause, be it none.
        state.suppress_context = true;
        let old = [
            std::mem::replace(&mut state.cause, cause),
            std::mem::replace(&mut state.context, context),
            std::mem::replace(&mut state.traceback, traceback),
        ];
        drop(state);
        drop(old);
        // Only what is a sequence is copied.
        if let Some(notes) = vm.find_attr_str(whole, "__notes__")?
            && vm.class_of(&notes).special(vm, Special::Getitem).is_some()
            && notes.as_ref::<Dict<R>>().is_none()
        {
            let notes = vm.collect(&notes)?;
            let notes = vm.new_list(notes)?;
            vm.set_attribute_quietly(&part, "__notes__", notes);
        }
    }
    Ok(part)
}

/// What an `except*` statement leaves to be raised. The parts that nobody handled, and those that were raised again as they
/// were, are one part of the original; each that was raised anew stands beside it.
pub(crate) fn left_of_group<R: Runtime>(
    vm: &mut Vm<R>,
    original: &Value<R>,
    parts: Vec<Value<R>>,
) -> Return<R> {
    let (again, mut anew): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|part| has_history_of(vm, part, original));
    let mut kept = vec![];
    for part in &again {
        add_leaves(vm, part, &mut kept)?;
    }
    let again = subgroup_by(vm, original, &Matcher::Among(kept))?;
    if anew.is_empty() {
        return Ok(again);
    }
    anew.extend(again.some().cloned());
    if let [alone] = anew.as_slice() {
        return Ok(alone.clone());
    }
    let (message, anew) = (vm.new_str(""), vm.new_list(anew)?);
    let class = vm.exceptions().base_exception_group.value().clone();
    vm.call(&class, &[message, anew])
}

/// Whether an exception has come as far as the other and no farther, for the same reason: so it is a part of it.
fn has_history_of<R: Runtime>(vm: &mut Vm<R>, part: &Value<R>, whole: &Value<R>) -> bool {
    let (Some(part), Some(whole)) = (part.as_ref::<Exception<R>>(), whole.as_ref::<Exception<R>>()) else {
        return false;
    };
    let history = |vm: &mut Vm<R>, exception: &Ref<R, Exception<R>>| {
        let state = vm.lock(exception);
        [state.traceback.clone(), state.cause.clone(), state.context.clone()]
    };
    let (of_part, of_whole) = (history(vm, part), history(vm, whole));
    of_part.iter().zip(&of_whole).all(|(one, other)| one.is(other))
}

/// The exceptions in a group that are no groups.
fn add_leaves<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, into: &mut Vec<Value<R>>) -> Return<R, ()> {
    let Some(members) = members(vm, value) else {
        into.push(value.clone());
        return Ok(());
    };
    vm.check_recursion("maximum recursion depth exceeded in collect_exception_group_leaf_ids")?;
    members.iter().try_for_each(|member| add_leaves(vm, member, into))
}

fn split<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let matcher = Matcher::new(vm, &arguments[1])?;
    let (matching, others) = split_by(vm, &arguments[0], &matcher)?;
    Ok(vm.new_tuple(vec![matching, others]))
}

fn subgroup<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let matcher = Matcher::new(vm, &arguments[1])?;
    subgroup_by(vm, &arguments[0], &matcher)
}

fn subgroup_by<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, matcher: &Matcher<R>) -> Return<R> {
    if matcher.matches(vm, value)? {
        return Ok(value.clone());
    }
    let Some(members) = members(vm, value) else { return Ok(Value::NONE) };
    vm.check_recursion("maximum recursion depth exceeded in exceptiongroup_split_recursive")?;
    let mut matching = vec![];
    for member in members {
        let matched = subgroup_by(vm, &member, matcher)?;
        matching.extend(matched.some().cloned());
    }
    part(vm, value, matching)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let exceptions = vm.exceptions();
    let (base, group, ordinary) = (
        exceptions.base_exception_group.clone(),
        exceptions.exception_group.clone(),
        exceptions.exception.clone(),
    );
    ClassBuilder::extend(vm, &base)
        .constructor(super::NEW, new)
        .methods(&[
            ("__str__(self, /)", text),
            ("derive(self, excs, /)", derive),
            ("split(self, matcher_value, /)", split),
            ("subgroup(self, matcher_value, /)", subgroup),
        ])
        .member("message", |vm, group| own(vm, group, "message"))
        .member("exceptions", |vm, group| own(vm, group, "exceptions"))
        .generic()
        .finish();
    super::extend(vm, &base, &[], &["message", "exceptions"]);
    derive_from_both(vm, &group, &base, &ordinary);
}

/// `class ExceptionGroup(BaseExceptionGroup, Exception)`
fn derive_from_both<R: Runtime>(
    vm: &mut Vm<R>,
    group: &Ref<R, Class<R>>,
    base: &Ref<R, Class<R>>,
    ordinary: &Ref<R, Class<R>>,
) {
    let bases = vm.new_tuple(vec![base.value().clone(), ordinary.value().clone()]);
    let mut order = vec![group.value().clone(), base.value().clone()];
    order.extend(ordinary.mro().iter().cloned());
    let order = vm.new_tuple(order);
    vm.immortalize(&bases);
    vm.immortalize(&order);
    assert!(group.set_hierarchy(vm, bases, order), "its bases are older");
    group.set_flag(ClassFlags::EXCEPTION, true);
}
