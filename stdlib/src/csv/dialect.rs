//! How rows are written down.

use super::named;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Dict, Payload, Ref, Runtime, Str, Value};
use std::marker::PhantomData;

/// When fields are quoted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

impl Quoting {
    const ALL: [(&'static str, Quoting); 6] = [
        ("QUOTE_MINIMAL", Quoting::Minimal),
        ("QUOTE_ALL", Quoting::All),
        ("QUOTE_NONNUMERIC", Quoting::NonNumeric),
        ("QUOTE_NONE", Quoting::None),
        ("QUOTE_STRINGS", Quoting::Strings),
        ("QUOTE_NOTNULL", Quoting::NotNull),
    ];
}

/// The payload of `Dialect`.
pub(super) struct Dialect<R: Runtime> {
    pub(super) delimiter: char,
    pub(super) quote: Option<char>,
    pub(super) escape: Option<char>,
    pub(super) double_quote: bool,
    pub(super) skip_initial_space: bool,
    pub(super) line_terminator: String,
    pub(super) quoting: Quoting,
    pub(super) strict: bool,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Dialect<R> {
    const NAME: &'static str = "Dialect";
}

const NAMES: [&str; 8] = [
    "delimiter",
    "doublequote",
    "escapechar",
    "lineterminator",
    "quotechar",
    "quoting",
    "skipinitialspace",
    "strict",
];

/// A character that may be missing.
fn character<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Option<Value<R>>,
    default: Option<char>,
    name: &str,
) -> Return<R, Option<char>> {
    let Some(value) = value else { return Ok(default) };
    if value.is_none() {
        return Ok(None);
    }
    let Some(text) = value.as_ref::<Str<R>>() else {
        let message =
            format!("\"{name}\" must be a unicode character or None, not {}", vm.qualified_type_name(value));
        return Err(vm.type_error(&message));
    };
    let mut characters = text.as_str().chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Ok(Some(character)),
        _ => {
            let message = format!(
                "\"{name}\" must be a unicode character or None, not a string of length {}",
                text.characters()
            );
            Err(vm.type_error(&message))
        }
    }
}

impl<R: Runtime> Dialect<R> {
    /// The dialect of the arguments of a function: a name, a class or an object with attributes, and single parameters.
    pub(super) fn of(vm: &mut Vm<R>, base: &Value<R>, parameters: &Value<R>) -> Return<R, Self> {
        let base = named(vm, base)?;
        let mut given: [Option<Value<R>>; 8] = [const { None }; 8];
        if !base.is_none() {
            for (place, name) in given.iter_mut().zip(NAMES) {
                *place = vm.find_attr_str(&base, name)?;
            }
        }
        if let Some(parameters) = parameters.as_ref::<Dict<R>>() {
            for (_, name, value) in vm.dict_entries(parameters) {
                let known = vm.as_str(&name).and_then(|name| NAMES.iter().position(|known| *known == name));
                match known {
                    Some(index) => given[index] = Some(value),
                    None => {
                        let name = vm.str_string(&name)?;
                        let message = format!("this function got an unexpected keyword argument '{name}'");
                        return Err(vm.type_error(&message));
                    }
                }
            }
        }
        let [delimiter, double_quote, escape, terminator, quote, quoting, skip, strict] = given;
        let delimiter = match &delimiter {
            None => ',',
            Some(value) => {
                let one = match value.as_ref::<Str<R>>() {
                    Some(text) if text.characters() == 1 => text.as_str().chars().next(),
                    Some(text) => {
                        let message = format!(
                            "\"delimiter\" must be a unicode character, not a string of length {}",
                            text.characters()
                        );
                        return Err(vm.type_error(&message));
                    }
                    None => None,
                };
                match one {
                    Some(one) => one,
                    None => {
                        let message = format!(
                            "\"delimiter\" must be a unicode character, not {}",
                            vm.qualified_type_name(value)
                        );
                        return Err(vm.type_error(&message));
                    }
                }
            }
        };
        let no_quote = quote.as_ref().is_some_and(|quote| quote.is_none());
        let quote = character(vm, &quote, Some('"'), "quotechar")?;
        let escape = character(vm, &escape, None, "escapechar")?;
        let mut flag = |value: &Option<Value<R>>, default| match value {
            Some(value) => vm.truth(value),
            None => Ok(default),
        };
        let (double_quote, skip, strict) =
            (flag(&double_quote, true)?, flag(&skip, false)?, flag(&strict, false)?);
        let quoting = match &quoting {
            None if no_quote => Quoting::None,
            None => Quoting::Minimal,
            Some(value) if vm.is_int(value) => {
                let number = vm.index(value)?;
                match usize::try_from(number).ok().and_then(|number| Quoting::ALL.get(number)) {
                    Some((_, quoting)) => *quoting,
                    None => return Err(vm.type_error("bad \"quoting\" value")),
                }
            }
            Some(value) => {
                let message =
                    format!("\"quoting\" must be an integer, not {}", vm.qualified_type_name(value));
                return Err(vm.type_error(&message));
            }
        };
        if quoting != Quoting::None && quote.is_none() {
            return Err(vm.type_error("quotechar must be set if quoting enabled"));
        }
        let line_terminator = match &terminator {
            None => "\r\n".to_owned(),
            Some(value) if value.is_none() => {
                return Err(vm.type_error("\"lineterminator\" must be a string, not NoneType"));
            }
            Some(value) => match value.as_ref::<Str<R>>() {
                Some(text) => text.as_str().to_owned(),
                None => {
                    let message =
                        format!("\"lineterminator\" must be a string, not {}", vm.qualified_type_name(value));
                    return Err(vm.type_error(&message));
                }
            },
        };
        let special = [("delimiter", Some(delimiter)), ("escapechar", escape), ("quotechar", quote)];
        for (name, character) in special {
            let Some(character) = character else { continue };
            if matches!(character, '\r' | '\n') || character == ' ' && skip && name != "delimiter" {
                return Err(vm.value_error(&format!("bad {name} value")));
            }
            if line_terminator.contains(character) {
                return Err(vm.value_error(&format!("bad {name} or lineterminator value")));
            }
        }
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            let ((one, character), (other, second)) = (special[one], special[other]);
            if character.is_some() && character == second {
                return Err(vm.value_error(&format!("bad {one} or {other} value")));
            }
        }
        Ok(Dialect {
            delimiter,
            quote,
            escape,
            double_quote,
            skip_initial_space: skip,
            line_terminator,
            quoting,
            strict,
            _runtime: PhantomData,
        })
    }
}

pub(super) fn dialect_of<'a, R: Runtime>(
    vm: &mut Vm<R>,
    value: &'a Value<R>,
) -> Return<R, &'a Ref<R, Dialect<R>>> {
    match value.as_ref::<Dialect<R>>() {
        Some(dialect) => Ok(dialect),
        None => Err(vm.type_error("a dialect is needed")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let base = arguments[1].given().cloned().unwrap_or(Value::NONE);
    let dialect = Dialect::of(vm, &base, &arguments[2])?;
    vm.new_object_of(&class, dialect)
}

fn shown<R: Runtime>(vm: &Vm<R>, character: Option<char>) -> Value<R> {
    character.map_or(Value::NONE, |character| vm.new_character(character))
}

/// Makes the class, and adds it and its constants to the module.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Dialect<R>>(vm, "_csv", "Dialect", None)
        .constructor("__new__(cls, dialect=None, /, **fmtparams)", new)
        .method("__init__(self, /, *args, **kwargs)", |_, _| Ok(Value::NONE))
        .getter("delimiter", |vm, value| {
            let delimiter = dialect_of(vm, value)?.delimiter;
            Ok(shown(vm, Some(delimiter)))
        })
        .getter("quotechar", |vm, value| {
            let quote = dialect_of(vm, value)?.quote;
            Ok(shown(vm, quote))
        })
        .getter("escapechar", |vm, value| {
            let escape = dialect_of(vm, value)?.escape;
            Ok(shown(vm, escape))
        })
        .getter("lineterminator", |vm, value| {
            let own = dialect_of(vm, value)?;
            Ok(vm.new_str(&own.line_terminator))
        })
        .getter("doublequote", |vm, value| Ok(Value::bool(dialect_of(vm, value)?.double_quote)))
        .getter("skipinitialspace", |vm, value| Ok(Value::bool(dialect_of(vm, value)?.skip_initial_space)))
        .getter("strict", |vm, value| Ok(Value::bool(dialect_of(vm, value)?.strict)))
        .getter("quoting", |vm, value| {
            let quoting = dialect_of(vm, value)?.quoting;
            let number = Quoting::ALL.iter().position(|(_, known)| *known == quoting).unwrap_or(0);
            Ok(vm.new_usize(number))
        })
        .finish();
    vm.module_set(module, "Dialect", class.into_value());
    for (number, (name, _)) in Quoting::ALL.iter().enumerate() {
        let number = vm.new_usize(number);
        vm.module_set(module, name, number);
    }
}
