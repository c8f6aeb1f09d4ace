//! `_string`: what `string.Formatter` takes templates apart with.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use text::template::{FieldName, First, Piece, Pieces, Step};

fn parse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let template = vm.str_argument(&arguments[0], "formatter_parser() argument 1")?;
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut push = |vm: &Vm<R>, literal: &mut String, field: [Value<R>; 3]| {
        let literal = vm.new_string(std::mem::take(literal));
        let [name, spec, conversion] = field;
        parts.push(vm.new_tuple(vec![literal, name, spec, conversion]));
    };
    for piece in Pieces::new(template) {
        match vm.raised(piece)? {
            Piece::Literal(text) => {
                literal.push_str(text);
                // A brace that was doubled ends what it is the end of.
                if text.ends_with(['{', '}']) {
                    push(vm, &mut literal, [Value::NONE, Value::NONE, Value::NONE]);
                }
            }
            Piece::Field(field) => {
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
    let parts = vm.new_list(parts)?;
    vm.iter(&parts)
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
    vm.module_functions(
        &module,
        "_string",
        &[("formatter_parser(object, /)", parse), ("formatter_field_name_split(object, /)", split)],
    );
    Ok(module)
}
