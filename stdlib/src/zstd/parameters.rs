//! Parameters of compression and decompression, by number.

use super::int;
use interpreter::{Raised, Return, Vm};
use object_model::{Dict, Runtime, Value};
use zstd_safe::zstd_sys::{
    ZSTD_bounds, ZSTD_cParam_getBounds, ZSTD_cParameter, ZSTD_dParam_getBounds, ZSTD_dParameter,
};
use zstd_safe::{CCtx, CParameter, DCtx, DParameter, Strategy};

/// The attributes of the module that hold the enumerations of the parameters.
const COMPRESSION_TYPE: &str = "_compression_parameter_type";
const DECOMPRESSION_TYPE: &str = "_decompression_parameter_type";

/// The parameters of compression: what the module and what Python calls each.
const COMPRESSION: [(&str, &str, ZSTD_cParameter); 19] = [
    ("ZSTD_c_compressionLevel", "compression_level", ZSTD_cParameter::ZSTD_c_compressionLevel),
    ("ZSTD_c_windowLog", "window_log", ZSTD_cParameter::ZSTD_c_windowLog),
    ("ZSTD_c_hashLog", "hash_log", ZSTD_cParameter::ZSTD_c_hashLog),
    ("ZSTD_c_chainLog", "chain_log", ZSTD_cParameter::ZSTD_c_chainLog),
    ("ZSTD_c_searchLog", "search_log", ZSTD_cParameter::ZSTD_c_searchLog),
    ("ZSTD_c_minMatch", "min_match", ZSTD_cParameter::ZSTD_c_minMatch),
    ("ZSTD_c_targetLength", "target_length", ZSTD_cParameter::ZSTD_c_targetLength),
    ("ZSTD_c_strategy", "strategy", ZSTD_cParameter::ZSTD_c_strategy),
    (
        "ZSTD_c_enableLongDistanceMatching",
        "enable_long_distance_matching",
        ZSTD_cParameter::ZSTD_c_enableLongDistanceMatching,
    ),
    ("ZSTD_c_ldmHashLog", "ldm_hash_log", ZSTD_cParameter::ZSTD_c_ldmHashLog),
    ("ZSTD_c_ldmMinMatch", "ldm_min_match", ZSTD_cParameter::ZSTD_c_ldmMinMatch),
    ("ZSTD_c_ldmBucketSizeLog", "ldm_bucket_size_log", ZSTD_cParameter::ZSTD_c_ldmBucketSizeLog),
    ("ZSTD_c_ldmHashRateLog", "ldm_hash_rate_log", ZSTD_cParameter::ZSTD_c_ldmHashRateLog),
    ("ZSTD_c_contentSizeFlag", "content_size_flag", ZSTD_cParameter::ZSTD_c_contentSizeFlag),
    ("ZSTD_c_checksumFlag", "checksum_flag", ZSTD_cParameter::ZSTD_c_checksumFlag),
    ("ZSTD_c_dictIDFlag", "dict_id_flag", ZSTD_cParameter::ZSTD_c_dictIDFlag),
    ("ZSTD_c_nbWorkers", "nb_workers", ZSTD_cParameter::ZSTD_c_nbWorkers),
    ("ZSTD_c_jobSize", "job_size", ZSTD_cParameter::ZSTD_c_jobSize),
    ("ZSTD_c_overlapLog", "overlap_log", ZSTD_cParameter::ZSTD_c_overlapLog),
];

/// The one of decompression.
const WINDOW: (&str, &str, ZSTD_dParameter) =
    ("ZSTD_d_windowLogMax", "window_log_max", ZSTD_dParameter::ZSTD_d_windowLogMax);

const STRATEGIES: [Strategy; 9] = [
    Strategy::ZSTD_fast,
    Strategy::ZSTD_dfast,
    Strategy::ZSTD_greedy,
    Strategy::ZSTD_lazy,
    Strategy::ZSTD_lazy2,
    Strategy::ZSTD_btlazy2,
    Strategy::ZSTD_btopt,
    Strategy::ZSTD_btultra,
    Strategy::ZSTD_btultra2,
];

/// The parameter of compression with a number.
fn compression(key: i32) -> Option<(&'static str, ZSTD_cParameter)> {
    let found = COMPRESSION.into_iter().find(|(.., parameter)| *parameter as i32 == key);
    found.map(|(_, name, parameter)| (name, parameter))
}

fn bounds_of(parameter: ZSTD_cParameter) -> ZSTD_bounds {
    // SAFETY: a pure function of a number that the library has.
    unsafe { ZSTD_cParam_getBounds(parameter) }
}

fn window_bounds() -> ZSTD_bounds {
    // SAFETY: as above.
    unsafe { ZSTD_dParam_getBounds(WINDOW.2) }
}

/// The levels there are.
pub(super) fn level_bounds() -> (i32, i32) {
    (zstd_safe::min_c_level(), zstd_safe::max_c_level())
}

#[cold]
fn unknown<R: Runtime>(vm: &mut Vm<R>, kind: &str, key: i32) -> Raised<R> {
    vm.value_error(&format!("invalid {kind} parameter 'unknown parameter (key {key})'"))
}

#[cold]
fn illegal<R: Runtime>(vm: &mut Vm<R>, kind: &str, name: &str, value: i32, bounds: ZSTD_bounds) -> Raised<R> {
    vm.value_error(&format!(
        "{kind} parameter '{name}' received an illegal value {value}; the valid range is [{}, {}]",
        bounds.lowerBound, bounds.upperBound
    ))
}

/// Sets the level.
pub(super) fn set_level<R: Runtime>(
    vm: &mut Vm<R>,
    context: &mut CCtx<'static>,
    level: i32,
) -> Return<R, ()> {
    let (least, most) = level_bounds();
    if !(least..=most).contains(&level) {
        let message = format!("illegal compression level {level}; the valid range is [{least}, {most}]");
        return Err(vm.value_error(&message));
    }
    match context.set_parameter(CParameter::CompressionLevel(level)) {
        Ok(_) => Ok(()),
        Err(code) => Err(super::failed(vm, "Error when setting compression level", code)),
    }
}

/// A parameter with its value, which is within the bounds.
fn with_value(parameter: ZSTD_cParameter, value: i32) -> Option<CParameter> {
    use ZSTD_cParameter::*;
    let (number, flag) = (value as u32, value != 0);
    Some(match parameter {
        ZSTD_c_windowLog => CParameter::WindowLog(number),
        ZSTD_c_hashLog => CParameter::HashLog(number),
        ZSTD_c_chainLog => CParameter::ChainLog(number),
        ZSTD_c_searchLog => CParameter::SearchLog(number),
        ZSTD_c_minMatch => CParameter::MinMatch(number),
        ZSTD_c_targetLength => CParameter::TargetLength(number),
        ZSTD_c_strategy => CParameter::Strategy(*STRATEGIES.get(number.checked_sub(1)? as usize)?),
        ZSTD_c_enableLongDistanceMatching => CParameter::EnableLongDistanceMatching(flag),
        ZSTD_c_ldmHashLog => CParameter::LdmHashLog(number),
        ZSTD_c_ldmMinMatch => CParameter::LdmMinMatch(number),
        ZSTD_c_ldmBucketSizeLog => CParameter::LdmBucketSizeLog(number),
        ZSTD_c_ldmHashRateLog => CParameter::LdmHashRateLog(number),
        ZSTD_c_contentSizeFlag => CParameter::ContentSizeFlag(flag),
        ZSTD_c_checksumFlag => CParameter::ChecksumFlag(flag),
        ZSTD_c_dictIDFlag => CParameter::DictIdFlag(flag),
        ZSTD_c_nbWorkers => CParameter::NbWorkers(number),
        ZSTD_c_jobSize => CParameter::JobSize(number),
        ZSTD_c_overlapLog => CParameter::OverlapSizeLog(number),
        _ => return None,
    })
}

/// Whether a value is of the class that the module keeps under `kept`.
fn is_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, kept: &str) -> Return<R, bool> {
    let module = vm.import_module("_zstd")?;
    let class = vm.find_attr_str(&module, kept)?;
    Ok(class.is_some_and(|class| vm.class_ref(value).value().is(&class)))
}

/// The keys and values of an `options` argument.
fn options<R: Runtime>(
    vm: &mut Vm<R>,
    options: &Value<R>,
    class: &str,
    foreign: (&str, &str),
) -> Return<R, Vec<(i32, i32)>> {
    let Some(dict) = options.as_ref::<Dict<R>>() else {
        let message =
            format!("{class}() argument 'options' must be dict, not {}", vm.qualified_type_name(options));
        return Err(vm.type_error(&message));
    };
    let mut found = Vec::new();
    for (_, key, value) in vm.dict_entries(dict) {
        if is_of(vm, &key, foreign.0)? {
            return Err(vm.type_error(foreign.1));
        }
        found.push((int(vm, &key)?, int(vm, &value)?));
    }
    Ok(found)
}

/// Sets the parameters of an `options` argument.
pub(super) fn set_for_compression<R: Runtime>(
    vm: &mut Vm<R>,
    context: &mut CCtx<'static>,
    given: &Value<R>,
) -> Return<R, ()> {
    let message = "compression options dictionary key must not be a DecompressionParameter attribute";
    for (key, value) in options(vm, given, "ZstdCompressor", (DECOMPRESSION_TYPE, message))? {
        let Some((name, parameter)) = compression(key) else {
            return Err(unknown(vm, "compression", key));
        };
        if parameter == ZSTD_cParameter::ZSTD_c_compressionLevel {
            set_level(vm, context, value)?;
            continue;
        }
        let bounds = bounds_of(parameter);
        // Zero is the default for all of them.
        let is_allowed = value == 0 || (bounds.lowerBound..=bounds.upperBound).contains(&value);
        let with_value = with_value(parameter, value).filter(|_| is_allowed);
        match with_value.map(|parameter| context.set_parameter(parameter)) {
            Some(Ok(_)) => {}
            None if value == 0 => {}
            _ => return Err(illegal(vm, "compression", name, value, bounds)),
        }
    }
    Ok(())
}

/// Sets the parameters of an `options` argument.
pub(super) fn set_for_decompression<R: Runtime>(
    vm: &mut Vm<R>,
    context: &mut DCtx<'static>,
    given: &Value<R>,
) -> Return<R, ()> {
    let message = "decompression options dictionary key must not be a CompressionParameter attribute";
    for (key, value) in options(vm, given, "ZstdDecompressor", (COMPRESSION_TYPE, message))? {
        if key != WINDOW.2 as i32 {
            return Err(unknown(vm, "decompression", key));
        }
        let bounds = window_bounds();
        let is_allowed = value == 0 || (bounds.lowerBound..=bounds.upperBound).contains(&value);
        if !is_allowed || context.set_parameter(DParameter::WindowLogMax(value as u32)).is_err() {
            return Err(illegal(vm, "decompression", WINDOW.1, value, bounds));
        }
    }
    Ok(())
}

/// `get_param_bounds(parameter, is_compress)`
pub(super) fn bounds<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (key, compresses) = (int(vm, &arguments[0])?, vm.truth(&arguments[1])?);
    let bounds = match compresses {
        true => compression(key).map(|(_, parameter)| bounds_of(parameter)),
        false => (key == WINDOW.2 as i32).then(window_bounds),
    };
    match bounds {
        Some(bounds) => {
            let (lower, upper) = (bounds.lowerBound.into(), bounds.upperBound.into());
            Ok(vm.new_pair(Value::small_int(lower), Value::small_int(upper)))
        }
        None => {
            let kind = if compresses { "compression" } else { "decompression" };
            let message = format!("Unable to get zstd {kind} parameter bounds: Unsupported parameter");
            Err(super::error(vm, &message))
        }
    }
}

/// `set_parameter_types(c_parameter_type, d_parameter_type)`
pub(super) fn set_types<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let type_ = vm.types().type_.clone();
    if !arguments.iter().all(|class| vm.is_instance(class, &type_)) {
        return Err(vm.type_error("The two arguments should be types"));
    }
    let module = vm.import_module("_zstd")?;
    vm.module_set(&module, COMPRESSION_TYPE, arguments[0].clone());
    vm.module_set(&module, DECOMPRESSION_TYPE, arguments[1].clone());
    Ok(Value::NONE)
}

/// Adds the numbers of all parameters to the module.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    for (name, _, parameter) in COMPRESSION {
        vm.module_set(module, name, Value::small_int((parameter as i32).into()));
    }
    vm.module_set(module, WINDOW.0, Value::small_int((WINDOW.2 as i32).into()));
}
