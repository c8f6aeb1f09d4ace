//! The Euclidean norm: of a vector, and of what lies between two points.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

pub(super) fn hypot<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let values = vm.collect(&arguments[0])?;
    let floats = values.iter().map(|value| vm.to_float(value)).collect::<Return<R, Vec<f64>>>()?;
    Ok(Value::float(norm(&floats)))
}

/// The Euclidean norm: scaled by a power of two so that nothing overflows on the way, summed in twice the precision, and the
/// root corrected by what its square still lacks.
fn norm(values: &[f64]) -> f64 {
    let largest = values
        .iter()
        .fold(0f64, |largest, value| if value.is_nan() { largest } else { largest.max(value.abs()) });
    if largest.is_infinite() {
        return f64::INFINITY;
    }
    if values.iter().any(|value| value.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || values.len() == 1 {
        return largest;
    }
    if largest < f64::MIN_POSITIVE {
        let normal: Vec<f64> = values.iter().map(|value| value / f64::MIN_POSITIVE).collect();
        return f64::MIN_POSITIVE * norm(&normal);
    }
    // It makes the largest less than one. Halved afterwards, for it may be too small for a normal number.
    let exponent = (largest.to_bits() >> 52) as i32 - 1023;
    let scale = 2f64.powi(-exponent) / 2.0;
    // The sum of the squares begins with one, which is no less than each of them: so it is known what an addition loses.
    let (mut sum, mut lost_in_squares, mut lost_in_sums) = (1.0f64, 0.0f64, 0.0f64);
    let mut add = |x: f64, y: f64| {
        let product = x * y;
        let next = sum + product;
        lost_in_squares += x.mul_add(y, -product);
        lost_in_sums += (sum - next) + product;
        sum = next;
        sum - 1.0 + (lost_in_squares + lost_in_sums)
    };
    let mut square = 0.0;
    for value in values {
        let scaled = value.abs() * scale;
        square = add(scaled, scaled);
    }
    let root = square.sqrt();
    let lacking = add(-root, root);
    (root + lacking / (2.0 * root)) / scale
}

pub(super) fn dist<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (p, q) = (vm.collect(&arguments[0])?, vm.collect(&arguments[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let mut differences = Vec::with_capacity(p.len());
    for (p, q) in p.iter().zip(&q) {
        differences.push(vm.to_float(p)? - vm.to_float(q)?);
    }
    Ok(Value::float(norm(&differences)))
}
