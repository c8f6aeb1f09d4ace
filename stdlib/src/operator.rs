//! `_operator`: the operators as functions, and what fetches items, attributes and methods.

mod getter;

use interpreter::{Comparison, Native, NativeCall, Operator, Return, Vm};
use object_model::{Dict, Runtime, Special, Value};

/// Positional arguments and keyword arguments as a call takes them: the values, and the names of the last of them.
pub(crate) fn spread<R: Runtime>(
    vm: &mut Vm<R>,
    positional: &Value<R>,
    keywords: &Value<R>,
) -> (Vec<Value<R>>, Vec<Value<R>>) {
    let mut values = vm.as_tuple(positional).map_or(vec![], <[_]>::to_vec);
    let mut names = vec![];
    if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
        for (_, name, value) in vm.dict_entries(keywords) {
            names.push(name);
            values.push(value);
        }
    }
    (values, names)
}

fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (values, names) = spread(vm, &arguments[1], &arguments[2]);
    vm.call_with(&arguments[0], &values, &names)
}

fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let integer = vm.index_integer(&arguments[0])?;
    Ok(vm.new_integer(integer))
}

fn concat<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], in_place: bool) -> Return<R> {
    let class = vm.class_of(&arguments[0]);
    let add = class.special(vm, Special::Add);
    // A built-in sequence says by itself what it is not added to.
    let built_in = add.is_some_and(|add| add.as_ref::<Native<R>>().is_some());
    let mut is_sequence = |value| vm.class_of(value).special(vm, Special::Getitem).is_some();
    if !is_sequence(&arguments[0]) || !built_in && !is_sequence(&arguments[1]) {
        let message = format!("'{}' object can't be concatenated", vm.type_name(&arguments[0]));
        return Err(vm.type_error(&message));
    }
    vm.binary(Operator::Add, &arguments[0], &arguments[1], in_place)
}

/// TypeError, in the words of `in`, if there is nothing to iterate over.
fn check_iterable<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
    let class = vm.class_of(value);
    if vm.is_iterable(&class) {
        return Ok(());
    }
    let message = format!("argument of type '{}' is not iterable", class.shown_name());
    Err(vm.type_error(&message))
}

fn count_of<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_iterable(vm, &arguments[0])?;
    let mut count = 0;
    vm.for_each(&arguments[0], |vm, item| {
        count += usize::from(item.is(&arguments[1]) || vm.equal(&item, &arguments[1])?);
        Ok(true)
    })?;
    Ok(vm.new_usize(count))
}

fn index_of<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    check_iterable(vm, &arguments[0])?;
    let (mut at, mut found) = (0, false);
    vm.for_each(&arguments[0], |vm, item| {
        found = item.is(&arguments[1]) || vm.equal(&item, &arguments[1])?;
        at += usize::from(!found);
        Ok(!found)
    })?;
    if found { Ok(vm.new_usize(at)) } else { Err(vm.value_error("sequence.index(x): x not in sequence")) }
}

fn length_hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let default = match arguments[1].given() {
        Some(default) if vm.is_int(default) => vm.index(default)?,
        Some(default) => {
            let message = format!("'{}' object cannot be interpreted as an integer", vm.type_name(default));
            return Err(vm.type_error(&message));
        }
        None => 0,
    };
    // Whoever has no length and hints at none is told by two defaults that differ.
    let (one, other) = (vm.length_hint(&arguments[0], 0)?, vm.length_hint(&arguments[0], 1)?);
    Ok(if one == other { vm.new_usize(one) } else { vm.new_int(default) })
}

/// Whether two strings or two byte strings are equal, in a time that does not tell where they differ.
fn compare_digest<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let digests = match (vm.as_str(&arguments[0]), vm.as_str(&arguments[1])) {
        (Some(one), Some(other)) if one.is_ascii() && other.is_ascii() => {
            Some((one.as_bytes().to_vec(), other.as_bytes().to_vec()))
        }
        (Some(_), Some(_)) => {
            return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
        }
        _ => match (vm.bytes_like(&arguments[0]), vm.bytes_like(&arguments[1])) {
            (Some(one), Some(other)) => Some((one.into_owned(), other.into_owned())),
            _ => None,
        },
    };
    let Some((one, other)) = digests else {
        let names = [vm.type_name(&arguments[0]), vm.type_name(&arguments[1])];
        let message = format!(
            "unsupported operand types(s) or combination of types: '{}' and '{}'",
            names[0], names[1]
        );
        return Err(vm.type_error(&message));
    };
    let differences = one.iter().zip(&other).fold(0, |bits, (a, b)| bits | (a ^ b));
    Ok(Value::bool(one.len() == other.len() && differences == 0))
}

fn binary<R: Runtime>(operator: &str) -> NativeCall<R> {
    match operator {
        "add" => |vm, a| vm.binary(Operator::Add, &a[0], &a[1], false),
        "sub" => |vm, a| vm.binary(Operator::Sub, &a[0], &a[1], false),
        "mul" => |vm, a| vm.binary(Operator::Mul, &a[0], &a[1], false),
        "truediv" => |vm, a| vm.binary(Operator::Div, &a[0], &a[1], false),
        "floordiv" => |vm, a| vm.binary(Operator::FloorDiv, &a[0], &a[1], false),
        "mod" => |vm, a| vm.binary(Operator::Mod, &a[0], &a[1], false),
        "pow" => |vm, a| vm.binary(Operator::Pow, &a[0], &a[1], false),
        "matmul" => |vm, a| vm.binary(Operator::MatMul, &a[0], &a[1], false),
        "lshift" => |vm, a| vm.binary(Operator::LeftShift, &a[0], &a[1], false),
        "rshift" => |vm, a| vm.binary(Operator::RightShift, &a[0], &a[1], false),
        "and_" => |vm, a| vm.binary(Operator::And, &a[0], &a[1], false),
        "or_" => |vm, a| vm.binary(Operator::Or, &a[0], &a[1], false),
        "xor" => |vm, a| vm.binary(Operator::Xor, &a[0], &a[1], false),
        "iadd" => |vm, a| vm.binary(Operator::Add, &a[0], &a[1], true),
        "isub" => |vm, a| vm.binary(Operator::Sub, &a[0], &a[1], true),
        "imul" => |vm, a| vm.binary(Operator::Mul, &a[0], &a[1], true),
        "itruediv" => |vm, a| vm.binary(Operator::Div, &a[0], &a[1], true),
        "ifloordiv" => |vm, a| vm.binary(Operator::FloorDiv, &a[0], &a[1], true),
        "imod" => |vm, a| vm.binary(Operator::Mod, &a[0], &a[1], true),
        "ipow" => |vm, a| vm.binary(Operator::Pow, &a[0], &a[1], true),
        "imatmul" => |vm, a| vm.binary(Operator::MatMul, &a[0], &a[1], true),
        "ilshift" => |vm, a| vm.binary(Operator::LeftShift, &a[0], &a[1], true),
        "irshift" => |vm, a| vm.binary(Operator::RightShift, &a[0], &a[1], true),
        "iand" => |vm, a| vm.binary(Operator::And, &a[0], &a[1], true),
        "ior" => |vm, a| vm.binary(Operator::Or, &a[0], &a[1], true),
        "ixor" => |vm, a| vm.binary(Operator::Xor, &a[0], &a[1], true),
        "lt" => |vm, a| vm.compare(Comparison::Lt, &a[0], &a[1]),
        "le" => |vm, a| vm.compare(Comparison::Le, &a[0], &a[1]),
        "eq" => |vm, a| vm.compare(Comparison::Eq, &a[0], &a[1]),
        "ne" => |vm, a| vm.compare(Comparison::Ne, &a[0], &a[1]),
        "gt" => |vm, a| vm.compare(Comparison::Gt, &a[0], &a[1]),
        "ge" => |vm, a| vm.compare(Comparison::Ge, &a[0], &a[1]),
        "is_" => |_, a| Ok(Value::bool(a[0].is(&a[1]))),
        "is_not" => |_, a| Ok(Value::bool(!a[0].is(&a[1]))),
        "getitem" => |vm, a| vm.get_item(&a[0], &a[1]),
        "delitem" => |vm, a| vm.delete_item(&a[0], &a[1]).map(|()| Value::NONE),
        "contains" => |vm, a| vm.contains(&a[0], &a[1]).map(Value::bool),
        "concat" => |vm, a| concat(vm, a, false),
        "iconcat" => |vm, a| concat(vm, a, true),
        "countOf" => count_of,
        "indexOf" => index_of,
        other => unreachable!("{other} is no operator"),
    }
}

const BINARY: &str = "add sub mul truediv floordiv mod pow matmul lshift rshift and_ or_ xor iadd isub imul itruediv \
                      ifloordiv imod ipow imatmul ilshift irshift iand ior ixor lt le eq ne gt ge is_ is_not getitem \
                      delitem contains concat iconcat countOf indexOf";

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_operator");
    for name in BINARY.split_whitespace() {
        let signature = format!("{name}(a, b, /)");
        vm.module_functions(&module, "_operator", &[(&signature, binary(name))]);
    }
    vm.module_functions(
        &module,
        "_operator",
        &[
            ("neg(a, /)", |vm, a| vm.unary(Special::Neg, &a[0])),
            ("pos(a, /)", |vm, a| vm.unary(Special::Pos, &a[0])),
            ("inv(a, /)", |vm, a| vm.unary(Special::Invert, &a[0])),
            ("invert(a, /)", |vm, a| vm.unary(Special::Invert, &a[0])),
            ("abs(a, /)", absolute),
            ("not_(a, /)", |vm, a| vm.truth(&a[0]).map(|truth| Value::bool(!truth))),
            ("truth(a, /)", |vm, a| vm.truth(&a[0]).map(Value::bool)),
            ("index(a, /)", index),
            ("is_none(a, /)", |_, a| Ok(Value::bool(a[0].is_none()))),
            ("is_not_none(a, /)", |_, a| Ok(Value::bool(!a[0].is_none()))),
            ("setitem(a, b, c, /)", |vm, a| vm.set_item(&a[0], &a[1], a[2].clone()).map(|()| Value::NONE)),
            ("length_hint(obj, default=0, /)", length_hint),
            ("call(obj, /, *args, **kwargs)", call),
            ("_compare_digest(a, b, /)", compare_digest),
        ],
    );
    getter::install(vm, &module);
    Ok(module)
}

fn absolute<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let builtins = vm.import_module("builtins")?;
    let abs = vm.get_attr_str(&builtins, "abs")?;
    vm.call(&abs, arguments)
}
