//! Addresses between Python's tuples and the system's bytes.

use crate::path::{from_system, to_system};
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

/// An address as the system takes it.
pub(super) struct Address {
    pub(super) storage: libc::sockaddr_storage,
    pub(super) length: libc::socklen_t,
}

impl Address {
    /// Room for an address the system writes.
    pub(super) fn room() -> Address {
        Address {
            // SAFETY: all-zero is a valid `sockaddr_storage`.
            storage: unsafe { std::mem::zeroed() },
            length: size_of::<libc::sockaddr_storage>() as libc::socklen_t,
        }
    }

    fn of<T>(address: T) -> Address {
        let mut room = Address::room();
        assert!(size_of::<T>() <= size_of::<libc::sockaddr_storage>());
        // SAFETY: the storage is large enough for and aligned as every kind of address.
        unsafe { (&raw mut room.storage).cast::<T>().write(address) };
        room.length = size_of::<T>() as libc::socklen_t;
        room
    }

    pub(super) fn pointer(&self) -> *const libc::sockaddr {
        (&raw const self.storage).cast()
    }

    pub(super) fn pointer_mut(&mut self) -> *mut libc::sockaddr {
        (&raw mut self.storage).cast()
    }

    pub(super) fn from_ip(address: SocketAddr) -> Address {
        match address {
            SocketAddr::V4(address) => Address::of(libc::sockaddr_in {
                sin_family: libc::AF_INET as libc::sa_family_t,
                sin_port: address.port().to_be(),
                sin_addr: libc::in_addr { s_addr: u32::from_ne_bytes(address.ip().octets()) },
                sin_zero: [0; 8],
            }),
            SocketAddr::V6(address) => Address::of(libc::sockaddr_in6 {
                sin6_family: libc::AF_INET6 as libc::sa_family_t,
                sin6_port: address.port().to_be(),
                sin6_flowinfo: address.flowinfo().to_be(),
                sin6_addr: libc::in6_addr { s6_addr: address.ip().octets() },
                sin6_scope_id: address.scope_id(),
            }),
        }
    }

    /// The Internet address, if it is one.
    fn ip(&self) -> Option<SocketAddr> {
        match i32::from(self.storage.ss_family) {
            libc::AF_INET => {
                // SAFETY: the family says what it is.
                let address = unsafe { &*self.pointer().cast::<libc::sockaddr_in>() };
                let ip = Ipv4Addr::from(address.sin_addr.s_addr.to_ne_bytes());
                Some(SocketAddr::new(IpAddr::V4(ip), u16::from_be(address.sin_port)))
            }
            libc::AF_INET6 => {
                // SAFETY: as above.
                let address = unsafe { &*self.pointer().cast::<libc::sockaddr_in6>() };
                let ip = Ipv6Addr::from(address.sin6_addr.s6_addr);
                Some(SocketAddr::new(IpAddr::V6(ip), u16::from_be(address.sin6_port)))
            }
            _ => None,
        }
    }

    /// As Python shows it.
    pub(super) fn to_python<R: Runtime>(&self, vm: &mut Vm<R>) -> Value<R> {
        match self.ip() {
            Some(address) => ip_to_python(vm, address),
            None if i32::from(self.storage.ss_family) == libc::AF_UNIX => {
                // SAFETY: the family says what it is.
                let address = unsafe { &*self.pointer().cast::<libc::sockaddr_un>() };
                let length =
                    (self.length as usize).saturating_sub(std::mem::offset_of!(libc::sockaddr_un, sun_path));
                let name: Vec<u8> = address.sun_path.iter().take(length).map(|&byte| byte as u8).collect();
                if name.first() == Some(&0) {
                    return vm.new_bytes(&name);
                }
                let end = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
                from_system(vm, &name[..end])
            }
            None => Value::NONE,
        }
    }
}

/// `(host, port)`, or with flow and scope for the sixth version.
pub(super) fn ip_to_python<R: Runtime>(vm: &mut Vm<R>, address: SocketAddr) -> Value<R> {
    let mut items = vec![vm.new_string(address.ip().to_string()), vm.new_int(address.port().into())];
    if let SocketAddr::V6(address) = address {
        items.push(vm.new_int(address.flowinfo().into()));
        items.push(vm.new_int(address.scope_id().into()));
    }
    vm.new_tuple(items)
}

/// A raised `socket.gaierror`.
pub(super) fn lookup_failed<R: Runtime>(vm: &mut Vm<R>, number: i32, message: &str) -> Raised<R> {
    let made = vm.import_module("_socket").and_then(|module| {
        let class = vm.get_attr_str(&module, "gaierror")?;
        let values = [vm.new_int(number.into()), vm.new_str(message)];
        vm.call(&class, &values)
    });
    made.map_or_else(|raised| raised, Raised)
}

/// The addresses a host name stands for. Numbers and `localhost` are known without asking.
pub(super) fn resolve<R: Runtime>(
    vm: &mut Vm<R>,
    host: &str,
    port: u16,
    family: i32,
) -> Return<R, Vec<SocketAddr>> {
    let wanted = |address: &IpAddr| match family {
        libc::AF_INET => address.is_ipv4(),
        libc::AF_INET6 => address.is_ipv6(),
        _ => true,
    };
    let (four, six) = (IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST));
    let known = match host {
        "localhost" if family == libc::AF_INET6 => vec![six],
        "localhost" => vec![four],
        "<broadcast>" => vec![IpAddr::V4(Ipv4Addr::BROADCAST)],
        _ => host.parse::<IpAddr>().into_iter().collect(),
    };
    let mut found: Vec<SocketAddr> = known.into_iter().map(|ip| SocketAddr::new(ip, port)).collect();
    if found.is_empty() {
        let name = host.to_owned();
        let answers = vm.detached(|| {
            let _blocking = events::io::blocking("getaddrinfo");
            (name.as_str(), port).to_socket_addrs().map(Iterator::collect::<Vec<_>>)
        });
        vm.check_signals()?;
        found = answers.unwrap_or_default();
    }
    found.retain(|address| wanted(&address.ip()));
    if found.is_empty() {
        Err(lookup_failed(vm, libc::EAI_NONAME, "Name or service not known"))
    } else {
        Ok(found)
    }
}

/// An address argument of a socket of this family.
pub(super) fn from_python<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    family: i32,
    what: &str,
) -> Return<R, Address> {
    if family == libc::AF_UNIX {
        let name = to_system(vm, value)?;
        // SAFETY: all-zero is a valid `sockaddr_un`.
        let mut address: libc::sockaddr_un = unsafe { std::mem::zeroed() };
        // A name that begins with a zero byte is one of the abstract namespace and needs no end.
        let room = address.sun_path.len() - usize::from(name.first() != Some(&0));
        if name.len() > room {
            let class = vm.exceptions().os_error.clone();
            return Err(vm.raise_message(&class, "AF_UNIX path too long"));
        }
        address.sun_family = libc::AF_UNIX as libc::sa_family_t;
        for (place, byte) in address.sun_path.iter_mut().zip(&name) {
            *place = *byte as libc::c_char;
        }
        let mut address = Address::of(address);
        // To nothing at all the system binds a name of its own.
        if matches!(name.first(), None | Some(&0)) {
            address.length =
                (std::mem::offset_of!(libc::sockaddr_un, sun_path) + name.len()) as libc::socklen_t;
        }
        return Ok(address);
    }
    let Some(items) = vm.as_tuple(value).map(<[Value<R>]>::to_vec) else {
        let (kind, given) =
            (if family == libc::AF_INET6 { "AF_INET6" } else { "AF_INET" }, vm.type_name(value));
        return Err(vm.type_error(&format!("{what}(): {kind} address must be tuple, not {given}")));
    };
    let most = if family == libc::AF_INET6 { 4 } else { 2 };
    if items.len() < 2 || items.len() > most {
        return Err(vm.type_error(&format!("{what}(): AF_INET address must be a pair (host, port)")));
    }
    let host = match vm.as_bytes(&items[0]) {
        Some(host) => String::from_utf8_lossy(host).into_owned(),
        None => vm.expect_str(&items[0], "str, bytes or bytearray expected, not")?.to_owned(),
    };
    let Ok(port) = u16::try_from(vm.index(&items[1])?) else {
        return Err(vm.overflow_error(&format!("{what}(): port must be 0-65535.")));
    };
    if host.is_empty() {
        let ip = if family == libc::AF_INET6 {
            IpAddr::V6(Ipv6Addr::UNSPECIFIED)
        } else {
            IpAddr::V4(Ipv4Addr::UNSPECIFIED)
        };
        return Ok(Address::from_ip(SocketAddr::new(ip, port)));
    }
    let found = resolve(vm, &host, port, family)?;
    Ok(Address::from_ip(found[0]))
}
