//! Comparing values.

use crate::operator::plain_integers;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Runtime, Special, Str, Value, Word, simple};

/// A comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl Comparison {
    /// The special method.
    pub fn special(self) -> Special {
        match self {
            Comparison::Eq => Special::Eq,
            Comparison::Ne => Special::Ne,
            Comparison::Lt => Special::Lt,
            Comparison::Le => Special::Le,
            Comparison::Gt => Special::Gt,
            Comparison::Ge => Special::Ge,
        }
    }

    /// The comparison with sides exchanged.
    pub fn swapped(self) -> Comparison {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::Le => Comparison::Ge,
            Comparison::Gt => Comparison::Lt,
            Comparison::Ge => Comparison::Le,
            other => other,
        }
    }

    /// The operator.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Eq => "==",
            Comparison::Ne => "!=",
            Comparison::Lt => "<",
            Comparison::Le => "<=",
            Comparison::Gt => ">",
            Comparison::Ge => ">=",
        }
    }

    /// What it says of an ordering.
    #[inline(always)]
    pub fn of(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Eq => ordering.is_eq(),
            Comparison::Ne => ordering.is_ne(),
            Comparison::Lt => ordering.is_lt(),
            Comparison::Le => ordering.is_le(),
            Comparison::Gt => ordering.is_gt(),
            Comparison::Ge => ordering.is_ge(),
        }
    }

    /// What it says of two floats.
    #[inline(always)]
    pub fn of_floats(self, left: f64, right: f64) -> bool {
        match self {
            Comparison::Eq => left == right,
            Comparison::Ne => left != right,
            Comparison::Lt => left < right,
            Comparison::Le => left <= right,
            Comparison::Gt => left > right,
            Comparison::Ge => left >= right,
        }
    }
}

impl<R: Runtime> Vm<R> {
    /// `left is right or left == right`, as containers compare.
    #[inline]
    pub fn equal(&mut self, left: &Value<R>, right: &Value<R>) -> Return<R, bool> {
        match simple::equal::<R>(left.word(), right.word()) {
            Some(equal) => Ok(equal),
            None => {
                let result = self.compare(Comparison::Eq, left, right)?;
                self.truth(&result)
            }
        }
    }

    /// `left <comparison> right` as a truth value.
    pub fn compare_truth(
        &mut self,
        comparison: Comparison,
        left: &Value<R>,
        right: &Value<R>,
    ) -> Return<R, bool> {
        if let Some(known) = compare_immediates(comparison, left.word(), right.word()) {
            return Ok(known);
        }
        let result = self.compare(comparison, left, right)?;
        self.truth(&result)
    }

    /// `left <comparison> right`
    pub fn compare(&mut self, comparison: Comparison, left: &Value<R>, right: &Value<R>) -> Return<R> {
        if let Some(known) = compare_immediates(comparison, left.word(), right.word()) {
            return Ok(Value::bool(known));
        }
        if let (Some(one), Some(other)) = (left.as_ref::<Str<R>>(), right.as_ref::<Str<R>>())
            && !one.head().shape().is_heap()
            && !other.head().shape().is_heap()
        {
            if matches!(comparison, Comparison::Eq | Comparison::Ne) {
                let equal = left.is(right) || one.as_str() == other.as_str();
                return Ok(Value::bool(equal == (comparison == Comparison::Eq)));
            }
            return Ok(Value::bool(comparison.of(text::surrogate::compare(one.as_str(), other.as_str()))));
        }
        if let Some((one, other)) = plain_integers(left, right) {
            return Ok(Value::bool(comparison.of(text::int::compare(one, other))));
        }
        self.check_recursion("maximum recursion depth exceeded in comparison")?;
        let (left_class, right_class) = (self.class_of(left), self.class_of(right));
        let reflected_first =
            !left_class.value().is(right_class.value()) && self.is_subclass(&right_class, &left_class);
        let mut tried_reflected = false;
        if reflected_first && let Some(method) = right_class.special(self, comparison.swapped().special()) {
            tried_reflected = true;
            let result = self.call_found(&method, right, std::slice::from_ref(left))?;
            if result.word() != Word::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        if let Some(method) = left_class.special(self, comparison.special()) {
            let result = self.call_found(&method, left, std::slice::from_ref(right))?;
            if result.word() != Word::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        if !tried_reflected && let Some(method) = right_class.special(self, comparison.swapped().special()) {
            let result = self.call_found(&method, right, std::slice::from_ref(left))?;
            if result.word() != Word::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        if self.shared.config.bytes_warning > 0 && matches!(comparison, Comparison::Eq | Comparison::Ne) {
            self.warn_of_difference(left, right)?;
        }
        match comparison {
            Comparison::Eq => Ok(Value::bool(left.is(right))),
            Comparison::Ne => Ok(Value::bool(!left.is(right))),
            _ => {
                let message = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    comparison.symbol(),
                    left_class.shown_name(),
                    right_class.shown_name(),
                );
                Err(self.type_error(&message))
            }
        }
    }
}

/// A comparison of two immediate numbers.
#[inline(always)]
pub(crate) fn compare_immediates(comparison: Comparison, left: Word, right: Word) -> Option<bool> {
    if left.are_ints(right) {
        return Some(comparison.of(left.int_payload().cmp(&right.int_payload())));
    }
    let number = |word: Word| {
        if word.is_float() { Some(word.float_payload()) } else { word.as_int().map(|int| int as f64) }
    };
    Some(comparison.of_floats(number(left)?, number(right)?))
}
