//! `pwd` and `grp`: the accounts of the system.

use crate::struct_sequence;
use interpreter::{Return, Vm};
use object_model::{Class, Ref, Runtime, Value};

const USERS: &str = "/etc/passwd";
const GROUPS: &str = "/etc/group";

/// The entries of a file of accounts: lines of parts between colons.
fn entries<R: Runtime>(vm: &mut Vm<R>, file: &'static str, parts: usize) -> Return<R, Vec<Vec<String>>> {
    let text = vm.detached(|| std::fs::read(file)).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().map(|line| line.split(':').map(str::to_owned).collect::<Vec<_>>());
    Ok(lines.filter(|line| line.len() == parts).collect())
}

fn number<R: Runtime>(vm: &Vm<R>, text: &str) -> Value<R> {
    vm.new_int(text.parse().unwrap_or(-1))
}

fn class<R: Runtime>(vm: &mut Vm<R>, module: &str, name: &str) -> Return<R, Ref<R, Class<R>>> {
    let module = vm.import_module(module)?;
    let class = vm.get_attr_str(&module, name)?;
    class.downcast().map_err(|_| vm.type_error("the class of entries was replaced"))
}

fn user<R: Runtime>(vm: &mut Vm<R>, entry: &[String]) -> Return<R> {
    let class = class(vm, "pwd", "struct_passwd")?;
    let items = entry
        .iter()
        .enumerate()
        .map(|(index, part)| if matches!(index, 2 | 3) { number(vm, part) } else { vm.new_str(part) })
        .collect();
    struct_sequence::make(vm, &class, items, vec![])
}

fn group<R: Runtime>(vm: &mut Vm<R>, entry: &[String]) -> Return<R> {
    let class = class(vm, "grp", "struct_group")?;
    let members = entry[3].split(',').filter(|name| !name.is_empty()).map(|name| vm.new_str(name)).collect();
    let members = vm.new_list(members)?;
    let items = vec![vm.new_str(&entry[0]), vm.new_str(&entry[1]), number(vm, &entry[2]), members];
    struct_sequence::make(vm, &class, items, vec![])
}

/// What an entry is found by: the name, or the number at its third place.
fn find<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    file: &'static str,
    parts: usize,
    by_name: bool,
    what: &str,
) -> Return<R, Vec<String>> {
    let wanted =
        if by_name { vm.str_argument(value, what)?.to_owned() } else { vm.index_integer(value)?.to_string() };
    if by_name && wanted.contains('\0') {
        return Err(vm.value_error("embedded null byte"));
    }
    let place = if by_name { 0 } else { 2 };
    let found = entries(vm, file, parts)?.into_iter().find(|entry| entry[place] == wanted);
    match found {
        Some(entry) => Ok(entry),
        None => {
            let (function, kind) = what.split_once("() ").unwrap_or((what, "entry"));
            let message = match by_name {
                true => format!("{function}(): name not found: '{wanted}'"),
                false => format!("{function}(): {kind} not found: {wanted}"),
            };
            let class = vm.exceptions().key_error.clone();
            Err(vm.raise_message(&class, &message))
        }
    }
}

/// The name of the account that has a number.
pub(crate) fn name_of<R: Runtime>(vm: &mut Vm<R>, number: &str) -> Return<R, Option<String>> {
    let users = entries(vm, USERS, 7)?;
    Ok(users.into_iter().find(|user| user[2] == number).map(|user| user[0].clone()))
}

/// The groups that an account is in, as the system's list has them.
pub(crate) fn groups_of<R: Runtime>(vm: &mut Vm<R>, account: &str) -> Return<R, Vec<u32>> {
    let groups = entries(vm, GROUPS, 4)?;
    let own = groups.iter().filter(|group| group[3].split(',').any(|name| name == account));
    Ok(own.filter_map(|group| group[2].parse().ok()).collect())
}

/// Makes `pwd`.
pub(crate) fn init_pwd<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("pwd");
    let names = ["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"];
    let class = struct_sequence::class(vm, "pwd", "struct_passwd", &names, &[]);
    vm.module_set(&module, "struct_passwd", class.into_value());
    vm.module_functions(
        &module,
        "pwd",
        &[
            ("getpwnam(name, /)", |vm, arguments| {
                let entry = find(vm, &arguments[0], USERS, 7, true, "getpwnam() argument")?;
                user(vm, &entry)
            }),
            ("getpwuid(uidobj, /)", |vm, arguments| {
                let entry = find(vm, &arguments[0], USERS, 7, false, "getpwuid() uid")?;
                user(vm, &entry)
            }),
            ("getpwall()", |vm, _| {
                let mut all = Vec::new();
                for entry in entries(vm, USERS, 7)? {
                    all.push(user(vm, &entry)?);
                }
                vm.new_list(all)
            }),
        ],
    );
    Ok(module)
}

/// Makes `grp`.
pub(crate) fn init_grp<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("grp");
    let names = ["gr_name", "gr_passwd", "gr_gid", "gr_mem"];
    let class = struct_sequence::class(vm, "grp", "struct_group", &names, &[]);
    vm.module_set(&module, "struct_group", class.into_value());
    vm.module_functions(
        &module,
        "grp",
        &[
            ("getgrnam(name)", |vm, arguments| {
                let entry = find(vm, &arguments[0], GROUPS, 4, true, "getgrnam() argument")?;
                group(vm, &entry)
            }),
            ("getgrgid(id)", |vm, arguments| {
                let entry = find(vm, &arguments[0], GROUPS, 4, false, "getgrgid() gid")?;
                group(vm, &entry)
            }),
            ("getgrall()", |vm, _| {
                let mut all = Vec::new();
                for entry in entries(vm, GROUPS, 4)? {
                    all.push(group(vm, &entry)?);
                }
                vm.new_list(all)
            }),
        ],
    );
    Ok(module)
}
