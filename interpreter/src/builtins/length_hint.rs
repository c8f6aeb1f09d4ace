//! How many items an iterable or an iterator says that it has left.

use super::dict_views::DictView;
use super::sequence::is_exact;
use crate::iterate::SequenceIterator;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Kind, List, Ref, Runtime, Special, Tuple, Value};

impl<R: Runtime> Vm<R> {
    /// `operator.length_hint(value, default)`
    pub fn length_hint(&mut self, value: &Value<R>, default: usize) -> Return<R, usize> {
        let class = self.class_of(value);
        if class.special(self, Special::Len).is_some_and(|method| !method.is_none()) {
            match self.len(value) {
                Err(raised) => {
                    let class = self.exceptions().type_error.clone();
                    if !self.is_raised(&raised, &class) {
                        return Err(raised);
                    }
                }
                length => return length,
            }
        }
        let hint = match self.call_special(value, Special::LengthHint, &[]) {
            Ok(Some(hint)) if !hint.is(&Value::NOT_IMPLEMENTED) => hint,
            Ok(_) => return Ok(default),
            Err(raised) => {
                let class = self.exceptions().type_error.clone();
                return if self.is_raised(&raised, &class) { Ok(default) } else { Err(raised) };
            }
        };
        if !self.is_int(&hint) {
            let message = format!("__length_hint__ must be an integer, not {}", self.type_name(&hint));
            return Err(self.type_error(&message));
        }
        match self.index(&hint)? {
            hint if hint < 0 => Err(self.value_error("__length_hint__() should return >= 0")),
            hint => Ok(hint as usize),
        }
    }

    /// Whether the items of an iterable can be had without running Python code.
    pub fn collects_at_once(&self, iterable: &Value<R>) -> bool {
        is_exact(iterable)
            && iterable.header().is_some_and(|header| {
                iterable.as_ref::<DictView<R>>().is_some()
                    || matches!(
                        header.kind(),
                        Kind::List | Kind::Tuple | Kind::Dict | Kind::Set | Kind::Range | Kind::Str
                    )
            })
    }
}

/// `__length_hint__` of iterators over lists and tuples, and of those that index.
pub(super) fn remaining<R: Runtime>(
    vm: &mut Vm<R>,
    iterator: &Ref<R, SequenceIterator<R>>,
) -> Return<R, usize> {
    // Relaxed: sharing one iterator promises no more than items of the sequence.
    let position = iterator.position.load(sync::atomic::Ordering::Relaxed);
    let length = match iterator.sequence.as_ref::<List<R>>() {
        Some(list) => list.len(),
        None => match iterator.sequence.as_ref::<Tuple<R>>() {
            Some(tuple) => tuple.as_slice().len(),
            None if position == usize::MAX => 0,
            None => vm.len(&iterator.sequence)?,
        },
    };
    Ok(length.saturating_sub(position))
}
