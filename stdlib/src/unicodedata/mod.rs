//! `unicodedata`: what Unicode says about characters. Names, categories, normal forms and properties come from the crates
//! that carry them; the values of numerals are in a table here, and so are the kinds of decompositions.

mod decomposition;
mod numerals;

use icu_properties::props::{BidiClass, BidiMirrored, EastAsianWidth};
use icu_properties::{CodePointMapData, CodePointSetData, PropertyNamesShort};
use interpreter::{ClassBuilder, NativeCall, Return, Vm};
use object_model::{ClassFlags, Payload, Runtime, Value};
use std::marker::PhantomData;
use text::{surrogate, unicode};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The payload of an object with the functions of the module for another version of Unicode.
struct Database<R: Runtime>(PhantomData<fn() -> R>);

// SAFETY: empty.
unsafe impl<R: Runtime> Payload<R> for Database<R> {
    const NAME: &'static str = "UCD";
}

fn character<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, function: &str) -> Return<R, char> {
    // Those that take a default count their arguments.
    let counts = matches!(function, "decimal" | "digit" | "numeric" | "name");
    let length_of = format!("{function}(): argument{}", if counts { " 1" } else { "" });
    vm.character_argument(value, &format!("{function}() argument 1"), &length_of)
}

fn category_name(character: char) -> &'static str {
    use GeneralCategory::*;
    if surrogate::is_surrogate(character) {
        return "Cs";
    }
    match character.general_category() {
        UppercaseLetter => "Lu",
        LowercaseLetter => "Ll",
        TitlecaseLetter => "Lt",
        ModifierLetter => "Lm",
        OtherLetter => "Lo",
        NonspacingMark => "Mn",
        SpacingMark => "Mc",
        EnclosingMark => "Me",
        DecimalNumber => "Nd",
        LetterNumber => "Nl",
        OtherNumber => "No",
        ConnectorPunctuation => "Pc",
        DashPunctuation => "Pd",
        OpenPunctuation => "Ps",
        ClosePunctuation => "Pe",
        InitialPunctuation => "Pi",
        FinalPunctuation => "Pf",
        OtherPunctuation => "Po",
        MathSymbol => "Sm",
        CurrencySymbol => "Sc",
        ModifierSymbol => "Sk",
        OtherSymbol => "So",
        SpaceSeparator => "Zs",
        LineSeparator => "Zl",
        ParagraphSeparator => "Zp",
        Control => "Cc",
        Format => "Cf",
        Surrogate => "Cs",
        PrivateUse => "Co",
        Unassigned => "Cn",
    }
}

fn category<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "category")?;
    Ok(vm.new_str(category_name(character)))
}

fn bidirectional<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "bidirectional")?;
    if category_name(character) == "Cn" {
        return Ok(vm.new_str(""));
    }
    let class = CodePointMapData::<BidiClass>::new().get(character);
    Ok(vm.new_str(PropertyNamesShort::<BidiClass>::new().get(class).unwrap_or("")))
}

fn east_asian_width<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "east_asian_width")?;
    let width = CodePointMapData::<EastAsianWidth>::new().get(character);
    Ok(vm.new_str(PropertyNamesShort::<EastAsianWidth>::new().get(width).unwrap_or("N")))
}

fn mirrored<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "mirrored")?;
    let mirrored = CodePointSetData::new::<BidiMirrored>().contains(character);
    Ok(vm.new_int(i64::from(mirrored)))
}

fn combining<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "combining")?;
    Ok(vm.new_int(canonical_combining_class(character).into()))
}

fn decomposition<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "decomposition")?;
    Ok(vm.new_string(decomposition::of(character)))
}

/// What a function of one character answers: a value, the default, or ValueError.
fn answer<R: Runtime>(
    vm: &mut Vm<R>,
    found: Option<Value<R>>,
    default: &Value<R>,
    complaint: &str,
) -> Return<R> {
    match (found, default.given()) {
        (Some(found), _) => Ok(found),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.value_error(complaint)),
    }
}

fn name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "name")?;
    let name = unicode_names2::name(character).map(|name| vm.new_string(name.to_string()));
    answer(vm, name, &arguments[1], "no such name")
}

fn look_up<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.str_argument(&arguments[0], "lookup() argument")?;
    vm.check_utf8(&[name])?;
    match unicode_names2::character(name) {
        Some(character) => Ok(vm.new_string(character.to_string())),
        None => {
            let class = vm.exceptions().key_error.clone();
            Err(vm.raise_message(&class, &format!("undefined character name '{name}'")))
        }
    }
}

fn decimal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "decimal")?;
    let value = unicode::decimal_value(character).map(|value| vm.new_int(value.into()));
    answer(vm, value, &arguments[1], "not a decimal")
}

fn digit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "digit")?;
    let value = numerals::digit(character).map(|value| vm.new_int(value.into()));
    answer(vm, value, &arguments[1], "not a digit")
}

fn numeric<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let character = character(vm, &arguments[0], "numeric")?;
    let value = numerals::numeric(character).map(Value::float);
    answer(vm, value, &arguments[1], "not a numeric character")
}

fn normalized<R: Runtime>(vm: &mut Vm<R>, form: &Value<R>, text: &str) -> Return<R, String> {
    let form = vm.str_argument(form, "normalize() argument 1")?;
    Ok(match form {
        "NFC" => text.nfc().collect(),
        "NFD" => text.nfd().collect(),
        "NFKC" => text.nfkc().collect(),
        "NFKD" => text.nfkd().collect(),
        _ => return Err(vm.value_error("invalid normalization form")),
    })
}

fn normalize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = vm.str_argument(&arguments[1], "normalize() argument 2")?;
    let normal = normalized(vm, &arguments[0], text)?;
    Ok(vm.new_string(normal))
}

fn is_normalized<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = vm.str_argument(&arguments[1], "is_normalized() argument 2")?;
    let normal = normalized(vm, &arguments[0], text)?;
    Ok(Value::bool(normal == text))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let functions: [(&str, NativeCall<R>); 13] = [
        ("category(chr, /)", category),
        ("bidirectional(chr, /)", bidirectional),
        ("east_asian_width(chr, /)", east_asian_width),
        ("mirrored(chr, /)", mirrored),
        ("combining(chr, /)", combining),
        ("decomposition(chr, /)", decomposition),
        ("name(chr, default=None, /)", name),
        ("lookup(name, /)", look_up),
        ("decimal(chr, default=None, /)", decimal),
        ("digit(chr, default=None, /)", digit),
        ("numeric(chr, default=None, /)", numeric),
        ("normalize(form, unistr, /)", normalize),
        ("is_normalized(form, unistr, /)", is_normalized),
    ];
    let module = vm.new_module("unicodedata");
    vm.module_functions(&module, "unicodedata", &functions);
    let version = vm.new_str("16.0.0");
    vm.immortalize(&version);
    vm.module_set(&module, "unidata_version", version);
    // The present data stands in for those of version 3.2, which internationalized names of hosts ask for.
    let version = vm.new_str("3.2.0");
    let mut class = ClassBuilder::new::<Database<R>>(vm, "unicodedata", "UCD", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .attribute("unidata_version", version);
    for (signature, call) in functions {
        class = class.static_method(signature, call);
    }
    let class = class.sealed().finish();
    vm.module_set(&module, "UCD", class.into_value());
    let database = vm.new_object(Database(PhantomData));
    vm.immortalize(&database);
    vm.module_set(&module, "ucd_3_2_0", database);
    Ok(module)
}
