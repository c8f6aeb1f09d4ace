//! `strftime`: what `time.strftime` knows nothing of is put into the format before that is asked.

use super::moment::{Moment, TimeOfDay};
use super::zone;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// What is formatted: the microseconds, the zone if there is one, and what the zone is asked about.
struct Formatted<R: Runtime> {
    microsecond: u32,
    zone: Value<R>,
    of: Value<R>,
}

impl<R: Runtime> Formatted<R> {
    fn new(value: &Value<R>) -> Self {
        if let Some(moment) = value.as_ref::<Moment<R>>() {
            let (microsecond, zone) = (moment.clock.microsecond, moment.zone.clone());
            return Formatted { microsecond, zone, of: value.clone() };
        }
        let time = value.as_ref::<TimeOfDay<R>>();
        Formatted {
            microsecond: time.map_or(0, |time| time.clock.microsecond),
            zone: time.map_or(Value::NONE, |time| time.zone.clone()),
            of: Value::NONE,
        }
    }

    fn offset(&self, vm: &mut Vm<R>, separator: &str) -> Return<R, String> {
        let offset = zone::utcoffset(vm, &self.zone, &self.of)?;
        Ok(offset.map_or(String::new(), |offset| offset.to_offset(separator)))
    }

    /// The zone's name, its percent signs doubled, for it goes into a format.
    fn name(&self, vm: &mut Vm<R>) -> Return<R, String> {
        let name = zone::tzname(vm, &self.zone, &self.of)?;
        if name.is_none() {
            return Ok(String::new());
        }
        let (percent, doubled) = (vm.new_str("%"), vm.new_str("%%"));
        let escaped = vm.call_method(&name, "replace", &[percent, doubled])?;
        match vm.as_str(&escaped) {
            Some(escaped) => Ok(escaped.to_owned()),
            None => Err(vm.type_error("tzname.replace() did not return a string")),
        }
    }
}

fn time_strftime<R: Runtime>(vm: &mut Vm<R>, format: Value<R>, parts: &Value<R>) -> Return<R> {
    let module = vm.import_module("time")?;
    vm.call_method(&module, "strftime", &[format, parts.clone()])
}

/// The year as a century needs it: with four digits, which the C library does not give years before 1000. None for others.
fn early_year<R: Runtime>(vm: &mut Vm<R>, letter: char, parts: &Value<R>) -> Return<R, Option<String>> {
    let year = vm.get_item(parts, &Value::small_int(0))?;
    let year = vm.index(&year)?;
    if year >= 1000 {
        return Ok(None);
    }
    Ok(Some(match letter {
        'G' => {
            let format = vm.new_str("%G");
            let iso = time_strftime(vm, format, parts)?;
            let iso = vm.to_int(&iso)?;
            format!("{:04}", vm.index(&iso)?)
        }
        'F' => format!("{year:04}-%m-%d"),
        'C' => format!("{year:04}")[..2].into(),
        _ => format!("{year:04}"),
    }))
}

/// `value.strftime(format)`, where `parts` is what `time.strftime` is given.
pub(super) fn strftime<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    format: &Value<R>,
    parts: &Value<R>,
) -> Return<R> {
    let source = vm.as_str(format).unwrap_or_default();
    let formatted = Formatted::new(value);
    let (mut zone, mut colon_zone, mut name) = (None, None, None);
    let mut made = String::new();
    let mut rest = source;
    // What is not replaced is copied together.
    let mut kept = 0;
    while let Some(percent) = rest.find('%') {
        let directive = &rest[percent + 1..];
        let start = source.len() - rest.len() + percent;
        let Some(letter) = directive.chars().next() else { break };
        let mut after = &directive[letter.len_utf8()..];
        let replacement: Option<String> = match letter {
            'z' => Some(match &zone {
                Some(zone) => String::clone(zone),
                None => zone.insert(formatted.offset(vm, "")?).clone(),
            }),
            ':' if after.starts_with('z') => {
                after = &after[1..];
                Some(match &colon_zone {
                    Some(zone) => String::clone(zone),
                    None => colon_zone.insert(formatted.offset(vm, ":")?).clone(),
                })
            }
            'Z' => Some(match &name {
                Some(name) => String::clone(name),
                None => name.insert(formatted.name(vm)?).clone(),
            }),
            'f' => Some(format!("{:06}", formatted.microsecond)),
            'Y' | 'G' | 'F' | 'C' => early_year(vm, letter, parts)?,
            _ => None,
        };
        if let Some(replacement) = replacement {
            made.push_str(&source[kept..start]);
            made.push_str(&replacement);
            kept = source.len() - after.len();
            vm.raised(text::error::check_length(made.len()))?;
        }
        rest = after;
    }
    if kept == 0 {
        return time_strftime(vm, format.clone(), parts);
    }
    made.push_str(&source[kept..]);
    let made = vm.new_string(made);
    time_strftime(vm, made, parts)
}

/// `value.__format__(format)`
pub(super) fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let format = super::arguments::text(vm, &arguments[1], "__format__", 1)?;
    if format.as_str().is_empty() {
        return Ok(vm.str(&arguments[0])?.into_value());
    }
    vm.call_method(&arguments[0], "strftime", &arguments[1..])
}
