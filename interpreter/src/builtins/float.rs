//! `float`.

use super::sequence::is_exact;
use crate::conversion::integer_ref;
use crate::native::Native;
use crate::number::Complex;
use crate::operator::{float_floor_div, float_mod};
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Runtime, Special, Str, Value};
use text::float::{self, Power};
use text::{FormatSpec, IntegerRef, float_hex, int_float};

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let value = match arguments[1].given() {
        Some(value) => parse_or_convert(vm, value)?,
        None => 0.0,
    };
    vm.new_float_of(&class, value)
}

fn parse_or_convert<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, f64> {
    if let Some(float) = value.word().as_float() {
        return Ok(float);
    }
    if let Some(string) = value.as_ref::<Str<R>>() {
        if !is_exact(value)
            && let Some(float) = vm.float_by_method(value)?
        {
            return Ok(float);
        }
        return vm.raised(float::parse(string.as_str()));
    }
    let class = vm.class_of(value);
    if (vm.is_int(value) || vm.exact_float(value).is_some())
        && class.special(vm, Special::Float).is_none_or(|convert| convert.as_ref::<Native<R>>().is_some())
    {
        return vm.to_float(value);
    }
    if let Some(float) = vm.float_by_method(value)? {
        return Ok(float);
    }
    if class.special(vm, Special::Index).is_some() {
        return vm.to_float(value);
    }
    if let Some(bytes) = vm.bytes_like(value) {
        return match float::parse_bytes(&bytes) {
            Ok(number) => Ok(number),
            Err(_) => {
                let shown = vm.repr_string(value)?;
                Err(vm.value_error(&format!("could not convert string to float: {shown}")))
            }
        };
    }
    let message = format!("float() argument must be a string or a real number, not '{}'", class.shown_name());
    Err(vm.type_error(&message))
}

fn from_number<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = vm.to_float(&arguments[1])?;
    if arguments[0].is(vm.types().float.value()) {
        return Ok(Value::float(value));
    }
    vm.call(&arguments[0], &[Value::float(value)])
}

/// The receiver, of which it is known that it is a float.
fn own<R: Runtime>(vm: &Vm<R>, value: &Value<R>) -> f64 {
    vm.exact_float(value).unwrap_or(0.0)
}

/// An operand: a float or an int; None for anything else.
fn operand<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<f64>> {
    if let Some(float) = vm.exact_float(value) {
        return Ok(Some(float));
    }
    match integer_ref(value) {
        Some(integer) => vm.raised(int_float::to_float(integer)).map(Some),
        None => Ok(None),
    }
}

fn operate<R: Runtime>(
    vm: &mut Vm<R>,
    left: &Value<R>,
    right: &Value<R>,
    operation: fn(&mut Vm<R>, f64, f64) -> Return<R>,
) -> Return<R> {
    let (Some(left), Some(right)) = (operand(vm, left)?, operand(vm, right)?) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    operation(vm, left, right)
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
    add radd = |_, left, right| Ok(Value::float(left + right));
    sub rsub = |_, left, right| Ok(Value::float(left - right));
    mul rmul = |_, left, right| Ok(Value::float(left * right));
    truediv rtruediv = |vm, left, right| vm.raised(float::divide(left, right)).map(Value::float);
    floordiv rfloordiv = |vm, left, right| {
        vm.raised(float::floor_divide(left, right))?;
        Ok(Value::float(float_floor_div(left, right)))
    };
    modulo rmodulo = |vm, left, right| {
        vm.raised(float::modulo(left, right))?;
        Ok(Value::float(float_mod(left, right)))
    };
    divmod rdivmod = |vm, left, right| {
        let (quotient, rest) = vm.raised(float::divmod(left, right))?;
        Ok(vm.new_tuple(vec![Value::float(quotient), Value::float(rest)]))
    };
}

/// `base ** exponent`
pub(super) fn raise<R: Runtime>(vm: &mut Vm<R>, base: f64, exponent: f64) -> Return<R> {
    match float::power(base, exponent) {
        Ok(Power::Real(result)) => Ok(Value::float(result)),
        Ok(Power::Complex) => {
            let (real, imaginary) = super::complex::power((base, 0.0), (exponent, 0.0));
            if real.is_infinite() || imaginary.is_infinite() {
                return Err(vm.overflow_error("complex exponentiation"));
            }
            Ok(vm.new_object(Complex::new(real, imaginary)))
        }
        Err(error) if error.kind == text::Kind::Overflow => Err(out_of_range(vm)),
        Err(error) => Err(vm.text_error(error)),
    }
}

/// The OverflowError of a result that the C library finds too large.
pub(super) fn out_of_range<R: Runtime>(vm: &mut Vm<R>) -> crate::raised::Raised<R> {
    let class = vm.exceptions().overflow_error.clone();
    let arguments = vec![vm.new_int(i64::from(libc::ERANGE)), vm.new_str("Numerical result out of range")];
    vm.new_exception(&class, arguments)
}

fn power<R: Runtime>(vm: &mut Vm<R>, base: &Value<R>, exponent: &Value<R>, modulus: &Value<R>) -> Return<R> {
    if modulus.some().is_some() {
        return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    operate(vm, base, exponent, raise)
}

fn pow<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    power(vm, &arguments[0], &arguments[1], &arguments[2])
}

fn rpow<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    power(vm, &arguments[1], &arguments[0], &arguments[2])
}

fn compare<R: Runtime>(vm: &mut Vm<R>, comparison: Comparison, arguments: &[Value<R>]) -> Return<R> {
    let left = own(vm, &arguments[0]);
    if let Some(right) = vm.exact_float(&arguments[1]) {
        return Ok(Value::bool(comparison.of_floats(left, right)));
    }
    let Some(right) = integer_ref(&arguments[1]) else { return Ok(Value::NOT_IMPLEMENTED) };
    Ok(Value::bool(match int_float::compare(right, left) {
        Some(ordering) => comparison.of(ordering.reverse()),
        None => comparison == Comparison::Ne,
    }))
}

macro_rules! comparisons {
    ($($name:ident $comparison:ident,)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            compare(vm, Comparison::$comparison, arguments)
        })*
    };
}

comparisons! { eq Eq, ne Ne, lt Lt, le Le, gt Gt, ge Ge, }

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let hash = object_model::simple::float_hash(own(vm, &arguments[0]));
    Ok(vm.new_int(hash))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = float::repr(own(vm, &arguments[0]));
    Ok(vm.new_string(text))
}

fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let spec = vm.str_argument(&arguments[1], "__format__() argument")?;
    if spec.is_empty() {
        return Ok(vm.str(&arguments[0])?.into_value());
    }
    let name = vm.type_name(&arguments[0]);
    let value = own(vm, &arguments[0]);
    let text = FormatSpec::parse(spec, text::format_spec::Target::Float, &name)
        .and_then(|spec| text::format_spec::format_float(value, &spec, &name));
    let text = vm.raised(text)?;
    Ok(vm.new_string(text))
}

fn exact<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::float(own(vm, &arguments[0])))
}

fn negate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::float(-own(vm, &arguments[0])))
}

fn absolute<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::float(own(vm, &arguments[0]).abs()))
}

fn truth<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(own(vm, &arguments[0]) != 0.0))
}

fn to_integer<R: Runtime>(vm: &mut Vm<R>, value: f64) -> Return<R> {
    let integer = vm.raised(float::to_integer(value))?;
    Ok(vm.new_text_integer(integer))
}

fn trunc<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = own(vm, &arguments[0]);
    to_integer(vm, value)
}

fn floor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = own(vm, &arguments[0]);
    to_integer(vm, value.floor())
}

fn ceil<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = own(vm, &arguments[0]);
    to_integer(vm, value.ceil())
}

fn round<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = own(vm, &arguments[0]);
    match arguments[1].some() {
        Some(digits) => {
            let digits = vm.index_integer(digits)?;
            let limit = if digits.sign() == num_bigint::Sign::Minus { i64::MIN } else { i64::MAX };
            let digits = i64::try_from(digits).unwrap_or(limit);
            vm.raised(float::round(value, digits)).map(Value::float)
        }
        None => {
            let integer = vm.raised(float::round_to_integer(value))?;
            Ok(vm.new_text_integer(integer))
        }
    }
}

fn as_integer_ratio<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let ratio = float::as_integer_ratio(own(vm, &arguments[0]));
    let (numerator, denominator) = vm.raised(ratio)?;
    let both = vec![vm.new_text_integer(numerator), vm.new_text_integer(denominator)];
    Ok(vm.new_tuple(both))
}

fn is_integer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = own(vm, &arguments[0]);
    Ok(Value::bool(value.is_finite() && value.fract() == 0.0))
}

fn hex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = float_hex::hex(own(vm, &arguments[0]));
    Ok(vm.new_string(text))
}

fn fromhex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if vm.as_str(&arguments[1]).is_none() {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let text = vm.encode_by(text::codec::Codec::Utf8, &arguments[1], "strict")?;
    let text = String::from_utf8_lossy(&text);
    let value = vm.raised(float_hex::from_hex(&text))?;
    if arguments[0].is(vm.types().float.value()) {
        return Ok(Value::float(value));
    }
    vm.call(&arguments[0], &[Value::float(value)])
}

fn getformat<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match vm.c_text_argument(&arguments[1], "__getformat__() argument")? {
        "double" | "float" if cfg!(target_endian = "little") => Ok(vm.new_str("IEEE, little-endian")),
        "double" | "float" => Ok(vm.new_str("IEEE, big-endian")),
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

fn getnewargs<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = Value::float(own(vm, &arguments[0]));
    Ok(vm.new_tuple(vec![value]))
}

fn real<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(Value::float(own(vm, value)))
}

fn imaginary<R: Runtime>(_: &mut Vm<R>, _: &Value<R>) -> Return<R> {
    Ok(Value::float(0.0))
}

/// A float or an int as a float; None for anything else. For operands of `complex`.
pub(super) fn real_operand<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<f64>> {
    match integer_ref(value) {
        Some(IntegerRef::Small(small)) => Ok(Some(small as f64)),
        _ => operand(vm, value),
    }
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().float.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, x=0, /)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__format__(self, format_spec, /)", format),
            ("__hash__(self, /)", hash),
            ("__bool__(self, /)", truth),
            ("__int__(self, /)", trunc),
            ("__float__(self, /)", exact),
            ("__eq__(self, value, /)", eq),
            ("__ne__(self, value, /)", ne),
            ("__lt__(self, value, /)", lt),
            ("__le__(self, value, /)", le),
            ("__gt__(self, value, /)", gt),
            ("__ge__(self, value, /)", ge),
            ("__add__(self, value, /)", add),
            ("__radd__(self, value, /)", radd),
            ("__sub__(self, value, /)", sub),
            ("__rsub__(self, value, /)", rsub),
            ("__mul__(self, value, /)", mul),
            ("__rmul__(self, value, /)", rmul),
            ("__truediv__(self, value, /)", truediv),
            ("__rtruediv__(self, value, /)", rtruediv),
            ("__floordiv__(self, value, /)", floordiv),
            ("__rfloordiv__(self, value, /)", rfloordiv),
            ("__mod__(self, value, /)", modulo),
            ("__rmod__(self, value, /)", rmodulo),
            ("__divmod__(self, value, /)", divmod),
            ("__rdivmod__(self, value, /)", rdivmod),
            ("__pow__(self, value, mod=None, /)", pow),
            ("__rpow__(self, value, mod=None, /)", rpow),
            ("__neg__(self, /)", negate),
            ("__pos__(self, /)", exact),
            ("__abs__(self, /)", absolute),
            ("__round__(self, ndigits=None, /)", round),
            ("__trunc__(self, /)", trunc),
            ("__floor__(self, /)", floor),
            ("__ceil__(self, /)", ceil),
            ("__getnewargs__(self, /)", getnewargs),
            ("conjugate(self, /)", exact),
            ("as_integer_ratio(self, /)", as_integer_ratio),
            ("is_integer(self, /)", is_integer),
            ("hex(self, /)", hex),
        ])
        .class_method("fromhex(cls, string, /)", fromhex)
        .class_method("from_number(cls, number, /)", from_number)
        .class_method("__getformat__(cls, typestr, /)", getformat)
        .getter("real", real)
        .getter("imag", imaginary)
        .finish();
}
