//! Matches one after the other: `Pattern.finditer` and the scanner of `re.Scanner`.

use super::matched::new_match;
use super::pattern::{Pattern, pattern};
use super::subject::{From, Subject, Window};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Value};
use text::regex::{Machine, Mode};

/// What a scanner and an iterator have in common.
struct Matches<R: Runtime> {
    pattern: Ref<R, Pattern<R>>,
    subject: Subject<R>,
    window: Window,
    /// Where to go on; None at the end.
    next: Guarded<Option<From>>,
}

impl<R: Runtime> Matches<R> {
    fn of(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Self> {
        let [own, string, start, end] = arguments else { return Err(vm.system_error("a text is needed")) };
        let own = pattern(vm, own)?;
        let subject = Subject::of(vm, own, string)?;
        let window = subject.window(vm, start, end)?;
        let next = Guarded::new(Some(From::beginning(&window)));
        Ok(Matches { pattern: own.clone(), subject, window, next })
    }

    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.pattern.value());
        visit(&self.subject.object);
        visit(&self.subject.data);
    }
}

/// The payload of a scanner.
struct Scanner<R: Runtime>(Matches<R>);

// SAFETY: immutable but for what is guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Scanner<R> {
    const NAME: &'static str = "SRE_Scanner";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.0.children(visit);
    }
}

impl<R: Runtime> Guard<R> for Scanner<R> {
    type Guarded = Option<From>;
    fn guarded(&self) -> &Guarded<Option<From>> {
        &self.0.next
    }
}

/// The payload of an iterator over matches.
struct FindIter<R: Runtime>(Matches<R>);

// SAFETY: immutable but for what is guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for FindIter<R> {
    const NAME: &'static str = "callable_iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.0.children(visit);
    }
}

impl<R: Runtime> Guard<R> for FindIter<R> {
    type Guarded = Option<From>;
    fn guarded(&self) -> &Guarded<Option<From>> {
        &self.0.next
    }
}

/// The next match.
fn advance<R: Runtime, P: Guard<R, Guarded = Option<From>>>(
    vm: &mut Vm<R>,
    object: &Ref<R, P>,
    matches: &Matches<R>,
    mode: Mode,
) -> Return<R, Option<Value<R>>> {
    let Some(from) = *vm.lock(object) else { return Ok(None) };
    let end = matches.window.bytes.end;
    let found = matches.subject.find(vm, &matches.pattern, &mut Machine::default(), from, end, mode)?;
    *vm.lock(object) = found.as_ref().map(From::after);
    Ok(found.map(|found| new_match(vm, &matches.pattern, &matches.subject, &matches.window, found)))
}

/// `Pattern.finditer`
pub(super) fn find_iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let matches = Matches::of(vm, arguments)?;
    Ok(vm.new_object(FindIter(matches)))
}

/// `Pattern.scanner`
pub(super) fn scanner<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let matches = Matches::of(vm, arguments)?;
    Ok(vm.new_object(Scanner(matches)))
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<FindIter<R>>() else {
        return Err(vm.type_error("an iterator over matches is needed"));
    };
    match advance(vm, own, &own.0, Mode::Search)? {
        Some(found) => Ok(found),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn scan<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], mode: Mode) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Scanner<R>>() else {
        return Err(vm.type_error("a scanner is needed"));
    };
    Ok(advance(vm, own, &own.0, mode)?.unwrap_or(Value::NONE))
}

/// Makes the classes.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<FindIter<R>>(vm, "builtins", "callable_iterator", None)
        .iterator(next)
        .sealed()
        .finish();
    ClassBuilder::new::<Scanner<R>>(vm, "_sre", "SRE_Scanner", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[
            ("match(self, /)", |vm, arguments| scan(vm, arguments, Mode::Match)),
            ("search(self, /)", |vm, arguments| scan(vm, arguments, Mode::Search)),
        ])
        .getter("pattern", |vm, value| match value.as_ref::<Scanner<R>>() {
            Some(own) => Ok(own.0.pattern.value().clone()),
            None => Err(vm.type_error("a scanner is needed")),
        })
        .sealed()
        .finish();
}
