//! `cmath`: functions of complex numbers.
//!
//! The formulas for finite numbers are those of W. Kahan, "Branch cuts for complex elementary functions".

use crate::math;
use interpreter::{Complex, Return, Vm};
use object_model::{Runtime, Value};
use std::f64::consts::{LN_2, LN_10, PI};

/// Real and imaginary part.
type Parts = (f64, f64);

/// Beyond this, squares overflow.
const LARGE: f64 = f64::MAX / 4.0;

/// Real and imaginary part of a number, or of what has `__complex__`.
pub(crate) fn parts<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Parts> {
    if let Some(complex) = value.as_ref::<Complex<R>>() {
        return Ok((complex.real, complex.imaginary));
    }
    if vm.exact_float(value).is_none()
        && !vm.is_int(value)
        && vm.as_str(value).is_none()
        && let Some(method) = vm.find_attr_str(value, "__complex__")?
    {
        let made = vm.call(&method, &[])?;
        return match made.as_ref::<Complex<R>>() {
            Some(complex) => Ok((complex.real, complex.imaginary)),
            None => Err(vm.type_error("__complex__ should return a complex object")),
        };
    }
    Ok((vm.to_float(value)?, 0.0))
}

fn complex<R: Runtime>(vm: &Vm<R>, (real, imaginary): Parts) -> Value<R> {
    vm.new_object(Complex::new(real, imaginary))
}

fn is_nan((real, imaginary): Parts) -> bool {
    real.is_nan() || imaginary.is_nan()
}

fn is_finite((real, imaginary): Parts) -> bool {
    real.is_finite() && imaginary.is_finite()
}

/// A result: "domain error" for a NaN that did not come in, "range error" for an infinity that did not.
fn apply<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], function: fn(Parts) -> Parts) -> Return<R> {
    let z = parts(vm, &arguments[0])?;
    let result = function(z);
    if is_finite(z) && (result.0.is_infinite() || result.1.is_infinite()) {
        return Err(vm.overflow_error("math range error"));
    }
    if is_nan(result) && !is_nan(z) && !(result.0.is_infinite() || result.1.is_infinite()) {
        return Err(vm.value_error("math domain error"));
    }
    Ok(complex(vm, result))
}

fn square_root((re, im): Parts) -> Parts {
    if re == 0.0 && im == 0.0 {
        return (0.0, im);
    }
    if im.is_infinite() {
        return (f64::INFINITY, im);
    }
    if re.is_infinite() {
        let small = if im.is_nan() { im } else { 0.0 };
        return if re > 0.0 { (re, small.copysign(im)) } else { (small, re.abs().copysign(im)) };
    }
    // Scaled, so that neither the sum overflows nor a subnormal number is lost.
    let (scale, back) =
        if re.abs().max(im.abs()) < 1e-300 { (2_f64.powi(108), 2_f64.powi(-54)) } else { (1.0, 1.0) };
    let (a, b) = (re.abs() * scale / 8.0, im.abs() * scale);
    let s = 2.0 * (a + a.hypot(b / 8.0)).sqrt() * back;
    let d = im.abs() / (2.0 * s);
    if re >= 0.0 { (s, d.copysign(im)) } else { (d, s.copysign(im)) }
}

/// The logarithm of the absolute value.
fn log_of_absolute((re, im): Parts) -> f64 {
    let (x, y) = (re.abs(), im.abs());
    if x > LARGE || y > LARGE {
        return (x / 2.0).hypot(y / 2.0).ln() + LN_2;
    }
    if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE && (x > 0.0 || y > 0.0) {
        let up = 2_f64.powi(53);
        return (x * up).hypot(y * up).ln() - 53.0 * LN_2;
    }
    let h = x.hypot(y);
    if (0.71..=1.73).contains(&h) {
        let (most, least) = if x > y { (x, y) } else { (y, x) };
        return ((most - 1.0) * (most + 1.0) + least * least).ln_1p() / 2.0;
    }
    h.ln()
}

fn logarithm(z: Parts) -> Parts {
    (log_of_absolute(z), z.1.atan2(z.0))
}

fn exponential((re, im): Parts) -> Parts {
    if im == 0.0 {
        return (re.exp(), im);
    }
    if re.is_infinite() {
        if !im.is_finite() {
            return match (re < 0.0, im.is_nan()) {
                (true, _) => (0.0, 0.0),
                (false, true) => (re, im),
                (false, false) => (f64::NAN, f64::NAN),
            };
        }
        let size = re.exp();
        return (size * im.cos(), size * im.sin());
    }
    if re > 709.0 {
        // One factor of e is left for the end.
        let size = (re - 1.0).exp();
        return (size * im.cos() * std::f64::consts::E, size * im.sin() * std::f64::consts::E);
    }
    let size = re.exp();
    (size * im.cos(), size * im.sin())
}

fn hyperbolic_cosine((re, im): Parts) -> Parts {
    if re.abs() > 708.0 && re.is_finite() {
        let less = re - 1.0_f64.copysign(re);
        let e = std::f64::consts::E;
        return (im.cos() * less.cosh() * e, im.sin() * less.sinh() * e);
    }
    if re.is_infinite() && im == 0.0 {
        return (re.abs(), im.copysign(im * re.signum()));
    }
    (im.cos() * re.cosh(), im.sin() * re.sinh())
}

fn hyperbolic_sine((re, im): Parts) -> Parts {
    if re.abs() > 708.0 && re.is_finite() {
        let less = re - 1.0_f64.copysign(re);
        let e = std::f64::consts::E;
        return (im.cos() * less.sinh() * e, im.sin() * less.cosh() * e);
    }
    if re.is_infinite() && im == 0.0 {
        return (re, im);
    }
    (im.cos() * re.sinh(), im.sin() * re.cosh())
}

fn hyperbolic_tangent((re, im): Parts) -> Parts {
    if re.abs() > 354.0 {
        let rest = if im.is_finite() { 4.0 * im.sin() * im.cos() * (-2.0 * re.abs()).exp() } else { 0.0 };
        return (1.0_f64.copysign(re), if im == 0.0 { im } else { rest });
    }
    let (tx, ty) = (re.tanh(), im.tan());
    let cx = 1.0 / re.cosh();
    let product = tx * ty;
    let denominator = 1.0 + product * product;
    (tx * (1.0 + ty * ty) / denominator, ty / denominator * cx * cx)
}

/// A function of z by the one of i·z: `f(z) = -i g(iz)`.
fn turned(function: fn(Parts) -> Parts, (re, im): Parts) -> Parts {
    let (a, b) = function((-im, re));
    (b, -a)
}

fn inverse_hyperbolic_sine((re, im): Parts) -> Parts {
    if re.abs() > LARGE || im.abs() > LARGE {
        let size = if im.is_infinite() || re.is_infinite() {
            f64::INFINITY
        } else {
            (re / 2.0).hypot(im / 2.0).ln() + 2.0 * LN_2
        };
        return (size.copysign(re), im.atan2(re.abs()));
    }
    let (a, b) = (square_root((1.0 + im, -re)), square_root((1.0 - im, re)));
    (math::inverse_hyperbolic_sine(a.0 * b.1 - b.0 * a.1), im.atan2(a.0 * b.0 - a.1 * b.1))
}

fn inverse_cosine((re, im): Parts) -> Parts {
    if re.abs() > LARGE || im.abs() > LARGE {
        let size = if im.is_infinite() || re.is_infinite() {
            f64::INFINITY
        } else {
            (re / 2.0).hypot(im / 2.0).ln() + 2.0 * LN_2
        };
        return (im.abs().atan2(re), -size.copysign(im));
    }
    if re == 0.0 && im.is_nan() {
        return (PI / 2.0, im);
    }
    let (a, b) = (square_root((1.0 - re, -im)), square_root((1.0 + re, im)));
    (2.0 * a.0.atan2(b.0), math::inverse_hyperbolic_sine(b.0 * a.1 - b.1 * a.0))
}

fn inverse_hyperbolic_cosine((re, im): Parts) -> Parts {
    if re.abs() > LARGE || im.abs() > LARGE {
        let size = if im.is_infinite() || re.is_infinite() {
            f64::INFINITY
        } else {
            (re / 2.0).hypot(im / 2.0).ln() + 2.0 * LN_2
        };
        return (size, im.atan2(re));
    }
    let (a, b) = (square_root((re - 1.0, im)), square_root((re + 1.0, im)));
    (math::inverse_hyperbolic_sine(a.0 * b.0 + a.1 * b.1), 2.0 * a.1.atan2(b.0))
}

fn inverse_hyperbolic_tangent((re, im): Parts) -> Parts {
    if re < 0.0 || re == 0.0 && re.is_sign_negative() {
        let (a, b) = inverse_hyperbolic_tangent((-re, -im));
        return (-a, -b);
    }
    let y = im.abs();
    if re > 1e150 || y > 1e150 {
        let h = (re / 2.0).hypot(y / 2.0);
        let real = if h.is_infinite() { 0.0 } else { re / 4.0 / h / h };
        return (real, -(PI / 2.0).copysign(-im));
    }
    if re == 1.0 && y < 1e-150 {
        if y == 0.0 {
            return (f64::NAN, f64::NAN);
        }
        return (-(y.sqrt() / y.hypot(2.0).sqrt()).ln(), (2.0_f64.atan2(-y) / 2.0).copysign(im));
    }
    let real = (4.0 * re / ((1.0 - re) * (1.0 - re) + y * y)).ln_1p() / 4.0;
    (real, -(-2.0 * im).atan2((1.0 - re) * (1.0 + re) - y * y) / 2.0)
}

fn log<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let z = parts(vm, &arguments[0])?;
    let base = match arguments.get(1).and_then(Value::given) {
        Some(base) => Some(parts(vm, base)?),
        None => None,
    };
    if z == (0.0, 0.0) || base == Some((0.0, 0.0)) {
        return Err(vm.value_error("math domain error"));
    }
    let (re, im) = logarithm(z);
    let Some(base) = base else { return Ok(complex(vm, (re, im))) };
    let divisor = complex(vm, logarithm(base));
    let dividend = complex(vm, (re, im));
    vm.binary(interpreter::Operator::Div, &dividend, &divisor, false)
}

fn log10<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let z = parts(vm, &arguments[0])?;
    if z == (0.0, 0.0) {
        return Err(vm.value_error("math domain error"));
    }
    let (re, im) = logarithm(z);
    Ok(complex(vm, (re / LN_10, im / LN_10)))
}

fn absolute<R: Runtime>(vm: &mut Vm<R>, (re, im): Parts) -> Return<R, f64> {
    let size = re.hypot(im);
    if size.is_infinite() && re.is_finite() && im.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(size)
}

fn polar<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let z = parts(vm, &arguments[0])?;
    let size = absolute(vm, z)?;
    Ok(vm.new_tuple(vec![Value::float(size), Value::float(z.1.atan2(z.0))]))
}

fn rectangular<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (size, angle) = (vm.to_float(&arguments[0])?, vm.to_float(&arguments[1])?);
    if angle.is_infinite() && size != 0.0 && !size.is_nan() {
        return Err(vm.value_error("math domain error"));
    }
    let z = if angle == 0.0 {
        (size, size * angle)
    } else if size == 0.0 && !angle.is_finite() {
        (0.0, 0.0)
    } else {
        (size * angle.cos(), size * angle.sin())
    };
    Ok(complex(vm, z))
}

fn is_close<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (a, b) = (parts(vm, &arguments[0])?, parts(vm, &arguments[1])?);
    let mut tolerance = |value: &Value<R>, default| match value.given() {
        Some(value) => vm.to_float(value),
        None => Ok(default),
    };
    let (relative, least) = (tolerance(&arguments[2], 1e-9)?, tolerance(&arguments[3], 0.0)?);
    if relative < 0.0 || least < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.0.is_infinite() || a.1.is_infinite() || b.0.is_infinite() || b.1.is_infinite() {
        return Ok(Value::FALSE);
    }
    let difference = (a.0 - b.0).hypot(a.1 - b.1);
    let close = difference <= relative * b.0.hypot(b.1)
        || difference <= relative * a.0.hypot(a.1)
        || difference <= least;
    Ok(Value::bool(close))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("cmath");
    let infinity = f64::INFINITY;
    for (name, value) in
        [("pi", PI), ("e", std::f64::consts::E), ("tau", 2.0 * PI), ("inf", infinity), ("nan", f64::NAN)]
    {
        vm.module_set(&module, name, Value::float(value));
    }
    for (name, value) in [("infj", infinity), ("nanj", f64::NAN)] {
        let value = complex(vm, (0.0, value));
        vm.immortalize(&value);
        vm.module_set(&module, name, value);
    }
    vm.module_functions(
        &module,
        "cmath",
        &[
            ("sqrt(z, /)", |vm, arguments| apply(vm, arguments, square_root)),
            ("exp(z, /)", |vm, arguments| apply(vm, arguments, exponential)),
            ("log(z, base=None, /)", log),
            ("log10(z, /)", log10),
            ("cosh(z, /)", |vm, arguments| apply(vm, arguments, hyperbolic_cosine)),
            ("sinh(z, /)", |vm, arguments| apply(vm, arguments, hyperbolic_sine)),
            ("tanh(z, /)", |vm, arguments| apply(vm, arguments, hyperbolic_tangent)),
            ("cos(z, /)", |vm, arguments| apply(vm, arguments, |(re, im)| hyperbolic_cosine((-im, re)))),
            ("sin(z, /)", |vm, arguments| apply(vm, arguments, |z| turned(hyperbolic_sine, z))),
            ("tan(z, /)", |vm, arguments| apply(vm, arguments, |z| turned(hyperbolic_tangent, z))),
            ("acos(z, /)", |vm, arguments| apply(vm, arguments, inverse_cosine)),
            ("acosh(z, /)", |vm, arguments| apply(vm, arguments, inverse_hyperbolic_cosine)),
            ("asinh(z, /)", |vm, arguments| apply(vm, arguments, inverse_hyperbolic_sine)),
            ("asin(z, /)", |vm, arguments| apply(vm, arguments, |z| turned(inverse_hyperbolic_sine, z))),
            ("atanh(z, /)", |vm, arguments| apply(vm, arguments, inverse_hyperbolic_tangent)),
            ("atan(z, /)", |vm, arguments| apply(vm, arguments, |z| turned(inverse_hyperbolic_tangent, z))),
            ("phase(z, /)", |vm, arguments| {
                let (re, im) = parts(vm, &arguments[0])?;
                Ok(Value::float(im.atan2(re)))
            }),
            ("polar(z, /)", polar),
            ("rect(r, phi, /)", rectangular),
            ("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", is_close),
            ("isnan(z, /)", |vm, arguments| Ok(Value::bool(is_nan(parts(vm, &arguments[0])?)))),
            ("isfinite(z, /)", |vm, arguments| Ok(Value::bool(is_finite(parts(vm, &arguments[0])?)))),
            ("isinf(z, /)", |vm, arguments| {
                let (re, im) = parts(vm, &arguments[0])?;
                Ok(Value::bool(re.is_infinite() || im.is_infinite()))
            }),
        ],
    );
    Ok(module)
}
