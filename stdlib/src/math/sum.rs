//! Sums and products of what an iterable gives.

use interpreter::{Operator, Return, Vm};
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

pub(super) fn sumprod<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (left, right) = (vm.iter(&arguments[0])?, vm.iter(&arguments[1])?);
    let mut sum = Value::small_int(0);
    loop {
        let (p, q) = match (vm.next(&left)?, vm.next(&right)?) {
            (Some(p), Some(q)) => (p, q),
            (None, None) => return Ok(sum),
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        let product = vm.binary(Operator::Mul, &p, &q, false)?;
        sum = vm.binary(Operator::Add, &sum, &product, false)?;
    }
}
