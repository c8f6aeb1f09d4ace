//! The import system: `sys.modules`, native modules, folders, the embedded library.

use crate::documentation::Documentation;
use crate::function::Module;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::ImportSpec;
use object_model::ledger::Place;
use object_model::{Dict, Ref, Runtime, Str, Value, make};
use std::path::{Path, PathBuf};

/// The source of a library module that is part of the program.
pub struct Embedded {
    /// The source text, packed.
    pub packed: &'static [u8],
    /// Unpacks it.
    pub unpack: fn(&'static [u8]) -> String,
    /// The file it stands for, in tracebacks.
    pub filename: String,
    /// Whether it is a package's `__init__`.
    pub package: bool,
}

impl Embedded {
    /// The source text.
    pub fn source(&self) -> String {
        (self.unpack)(self.packed)
    }
}

/// What of CPython's is part of the program.
#[derive(Clone, Copy)]
pub struct EmbeddedLibrary {
    /// Looks a module up by its dotted name.
    pub module: fn(&str) -> Option<Embedded>,
    /// Looks up what a built-in thing says of itself, by the thing's key.
    pub documentation: fn(&str) -> Option<Documentation>,
}

impl<R: Runtime> Vm<R> {
    /// An empty native module. What it says of itself is looked up when somebody asks.
    pub fn new_module(&mut self, name: &str) -> Value<R> {
        let namespace = self.new_namespace(name);
        let class = self.types().module.clone();
        for attribute in ["__name__", "__package__"] {
            let key = self.intern(attribute);
            let value = if attribute == "__name__" { self.intern(name).into_value() } else { Value::NONE };
            self.dict_set_str(&namespace, &key, value);
        }
        self.immortalize(namespace.value());
        self.open_to_readers(&namespace);
        let module = make::object(self, class.root_shape(), Module::new(namespace.into_value())).into_value();
        self.immortalize(&module);
        module
    }

    /// An empty module for a program: it says nothing of itself until its code does.
    pub(crate) fn new_program_module(&mut self, name: &str) -> Value<R> {
        let module = self.new_module(name);
        self.module_set(&module, "__doc__", Value::NONE);
        module
    }

    /// An empty namespace for a module, which the ledger knows as such: no line has made it.
    fn new_namespace(&mut self, name: &str) -> Ref<R, Dict<R>> {
        let Some(ledger) = self.shared.config.ledger.clone() else { return self.new_dict() };
        let place = self.tally().account.as_ref().map(|account| account.place());
        let go = |vm: &Vm<R>, place| {
            if let Some(account) = &vm.tally().account {
                account.go(place);
            }
        };
        go(self, Place { code: ledger.code("", &format!("the globals of {name}")), line: 0 });
        let namespace = self.new_dict();
        go(self, place.unwrap_or_default());
        namespace
    }

    /// The module `builtins`, whose namespace is the builtins dict.
    pub(crate) fn new_builtins_module(&mut self) -> Value<R> {
        let namespace = self.shared.builtins().clone();
        let class = self.types().module.clone();
        let module = make::object(self, class.root_shape(), Module::new(namespace.into_value())).into_value();
        self.immortalize(&module);
        let name = self.intern("builtins").into_value();
        self.module_set(&module, "__name__", name);
        self.set_loaded("builtins", module.clone());
        module
    }

    /// Sets a module attribute.
    pub fn module_set(&mut self, module: &Value<R>, name: &str, value: Value<R>) {
        if let Some(module) = module.as_ref::<Module<R>>() {
            let namespace = module.namespace();
            if let Some(namespace) = namespace.as_ref() {
                let name = self.intern(name);
                self.dict_set_str(namespace, &name, value);
            }
        }
    }

    /// Adds functions to a native module.
    pub fn module_functions(
        &mut self,
        module: &Value<R>,
        name: &str,
        functions: &[(&str, crate::native::NativeCall<R>)],
    ) {
        for (signature, call) in functions {
            let function = self.new_module_function(name, signature, *call);
            self.immortalize(&function);
            let name = signature.split('(').next().unwrap_or(signature);
            self.module_set(module, name, function);
        }
    }

    pub(crate) fn import_statement(&mut self, spec: &ImportSpec) -> Return<R> {
        // `builtins.__import__` may be replaced by the program.
        let builtins = self.frames.last().map(|frame| frame.function().builtins.clone());
        let builtins = builtins.unwrap_or_else(|| self.shared.builtins().value().clone());
        let name = self.intern("__import__");
        let Some(import) = self.find_in_namespace(&builtins, &name)? else {
            let class = self.exceptions().import_error.clone();
            return Err(self.raise_message(&class, "__import__ not found"));
        };
        let frame = self.frames.last();
        let globals = frame.map_or(Value::NONE, |frame| frame.function().globals.clone());
        if import.as_ref::<crate::native::Native<R>>().is_none() {
            // None for a function: its variables are in no dict.
            let locals = frame.and_then(|frame| frame.namespace().given().cloned()).unwrap_or(Value::NONE);
            let (name, level) = (self.new_str(&spec.module), self.new_int(i64::from(spec.level)));
            let names: Vec<Value<R>> = spec.from_names.iter().map(|name| self.new_str(name)).collect();
            let names = if names.is_empty() { Value::NONE } else { self.new_tuple(names) };
            let module = self.call(&import, &[name, globals, locals, names, level])?;
            return if spec.bind_submodule { self.submodule(module, &spec.module) } else { Ok(module) };
        }
        let absolute = self.absolute_name(&spec.module, spec.level, &globals)?;
        let module = self.import_module(&absolute)?;
        if spec.from_names.is_empty() {
            let Some((top, _)) = absolute.split_once('.') else { return Ok(module) };
            let top = self.import_module(top)?;
            return if spec.bind_submodule { self.submodule(top, &spec.module) } else { Ok(top) };
        }
        self.import_from_list(&module, &absolute, &spec.from_names)?;
        Ok(module)
    }

    /// What `import package.name as other` binds: what the package has under that name, be it a module or not.
    fn submodule(&mut self, package: Value<R>, path: &str) -> Return<R> {
        let mut found = package;
        for name in path.split('.').skip(1) {
            let name = self.intern(name);
            found = self.import_name_from(&found, &name)?;
        }
        Ok(found)
    }

    /// Submodules named in `from package import a, b`.
    pub fn import_from_list(
        &mut self,
        module: &Value<R>,
        absolute: &str,
        names: &[Box<str>],
    ) -> Return<R, ()> {
        if self.find_attr_str(module, "__path__")?.is_none() {
            return Ok(());
        }
        for name in names {
            if &**name == "*" {
                if let Some(all) = self.find_attr_str(module, "__all__")? {
                    let all = self.collect(&all)?;
                    let all: Vec<Box<str>> =
                        all.iter().filter_map(|name| self.as_str(name).map(Box::from)).collect();
                    self.import_from_list(module, absolute, &all)?;
                }
                continue;
            }
            let name = self.intern(name);
            if self.find_attr(module, &name)?.is_some() {
                continue;
            }
            let full = format!("{absolute}.{}", name.as_str());
            if let Err(raised) = self.import_module(&full) {
                let class = self.exceptions().module_not_found_error.clone();
                let about = self.find_attr_str(&raised.0, "name").ok().flatten();
                let about_it = about.as_ref().and_then(|about| self.as_str(about)) == Some(full.as_str());
                if !(self.is_raised(&raised, &class) && about_it) {
                    return Err(raised);
                }
            }
        }
        Ok(())
    }

    /// The package that relative imports in these globals begin at.
    fn package_of(&mut self, globals: &Value<R>) -> Return<R, String> {
        let mut known = |name| self.get_name(globals, name).filter(|value| !value.is_none());
        let (package, spec) = (known("__package__"), known("__spec__"));
        if let Some(package) = package {
            let text = self.expect_text(&package, "package must be a string")?;
            if let Some(spec) = spec {
                let parent = self.get_attr_str(&spec, "parent")?;
                if !self.equal(&package, &parent)? {
                    let category = self.exceptions().deprecation_warning.clone();
                    self.warn(&category, "__package__ != __spec__.parent")?;
                }
            }
            return Ok(text);
        }
        if let Some(spec) = spec {
            let parent = self.get_attr_str(&spec, "parent")?;
            return self.expect_text(&parent, "__spec__.parent must be a string");
        }
        let category = self.exceptions().import_warning.clone();
        let message =
            "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
        self.warn(&category, message)?;
        let Some(name) = self.get_name(globals, "__name__") else {
            let key = self.new_str("'__name__' not in globals");
            return Err(self.key_error(&key));
        };
        let name = self.expect_text(&name, "__name__ must be a string")?;
        if self.get_name(globals, "__path__").is_some() {
            return Ok(name);
        }
        Ok(name.rsplit_once('.').map_or(String::new(), |(package, _)| package.to_owned()))
    }

    fn expect_text(&mut self, value: &Value<R>, otherwise: &str) -> Return<R, String> {
        match self.as_str(value) {
            Some(text) => Ok(text.to_owned()),
            None => Err(self.type_error(otherwise)),
        }
    }

    /// The absolute name of a relative import.
    pub fn absolute_name(&mut self, name: &str, level: u32, globals: &Value<R>) -> Return<R, String> {
        if level == 0 {
            return Ok(name.to_owned());
        }
        let package = self.package_of(globals)?;
        if package.is_empty() {
            let message = "attempted relative import with no known parent package";
            return Err(self.import_error(false, name, message));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            base = match base.rsplit_once('.') {
                Some((base, _)) => base,
                None => {
                    let message = "attempted relative import beyond top-level package";
                    return Err(self.import_error(false, name, message));
                }
            };
        }
        Ok(if name.is_empty() { base.to_owned() } else { format!("{base}.{name}") })
    }

    /// Imports a module by its absolute dotted name, its packages first.
    pub fn import_module(&mut self, name: &str) -> Return<R> {
        if let Some(module) = self.loaded_module(name) {
            if module.is_none() {
                let message = format!("import of {name} halted; None in sys.modules");
                return Err(self.import_error(true, name, &message));
            }
            self.wait_until_imported(name)?;
            if let Some(module) = self.loaded_module(name) {
                return Ok(module);
            }
        }
        self.check_recursion("maximum recursion depth exceeded")?;
        let parent = match name.rsplit_once('.') {
            Some((parent, _)) => Some(self.import_module(parent)?),
            None => None,
        };
        if let Some(module) = self.loaded_module(name) {
            return Ok(module);
        }
        if !self.begin_import(name)? {
            // Another thread has imported it meanwhile.
            return self.import_module(name);
        }
        let result = self.find_and_load(name, parent.as_ref());
        self.end_import(name);
        let module = result?;
        if let (Some(parent), Some((_, own))) = (&parent, name.rsplit_once('.')) {
            self.set_attr_str(parent, own, module.clone())?;
        }
        Ok(module)
    }

    /// Waits while another thread is importing `name`.
    pub(crate) fn wait_until_imported(&mut self, name: &str) -> Return<R, ()> {
        let shared = self.shared.clone();
        let ident = self.ident;
        if shared.imports.is_imported_by_other(name, ident) {
            self.detached(|| shared.imports.wait(name, ident));
        }
        Ok(())
    }

    /// Claims an import; false if another thread finished it while this one waited.
    pub(crate) fn begin_import(&mut self, name: &str) -> Return<R, bool> {
        let shared = self.shared.clone();
        let ident = self.ident;
        if shared.imports.begin(name, ident) {
            return Ok(true);
        }
        self.detached(|| shared.imports.wait(name, ident));
        if self.loaded_module(name).is_some() {
            return Ok(false);
        }
        self.begin_import(name)
    }

    pub(crate) fn end_import(&mut self, name: &str) {
        let shared = self.shared.clone();
        shared.imports.end(name, self.ident);
    }

    /// `sys.modules.get(name)`
    pub fn loaded_module(&mut self, name: &str) -> Option<Value<R>> {
        let modules = self.shared.modules().clone();
        let name = self.intern(name);
        self.dict_get_str(&modules, &name)
    }

    pub(crate) fn set_loaded(&mut self, name: &str, module: Value<R>) {
        let modules = self.shared.modules().clone();
        let name = self.intern(name);
        self.dict_set_str(&modules, &name, module);
    }

    pub(crate) fn unset_loaded(&mut self, name: &str) {
        let modules = self.shared.modules().clone();
        let name = self.intern(name).into_value();
        let _ = self.dict_remove(&modules, &name);
    }

    /// Tells the audit hooks that a module is looked for.
    fn audit_import(&mut self, name: &str) -> Return<R, ()> {
        if !self.is_audited() {
            return Ok(());
        }
        let mut concerned = vec![self.new_str(name), Value::NONE];
        let sys = self.loaded_module("sys");
        for attribute in ["path", "meta_path", "path_hooks"] {
            let value = match &sys {
                Some(sys) => self.find_attr_str(sys, attribute)?,
                None => None,
            };
            concerned.push(value.unwrap_or(Value::NONE));
        }
        let concerned = self.new_tuple(concerned);
        self.tell_hooks("import", &concerned)
    }

    fn find_and_load(&mut self, name: &str, parent: Option<&Value<R>>) -> Return<R> {
        self.audit_import(name)?;
        let init = self.shared.native_modules.get(name).map(|entry| *entry);
        if let Some(init) = init {
            let module = init(self)?;
            self.set_loaded(name, module.clone());
            return Ok(module);
        }
        let finders = self.program_finders()?;
        if let Some(module) = self.load_by_finders(&finders.before, name, parent)? {
            return Ok(module);
        }
        let path = self.search_path(parent)?;
        for folder in &path {
            let found = match self.load_from_folder(name, folder)? {
                None if !folder.is_dir() => self.load_by_hooks(name, folder)?,
                found => found,
            };
            if let Some(module) = found {
                return Ok(module);
            }
        }
        if let Some(embedded) = (self.shared.library.module)(name) {
            return self.load_embedded(name, &embedded);
        }
        let own = name.rsplit('.').next().unwrap_or(name);
        if path.iter().any(|folder| folder.join(own).is_dir())
            && let Some(module) = self.load_namespace_package(name, parent)?
        {
            return Ok(module);
        }
        if let Some(module) = self.load_by_finders(&finders.behind, name, parent)? {
            return Ok(module);
        }
        let shown = text::quote::repr_str(name);
        let message = match parent {
            Some(parent) if self.find_attr_str(parent, "__path__")?.is_none() => {
                let package = name.rsplit_once('.').map_or("", |(package, _)| package);
                format!("No module named {shown}; '{package}' is not a package")
            }
            _ => format!("No module named {shown}"),
        };
        Err(self.import_error(true, name, &message))
    }

    /// Where to look: a package's `__path__`, or `sys.path`.
    fn search_path(&mut self, parent: Option<&Value<R>>) -> Return<R, Vec<PathBuf>> {
        let path = match parent {
            Some(parent) => self.find_attr_str(parent, "__path__")?,
            None => match self.loaded_module("sys") {
                Some(sys) => self.find_attr_str(&sys, "path")?,
                None => return Ok(self.shared.config.path.clone()),
            },
        };
        let Some(path) = path else { return Ok(vec![]) };
        let entries = self.collect(&path)?;
        Ok(entries
            .iter()
            .filter_map(|entry| self.as_str(entry))
            .map(|entry| PathBuf::from(if entry.is_empty() { "." } else { entry }))
            .collect())
    }

    fn load_from_folder(&mut self, name: &str, folder: &Path) -> Return<R, Option<Value<R>>> {
        let own = name.rsplit('.').next().unwrap_or(name);
        let package = folder.join(own);
        let init = package.join("__init__.py");
        if init.is_file() {
            let source = self.read_source(&init)?;
            let filename = init.to_string_lossy().into_owned();
            return self.load_source(name, &source, &filename, Some(&package)).map(Some);
        }
        if package.join("__init__.pyc").is_file() {
            return self.load_from_entry(name, folder);
        }
        let file = folder.join(format!("{own}.py"));
        if file.is_file() {
            let source = self.read_source(&file)?;
            let filename = file.to_string_lossy().into_owned();
            return self.load_source(name, &source, &filename, None).map(Some);
        }
        if file.with_extension("pyc").is_file() {
            return self.load_from_entry(name, folder);
        }
        Ok(None)
    }

    /// The text of a source file.
    pub fn read_source(&mut self, file: &Path) -> Return<R, String> {
        let bytes = match self.detached(|| std::fs::read(file)) {
            Ok(bytes) => bytes,
            Err(error) => {
                let name = self.new_str(&file.to_string_lossy());
                return Err(self.io_error(&error, Some(&name)));
            }
        };
        self.decode_source(&bytes, &file.to_string_lossy())
    }

    /// Runs a module's source. `package`: the folder of a package.
    pub fn load_source(
        &mut self,
        name: &str,
        source: &str,
        filename: &str,
        package: Option<&Path>,
    ) -> Return<R> {
        let code = self.compile_module(filename, source.as_bytes(), || source.into())?;
        self.load_module(name, &code, filename, package)
    }

    /// Runs a module of the embedded library.
    pub fn load_embedded(&mut self, name: &str, embedded: &Embedded) -> Return<R> {
        let code = self.compile_embedded(embedded)?;
        let folder = embedded.package.then(|| Path::new(&embedded.filename).parent()).flatten();
        self.load_module(name, &code, &embedded.filename, folder)
    }

    fn load_module(
        &mut self,
        name: &str,
        code: &Value<R>,
        filename: &str,
        package: Option<&Path>,
    ) -> Return<R> {
        let module = self.new_program_module(name);
        let file = self.new_str(filename);
        self.module_set(&module, "__file__", file);
        let own_package = match package {
            Some(folder) => {
                let folder = self.new_str(&folder.to_string_lossy());
                let path = self.new_list(vec![folder])?;
                self.module_set(&module, "__path__", path);
                name
            }
            None => name.rsplit_once('.').map_or("", |(package, _)| package),
        };
        let own_package = self.new_str(own_package);
        self.module_set(&module, "__package__", own_package);
        let builtins = self.shared.builtins().value().clone();
        self.module_set(&module, "__builtins__", builtins);
        if filename.starts_with("<stdlib>/")
            && let Some(loader) = self.shared.library_importer().cloned()
        {
            self.module_set(&module, "__loader__", loader);
        }
        self.set_loaded(name, module.clone());
        let namespace = module.as_ref::<Module<R>>().map_or(Value::NONE, |module| module.namespace());
        match self.run_code(code, &namespace, &namespace, Value::NONE) {
            // A module may replace itself in `sys.modules`.
            Ok(_) => Ok(self.loaded_module(name).unwrap_or(module)),
            Err(raised) => {
                self.unset_loaded(name);
                Err(raised)
            }
        }
    }

    pub(crate) fn import_name_from(&mut self, module: &Value<R>, name: &Ref<R, Str<R>>) -> Return<R> {
        if let Some(value) = self.find_attr(module, name)? {
            return Ok(value);
        }
        let module_name = self.find_attr_str(module, "__name__")?;
        let module_name = module_name
            .as_ref()
            .and_then(|name| self.as_str(name))
            .unwrap_or("<unknown module name>")
            .to_owned();
        // A submodule that is being imported is not an attribute of its package yet.
        let full = format!("{module_name}.{}", name.as_str());
        if let Some(submodule) = self.loaded_module(&full) {
            return Ok(submodule);
        }
        Err(self.not_to_be_imported(module, &module_name, name.value()))
    }

    /// A builtin by name.
    pub fn get_builtin(&mut self, name: &str) -> Return<R> {
        let builtins = self.shared.builtins().clone();
        let handle = self.intern(name);
        match self.dict_get_str(&builtins, &handle) {
            Some(value) => Ok(value),
            None => Err(self.undefined(name)),
        }
    }
}
