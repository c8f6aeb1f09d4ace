//! `_locale`: the customs of a language and a country.
//!
//! Two are known, C and C.UTF-8, which differ in how text is encoded; any other is refused, as on a system where it is
//! not installed. The C library's own locale, which is the whole process's, is left alone.

mod information;

use crate::exceptions;
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The categories, by number.
const CATEGORIES: [&str; 13] = [
    "LC_CTYPE",
    "LC_NUMERIC",
    "LC_TIME",
    "LC_COLLATE",
    "LC_MONETARY",
    "LC_MESSAGES",
    "LC_ALL",
    "LC_PAPER",
    "LC_NAME",
    "LC_ADDRESS",
    "LC_TELEPHONE",
    "LC_MEASUREMENT",
    "LC_IDENTIFICATION",
];
const ALL: usize = 6;
/// So many of them have a name in the module.
const NAMED: usize = 7;

/// What a number is that says nothing.
const UNKNOWN: i64 = 127;

/// What was set, for all interpreters of a program, as the C library has it for all of a process.
struct Settings {
    categories: [String; CATEGORIES.len()],
    domain: String,
    directories: HashMap<String, String>,
    codesets: HashMap<String, String>,
}

impl Default for Settings {
    /// What a program begins with: text is UTF-8.
    fn default() -> Self {
        let mut categories = [const { String::new() }; CATEGORIES.len()];
        for (category, name) in categories.iter_mut().zip(CATEGORIES) {
            *category = if name == "LC_CTYPE" { "C.UTF-8" } else { "C" }.to_owned();
        }
        Settings {
            categories,
            domain: "messages".to_owned(),
            directories: HashMap::new(),
            codesets: HashMap::new(),
        }
    }
}

impl Settings {
    /// What a category is, or all together.
    fn query(&self, category: usize) -> String {
        let mut each = self.categories.iter().enumerate().filter(|&(number, _)| number != ALL);
        if category != ALL {
            return self.categories[category].clone();
        }
        let first = &self.categories[0];
        if each.clone().all(|(_, name)| name == first) {
            return first.clone();
        }
        let mut shown = String::new();
        for (number, name) in each.by_ref() {
            let separator = if shown.is_empty() { "" } else { ";" };
            shown.push_str(&format!("{separator}{}={name}", CATEGORIES[number]));
        }
        shown
    }

    /// Sets a category, or all; whether there is such a locale.
    fn set(&mut self, category: usize, name: &str) -> bool {
        let numbers = (0..CATEGORIES.len()).filter(|&number| number != ALL);
        if category != ALL {
            let Some(known) = known(name, category) else { return false };
            self.categories[category] = known;
            return true;
        }
        let mut new = self.categories.clone();
        if name.contains('=') {
            let mut given = 0;
            for part in name.split(';') {
                let Some((category, name)) = part.split_once('=') else { return false };
                let number = CATEGORIES.iter().position(|known| *known == category);
                let Some(number) = number.filter(|&number| number != ALL) else { return false };
                let Some(known) = known(name, number) else { return false };
                new[number] = known;
                given += 1;
            }
            if given < CATEGORIES.len() - 1 {
                return false;
            }
        } else {
            for number in numbers {
                let Some(known) = known(name, number) else { return false };
                new[number] = known;
            }
        }
        self.categories = new;
        true
    }
}

/// The name that a locale goes by here; an empty one is what the environment says.
fn known(name: &str, category: usize) -> Option<String> {
    let from_environment;
    let name = if name.is_empty() {
        let said = ["LC_ALL", CATEGORIES[category], "LANG"]
            .into_iter()
            .find_map(|variable| std::env::var(variable).ok().filter(|value| !value.is_empty()));
        from_environment = said.unwrap_or_else(|| "C".to_owned());
        &from_environment
    } else {
        name
    };
    match name {
        "C" | "POSIX" => Some("C".to_owned()),
        "C.UTF-8" | "C.utf8" | "C.UTF8" | "C.utf-8" => Some(name.to_owned()),
        _ => None,
    }
}

fn settings(state: &Mutex<Settings>) -> MutexGuard<'_, Settings> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cold]
fn error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    exceptions::raise(vm, "_locale", "Error", message)
}

fn setlocale<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = vm.index(&arguments[0])?;
    let name = match arguments[1].some() {
        Some(name) => Some(vm.str_argument(name, "setlocale() argument 2")?.to_owned()),
        None => None,
    };
    let wrong = if name.is_some() { "unsupported locale setting" } else { "locale query failed" };
    let Some(category) = usize::try_from(number).ok().filter(|&number| number < CATEGORIES.len()) else {
        return Err(error(vm, wrong));
    };
    let state = vm.shared.state::<Mutex<Settings>>();
    let answer = {
        let mut settings = settings(&state);
        let done = name.is_none_or(|name| settings.set(category, &name));
        done.then(|| settings.query(category))
    };
    match answer {
        Some(answer) => Ok(vm.new_string(answer)),
        None => Err(error(vm, wrong)),
    }
}

fn localeconv<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let dict = vm.new_dict();
    let text = |name| (name, None);
    let number = |name| (name, Some(UNKNOWN));
    for (name, value) in [
        text("int_curr_symbol"),
        text("currency_symbol"),
        text("mon_decimal_point"),
        text("mon_thousands_sep"),
        text("mon_grouping"),
        text("positive_sign"),
        text("negative_sign"),
        number("int_frac_digits"),
        number("frac_digits"),
        number("p_cs_precedes"),
        number("p_sep_by_space"),
        number("n_cs_precedes"),
        number("n_sep_by_space"),
        number("p_sign_posn"),
        number("n_sign_posn"),
        text("decimal_point"),
        text("thousands_sep"),
        text("grouping"),
    ] {
        let value = match (name, value) {
            (_, Some(number)) => Value::small_int(number),
            ("mon_grouping" | "grouping", _) => vm.new_list(vec![])?,
            ("decimal_point", _) => vm.new_str("."),
            _ => vm.new_str(""),
        };
        let name = vm.intern(name);
        vm.dict_set_str(&dict, &name, value);
    }
    Ok(dict.into_value())
}

/// Text for the C library, which ends at the first null.
fn c_text<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>, what: &str) -> Return<R, &'a str> {
    let text = vm.str_argument(value, what)?;
    if text.contains('\0') { Err(vm.value_error("embedded null character")) } else { Ok(text) }
}

fn strcoll<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let one = c_text(vm, &arguments[0], "strcoll() argument 1")?;
    let other = c_text(vm, &arguments[1], "strcoll() argument 2")?;
    // UTF-8 keeps the order of code points.
    Ok(Value::small_int(one.cmp(other) as i64))
}

fn strxfrm<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    c_text(vm, &arguments[0], "strxfrm() argument")?;
    Ok(arguments[0].clone())
}

fn nl_langinfo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let key = vm.index(&arguments[0])?;
    if key == information::CODESET {
        let state = vm.shared.state::<Mutex<Settings>>();
        let is_plain = settings(&state).categories[0] == "C";
        return Ok(vm.new_str(if is_plain { "ANSI_X3.4-1968" } else { "UTF-8" }));
    }
    match information::ALL.iter().find(|(_, known, _)| *known == key) {
        Some((.., text)) => Ok(vm.new_str(text)),
        None => Err(vm.value_error("unsupported langinfo constant")),
    }
}

/// The message itself: there are no translations into C.
fn untranslated<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], place: usize) -> Return<R> {
    let text = c_text(vm, &arguments[place], "argument")?;
    Ok(vm.new_str(text))
}

fn textdomain<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let domain = match arguments[0].some() {
        Some(domain) => Some(c_text(vm, domain, "textdomain() argument")?.to_owned()),
        None => None,
    };
    let state = vm.shared.state::<Mutex<Settings>>();
    let current = {
        let mut settings = settings(&state);
        if let Some(domain) = domain {
            settings.domain = if domain.is_empty() { "messages".to_owned() } else { domain };
        }
        settings.domain.clone()
    };
    Ok(vm.new_string(current))
}

/// Notes something about a domain; what it is now.
fn of_domain<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    kept: fn(&mut Settings) -> &mut HashMap<String, String>,
    default: Option<&str>,
) -> Return<R> {
    let domain = c_text(vm, &arguments[0], "argument 1")?.to_owned();
    if domain.is_empty() {
        return Err(error(vm, "domain must be a non-empty string"));
    }
    let value = match arguments[1].some() {
        Some(value) => Some(c_text(vm, value, "argument 2")?.to_owned()),
        None => None,
    };
    let state = vm.shared.state::<Mutex<Settings>>();
    let current = {
        let mut settings = settings(&state);
        let kept = kept(&mut settings);
        if let Some(value) = value {
            kept.insert(domain.clone(), value);
        }
        kept.get(&domain).cloned().or(default.map(str::to_owned))
    };
    Ok(current.map_or(Value::NONE, |current| vm.new_string(current)))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_locale");
    let exception = vm.exceptions().exception.clone();
    exceptions::define(vm, &module, "locale", "Error", &exception)?;
    for (number, name) in CATEGORIES.iter().enumerate().take(NAMED) {
        vm.module_set(&module, name, Value::small_int(number as i64));
    }
    vm.module_set(&module, "CHAR_MAX", Value::small_int(UNKNOWN));
    for (name, key, _) in information::ALL {
        vm.module_set(&module, name, Value::small_int(key));
    }
    vm.module_functions(
        &module,
        "_locale",
        &[
            ("setlocale(category, locale=None, /)", setlocale),
            ("localeconv()", localeconv),
            ("strcoll(os1, os2, /)", strcoll),
            ("strxfrm(string, /)", strxfrm),
            ("nl_langinfo(key, /)", nl_langinfo),
            ("getencoding()", |vm, _| Ok(vm.new_str("UTF-8"))),
            ("gettext(msg, /)", |vm, arguments| untranslated(vm, arguments, 0)),
            ("dgettext(domain, msg, /)", |vm, arguments| untranslated(vm, arguments, 1)),
            ("dcgettext(domain, msg, category, /)", |vm, arguments| untranslated(vm, arguments, 1)),
            ("textdomain(domain, /)", textdomain),
            ("bindtextdomain(domain, dir, /)", |vm, arguments| {
                of_domain(vm, arguments, |settings| &mut settings.directories, Some("/usr/share/locale"))
            }),
            ("bind_textdomain_codeset(domain, codeset, /)", |vm, arguments| {
                of_domain(vm, arguments, |settings| &mut settings.codesets, None)
            }),
        ],
    );
    Ok(module)
}
