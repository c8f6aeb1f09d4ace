//! Sums and products of what an iterable gives.

use interpreter::{Operator, Return, Vm, integer_ref};
use object_model::{Runtime, Value};

pub(super) fn fsum<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    // Shewchuk's algorithm: exact partial sums, rounded once.
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinities) = (0.0f64, 0.0f64);
    let mut overflow = false;
    vm.for_each(&arguments[0], |vm, item| {
        let original = vm.to_float(&item)?;
        let mut x = original;
        let mut kept = 0;
        for index in 0..partials.len() {
            let mut y = partials[index];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        if x != 0.0 {
            if x.is_finite() {
                partials.push(x);
            } else if original.is_finite() {
                overflow = true;
                return Ok(false);
            } else {
                if original.is_infinite() {
                    infinities += original;
                }
                special += original;
                partials.clear();
            }
        }
        Ok(true)
    })?;
    if overflow {
        return Err(vm.overflow_error("intermediate overflow in fsum"));
    }
    if special != 0.0 {
        if infinities.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(Value::float(special));
    }
    let mut high = 0.0;
    if let Some(last) = partials.pop() {
        high = last;
        let mut low = 0.0;
        while let Some(y) = partials.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // Half-way cases are decided by the next partial.
        if let Some(&next) = partials.last()
            && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
        {
            let y = low * 2.0;
            let x = high + y;
            if y == x - high {
                high = x;
            }
        }
    }
    Ok(Value::float(high))
}

pub(super) fn prod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut product = arguments[1].given().cloned().unwrap_or(Value::small_int(1));
    vm.for_each(&arguments[0], |vm, item| {
        product = vm.binary(Operator::Mul, &product, &item, false)?;
        Ok(true)
    })?;
    Ok(product)
}

/// A sum of products of floats, in three parts that together are nearly exact: the sum itself, what rounding loses of that, and
/// what it loses of the loss.
#[derive(Clone, Copy, Default)]
struct ProductSum {
    sum: f64,
    lost: f64,
    lost_of_loss: f64,
}

impl ProductSum {
    /// With one product more; None if the sum is not finite then.
    fn plus(self, (x, y): (f64, f64)) -> Option<Self> {
        let product = x * y;
        let (sum, lost) = exact_sum(self.sum, product);
        let (others, lost_of_others) = exact_sum(self.lost, x.mul_add(y, -product));
        let (lost, lost_of_lost) = exact_sum(others, lost);
        let lost_of_loss = self.lost_of_loss + lost_of_others + lost_of_lost;
        sum.is_finite().then_some(ProductSum { sum, lost, lost_of_loss })
    }

    fn value(self) -> f64 {
        let (sum, lost) = exact_sum(self.lost, self.sum);
        self.lost_of_loss + lost + sum
    }
}

/// The sum of two floats, and what rounding has lost of it.
fn exact_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    (sum, (a - (sum - of_b)) + (b - of_b))
}

/// An int of class `int` itself that is not too large.
fn exact_int<R: Runtime>(value: &Value<R>) -> Option<i64> {
    is_exact_int(value).then(|| integer_ref(value)?.to_i64()).flatten()
}

fn is_exact_int<R: Runtime>(value: &Value<R>) -> bool {
    !value.word().is_bool()
        && integer_ref(value).is_some()
        && value.shape().is_none_or(|shape| !shape.is_heap())
}

/// Two factors as floats, if one is a float and the other one too, or an int or bool.
fn float_factors<R: Runtime>(p: &Value<R>, q: &Value<R>) -> Option<(f64, f64)> {
    let float = |value: &Value<R>| match value.word().as_float() {
        None if value.word().is_bool() || is_exact_int(value) => {
            text::int_float::to_float(integer_ref(value)?).ok()
        }
        float => float,
    };
    if p.word().is_float() || q.word().is_float() { float(p).zip(float(q)) } else { None }
}

pub(super) fn sumprod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (left, right) = (vm.iter(&arguments[0])?, vm.iter(&arguments[1])?);
    let mut sum = Value::small_int(0);
    // Ints come first, then floats, which are summed nearly exactly; what comes after those is summed as the operators do.
    let (mut are_ints, mut ints) = (true, 0i64);
    let (mut are_floats, mut floats) = (true, None::<ProductSum>);
    loop {
        let factors = match (vm.next(&left)?, vm.next(&right)?) {
            (Some(p), Some(q)) => Some((p, q)),
            (None, None) => None,
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        if are_ints {
            let product = factors.as_ref().and_then(|(p, q)| exact_int(p)?.checked_mul(exact_int(q)?));
            if let Some(next) = product.and_then(|product| ints.checked_add(product)) {
                ints = next;
                continue;
            }
            are_ints = false;
            sum = vm.new_int(ints);
        }
        if are_floats {
            let factors = factors.as_ref().and_then(|(p, q)| float_factors(p, q));
            if let Some(next) = factors.and_then(|factors| floats.unwrap_or_default().plus(factors)) {
                floats = Some(next);
                continue;
            }
            are_floats = false;
            if let Some(floats) = floats {
                sum = vm.binary(Operator::Add, &sum, &Value::float(floats.value()), false)?;
            }
        }
        let Some((p, q)) = factors else { return Ok(sum) };
        let product = vm.binary(Operator::Mul, &p, &q, false)?;
        sum = vm.binary(Operator::Add, &sum, &product, false)?;
    }
}
