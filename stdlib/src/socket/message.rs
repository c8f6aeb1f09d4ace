//! `sendmsg` and `recvmsg`: data with something beside it, such as open files.

use super::address::{self, Address};
use super::{Socket, call, number, socket_of};
use interpreter::{Return, Vm};
use object_model::{Ref, Runtime, Value};
use std::sync::atomic::Ordering;

/// What goes beside the data: level, type and bytes.
struct Ancillary {
    level: i32,
    kind: i32,
    data: Vec<u8>,
}

/// `CMSG_SPACE`, for lengths that have been checked.
fn space(length: usize) -> usize {
    // SAFETY: arithmetic.
    unsafe { libc::CMSG_SPACE(length as libc::c_uint) as usize }
}

/// The most bytes that go beside the data.
const LONGEST: usize = 1 << 24;

fn ancillary<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<Ancillary>> {
    let mut items = Vec::new();
    let mut total = 0;
    for item in vm.collect(value)? {
        let item = vm.collect(&item)?;
        let [level, kind, data] = item.as_slice() else {
            return Err(vm.type_error("[sendmsg() ancillary data items] must be sequences of length 3"));
        };
        let (level, kind) = (number(vm, level, 0)?, number(vm, kind, 0)?);
        let data = vm.expect_bytes_like(data)?.into_owned();
        total += data.len();
        if total > LONGEST {
            let class = vm.exceptions().os_error.clone();
            return Err(vm.raise_message(&class, "ancillary data item too large"));
        }
        items.push(Ancillary { level, kind, data });
    }
    Ok(items)
}

/// Ancillary data as the system wants it. In words: its headers are aligned.
fn packed(items: &[Ancillary]) -> Vec<u64> {
    let length: usize = items.iter().map(|item| space(item.data.len())).sum();
    let mut control = vec![0_u64; length.div_ceil(8)];
    let mut message = empty_message();
    message.msg_control = control.as_mut_ptr().cast();
    message.msg_controllen = length as _;
    // SAFETY: the control buffer is as long as the message says.
    let mut header = unsafe { libc::CMSG_FIRSTHDR(&message) };
    for item in items {
        if header.is_null() {
            break;
        }
        // SAFETY: the macros stay within the buffer, in which there is room for every item's header and data.
        unsafe {
            (*header).cmsg_level = item.level;
            (*header).cmsg_type = item.kind;
            (*header).cmsg_len = libc::CMSG_LEN(item.data.len() as libc::c_uint) as _;
            std::ptr::copy_nonoverlapping(item.data.as_ptr(), libc::CMSG_DATA(header), item.data.len());
            header = libc::CMSG_NXTHDR(&message, header);
        }
    }
    control
}

fn empty_message() -> libc::msghdr {
    // SAFETY: all-zero is a valid `msghdr`.
    unsafe { std::mem::zeroed() }
}

fn sendmsg<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [itself, buffers, beside, flags, target] = arguments else {
        return Err(vm.type_error("sendmsg() takes buffers"));
    };
    let socket = socket_of(vm, itself)?;
    let mut data = Vec::new();
    for buffer in vm.collect(buffers)? {
        data.push(vm.expect_bytes_like(&buffer)?.into_owned());
    }
    let items = match beside.given() {
        Some(beside) => ancillary(vm, beside)?,
        None => Vec::new(),
    };
    let flags = number(vm, flags, 0)? | libc::MSG_NOSIGNAL;
    vm.audit("socket.sendmsg", |_| [itself.clone(), target.some().cloned().unwrap_or(Value::NONE)])?;
    let target = match target.some() {
        Some(target) => {
            Some(address::from_python(vm, target, socket.family.load(Ordering::Relaxed), "sendmsg")?)
        }
        None => None,
    };
    let vectors: Vec<libc::iovec> = data
        .iter_mut()
        .map(|data| libc::iovec { iov_base: data.as_mut_ptr().cast(), iov_len: data.len() })
        .collect();
    let mut control = packed(&items);
    let mut message = empty_message();
    message.msg_iov = vectors.as_ptr().cast_mut();
    message.msg_iovlen = vectors.len() as _;
    if !items.is_empty() {
        message.msg_control = control.as_mut_ptr().cast();
        message.msg_controllen = items.iter().map(|item| space(item.data.len())).sum::<usize>() as _;
    }
    if let Some(target) = &target {
        message.msg_name = target.pointer().cast_mut().cast();
        message.msg_namelen = target.length;
    }
    // SAFETY: everything the message points to outlives the call.
    let sent = call(vm, &socket, "socket.sendmsg", libc::POLLOUT, |descriptor| unsafe {
        libc::sendmsg(descriptor, &message, flags) as i64
    })?;
    Ok(vm.new_int(sent))
}

/// What a message brought.
struct Received {
    count: usize,
    control: Vec<u64>,
    control_length: usize,
    flags: i32,
    sender: Address,
}

fn receive<R: Runtime>(
    vm: &mut Vm<R>,
    socket: &Ref<R, Socket>,
    buffers: &mut [Vec<u8>],
    room: &Value<R>,
    flags: &Value<R>,
) -> Return<R, Received> {
    let (room, flags) = (number(vm, room, 0)?, number(vm, flags, 0)?);
    let Ok(room) = usize::try_from(room) else {
        return Err(vm.value_error("invalid ancillary data buffer length"));
    };
    if room > LONGEST {
        return Err(vm.value_error("invalid ancillary data buffer length"));
    }
    let vectors: Vec<libc::iovec> = buffers
        .iter_mut()
        .map(|buffer| libc::iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() })
        .collect();
    let mut control = vec![0_u64; room.div_ceil(8)];
    let mut sender = Address::room();
    let mut message = empty_message();
    let count = call(vm, socket, "socket.recvmsg", libc::POLLIN, |descriptor| {
        message = empty_message();
        message.msg_iov = vectors.as_ptr().cast_mut();
        message.msg_iovlen = vectors.len() as _;
        message.msg_control = if room == 0 { std::ptr::null_mut() } else { control.as_mut_ptr().cast() };
        message.msg_controllen = room as _;
        message.msg_name = sender.pointer_mut().cast();
        message.msg_namelen = size_of::<libc::sockaddr_storage>() as libc::socklen_t;
        // SAFETY: everything the message points to is as long as it says and outlives the call.
        unsafe { libc::recvmsg(descriptor, &mut message, flags) as i64 }
    })?;
    sender.length = message.msg_namelen;
    let control_length = message.msg_controllen;
    Ok(Received { count: count as usize, control, control_length, flags: message.msg_flags, sender })
}

/// The list of what came beside the data. Open files in it are the caller's, whatever becomes of the list.
fn beside<R: Runtime>(vm: &mut Vm<R>, received: &mut Received) -> Return<R> {
    let mut items = Vec::new();
    let mut message = empty_message();
    message.msg_control = received.control.as_mut_ptr().cast();
    message.msg_controllen = received.control_length.min(received.control.len() * 8) as _;
    let end = message.msg_control.addr() + message.msg_controllen;
    // SAFETY: the control buffer is as long as the message says.
    let mut header = unsafe { libc::CMSG_FIRSTHDR(&message) };
    while !header.is_null() {
        // SAFETY: the macros stay within what the system has written.
        let (level, kind, start, length) = unsafe {
            let head = libc::CMSG_LEN(0) as usize;
            let length = ((*header).cmsg_len as usize).saturating_sub(head);
            ((*header).cmsg_level, (*header).cmsg_type, libc::CMSG_DATA(header), length)
        };
        // A last item that was cut says how long it was, not how long it is.
        let length = length.min(end.saturating_sub(start.addr()));
        // SAFETY: within the control buffer, which the system has written.
        let data = unsafe { std::slice::from_raw_parts(start, length) };
        let item = vec![vm.new_int(level.into()), vm.new_int(kind.into()), vm.new_bytes(data)];
        items.push(vm.new_tuple(item));
        // SAFETY: as above.
        header = unsafe { libc::CMSG_NXTHDR(&message, header) };
    }
    vm.new_list(items)
}

fn recvmsg<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let socket = socket_of(vm, &arguments[0])?;
    let Ok(wanted) = usize::try_from(vm.index(&arguments[1])?) else {
        return Err(vm.value_error("negative buffer size in recvmsg()"));
    };
    let mut buffers = [vm.zeros(wanted)?];
    let mut received = receive(vm, &socket, &mut buffers, &arguments[2], &arguments[3])?;
    let data = vm.new_bytes(&buffers[0][..received.count.min(wanted)]);
    let parts = vec![
        data,
        beside(vm, &mut received)?,
        vm.new_int(received.flags.into()),
        received.sender.to_python(vm),
    ];
    Ok(vm.new_tuple(parts))
}

fn recvmsg_into<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let socket = socket_of(vm, &arguments[0])?;
    let targets = vm.collect(&arguments[1])?;
    let mut buffers = Vec::new();
    for target in &targets {
        buffers.push(vec![0; vm.writable_len(target)?]);
    }
    let mut received = receive(vm, &socket, &mut buffers, &arguments[2], &arguments[3])?;
    let mut left = received.count;
    for (target, buffer) in targets.iter().zip(&buffers) {
        let count = left.min(buffer.len());
        vm.overwrite(target, 0, &buffer[..count])?;
        left -= count;
    }
    let parts = vec![
        vm.new_usize(received.count),
        beside(vm, &mut received)?,
        vm.new_int(received.flags.into()),
        received.sender.to_python(vm),
    ];
    Ok(vm.new_tuple(parts))
}

/// A length that the two functions below take.
fn length<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, function: &str) -> Return<R, libc::c_uint> {
    let length = vm.index(value)?;
    match libc::c_uint::try_from(length) {
        Ok(length) if length <= i32::MAX as libc::c_uint - 64 => Ok(length),
        _ => Err(vm.overflow_error(&format!("{function}() argument out of range"))),
    }
}

fn cmsg_len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = length(vm, &arguments[0], "CMSG_LEN")?;
    // SAFETY: arithmetic.
    let length = unsafe { libc::CMSG_LEN(length) };
    Ok(vm.new_int(length.into()))
}

fn cmsg_space<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = length(vm, &arguments[0], "CMSG_SPACE")?;
    // SAFETY: arithmetic.
    let length = unsafe { libc::CMSG_SPACE(length) };
    Ok(vm.new_int(length.into()))
}

/// A method: its signature and function.
type Method<R> = (&'static str, fn(&mut Vm<R>, &[Value<R>]) -> Return<R>);

/// The methods of a socket.
pub(super) fn methods<R: Runtime>() -> [Method<R>; 3] {
    [
        ("sendmsg(self, buffers, ancdata=(), flags=0, address=None, /)", sendmsg),
        ("recvmsg(self, bufsize, ancbufsize=0, flags=0, /)", recvmsg),
        ("recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)", recvmsg_into),
    ]
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "_socket",
        &[("CMSG_LEN(length, /)", cmsg_len), ("CMSG_SPACE(length, /)", cmsg_space)],
    );
}
