//! The iterators over what can be chosen from items that are all there.

use super::{State, make};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// One item of each pool, in every way.
pub(super) struct Product<R: Runtime> {
    pools: Vec<Vec<Value<R>>>,
    indices: Option<Vec<usize>>,
}

impl<R: Runtime> Product<R> {
    pub(super) fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.pools.iter().flatten().for_each(visit);
    }

    pub(super) fn advance(&mut self, vm: &mut Vm<R>) -> Return<R, Option<Value<R>>> {
        let Product { pools, indices } = self;
        match indices {
            None => {
                if pools.iter().any(Vec::is_empty) {
                    return Ok(None);
                }
                *indices = Some(vec![0; pools.len()]);
            }
            Some(indices) => {
                let mut at = pools.len();
                loop {
                    if at == 0 {
                        return Ok(None);
                    }
                    at -= 1;
                    indices[at] += 1;
                    if indices[at] < pools[at].len() {
                        break;
                    }
                    indices[at] = 0;
                }
            }
        }
        let indices = indices.as_ref().map_or(&[][..], |indices| indices);
        let items = pools.iter().zip(indices).map(|(pool, &index)| pool[index].clone()).collect();
        Ok(Some(vm.new_tuple(items)))
    }
}

/// So many items of a pool, in every order.
pub(super) struct Permutations<R: Runtime> {
    pool: Vec<Value<R>>,
    length: usize,
    indices: Vec<usize>,
    cycles: Option<Vec<usize>>,
}

impl<R: Runtime> Permutations<R> {
    pub(super) fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.pool.iter().for_each(visit);
    }

    pub(super) fn advance(&mut self, vm: &mut Vm<R>) -> Return<R, Option<Value<R>>> {
        let Permutations { pool, length, indices, cycles } = self;
        let size = pool.len();
        match cycles {
            None => {
                if *length > size {
                    return Ok(None);
                }
                *cycles = Some((0..*length).map(|index| size - index).collect());
            }
            Some(cycles) => {
                let mut at = *length;
                loop {
                    if at == 0 {
                        return Ok(None);
                    }
                    at -= 1;
                    cycles[at] -= 1;
                    if cycles[at] == 0 {
                        indices[at..].rotate_left(1);
                        cycles[at] = size - at;
                    } else {
                        indices.swap(at, size - cycles[at]);
                        break;
                    }
                }
            }
        }
        let items = indices[..*length].iter().map(|&index| pool[index].clone()).collect();
        Ok(Some(vm.new_tuple(items)))
    }
}

/// So many items of a pool in the pool's order, each once, or with replacement as often as one likes.
pub(super) struct Combinations<R: Runtime> {
    pool: Vec<Value<R>>,
    indices: Vec<usize>,
    begun: bool,
    replacement: bool,
}

impl<R: Runtime> Combinations<R> {
    pub(super) fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.pool.iter().for_each(visit);
    }

    pub(super) fn advance(&mut self, vm: &mut Vm<R>) -> Return<R, Option<Value<R>>> {
        let Combinations { pool, indices, begun, replacement } = self;
        let (size, length) = (pool.len(), indices.len());
        if !*begun {
            *begun = true;
            if (*replacement && size == 0 && length > 0) || (!*replacement && length > size) {
                return Ok(None);
            }
        } else {
            let limit = |index: usize| if *replacement { size - 1 } else { index + size - length };
            let Some(at) = (0..length).rev().find(|&index| indices[index] != limit(index)) else {
                return Ok(None);
            };
            let first = indices[at] + 1;
            for (offset, index) in indices[at..].iter_mut().enumerate() {
                *index = if *replacement { first } else { first + offset };
            }
        }
        let items = indices.iter().map(|&index| pool[index].clone()).collect();
        Ok(Some(vm.new_tuple(items)))
    }
}

pub(super) fn product<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let repeat = match arguments[1].given() {
        Some(repeat) => vm.index(repeat)?,
        None => 1,
    };
    if repeat < 0 {
        return Err(vm.value_error("repeat argument cannot be negative"));
    }
    let mut once = vec![];
    for source in vm.collect(&arguments[2])? {
        once.push(vm.collect(&source)?);
    }
    if (once.len() as i64).checked_mul(repeat).is_none_or(|total| total > 1 << 24) {
        return Err(vm.memory_error());
    }
    let pools = std::iter::repeat_n(once, repeat as usize).flatten().collect();
    make(vm, &arguments[0], State::Product(Product { pools, indices: None }))
}

fn length<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, usize> {
    let length = vm.index(value)?;
    if length < 0 {
        return Err(vm.value_error("r must be non-negative"));
    }
    Ok(length as usize)
}

pub(super) fn permutations<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let pool = vm.collect(&arguments[1])?;
    let length = match arguments[2].some() {
        Some(value) => {
            if !vm.is_int(value) {
                return Err(vm.type_error("Expected int as r"));
            }
            length(vm, value)?
        }
        None => pool.len(),
    };
    let indices = (0..pool.len()).collect();
    make(vm, &arguments[0], State::Permutations(Permutations { pool, length, indices, cycles: None }))
}

pub(super) fn combinations<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    replacement: bool,
) -> Return<R> {
    let pool = vm.collect(&arguments[1])?;
    let length = length(vm, &arguments[2])?;
    if length > 1 << 24 {
        return Err(vm.memory_error());
    }
    let indices = if replacement { vec![0; length] } else { (0..length).collect() };
    make(vm, &arguments[0], State::Combinations(Combinations { pool, indices, begun: false, replacement }))
}
