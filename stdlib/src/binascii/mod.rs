//! `binascii`: bytes as text, in several ways, and checksums.

mod base64;
mod quoted;
mod uu;

use crate::exceptions;
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Str, Value};

fn error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    exceptions::raise(vm, "binascii", "Error", message)
}

/// Bytes, or a str that is ASCII.
fn ascii<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<u8>> {
    if let Some(text) = value.as_ref::<Str<R>>() {
        if !text.is_ascii() {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        return Ok(text.as_str().as_bytes().to_vec());
    }
    match vm.bytes_like(value) {
        Some(bytes) => Ok(bytes.into_owned()),
        None => {
            let message =
                format!("argument should be bytes, buffer or ASCII string, not '{}'", vm.type_name(value));
            Err(vm.type_error(&message))
        }
    }
}

fn from_base64<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = ascii(vm, &arguments[0])?;
    let strict = vm.flag(&arguments[1], false)?;
    match base64::decode(&data, strict) {
        Ok(bytes) => Ok(vm.new_bytes(&bytes)),
        Err(message) => Err(error(vm, &message)),
    }
}

fn to_base64<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let mut encoded = base64::encode(&data);
    if vm.flag(&arguments[1], true)? {
        encoded.push(b'\n');
    }
    Ok(vm.new_bytes(&encoded))
}

fn from_hex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = ascii(vm, &arguments[0])?;
    if data.len() % 2 == 1 {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let decoded: Option<Vec<u8>> =
        data.chunks_exact(2).map(|pair| Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8)).collect();
    match decoded {
        Some(bytes) => Ok(vm.new_bytes(&bytes)),
        None => Err(error(vm, "Non-hexadecimal digit found")),
    }
}

/// As `bytes.hex`, in bytes, so that any byte may separate.
fn to_hex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let text = vm.hex(&data, &arguments[1], &arguments[2], |&character| u8::try_from(character).is_ok())?;
    let bytes: Vec<u8> = text.chars().map(|character| character as u8).collect();
    Ok(vm.new_bytes(&bytes))
}

fn start<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, u32> {
    match value.given() {
        Some(value) => {
            let number = vm.index_integer(value)?;
            let low = number & num_bigint::BigInt::from(u32::MAX);
            Ok(u32::try_from(low).unwrap_or(0))
        }
        None => Ok(0),
    }
}

fn crc32<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let start = start(vm, &arguments[1])?;
    let mut hasher = crc32fast::Hasher::new_with_initial(start);
    hasher.update(&data);
    Ok(vm.new_int(i64::from(hasher.finalize())))
}

/// The CRC of CCITT: x^16 + x^12 + x^5 + 1.
fn crc_hqx<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let mut crc = start(vm, &arguments[1])? & 0xFFFF;
    for &byte in data.iter() {
        crc ^= u32::from(byte) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 } & 0xFFFF;
        }
    }
    Ok(vm.new_int(i64::from(crc)))
}

fn from_uu<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = ascii(vm, &arguments[0])?;
    match uu::decode(&data) {
        Ok(bytes) => Ok(vm.new_bytes(&bytes)),
        Err(message) => Err(error(vm, message)),
    }
}

fn to_uu<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let backtick = vm.flag(&arguments[1], false)?;
    if data.len() > 45 {
        return Err(error(vm, "At most 45 bytes at once"));
    }
    let line = uu::encode(&data, backtick);
    Ok(vm.new_bytes(&line))
}

fn from_quoted<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = ascii(vm, &arguments[0])?;
    let header = vm.flag(&arguments[1], false)?;
    Ok(vm.new_bytes(&quoted::decode(&data, header)))
}

fn to_quoted<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let (tabs, is_text, header) =
        (vm.flag(&arguments[1], false)?, vm.flag(&arguments[2], true)?, vm.flag(&arguments[3], false)?);
    Ok(vm.new_bytes(&quoted::encode(&data, tabs, is_text, header)))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("binascii");
    let (value_error, exception) = (vm.exceptions().value_error.clone(), vm.exceptions().exception.clone());
    exceptions::define(vm, &module, "binascii", "Error", &value_error)?;
    exceptions::define(vm, &module, "binascii", "Incomplete", &exception)?;
    vm.module_functions(
        &module,
        "binascii",
        &[
            ("a2b_base64(data, /, *, strict_mode=False)", from_base64),
            ("b2a_base64(data, /, *, newline=True)", to_base64),
            ("a2b_hex(hexstr, /)", from_hex),
            ("unhexlify(hexstr, /)", from_hex),
            ("b2a_hex(data, sep=None, bytes_per_sep=1)", to_hex),
            ("hexlify(data, sep=None, bytes_per_sep=1)", to_hex),
            ("crc32(data, crc=0, /)", crc32),
            ("crc_hqx(data, crc, /)", crc_hqx),
            ("a2b_uu(data, /)", from_uu),
            ("b2a_uu(data, /, *, backtick=False)", to_uu),
            ("a2b_qp(data, header=False)", from_quoted),
            ("b2a_qp(data, quotetabs=False, istext=True, header=False)", to_quoted),
        ],
    );
    Ok(module)
}
