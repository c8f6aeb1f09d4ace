//! Replacing what matches, and the templates for it.

use super::matched::{Match, new_match};
use super::pattern::{Pattern, for_each_match, pattern, span};
use super::subject::Subject;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Bytes, ClassFlags, List, Payload, Ref, Runtime, Str, Value};
use text::regex::Found;

/// The payload of a parsed template: a literal, and groups with a literal after each.
struct Template<R: Runtime> {
    first: Value<R>,
    groups: Box<[(usize, Value<R>)]>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Template<R> {
    const NAME: &'static str = "SRE_Template";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.first);
        self.groups.iter().for_each(|(_, literal)| visit(literal));
    }
}

/// `_sre.template(pattern, template)`
pub(super) fn template<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = match arguments[1].as_ref::<List<R>>() {
        Some(list) => vm.list_items(list),
        None => return Err(vm.type_error("template() argument 2 must be list")),
    };
    let [first, rest @ ..] = items.as_slice() else { return Err(vm.type_error("invalid template")) };
    if rest.len() % 2 == 1 {
        return Err(vm.type_error("invalid template"));
    }
    let mut groups = Vec::with_capacity(rest.len() / 2);
    for pair in rest.chunks_exact(2) {
        match usize::try_from(vm.index(&pair[0])?) {
            Ok(number) => groups.push((number, pair[1].clone())),
            Err(_) => return Err(vm.type_error("invalid template")),
        }
    }
    Ok(vm.new_object(Template { first: first.clone(), groups: groups.into() }))
}

/// The result of replacing: text, or bytes.
struct Output {
    bytes: Vec<u8>,
    is_str: bool,
    /// How many pieces it was made of.
    pieces: usize,
}

impl Output {
    fn of<R: Runtime>(subject: &Subject<R>) -> Self {
        Output { bytes: Vec::new(), is_str: subject.is_str(), pieces: 0 }
    }

    fn push(&mut self, part: &[u8]) {
        self.bytes.extend_from_slice(part);
        self.pieces += 1;
    }

    /// Appends a str, or a bytes-like object where the text is bytes.
    fn push_value<R: Runtime>(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        if self.is_str {
            if let Some(string) = value.as_ref::<Str<R>>() {
                self.push(string.as_str().as_bytes());
                return Ok(());
            }
        } else if let Some(bytes) = vm.bytes_like(value) {
            self.push(&bytes);
            return Ok(());
        }
        let wanted = if self.is_str { "expected str instance" } else { "expected a bytes-like object" };
        let message = format!("sequence item {}: {wanted}, {} found", self.pieces, vm.type_name(value));
        Err(vm.type_error(&message))
    }

    fn expand<R: Runtime>(
        &mut self,
        vm: &mut Vm<R>,
        template: &Template<R>,
        subject: &Subject<R>,
        found: &Found,
        groups: usize,
    ) -> Return<R, ()> {
        self.push_value(vm, &template.first)?;
        for (number, literal) in &template.groups {
            if *number > groups {
                return Err(vm.index_error("no such group"));
            }
            if let Some((start, end)) = span(found, *number) {
                self.push(&subject.bytes()[start..end]);
            }
            self.push_value(vm, literal)?;
        }
        Ok(())
    }

    fn finish<R: Runtime>(self, vm: &mut Vm<R>) -> Return<R> {
        if !self.is_str {
            return Ok(vm.new_bytes(&self.bytes));
        }
        match String::from_utf8(self.bytes) {
            Ok(text) => Ok(vm.new_string(text)),
            Err(_) => Err(vm.system_error("a match ends inside a character")),
        }
    }
}

/// What each match is replaced with.
enum Replacement<R: Runtime> {
    Literal(Value<R>),
    Function(Value<R>),
    Template(Value<R>),
}

fn parsed<R: Runtime>(vm: &mut Vm<R>, own: &Ref<R, Pattern<R>>, template: &Value<R>) -> Return<R> {
    let re = vm.import_module("re")?;
    vm.call_method(&re, "_compile_template", &[own.value().clone(), template.clone()])
}

impl<R: Runtime> Replacement<R> {
    fn of(vm: &mut Vm<R>, own: &Ref<R, Pattern<R>>, given: &Value<R>) -> Return<R, Self> {
        if vm.is_callable(given) {
            return Ok(Replacement::Function(given.clone()));
        }
        let plain = match (given.as_ref::<Str<R>>(), given.as_ref::<Bytes<R>>()) {
            (Some(string), _) => !string.as_str().contains('\\'),
            (_, Some(bytes)) => !bytes.as_slice().contains(&b'\\'),
            _ => match vm.bytes_like(given) {
                Some(bytes) => !bytes.contains(&b'\\'),
                None => {
                    // It is looked for among what is kept.
                    vm.hash(given)?;
                    let message =
                        format!("decoding to str: need a bytes-like object, {} found", vm.type_name(given));
                    return Err(vm.type_error(&message));
                }
            },
        };
        if plain {
            return Ok(Replacement::Literal(given.clone()));
        }
        let template = parsed(vm, own, given)?;
        match template.as_ref::<Template<R>>() {
            Some(parsed) if parsed.groups.is_empty() => Ok(Replacement::Literal(parsed.first.clone())),
            Some(_) => Ok(Replacement::Template(template)),
            None => Ok(Replacement::Literal(template)),
        }
    }
}

/// The new text, and how many matches were replaced.
fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, (Value<R>, i64)> {
    let own = pattern(vm, &arguments[0])?;
    let most = match arguments[3].given() {
        Some(most) => vm.index(most)?,
        None => 0,
    };
    let replacement = Replacement::of(vm, own, &arguments[1])?;
    let subject = Subject::of(vm, own, &arguments[2])?;
    let window = subject.window(vm, &Value::UNBOUND, &Value::UNBOUND)?;
    let groups = own.program.groups();
    let mut output = Output::of(&subject);
    let (mut last, mut count) = (0, 0);
    if most >= 0 {
        for_each_match(vm, own, &subject, &window, |vm, found| {
            if last < found.start {
                output.push(&subject.bytes()[last..found.start]);
            }
            last = found.end;
            count += 1;
            match &replacement {
                Replacement::Literal(literal) => output.push_value(vm, literal)?,
                Replacement::Template(template) => {
                    if let Some(template) = template.as_ref::<Template<R>>() {
                        output.expand(vm, template, &subject, &found, groups)?;
                    }
                }
                Replacement::Function(function) => {
                    let matched = new_match(vm, own, &subject, &window, found);
                    let result = vm.call(function, &[matched])?;
                    if !result.is_none() {
                        output.push_value(vm, &result)?;
                    }
                }
            }
            Ok(count != most)
        })?;
    }
    if count == 0 {
        return Ok((subject.part(vm, 0..subject.bytes().len()), 0));
    }
    output.push(&subject.bytes()[last..]);
    Ok((output.finish(vm)?, count))
}

/// `Pattern.sub`
pub(super) fn sub<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(replace(vm, arguments)?.0)
}

/// `Pattern.subn`
pub(super) fn subn<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (result, count) = replace(vm, arguments)?;
    let count = vm.new_int(count);
    Ok(vm.new_tuple(vec![result, count]))
}

/// `Match.expand`
pub(super) fn expand<R: Runtime>(vm: &mut Vm<R>, own: &Match<R>, template: &Value<R>) -> Return<R> {
    let template = parsed(vm, &own.pattern, template)?;
    let Some(parsed) = template.as_ref::<Template<R>>() else { return Ok(template) };
    let mut output = Output::of(&own.subject);
    output.expand(vm, parsed, &own.subject, &own.found, own.pattern.program.groups())?;
    output.finish(vm)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Template<R>>(vm, "_sre", "SRE_Template", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .sealed()
        .finish();
}
