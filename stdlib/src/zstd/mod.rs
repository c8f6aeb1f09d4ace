//! `_zstd`: compression by the crate zstd-safe.

mod compress;
mod decompress;
mod dictionary;
mod parameters;

use crate::exceptions;
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};

/// Bytes that a buffer has at least.
const ROOM: usize = 16 * 1024;

const DEFAULT_LEVEL: i64 = 3;

const STRATEGIES: [&str; 9] = [
    "ZSTD_fast",
    "ZSTD_dfast",
    "ZSTD_greedy",
    "ZSTD_lazy",
    "ZSTD_lazy2",
    "ZSTD_btlazy2",
    "ZSTD_btopt",
    "ZSTD_btultra",
    "ZSTD_btultra2",
];

#[cold]
fn error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    exceptions::raise(vm, "_zstd", "ZstdError", message)
}

/// What the library complains of, after `what`.
#[cold]
fn failed<R: Runtime>(vm: &mut Vm<R>, what: &str, code: usize) -> Raised<R> {
    error(vm, &format!("{what}: {}", zstd_safe::get_error_name(code)))
}

/// A number of 32 bits.
fn int<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i32> {
    if !vm.is_int(value) {
        let message = format!("'{}' object cannot be interpreted as an integer", vm.type_name(value));
        return Err(vm.type_error(&message));
    }
    let number = vm.index_integer(value)?;
    i32::try_from(&number).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
}

fn frame_size<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let frame = vm.expect_bytes_like(&arguments[0])?;
    match zstd_safe::find_frame_compressed_size(&frame) {
        Ok(size) => Ok(vm.new_usize(size)),
        Err(code) => {
            let what = "Error when finding the compressed size of a Zstandard frame. Ensure the frame_buffer \
                        argument starts from the beginning of a frame, and its length is not less than this \
                        complete frame. Zstd error message";
            Err(failed(vm, what, code))
        }
    }
}

fn frame_info<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let frame = vm.expect_bytes_like(&arguments[0])?;
    let Ok(size) = zstd_safe::get_frame_content_size(&frame) else {
        let message = "Error when getting information from the header of a Zstandard frame. Ensure the \
                       frame_buffer argument starts from the beginning of a frame, and its length is not less \
                       than the frame header (6~18 bytes).";
        return Err(error(vm, message));
    };
    let size = size.map_or(Value::NONE, |size| vm.new_integer(size.into()));
    let dictionary = zstd_safe::get_dict_id_from_frame(&frame).map_or(0, u32::from);
    let dictionary = vm.new_int(dictionary.into());
    Ok(vm.new_pair(size, dictionary))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_zstd");
    let exception = vm.exceptions().exception.clone();
    exceptions::define(vm, &module, "compression.zstd", "ZstdError", &exception)?;
    compress::install(vm, &module);
    decompress::install(vm, &module);
    dictionary::install(vm, &module);
    parameters::install(vm, &module);
    for (number, name) in STRATEGIES.iter().enumerate() {
        vm.module_set(&module, name, Value::small_int(number as i64 + 1));
    }
    vm.module_set(&module, "ZSTD_CLEVEL_DEFAULT", Value::small_int(DEFAULT_LEVEL));
    let out_size = zstd_safe::DCtx::out_size();
    vm.module_set(&module, "ZSTD_DStreamOutSize", Value::small_int(out_size as i64));
    let version = zstd_safe::version_number();
    vm.module_set(&module, "zstd_version_number", Value::small_int(version.into()));
    let version = vm.new_str(zstd_safe::version_string());
    vm.immortalize(&version);
    vm.module_set(&module, "zstd_version", version);
    vm.module_functions(
        &module,
        "_zstd",
        &[
            ("get_frame_size(frame_buffer)", frame_size),
            ("get_frame_info(frame_buffer)", frame_info),
            ("get_param_bounds(parameter, is_compress)", parameters::bounds),
            ("set_parameter_types(c_parameter_type, d_parameter_type)", parameters::set_types),
            ("train_dict(samples_bytes, samples_sizes, dict_size, /)", dictionary::train),
            (
                "finalize_dict(custom_dict_bytes, samples_bytes, samples_sizes, dict_size, compression_level, /)",
                dictionary::finalize,
            ),
        ],
    );
    Ok(module)
}
