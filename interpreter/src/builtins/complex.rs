//! `complex`.

use crate::number::Complex;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Special, Str, Value};
use text::float;
use text::format_spec::{Align, FormatSpec, Sign, Target, format_float, format_str, unknown_kind};

/// Real and imaginary part.
type Parts = (f64, f64);

/// A number that is infinite in one of its parts as a direction: its parts are one, or zero, with their signs.
fn direction((real, imaginary): Parts) -> Option<Parts> {
    let unit = |part: f64| f64::from(u8::from(part.is_infinite())).copysign(part);
    (real.is_infinite() || imaginary.is_infinite()).then(|| (unit(real), unit(imaginary)))
}

/// The product. What is infinite stays so, as C has it (annex G), whatever else is no number.
fn multiply(left: Parts, right: Parts) -> Parts {
    let product = |(a, b): Parts, (c, d): Parts| (a * c - b * d, a * d + b * c);
    let plain = product(left, right);
    if !(plain.0.is_nan() && plain.1.is_nan()) {
        return plain;
    }
    let number = |part: f64| if part.is_nan() { 0.0_f64.copysign(part) } else { part };
    let numbers = |(real, imaginary): Parts| (number(real), number(imaginary));
    let ((a, b), (c, d)) = (left, right);
    let endless = match (direction(left), direction(right)) {
        (None, None) if [a * c, b * d, a * d, b * c].iter().any(|part| part.is_infinite()) => {
            product(numbers(left), numbers(right))
        }
        (None, None) => return plain,
        (one, other) => product(one.unwrap_or(numbers(left)), other.unwrap_or(numbers(right))),
    };
    (f64::INFINITY * endless.0, f64::INFINITY * endless.1)
}

/// The quotient; None for a zero divisor. What is infinite stays so, and what is divided by it is zero.
fn divide(left: Parts, right: Parts) -> Option<Parts> {
    let plain = quotient(left, right)?;
    if !(plain.0.is_nan() && plain.1.is_nan()) {
        return Some(plain);
    }
    let is_finite = |(real, imaginary): Parts| real.is_finite() && imaginary.is_finite();
    let ((a, b), (c, d)) = (left, right);
    Some(match (direction(left), direction(right)) {
        (Some((x, y)), _) if is_finite(right) => {
            (f64::INFINITY * (x * c + y * d), f64::INFINITY * (y * c - x * d))
        }
        (_, Some((x, y))) if is_finite(left) => (0.0 * (a * x + b * y), 0.0 * (b * x - a * y)),
        _ => plain,
    })
}

/// The quotient of a real number, whose signs of zeros are not those of a complex one; None for a zero divisor.
fn divide_real(a: f64, (c, d): Parts) -> Option<Parts> {
    let plain = if c.abs() >= d.abs() {
        if c == 0.0 {
            return None;
        }
        let ratio = d / c;
        let denominator = c + d * ratio;
        (a / denominator, -a * ratio / denominator)
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        (a * ratio / denominator, -a / denominator)
    } else {
        (f64::NAN, f64::NAN)
    };
    Some(match direction((c, d)) {
        Some((x, y)) if plain.0.is_nan() && plain.1.is_nan() && a.is_finite() => {
            (0.0 * (a * x), 0.0 * (-a * y))
        }
        _ => plain,
    })
}

/// The quotient by Smith's method, which does not overflow where the result does not; None for a zero divisor.
fn quotient((a, b): Parts, (c, d): Parts) -> Option<Parts> {
    if c.abs() >= d.abs() {
        if c == 0.0 && d == 0.0 {
            return None;
        }
        let ratio = d / c;
        let denominator = c + d * ratio;
        Some(((a + b * ratio) / denominator, (b - a * ratio) / denominator))
    } else if d.abs() >= c.abs() {
        let ratio = c / d;
        let denominator = c * ratio + d;
        Some(((a * ratio + b) / denominator, (b * ratio - a) / denominator))
    } else {
        Some((f64::NAN, f64::NAN))
    }
}

/// `base ** exponent` in polar form.
pub(super) fn power(base: Parts, exponent: Parts) -> Parts {
    if exponent == (0.0, 0.0) {
        return (1.0, 0.0);
    }
    if base == (0.0, 0.0) {
        return (0.0, 0.0);
    }
    let size = base.0.hypot(base.1);
    let mut length = size.powf(exponent.0);
    let angle = base.1.atan2(base.0);
    let mut phase = angle * exponent.0;
    if exponent.1 != 0.0 {
        length *= (-angle * exponent.1).exp();
        phase += exponent.1 * size.ln();
    }
    (length * phase.cos(), length * phase.sin())
}

/// `base ** exponent` by repeated multiplication; None for a zero base and a negative exponent.
fn integer_power(base: Parts, exponent: i32) -> Option<Parts> {
    let (mut result, mut square, mut rest) = ((1.0, 0.0), base, exponent.unsigned_abs());
    while rest > 0 {
        if rest & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        rest >>= 1;
    }
    if exponent < 0 { divide((1.0, 0.0), result) } else { Some(result) }
}

/// An operand: a complex number, or a real one without an imaginary part.
#[derive(Clone, Copy)]
enum Operand {
    Complex(Parts),
    Real(f64),
}

impl Operand {
    fn parts(self) -> Parts {
        match self {
            Operand::Complex(parts) => parts,
            Operand::Real(real) => (real, 0.0),
        }
    }
}

fn own<R: Runtime>(value: &Value<R>) -> Parts {
    value.as_ref::<Complex<R>>().map_or((0.0, 0.0), |complex| (complex.real, complex.imaginary))
}

fn operand<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<Operand>> {
    match value.as_ref::<Complex<R>>() {
        Some(complex) => Ok(Some(Operand::Complex((complex.real, complex.imaginary)))),
        None => Ok(super::float::real_operand(vm, value)?.map(Operand::Real)),
    }
}

fn new_complex<R: Runtime>(vm: &Vm<R>, (real, imaginary): Parts) -> Value<R> {
    vm.new_object(Complex::new(real, imaginary))
}

fn operate<R: Runtime>(
    vm: &mut Vm<R>,
    left: &Value<R>,
    right: &Value<R>,
    operation: fn(&mut Vm<R>, Operand, Operand) -> Return<R, Parts>,
) -> Return<R> {
    let (Some(left), Some(right)) = (operand(vm, left)?, operand(vm, right)?) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let result = operation(vm, left, right)?;
    Ok(new_complex(vm, result))
}

macro_rules! operations {
    ($($forward:ident $reflected:ident = $operation:expr;)*) => {
        $(
            fn $forward<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
                operate(vm, &arguments[0], &arguments[1], $operation)
            }

            fn $reflected<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
                operate(vm, &arguments[1], &arguments[0], $operation)
            }
        )*
    };
}

operations! {
    add radd = |_, left, right| Ok(match (left, right) {
        (Operand::Complex((a, b)), Operand::Real(c)) | (Operand::Real(c), Operand::Complex((a, b))) => (a + c, b),
        _ => {
            let ((a, b), (c, d)) = (left.parts(), right.parts());
            (a + c, b + d)
        }
    });
    sub rsub = |_, left, right| Ok(match (left, right) {
        (Operand::Complex((a, b)), Operand::Real(c)) => (a - c, b),
        (Operand::Real(a), Operand::Complex((c, d))) => (a - c, -d),
        _ => {
            let ((a, b), (c, d)) = (left.parts(), right.parts());
            (a - c, b - d)
        }
    });
    mul rmul = |_, left, right| Ok(match (left, right) {
        (Operand::Complex((a, b)), Operand::Real(c)) | (Operand::Real(c), Operand::Complex((a, b))) => (a * c, b * c),
        _ => multiply(left.parts(), right.parts()),
    });
    truediv rtruediv = |vm, left, right| {
        let quotient = match (left, right) {
            (Operand::Complex((a, b)), Operand::Real(c)) if c != 0.0 => Some((a / c, b / c)),
            (Operand::Real(a), Operand::Complex(right)) => divide_real(a, right),
            _ => divide(left.parts(), right.parts()),
        };
        quotient.ok_or_else(|| vm.zero_division_error("division by zero"))
    };
}

fn raise<R: Runtime>(vm: &mut Vm<R>, base: &Value<R>, exponent: &Value<R>, modulus: &Value<R>) -> Return<R> {
    if modulus.some().is_some() {
        return Err(vm.value_error("complex modulo"));
    }
    operate(vm, base, exponent, |vm, base, exponent| {
        let (base, exponent) = (base.parts(), exponent.parts());
        if base == (0.0, 0.0) && (exponent.1 != 0.0 || exponent.0 < 0.0) {
            return Err(vm.zero_division_error("zero to a negative or complex power"));
        }
        let result = if exponent.1 == 0.0 && exponent.0.fract() == 0.0 && exponent.0.abs() <= 100.0 {
            integer_power(base, exponent.0 as i32).unwrap_or((f64::NAN, f64::NAN))
        } else {
            power(base, exponent)
        };
        if result.0.is_infinite() || result.1.is_infinite() {
            return Err(vm.overflow_error("complex exponentiation"));
        }
        Ok(result)
    })
}

fn pow<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    raise(vm, &arguments[0], &arguments[1], &arguments[2])
}

fn rpow<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    raise(vm, &arguments[1], &arguments[0], &arguments[2])
}

fn equal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Option<bool>> {
    let (real, imaginary) = own(&arguments[0]);
    if let Some(other) = arguments[1].as_ref::<Complex<R>>() {
        return Ok(Some(real == other.real && imaginary == other.imaginary));
    }
    if !vm.is_int(&arguments[1]) && vm.exact_float(&arguments[1]).is_none() {
        return Ok(None);
    }
    Ok(Some(imaginary == 0.0 && vm.equal(&Value::float(real), &arguments[1])?))
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(equal(vm, arguments)?.map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

fn ne<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(equal(vm, arguments)?.map_or(Value::NOT_IMPLEMENTED, |equal| Value::bool(!equal)))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (real, imaginary) = own(&arguments[0]);
    let (real, imaginary) =
        (object_model::simple::float_hash(real), object_model::simple::float_hash(imaginary));
    let hash = real.wrapping_add(imaginary.wrapping_mul(1_000_003));
    Ok(vm.new_int(if hash == -1 { -2 } else { hash }))
}

fn short_repr(value: f64) -> String {
    let text = float::repr(value);
    match text.strip_suffix(".0") {
        Some(short) => short.to_owned(),
        None => text,
    }
}

/// The parts as Python writes them: without a real part that is plus zero, else in parentheses.
fn put_together((real, _): Parts, real_text: &str, imaginary_text: &str) -> String {
    if real == 0.0 && real.is_sign_positive() {
        return format!("{imaginary_text}j");
    }
    let sign = if imaginary_text.starts_with('-') { "" } else { "+" };
    format!("({real_text}{sign}{imaginary_text}j)")
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let parts = own(&arguments[0]);
    Ok(vm.new_string(put_together(parts, &short_repr(parts.0), &short_repr(parts.1))))
}

fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let spec = vm.str_argument(&arguments[1], "__format__() argument")?;
    if spec.is_empty() {
        return Ok(vm.str(&arguments[0])?.into_value());
    }
    let text = format_parts(own(&arguments[0]), spec, &vm.type_name(&arguments[0]));
    let text = vm.raised(text)?;
    Ok(vm.new_string(text))
}

fn format_parts(parts: Parts, spec: &str, type_name: &str) -> text::Result<String> {
    let spec = FormatSpec::parse(spec, Target::Float, type_name)?;
    if let Some(kind) = spec.kind.filter(|&kind| !matches!(kind, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n')) {
        return Err(unknown_kind(kind, type_name));
    }
    if spec.zero || spec.fill == Some('0') {
        return Err(text::Error::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Some(Align::AfterSign) {
        return Err(text::Error::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let part = FormatSpec { width: 0, fill: None, align: None, ..spec.clone() };
    let text = if spec.kind.is_none() {
        let write = |value: f64, spec: &FormatSpec| match spec.precision {
            None => format_float(value, spec, type_name).map(|text| without_zero(&text, spec.alternate)),
            Some(_) => format_float(value, &FormatSpec { kind: Some('g'), ..spec.clone() }, type_name),
        };
        let alone = parts.0 == 0.0 && parts.0.is_sign_positive();
        let sign = if alone { spec.sign } else { Some(Sign::Plus) };
        let imaginary = write(parts.1, &FormatSpec { sign, ..part.clone() })?;
        if alone { format!("{imaginary}j") } else { format!("({}{imaginary}j)", write(parts.0, &part)?) }
    } else {
        let real = format_float(parts.0, &part, type_name)?;
        let imaginary = format_float(parts.1, &FormatSpec { sign: Some(Sign::Plus), ..part }, type_name)?;
        format!("{real}{imaginary}j")
    };
    let padding = FormatSpec {
        align: Some(spec.align.unwrap_or(Align::Right)),
        sign: None,
        no_negative_zero: false,
        alternate: false,
        grouping: None,
        fraction_grouping: None,
        precision: None,
        kind: None,
        ..spec
    };
    format_str(&text, &padding, type_name)
}

/// A number as `complex` writes it: without a fraction that is zero, but with a point if the alternate form asks for one.
fn without_zero(text: &str, alternate: bool) -> String {
    match text.strip_suffix(".0") {
        Some(short) if alternate => format!("{short}."),
        Some(short) => short.to_owned(),
        None => text.to_owned(),
    }
}

/// The parts of a text such as `1+2j`, `(3j)` or `-1`.
fn parse(text: &str) -> Option<Parts> {
    let trimmed = text.trim_matches(text::unicode::is_space);
    let inner = match trimmed.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?.trim_matches(text::unicode::is_space),
        None => trimmed,
    };
    if inner.is_empty() || inner.contains(char::is_whitespace) {
        return None;
    }
    let Some(imaginary) = inner.strip_suffix(['j', 'J']) else {
        return Some((float::parse(inner).ok()?, 0.0));
    };
    // The sign between the parts is the last one that does not belong to an exponent.
    let bytes = imaginary.as_bytes();
    let split = (0..bytes.len())
        .rev()
        .find(|&at| matches!(bytes[at], b'+' | b'-') && (at == 0 || !matches!(bytes[at - 1], b'e' | b'E')));
    let (real, imaginary) = imaginary.split_at(split.unwrap_or(0));
    let imaginary = match imaginary {
        "" | "+" => 1.0,
        "-" => -1.0,
        number => float::parse(number).ok()?,
    };
    Some((if real.is_empty() { 0.0 } else { float::parse(real).ok()? }, imaginary))
}

/// Whether an underscore does not stand between two digits.
fn has_stray_underscore(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    bytes
        .iter()
        .enumerate()
        .any(|(at, &byte)| byte == b'_' && !(digit(at.checked_sub(1)) && digit(Some(at + 1))))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let (real, imaginary) = (arguments[1].given(), arguments[2].given());
    if let (Some(string), None) = (real.and_then(|real| real.as_ref::<Str<R>>()), imaginary) {
        return match parse(string.as_str()) {
            Some((real, imaginary)) => vm.new_object_of(&class, Complex::new(real, imaginary)),
            None if has_stray_underscore(string.as_str()) => {
                let shown = vm.repr_string(arguments[1].given().unwrap_or(&Value::NONE))?;
                Err(vm.value_error(&format!("could not convert string to complex: {shown}")))
            }
            None => Err(vm.value_error("complex() arg is a malformed string")),
        };
    }
    let mut parts = match (real, imaginary) {
        (Some(real), None) => match convert(vm, real)? {
            Some(parts) => parts,
            None => {
                let name = vm.qualified_type_name(real);
                let message = format!("complex() argument must be a string or a number, not {name}");
                return Err(vm.type_error(&message));
            }
        },
        (Some(real), Some(_)) => part(vm, real, "real")?,
        (None, _) => (0.0, 0.0),
    };
    let is_complex = real.is_some_and(|real| {
        real.as_ref::<Complex<R>>().is_some() || vm.class_of(real).special(vm, Special::Complex).is_some()
    });
    if let Some(imaginary) = imaginary {
        let (real, imaginary) = part(vm, imaginary, "imag")?;
        // What is real has no imaginary part, not even zero.
        parts = (parts.0 - imaginary, if is_complex { real + parts.1 } else { real });
    }
    vm.new_object_of(&class, Complex::new(parts.0, parts.1))
}

/// One of two arguments, which is to be real; a complex number is taken with a warning.
fn part<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> Return<R, Parts> {
    let by_method = name == "real" && vm.class_of(value).special(vm, Special::Complex).is_some();
    let is_complex = value.as_ref::<Complex<R>>().is_some();
    let parts = if is_complex || operand(vm, value)?.is_some() || by_method || has_real(vm, value) {
        convert(vm, value)?
    } else {
        None
    };
    let class = vm.qualified_type_name(value);
    let message = format!("complex() argument '{name}' must be a real number, not {class}");
    let Some(parts) = parts else { return Err(vm.type_error(&message)) };
    if is_complex || (by_method && !has_real(vm, value)) {
        let category = vm.exceptions().deprecation_warning.clone();
        vm.warn(&category, &message)?;
    }
    Ok(parts)
}

/// Whether a value says how it is as a real number.
fn has_real<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
    let class = vm.class_of(value);
    class.special(vm, Special::Float).is_some() || class.special(vm, Special::Index).is_some()
}

/// The parts of a number, or of what says how it is as one; None for anything else.
fn convert<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<Parts>> {
    if let Some(operand) = operand(vm, value)? {
        return Ok(Some(operand.parts()));
    }
    if let Some(result) = vm.call_special(value, Special::Complex, &[])? {
        return match result.as_ref::<Complex<R>>() {
            Some(complex) => {
                let class = vm.types().complex.clone();
                vm.warn_of_inexact(&result, &class, "__complex__", "complex")?;
                Ok(Some((complex.real, complex.imaginary)))
            }
            None => {
                let name = vm.type_name(&result);
                Err(vm.type_error(&format!("__complex__ returned non-complex (type {name})")))
            }
        };
    }
    if !has_real(vm, value) {
        return Ok(None);
    }
    Ok(Some((vm.to_float(value)?, 0.0)))
}

fn exact<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(new_complex(vm, own(&arguments[0])))
}

fn negate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (real, imaginary) = own(&arguments[0]);
    Ok(new_complex(vm, (-real, -imaginary)))
}

fn conjugate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (real, imaginary) = own(&arguments[0]);
    Ok(new_complex(vm, (real, -imaginary)))
}

fn absolute<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (real, imaginary) = own(&arguments[0]);
    let size = real.hypot(imaginary);
    if size.is_infinite() && real.is_finite() && imaginary.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(Value::float(size))
}

fn truth<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(own(&arguments[0]) != (0.0, 0.0)))
}

fn getnewargs<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (real, imaginary) = own(&arguments[0]);
    Ok(vm.new_tuple(vec![Value::float(real), Value::float(imaginary)]))
}

fn from_number<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let Some(parts) = convert(vm, &arguments[1])? else {
        let message = format!("must be real number, not {}", vm.type_name(&arguments[1]));
        return Err(vm.type_error(&message));
    };
    vm.new_object_of(&class, Complex::new(parts.0, parts.1))
}

fn real<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(Value::float(own(value).0))
}

fn imaginary<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(Value::float(own(value).1))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().complex.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, real=0, imag=0)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__format__(self, format_spec, /)", format),
            ("__hash__(self, /)", hash),
            ("__bool__(self, /)", truth),
            ("__complex__(self, /)", exact),
            ("__eq__(self, value, /)", eq),
            ("__ne__(self, value, /)", ne),
            ("__add__(self, value, /)", add),
            ("__radd__(self, value, /)", radd),
            ("__sub__(self, value, /)", sub),
            ("__rsub__(self, value, /)", rsub),
            ("__mul__(self, value, /)", mul),
            ("__rmul__(self, value, /)", rmul),
            ("__truediv__(self, value, /)", truediv),
            ("__rtruediv__(self, value, /)", rtruediv),
            ("__pow__(self, value, mod=None, /)", pow),
            ("__rpow__(self, value, mod=None, /)", rpow),
            ("__neg__(self, /)", negate),
            ("__pos__(self, /)", exact),
            ("__abs__(self, /)", absolute),
            ("__getnewargs__(self, /)", getnewargs),
            ("conjugate(self, /)", conjugate),
        ])
        .class_method("from_number(cls, number, /)", from_number)
        .member("real", real)
        .member("imag", imaginary)
        .finish();
}
