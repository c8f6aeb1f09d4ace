//! `_string`: what `string.Formatter` takes templates apart with.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Payload, Runtime, Value};
use std::sync::atomic::{AtomicUsize, Ordering};
use text::template::{FieldName, First, Piece, Pieces, Step};

/// The payload of an iterator over what a template consists of.
struct Parts<R: Runtime> {
    parts: Vec<Value<R>>,
    /// What is wrong with the template behind them.
    fault: Option<text::Error>,
    next: AtomicUsize,
}

// SAFETY: immutable but for the place, which is atomic.
unsafe impl<R: Runtime> Payload<R> for Parts<R> {
    const NAME: &'static str = "formatteriterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.parts.iter().for_each(visit);
    }
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Parts<R>>() else {
        return Err(vm.type_error("a formatteriterator is needed"));
    };
    // Relaxed: threads that share it get different parts, in whatever order.
    let place = own.next.fetch_add(1, Ordering::Relaxed);
    match (own.parts.get(place), &own.fault) {
        (Some(part), _) => Ok(part.clone()),
        (None, Some(fault)) if place == own.parts.len() => vm.raised(Err(fault.clone())),
        (None, _) => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn parse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let template = vm.str_argument(&arguments[0], "formatter_parser() argument 1")?;
    let (mut parts, mut fault) = (Vec::new(), None);
    let mut literal = String::new();
    let mut push = |vm: &Vm<R>, literal: &mut String, field: [Value<R>; 3]| {
        let literal = vm.new_string(std::mem::take(literal));
        let [name, spec, conversion] = field;
        parts.push(vm.new_tuple(vec![literal, name, spec, conversion]));
    };
    for piece in Pieces::new(template) {
        match piece {
            Err(error) => {
                literal.clear();
                fault = Some(error);
            }
            Ok(Piece::Literal(text)) => {
                literal.push_str(text);
                // A brace that was doubled ends what it is the end of.
                if text.ends_with(['{', '}']) {
                    push(vm, &mut literal, [Value::NONE, Value::NONE, Value::NONE]);
                }
            }
            Ok(Piece::Field(field)) => {
                let conversion = match field.conversion {
                    Some(conversion) => vm.new_string(conversion.to_string()),
                    None => Value::NONE,
                };
                let field = [vm.new_str(field.name), vm.new_str(field.spec), conversion];
                push(vm, &mut literal, field);
            }
        }
    }
    if !literal.is_empty() {
        push(vm, &mut literal, [Value::NONE, Value::NONE, Value::NONE]);
    }
    Ok(vm.new_object(Parts { parts, fault, next: AtomicUsize::new(0) }))
}

fn split<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.str_argument(&arguments[0], "formatter_field_name_split() argument 1")?;
    let name = vm.raised(FieldName::parse(name))?;
    let first = match name.first {
        First::Next => vm.new_str(""),
        First::Position(position) => vm.new_usize(position),
        First::Keyword(keyword) => vm.new_str(keyword),
    };
    let mut steps = Vec::new();
    for step in name.steps {
        let (is_attribute, key) = match vm.raised(step)? {
            Step::Attribute(name) => (true, vm.new_str(name)),
            Step::Index(index) => (false, vm.new_usize(index)),
            Step::Key(key) => (false, vm.new_str(key)),
        };
        steps.push(vm.new_tuple(vec![Value::bool(is_attribute), key]));
    }
    let steps = vm.new_list(steps)?;
    let steps = vm.iter(&steps)?;
    Ok(vm.new_tuple(vec![first, steps]))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_string");
    ClassBuilder::new::<Parts<R>>(vm, "_string", "formatteriterator", None).iterator(next).sealed().finish();
    vm.module_functions(
        &module,
        "_string",
        &[("formatter_parser(object, /)", parse), ("formatter_field_name_split(object, /)", split)],
    );
    Ok(module)
}
