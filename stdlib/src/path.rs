//! Paths between Python and the system: str holds what is no text as lone surrogates.

use interpreter::{Return, Vm};
use object_model::{Bytes, Runtime, Special, Str, Value};
use std::ffi::{CString, OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;
use text::codec::{Codec, Handler};

/// A path argument.
pub(crate) struct PathArgument<R: Runtime> {
    /// What the caller passed, for errors: str or bytes (or an int).
    pub(crate) value: Value<R>,
    /// As the system takes it.
    pub(crate) bytes: Vec<u8>,
    /// Whether answers are to be bytes.
    pub(crate) is_bytes: bool,
    /// An open file instead of a path.
    pub(crate) descriptor: Option<i32>,
}

impl<R: Runtime> PathArgument<R> {
    pub(crate) fn as_c(&self) -> CString {
        // Zero bytes were refused.
        CString::new(self.bytes.clone()).unwrap_or_default()
    }

    pub(crate) fn to_path(&self) -> PathBuf {
        PathBuf::from(OsString::from_vec(self.bytes.clone()))
    }

    /// The entries of the folder that it is; one that is open has a name that the system gives it.
    pub(crate) fn read_folder(&self) -> std::io::Result<std::fs::ReadDir> {
        let Some(descriptor) = self.descriptor else { return std::fs::read_dir(self.to_path()) };
        std::fs::read_dir(format!("/proc/self/fd/{descriptor}")).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => std::io::Error::from_raw_os_error(libc::EBADF),
            _ => error,
        })
    }

    /// A name of the same type as the argument.
    pub(crate) fn answer(&self, vm: &mut Vm<R>, name: &OsStr) -> Value<R> {
        if self.is_bytes { vm.new_bytes(name.as_bytes()) } else { from_system(vm, name.as_bytes()) }
    }
}

/// Text from the system.
pub(crate) fn from_system<R: Runtime>(vm: &mut Vm<R>, bytes: &[u8]) -> Value<R> {
    match text::codec::decode(Codec::Utf8, bytes, Handler::SurrogateEscape) {
        Ok(text) => vm.new_string(text),
        Err(_) => vm.new_string(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// Text for the system.
pub(crate) fn to_system<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<u8>> {
    if let Some(bytes) = value.as_ref::<Bytes<R>>() {
        return Ok(bytes.as_slice().to_vec());
    }
    let text = vm.expect_str(value, "expected str, bytes or os.PathLike object, not")?;
    match text::codec::encode(Codec::Utf8, text, Handler::SurrogateEscape) {
        Ok(bytes) => Ok(bytes),
        Err(failure) => Err(vm.codec_failure(failure, value)),
    }
}

/// `os.fspath`
pub(crate) fn fspath<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    if value.as_ref::<Str<R>>().is_some() || value.as_ref::<Bytes<R>>().is_some() {
        return Ok(value.clone());
    }
    let class = vm.class_of(value);
    let has_none = class.special(vm, Special::Fspath).is_some_and(|method| method.is_none());
    let path = if has_none { None } else { vm.call_special(value, Special::Fspath, &[])? };
    match path {
        Some(path) if path.as_ref::<Str<R>>().is_some() || path.as_ref::<Bytes<R>>().is_some() => Ok(path),
        Some(path) => {
            let (owner, name) = (vm.type_name(value), vm.type_name(&path));
            Err(vm.type_error(&format!("expected {owner}.__fspath__() to return str or bytes, not {name}")))
        }
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(&format!("expected str, bytes or os.PathLike object, not {name}")))
        }
    }
}

/// A path argument of `function`.
pub(crate) fn path<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, PathArgument<R>> {
    let value = fspath(vm, value)?;
    let bytes = to_system(vm, &value)?;
    if bytes.contains(&0) {
        return Err(vm.value_error("embedded null byte"));
    }
    let is_bytes = value.as_ref::<Bytes<R>>().is_some();
    Ok(PathArgument { value, bytes, is_bytes, descriptor: None })
}

/// A path or the number of an open file.
pub(crate) fn path_or_descriptor<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, PathArgument<R>> {
    if vm.is_int(value) {
        let descriptor = descriptor(vm, value)?;
        return Ok(PathArgument {
            value: value.clone(),
            bytes: vec![],
            is_bytes: false,
            descriptor: Some(descriptor),
        });
    }
    path(vm, value)
}

/// Warns of a bool in the place of the number of an open file.
pub(crate) fn warn_of_bool<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
    if value.word().as_bool().is_none() {
        return Ok(());
    }
    let category = vm.exceptions().runtime_warning.clone();
    vm.warn(&category, "bool is used as a file descriptor")
}

/// The number of an open file: an int, or what `fileno()` answers.
pub(crate) fn descriptor<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i32> {
    let number = if vm.is_int(value) {
        warn_of_bool(vm, value)?;
        vm.index(value)?
    } else {
        match vm.find_attr_str(value, "fileno")? {
            Some(fileno) => {
                let number = vm.call(&fileno, &[])?;
                vm.index(&number)?
            }
            None => return Err(vm.type_error("argument must be an int, or have a fileno() method.")),
        }
    };
    i32::try_from(number).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
}
