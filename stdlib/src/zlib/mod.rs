//! `zlib`: compression by the crate flate2.

mod compress;
mod decompress;
mod dictionary;
mod feed;
mod gzip;

use crate::exceptions;
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};

/// How a stream is wrapped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrapping {
    Raw,
    Zlib,
    Gzip,
    /// zlib or gzip, as the stream says itself.
    Detected,
}

fn error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    exceptions::raise(vm, "zlib", "error", message)
}

/// The wrapping that a number of window bits stands for.
fn wrapping<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Wrapping> {
    let bits = match value.given() {
        Some(value) => vm.index(value)?,
        None => 15,
    };
    match bits {
        -15..=-8 => Ok(Wrapping::Raw),
        0 | 8..=15 => Ok(Wrapping::Zlib),
        24..=31 => Ok(Wrapping::Gzip),
        32..=47 => Ok(Wrapping::Detected),
        _ => Err(vm.value_error("Invalid initialization option")),
    }
}

fn start<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, default: u32) -> Return<R, u32> {
    match value.given() {
        Some(value) => {
            let number = vm.index_integer(value)? & num_bigint::BigInt::from(u32::MAX);
            Ok(u32::try_from(number).unwrap_or(default))
        }
        None => Ok(default),
    }
}

fn crc32<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let mut hasher = crc32fast::Hasher::new_with_initial(start(vm, &arguments[1], 0)?);
    hasher.update(&data);
    Ok(vm.new_int(hasher.finalize().into()))
}

fn adler32<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = vm.expect_bytes_like(&arguments[0])?;
    let start = start(vm, &arguments[1], 1)?;
    Ok(vm.new_int(adler(start, &data).into()))
}

/// The checksum of Adler of what `start` is the checksum of, and `data`.
fn adler(start: u32, data: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    let (mut low, mut high) = (start & 0xFFFF, start >> 16);
    // So many bytes cannot overflow.
    for chunk in data.chunks(5_552) {
        for &byte in chunk {
            low += u32::from(byte);
            high += low;
        }
        (low, high) = (low % MODULUS, high % MODULUS);
    }
    high << 16 | low
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("zlib");
    let exception = vm.exceptions().exception.clone();
    exceptions::define(vm, &module, "zlib", "error", &exception)?;
    compress::install(vm);
    decompress::install(vm);
    feed::install(vm, &module);
    for (name, value) in [
        ("MAX_WBITS", 15),
        ("DEFLATED", 8),
        ("DEF_MEM_LEVEL", 8),
        ("DEF_BUF_SIZE", 16 * 1024),
        ("Z_NO_COMPRESSION", 0),
        ("Z_BEST_SPEED", 1),
        ("Z_BEST_COMPRESSION", 9),
        ("Z_DEFAULT_COMPRESSION", -1),
        ("Z_FILTERED", 1),
        ("Z_HUFFMAN_ONLY", 2),
        ("Z_RLE", 3),
        ("Z_FIXED", 4),
        ("Z_DEFAULT_STRATEGY", 0),
        ("Z_NO_FLUSH", compress::NO_FLUSH),
        ("Z_PARTIAL_FLUSH", 1),
        ("Z_SYNC_FLUSH", compress::SYNC_FLUSH),
        ("Z_FULL_FLUSH", compress::FULL_FLUSH),
        ("Z_FINISH", compress::FINISH),
        ("Z_BLOCK", 5),
        ("Z_TREES", 6),
    ] {
        vm.module_set(&module, name, Value::small_int(value));
    }
    for (name, text) in [("ZLIB_VERSION", "1.3.1"), ("ZLIB_RUNTIME_VERSION", "1.3.1"), ("__version__", "1.0")]
    {
        let text = vm.new_str(text);
        vm.immortalize(&text);
        vm.module_set(&module, name, text);
    }
    vm.module_functions(
        &module,
        "zlib",
        &[
            ("compress(data, /, level=-1, wbits=15)", compress::compress),
            ("decompress(data, /, wbits=15, bufsize=16384)", decompress::decompress),
            ("compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", compress::new),
            ("decompressobj(wbits=15, zdict=b'')", decompress::new),
            ("crc32(data, value=0, /)", crc32),
            ("adler32(data, value=1, /)", adler32),
        ],
    );
    Ok(module)
}
