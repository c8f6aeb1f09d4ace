//! `re.Pattern`.

use super::matched::new_match;
use super::scanner::{find_iter, scanner};
use super::subject::{From, Subject, Window};
use super::substitute::{sub, subn};
use interpreter::{ClassBuilder, MappingProxy, Return, Vm};
use object_model::{Bytes, ClassFlags, Dict, Payload, Ref, Runtime, Str, Tuple, Value};
use text::regex::{Found, Machine, Mode, Program};

/// The payload of a compiled pattern.
pub(super) struct Pattern<R: Runtime> {
    /// What it was compiled from: str, bytes or None.
    pub(super) source: Value<R>,
    pub(super) is_bytes: Option<bool>,
    flags: i64,
    code: Box<[u32]>,
    pub(super) program: Program,
    /// A dict, from a group's name to its number.
    pub(super) group_index: Value<R>,
    /// A tuple, from a group's number to its name or None.
    pub(super) index_group: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Pattern<R> {
    const NAME: &'static str = "Pattern";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        [&self.source, &self.group_index, &self.index_group].into_iter().for_each(visit);
    }
}

pub(super) fn pattern<'a, R: Runtime>(
    vm: &mut Vm<R>,
    value: &'a Value<R>,
) -> Return<R, &'a Ref<R, Pattern<R>>> {
    match value.as_ref::<Pattern<R>>() {
        Some(pattern) => Ok(pattern),
        None => Err(vm.type_error("a compiled pattern is needed")),
    }
}

/// `_sre.compile(pattern, flags, code, groups, groupindex, indexgroup)`
pub(super) fn compile<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [source, flags, code, groups, group_index, index_group] = arguments else {
        return Err(vm.system_error("compile takes six arguments"));
    };
    let (flags, groups) = (vm.index(flags)?, vm.index(groups)?);
    let code = super::code(vm, code)?;
    let is_bytes = if source.is_none() {
        None
    } else if source.as_ref::<Str<R>>().is_some() {
        Some(false)
    } else if source.as_ref::<Bytes<R>>().is_some() || vm.bytes_like(source).is_some() {
        Some(true)
    } else {
        let name = vm.type_name(source);
        return Err(vm.type_error(&format!("expected string or bytes-like object, got '{name}'")));
    };
    if group_index.as_ref::<Dict<R>>().is_none() || index_group.as_ref::<Tuple<R>>().is_none() {
        return Err(vm.type_error("compile() takes a dict of groups and a tuple of names"));
    }
    let program = usize::try_from(groups).ok().and_then(|groups| Program::read(&code, groups));
    let Some(program) = program else { return Err(vm.runtime_error("invalid SRE code")) };
    let payload = Pattern {
        source: source.clone(),
        is_bytes,
        flags,
        code: code.into(),
        program,
        group_index: group_index.clone(),
        index_group: index_group.clone(),
    };
    Ok(vm.new_object(payload))
}

fn once<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], mode: Mode) -> Return<R> {
    let [own, string, start, end] = arguments else { return Err(vm.system_error("a text is needed")) };
    let own = pattern(vm, own)?;
    let subject = Subject::of(vm, own, string)?;
    let window = subject.window(vm, start, end)?;
    let (from, end) = (From::beginning(&window), window.bytes.end);
    match subject.find(vm, own, &mut Machine::default(), from, end, mode)? {
        Some(found) => Ok(new_match(vm, own, &subject, &window, found)),
        None => Ok(Value::NONE),
    }
}

/// Runs `each` for every match in a text.
pub(super) fn for_each_match<R: Runtime>(
    vm: &mut Vm<R>,
    own: &Ref<R, Pattern<R>>,
    subject: &Subject<R>,
    window: &Window,
    mut each: impl FnMut(&mut Vm<R>, Found) -> Return<R, bool>,
) -> Return<R, ()> {
    let mut machine = Machine::default();
    let mut from = From::beginning(window);
    while let Some(found) = subject.find(vm, own, &mut machine, from, window.bytes.end, Mode::Search)? {
        from = From::after(&found);
        if !each(vm, found)? {
            break;
        }
    }
    Ok(())
}

/// A group of a match; `default` if it did not take part.
pub(super) fn group<R: Runtime>(
    vm: &Vm<R>,
    subject: &Subject<R>,
    found: &Found,
    number: usize,
    default: impl FnOnce() -> Value<R>,
) -> Value<R> {
    match span(found, number) {
        Some((start, end)) => subject.part(vm, start..end),
        None => default(),
    }
}

/// Where a group is, in bytes.
pub(super) fn span(found: &Found, number: usize) -> Option<(usize, usize)> {
    if number == 0 {
        return Some((found.start, found.end));
    }
    let (start, end) = (*found.marks.get(2 * number - 2)?, *found.marks.get(2 * number - 1)?);
    (start <= end && end != usize::MAX).then_some((start, end))
}

fn find_all<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [own, string, start, end] = arguments else { return Err(vm.system_error("a text is needed")) };
    let own = pattern(vm, own)?;
    let subject = Subject::of(vm, own, string)?;
    let window = subject.window(vm, start, end)?;
    let empty = if subject.is_str() { vm.new_str("") } else { vm.new_bytes(b"") };
    let groups = own.program.groups();
    let mut all = Vec::new();
    for_each_match(vm, own, &subject, &window, |vm, found| {
        all.push(if groups > 1 {
            let parts = (1..=groups).map(|number| group(vm, &subject, &found, number, || empty.clone()));
            let parts = parts.collect();
            vm.new_tuple(parts)
        } else {
            group(vm, &subject, &found, groups, || empty.clone())
        });
        Ok(true)
    })?;
    vm.new_list(all)
}

fn split<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = pattern(vm, &arguments[0])?;
    let most = match arguments[2].given() {
        Some(most) => vm.index(most)?,
        None => 0,
    };
    let subject = Subject::of(vm, own, &arguments[1])?;
    let window = subject.window(vm, &Value::UNBOUND, &Value::UNBOUND)?;
    let mut parts = Vec::new();
    let (mut last, mut count) = (0, 0);
    if most >= 0 {
        for_each_match(vm, own, &subject, &window, |vm, found| {
            parts.push(subject.part(vm, last..found.start));
            for number in 1..=own.program.groups() {
                parts.push(group(vm, &subject, &found, number, || Value::NONE));
            }
            last = found.end;
            count += 1;
            Ok(count != most)
        })?;
    }
    parts.push(subject.part(vm, last..subject.bytes().len()));
    vm.new_list(parts)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    const NAMES: [(i64, &str); 8] = [
        (2, "re.IGNORECASE"),
        (4, "re.LOCALE"),
        (8, "re.MULTILINE"),
        (16, "re.DOTALL"),
        (32, "re.UNICODE"),
        (64, "re.VERBOSE"),
        (128, "re.DEBUG"),
        (256, "re.ASCII"),
    ];
    let own = pattern(vm, &arguments[0])?;
    let source: String = vm.repr_string(&own.source)?.chars().take(200).collect();
    let mut flags = own.flags;
    // A str pattern is of Unicode unless something else is said.
    if own.is_bytes == Some(false) && flags & (4 | 32 | 256) == 32 {
        flags &= !32;
    }
    let mut named = Vec::new();
    for (flag, name) in NAMES {
        if flags & flag != 0 {
            named.push(name.to_owned());
            flags &= !flag;
        }
    }
    if flags != 0 {
        named.push(format!("{flags:#x}"));
    }
    let separator = if named.is_empty() { "" } else { ", " };
    Ok(vm.new_string(format!("re.compile({source}{separator}{})", named.join("|"))))
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = pattern(vm, &arguments[0])?;
    let Some(other) = arguments[1].as_ref::<Pattern<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    if arguments[0].is(&arguments[1]) {
        return Ok(Value::TRUE);
    }
    let same = own.flags == other.flags && own.is_bytes == other.is_bytes && own.code == other.code;
    Ok(Value::bool(same && vm.equal(&own.source, &other.source)?))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = pattern(vm, &arguments[0])?;
    let source = vm.hash(&own.source)?;
    let code: Vec<u8> = own.code.iter().flat_map(|number| number.to_le_bytes()).collect();
    let hash = text::hash::tuple([source, text::hash::bytes(&code), own.flags]);
    Ok(vm.new_int(hash))
}

fn group_index<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let names = pattern(vm, value)?.group_index.clone();
    Ok(vm.new_object(MappingProxy(names)))
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Pattern<R>>(vm, "re", "Pattern", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[
            ("match(self, /, string, pos=0, endpos=sys.maxsize)", |vm, arguments| {
                once(vm, arguments, Mode::Match)
            }),
            ("fullmatch(self, /, string, pos=0, endpos=sys.maxsize)", |vm, arguments| {
                once(vm, arguments, Mode::Whole)
            }),
            ("search(self, /, string, pos=0, endpos=sys.maxsize)", |vm, arguments| {
                once(vm, arguments, Mode::Search)
            }),
            ("findall(self, /, string, pos=0, endpos=sys.maxsize)", find_all),
            ("finditer(self, /, string, pos=0, endpos=sys.maxsize)", find_iter),
            ("scanner(self, /, string, pos=0, endpos=sys.maxsize)", scanner),
            ("sub(self, /, repl, string, count=0)", sub),
            ("subn(self, /, repl, string, count=0)", subn),
            ("split(self, /, string, maxsplit=0)", split),
            ("__repr__(self, /)", repr),
            ("__eq__(self, value, /)", eq),
            ("__hash__(self, /)", hash),
            ("__copy__(self, /)", |_, arguments| Ok(arguments[0].clone())),
            ("__deepcopy__(self, memo, /)", |_, arguments| Ok(arguments[0].clone())),
        ])
        .generic()
        .getter("pattern", |vm, value| Ok(pattern(vm, value)?.source.clone()))
        .getter("flags", |vm, value| {
            let flags = pattern(vm, value)?.flags;
            Ok(vm.new_int(flags))
        })
        .getter("groups", |vm, value| {
            let groups = pattern(vm, value)?.program.groups();
            Ok(vm.new_usize(groups))
        })
        .getter("groupindex", group_index)
        .sealed()
        .finish();
}
