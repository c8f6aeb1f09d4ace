//! `_lzma`: compression by the crate liblzma.

mod compress;
mod decompress;
mod filters;

use crate::exceptions;
use interpreter::{Raised, Return, Vm};
use liblzma::stream::{Check, Error, MatchFinder, Mode, PRESET_DEFAULT, PRESET_EXTREME};
use object_model::{Runtime, Value};

const FORMAT_AUTO: i64 = 0;
const FORMAT_XZ: i64 = 1;
const FORMAT_ALONE: i64 = 2;
const FORMAT_RAW: i64 = 3;

/// Checks are numbered up to this.
const CHECK_ID_MAX: i64 = 15;
const CHECK_UNKNOWN: i64 = CHECK_ID_MAX + 1;

/// Bytes that a buffer has at least.
const ROOM: usize = 16 * 1024;

#[cold]
fn error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    exceptions::raise(vm, "_lzma", "LZMAError", message)
}

/// What liblzma complains of, as an exception.
#[cold]
fn failed<R: Runtime>(vm: &mut Vm<R>, failure: Error) -> Raised<R> {
    let message = match failure {
        Error::Mem => return vm.memory_error(),
        Error::MemLimit => "Memory usage limit exceeded",
        Error::Format => "Input format not supported by decoder",
        Error::Options => "Invalid or unsupported options",
        Error::Data => "Corrupt input data",
        Error::UnsupportedCheck => "Unsupported integrity check",
        Error::NoCheck | Error::Program => "Internal error",
    };
    error(vm, message)
}

/// The check of a number.
fn check_of(number: i64) -> Option<Check> {
    [Check::None, Check::Crc32, Check::Crc64, Check::Sha256].into_iter().find(|check| *check as i64 == number)
}

/// An argument that is a number of 32 bits without a sign.
fn unsigned<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, u32> {
    let number = vm.index_integer(value)?;
    match u32::try_from(&number) {
        Ok(number) => Ok(number),
        Err(_) if number.sign() == num_bigint::Sign::Minus => {
            Err(vm.overflow_error("can't convert negative int to unsigned"))
        }
        Err(_) => Err(vm.overflow_error("Value too large for uint32_t type")),
    }
}

fn is_check_supported<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = vm.index(&arguments[0])?;
    Ok(Value::bool(check_of(number).is_some_and(|check| check.is_supported())))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_lzma");
    let exception = vm.exceptions().exception.clone();
    exceptions::define(vm, &module, "_lzma", "LZMAError", &exception)?;
    compress::install(vm, &module);
    decompress::install(vm, &module);
    for (name, value) in [
        ("FORMAT_AUTO", FORMAT_AUTO),
        ("FORMAT_XZ", FORMAT_XZ),
        ("FORMAT_ALONE", FORMAT_ALONE),
        ("FORMAT_RAW", FORMAT_RAW),
        ("CHECK_NONE", Check::None as i64),
        ("CHECK_CRC32", Check::Crc32 as i64),
        ("CHECK_CRC64", Check::Crc64 as i64),
        ("CHECK_SHA256", Check::Sha256 as i64),
        ("CHECK_ID_MAX", CHECK_ID_MAX),
        ("CHECK_UNKNOWN", CHECK_UNKNOWN),
        ("MF_HC3", MatchFinder::HashChain3 as i64),
        ("MF_HC4", MatchFinder::HashChain4 as i64),
        ("MF_BT2", MatchFinder::BinaryTree2 as i64),
        ("MF_BT3", MatchFinder::BinaryTree3 as i64),
        ("MF_BT4", MatchFinder::BinaryTree4 as i64),
        ("MODE_FAST", Mode::Fast as i64),
        ("MODE_NORMAL", Mode::Normal as i64),
        ("PRESET_DEFAULT", PRESET_DEFAULT.into()),
        ("PRESET_EXTREME", PRESET_EXTREME.into()),
    ]
    .into_iter()
    .chain(filters::IDENTIFIERS)
    {
        let value = vm.new_int(value);
        vm.immortalize(&value);
        vm.module_set(&module, name, value);
    }
    vm.module_functions(
        &module,
        "_lzma",
        &[
            ("is_check_supported(check_id, /)", is_check_supported),
            ("_encode_filter_properties(filter, /)", filters::encode_properties),
            ("_decode_filter_properties(filter_id, encoded_props, /)", filters::decode_properties),
        ],
    );
    Ok(module)
}
