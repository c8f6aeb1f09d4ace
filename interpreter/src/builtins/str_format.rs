//! `template % values`, `template.format(…)` and `template.format_map(…)`.

use super::bytearray::ByteArray;
use super::str::own;
use crate::conversion::integer_ref;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Bytes, Dict, Runtime, Special, Str, Tuple, Value};
use text::format_spec::{FormatSpec, Target, format_float, format_integer, format_str};
use text::percent::{self, FieldLayout};
use text::surrogate;
use text::template::{self, First, Numbering, Step};

// ---- % ---------------------------------------------------------------------------------------------------------------

/// The values a `%` template takes: one after the other, or by key from a mapping.
pub(super) struct Values<'a, R: Runtime> {
    all: &'a Value<R>,
    /// The items of a tuple; None if there is only one value.
    items: Option<&'a [Value<R>]>,
    next: usize,
    mapping: bool,
}

impl<'a, R: Runtime> Values<'a, R> {
    /// `all` as it stands on the right of `%`.
    pub(super) fn new(vm: &mut Vm<R>, all: &'a Value<R>) -> Self {
        let items = all.as_ref::<Tuple<R>>().map(|tuple| tuple.as_slice());
        let mapping = items.is_none()
            && all.as_ref::<Str<R>>().is_none()
            && (all.as_ref::<Dict<R>>().is_some()
                || vm.class_of(all).special(vm, Special::Getitem).is_some());
        Values { all, items, next: 0, mapping }
    }

    /// The values of `bytes % all`: to bytes, bytes are one value, as a str is to a str.
    pub(super) fn of_bytes(vm: &mut Vm<R>, all: &'a Value<R>) -> Self {
        let mut values = Self::new(vm, all);
        values.mapping &= all.as_ref::<Bytes<R>>().is_none() && all.as_ref::<ByteArray<R>>().is_none();
        values
    }

    /// The next value.
    pub(super) fn next(&mut self, vm: &mut Vm<R>) -> Return<R> {
        let value = match self.items {
            Some(items) => items.get(self.next),
            None if self.next == 0 => Some(self.all),
            None => None,
        };
        self.next += 1;
        value.cloned().ok_or_else(|| vm.type_error("not enough arguments for format string"))
    }

    /// The integer of a `*`.
    pub(super) fn next_amount(&mut self, vm: &mut Vm<R>) -> Return<R, i64> {
        let value = self.next(vm)?;
        match vm.is_int(&value) {
            true => vm.index(&value),
            false => Err(vm.type_error("* wants int")),
        }
    }

    /// Whether there may be keys.
    pub(super) fn mapping(&self) -> bool {
        self.mapping
    }

    /// The value of a key.
    pub(super) fn by_key(&self, vm: &mut Vm<R>, key: &Value<R>) -> Return<R> {
        vm.get_item(self.all, key)
    }

    /// TypeError if values are left over.
    pub(super) fn finish(&self, vm: &mut Vm<R>, what: &str) -> Return<R, ()> {
        let count = self.items.map_or(1, <[_]>::len);
        if self.next < count && !self.mapping {
            return Err(vm.type_error(&format!("not all arguments converted during {what} formatting")));
        }
        Ok(())
    }
}

/// Formats a number: `%d`, `%x`, `%f` and the like. None if the conversion is not one of numbers.
pub(super) fn format_number<R: Runtime>(
    vm: &mut Vm<R>,
    kind: char,
    layout: &FieldLayout,
    value: &Value<R>,
) -> Return<R, Option<String>> {
    let digits = vm.int_max_str_digits();
    let result = match kind {
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
            let converted = match integer_ref(value) {
                Some(_) => value.clone(),
                None => to_integer(vm, kind, value)?,
            };
            let Some(integer) = integer_ref(&converted) else { return Ok(None) };
            layout.integer(integer, digits)
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => layout.float(vm.to_float(value)?),
        _ => return Ok(None),
    };
    vm.raised(result).map(Some)
}

fn to_integer<R: Runtime>(vm: &mut Vm<R>, kind: char, value: &Value<R>) -> Return<R> {
    let class = vm.class_of(value);
    let exact = matches!(kind, 'o' | 'x' | 'X');
    let has_index = class.special(vm, Special::Index).is_some();
    if has_index && (exact || class.special(vm, Special::Int).is_none()) {
        let integer = vm.index_integer(value)?;
        return Ok(vm.new_integer(integer));
    }
    if !exact && class.special(vm, Special::Int).is_some() {
        return vm.to_int(value);
    }
    let wanted = if exact { "an integer is required" } else { "a real number is required" };
    Err(vm.type_error(&format!("%{kind} format: {wanted}, not {}", class.shown_name())))
}

fn character<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, char> {
    if let Some(string) = value.as_ref::<Str<R>>() {
        return match (string.characters(), string.as_str().chars().next()) {
            (1, Some(character)) => Ok(character),
            (length, _) => {
                let message =
                    format!("%c requires an int or a unicode character, not a string of length {length}");
                Err(vm.type_error(&message))
            }
        };
    }
    if !vm.is_int(value) && vm.class_of(value).special(vm, Special::Index).is_none() {
        let message =
            format!("%c requires an int or a unicode character, not {}", vm.qualified_type_name(value));
        return Err(vm.type_error(&message));
    }
    let integer = vm.index_integer(value)?;
    match u32::try_from(integer).ok().and_then(surrogate::from_code_point) {
        Some(character) => Ok(character),
        None => Err(vm.overflow_error("%c arg not in range(0x110000)")),
    }
}

pub(super) fn modulo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let template = own(&arguments[0]);
    let mut values = Values::new(vm, &arguments[1]);
    let mut result = String::with_capacity(template.len() + 16);
    for piece in percent::Pieces::new(template, values.mapping()) {
        let field = match vm.raised(piece)? {
            percent::Piece::Literal(text) => {
                result.push_str(text);
                continue;
            }
            percent::Piece::Field(field) => field,
        };
        let keyed = match field.key {
            Some(key) => {
                let key = vm.new_str(key);
                Some(values.by_key(vm, &key)?)
            }
            None => None,
        };
        let layout = field.layout(|| values.next_amount(vm))?;
        let value = match keyed {
            Some(value) => value,
            None => values.next(vm)?,
        };
        let text = match field.kind {
            's' => {
                let shown = vm.str(&value)?;
                layout.text(shown.as_str())
            }
            'r' => {
                let shown = vm.repr(&value)?;
                layout.text(shown.as_str())
            }
            'a' => {
                let shown = vm.ascii(&value)?;
                layout.text(own(&shown))
            }
            'c' => {
                let character = character(vm, &value)?;
                layout.character(character)
            }
            kind => match format_number(vm, kind, &layout, &value)? {
                Some(text) => Ok(text),
                None => Err(field.unsupported()),
            },
        };
        result.push_str(&vm.raised(text)?);
    }
    values.finish(vm, "string")?;
    Ok(vm.new_string(result))
}

pub(super) fn reflected_modulo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match arguments[1].as_ref::<Str<R>>() {
        Some(_) => modulo(vm, &[arguments[1].clone(), arguments[0].clone()]),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `format(value, spec)` of a float, a small int or a str that is not of a subclass, without looking `__format__` up.
pub(crate) fn format_plain<R: Runtime>(value: &Value<R>, spec: &str) -> Option<text::Result<String>> {
    if spec.is_empty() {
        return None;
    }
    if let Some(float) = value.word().as_float() {
        let parsed = FormatSpec::parse(spec, Target::Float, "float");
        return Some(parsed.and_then(|spec| format_float(float, &spec, "float")));
    }
    if let Some(int) = value.word().as_int() {
        let parsed = FormatSpec::parse(spec, Target::Integer, "int");
        // No immediate int has as many digits as any limit.
        return Some(parsed.and_then(|spec| format_integer(int.into(), &spec, "int", 0)));
    }
    let string = value.as_ref::<Str<R>>().filter(|string| !string.head().shape().is_heap())?;
    let parsed = FormatSpec::parse(spec, Target::Text, "str");
    Some(parsed.and_then(|spec| format_str(string.as_str(), &spec, "str")))
}

// ---- format ----------------------------------------------------------------------------------------------------------

/// What the fields of a template name.
struct Fields<'a, R: Runtime> {
    /// Positional arguments; `format_map` has none.
    positional: Option<&'a [Value<R>]>,
    /// Keyword arguments: a mapping, or unbound if there are none.
    named: &'a Value<R>,
    numbering: Numbering,
}

impl<R: Runtime> Fields<'_, R> {
    fn first(&mut self, vm: &mut Vm<R>, first: First) -> Return<R> {
        let position = match first {
            First::Next => vm.raised(self.numbering.automatic())?,
            First::Position(position) => {
                vm.raised(self.numbering.manual())?;
                position
            }
            First::Keyword(name) => {
                let key = vm.new_str(name);
                return match self.named.given() {
                    Some(named) => vm.get_item(named, &key),
                    None => Err(vm.key_error(&key)),
                };
            }
        };
        match self.positional {
            None => Err(vm.value_error("Format string contains positional fields")),
            Some(positional) => match positional.get(position) {
                Some(value) => Ok(value.clone()),
                None => Err(vm.text_error(template::position_out_of_range(position))),
            },
        }
    }

    fn fetch(&mut self, vm: &mut Vm<R>, name: &str) -> Return<R> {
        let name = vm.raised(template::FieldName::parse(name))?;
        let mut value = self.first(vm, name.first)?;
        for step in name.steps {
            value = match vm.raised(step)? {
                Step::Attribute(attribute) => vm.get_attr_str(&value, attribute)?,
                Step::Index(index) => {
                    let index = vm.new_usize(index);
                    vm.get_item(&value, &index)?
                }
                Step::Key(key) => {
                    let key = vm.new_str(key);
                    vm.get_item(&value, &key)?
                }
            };
        }
        Ok(value)
    }

    /// Fills a template in. Fields may stand in the specifications of fields, `depth` levels in all.
    fn fill(&mut self, vm: &mut Vm<R>, template: &str, depth: usize) -> Return<R, String> {
        if depth == 0 {
            return Err(vm.text_error(template::nested_too_deep()));
        }
        let mut result = String::with_capacity(template.len() + 16);
        for piece in template::Pieces::new(template) {
            let field = match vm.raised(piece)? {
                template::Piece::Literal(text) => {
                    result.push_str(text);
                    continue;
                }
                template::Piece::Field(field) => field,
            };
            let value = self.fetch(vm, field.name)?;
            let value = match field.conversion {
                None => value,
                Some('s') => vm.str(&value)?.into_value(),
                Some('r') => vm.repr(&value)?.into_value(),
                Some('a') => vm.ascii(&value)?,
                Some(other) => return Err(vm.text_error(template::unknown_conversion(other))),
            };
            let text = if field.is_nested() {
                let spec = self.fill(vm, field.spec, depth - 1)?;
                vm.format(&value, &spec)?
            } else {
                vm.format(&value, field.spec)?
            };
            result.push_str(text.as_str());
        }
        Ok(result)
    }
}

/// Levels of fields: those of the template, and those in their specifications.
const DEPTH: usize = 2;

pub(super) fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let positional = arguments[1].as_ref::<Tuple<R>>().map_or(&[][..], |tuple| tuple.as_slice());
    let mut fields =
        Fields { positional: Some(positional), named: &arguments[2], numbering: Numbering::default() };
    let text = fields.fill(vm, own(&arguments[0]), DEPTH)?;
    Ok(vm.new_string(text))
}

pub(super) fn format_map<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut fields = Fields { positional: None, named: &arguments[1], numbering: Numbering::default() };
    let text = fields.fill(vm, own(&arguments[0]), DEPTH)?;
    Ok(vm.new_string(text))
}
