//! `re.Match`.

use super::pattern::{Pattern, group, span};
use super::subject::{Subject, Window};
use super::substitute::expand;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Dict, Payload, Ref, Runtime, Value};
use text::regex::Found;

/// The payload of a match.
pub(super) struct Match<R: Runtime> {
    pub(super) pattern: Ref<R, Pattern<R>>,
    pub(super) subject: Subject<R>,
    window: Window,
    pub(super) found: Found,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Match<R> {
    const NAME: &'static str = "Match";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.pattern.value());
        visit(&self.subject.object);
        visit(&self.subject.data);
    }
}

/// A match object.
pub(super) fn new_match<R: Runtime>(
    vm: &Vm<R>,
    pattern: &Ref<R, Pattern<R>>,
    subject: &Subject<R>,
    window: &Window,
    found: Found,
) -> Value<R> {
    vm.new_object(Match { pattern: pattern.clone(), subject: subject.clone(), window: window.clone(), found })
}

fn matched<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Match<R>>> {
    match value.as_ref::<Match<R>>() {
        Some(matched) => Ok(matched),
        None => Err(vm.type_error("a match is needed")),
    }
}

/// The number of the group that `key`, a number or a name, stands for.
fn number<R: Runtime>(vm: &mut Vm<R>, own: &Match<R>, key: &Value<R>) -> Return<R, usize> {
    let mut index = vm.as_i64(key);
    if index.is_none() && !vm.is_int(key) {
        let names = own.pattern.group_index.clone();
        let named = match names.as_ref::<Dict<R>>() {
            Some(names) => vm.dict_get(names, key).ok().flatten(),
            None => None,
        };
        index = match named {
            Some(number) => vm.as_i64(&number),
            None => vm.index(key).ok(),
        };
    }
    match index.and_then(|index| usize::try_from(index).ok()) {
        Some(number) if number <= own.pattern.program.groups() => Ok(number),
        _ => Err(vm.index_error("no such group")),
    }
}

fn by_key<R: Runtime>(vm: &mut Vm<R>, own: &Match<R>, key: &Value<R>) -> Return<R> {
    let number = number(vm, own, key)?;
    Ok(group(vm, &own.subject, &own.found, number, || Value::NONE))
}

fn group_method<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = matched(vm, &arguments[0])?;
    match vm.as_tuple(&arguments[1]).unwrap_or_default() {
        [] => Ok(group(vm, &own.subject, &own.found, 0, || Value::NONE)),
        [key] => by_key(vm, own, key),
        keys => {
            let mut groups = Vec::with_capacity(keys.len());
            for key in keys {
                groups.push(by_key(vm, own, key)?);
            }
            Ok(vm.new_tuple(groups))
        }
    }
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = matched(vm, &arguments[0])?;
    by_key(vm, own, &arguments[1])
}

fn default_argument<R: Runtime>(value: &Value<R>) -> Value<R> {
    value.given().cloned().unwrap_or(Value::NONE)
}

fn groups<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = matched(vm, &arguments[0])?;
    let default = default_argument(&arguments[1]);
    let all = (1..=own.pattern.program.groups())
        .map(|number| group(vm, &own.subject, &own.found, number, || default.clone()))
        .collect();
    Ok(vm.new_tuple(all))
}

fn group_dict<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = matched(vm, &arguments[0])?;
    let default = default_argument(&arguments[1]);
    let result = vm.new_dict();
    let names = own.pattern.group_index.clone();
    if let Some(names) = names.as_ref::<Dict<R>>() {
        for (_, name, index) in vm.dict_entries(names) {
            let number = number(vm, own, &index)?;
            let value = group(vm, &own.subject, &own.found, number, || default.clone());
            vm.dict_set(&result, name, value)?;
        }
    }
    Ok(result.into_value())
}

/// Where a group is, as Python sees it: (-1, -1) if it did not take part.
fn indices<R: Runtime>(own: &Match<R>, number: usize) -> (i64, i64) {
    match span(&own.found, number) {
        Some((start, end)) => {
            let first = own.subject.index_of(start);
            let last = if start == end { first } else { own.subject.index_of(end) };
            (first as i64, last as i64)
        }
        None => (-1, -1),
    }
}

fn indices_of<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, (i64, i64)> {
    let own = matched(vm, &arguments[0])?;
    let number = match arguments[1].given() {
        Some(key) => number(vm, own, key)?,
        None => 0,
    };
    Ok(indices(own, number))
}

fn pair<R: Runtime>(vm: &Vm<R>, (first, second): (i64, i64)) -> Value<R> {
    vm.new_tuple(vec![vm.new_int(first), vm.new_int(second)])
}

fn span_method<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let indices = indices_of(vm, arguments)?;
    Ok(pair(vm, indices))
}

fn regs<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = matched(vm, value)?;
    let all = (0..=own.pattern.program.groups()).map(|number| pair(vm, indices(own, number))).collect();
    Ok(vm.new_tuple(all))
}

fn expand_method<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = matched(vm, &arguments[0])?;
    expand(vm, own, &arguments[1])
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = matched(vm, &arguments[0])?;
    let (start, end) = indices(own, 0);
    let text = group(vm, &own.subject, &own.found, 0, || Value::NONE);
    let text: String = vm.repr_string(&text)?.chars().take(50).collect();
    Ok(vm.new_string(format!("<re.Match object; span=({start}, {end}), match={text}>")))
}

fn last_index<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    match matched(vm, value)?.found.last_index {
        0 => Ok(Value::NONE),
        number => Ok(vm.new_usize(number)),
    }
}

fn last_group<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = matched(vm, value)?;
    let names = vm.as_tuple(&own.pattern.index_group).unwrap_or_default();
    match own.found.last_index {
        0 => Ok(Value::NONE),
        number => Ok(names.get(number).cloned().unwrap_or(Value::NONE)),
    }
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Match<R>>(vm, "re", "Match", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[
            ("group(self, /, *args)", group_method),
            ("__getitem__(self, key, /)", get_item),
            ("groups(self, /, default=None)", groups),
            ("groupdict(self, /, default=None)", group_dict),
            ("start(self, group=0, /)", |vm, arguments| {
                let (start, _) = indices_of(vm, arguments)?;
                Ok(vm.new_int(start))
            }),
            ("end(self, group=0, /)", |vm, arguments| {
                let (_, end) = indices_of(vm, arguments)?;
                Ok(vm.new_int(end))
            }),
            ("span(self, group=0, /)", span_method),
            ("expand(self, /, template)", expand_method),
            ("__repr__(self, /)", repr),
            ("__copy__(self, /)", |_, arguments| Ok(arguments[0].clone())),
            ("__deepcopy__(self, memo, /)", |_, arguments| Ok(arguments[0].clone())),
        ])
        .generic()
        .getter("string", |vm, value| Ok(matched(vm, value)?.subject.object.clone()))
        .getter("re", |vm, value| Ok(matched(vm, value)?.pattern.value().clone()))
        .getter("pos", |vm, value| {
            let start = matched(vm, value)?.window.start;
            Ok(vm.new_usize(start))
        })
        .getter("endpos", |vm, value| {
            let end = matched(vm, value)?.window.end;
            Ok(vm.new_usize(end))
        })
        .getter("lastindex", last_index)
        .getter("lastgroup", last_group)
        .getter("regs", regs)
        .sealed()
        .finish();
}
