//! `math`.

mod integer;
mod norm;
mod sum;

use interpreter::{Raised, Return, Vm};
use num_traits::{Signed, ToPrimitive};
use object_model::{Runtime, Special, Value};

fn domain<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.value_error("math domain error")
}

/// What is said of an argument outside of what a function is defined for.
#[cold]
fn unexpected<R: Runtime>(vm: &mut Vm<R>, expected: &str, x: f64) -> Raised<R> {
    vm.value_error(&format!("expected {expected}, got {}", text::float::repr(x)))
}

const FINITE: &str = "a finite input";
const UP_TO_ONE: &str = "a number in range from -1 up to 1";
const NO_POLE: &str = "a noninteger or positive integer";

/// A float result: "domain error" for a NaN that did not come in, "range error" for an infinity that did not.
fn checked<R: Runtime>(vm: &mut Vm<R>, result: f64, inputs: &[f64]) -> Return<R> {
    if result.is_nan() && inputs.iter().all(|input| !input.is_nan()) {
        return Err(domain(vm));
    }
    if result.is_infinite() && inputs.iter().all(|input| input.is_finite()) {
        return Err(vm.overflow_error("math range error"));
    }
    Ok(Value::float(result))
}

/// Functions of one float.
macro_rules! unary {
    ($($name:ident: $function:expr $(=> $expected:expr)?,)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let x = vm.to_float(&arguments[0])?;
            let function: fn(f64) -> f64 = $function;
            let result = function(x);
            $(if result.is_nan() && !x.is_nan() {
                return Err(unexpected(vm, $expected, x));
            })?
            checked(vm, result, &[x])
        })*
    };
}

unary! {
    acos: f64::acos => UP_TO_ONE, asin: f64::asin => UP_TO_ONE, atan: f64::atan,
    cos: f64::cos => FINITE, sin: f64::sin => FINITE, tan: f64::tan => FINITE,
    cosh: f64::cosh, sinh: f64::sinh, tanh: f64::tanh,
    exp: f64::exp, exp2: f64::exp2, expm1: f64::exp_m1, cbrt: f64::cbrt,
    sqrt: f64::sqrt => "a nonnegative input",
    fabs: f64::abs, asinh: inverse_hyperbolic_sine,
    // SAFETY: functions of the C library without preconditions.
    acosh: |x| unsafe { acosh_c(x) } => "argument value not less than 1",
    // SAFETY: as above.
    erf: |x| unsafe { erf_c(x) },
    // SAFETY: as above.
    erfc: |x| unsafe { erfc_c(x) },
}

/// That of the standard library overflows for large numbers, as do its other inverses of hyperbolic functions.
pub(crate) fn inverse_hyperbolic_sine(x: f64) -> f64 {
    // SAFETY: a function of the C library without preconditions.
    unsafe { asinh_c(x) }
}

unsafe extern "C" {
    #[link_name = "acosh"]
    fn acosh_c(x: f64) -> f64;
    #[link_name = "asinh"]
    fn asinh_c(x: f64) -> f64;
    #[link_name = "atanh"]
    fn atanh_c(x: f64) -> f64;
    #[link_name = "erf"]
    fn erf_c(x: f64) -> f64;
    #[link_name = "erfc"]
    fn erfc_c(x: f64) -> f64;
    #[link_name = "tgamma"]
    fn tgamma_c(x: f64) -> f64;
    #[link_name = "lgamma"]
    fn lgamma_c(x: f64) -> f64;
    #[link_name = "nextafter"]
    fn nextafter_c(x: f64, y: f64) -> f64;
    #[link_name = "remainder"]
    fn remainder_c(x: f64, y: f64) -> f64;
    #[link_name = "fma"]
    fn fma_c(x: f64, y: f64, z: f64) -> f64;
}

fn atanh<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let x = vm.to_float(&arguments[0])?;
    if x.abs() >= 1.0 && !x.is_nan() {
        return Err(unexpected(vm, "a number between -1 and 1", x));
    }
    // SAFETY: a function of the C library without preconditions.
    Ok(Value::float(unsafe { atanh_c(x) }))
}

fn gamma<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let x = vm.to_float(&arguments[0])?;
    if x == f64::NEG_INFINITY || (x.is_finite() && x <= 0.0 && x.fract() == 0.0) {
        return Err(unexpected(vm, NO_POLE, x));
    }
    // SAFETY: a function of the C library without preconditions.
    checked(vm, unsafe { tgamma_c(x) }, &[x])
}

fn lgamma<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let x = vm.to_float(&arguments[0])?;
    if x.is_finite() && x <= 0.0 && x.fract() == 0.0 {
        return Err(unexpected(vm, NO_POLE, x));
    }
    if x.is_infinite() {
        return Ok(Value::float(f64::INFINITY));
    }
    // SAFETY: a function of the C library without preconditions.
    checked(vm, unsafe { lgamma_c(x) }, &[x])
}

fn log1p<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let x = vm.to_float(&arguments[0])?;
    if x <= -1.0 {
        return Err(unexpected(vm, "argument value > -1", x));
    }
    Ok(Value::float(x.ln_1p()))
}

/// The logarithm of any positive number, also of integers beyond the floats.
fn log_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, log: fn(f64) -> f64) -> Return<R, f64> {
    if let Some(integer) = interpreter::integer_ref(value) {
        if integer.is_negative() || integer.is_zero() {
            return Err(vm.value_error("expected a positive input"));
        }
        return Ok(match text::int_float::to_float(integer) {
            Ok(float) => log(float),
            Err(_) => {
                let (fraction, exponent) = text::int_float::frexp(integer);
                log(fraction) + log(2.0) * exponent as f64
            }
        });
    }
    let x = vm.to_float(value)?;
    if x <= 0.0 {
        let text = vm.repr_string(value)?;
        return Err(vm.value_error(&format!("expected a positive input, got {text}")));
    }
    Ok(log(x))
}

fn log<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let numerator = log_of(vm, &arguments[0], f64::ln)?;
    match arguments[1].given() {
        None => Ok(Value::float(numerator)),
        Some(base) => {
            let denominator = log_of(vm, base, f64::ln)?;
            if denominator == 0.0 {
                return Err(vm.zero_division_error("division by zero"));
            }
            Ok(Value::float(numerator / denominator))
        }
    }
}

fn log2<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    log_of(vm, &arguments[0], f64::log2).map(Value::float)
}

fn log10<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    log_of(vm, &arguments[0], f64::log10).map(Value::float)
}

fn two<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, (f64, f64)> {
    Ok((vm.to_float(&arguments[0])?, vm.to_float(&arguments[1])?))
}

fn atan2<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (y, x) = two(vm, arguments)?;
    Ok(Value::float(y.atan2(x)))
}

fn copysign<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (x, y) = two(vm, arguments)?;
    Ok(Value::float(x.copysign(y)))
}

fn fmod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (x, y) = two(vm, arguments)?;
    checked(vm, x % y, &[x, y])
}

fn remainder<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (x, y) = two(vm, arguments)?;
    // SAFETY: a function of the C library without preconditions.
    checked(vm, unsafe { remainder_c(x, y) }, &[x, y])
}

fn fma<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (x, y) = two(vm, arguments)?;
    let z = vm.to_float(&arguments[2])?;
    // SAFETY: a function of the C library without preconditions.
    let result = unsafe { fma_c(x, y, z) };
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(Value::float(result))
}

/// The float that is so many steps from `x` on the way to `y`, or `y`.
fn stepped(x: f64, y: f64, steps: u64) -> f64 {
    // The place of a float in the order of all, where the two zeros have one.
    let place = |float: f64| {
        let magnitude = float.abs().to_bits() as i64;
        if float.is_sign_negative() { -magnitude } else { magnitude }
    };
    let (from, to) = (place(x), place(y));
    if steps == 0 || x.is_nan() {
        return x;
    }
    if y.is_nan() || from.abs_diff(to) <= steps {
        return y;
    }
    let at = if from < to { from.wrapping_add_unsigned(steps) } else { from.wrapping_sub_unsigned(steps) };
    let sign = if at == 0 { x } else { at as f64 };
    f64::from_bits(at.unsigned_abs()).copysign(sign)
}

fn nextafter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (x, y) = two(vm, arguments)?;
    let Some(steps) = arguments[2].some() else {
        // SAFETY: a function of the C library without preconditions.
        return Ok(Value::float(unsafe { nextafter_c(x, y) }));
    };
    let steps = vm.index_integer(steps)?;
    if steps.is_negative() {
        return Err(vm.value_error("steps must be a non-negative integer"));
    }
    let steps = steps.to_u64().unwrap_or(u64::MAX);
    Ok(Value::float(stepped(x, y, steps)))
}

fn ulp<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let x = vm.to_float(&arguments[0])?.abs();
    if x.is_nan() || x.is_infinite() {
        return Ok(Value::float(x));
    }
    let next = f64::from_bits(x.to_bits() + 1);
    Ok(Value::float(if next.is_infinite() { x - f64::from_bits(x.to_bits() - 1) } else { next - x }))
}

fn pow<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (x, y) = two(vm, arguments)?;
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(domain(vm));
    }
    checked(vm, x.powf(y), &[x, y])
}

/// A float rounded to an integer, or what the object's special method answers.
fn rounded<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    special: Special,
    round: fn(f64) -> f64,
) -> Return<R> {
    if vm.is_int(value) && value.shape().is_none_or(|shape| !shape.is_heap()) {
        return Ok(match vm.as_i64(value) {
            Some(int) => vm.new_int(int),
            None => value.clone(),
        });
    }
    let is_plain_float =
        vm.exact_float(value).is_some() && value.shape().is_none_or(|shape| !shape.is_heap());
    if !is_plain_float && let Some(result) = vm.call_special(value, special, &[])? {
        return Ok(result);
    }
    let float = round(vm.to_float(value)?);
    match text::float::to_integer(float) {
        Ok(integer) => Ok(vm.new_integer(integer.into_big())),
        Err(_) if float.is_nan() => Err(vm.value_error("cannot convert float NaN to integer")),
        Err(_) => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

fn floor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    rounded(vm, &arguments[0], Special::Floor, f64::floor)
}

fn ceil<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    rounded(vm, &arguments[0], Special::Ceil, f64::ceil)
}

fn trunc<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = &arguments[0];
    if vm.exact_float(value).is_none()
        && !vm.is_int(value)
        && vm.class_of(value).special(vm, Special::Trunc).is_none()
    {
        let message = format!("type {} doesn't define __trunc__ method", vm.type_name(value));
        return Err(vm.type_error(&message));
    }
    rounded(vm, value, Special::Trunc, f64::trunc)
}

fn isfinite<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.to_float(&arguments[0])?.is_finite()))
}

fn isinf<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.to_float(&arguments[0])?.is_infinite()))
}

fn isnan<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(vm.to_float(&arguments[0])?.is_nan()))
}

fn isclose<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (a, b) = two(vm, arguments)?;
    let relative = arguments[2].given().map_or(Ok(1e-9), |value| vm.to_float(value))?;
    let absolute = arguments[3].given().map_or(Ok(0.0), |value| vm.to_float(value))?;
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::FALSE);
    }
    let difference = (b - a).abs();
    let close =
        difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute;
    Ok(Value::bool(close))
}

fn modf<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let x = vm.to_float(&arguments[0])?;
    let (fraction, whole) =
        if x.is_infinite() { (0f64.copysign(x), x) } else { (x.fract().copysign(x), x.trunc()) };
    Ok(vm.new_tuple(vec![Value::float(fraction), Value::float(whole)]))
}

fn frexp<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let x = vm.to_float(&arguments[0])?;
    let (mantissa, exponent) = text::float::frexp(x);
    let exponent = vm.new_int(i64::from(exponent));
    Ok(vm.new_tuple(vec![Value::float(mantissa), exponent]))
}

fn ldexp<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let x = vm.to_float(&arguments[0])?;
    if !vm.is_int(&arguments[1]) {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    let integer = vm.index_integer(&arguments[1])?;
    let exponent = integer.to_i64().unwrap_or(if integer.is_negative() { i64::MIN } else { i64::MAX });
    let result = text::float::ldexp(x, exponent.clamp(-5000, 5000));
    checked(vm, result, &[x])
}

fn degrees<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::float(vm.to_float(&arguments[0])? * (180.0 / std::f64::consts::PI)))
}

fn radians<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::float(vm.to_float(&arguments[0])? * (std::f64::consts::PI / 180.0)))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("math");
    vm.module_functions(
        &module,
        "math",
        &[
            ("acos(x, /)", acos),
            ("acosh(x, /)", acosh),
            ("asin(x, /)", asin),
            ("asinh(x, /)", asinh),
            ("atan(x, /)", atan),
            ("atan2(y, x, /)", atan2),
            ("atanh(x, /)", atanh),
            ("cbrt(x, /)", cbrt),
            ("ceil(x, /)", ceil),
            ("comb(n, k, /)", integer::comb),
            ("copysign(x, y, /)", copysign),
            ("cos(x, /)", cos),
            ("cosh(x, /)", cosh),
            ("degrees(x, /)", degrees),
            ("dist(p, q, /)", norm::dist),
            ("erf(x, /)", erf),
            ("erfc(x, /)", erfc),
            ("exp(x, /)", exp),
            ("exp2(x, /)", exp2),
            ("expm1(x, /)", expm1),
            ("fabs(x, /)", fabs),
            ("factorial(n, /)", integer::factorial),
            ("floor(x, /)", floor),
            ("fma(x, y, z, /)", fma),
            ("fmod(x, y, /)", fmod),
            ("frexp(x, /)", frexp),
            ("fsum(seq, /)", sum::fsum),
            ("gamma(x, /)", gamma),
            ("gcd(*integers)", integer::gcd),
            ("hypot(*coordinates)", norm::hypot),
            ("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose),
            ("isfinite(x, /)", isfinite),
            ("isinf(x, /)", isinf),
            ("isnan(x, /)", isnan),
            ("isqrt(n, /)", integer::isqrt),
            ("lcm(*integers)", integer::lcm),
            ("ldexp(x, i, /)", ldexp),
            ("lgamma(x, /)", lgamma),
            ("log(x, base=None, /)", log),
            ("log10(x, /)", log10),
            ("log1p(x, /)", log1p),
            ("log2(x, /)", log2),
            ("modf(x, /)", modf),
            ("nextafter(x, y, /, *, steps=None)", nextafter),
            ("perm(n, k=None, /)", integer::perm),
            ("pow(x, y, /)", pow),
            ("prod(iterable, /, *, start=1)", sum::prod),
            ("radians(x, /)", radians),
            ("remainder(x, y, /)", remainder),
            ("sin(x, /)", sin),
            ("sinh(x, /)", sinh),
            ("sqrt(x, /)", sqrt),
            ("sumprod(p, q, /)", sum::sumprod),
            ("tan(x, /)", tan),
            ("tanh(x, /)", tanh),
            ("trunc(x, /)", trunc),
            ("ulp(x, /)", ulp),
        ],
    );
    for (name, value) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        vm.module_set(&module, name, Value::float(value));
    }
    Ok(module)
}
