//! What an interpreter is asked to be: CPython's settings, by its names.

use interpreter::{Permissions, Return, Vm};
use object_model::{Dict, Ref, Runtime, Value};

/// Whose global lock an interpreter has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lock {
    Default,
    Shared,
    Own,
}

impl Lock {
    const ALL: [Lock; 3] = [Lock::Default, Lock::Shared, Lock::Own];

    fn name(self) -> &'static str {
        match self {
            Lock::Default => "default",
            Lock::Shared => "shared",
            Lock::Own => "own",
        }
    }
}

/// The settings. Those about memory and extension modules mean nothing here and are kept for who asks.
#[derive(Clone, Copy)]
pub(super) struct Config {
    use_main_obmalloc: bool,
    allow_fork: bool,
    allow_exec: bool,
    allow_threads: bool,
    allow_daemon_threads: bool,
    check_multi_interp_extensions: bool,
    pub lock: Lock,
}

impl Config {
    /// An interpreter that leaves the process alone.
    pub const ISOLATED: Config = Config {
        use_main_obmalloc: false,
        allow_fork: false,
        allow_exec: false,
        allow_threads: true,
        allow_daemon_threads: false,
        check_multi_interp_extensions: true,
        lock: Lock::Own,
    };
    /// One that may do what the first may.
    pub const LEGACY: Config = Config {
        use_main_obmalloc: true,
        allow_fork: true,
        allow_exec: true,
        allow_threads: true,
        allow_daemon_threads: true,
        check_multi_interp_extensions: false,
        lock: Lock::Shared,
    };
    const EMPTY: Config = Config {
        use_main_obmalloc: false,
        allow_fork: false,
        allow_exec: false,
        allow_threads: false,
        allow_daemon_threads: false,
        check_multi_interp_extensions: false,
        lock: Lock::Default,
    };

    /// The settings of this name.
    pub fn named<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R, Config> {
        match name {
            "" | "default" | "isolated" => Ok(Self::ISOLATED),
            "legacy" => Ok(Self::LEGACY),
            "empty" => Ok(Self::EMPTY),
            _ => Err(vm.value_error(&format!("unsupported config name '{name}'"))),
        }
    }

    /// What `create()` was given: nothing, a name, or an object with all settings as attributes.
    pub fn of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Config> {
        let Some(value) = value.some() else { return Ok(Self::ISOLATED) };
        if let Some(name) = vm.as_str(value) {
            let name = name.to_owned();
            return Self::named(vm, &name);
        }
        let settings = match vm.attribute_dict(value, true) {
            Some(settings) => settings,
            None => {
                let message = format!("bad config {}", vm.repr_string(value)?);
                return Err(vm.type_error(&message));
            }
        };
        let mut config = Self::EMPTY;
        let names = Self::NAMES;
        for name in names {
            let key = vm.intern(name);
            match vm.dict_get_str(&settings, &key) {
                Some(value) => config.set(vm, name, &value)?,
                None => return Err(vm.value_error(&format!("missing config key '{name}'"))),
            }
        }
        if vm.len(settings.value())? != names.len() {
            return Err(vm.value_error("config has extra keys"));
        }
        Ok(config)
    }

    /// Sets what a dict names.
    pub fn update<R: Runtime>(&mut self, vm: &mut Vm<R>, changes: &Ref<R, Dict<R>>) -> Return<R, ()> {
        for (_, key, value) in vm.dict_entries(changes) {
            let name = vm.str_string(&key)?;
            if !Self::NAMES.contains(&&*name) {
                return Err(vm.value_error(&format!("unsupported config key '{name}'")));
            }
            self.set(vm, &name, &value)?;
        }
        Ok(())
    }

    const NAMES: [&'static str; 7] = [
        "use_main_obmalloc",
        "allow_fork",
        "allow_exec",
        "allow_threads",
        "allow_daemon_threads",
        "check_multi_interp_extensions",
        "gil",
    ];

    fn flags(&mut self) -> [&mut bool; 6] {
        [
            &mut self.use_main_obmalloc,
            &mut self.allow_fork,
            &mut self.allow_exec,
            &mut self.allow_threads,
            &mut self.allow_daemon_threads,
            &mut self.check_multi_interp_extensions,
        ]
    }

    fn set<R: Runtime>(&mut self, vm: &mut Vm<R>, name: &str, value: &Value<R>) -> Return<R, ()> {
        if name == "gil" {
            let Some(asked) = vm.as_str(value) else {
                return Err(vm.type_error("invalid config type for 'gil'"));
            };
            return match Lock::ALL.into_iter().find(|lock| lock.name() == asked) {
                Some(lock) => {
                    self.lock = lock;
                    Ok(())
                }
                None => {
                    let message = format!("unsupported interpreter config .gil value '{asked}'");
                    Err(vm.value_error(&message))
                }
            };
        }
        let truth = vm.truth(value)?;
        let place = Self::NAMES.iter().position(|own| *own == name);
        if let Some(place) = place
            && let Some(flag) = self.flags().into_iter().nth(place)
        {
            *flag = truth;
        }
        Ok(())
    }

    /// The settings by name.
    pub fn entries<R: Runtime>(mut self, vm: &mut Vm<R>) -> Vec<(&'static str, Value<R>)> {
        let lock = vm.new_str(self.lock.name());
        let flags = self.flags().map(|flag| Value::bool(*flag));
        Self::NAMES.into_iter().zip(flags.into_iter().chain([lock])).collect()
    }

    /// What the interpreter's program may do.
    pub fn permissions(self) -> Permissions {
        Permissions {
            threads: self.allow_threads,
            daemon_threads: self.allow_daemon_threads,
            fork: self.allow_fork,
            exec: self.allow_exec,
        }
    }
}
