//! `int`.

use crate::conversion::integer_ref;
use crate::operator::Operator;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Special, Str, Value};
use text::int::{self, ByteOrder};
use text::{FormatSpec, Integer, IntegerRef, int_float, int_text};

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    if class.value().is(vm.types().bool.value()) {
        return Err(vm.type_error("int.__new__(bool) is not safe, use bool.__new__()"));
    }
    let value = match (arguments[1].given(), arguments[2].given()) {
        (None, None) => vm.new_int(0),
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (Some(value), None) => vm.to_int(value)?,
        (Some(value), Some(base)) => parse_in_base(vm, value, base)?,
    };
    vm.new_integer_of(&class, value)
}

fn parse_in_base<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, base: &Value<R>) -> Return<R> {
    // What is no base, however large, is complained of as such.
    let base = vm.index_integer(base)?;
    let base = u32::try_from(base).unwrap_or(1);
    if base != 0 && !(2..=36).contains(&base) {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    let digits = vm.int_max_str_digits();
    let parsed = if let Some(string) = value.as_ref::<Str<R>>() {
        int_text::parse(string.as_str(), base, digits)
    } else if let Some(bytes) = vm.bytes_like(value) {
        int_text::parse_bytes(&bytes, base, digits)
    } else {
        return Err(vm.type_error("int() can't convert non-string with explicit base"));
    };
    let parsed = vm.raised(parsed)?;
    Ok(vm.new_text_integer(parsed))
}

impl<R: Runtime> Vm<R> {
    /// `int(value)`
    pub fn to_int(&mut self, value: &Value<R>) -> Return<R> {
        if value.word().is_int() {
            return Ok(value.clone());
        }
        if let Some(float) = value.word().as_float() {
            let integer = self.raised(text::float::to_integer(float))?;
            return Ok(self.new_text_integer(integer));
        }
        let class = self.class_of(value);
        if class.value().is(self.types().int.value()) {
            return Ok(value.clone());
        }
        if let Some(result) = self.call_special(value, Special::Int, &[])? {
            return self.exact_int(result, "__int__");
        }
        if let Some(result) = self.call_special(value, Special::Index, &[])? {
            return self.exact_int(result, "__index__");
        }
        let digits = self.int_max_str_digits();
        let parsed = if let Some(string) = value.as_ref::<Str<R>>() {
            int_text::parse(string.as_str(), 10, digits)
        } else if let Some(bytes) = self.bytes_like(value) {
            int_text::parse_bytes(&bytes, 10, digits)
        } else {
            let message = format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                class.shown_name()
            );
            return Err(self.type_error(&message));
        };
        let parsed = self.raised(parsed)?;
        Ok(self.new_text_integer(parsed))
    }

    fn exact_int(&mut self, result: Value<R>, method: &str) -> Return<R> {
        if integer_ref(&result).is_some() {
            self.warn_of_inexact(&result, &self.types().int.clone(), method, "int")?;
        }
        match integer_ref(&result) {
            Some(IntegerRef::Small(small)) => Ok(self.new_int(small)),
            Some(IntegerRef::Big(_)) if result.shape().is_some_and(|shape| !shape.is_heap()) => Ok(result),
            Some(big) => Ok(self.new_text_integer(big.to_integer())),
            None => {
                let name = self.type_name(&result);
                Err(self.type_error(&format!("{method} returned non-int (type {name})")))
            }
        }
    }
}

/// The receiver, of which it is known that it is an int.
fn own<R: Runtime>(value: &Value<R>) -> IntegerRef<'_> {
    integer_ref(value).unwrap_or(IntegerRef::Small(0))
}

type Operation = fn(IntegerRef<'_>, IntegerRef<'_>) -> text::Result<Integer>;

fn operate<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>, operation: Operation) -> Return<R> {
    let (Some(left), Some(right)) = (integer_ref(left), integer_ref(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let result = vm.raised(operation(left, right))?;
    Ok(vm.new_text_integer(result))
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
    add radd = |left, right| Ok(int::add(left, right));
    sub rsub = |left, right| Ok(int::subtract(left, right));
    mul rmul = product;
    floordiv rfloordiv = int::floor_divide;
    modulo rmodulo = int::modulo;
    lshift rlshift = int::shift_left;
    rshift rrshift = int::shift_right;
    and rand = |left, right| Ok(int::and(left, right));
    or ror = |left, right| Ok(int::or(left, right));
    xor rxor = |left, right| Ok(int::xor(left, right));
}

/// An operation on two ints that were found without looking their methods up. None for what ints have no operator for.
pub(crate) fn integer_arithmetic<R: Runtime>(
    vm: &mut Vm<R>,
    operator: Operator,
    left: IntegerRef<'_>,
    right: IntegerRef<'_>,
) -> Option<Return<R>> {
    let result = match operator {
        Operator::Add => Ok(int::add(left, right)),
        Operator::Sub => Ok(int::subtract(left, right)),
        Operator::Mul => product(left, right),
        Operator::FloorDiv => int::floor_divide(left, right),
        Operator::Mod => int::modulo(left, right),
        Operator::Div => return Some(vm.raised(int_float::true_divide(left, right)).map(Value::float)),
        Operator::LeftShift => int::shift_left(left, right),
        Operator::RightShift => int::shift_right(left, right),
        Operator::And => Ok(int::and(left, right)),
        Operator::Or => Ok(int::or(left, right)),
        Operator::Xor => Ok(int::xor(left, right)),
        Operator::Pow if !right.is_negative() => int::power(left, right),
        Operator::Pow | Operator::MatMul => return None,
    };
    Some(vm.raised(result).map(|result| vm.new_text_integer(result)))
}

fn product(left: IntegerRef<'_>, right: IntegerRef<'_>) -> text::Result<Integer> {
    // A product is as long as its factors together.
    text::error::check_length(((int::bit_length(left) + int::bit_length(right)) / 8) as usize)?;
    Ok(int::multiply(left, right))
}

fn divide<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>) -> Return<R> {
    let (Some(left), Some(right)) = (integer_ref(left), integer_ref(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    vm.raised(int_float::true_divide(left, right)).map(Value::float)
}

fn truediv<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    divide(vm, &arguments[0], &arguments[1])
}

fn rtruediv<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    divide(vm, &arguments[1], &arguments[0])
}

fn divide_with_rest<R: Runtime>(vm: &mut Vm<R>, left: &Value<R>, right: &Value<R>) -> Return<R> {
    let (Some(left), Some(right)) = (integer_ref(left), integer_ref(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (quotient, rest) = vm.raised(int::divmod(left, right))?;
    let both = vec![vm.new_text_integer(quotient), vm.new_text_integer(rest)];
    Ok(vm.new_tuple(both))
}

fn divmod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    divide_with_rest(vm, &arguments[0], &arguments[1])
}

fn rdivmod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    divide_with_rest(vm, &arguments[1], &arguments[0])
}

fn power<R: Runtime>(
    vm: &mut Vm<R>,
    base: &Value<R>,
    exponent: &Value<R>,
    modulus: Option<&Value<R>>,
) -> Return<R> {
    let (Some(base), Some(exponent)) = (integer_ref(base), integer_ref(exponent)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if let Some(modulus) = modulus {
        let Some(modulus) = integer_ref(modulus) else { return Ok(Value::NOT_IMPLEMENTED) };
        let result = vm.raised(int::modular_power(base, exponent, modulus))?;
        return Ok(vm.new_text_integer(result));
    }
    if exponent.is_negative() {
        let (base, exponent) =
            (vm.raised(int_float::to_float(base))?, vm.raised(int_float::to_float(exponent))?);
        return super::float::raise(vm, base, exponent);
    }
    let result = vm.raised(int::power(base, exponent))?;
    Ok(vm.new_text_integer(result))
}

fn pow<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    power(vm, &arguments[0], &arguments[1], arguments[2].some())
}

fn rpow<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    power(vm, &arguments[1], &arguments[0], arguments[2].some())
}

fn compare<R: Runtime>(comparison: Comparison, arguments: &[Value<R>]) -> Return<R> {
    match integer_ref(&arguments[1]) {
        Some(other) => Ok(Value::bool(comparison.of(int::compare(own(&arguments[0]), other)))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

macro_rules! comparisons {
    ($($name:ident $comparison:ident,)*) => {
        $(fn $name<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            compare(Comparison::$comparison, arguments)
        })*
    };
}

comparisons! { eq Eq, ne Ne, lt Lt, le Le, gt Gt, ge Ge, }

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_int(int::hash(own(&arguments[0]))))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let digits = vm.int_max_str_digits();
    let text = vm.raised(int_text::to_decimal(own(&arguments[0]), digits))?;
    Ok(vm.new_string(text))
}

fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let spec = vm.str_argument(&arguments[1], "__format__() argument")?;
    if spec.is_empty() {
        return Ok(vm.str(&arguments[0])?.into_value());
    }
    let name = vm.type_name(&arguments[0]);
    let digits = vm.int_max_str_digits();
    let text = FormatSpec::parse(spec, text::format_spec::Target::Integer, &name)
        .and_then(|spec| text::format_spec::format_integer(own(&arguments[0]), &spec, &name, digits));
    let text = vm.raised(text)?;
    Ok(vm.new_string(text))
}

/// The value as an exact int.
fn exact<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(get_exact(vm, &arguments[0]))
}

fn get_exact<R: Runtime>(vm: &Vm<R>, value: &Value<R>) -> Value<R> {
    match integer_ref(value) {
        Some(IntegerRef::Big(_)) if value.shape().is_some_and(|shape| !shape.is_heap()) => value.clone(),
        Some(integer) => vm.new_text_integer(integer.to_integer()),
        None => value.clone(),
    }
}

fn negate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_text_integer(int::negate(own(&arguments[0]))))
}

fn absolute<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_text_integer(int::absolute(own(&arguments[0]))))
}

fn invert<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_text_integer(int::invert(own(&arguments[0]))))
}

fn truth<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(!own(&arguments[0]).is_zero()))
}

fn float<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.raised(int_float::to_float(own(&arguments[0]))).map(Value::float)
}

fn round<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(digits) = arguments[1].some() else { return exact(vm, arguments) };
    let digits = vm.index_integer(digits)?;
    if digits.sign() != num_bigint::Sign::Minus {
        return exact(vm, arguments);
    }
    let places = u64::try_from(-digits).unwrap_or(u64::MAX);
    Ok(vm.new_text_integer(int::round_left_of_point(own(&arguments[0]), places)))
}

fn bit_length<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_int(int::bit_length(own(&arguments[0])) as i64))
}

fn bit_count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_int(int::bit_count(own(&arguments[0])) as i64))
}

fn as_integer_ratio<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let both = vec![get_exact(vm, &arguments[0]), vm.new_int(1)];
    Ok(vm.new_tuple(both))
}

fn is_integer<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::TRUE)
}

fn getnewargs<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = get_exact(vm, &arguments[0]);
    Ok(vm.new_tuple(vec![value]))
}

fn byte_order<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, function: &str) -> Return<R, ByteOrder> {
    let Some(value) = value.given() else { return Ok(ByteOrder::Big) };
    match vm.str_argument(value, &format!("{function}() argument 'byteorder'"))? {
        "big" => Ok(ByteOrder::Big),
        "little" => Ok(ByteOrder::Little),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn to_bytes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = match arguments[1].given() {
        Some(length) => vm.index(length)?,
        None => 1,
    };
    let order = byte_order(vm, &arguments[2], "to_bytes")?;
    let signed = vm.flag(&arguments[3], false)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    let bytes = vm.raised(int::to_bytes(own(&arguments[0]), length, order, signed))?;
    Ok(vm.new_bytes(&bytes))
}

fn from_bytes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let order = byte_order(vm, &arguments[2], "from_bytes")?;
    let signed = vm.flag(&arguments[3], false)?;
    let bytes = super::bytes::collect_bytes(vm, &arguments[1])?;
    let value = vm.new_text_integer(int::from_bytes(&bytes, order, signed));
    if arguments[0].is(vm.types().int.value()) {
        return Ok(value);
    }
    vm.call(&arguments[0], &[value])
}

fn real<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(get_exact(vm, value))
}

fn zero<R: Runtime>(vm: &mut Vm<R>, _: &Value<R>) -> Return<R> {
    Ok(vm.new_int(0))
}

fn one<R: Runtime>(vm: &mut Vm<R>, _: &Value<R>) -> Return<R> {
    Ok(vm.new_int(1))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class: Ref<R, Class<R>> = vm.types().int.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, x=0, /, base=10)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__format__(self, format_spec, /)", format),
            ("__hash__(self, /)", hash),
            ("__bool__(self, /)", truth),
            ("__int__(self, /)", exact),
            ("__index__(self, /)", exact),
            ("__float__(self, /)", float),
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
            ("__lshift__(self, value, /)", lshift),
            ("__rlshift__(self, value, /)", rlshift),
            ("__rshift__(self, value, /)", rshift),
            ("__rrshift__(self, value, /)", rrshift),
            ("__and__(self, value, /)", and),
            ("__rand__(self, value, /)", rand),
            ("__or__(self, value, /)", or),
            ("__ror__(self, value, /)", ror),
            ("__xor__(self, value, /)", xor),
            ("__rxor__(self, value, /)", rxor),
            ("__neg__(self, /)", negate),
            ("__pos__(self, /)", exact),
            ("__abs__(self, /)", absolute),
            ("__invert__(self, /)", invert),
            ("__round__(self, ndigits=None, /)", round),
            ("__trunc__(self, /)", exact),
            ("__floor__(self, /)", exact),
            ("__ceil__(self, /)", exact),
            ("__getnewargs__(self, /)", getnewargs),
            ("conjugate(self, /)", exact),
            ("bit_length(self, /)", bit_length),
            ("bit_count(self, /)", bit_count),
            ("as_integer_ratio(self, /)", as_integer_ratio),
            ("is_integer(self, /)", is_integer),
            ("to_bytes(self, /, length=1, byteorder='big', *, signed=False)", to_bytes),
        ])
        .class_method("from_bytes(cls, /, bytes, byteorder='big', *, signed=False)", from_bytes)
        .getter("real", real)
        .getter("imag", zero)
        .getter("numerator", real)
        .getter("denominator", one)
        .finish();
}
