//! Functions of numbers and characters: `abs`, `divmod`, `pow`, `round`, `hex`, `oct`, `bin`, `ord`, `chr`.

use crate::operator::Operator;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Bytes, Runtime, Special, Value, Word};

fn abs<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = &arguments[0];
    if let Some(int) = value.word().as_int() {
        return Ok(vm.new_int(int.abs()));
    }
    if let Some(float) = value.word().as_float() {
        return Ok(Value::float(float.abs()));
    }
    vm.unary(Special::Abs, value)
}

fn divmod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [left, right] = arguments else { return Err(vm.system_error("divmod takes two numbers")) };
    if left.word().is_int() && right.word().as_int().is_some_and(|right| right != 0) {
        let quotient = vm.binary(Operator::FloorDiv, left, right, false)?;
        let rest = vm.binary(Operator::Mod, left, right, false)?;
        return Ok(vm.new_tuple(vec![quotient, rest]));
    }
    let (left_class, right_class) = (vm.class_of(left), vm.class_of(right));
    let same = left_class.value().is(right_class.value());
    let reflected_first = !same && vm.is_subclass(&right_class, &left_class);
    let mut attempts = vec![(left, Special::Divmod, right)];
    if !same {
        attempts.insert(if reflected_first { 0 } else { 1 }, (right, Special::Rdivmod, left));
    }
    for (receiver, special, other) in attempts {
        if let Some(result) = vm.call_special(receiver, special, std::slice::from_ref(other))?
            && result.word() != Word::NOT_IMPLEMENTED
        {
            return Ok(result);
        }
    }
    let message = format!(
        "unsupported operand type(s) for divmod(): '{}' and '{}'",
        left_class.shown_name(),
        right_class.shown_name()
    );
    Err(vm.type_error(&message))
}

fn pow<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [base, exponent, modulus] = arguments else { return Err(vm.system_error("pow takes two numbers")) };
    let Some(modulus) = modulus.some() else { return vm.binary(Operator::Pow, base, exponent, false) };
    let (own, other) = (vm.class_of(base), vm.class_of(exponent));
    let asked = (base, Special::Pow, exponent);
    let reflected = (exponent, Special::Rpow, base);
    let all = [asked, reflected];
    let order: &[(&Value<R>, Special, &Value<R>)] = match own.value().is(other.value()) {
        true => &all[..1],
        false if vm.is_subclass(&other, &own) => &[reflected, asked],
        false => &all,
    };
    for &(receiver, special, operand) in order {
        if let Some(result) = vm.call_special(receiver, special, &[operand.clone(), modulus.clone()])?
            && result.word() != Word::NOT_IMPLEMENTED
        {
            return Ok(result);
        }
    }
    if modulus.as_ref::<crate::Complex<R>>().is_some() {
        return Err(vm.value_error("complex modulo"));
    }
    if modulus.word().is_float() || modulus.as_ref::<crate::Float<R>>().is_some() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let message = format!(
        "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
        vm.type_name(base),
        vm.type_name(exponent),
        vm.type_name(modulus)
    );
    Err(vm.type_error(&message))
}

fn round<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let digits = arguments[1].some().map(std::slice::from_ref).unwrap_or_default();
    match vm.call_special(&arguments[0], Special::Round, digits)? {
        Some(result) => Ok(result),
        None => {
            let message = format!("type {} doesn't define __round__ method", vm.type_name(&arguments[0]));
            Err(vm.type_error(&message))
        }
    }
}

fn hex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let integer = vm.index_integer(&arguments[0])?;
    Ok(vm.new_string(text::int_text::hex((&integer).into())))
}

fn oct<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let integer = vm.index_integer(&arguments[0])?;
    Ok(vm.new_string(text::int_text::oct((&integer).into())))
}

fn bin<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let integer = vm.index_integer(&arguments[0])?;
    Ok(vm.new_string(text::int_text::bin((&integer).into())))
}

fn ord<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = &arguments[0];
    let length = if let Some(text) = vm.as_str(value) {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => {
                return Ok(vm.new_int(text::surrogate::to_code_point(character).into()));
            }
            _ => text.chars().count(),
        }
    } else if let Some(bytes) = value.as_ref::<Bytes<R>>() {
        match bytes.as_slice() {
            [byte] => return Ok(Value::small_int(i64::from(*byte))),
            bytes => bytes.len(),
        }
    } else if &*vm.type_name(value) == "bytearray" {
        match vm.len(value)? {
            1 => return vm.get_item(value, &Value::small_int(0)),
            length => length,
        }
    } else {
        let message = format!("ord() expected string of length 1, but {} found", vm.type_name(value));
        return Err(vm.type_error(&message));
    };
    let message = format!("ord() expected a character, but string of length {length} found");
    Err(vm.type_error(&message))
}

fn chr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let integer = vm.index_integer(&arguments[0])?;
    match u32::try_from(&integer).ok().and_then(text::surrogate::from_code_point) {
        Some(character) => Ok(vm.new_character(character)),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "builtins",
        &[
            ("abs(x, /)", abs),
            ("divmod(x, y, /)", divmod),
            ("pow(base, exp, mod=None)", pow),
            ("round(number, ndigits=None)", round),
            ("hex(number, /)", hex),
            ("oct(number, /)", oct),
            ("bin(number, /)", bin),
            ("ord(character, /)", ord),
            ("chr(i, /)", chr),
        ],
    );
}
