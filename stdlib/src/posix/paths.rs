//! What `posixpath` asks of `posix`.

use crate::path::fspath;
use interpreter::{Return, Vm};
use object_model::{Bytes, Runtime, Value};

/// A path's bytes and how to make an answer of the same type.
fn parts<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, (Vec<u8>, bool)> {
    let value = fspath(vm, value)?;
    if let Some(bytes) = value.as_ref::<Bytes<R>>() {
        return Ok((bytes.as_slice().to_vec(), true));
    }
    // The system is not asked, so that any text is a path: slashes are bytes of their own in it.
    let text = vm.expect_str(&value, "expected str, bytes or os.PathLike object, not")?;
    Ok((text.as_bytes().to_vec(), false))
}

fn answer<R: Runtime>(vm: &mut Vm<R>, bytes: &[u8], is_bytes: bool) -> Value<R> {
    if is_bytes { vm.new_bytes(bytes) } else { vm.new_str(&String::from_utf8_lossy(bytes)) }
}

/// The number of slashes a path begins with that mean something: exactly two are not the same as one.
fn root_length(path: &[u8]) -> usize {
    match path.iter().take_while(|&&byte| byte == b'/').count() {
        0 => 0,
        2 => 2,
        _ => 1,
    }
}

fn splitroot<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (path, is_bytes) = parts(vm, &arguments[0])?;
    let (root, tail) = path.split_at(root_length(&path));
    let split = vec![answer(vm, b"", is_bytes), answer(vm, root, is_bytes), answer(vm, tail, is_bytes)];
    Ok(vm.new_tuple(split))
}

fn normpath<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (path, is_bytes) = parts(vm, &arguments[0])?;
    let (root, tail) = path.split_at(root_length(&path));
    let mut kept: Vec<&[u8]> = Vec::new();
    for part in tail.split(|&byte| byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => match kept.last() {
                Some(&last) if last != b".." => {
                    kept.pop();
                }
                None if !root.is_empty() => {}
                _ => kept.push(part),
            },
            _ => kept.push(part),
        }
    }
    let mut normal = root.to_vec();
    normal.extend(kept.join(&b'/'));
    if normal.is_empty() {
        normal.push(b'.');
    }
    Ok(answer(vm, &normal, is_bytes))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "posix",
        &[("_path_splitroot_ex(p)", splitroot), ("_path_normpath(path)", normpath)],
    );
}
