//! Filters: as dicts of Python, for liblzma, and as the bytes of a header.

use super::{error, failed, unsigned};
use interpreter::{Return, Vm};
use liblzma::stream::{Error, Filters, LzmaOptions, MatchFinder, Mode, PRESET_DEFAULT};
use object_model::{Dict, Runtime, Value};

const LZMA1: i64 = 0x4000_0000_0000_0001;
const DELTA: i64 = 3;
const LZMA2: i64 = 0x21;

/// The filters by the names that the module gives them.
pub(super) const IDENTIFIERS: [(&str, i64); 9] = [
    ("FILTER_LZMA1", LZMA1),
    ("FILTER_LZMA2", LZMA2),
    ("FILTER_DELTA", DELTA),
    ("FILTER_X86", 4),
    ("FILTER_POWERPC", 5),
    ("FILTER_IA64", 6),
    ("FILTER_ARM", 7),
    ("FILTER_ARMTHUMB", 8),
    ("FILTER_SPARC", 9),
];

/// Most filters of a chain.
const MOST: usize = 4;

/// Literal context, literal position and position bits, and the size of the dictionary of each preset, which liblzma keeps
/// to itself.
const LITERAL_CONTEXT: u32 = 3;
const POSITION: u32 = 2;
const DICTIONARIES: [u32; 10] = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26];

/// What LZMA1 and LZMA2 are told.
#[derive(Clone, Copy)]
pub(super) struct Lzma {
    preset: u32,
    dictionary: u32,
    literal_context: u32,
    literal_position: u32,
    position: u32,
    mode: Option<u32>,
    nice_length: Option<u32>,
    finder: Option<u32>,
    depth: Option<u32>,
}

impl Lzma {
    /// The options of a preset; None if there is no such.
    fn preset(preset: u32) -> Option<Lzma> {
        LzmaOptions::new_preset(preset).ok()?;
        let level = preset & liblzma::stream::PRESET_LEVEL_MASK;
        Some(Lzma {
            preset,
            dictionary: 1 << DICTIONARIES.get(level as usize)?,
            literal_context: LITERAL_CONTEXT,
            literal_position: 0,
            position: POSITION,
            mode: None,
            nice_length: None,
            finder: None,
            depth: None,
        })
    }

    pub(super) fn options(&self) -> Result<LzmaOptions, Error> {
        let mut options = LzmaOptions::new_preset(self.preset)?;
        options
            .dict_size(self.dictionary)
            .literal_context_bits(self.literal_context)
            .literal_position_bits(self.literal_position)
            .position_bits(self.position);
        if let Some(number) = self.mode {
            let mode = [Mode::Fast, Mode::Normal].into_iter().find(|mode| *mode as u32 == number);
            options.mode(mode.ok_or(Error::Options)?);
        }
        if let Some(length) = self.nice_length {
            options.nice_len(length);
        }
        if let Some(number) = self.finder {
            use MatchFinder::*;
            let all = [HashChain3, HashChain4, BinaryTree2, BinaryTree3, BinaryTree4];
            let finder = all.into_iter().find(|finder| *finder as u32 == number);
            options.match_finder(finder.ok_or(Error::Options)?);
        }
        if let Some(depth) = self.depth {
            options.depth(depth);
        }
        Ok(options)
    }

    /// The first byte of LZMA1's properties.
    fn bits(&self) -> Result<u8, Error> {
        if self.literal_context + self.literal_position > 4 || self.position > 4 {
            return Err(Error::Program);
        }
        Ok(((self.position * 5 + self.literal_position) * 9 + self.literal_context) as u8)
    }

    /// The size of the dictionary as LZMA2's properties say it, rounded up to one or one and a half times a power of two.
    fn dictionary_code(&self) -> u8 {
        let mut size = self.dictionary.max(4096) - 1;
        for shift in [2, 3, 4, 8, 16] {
            size |= size >> shift;
        }
        let Some(size) = size.checked_add(1) else { return 40 };
        let highest = size.ilog2();
        (2 * highest + (size >> (highest - 1) & 1) - 24) as u8
    }
}

/// One filter of a chain.
pub(super) enum Filter {
    Lzma1(Lzma),
    Lzma2(Lzma),
    Delta {
        distance: u32,
    },
    /// A filter for machine code: its identifier, and where the code starts.
    Branch {
        identifier: i64,
        start: u32,
    },
}

impl Filter {
    /// The filter that a dict describes.
    fn of<R: Runtime>(vm: &mut Vm<R>, specifier: &Value<R>) -> Return<R, Filter> {
        let Some(dict) = specifier.as_ref::<Dict<R>>() else {
            return Err(vm.type_error("Filter specifier must be a dict or dict-like object"));
        };
        let mut identifier = None;
        let mut preset = None;
        let mut numbers = Vec::new();
        for (_, key, value) in vm.dict_entries(dict) {
            let key = vm.as_str(&key).unwrap_or_default().to_owned();
            match &*key {
                "id" => identifier = Some(vm.index_integer(&value)?),
                "preset" => preset = Some(unsigned(vm, &value)?),
                _ => numbers.push((key, value)),
            }
        }
        let Some(identifier) = identifier else {
            return Err(vm.value_error("Filter specifier must have an \"id\" entry"));
        };
        match i64::try_from(&identifier) {
            Ok(identifier @ (LZMA1 | LZMA2)) => {
                let preset = preset.unwrap_or(PRESET_DEFAULT);
                let Some(mut lzma) = Lzma::preset(preset) else {
                    return Err(error(vm, &format!("Invalid compression preset: {preset}")));
                };
                for (key, value) in numbers {
                    let number = unsigned(vm, &value).ok();
                    let place = match &*key {
                        "dict_size" => &mut lzma.dictionary,
                        "lc" => &mut lzma.literal_context,
                        "lp" => &mut lzma.literal_position,
                        "pb" => &mut lzma.position,
                        "mode" => lzma.mode.insert(0),
                        "nice_len" => lzma.nice_length.insert(0),
                        "mf" => lzma.finder.insert(0),
                        "depth" => lzma.depth.insert(0),
                        _ => return Err(vm.value_error("Invalid filter specifier for LZMA filter")),
                    };
                    match number {
                        Some(number) => *place = number,
                        None => return Err(vm.value_error("Invalid filter specifier for LZMA filter")),
                    }
                }
                Ok(if identifier == LZMA1 { Filter::Lzma1(lzma) } else { Filter::Lzma2(lzma) })
            }
            Ok(DELTA) => match one(vm, &numbers, preset, "dist") {
                Some(distance) => Ok(Filter::Delta { distance: distance.unwrap_or(1) }),
                None => Err(vm.value_error("Invalid filter specifier for delta filter")),
            },
            Ok(identifier @ 4..=9) => match one(vm, &numbers, preset, "start_offset") {
                Some(start) => Ok(Filter::Branch { identifier, start: start.unwrap_or(0) }),
                None => Err(vm.value_error("Invalid filter specifier for BCJ filter")),
            },
            _ => Err(vm.value_error(&format!("Invalid filter ID: {identifier}"))),
        }
    }

    /// The properties as a header has them.
    fn properties(&self) -> Result<Vec<u8>, Error> {
        match self {
            Filter::Lzma1(lzma) => {
                let mut bytes = vec![lzma.bits()?];
                bytes.extend(lzma.dictionary.to_le_bytes());
                Ok(bytes)
            }
            Filter::Lzma2(lzma) => Ok(vec![lzma.dictionary_code()]),
            Filter::Delta { distance: distance @ 1..=256 } => Ok(vec![(distance - 1) as u8]),
            Filter::Delta { .. } => Err(Error::Program),
            Filter::Branch { start: 0, .. } => Ok(vec![]),
            Filter::Branch { start, .. } => Ok(start.to_le_bytes().to_vec()),
        }
    }
}

/// The only number that a filter may be given; None if there are others.
fn one<R: Runtime>(
    vm: &mut Vm<R>,
    numbers: &[(String, Value<R>)],
    preset: Option<u32>,
    name: &str,
) -> Option<Option<u32>> {
    match numbers {
        _ if preset.is_some() => None,
        [] => Some(None),
        [(key, value)] if key == name => Some(Some(unsigned(vm, value).ok()?)),
        _ => None,
    }
}

/// The filters of a sequence of dicts.
pub(super) fn chain<R: Runtime>(vm: &mut Vm<R>, specifiers: &Value<R>) -> Return<R, Vec<Filter>> {
    let length = vm.len(specifiers)?;
    if length > MOST {
        let message = format!("Too many filters - liblzma supports a maximum of {MOST}");
        return Err(vm.value_error(&message));
    }
    let specifiers = vm.collect(specifiers)?;
    specifiers.iter().take(MOST).map(|specifier| Filter::of(vm, specifier)).collect()
}

/// The chain for liblzma.
pub(super) fn for_library(chain: &[Filter]) -> Result<Filters, Error> {
    let mut filters = Filters::new();
    for filter in chain {
        match filter {
            Filter::Lzma1(lzma) => {
                filters.lzma1(&lzma.options()?);
            }
            Filter::Lzma2(lzma) => {
                filters.lzma2(&lzma.options()?);
            }
            Filter::Delta { .. } => {
                filters.delta_properties(&filter.properties().map_err(|_| Error::Options)?)?;
            }
            Filter::Branch { identifier, .. } => {
                let properties = filter.properties()?;
                match identifier {
                    4 => filters.x86_properties(&properties)?,
                    5 => filters.powerpc_properties(&properties)?,
                    6 => filters.ia64_properties(&properties)?,
                    7 => filters.arm_properties(&properties)?,
                    8 => filters.arm_thumb_properties(&properties)?,
                    _ => filters.sparc_properties(&properties)?,
                };
            }
        }
    }
    Ok(filters)
}

/// `_encode_filter_properties(filter)`
pub(super) fn encode_properties<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match Filter::of(vm, &arguments[0])?.properties() {
        Ok(bytes) => Ok(vm.new_bytes(&bytes)),
        Err(failure) => Err(failed(vm, failure)),
    }
}

/// The numbers that the properties of a filter stand for, by name.
fn decoded(identifier: Option<i64>, properties: &[u8]) -> Option<Vec<(&'static str, u32)>> {
    match (identifier?, properties) {
        (LZMA1, &[bits, ref dictionary @ ..]) => {
            let dictionary = u32::from_le_bytes(dictionary.try_into().ok()?);
            let (rest, literal_context) = (u32::from(bits) / 9, u32::from(bits) % 9);
            let (position, literal_position) = (rest / 5, rest % 5);
            (position <= 4 && literal_context + literal_position <= 4).then(|| {
                vec![
                    ("dict_size", dictionary),
                    ("lc", literal_context),
                    ("lp", literal_position),
                    ("pb", position),
                ]
            })
        }
        (LZMA2, &[40]) => Some(vec![("dict_size", u32::MAX)]),
        (LZMA2, &[code @ ..40]) => {
            let code = u32::from(code);
            Some(vec![("dict_size", (2 | code & 1) << (code / 2 + 11))])
        }
        (DELTA, &[distance]) => Some(vec![("dist", u32::from(distance) + 1)]),
        (4..=9, &[]) => Some(vec![]),
        (4..=9, start) => Some(vec![("start_offset", u32::from_le_bytes(start.try_into().ok()?))]),
        _ => None,
    }
}

/// `_decode_filter_properties(filter_id, encoded_props)`
pub(super) fn decode_properties<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let identifier = vm.index_integer(&arguments[0])?;
    let properties = vm.expect_bytes_like(&arguments[1])?;
    let Some(numbers) = decoded(i64::try_from(&identifier).ok(), &properties) else {
        return Err(failed(vm, Error::Options));
    };
    let dict = vm.new_dict();
    let (name, identifier) = (vm.intern("id"), vm.new_integer(identifier));
    vm.dict_set_str(&dict, &name, identifier);
    for (name, number) in numbers {
        let (name, number) = (vm.intern(name), vm.new_int(number.into()));
        vm.dict_set_str(&dict, &name, number);
    }
    Ok(dict.into_value())
}
