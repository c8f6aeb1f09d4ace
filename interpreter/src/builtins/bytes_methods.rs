//! The methods of `bytes` and `bytearray` that search, split, strip, justify, translate and classify.

use super::bytearray::ByteArray;
use super::bytes::{alike, byte_value, look_at, own, part_of};
use super::exports::{asking, asking_each};
use super::str::codec_arguments;
use super::str_methods::joined_items;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Bytes, Class, List, Ref, Runtime, Special, Str, Tuple, Value};
use std::borrow::Cow;
use text::bytes_ops;
use text::str_ops::Ends;
use text::window;

/// What to search for: bytes-like, or an int for one byte.
fn needle<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, Cow<'a, [u8]>> {
    if let Some(bytes) = vm.bytes_like(value) {
        return Ok(bytes);
    }
    if !vm.is_int(value) && vm.class_of(value).special(vm, Special::Index).is_none() {
        let message =
            format!("argument should be integer or bytes-like object, not '{}'", vm.type_name(value));
        return Err(vm.type_error(&message));
    }
    let byte = byte_value(vm, value, "byte")?;
    Ok(Cow::Owned(vec![byte]))
}

fn position<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    search: fn(&[u8], &[u8]) -> Option<usize>,
) -> Return<R, Option<usize>> {
    let needle = asking(vm, arguments, |vm| needle(vm, &arguments[1]))?;
    let (start, end) = (vm.optional_index(&arguments[2])?, vm.optional_index(&arguments[3])?);
    Ok(look_at(vm, &arguments[0], |data| {
        let range = window::indices(data.len(), start, end)?;
        let first = range.start;
        search(&data[range], &needle).map(|found| first + found)
    }))
}

fn or_minus_one<R: Runtime>(vm: &Vm<R>, found: Option<usize>) -> Value<R> {
    found.map_or_else(|| vm.new_int(-1), |found| vm.new_usize(found))
}

fn find<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let found = position(vm, arguments, bytes_ops::find)?;
    Ok(or_minus_one(vm, found))
}

fn rfind<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let found = position(vm, arguments, bytes_ops::rfind)?;
    Ok(or_minus_one(vm, found))
}

fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match position(vm, arguments, bytes_ops::find)? {
        Some(found) => Ok(vm.new_usize(found)),
        None => Err(vm.value_error("subsection not found")),
    }
}

fn rindex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match position(vm, arguments, bytes_ops::rfind)? {
        Some(found) => Ok(vm.new_usize(found)),
        None => Err(vm.value_error("subsection not found")),
    }
}

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let needle = asking(vm, arguments, |vm| needle(vm, &arguments[1]))?;
    let (start, end) = (vm.optional_index(&arguments[2])?, vm.optional_index(&arguments[3])?);
    let count = look_at(vm, &arguments[0], |data| {
        window::indices(data.len(), start, end).map_or(0, |range| bytes_ops::count(&data[range], &needle))
    });
    Ok(vm.new_usize(count))
}

fn has_affix<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    name: &str,
    test: fn(&[u8], &[u8]) -> bool,
) -> Return<R> {
    let (start, end) = (vm.optional_index(&arguments[2])?, vm.optional_index(&arguments[3])?);
    let affixes = match arguments[1].as_ref::<Tuple<R>>() {
        Some(tuple) => tuple.as_slice(),
        None if vm.bytes_like(&arguments[1]).is_some() => std::slice::from_ref(&arguments[1]),
        None => {
            let other = vm.type_name(&arguments[1]);
            let message = format!("{name} first arg must be bytes or a tuple of bytes, not {other}");
            return Err(vm.type_error(&message));
        }
    };
    for affix in affixes {
        let affix = vm.expect_bytes_like(affix)?;
        let found = look_at(vm, &arguments[0], |data| {
            window::indices(data.len(), start, end).is_some_and(|range| test(&data[range], &affix))
        });
        if found {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn startswith<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    has_affix(vm, arguments, "startswith", |data, affix| data.starts_with(affix))
}

fn endswith<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    has_affix(vm, arguments, "endswith", |data, affix| data.ends_with(affix))
}

fn removeprefix<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let prefix = vm.expect_bytes_like(&arguments[1])?;
    let data = own(vm, &arguments[0]);
    Ok(part_of(vm, &arguments[0], data.strip_prefix(&*prefix).unwrap_or(&data)))
}

fn removesuffix<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let suffix = vm.expect_bytes_like(&arguments[1])?;
    let data = own(vm, &arguments[0]);
    Ok(part_of(vm, &arguments[0], data.strip_suffix(&*suffix).unwrap_or(&data)))
}

fn new_list_of<R: Runtime>(vm: &mut Vm<R>, receiver: &Value<R>, parts: &[&[u8]]) -> Return<R> {
    let items = parts.iter().map(|part| alike(vm, receiver, part.to_vec())).collect();
    vm.new_list(items)
}

fn split<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let limit = vm.limit(&arguments[2])?;
    let data = own(vm, &arguments[0]);
    let parts = match arguments[1].some() {
        Some(separator) => {
            let separator = asking(vm, arguments, |vm| vm.expect_bytes_like(separator))?;
            vm.raised(bytes_ops::split(&data, &separator, limit))?
        }
        None => bytes_ops::split_whitespace(&data, limit),
    };
    new_list_of(vm, &arguments[0], &parts)
}

fn rsplit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let limit = vm.limit(&arguments[2])?;
    let data = own(vm, &arguments[0]);
    let parts = match arguments[1].some() {
        Some(separator) => {
            let separator = asking(vm, arguments, |vm| vm.expect_bytes_like(separator))?;
            vm.raised(bytes_ops::rsplit(&data, &separator, limit))?
        }
        None => bytes_ops::rsplit_whitespace(&data, limit),
    };
    new_list_of(vm, &arguments[0], &parts)
}

fn splitlines<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let keep_ends = vm.flag(&arguments[1], false)?;
    let data = own(vm, &arguments[0]);
    let lines = bytes_ops::split_lines(&data, keep_ends);
    new_list_of(vm, &arguments[0], &lines)
}

fn partition<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let separator = vm.expect_bytes_like(&arguments[1])?;
    let data = own(vm, &arguments[0]);
    let (before, middle, after): (&[u8], &[u8], &[u8]) =
        match vm.raised(bytes_ops::partition(&data, &separator))? {
            Some((before, after)) => (before, &separator, after),
            None => (&data, b"", b""),
        };
    let parts = [before, middle, after].map(|part| alike(vm, &arguments[0], part.to_vec()));
    Ok(vm.new_tuple(parts.to_vec()))
}

fn rpartition<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let separator = vm.expect_bytes_like(&arguments[1])?;
    let data = own(vm, &arguments[0]);
    let (before, middle, after): (&[u8], &[u8], &[u8]) =
        match vm.raised(bytes_ops::rpartition(&data, &separator))? {
            Some((before, after)) => (before, &separator, after),
            None => (b"", b"", &data),
        };
    let parts = [before, middle, after].map(|part| alike(vm, &arguments[0], part.to_vec()));
    Ok(vm.new_tuple(parts.to_vec()))
}

fn join<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let items = asking(vm, arguments, |vm| joined_items(vm, &arguments[1]))?;
    asking_each(vm, &arguments[0], &items, |vm| joined(vm, arguments, &items))
}

fn joined<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], items: &[Value<R>]) -> Return<R> {
    let separator = own(vm, &arguments[0]);
    let mut joined = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some(part) = vm.bytes_like(item) else {
            let name = vm.type_name(item);
            let message = format!("sequence item {index}: expected a bytes-like object, {name} found");
            return Err(vm.type_error(&message));
        };
        if let Some(list) = arguments[1].as_ref::<List<R>>()
            && list.len() != items.len()
        {
            return Err(vm.runtime_error("sequence changed size during iteration"));
        }
        if index > 0 {
            joined.extend_from_slice(&separator);
        }
        vm.raised(text::error::check_length(joined.len().saturating_add(part.len())))?;
        joined.extend_from_slice(&part);
    }
    Ok(alike(vm, &arguments[0], joined))
}

fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let old = vm.expect_bytes_like(&arguments[1])?;
    let new = vm.expect_bytes_like(&arguments[2])?;
    let limit = vm.limit(&arguments[3])?;
    let data = own(vm, &arguments[0]);
    let replaced = vm.raised(bytes_ops::replace(&data, &old, &new, limit))?;
    Ok(alike(vm, &arguments[0], replaced))
}

fn strip_ends<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], ends: Ends) -> Return<R> {
    let unwanted = match arguments[1].some() {
        Some(unwanted) => Some(vm.expect_bytes_like(unwanted)?),
        None => None,
    };
    let data = own(vm, &arguments[0]);
    Ok(part_of(vm, &arguments[0], bytes_ops::strip(&data, unwanted.as_deref(), ends)))
}

fn strip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    strip_ends(vm, arguments, Ends::Both)
}

fn lstrip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    strip_ends(vm, arguments, Ends::Left)
}

fn rstrip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    strip_ends(vm, arguments, Ends::Right)
}

macro_rules! changes {
    ($($name:ident = $change:expr;)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let change: fn(&[u8]) -> Vec<u8> = $change;
            let changed = change(&own(vm, &arguments[0]));
            Ok(alike(vm, &arguments[0], changed))
        })*
    };
}

changes! {
    lower = <[u8]>::to_ascii_lowercase;
    upper = <[u8]>::to_ascii_uppercase;
    capitalize = bytes_ops::capitalize;
    title = bytes_ops::title;
    swapcase = bytes_ops::swapcase;
}

fn expandtabs<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = match arguments[1].given() {
        Some(size) => usize::try_from(vm.index(size)?).unwrap_or(0),
        None => 8,
    };
    let expanded = bytes_ops::expand_tabs(&own(vm, &arguments[0]), size);
    let expanded = vm.raised(expanded)?;
    Ok(alike(vm, &arguments[0], expanded))
}

/// Whether a value is bytes or a bytearray.
fn holds_bytes<R: Runtime>(value: &Value<R>) -> bool {
    value.as_ref::<Bytes<R>>().is_some() || value.as_ref::<ByteArray<R>>().is_some()
}

fn justify<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    name: &str,
    justification: fn(&[u8], usize, u8) -> text::Result<Vec<u8>>,
) -> Return<R> {
    let width = usize::try_from(vm.index(&arguments[1])?).unwrap_or(0);
    let fill = match arguments[2].given() {
        None => b' ',
        Some(fill) => match vm.bytes_like(fill).as_deref() {
            Some(&[byte]) if holds_bytes(fill) => byte,
            Some(other) if holds_bytes(fill) => {
                let class = if fill.as_ref::<ByteArray<R>>().is_some() { "bytearray" } else { "bytes" };
                let message = format!(
                    "{name}(): argument 2 must be a byte string of length 1, not a {class} object of length {}",
                    other.len()
                );
                return Err(vm.type_error(&message));
            }
            _ => {
                let other = vm.argument_type(fill);
                let message = format!("{name}() argument 2 must be a byte string of length 1, not {other}");
                return Err(vm.type_error(&message));
            }
        },
    };
    let justified = justification(&own(vm, &arguments[0]), width, fill);
    let justified = vm.raised(justified)?;
    Ok(alike(vm, &arguments[0], justified))
}

fn ljust<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    justify(vm, arguments, "ljust", bytes_ops::left_justify)
}

fn rjust<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    justify(vm, arguments, "rjust", bytes_ops::right_justify)
}

fn center<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    justify(vm, arguments, "center", bytes_ops::center)
}

fn zfill<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let width = usize::try_from(vm.index(&arguments[1])?).unwrap_or(0);
    let filled = bytes_ops::zero_fill(&own(vm, &arguments[0]), width);
    let filled = vm.raised(filled)?;
    Ok(alike(vm, &arguments[0], filled))
}

fn translate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let table = match arguments[1].some() {
        Some(table) => {
            let table = vm.expect_bytes_like(table)?;
            vm.raised(bytes_ops::check_translation(&table))?;
            Some(table)
        }
        None => None,
    };
    let delete = match arguments[2].given() {
        Some(delete) => vm.expect_bytes_like(delete)?,
        None => Cow::Borrowed(&[][..]),
    };
    let translated = bytes_ops::translate(&own(vm, &arguments[0]), table.as_deref(), &delete);
    let translated = vm.raised(translated)?;
    Ok(alike(vm, &arguments[0], translated))
}

fn maketrans<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (from, to) = (vm.expect_bytes_like(&arguments[0])?, vm.expect_bytes_like(&arguments[1])?);
    let table = vm.raised(bytes_ops::make_translation(&from, &to))?;
    Ok(vm.new_bytes(&table))
}

fn decode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (encoding, errors) = codec_arguments(vm, &arguments[1], &arguments[2], "decode")?;
    vm.decode(&arguments[0], encoding, errors)
}

pub(super) fn hex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bytes = own(vm, &arguments[0]);
    let text = asking(vm, arguments, |vm| vm.hex(&bytes, &arguments[1], &arguments[2], char::is_ascii))?;
    Ok(vm.new_string(text))
}

impl<R: Runtime> Vm<R> {
    /// `bytes.hex(separator, group)`, of which the arguments may be missing. `fits` says which characters may separate.
    pub fn hex(
        &mut self,
        bytes: &[u8],
        separator: &Value<R>,
        group: &Value<R>,
        fits: fn(&char) -> bool,
    ) -> Return<R, String> {
        let separator = match separator.given() {
            None => None,
            Some(separator) => {
                // Whatever has a length is asked for that first.
                if self.len(separator)? != 1 {
                    return Err(self.value_error("sep must be length 1."));
                }
                let character = if let Some(string) = separator.as_ref::<Str<R>>() {
                    string.as_str().chars().next()
                } else if let Some(bytes) = separator.as_ref::<Bytes<R>>() {
                    bytes.as_slice().first().copied().map(char::from)
                } else {
                    return Err(self.type_error("sep must be str or bytes."));
                };
                match character {
                    Some(character) if fits(&character) => Some(character),
                    _ => return Err(self.value_error("sep must be ASCII.")),
                }
            }
        };
        let group = match group.given() {
            Some(group) => self.index(group)?,
            None => 1,
        };
        Ok(bytes_ops::hex(bytes, separator, group))
    }
}

macro_rules! classifications {
    ($($name:ident = $test:expr;)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let test: fn(&[u8]) -> bool = $test;
            Ok(Value::bool(test(&own(vm, &arguments[0]))))
        })*
    };
}

classifications! {
    isalnum = |bytes| bytes_ops::all(bytes, |byte| byte.is_ascii_alphanumeric());
    isalpha = |bytes| bytes_ops::all(bytes, |byte| byte.is_ascii_alphabetic());
    isascii = <[u8]>::is_ascii;
    isdigit = |bytes| bytes_ops::all(bytes, |byte| byte.is_ascii_digit());
    islower = bytes_ops::all_lower;
    isspace = |bytes| bytes_ops::all(bytes, bytes_ops::is_space);
    istitle = bytes_ops::all_title;
    isupper = bytes_ops::all_upper;
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) {
    ClassBuilder::extend(vm, class)
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
            ("join(self, iterable_of_bytes, /)", join),
            ("replace(self, old, new, count=-1, /)", replace),
            ("strip(self, bytes=None, /)", strip),
            ("lstrip(self, bytes=None, /)", lstrip),
            ("rstrip(self, bytes=None, /)", rstrip),
            ("lower(self, /)", lower),
            ("upper(self, /)", upper),
            ("capitalize(self, /)", capitalize),
            ("title(self, /)", title),
            ("swapcase(self, /)", swapcase),
            ("expandtabs(self, /, tabsize=8)", expandtabs),
            ("ljust(self, width, fillchar=b' ', /)", ljust),
            ("rjust(self, width, fillchar=b' ', /)", rjust),
            ("center(self, width, fillchar=b' ', /)", center),
            ("zfill(self, width, /)", zfill),
            ("translate(self, table, /, delete=b'')", translate),
            ("decode(self, /, encoding='utf-8', errors='strict')", decode),
            ("hex(self, sep=None, bytes_per_sep=1)", hex),
            ("isalnum(self, /)", isalnum),
            ("isalpha(self, /)", isalpha),
            ("isascii(self, /)", isascii),
            ("isdigit(self, /)", isdigit),
            ("islower(self, /)", islower),
            ("isspace(self, /)", isspace),
            ("istitle(self, /)", istitle),
            ("isupper(self, /)", isupper),
        ])
        .static_method("maketrans(frm, to, /)", maketrans)
        .finish();
}
