//! Functions of integers: common divisors and multiples, roots, and how many ways there are to choose.

use interpreter::{Return, Vm};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use object_model::{Runtime, Value};

pub(super) fn gcd<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut result = BigInt::zero();
    for value in vm.collect(&arguments[0])? {
        result = result.gcd(&vm.index_integer(&value)?);
    }
    Ok(vm.new_integer(result))
}

pub(super) fn lcm<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut result = BigInt::one();
    for value in vm.collect(&arguments[0])? {
        let value = vm.index_integer(&value)?;
        if value.is_zero() {
            result = BigInt::zero();
        } else if !result.is_zero() {
            result = result.lcm(&value);
        }
    }
    Ok(vm.new_integer(result.abs()))
}

pub(super) fn isqrt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = vm.index_integer(&arguments[0])?;
    if value.is_negative() {
        return Err(vm.value_error("isqrt() argument must be nonnegative"));
    }
    Ok(vm.new_integer(value.sqrt()))
}

/// The product of `count` integers that follow one another up to `last`, by halves so that the factors stay of one size.
fn product(last: &BigInt, count: u64) -> BigInt {
    if count > 8 {
        let half = count / 2;
        return product(last, half) * product(&(last - half), count - half);
    }
    match last.to_u64() {
        Some(last) => (0..count).fold(BigInt::one(), |product, below| product * (last - below)),
        None => (0..count).fold(BigInt::one(), |product, below| product * (last - below)),
    }
}

pub(super) fn factorial<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = vm.index_integer(&arguments[0])?;
    if value.is_negative() {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    match value.to_u64() {
        Some(count) if count <= 10_000_000 => Ok(vm.new_integer(product(&value, count))),
        Some(count) if count <= i64::MAX as u64 => Err(vm.memory_error()),
        _ => Err(vm.overflow_error("factorial() argument should not exceed 9223372036854775807")),
    }
}

/// Of how many things how many are taken.
fn counts<R: Runtime>(vm: &mut Vm<R>, n: &Value<R>, k: &Value<R>) -> Return<R, (BigInt, BigInt)> {
    let (n, k) = (vm.index_integer(n)?, vm.index_integer(k)?);
    if n.is_negative() {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    Ok((n, k))
}

pub(super) fn comb<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (n, k) = counts(vm, &arguments[0], &arguments[1])?;
    if k > n {
        return Ok(Value::small_int(0));
    }
    let k = k.clone().min(&n - k);
    let Some(k) = k.to_u64().filter(|&k| k <= 10_000_000) else {
        return Err(vm.overflow_error("min(n - k, k) must not exceed 10000000"));
    };
    Ok(vm.new_integer(product(&n, k) / product(&k.into(), k)))
}

pub(super) fn perm<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(k) = arguments[1].some() else { return factorial(vm, arguments) };
    let (n, k) = counts(vm, &arguments[0], k)?;
    if k > n {
        return Ok(Value::small_int(0));
    }
    let Some(k) = k.to_u64().filter(|&k| k <= 10_000_000) else {
        return Err(vm.overflow_error("k must not exceed 10000000"));
    };
    Ok(vm.new_integer(product(&n, k)))
}
