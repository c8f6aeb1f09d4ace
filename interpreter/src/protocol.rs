//! What the language asks of any value: hash, equality, truth, length, iteration, text, conversion.

use crate::builtins::{DictView, HashedIterator, Shown, StrIterator};
use crate::iterate::{Range, RangeIterator, SequenceIterator};
use crate::native::Native;
use crate::operator::plain_integers;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use num_traits::ToPrimitive;
use object_model::{
    BigInt, Borrowed, Class, ClassFlags, Dict, Kind, List, Ref, Runtime, Set, Special, Str, Tuple, Value,
    Word, simple,
};

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
    /// `hash(value)`
    #[inline]
    pub fn hash(&mut self, value: &Value<R>) -> Return<R, i64> {
        if value.shape().is_none_or(|shape| !shape.is_heap())
            && let Some(hash) = simple::hash(value)
        {
            return Ok(hash);
        }
        self.hash_slow(value)
    }

    fn hash_slow(&mut self, value: &Value<R>) -> Return<R, i64> {
        let class = self.class_of(value);
        let Some(method) = class.special(self, Special::Hash).filter(|method| !method.is_none()) else {
            let message = format!("unhashable type: '{}'", class.name());
            return Err(self.type_error(&message));
        };
        let result = self.call_found(&method, value, &[])?;
        match self.as_integer(&result) {
            Some(integer) => Ok(integer.to_i64().map_or_else(
                || text::int::hash((&integer).into()),
                |hash| if hash == -1 { -2 } else { hash },
            )),
            None => Err(self.type_error("__hash__ method should return an integer")),
        }
    }

    /// Calls a special method found on the class of `object`.
    pub(crate) fn call_found(
        &mut self,
        method: &Value<R>,
        object: &Value<R>,
        arguments: &[Value<R>],
    ) -> Return<R> {
        let plain = method.header().is_some_and(|header| header.kind() == Kind::Function)
            || method
                .as_ref::<Native<R>>()
                .is_some_and(|native| native.kind == crate::native::NativeKind::Method);
        if plain {
            return match arguments {
                [] => self.call(method, std::slice::from_ref(object)),
                [one] => self.call(method, &Borrowed::new([object, one])),
                [one, two] => self.call(method, &Borrowed::new([object, one, two])),
                _ => {
                    let mut all = vec![object.clone()];
                    all.extend_from_slice(arguments);
                    self.call(method, &all)
                }
            };
        }
        let class = self.class_of(object);
        let bound = self.descriptor_get(method, object, class.value())?;
        self.call(&bound, arguments)
    }

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
            return Ok(Value::bool(comparison.of(one.as_str().cmp(other.as_str()))));
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
        match comparison {
            Comparison::Eq => Ok(Value::bool(left.is(right))),
            Comparison::Ne => Ok(Value::bool(!left.is(right))),
            _ => {
                let message = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    comparison.symbol(),
                    left_class.name(),
                    right_class.name(),
                );
                Err(self.type_error(&message))
            }
        }
    }

    /// `bool(value)`
    #[inline]
    pub fn truth(&mut self, value: &Value<R>) -> Return<R, bool> {
        let word = value.word();
        match word {
            Word::TRUE => Ok(true),
            Word::FALSE | Word::NONE => Ok(false),
            _ if word.is_int() => Ok(word.int_payload() != 0),
            _ if word.is_float() => Ok(word.float_payload() != 0.0),
            _ => self.truth_slow(value),
        }
    }

    fn truth_slow(&mut self, value: &Value<R>) -> Return<R, bool> {
        let Some(header) = value.header() else { return Ok(true) };
        if !header.shape().is_heap() {
            match header.kind() {
                Kind::Str => {
                    return Ok(!value.as_ref::<Str<R>>().is_some_and(|string| string.as_str().is_empty()));
                }
                Kind::List => return Ok(value.as_ref::<List<R>>().is_some_and(|list| !list.is_empty())),
                Kind::Dict => return Ok(value.as_ref::<Dict<R>>().is_some_and(|dict| !dict.is_empty())),
                Kind::Set => return Ok(value.as_ref::<Set<R>>().is_some_and(|set| !set.is_empty())),
                Kind::Tuple => {
                    return Ok(value.as_ref::<Tuple<R>>().is_some_and(|tuple| !tuple.as_slice().is_empty()));
                }
                Kind::BigInt => return Ok(true),
                _ => {}
            }
        }
        let class = self.class_of(value);
        if let Some(method) = class.special(self, Special::Bool) {
            let result = self.call_found(&method, value, &[])?;
            return match result.word().as_bool() {
                Some(truth) => Ok(truth),
                None => {
                    let message =
                        format!("__bool__ should return bool, returned {}", self.type_name(&result));
                    Err(self.type_error(&message))
                }
            };
        }
        if class.special(self, Special::Len).is_some() {
            return Ok(self.len(value)? != 0);
        }
        Ok(true)
    }

    /// `len(value)`
    pub fn len(&mut self, value: &Value<R>) -> Return<R, usize> {
        if let Some(header) = value.header()
            && !header.shape().is_heap()
        {
            match header.kind() {
                Kind::Str => return Ok(value.as_ref::<Str<R>>().map_or(0, |string| string.characters())),
                Kind::List => return Ok(value.as_ref::<List<R>>().map_or(0, |list| list.len())),
                Kind::Dict => return Ok(value.as_ref::<Dict<R>>().map_or(0, |dict| dict.len())),
                Kind::Set => return Ok(value.as_ref::<Set<R>>().map_or(0, |set| set.len())),
                Kind::Tuple => {
                    return Ok(value.as_ref::<Tuple<R>>().map_or(0, |tuple| tuple.as_slice().len()));
                }
                _ => {}
            }
        }
        match self.call_special(value, Special::Len, &[])? {
            Some(length) => {
                let integer = self.index_integer(&length)?;
                let Some(length) = integer.to_i64() else {
                    let message =
                        format!("cannot fit '{}' into an index-sized integer", self.type_name(&length));
                    return Err(self.overflow_error(&message));
                };
                if length < 0 {
                    return Err(self.value_error("__len__() should return >= 0"));
                }
                Ok(length as usize)
            }
            None => {
                let message = format!("object of type '{}' has no len()", self.type_name(value));
                Err(self.type_error(&message))
            }
        }
    }

    /// A value as an index: an int, or what its `__index__` answers. OverflowError beyond 64 bits.
    pub fn index(&mut self, value: &Value<R>) -> Return<R, i64> {
        if let Some(int) = value.word().as_int() {
            return Ok(int);
        }
        let integer = self.index_integer(value)?;
        match integer.to_i64() {
            Some(int) => Ok(int),
            None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    /// As [`index`](Self::index), of any size.
    pub fn index_integer(&mut self, value: &Value<R>) -> Return<R, num_bigint::BigInt> {
        if let Some(integer) = self.as_integer(value) {
            return Ok(integer);
        }
        match self.call_special(value, Special::Index, &[])? {
            Some(result) => match self.as_integer(&result) {
                Some(integer) => Ok(integer),
                None => {
                    let message = format!("__index__ returned non-int (type {})", self.type_name(&result));
                    Err(self.type_error(&message))
                }
            },
            None => {
                let message =
                    format!("'{}' object cannot be interpreted as an integer", self.type_name(value));
                Err(self.type_error(&message))
            }
        }
    }

    /// A value as a float: a float, an int, or what its `__float__` or `__index__` answers.
    pub fn to_float(&mut self, value: &Value<R>) -> Return<R, f64> {
        if let Some(float) = value.word().as_float() {
            return Ok(float);
        }
        if let Some(int) = value.word().as_int() {
            return Ok(int as f64);
        }
        if let Some(truth) = value.word().as_bool() {
            return Ok(f64::from(u8::from(truth)));
        }
        if let Some(float) = value.as_ref::<crate::number::Float<R>>() {
            return Ok(float.get());
        }
        if let Some(big) = value.as_ref::<BigInt<R>>() {
            return match text::int_float::to_float(big.get()) {
                Ok(float) => Ok(float),
                Err(_) => Err(self.overflow_error("int too large to convert to float")),
            };
        }
        if let Some(result) = self.call_special(value, Special::Float, &[])? {
            return match self.exact_float(&result) {
                Some(float) => Ok(float),
                None => {
                    let message = format!(
                        "{}.__float__ returned non-float (type {})",
                        self.type_name(value),
                        self.type_name(&result)
                    );
                    Err(self.type_error(&message))
                }
            };
        }
        if self.class_of(value).special(self, Special::Index).is_some() {
            let integer = self.index_integer(value)?;
            return match text::int_float::to_float((&integer).into()) {
                Ok(float) => Ok(float),
                Err(_) => Err(self.overflow_error("int too large to convert to float")),
            };
        }
        let message = format!("must be real number, not {}", self.type_name(value));
        Err(self.type_error(&message))
    }

    /// The float of a float (or of an instance of a subclass).
    pub fn exact_float(&self, value: &Value<R>) -> Option<f64> {
        value.word().as_float().or_else(|| value.as_ref::<crate::number::Float<R>>().map(|float| float.get()))
    }

    // ---- iteration ---------------------------------------------------------------------------------------------

    /// `iter(value)`
    pub fn iter(&mut self, value: &Value<R>) -> Return<R> {
        if let Some(header) = value.header()
            && !header.shape().is_heap()
        {
            match header.kind() {
                Kind::List | Kind::Tuple => return Ok(self.new_sequence_iterator(value.clone())),
                Kind::RangeIterator | Kind::SequenceIterator | Kind::HashedIterator => {
                    return Ok(value.clone());
                }
                Kind::Dict => return Ok(self.iter_of_dict(value, Shown::Keys, false)),
                Kind::Set => return Ok(self.iter_of_set(value)),
                Kind::Range => {
                    if let Some(range) = value.as_ref::<Range<R>>() {
                        return Ok(self.iter_of_range(range));
                    }
                }
                Kind::Other => {
                    if let Some(view) = value.as_ref::<DictView<R>>() {
                        return Ok(self.iter_of_view(view));
                    }
                }
                _ => {}
            }
        }
        let class = self.class_of(value);
        if class.value().is(self.types().generator.value()) {
            return Ok(value.clone());
        }
        if let Some(method) = class.special(self, Special::Iter) {
            if method.is_none() {
                let message = format!("'{}' object is not iterable", class.name());
                return Err(self.type_error(&message));
            }
            let iterator = self.call_found(&method, value, &[])?;
            if self.class_of(&iterator).special(self, Special::Next).is_none() {
                let message = format!("iter() returned non-iterator of type '{}'", self.type_name(&iterator));
                return Err(self.type_error(&message));
            }
            return Ok(iterator);
        }
        if class.special(self, Special::Getitem).is_some() {
            return Ok(self.new_sequence_iterator(value.clone()));
        }
        let message = format!("'{}' object is not iterable", class.name());
        Err(self.type_error(&message))
    }

    /// `next(iterator)`; None when exhausted.
    #[inline]
    pub fn next(&mut self, iterator: &Value<R>) -> Return<R, Option<Value<R>>> {
        match iterator.header().map(|header| header.kind()) {
            Some(Kind::RangeIterator) => {
                let range = iterator.as_ref::<RangeIterator<R>>().expect("checked by kind");
                Ok(range.advance().map(|word| self.value_of_int(word)))
            }
            Some(Kind::SequenceIterator) => {
                let sequence = iterator.as_ref::<SequenceIterator<R>>().expect("checked by kind");
                self.next_of_sequence(sequence)
            }
            Some(Kind::HashedIterator) => {
                let entries = iterator.as_ref::<HashedIterator<R>>().expect("checked by kind");
                self.next_of_hashed(entries)
            }
            Some(Kind::Generator) => self.next_of_generator(iterator),
            _ => self.next_slow(iterator),
        }
    }

    fn value_of_int(&self, value: i64) -> Value<R> {
        self.new_int(value)
    }

    fn next_slow(&mut self, iterator: &Value<R>) -> Return<R, Option<Value<R>>> {
        if let Some(characters) = iterator.as_ref::<StrIterator<R>>() {
            return Ok(characters.advance().map(|character| self.new_character(character)));
        }
        let class = self.class_of(iterator);
        let Some(method) = class.special(self, Special::Next) else {
            let message = format!("'{}' object is not an iterator", class.name());
            return Err(self.type_error(&message));
        };
        let result = match method.as_ref::<Native<R>>() {
            // The method of the iterator's own class, so the receiver needs no check.
            Some(native)
                if native.kind == crate::native::NativeKind::Method && native.signature.parameters() == 1 =>
            {
                let next = native.call;
                self.check_recursion("maximum recursion depth exceeded")?;
                next(self, std::slice::from_ref(iterator))
            }
            _ => self.call_found(&method, iterator, &[]),
        };
        match result {
            // Natives answer "exhausted" without making an exception.
            Ok(value) if value.is_unbound() => Ok(None),
            Ok(value) => Ok(Some(value)),
            Err(raised) => {
                let stop = self.exceptions().stop_iteration.clone();
                if self.is_raised(&raised, &stop) { Ok(None) } else { Err(raised) }
            }
        }
    }

    /// Calls `each` with every item of an iterable; stops early when it answers false.
    pub fn for_each(
        &mut self,
        iterable: &Value<R>,
        mut each: impl FnMut(&mut Vm<R>, Value<R>) -> Return<R, bool>,
    ) -> Return<R, ()> {
        let iterator = self.iter(iterable)?;
        while let Some(item) = self.next(&iterator)? {
            self.safepoint_in_native()?;
            if !each(self, item)? {
                break;
            }
        }
        Ok(())
    }

    /// All items of an iterable.
    pub fn collect(&mut self, iterable: &Value<R>) -> Return<R, Vec<Value<R>>> {
        if let Some(header) = iterable.header()
            && !header.shape().is_heap()
        {
            match header.kind() {
                Kind::Tuple => {
                    return Ok(iterable
                        .as_ref::<Tuple<R>>()
                        .map_or(vec![], |tuple| tuple.as_slice().to_vec()));
                }
                Kind::List => {
                    if let Some(list) = iterable.as_ref::<List<R>>() {
                        return Ok(self.list_items(list));
                    }
                }
                Kind::Dict => {
                    if let Some(dict) = iterable.as_ref::<Dict<R>>() {
                        return Ok(self.dict_entries(dict).into_iter().map(|(_, key, _)| key).collect());
                    }
                }
                Kind::Set => {
                    if let Some(set) = iterable.as_ref::<Set<R>>() {
                        return Ok(self.set_members(set).into_iter().map(|(_, member)| member).collect());
                    }
                }
                Kind::Range => {
                    if let Some(range) = iterable.as_ref::<Range<R>>() {
                        return self.values_of_range(range);
                    }
                }
                _ => {
                    if let Some(view) = iterable.as_ref::<DictView<R>>() {
                        return Ok(self.view_items(view));
                    }
                }
            }
        }
        let mut items = Vec::new();
        self.for_each(iterable, |_, item| {
            items.push(item);
            Ok(true)
        })?;
        Ok(items)
    }

    // ---- text --------------------------------------------------------------------------------------------------

    /// `repr(value)`
    pub fn repr(&mut self, value: &Value<R>) -> Return<R, Ref<R, Str<R>>> {
        if value.word().is_int() || value.word().is_float() {
            return self.str(value);
        }
        self.check_recursion("maximum recursion depth exceeded while getting the repr of an object")?;
        self.text_of(value, Special::Repr, "__repr__")
    }

    /// `repr(value)` as Rust text.
    pub fn repr_string(&mut self, value: &Value<R>) -> Return<R, String> {
        self.repr(value).map(|text| text.as_str().to_owned())
    }

    /// `str(value)`
    pub fn str(&mut self, value: &Value<R>) -> Return<R, Ref<R, Str<R>>> {
        if let Some(string) = value.as_ref::<Str<R>>()
            && !string.head().shape().is_heap()
        {
            return Ok(string.clone());
        }
        if let Some(int) = value.word().as_int() {
            let mut buffer = [0u8; 24];
            let text = write_int(int, &mut buffer);
            return Ok(object_model::make::string(self, text));
        }
        if let Some(float) = value.word().as_float() {
            return Ok(object_model::make::string_from(self, text::float::repr(float)));
        }
        self.check_recursion("maximum recursion depth exceeded while getting the str of an object")?;
        self.text_of(value, Special::Str, "__str__")
    }

    /// `str(value)` as Rust text.
    pub fn str_string(&mut self, value: &Value<R>) -> Return<R, String> {
        self.str(value).map(|text| text.as_str().to_owned())
    }

    fn text_of(&mut self, value: &Value<R>, special: Special, name: &str) -> Return<R, Ref<R, Str<R>>> {
        let result = match self.call_special(value, special, &[])? {
            Some(result) => result,
            None => {
                let text = format!("<{} object at {:#x}>", self.type_name(value), value.word().bits());
                self.new_string(text)
            }
        };
        match result.downcast() {
            Ok(text) => Ok(text),
            Err(other) => {
                let message = format!("{name} returned non-string (type {})", self.type_name(&other));
                Err(self.type_error(&message))
            }
        }
    }

    /// `format(value, spec)`
    pub fn format(&mut self, value: &Value<R>, spec: &str) -> Return<R, Ref<R, Str<R>>> {
        if spec.is_empty() {
            if let Some(string) = value.as_ref::<Str<R>>()
                && !string.head().shape().is_heap()
            {
                return Ok(string.clone());
            }
            if value.word().is_int() {
                return self.str(value);
            }
        }
        if let Some(text) = crate::builtins::format_plain(value, spec) {
            let text = self.raised(text)?;
            return Ok(object_model::make::string_from(self, text));
        }
        let spec = self.new_str(spec);
        let result = match self.call_special(value, Special::Format, std::slice::from_ref(&spec))? {
            Some(result) => result,
            None => {
                let message =
                    format!("unsupported format string passed to {}.__format__", self.type_name(value));
                return Err(self.type_error(&message));
            }
        };
        match result.downcast() {
            Ok(text) => Ok(text),
            Err(other) => {
                let message = format!("__format__ must return a str, not {}", self.type_name(&other));
                Err(self.type_error(&message))
            }
        }
    }

    /// Guards a container's repr against itself: None if the repr of `value` is running already.
    pub fn guarded_repr(
        &mut self,
        value: &Value<R>,
        repr: impl FnOnce(&mut Vm<R>) -> Return<R, String>,
    ) -> Return<R, Option<String>> {
        if self.repr_stack.contains(&value.word()) {
            return Ok(None);
        }
        self.repr_stack.push(value.word());
        let result = repr(self);
        self.repr_stack.pop();
        result.map(Some)
    }

    // ---- class relations ---------------------------------------------------------------------------------------

    /// `isinstance(value, class_or_tuple)`
    pub fn is_instance_of(&mut self, value: &Value<R>, classes: &Value<R>) -> Return<R, bool> {
        if self.class_ref(value).value().is(classes) {
            return Ok(true);
        }
        if let Some(tuple) = classes.as_ref::<Tuple<R>>() {
            self.check_recursion("maximum recursion depth exceeded in __instancecheck__")?;
            for class in tuple.as_slice() {
                if self.is_instance_of(value, class)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let meta = self.class_of(classes);
        if !meta.value().is(self.types().type_.value())
            && let Some(check) = meta.special(self, Special::InstanceCheck)
        {
            let result = self.call_found(&check, classes, std::slice::from_ref(value))?;
            return self.truth(&result);
        }
        self.is_instance_default(value, classes)
    }

    /// `type.__instancecheck__`
    pub fn is_instance_default(&mut self, value: &Value<R>, class: &Value<R>) -> Return<R, bool> {
        match class.as_ref::<Class<R>>() {
            Some(class) => {
                if self.is_instance(value, class) {
                    return Ok(true);
                }
                // `__class__` may claim another class.
                if value.shape().is_none_or(|shape| !shape.is_heap()) {
                    return Ok(false);
                }
                let claimed = self.find_attr_str(value, "__class__")?;
                match claimed.as_ref().and_then(|claimed| claimed.as_ref::<Class<R>>()) {
                    Some(claimed) => Ok(self.is_subclass(claimed, class)),
                    None => Ok(false),
                }
            }
            None => {
                let message = "isinstance() arg 2 must be a type, a tuple of types, or a union";
                Err(self.type_error(message))
            }
        }
    }

    /// `issubclass(class, class_or_tuple)`
    pub fn is_subclass_of(&mut self, class: &Value<R>, classes: &Value<R>) -> Return<R, bool> {
        if let Some(tuple) = classes.as_ref::<Tuple<R>>() {
            self.check_recursion("maximum recursion depth exceeded in __subclasscheck__")?;
            for one in tuple.as_slice() {
                if self.is_subclass_of(class, one)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let meta = self.class_of(classes);
        if !meta.value().is(self.types().type_.value())
            && let Some(check) = meta.special(self, Special::SubclassCheck)
        {
            let result = self.call_found(&check, classes, std::slice::from_ref(class))?;
            return self.truth(&result);
        }
        self.is_subclass_default(class, classes)
    }

    /// `type.__subclasscheck__`
    pub fn is_subclass_default(&mut self, class: &Value<R>, other: &Value<R>) -> Return<R, bool> {
        match (class.as_ref::<Class<R>>(), other.as_ref::<Class<R>>()) {
            (Some(class), Some(other)) => Ok(self.is_subclass(class, other)),
            (None, _) => Err(self.type_error("issubclass() arg 1 must be a class")),
            (_, None) => {
                Err(self.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"))
            }
        }
    }

    /// `callable(value)`
    pub fn is_callable(&mut self, value: &Value<R>) -> bool {
        self.class_of(value).special(self, Special::Call).is_some()
            || matches!(
                value.header().map(|header| header.kind()),
                Some(Kind::Function | Kind::Native | Kind::Method | Kind::Class)
            )
    }

    /// Whether an exception matches the class or tuple of classes of an `except` clause.
    pub fn matches_exception(&mut self, exception: &Value<R>, types: &Value<R>) -> Return<R, bool> {
        if let Some(tuple) = types.as_ref::<Tuple<R>>() {
            self.check_recursion("maximum recursion depth exceeded")?;
            for one in tuple.as_slice() {
                if self.matches_exception(exception, one)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        match types.as_ref::<Class<R>>() {
            Some(class) if class.flags().has(ClassFlags::EXCEPTION) => Ok(self.is_instance(exception, class)),
            _ => {
                Err(self.type_error("catching classes that do not inherit from BaseException is not allowed"))
            }
        }
    }

    /// What `raise value` raises: an instance, or a class called without arguments.
    pub fn exception_from(&mut self, value: &Value<R>) -> Raised<R> {
        if self.is_exception(value) {
            return Raised(value.clone());
        }
        if let Some(class) = value.as_ref::<Class<R>>()
            && class.flags().has(ClassFlags::EXCEPTION)
        {
            return match self.call(value, &[]) {
                Ok(exception) if self.is_exception(&exception) => Raised(exception),
                Ok(other) => {
                    let message = format!(
                        "calling {} should have returned an instance of BaseException, not {}",
                        class.name(),
                        self.type_name(&other)
                    );
                    self.type_error(&message)
                }
                Err(raised) => raised,
            };
        }
        self.type_error("exceptions must derive from BaseException")
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

/// Writes an integer in decimal.
pub(crate) fn write_int(value: i64, buffer: &mut [u8; 24]) -> &str {
    let mut at = buffer.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        at -= 1;
        buffer[at] = b'-';
    }
    std::str::from_utf8(&buffer[at..]).expect("digits are ASCII")
}
