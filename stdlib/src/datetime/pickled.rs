//! What pickles hold of dates and times: a few bytes, or a str of the same characters if Python 2 has written them.

use super::calendar::Date;
use super::clock::Clock;
use interpreter::{Return, Vm};
use object_model::{Bytes, Runtime, Str, Value};

/// The bit beside a month or an hour that says "fold".
const FOLD: u8 = 0x80;

/// The `N` bytes of a constructor's first argument, if that is what a pickle gave it. `is_ours` looks at one of them, as it
/// is the only one that is looked at: text of as many characters is no pickle.
fn state<R: Runtime, const N: usize>(
    vm: &mut Vm<R>,
    argument: &Value<R>,
    name: &str,
    checked: usize,
    is_ours: fn(u32) -> bool,
) -> Return<R, Option<[u8; N]>> {
    if let Some(bytes) = argument.as_ref::<Bytes<R>>() {
        let bytes = <[u8; N]>::try_from(bytes.as_slice()).ok();
        return Ok(bytes.filter(|bytes| is_ours(bytes[checked].into())));
    }
    let Some(text) = argument.as_ref::<Str<R>>().filter(|text| text.characters() == N) else {
        return Ok(None);
    };
    if !text.character(checked).is_some_and(|character| is_ours(character.into())) {
        return Ok(None);
    }
    let mut bytes = [0; N];
    for (byte, character) in bytes.iter_mut().zip(text.as_str().chars()) {
        let Ok(latin) = u8::try_from(character) else {
            let message = format!(
                "Failed to encode latin1 string when unpickling a {name} object. \
                 pickle.load(data, encoding='latin1') is assumed."
            );
            return Err(vm.value_error(&message));
        };
        *byte = latin;
    }
    Ok(Some(bytes))
}

fn is_month(byte: u32) -> bool {
    (1..=12).contains(&byte)
}

pub(super) fn date_to_bytes(date: Date) -> [u8; 4] {
    let [high, low] = date.year.to_be_bytes();
    [high, low, date.month, date.day]
}

pub(super) fn datetime_to_bytes(date: Date, clock: Clock) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[..4].copy_from_slice(&date_to_bytes(date));
    bytes[4..].copy_from_slice(&clock.to_bytes());
    bytes
}

fn date_from_bytes(bytes: [u8; 4]) -> Date {
    Date { year: u16::from_be_bytes([bytes[0], bytes[1]]), month: bytes[2], day: bytes[3] }
}

/// A date of a pickle.
pub(super) fn date<R: Runtime>(vm: &mut Vm<R>, argument: &Value<R>) -> Return<R, Option<Date>> {
    Ok(state::<R, 4>(vm, argument, "date", 2, is_month)?.map(date_from_bytes))
}

/// A time of a pickle.
pub(super) fn time<R: Runtime>(vm: &mut Vm<R>, argument: &Value<R>) -> Return<R, Option<Clock>> {
    let state = state::<R, 6>(vm, argument, "time", 0, |hour| hour & 0x7F < 24)?;
    Ok(state.map(|mut bytes| {
        let fold = bytes[0] & FOLD != 0;
        bytes[0] &= !FOLD;
        Clock::from_bytes(bytes, fold)
    }))
}

/// A datetime of a pickle.
pub(super) fn datetime<R: Runtime>(vm: &mut Vm<R>, argument: &Value<R>) -> Return<R, Option<(Date, Clock)>> {
    let state = state::<R, 10>(vm, argument, "datetime", 2, |month| is_month(month & 0x7F))?;
    Ok(state.map(|mut bytes| {
        let fold = bytes[2] & FOLD != 0;
        bytes[2] &= !FOLD;
        let [year, century, month, day, clock @ ..] = bytes;
        (date_from_bytes([year, century, month, day]), Clock::from_bytes(clock, fold))
    }))
}

/// The zone of a pickle, or None.
pub(super) fn zone<R: Runtime>(vm: &mut Vm<R>, argument: &Value<R>) -> Return<R> {
    match argument.some() {
        None => Ok(Value::NONE),
        Some(zone) if super::zone::is_tzinfo(vm, zone) => Ok(zone.clone()),
        Some(_) => Err(vm.type_error("bad tzinfo state arg")),
    }
}

/// What `__reduce_ex__` answers: the class, and the bytes with the zone if there is one. Pickles before protocol 4 know no
/// fold.
pub(super) fn reduce<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    mut state: Vec<u8>,
    fold: Option<usize>,
    zone: &Value<R>,
    protocol: i64,
) -> Return<R> {
    if let Some(byte) = fold
        && protocol > 3
    {
        state[byte] |= FOLD;
    }
    let mut parts = vec![vm.new_bytes(&state)];
    parts.extend(zone.some().cloned());
    let class = vm.class_of(value).into_value();
    let parts = vm.new_tuple(parts);
    Ok(vm.new_pair(class, parts))
}
