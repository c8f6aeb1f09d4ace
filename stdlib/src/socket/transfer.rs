//! What goes over a socket.

use super::address::{self, Address};
use super::{Socket, call, number, socket_of};
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::sync::atomic::Ordering;

/// Receives at most `wanted` bytes and, if there is room for it, the sender's address.
pub(super) fn receive<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    name: &str,
    wanted: i64,
    flags: &Value<R>,
    sender: Option<&mut Address>,
) -> Return<R, Vec<u8>> {
    let socket = socket_of(vm, &arguments[0])?;
    let flags = number(vm, flags, 0)?;
    let Ok(wanted) = usize::try_from(wanted) else {
        return Err(vm.value_error(&format!("negative buffersize in {}", name.trim_start_matches("socket."))));
    };
    let mut data = vm.buffer(wanted)?;
    let start = data.as_mut_ptr();
    let mut none = Address::room();
    let has_sender = sender.is_some();
    let address = sender.unwrap_or(&mut none);
    let count = call(vm, &socket, name, libc::POLLIN, |descriptor| {
        if has_sender {
            address.length = size_of::<libc::sockaddr_storage>() as libc::socklen_t;
            // SAFETY: there is room for `wanted` bytes and for an address.
            unsafe {
                libc::recvfrom(
                    descriptor,
                    start.cast(),
                    wanted,
                    flags,
                    address.pointer_mut(),
                    &mut address.length,
                ) as i64
            }
        } else {
            // SAFETY: there is room for `wanted` bytes.
            unsafe { libc::recv(descriptor, start.cast(), wanted, flags) as i64 }
        }
    })?;
    // SAFETY: the system has written that many bytes, or as many as there is room for.
    unsafe { data.set_len((count as usize).min(wanted)) };
    Ok(data)
}

pub(super) fn recv<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let wanted = vm.index(&arguments[1])?;
    let data = receive(vm, arguments, "socket.recv", wanted, &arguments[2], None)?;
    Ok(vm.new_bytes(&data))
}

pub(super) fn recvfrom<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (wanted, mut sender) = (vm.index(&arguments[1])?, Address::room());
    let data = receive(vm, arguments, "socket.recvfrom", wanted, &arguments[2], Some(&mut sender))?;
    let pair = vec![vm.new_bytes(&data), sender.to_python(vm)];
    Ok(vm.new_tuple(pair))
}

/// How much is to be received into a buffer.
pub(super) fn room<R: Runtime>(vm: &mut Vm<R>, buffer: &Value<R>, wanted: &Value<R>) -> Return<R, i64> {
    let length = vm.room_of(buffer, "recv_into() argument 1")? as i64;
    match number(vm, wanted, 0)? {
        0 => Ok(length),
        wanted if i64::from(wanted) > length => Err(vm.value_error("buffer too small for requested bytes")),
        wanted => Ok(wanted.into()),
    }
}

pub(super) fn put<R: Runtime>(vm: &mut Vm<R>, buffer: &Value<R>, data: &[u8]) -> Return<R> {
    let written = vm.overwrite(buffer, 0, data)?;
    Ok(vm.new_usize(written))
}

pub(super) fn recv_into<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let wanted = room(vm, &arguments[1], &arguments[2])?;
    let data = receive(vm, arguments, "socket.recv", wanted, &arguments[3], None)?;
    put(vm, &arguments[1], &data)
}

pub(super) fn recvfrom_into<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (wanted, mut sender) = (room(vm, &arguments[1], &arguments[2])?, Address::room());
    let data = receive(vm, arguments, "socket.recvfrom", wanted, &arguments[3], Some(&mut sender))?;
    let pair = vec![put(vm, &arguments[1], &data)?, sender.to_python(vm)];
    Ok(vm.new_tuple(pair))
}

pub(super) fn send_some<R: Runtime>(
    vm: &mut Vm<R>,
    socket: &Socket,
    data: &[u8],
    flags: i32,
) -> Return<R, usize> {
    let flags = flags | libc::MSG_NOSIGNAL;
    // SAFETY: `data` is valid for reads of its length.
    let sent = call(vm, socket, "socket.send", libc::POLLOUT, |descriptor| unsafe {
        libc::send(descriptor, data.as_ptr().cast(), data.len(), flags) as i64
    })?;
    Ok(sent as usize)
}

pub(super) fn send<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (socket, flags) = (socket_of(vm, &arguments[0])?, number(vm, &arguments[2], 0)?);
    let data = vm.expect_bytes_like(&arguments[1])?;
    let sent = send_some(vm, &socket, &data, flags)?;
    Ok(vm.new_usize(sent))
}

pub(super) fn sendall<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (socket, flags) = (socket_of(vm, &arguments[0])?, number(vm, &arguments[2], 0)?);
    let data = vm.expect_bytes_like(&arguments[1])?;
    let mut rest = &data[..];
    while !rest.is_empty() {
        let sent = send_some(vm, &socket, rest, flags)?;
        rest = &rest[sent..];
        vm.check_signals()?;
    }
    Ok(Value::NONE)
}

pub(super) fn sendto<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [itself, data, second, third] = arguments else {
        return Err(vm.type_error("sendto() takes 2 or 3 arguments"));
    };
    let (flags, target) = match third.given() {
        Some(target) => (number(vm, second, 0)?, target),
        None => (0, second),
    };
    let socket = socket_of(vm, itself)?;
    let data = vm.expect_bytes_like(data)?;
    let address = address::from_python(vm, target, socket.family.load(Ordering::Relaxed), "sendto")?;
    vm.audit("socket.sendto", |_| [itself.clone(), target.clone()])?;
    let flags = flags | libc::MSG_NOSIGNAL;
    // SAFETY: `data` and the address are valid for reads of their lengths.
    let sent = call(vm, &socket, "socket.sendto", libc::POLLOUT, |descriptor| unsafe {
        libc::sendto(descriptor, data.as_ptr().cast(), data.len(), flags, address.pointer(), address.length)
            as i64
    })?;
    Ok(vm.new_int(sent))
}
