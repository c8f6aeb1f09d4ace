//! Binary and unary operators: what the evaluation loop falls back on.

use crate::builtins::ByteArray;
use crate::conversion::integer_ref;
use crate::native::Native;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Kind, List, Ref, Runtime, Special, Str, Tuple, Value, Word};
use text::IntegerRef;

/// A binary operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `@`
    MatMul,
    /// `<<`
    LeftShift,
    /// `>>`
    RightShift,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
}

impl Operator {
    /// Forward, reflected and in-place special methods, and the symbol.
    fn specials(self) -> (Special, Special, Special, &'static str) {
        match self {
            Operator::Add => (Special::Add, Special::Radd, Special::Iadd, "+"),
            Operator::Sub => (Special::Sub, Special::Rsub, Special::Isub, "-"),
            Operator::Mul => (Special::Mul, Special::Rmul, Special::Imul, "*"),
            Operator::Div => (Special::Truediv, Special::Rtruediv, Special::Itruediv, "/"),
            Operator::FloorDiv => (Special::Floordiv, Special::Rfloordiv, Special::Ifloordiv, "//"),
            Operator::Mod => (Special::Mod, Special::Rmod, Special::Imod, "%"),
            Operator::Pow => (Special::Pow, Special::Rpow, Special::Ipow, "** or pow()"),
            Operator::MatMul => (Special::Matmul, Special::Rmatmul, Special::Imatmul, "@"),
            Operator::LeftShift => (Special::Lshift, Special::Rlshift, Special::Ilshift, "<<"),
            Operator::RightShift => (Special::Rshift, Special::Rrshift, Special::Irshift, ">>"),
            Operator::And => (Special::And, Special::Rand, Special::Iand, "&"),
            Operator::Or => (Special::Or, Special::Ror, Special::Ior, "|"),
            Operator::Xor => (Special::Xor, Special::Rxor, Special::Ixor, "^"),
        }
    }
}

/// Whether a method found for a value is that of a built-in sequence.
fn is_built_in_sequence<R: Runtime>(value: &Value<R>, method: &Value<R>) -> bool {
    let is_sequence = match value.header().map(|header| header.kind()) {
        Some(Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes) => true,
        Some(Kind::Other) => value.as_ref::<ByteArray<R>>().is_some(),
        _ => false,
    };
    is_sequence && method.as_ref::<Native<R>>().is_some()
}

impl<R: Runtime> Vm<R> {
    /// `left <operator> right`, or `left <operator>= right`.
    pub fn binary(
        &mut self,
        operator: Operator,
        left: &Value<R>,
        right: &Value<R>,
        in_place: bool,
    ) -> Return<R> {
        if let Some(result) = arithmetic(operator, left.word(), right.word()) {
            // SAFETY: an immediate.
            return Ok(unsafe { Value::from_owned(result) });
        }
        if operator == Operator::Add
            && let (Some(one), Some(other)) = (left.as_ref::<Str<R>>(), right.as_ref::<Str<R>>())
            && !one.head().shape().is_heap()
            && !other.head().shape().is_heap()
        {
            return Ok(object_model::make::concatenation(self, one.as_str(), other.as_str()).into_value());
        }
        if let Some((one, other)) = plain_integers(left, right)
            && let Some(result) = crate::builtins::integer_arithmetic(self, operator, one, other)
        {
            return result;
        }
        self.binary_by_method(operator, left, right, in_place)
    }

    fn binary_by_method(
        &mut self,
        operator: Operator,
        left: &Value<R>,
        right: &Value<R>,
        in_place: bool,
    ) -> Return<R> {
        let (forward, reflected, inplace, symbol) = operator.specials();
        let (left_class, right_class) = (self.class_of(left), self.class_of(right));
        let same = left_class.value().is(right_class.value());
        let mut asked = false;
        // What a sequence is multiplied by has its say before the sequence is repeated: of the two only that knows the operator.
        if operator == Operator::Mul
            && !same
            && !self.is_int(right)
            && let Some(method) = right_class.special(self, reflected)
            && !self.is_repetition(right, &method)
            && left_class.special(self, forward).is_some_and(|method| self.is_repetition(left, &method))
        {
            let result = self.call_found(&method, right, std::slice::from_ref(left))?;
            if result.word() != Word::NOT_IMPLEMENTED {
                return Ok(result);
            }
            asked = true;
        }
        if in_place
            && let Some(method) = left_class.special(self, inplace)
            && !self.is_refused_by(&method, operator, left, right, true)
        {
            let result = self.call_found(&method, left, std::slice::from_ref(right))?;
            if result.word() != Word::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        let mut reflected_method = if same || asked { None } else { right_class.special(self, reflected) };
        if let Some(method) = &reflected_method
            && self.is_subclass(&right_class, &left_class)
            && !left_class.special(self, reflected).is_some_and(|inherited| inherited.is(method))
        {
            let result = self.call_found(method, right, std::slice::from_ref(left))?;
            if result.word() != Word::NOT_IMPLEMENTED {
                return Ok(result);
            }
            reflected_method = None;
        }
        if let Some(method) = left_class.special(self, forward)
            && !self.is_refused_by(&method, operator, left, right, false)
        {
            let result = self.call_found(&method, left, std::slice::from_ref(right))?;
            if result.word() != Word::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        // In place, an instance of a class is asked whether it repeats, and no other.
        let repeats = operator == Operator::Mul
            && in_place
            && left.header().is_some_and(|header| header.shape().is_heap());
        if let Some(method) = reflected_method
            && !self.is_refused_by(&method, operator, right, left, false)
            && !(repeats && is_built_in_sequence(right, &method))
        {
            let result = self.call_found(&method, right, std::slice::from_ref(left))?;
            if result.word() != Word::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        Err(self.unsupported(operator, symbol, left, right, &left_class, &right_class, in_place))
    }

    /// Whether a method found for a sequence repeats it.
    fn is_repetition(&mut self, sequence: &Value<R>, method: &Value<R>) -> bool {
        is_built_in_sequence(sequence, method)
            || method.as_ref::<Native<R>>().is_some()
                && self.class_of(sequence).flags().has(ClassFlags::SEQUENCE)
    }

    /// Whether the method of a built-in sequence would complain of the other operand, as it does when it is called by name:
    /// for the operator, what that operand has to say comes first.
    #[inline]
    fn is_refused_by(
        &mut self,
        method: &Value<R>,
        operator: Operator,
        sequence: &Value<R>,
        other: &Value<R>,
        in_place: bool,
    ) -> bool {
        if !matches!(operator, Operator::Add | Operator::Mul) {
            return false;
        }
        let Some(kind) = sequence.header().map(|header| header.kind()) else { return false };
        let repeated = operator == Operator::Mul && self.is_repetition(sequence, method);
        if !repeated && !is_built_in_sequence(sequence, method) {
            return false;
        }
        match (operator, kind) {
            (Operator::Mul, _) => {
                !self.is_int(other) && self.class_of(other).special(self, Special::Index).is_none()
            }
            (_, Kind::Str) => other.as_ref::<Str<R>>().is_none(),
            (_, Kind::Tuple) => other.as_ref::<Tuple<R>>().is_none(),
            // In place, a list takes anything.
            (_, Kind::List) => !in_place && other.as_ref::<List<R>>().is_none(),
            _ => self.bytes_like(other).is_none(),
        }
    }

    /// What a built-in sequence says of an operand that it is not concatenated with.
    #[cold]
    pub(crate) fn not_concatenated(&mut self, sequence: &Value<R>, other: &Value<R>) -> Raised<R> {
        let class = self.class_of(other);
        let other = class.shown_name();
        let message = match sequence.header().map(|header| header.kind()) {
            Some(Kind::Bytes) => format!("can't concat {other} to bytes"),
            Some(Kind::Other) => format!("can't concat {other} to bytearray"),
            kind => {
                let name = match kind {
                    Some(Kind::Str) => "str",
                    Some(Kind::List) => "list",
                    _ => "tuple",
                };
                format!("can only concatenate {name} (not \"{other}\") to {name}")
            }
        };
        self.type_error(&message)
    }

    /// What a built-in sequence says of a number of repetitions that is none.
    #[cold]
    pub fn not_repeated(&mut self, times: &Value<R>) -> Raised<R> {
        let message = format!("'{}' object cannot be interpreted as an integer", self.type_name(times));
        self.type_error(&message)
    }

    #[cold]
    #[expect(clippy::too_many_arguments, reason = "one message")]
    fn unsupported(
        &mut self,
        operator: Operator,
        symbol: &str,
        left: &Value<R>,
        right: &Value<R>,
        left_class: &Ref<R, Class<R>>,
        right_class: &Ref<R, Class<R>>,
        in_place: bool,
    ) -> Raised<R> {
        // Sequences have errors of their own.
        let sequence = |value: &Value<R>| {
            value.header().is_some_and(|header| {
                matches!(header.kind(), Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes)
            }) || value.as_ref::<ByteArray<R>>().is_some()
        };
        // A class with a method of its own is asked as any class is.
        let built_in =
            |method: Option<Value<R>>| method.is_none_or(|method| method.as_ref::<Native<R>>().is_some());
        if operator == Operator::Add && sequence(left) && built_in(left_class.special(self, Special::Add)) {
            return self.not_concatenated(left, right);
        }
        // In place, an instance of a class is asked first, and has nothing to repeat.
        let asked = !(in_place && left.header().is_some_and(|header| header.shape().is_heap()));
        let mut repeated = |value: &Value<R>, class: &Ref<R, Class<R>>| {
            let method = class.special(self, Special::Mul);
            (sequence(value) || method.is_some() && class.flags().has(ClassFlags::SEQUENCE))
                && built_in(method)
                && built_in(class.special(self, Special::Rmul))
        };
        let (left_repeated, right_repeated) = (repeated(left, left_class), repeated(right, right_class));
        if operator == Operator::Mul && (left_repeated || right_repeated && asked) {
            let other = if left_repeated { right_class } else { left_class };
            let message = format!("can't multiply sequence by non-int of type '{}'", other.shown_name());
            return self.type_error(&message);
        }
        let symbol = match (in_place, operator) {
            (true, Operator::Pow) => "**=".to_owned(),
            (true, _) => format!("{symbol}="),
            (false, _) => symbol.to_owned(),
        };
        let (left, right) = (left_class.shown_name(), right_class.shown_name());
        let message = format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'");
        self.type_error(&message)
    }

    /// A unary operator by its special method.
    pub fn unary(&mut self, special: Special, value: &Value<R>) -> Return<R> {
        if let Some(int) = value.word().as_int() {
            match special {
                Special::Neg => return Ok(self.new_int(-int)),
                Special::Pos => return Ok(value.clone()),
                Special::Invert => return Ok(self.new_int(!int)),
                _ => {}
            }
        }
        if let Some(float) = value.word().as_float() {
            match special {
                Special::Neg => return Ok(Value::float(-float)),
                Special::Pos => return Ok(value.clone()),
                _ => {}
            }
        }
        match self.call_special(value, special, &[])? {
            Some(result) => Ok(result),
            None => {
                let symbol = match special {
                    Special::Neg => "-",
                    Special::Pos => "+",
                    Special::Invert => "~",
                    _ => return Err(self.bad_operand(value, "abs()")),
                };
                Err(self.bad_operand(value, &format!("unary {symbol}")))
            }
        }
    }

    fn bad_operand(&mut self, value: &Value<R>, operator: &str) -> Raised<R> {
        let message = format!("bad operand type for {operator}: '{}'", self.type_name(value));
        self.type_error(&message)
    }
}

/// Two values as integers, if they are ints of class `int` itself.
#[inline]
pub(crate) fn plain_integers<'a, R: Runtime>(
    left: &'a Value<R>,
    right: &'a Value<R>,
) -> Option<(IntegerRef<'a>, IntegerRef<'a>)> {
    let plain = |value: &Value<R>| {
        value.word().is_int()
            || value.header().is_some_and(|header| header.kind() == Kind::BigInt && !header.shape().is_heap())
    };
    if plain(left) && plain(right) { integer_ref(left).zip(integer_ref(right)) } else { None }
}

/// The result of an operator on two immediate integers, if it is an immediate one: what is known where it is called is decided there.
#[inline(always)]
pub(crate) fn of_integers(operator: Operator, left: Word, right: Word) -> Option<Word> {
    let (one, other) = (left.int_payload(), right.int_payload());
    match operator {
        Operator::Add => left.checked_add(right),
        Operator::Sub => left.checked_sub(right),
        Operator::Mul => left.checked_mul(right),
        // Integers of 49 bits are exact as floats, and so the quotient is rounded once.
        Operator::Div if other != 0 => Some(Word::float(one as f64 / other as f64)),
        Operator::FloorDiv if other != 0 => {
            Word::int(one / other - i64::from(one % other != 0 && (one < 0) != (other < 0)))
        }
        Operator::Mod if other != 0 => {
            let rest = one % other;
            Some(Word::small_int(if rest != 0 && (rest ^ other) < 0 { rest + other } else { rest }))
        }
        Operator::And => Some(Word::small_int(one & other)),
        Operator::Or => Some(Word::small_int(one | other)),
        Operator::Xor => Some(Word::small_int(one ^ other)),
        Operator::RightShift if other >= 0 => Some(Word::small_int(one >> other.min(63))),
        Operator::LeftShift if (0..48).contains(&other) => {
            let shifted = one << other;
            if shifted >> other == one { Word::int(shifted) } else { None }
        }
        Operator::Pow if other >= 0 => {
            let result = u32::try_from(other).ok().and_then(|other| one.checked_pow(other))?;
            Word::int(result)
        }
        _ => None,
    }
}

/// Arithmetic on two immediate numbers, where the result is immediate too.
#[inline]
pub(crate) fn arithmetic(operator: Operator, left: Word, right: Word) -> Option<Word> {
    if left.are_ints(right) {
        return of_integers(operator, left, right);
    }
    let number = |word: Word| {
        if word.is_float() { Some(word.float_payload()) } else { word.as_int().map(|int| int as f64) }
    };
    let (one, other) = (number(left)?, number(right)?);
    match operator {
        Operator::Add => Some(Word::float(one + other)),
        Operator::Sub => Some(Word::float(one - other)),
        Operator::Mul => Some(Word::float(one * other)),
        Operator::Div if other != 0.0 => Some(Word::float(one / other)),
        Operator::FloorDiv if other != 0.0 => Some(Word::float(float_floor_div(one, other))),
        Operator::Mod if other != 0.0 => Some(Word::float(float_mod(one, other))),
        Operator::Pow => match text::float::power(one, other) {
            Ok(text::float::Power::Real(power)) => Some(Word::float(power)),
            _ => None,
        },
        _ => None,
    }
}

/// Python's `%` on floats: the sign of the divisor.
pub(crate) fn float_mod(one: f64, other: f64) -> f64 {
    let rest = one % other;
    if rest == 0.0 {
        0f64.copysign(other)
    } else if (other < 0.0) != (rest < 0.0) {
        rest + other
    } else {
        rest
    }
}

/// Python's `//` on floats.
pub(crate) fn float_floor_div(one: f64, other: f64) -> f64 {
    let rest = one % other;
    let mut quotient = (one - rest) / other;
    if rest != 0.0 && (other < 0.0) != (rest < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        0f64.copysign(one / other)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    }
}
