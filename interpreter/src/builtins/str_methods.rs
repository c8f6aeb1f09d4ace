//! The methods of `str` that search, split, strip, justify, translate and classify.

use super::sequence::is_exact;
use super::str::{codec_arguments, exact, own, part_of, short};
use crate::raised::{Raised, Return};
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Dict, Kind, Ref, Runtime, Str, Tuple, Value};
use std::ops::Range;
use text::str_ops::{self, Ends, Translation};
use text::{casing, surrogate, unicode, window};

// ---- searching -------------------------------------------------------------------------------------------------------

/// The part of the receiver between two indices, in bytes; None if nothing can be found there.
fn window_of<R: Runtime>(
    vm: &mut Vm<R>,
    receiver: &Value<R>,
    start: &Value<R>,
    end: &Value<R>,
) -> Return<R, Option<Range<usize>>> {
    let Some(string) = receiver.as_ref::<Str<R>>() else { return Ok(None) };
    if start.some().is_none() && end.some().is_none() {
        return Ok(Some(0..string.as_str().len()));
    }
    let (start, end) = (vm.optional_index(start)?, vm.optional_index(end)?);
    let range = window::indices(string.characters(), start, end);
    Ok(range.map(|range| string.offset_of(range.start)..string.offset_of(range.end)))
}

/// The character index of what `search` finds.
fn position<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    name: &str,
    search: fn(&str, &str) -> Option<usize>,
) -> Return<R, Option<usize>> {
    let part = vm.str_argument(&arguments[1], &format!("{name}() argument 1"))?;
    let Some(range) = window_of(vm, &arguments[0], &arguments[2], &arguments[3])? else { return Ok(None) };
    let text = own(&arguments[0]);
    let first = range.start;
    let Some(found) = search(&text[range], part) else { return Ok(None) };
    let length = arguments[0].as_ref::<Str<R>>().map_or(0, |string| string.characters());
    Ok(Some(window::characters_before(text, length, first + found)))
}

fn or_minus_one<R: Runtime>(vm: &Vm<R>, found: Option<usize>) -> Value<R> {
    found.map_or_else(|| vm.new_int(-1), |found| vm.new_usize(found))
}

fn find<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let found = position(vm, arguments, "find", str_ops::find)?;
    Ok(or_minus_one(vm, found))
}

fn rfind<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let found = position(vm, arguments, "rfind", str_ops::rfind)?;
    Ok(or_minus_one(vm, found))
}

fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match position(vm, arguments, "index", str_ops::find)? {
        Some(found) => Ok(vm.new_usize(found)),
        None => Err(vm.value_error("substring not found")),
    }
}

fn rindex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match position(vm, arguments, "rindex", str_ops::rfind)? {
        Some(found) => Ok(vm.new_usize(found)),
        None => Err(vm.value_error("substring not found")),
    }
}

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let part = vm.str_argument(&arguments[1], "count() argument 1")?;
    let count = match window_of(vm, &arguments[0], &arguments[2], &arguments[3])? {
        Some(range) => str_ops::count(&own(&arguments[0])[range], part),
        None => 0,
    };
    Ok(vm.new_usize(count))
}

/// `startswith` and `endswith`: one affix or a tuple of them.
fn has_affix<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    name: &str,
    test: fn(&str, &str) -> bool,
) -> Return<R> {
    let range = window_of(vm, &arguments[0], &arguments[2], &arguments[3])?;
    let text = range.map(|range| &own(&arguments[0])[range]);
    if let Some(affix) = arguments[1].as_ref::<Str<R>>() {
        return Ok(Value::bool(text.is_some_and(|text| test(text, affix.as_str()))));
    }
    let Some(affixes) = arguments[1].as_ref::<Tuple<R>>() else {
        let other = vm.type_name(&arguments[1]);
        return Err(vm.type_error(&format!("{name} first arg must be str or a tuple of str, not {other}")));
    };
    for affix in affixes.as_slice() {
        let Some(affix) = affix.as_ref::<Str<R>>() else {
            let other = vm.type_name(affix);
            return Err(vm.type_error(&format!("tuple for {name} must only contain str, not {other}")));
        };
        if text.is_some_and(|text| test(text, affix.as_str())) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn startswith<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    has_affix(vm, arguments, "startswith", |text, affix| text.starts_with(affix))
}

fn endswith<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    has_affix(vm, arguments, "endswith", |text, affix| text.ends_with(affix))
}

fn removeprefix<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let prefix = vm.str_argument(&arguments[1], "removeprefix() argument")?;
    let text = own(&arguments[0]);
    Ok(part_of(vm, &arguments[0], text.strip_prefix(prefix).unwrap_or(text)))
}

fn removesuffix<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let suffix = vm.str_argument(&arguments[1], "removesuffix() argument")?;
    let text = own(&arguments[0]);
    Ok(part_of(vm, &arguments[0], text.strip_suffix(suffix).unwrap_or(text)))
}

// ---- splitting and joining -------------------------------------------------------------------------------------------

fn new_list_of<R: Runtime>(vm: &mut Vm<R>, parts: &[&str]) -> Return<R> {
    let items = parts.iter().map(|part| short(vm, part)).collect();
    vm.new_list(items)
}

/// The separator of `split` and the like: None for white space.
fn separator<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, Option<&'a str>> {
    match value.some() {
        Some(value) => vm.str_argument(value, "must be str or None").map(Some).map_err(|_| {
            let name = vm.type_name(value);
            vm.type_error(&format!("must be str or None, not {name}"))
        }),
        None => Ok(None),
    }
}

fn split<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let limit = vm.limit(&arguments[2])?;
    let separator = separator(vm, &arguments[1])?;
    let text = own(&arguments[0]);
    let parts = match separator {
        Some(separator) => vm.raised(str_ops::split(text, separator, limit))?,
        None => str_ops::split_whitespace(text, limit),
    };
    new_list_of(vm, &parts)
}

fn rsplit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let limit = vm.limit(&arguments[2])?;
    let separator = separator(vm, &arguments[1])?;
    let text = own(&arguments[0]);
    let parts = match separator {
        Some(separator) => vm.raised(str_ops::rsplit(text, separator, limit))?,
        None => str_ops::rsplit_whitespace(text, limit),
    };
    new_list_of(vm, &parts)
}

fn splitlines<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let keep_ends = vm.flag(&arguments[1], false)?;
    let lines = str_ops::split_lines(own(&arguments[0]), keep_ends);
    new_list_of(vm, &lines)
}

fn partition<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let separator = plain_str(vm, &arguments[1])?;
    let text = own(&arguments[0]);
    let parts = match vm.raised(str_ops::partition(text, separator))? {
        Some((before, after)) => vec![short(vm, before), exact(vm, &arguments[1]), short(vm, after)],
        None => vec![exact(vm, &arguments[0]), vm.intern("").into_value(), vm.intern("").into_value()],
    };
    Ok(vm.new_tuple(parts))
}

fn rpartition<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let separator = plain_str(vm, &arguments[1])?;
    let text = own(&arguments[0]);
    let parts = match vm.raised(str_ops::rpartition(text, separator))? {
        Some((before, after)) => vec![short(vm, before), exact(vm, &arguments[1]), short(vm, after)],
        None => vec![vm.intern("").into_value(), vm.intern("").into_value(), exact(vm, &arguments[0])],
    };
    Ok(vm.new_tuple(parts))
}

fn plain_str<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a str> {
    match value.as_ref::<Str<R>>() {
        Some(string) => Ok(string.as_str()),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(&format!("must be str, not {name}")))
        }
    }
}

/// What `join` joins.
pub(super) fn joined_items<R: Runtime>(vm: &mut Vm<R>, iterable: &Value<R>) -> Return<R, Vec<Value<R>>> {
    if iterable.header().is_some_and(|header| matches!(header.kind(), Kind::List | Kind::Tuple)) {
        return vm.collect(iterable);
    }
    let iterator = iterator_or(vm, iterable, "can only join an iterable")?;
    vm.collect(&iterator)
}

/// `iter(value)`; TypeError with this message if the value is not iterable.
pub(super) fn iterator_or<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, message: &str) -> Return<R> {
    vm.iter(value).map_err(|raised| {
        let type_error = vm.exceptions().type_error.clone();
        if vm.is_raised(&raised, &type_error) { vm.type_error(message) } else { raised }
    })
}

fn join<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterable = &arguments[1];
    let items = joined_items(vm, iterable)?;
    let separator = own(&arguments[0]);
    let mut length = separator.len().saturating_mul(items.len().saturating_sub(1));
    for (index, item) in items.iter().enumerate() {
        match item.as_ref::<Str<R>>() {
            Some(string) => length = length.saturating_add(string.as_str().len()),
            None => {
                let name = vm.type_name(item);
                return Err(
                    vm.type_error(&format!("sequence item {index}: expected str instance, {name} found"))
                );
            }
        }
    }
    if let [one] = items.as_slice()
        && is_exact(one)
    {
        return Ok(one.clone());
    }
    vm.raised(text::error::check_length(length))?;
    let mut joined = String::with_capacity(length);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(own(item));
    }
    Ok(vm.new_string(joined))
}

// ---- changing --------------------------------------------------------------------------------------------------------

fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let old = vm.str_argument(&arguments[1], "replace() argument 1")?;
    let new = vm.str_argument(&arguments[2], "replace() argument 2")?;
    let limit = vm.limit(&arguments[3])?;
    let text = own(&arguments[0]);
    if limit == Some(0) || !text.contains(old) {
        return Ok(exact(vm, &arguments[0]));
    }
    let replaced = vm.raised(str_ops::replace(text, old, new, limit))?;
    Ok(vm.new_string(replaced))
}

fn strip_ends<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], name: &str, ends: Ends) -> Return<R> {
    let characters = match arguments[1].some() {
        None => None,
        Some(characters) => match characters.as_ref::<Str<R>>() {
            Some(string) => Some(string.as_str()),
            None => return Err(vm.type_error(&format!("{name} arg must be None or str"))),
        },
    };
    Ok(part_of(vm, &arguments[0], str_ops::strip(own(&arguments[0]), characters, ends)))
}

fn strip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    strip_ends(vm, arguments, "strip", Ends::Both)
}

fn lstrip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    strip_ends(vm, arguments, "lstrip", Ends::Left)
}

fn rstrip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    strip_ends(vm, arguments, "rstrip", Ends::Right)
}

fn lower<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = own(&arguments[0]);
    if !text.is_ascii() {
        return Ok(vm.new_string(casing::lower(text)));
    }
    if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Ok(exact(vm, &arguments[0]));
    }
    Ok(vm.new_string(text.to_ascii_lowercase()))
}

fn upper<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = own(&arguments[0]);
    if !text.is_ascii() {
        return Ok(vm.new_string(casing::upper(text)));
    }
    if !text.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return Ok(exact(vm, &arguments[0]));
    }
    Ok(vm.new_string(text.to_ascii_uppercase()))
}

macro_rules! casings {
    ($($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            Ok(vm.new_string(casing::$name(own(&arguments[0]))))
        })*
    };
}

casings! { casefold capitalize title swapcase }

fn expandtabs<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = match arguments[1].given() {
        Some(size) => usize::try_from(vm.index(size)?).unwrap_or(0),
        None => 8,
    };
    let text = vm.raised(str_ops::expand_tabs(own(&arguments[0]), size))?;
    Ok(vm.new_string(text))
}

type Justification = fn(&str, usize, usize, char) -> text::Result<String>;

fn justify<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], justification: Justification) -> Return<R> {
    let width = usize::try_from(vm.index(&arguments[1])?).unwrap_or(0);
    let fill = match arguments[2].given() {
        None => ' ',
        Some(fill) => {
            let Some(text) = fill.as_ref::<Str<R>>() else {
                let name = vm.type_name(fill);
                return Err(
                    vm.type_error(&format!("The fill character must be a unicode character, not {name}"))
                );
            };
            match (text.characters(), text.as_str().chars().next()) {
                (1, Some(fill)) => fill,
                _ => return Err(vm.type_error("The fill character must be exactly one character long")),
            }
        }
    };
    let length = arguments[0].as_ref::<Str<R>>().map_or(0, |string| string.characters());
    if width <= length {
        return Ok(exact(vm, &arguments[0]));
    }
    let text = vm.raised(justification(own(&arguments[0]), length, width, fill))?;
    Ok(vm.new_string(text))
}

fn ljust<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    justify(vm, arguments, str_ops::left_justify)
}

fn rjust<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    justify(vm, arguments, str_ops::right_justify)
}

fn center<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    justify(vm, arguments, str_ops::center)
}

fn zfill<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let width = usize::try_from(vm.index(&arguments[1])?).unwrap_or(0);
    let length = arguments[0].as_ref::<Str<R>>().map_or(0, |string| string.characters());
    let text = vm.raised(str_ops::zero_fill(own(&arguments[0]), length, width))?;
    Ok(vm.new_string(text))
}

fn encode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (encoding, errors) = codec_arguments(vm, &arguments[1], &arguments[2], "encode")?;
    vm.encode(&arguments[0], encoding, errors)
}

// ---- translating -----------------------------------------------------------------------------------------------------

fn translate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let table = &arguments[1];
    let plain = vm.class_of(table).value().is(vm.types().dict.value());
    let dict = table.as_ref::<Dict<R>>().filter(|_| plain).cloned();
    let translated = str_ops::translate(own(&arguments[0]), |character| {
        let key = vm.new_int(i64::from(surrogate::to_code_point(character)));
        let found = match &dict {
            Some(dict) => vm.dict_get(dict, &key)?,
            None => match vm.get_item(table, &key) {
                Ok(found) => Some(found),
                Err(raised) => {
                    let lookup = vm.exceptions().lookup_error.clone();
                    if !vm.is_raised(&raised, &lookup) {
                        return Err(raised);
                    }
                    None
                }
            },
        };
        match found {
            None => Ok(Translation::Keep),
            Some(found) => translation(vm, &found),
        }
    })?;
    Ok(vm.new_string(translated))
}

fn translation<R: Runtime>(vm: &mut Vm<R>, found: &Value<R>) -> Result<Translation, Raised<R>> {
    if found.is_none() {
        return Ok(Translation::Delete);
    }
    if let Some(string) = found.as_ref::<Str<R>>() {
        return Ok(Translation::Text(string.as_str().to_owned()));
    }
    if !vm.is_int(found) {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    }
    let character =
        vm.as_i64(found).and_then(|code| u32::try_from(code).ok()).and_then(surrogate::from_code_point);
    match character {
        Some(character) => Ok(Translation::Character(character)),
        None => Err(vm.value_error("character mapping must be in range(0x110000)")),
    }
}

fn code_point<R: Runtime>(vm: &Vm<R>, character: char) -> Value<R> {
    vm.new_int(i64::from(surrogate::to_code_point(character)))
}

fn maketrans<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let table = vm.new_dict();
    let Some(targets) = arguments[1].given() else {
        let is_dict = vm.class_of(&arguments[0]).value().is(vm.types().dict.value());
        let Some(source) = arguments[0].as_ref::<Dict<R>>().filter(|_| is_dict) else {
            return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        return maketrans_from_dict(vm, source, table);
    };
    let targets = vm.str_argument(targets, "maketrans() argument 2")?;
    let Some(sources) = arguments[0].as_ref::<Str<R>>() else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let deleted = match arguments[2].given() {
        Some(deleted) => vm.str_argument(deleted, "maketrans() argument 3")?,
        None => "",
    };
    if sources.characters() != targets.chars().count() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (source, target) in sources.as_str().chars().zip(targets.chars()) {
        let (source, target) = (code_point(vm, source), code_point(vm, target));
        vm.dict_set(&table, source, target)?;
    }
    for character in deleted.chars() {
        let key = code_point(vm, character);
        vm.dict_set(&table, key, Value::NONE)?;
    }
    Ok(table.into_value())
}

fn maketrans_from_dict<R: Runtime>(
    vm: &mut Vm<R>,
    source: &Ref<R, Dict<R>>,
    table: Ref<R, Dict<R>>,
) -> Return<R> {
    for (_, key, value) in vm.dict_entries(source) {
        let key = if let Some(string) = key.as_ref::<Str<R>>() {
            match (string.characters(), string.as_str().chars().next()) {
                (1, Some(character)) => code_point(vm, character),
                _ => return Err(vm.value_error("string keys in translatetable must be of length 1")),
            }
        } else if vm.is_int(&key) {
            key
        } else {
            return Err(vm.type_error("keys in translate table mustbe strings or integers"));
        };
        vm.dict_set(&table, key, value)?;
    }
    Ok(table.into_value())
}

// ---- classifying -----------------------------------------------------------------------------------------------------

macro_rules! classifications {
    ($($name:ident = $test:expr;)*) => {
        $(fn $name<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let test: fn(&str) -> bool = $test;
            Ok(Value::bool(test(own(&arguments[0]))))
        })*
    };
}

classifications! {
    isalnum = |text| str_ops::all(text, unicode::is_alphanumeric);
    isalpha = |text| str_ops::all(text, unicode::is_alpha);
    isascii = |text| text.is_ascii();
    isdecimal = |text| str_ops::all(text, unicode::is_decimal);
    isdigit = |text| str_ops::all(text, unicode::is_digit);
    isidentifier = str_ops::is_identifier;
    islower = casing::all_lower;
    isnumeric = |text| str_ops::all(text, unicode::is_numeric);
    isprintable = str_ops::is_printable;
    isspace = |text| str_ops::all(text, unicode::is_space);
    istitle = casing::all_title;
    isupper = casing::all_upper;
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().str.clone();
    ClassBuilder::extend(vm, &class)
        .methods(&[
            ("find(self, sub, start=None, end=None, /)", find),
            ("rfind(self, sub, start=None, end=None, /)", rfind),
            ("index(self, sub, start=None, end=None, /)", index),
            ("rindex(self, sub, start=None, end=None, /)", rindex),
            ("count(self, sub, start=None, end=None, /)", count),
            ("startswith(self, prefix, start=None, end=None, /)", startswith),
            ("endswith(self, suffix, start=None, end=None, /)", endswith),
            ("removeprefix(self, prefix, /)", removeprefix),
            ("removesuffix(self, suffix, /)", removesuffix),
            ("split(self, /, sep=None, maxsplit=-1)", split),
            ("rsplit(self, /, sep=None, maxsplit=-1)", rsplit),
            ("splitlines(self, /, keepends=False)", splitlines),
            ("partition(self, sep, /)", partition),
            ("rpartition(self, sep, /)", rpartition),
            ("join(self, iterable, /)", join),
            ("replace(self, old, new, /, count=-1)", replace),
            ("strip(self, chars=None, /)", strip),
            ("lstrip(self, chars=None, /)", lstrip),
            ("rstrip(self, chars=None, /)", rstrip),
            ("lower(self, /)", lower),
            ("upper(self, /)", upper),
            ("casefold(self, /)", casefold),
            ("capitalize(self, /)", capitalize),
            ("title(self, /)", title),
            ("swapcase(self, /)", swapcase),
            ("expandtabs(self, /, tabsize=8)", expandtabs),
            ("ljust(self, width, fillchar=' ', /)", ljust),
            ("rjust(self, width, fillchar=' ', /)", rjust),
            ("center(self, width, fillchar=' ', /)", center),
            ("zfill(self, width, /)", zfill),
            ("encode(self, /, encoding='utf-8', errors='strict')", encode),
            ("translate(self, table, /)", translate),
            ("isalnum(self, /)", isalnum),
            ("isalpha(self, /)", isalpha),
            ("isascii(self, /)", isascii),
            ("isdecimal(self, /)", isdecimal),
            ("isdigit(self, /)", isdigit),
            ("isidentifier(self, /)", isidentifier),
            ("islower(self, /)", islower),
            ("isnumeric(self, /)", isnumeric),
            ("isprintable(self, /)", isprintable),
            ("isspace(self, /)", isspace),
            ("istitle(self, /)", istitle),
            ("isupper(self, /)", isupper),
        ])
        .static_method("maketrans(x, y=None, z=None, /)", maketrans)
        .finish();
}
