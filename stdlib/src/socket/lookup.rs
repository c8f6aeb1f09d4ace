//! Names of hosts and services, and addresses as text.

use super::address::{Address, ip_to_python, lookup_failed, resolve};
use crate::path::from_system;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

fn getaddrinfo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [host, port, family, kind, protocol, flags] = arguments else {
        return Err(vm.type_error("getaddrinfo() needs a host"));
    };
    let mut numbers = [0i64; 4];
    for (number, value) in numbers.iter_mut().zip([family, kind, protocol, flags]) {
        if let Some(value) = value.given() {
            *number = vm.index(value)?;
        }
    }
    let [family, kind, protocol, flags] = numbers;
    vm.audit("socket.getaddrinfo", |vm| {
        let [family, kind, protocol] = [family, kind, protocol].map(|number| vm.new_int(number));
        [host.clone(), port.clone(), family, kind, protocol]
    })?;
    let host = match host.some() {
        Some(host) => match vm.as_bytes(host) {
            Some(host) => Some(String::from_utf8_lossy(host).into_owned()),
            None => {
                Some(vm.expect_str(host, "getaddrinfo() argument 1 must be string or None, not")?.to_owned())
            }
        },
        None => None,
    };
    let port = match port.some() {
        None => 0,
        Some(port) if vm.is_int(port) => vm.index(port)?,
        Some(port) => {
            let text = vm.str_string(port)?;
            let transport = match kind as i32 {
                libc::SOCK_STREAM => Some("tcp"),
                libc::SOCK_DGRAM => Some("udp"),
                _ => None,
            };
            let named = |name: &str, _: u16, others: &[&str]| name == text || others.contains(&text.as_str());
            let listed = match text.parse() {
                Ok(number) => Some(number),
                Err(_) => service(vm, transport, named).map(|(_, port)| i64::from(port)),
            };
            match (listed, text.as_str()) {
                (Some(number), _) => number,
                (None, "http") => 80,
                (None, "https") => 443,
                _ => {
                    return Err(super::address::lookup_failed(
                        vm,
                        libc::EAI_SERVICE,
                        "Servname not supported for ai_socktype",
                    ));
                }
            }
        }
    };
    let Ok(port) = u16::try_from(port) else {
        return Err(super::address::lookup_failed(
            vm,
            libc::EAI_SERVICE,
            "Servname not supported for ai_socktype",
        ));
    };
    let found = match host.as_deref() {
        None | Some("") => {
            let passive = flags & i64::from(libc::AI_PASSIVE) != 0;
            let six = if passive { Ipv6Addr::UNSPECIFIED } else { Ipv6Addr::LOCALHOST };
            let four = if passive { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
            [IpAddr::V4(four), IpAddr::V6(six)]
                .into_iter()
                .filter(|ip| family == 0 || ip.is_ipv4() == (family == i64::from(libc::AF_INET)))
                .map(|ip| SocketAddr::new(ip, port))
                .collect()
        }
        Some(host) => resolve(vm, host, port, family as i32)?,
    };
    let kinds =
        [(libc::SOCK_STREAM, libc::IPPROTO_TCP), (libc::SOCK_DGRAM, libc::IPPROTO_UDP), (libc::SOCK_RAW, 0)];
    let mut all = Vec::new();
    for address in found {
        let family = if address.is_ipv4() { libc::AF_INET } else { libc::AF_INET6 };
        for (socket_kind, socket_protocol) in kinds {
            let fits = |wanted: i64, is: i32| wanted == 0 || wanted == i64::from(is);
            if fits(kind, socket_kind) && (fits(protocol, socket_protocol) || socket_kind == libc::SOCK_RAW) {
                let place = ip_to_python(vm, address);
                let items = vec![
                    vm.new_int(family.into()),
                    vm.new_int(socket_kind.into()),
                    vm.new_int(socket_protocol.into()),
                    vm.new_str(""),
                    place,
                ];
                all.push(vm.new_tuple(items));
            }
        }
    }
    vm.new_list(all)
}

fn host<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, String> {
    Ok(vm.expect_str(value, "str, bytes or bytearray expected, not")?.to_owned())
}

fn gethostbyname<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = host(vm, &arguments[0])?;
    vm.audit("socket.gethostbyname", |_| [arguments[0].clone()])?;
    let found = resolve(vm, &name, 0, libc::AF_INET)?;
    Ok(vm.new_string(found[0].ip().to_string()))
}

/// The name of a host, its other names, its addresses of version 4.
fn gethostbyname_ex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = host(vm, &arguments[0])?;
    vm.audit("socket.gethostbyname", |_| [arguments[0].clone()])?;
    let mut addresses = Vec::new();
    for found in resolve(vm, &name, 0, libc::AF_INET)? {
        let address = found.ip().to_string();
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    let addresses = addresses.into_iter().map(|address| vm.new_string(address)).collect();
    let (others, addresses) = (vm.new_list(vec![])?, vm.new_list(addresses)?);
    Ok(vm.new_tuple(vec![vm.new_str(&name), others, addresses]))
}

/// The name of a host by its address, its other names, its addresses.
fn gethostbyaddr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = host(vm, &arguments[0])?;
    vm.audit("socket.gethostbyaddr", |_| [arguments[0].clone()])?;
    let found = resolve(vm, &name, 0, libc::AF_UNSPEC)?;
    let address = found[0].ip();
    let named = vm.detached(|| {
        let listed = std::fs::read_to_string("/etc/hosts").unwrap_or_default();
        let line = listed.lines().find(|line| {
            line.split_whitespace().next().and_then(|first| first.parse().ok()) == Some(address)
        });
        line.map(|line| line.split_whitespace().skip(1).map(str::to_owned).collect::<Vec<_>>())
    });
    let names = named.filter(|names| !names.is_empty()).unwrap_or_else(|| vec![address.to_string()]);
    let others = names[1..].iter().map(|name| vm.new_str(name)).collect();
    let (first, others) = (vm.new_str(&names[0]), vm.new_list(others)?);
    let address = vm.new_string(address.to_string());
    let addresses = vm.new_list(vec![address])?;
    Ok(vm.new_tuple(vec![first, others, addresses]))
}

/// The names of a host and a service by their numbers.
fn getnameinfo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(parts) = vm.as_tuple(&arguments[0]).map(<[Value<R>]>::to_vec) else {
        return Err(vm.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let flags = vm.index(&arguments[1])?;
    if !(2..=4).contains(&parts.len()) {
        return Err(vm.type_error("getnameinfo(): illegal sockaddr argument"));
    }
    let name = vm.expect_str(&parts[0], "getnameinfo(): host must be str, not")?.to_owned();
    let mut numbers = [0i64; 3];
    for (number, part) in numbers.iter_mut().zip(&parts[1..]) {
        *number = vm.index(part)?;
    }
    let [port, flow, scope] = numbers;
    if !(0..=0xfffff).contains(&flow) {
        return Err(vm.overflow_error("getnameinfo(): flowinfo must be 0-1048575."));
    }
    vm.audit("socket.getnameinfo", |_| [arguments[0].clone()])?;
    let Ok(port) = u16::try_from(port) else {
        return Err(lookup_failed(vm, libc::EAI_SERVICE, "Servname not supported for ai_socktype"));
    };
    let address = match name.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) if parts.len() == 2 => SocketAddr::new(IpAddr::V4(ip), port),
        Ok(IpAddr::V4(_)) => {
            let class = vm.exceptions().os_error.clone();
            return Err(vm.raise_message(&class, "IPv4 sockaddr must be 2 tuple"));
        }
        Ok(IpAddr::V6(ip)) => {
            SocketAddr::V6(std::net::SocketAddrV6::new(ip, port, flow as u32, scope as u32))
        }
        Err(_) => return Err(lookup_failed(vm, libc::EAI_NONAME, "Name or service not known")),
    };
    let address = Address::from_ip(address);
    let (mut host, mut service) = ([0u8; libc::NI_MAXHOST as usize], [0u8; 32]);
    let answer = vm.detached(|| {
        let _blocking = events::io::blocking("getnameinfo");
        // SAFETY: the address is valid for reads of its length, the names for writes of theirs.
        unsafe {
            libc::getnameinfo(
                address.pointer(),
                address.length,
                host.as_mut_ptr().cast(),
                host.len() as libc::socklen_t,
                service.as_mut_ptr().cast(),
                service.len() as libc::socklen_t,
                flags as i32,
            )
        }
    });
    vm.check_signals()?;
    if answer != 0 {
        // SAFETY: the text is the C library's and lasts.
        let message = unsafe { std::ffi::CStr::from_ptr(libc::gai_strerror(answer)) };
        return Err(lookup_failed(vm, answer, &message.to_string_lossy()));
    }
    let text = |bytes: &[u8]| {
        let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
        bytes[..end].to_vec()
    };
    let items = vec![from_system(vm, &text(&host)), from_system(vm, &text(&service))];
    Ok(vm.new_tuple(items))
}

/// A service's name and port, as the system's list of services has them.
fn service<R: Runtime>(
    vm: &mut Vm<R>,
    protocol: Option<&str>,
    is_it: impl Fn(&str, u16, &[&str]) -> bool,
) -> Option<(String, u16)> {
    let listed = vm.detached(|| std::fs::read_to_string("/etc/services")).ok()?;
    listed.lines().find_map(|line| {
        let mut words = line.split('#').next()?.split_whitespace();
        let (name, place) = (words.next()?, words.next()?);
        let (port, own) = place.split_once('/')?;
        let port = port.parse().ok()?;
        let others: Vec<&str> = words.collect();
        let fits = protocol.is_none_or(|wanted| wanted == own) && is_it(name, port, &others);
        fits.then(|| (name.to_owned(), port))
    })
}

fn protocol<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<String>> {
    match value.given() {
        Some(value) => Ok(Some(vm.expect_str(value, "protocolname must be str, not")?.to_owned())),
        None => Ok(None),
    }
}

/// A service, and its protocol if there is one, as audit hooks see them.
fn audited_service<R: Runtime>(arguments: &[Value<R>]) -> [Value<R>; 2] {
    [arguments[0].clone(), arguments[1].given().cloned().unwrap_or(Value::NONE)]
}

fn getservbyname<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (sought, protocol) = (host(vm, &arguments[0])?, protocol(vm, &arguments[1])?);
    vm.audit("socket.getservbyname", |_| audited_service(arguments))?;
    let found = service(vm, protocol.as_deref(), |name, _, others| {
        name == sought || others.contains(&sought.as_str())
    });
    match found {
        Some((_, port)) => Ok(vm.new_int(port.into())),
        None => invalid(vm, "service/proto not found"),
    }
}

fn getservbyport<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Ok(sought) = u16::try_from(vm.index(&arguments[0])?) else {
        return Err(vm.overflow_error("getservbyport: port must be 0-65535."));
    };
    let protocol = protocol(vm, &arguments[1])?;
    vm.audit("socket.getservbyport", |_| audited_service(arguments))?;
    match service(vm, protocol.as_deref(), |_, port, _| port == sought) {
        Some((name, _)) => Ok(vm.new_string(name)),
        None => invalid(vm, "port/proto not found"),
    }
}

fn getprotobyname<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let sought = host(vm, &arguments[0])?;
    let listed = vm.detached(|| std::fs::read_to_string("/etc/protocols")).unwrap_or_default();
    let found = listed.lines().find_map(|line| {
        let mut words = line.split('#').next()?.split_whitespace();
        let (name, number) = (words.next()?, words.next()?.parse().ok()?);
        (name == sought || words.any(|other| other == sought)).then_some(number)
    });
    match found {
        Some(number) => Ok(Value::small_int(number)),
        None => invalid(vm, "protocol not found"),
    }
}

fn gethostname<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.audit("socket.gethostname", |_| [])?;
    let mut name = [0u8; 256];
    // SAFETY: there is room for 255 bytes, and a zero byte is left behind them.
    let answer = unsafe { libc::gethostname(name.as_mut_ptr().cast(), 255) };
    crate::system::checked(vm, answer, None)?;
    let end = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    Ok(from_system(vm, &name[..end]))
}

fn invalid<R: Runtime>(vm: &mut Vm<R>, what: &str) -> Return<R> {
    let class = vm.exceptions().os_error.clone();
    Err(vm.raise_message(&class, what))
}

fn inet_aton<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = host(vm, &arguments[0])?;
    match text.parse::<Ipv4Addr>() {
        Ok(address) => Ok(vm.new_bytes(&address.octets())),
        Err(_) => invalid(vm, "illegal IP address string passed to inet_aton"),
    }
}

fn inet_ntoa<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bytes = vm.expect_bytes_like(&arguments[0])?;
    match <[u8; 4]>::try_from(&bytes[..]) {
        Ok(octets) => Ok(vm.new_string(Ipv4Addr::from(octets).to_string())),
        Err(_) => invalid(vm, "packed IP wrong length"),
    }
}

fn inet_pton<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (family, text) = (vm.index(&arguments[0])? as i32, host(vm, &arguments[1])?);
    let bytes = match family {
        libc::AF_INET => text.parse::<Ipv4Addr>().ok().map(|address| address.octets().to_vec()),
        libc::AF_INET6 => text.parse::<Ipv6Addr>().ok().map(|address| address.octets().to_vec()),
        _ => return Err(vm.os_error(libc::EAFNOSUPPORT, None)),
    };
    match bytes {
        Some(bytes) => Ok(vm.new_bytes(&bytes)),
        None => invalid(vm, "illegal IP address string passed to inet_pton"),
    }
}

fn inet_ntop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let family = vm.index(&arguments[0])? as i32;
    let bytes = vm.expect_bytes_like(&arguments[1])?;
    let text = match family {
        libc::AF_INET => {
            <[u8; 4]>::try_from(&bytes[..]).ok().map(|octets| Ipv4Addr::from(octets).to_string())
        }
        libc::AF_INET6 => {
            <[u8; 16]>::try_from(&bytes[..]).ok().map(|octets| Ipv6Addr::from(octets).to_string())
        }
        _ => return Err(vm.value_error(&format!("unknown address family {family}"))),
    };
    match text {
        Some(text) => Ok(vm.new_string(text)),
        None => Err(vm.value_error("invalid length of packed IP address string")),
    }
}

macro_rules! orders {
    ($($name:ident $type:ident $method:ident,)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            match $type::try_from(vm.index(&arguments[0])?) {
                Ok(number) => Ok(vm.new_int(number.$method().into())),
                Err(_) => {
                    let width = $type::BITS;
                    let message = format!(
                        "{}: Python int too large to convert to C {width}-bit unsigned integer",
                        stringify!($name)
                    );
                    Err(vm.overflow_error(&message))
                }
            }
        })*
    };
}

orders! { htons u16 to_be, ntohs u16 to_be, htonl u32 to_be, ntohl u32 to_be, }

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "_socket",
        &[
            ("getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", getaddrinfo),
            ("gethostbyname(host, /)", gethostbyname),
            ("gethostbyname_ex(host, /)", gethostbyname_ex),
            ("gethostbyaddr(host, /)", gethostbyaddr),
            ("gethostname()", gethostname),
            ("getnameinfo(sockaddr, flags, /)", getnameinfo),
            ("getservbyname(servicename, protocolname=<unrepresentable>, /)", getservbyname),
            ("getservbyport(port, protocolname=<unrepresentable>, /)", getservbyport),
            ("getprotobyname(name, /)", getprotobyname),
            ("inet_aton(ip_addr, /)", inet_aton),
            ("inet_ntoa(packed_ip, /)", inet_ntoa),
            ("inet_pton(address_family, ip_string, /)", inet_pton),
            ("inet_ntop(address_family, packed_ip, /)", inet_ntop),
            ("htons(integer, /)", htons),
            ("ntohs(integer, /)", ntohs),
            ("htonl(integer, /)", htonl),
            ("ntohl(integer, /)", ntohl),
        ],
    );
}
