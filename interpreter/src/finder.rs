//! Module specs, and the finders that programs put into `sys.meta_path`.
//!
//! Modules are found and run without `importlib`, but for packages without `__init__.py` and what is in no folder; a module's
//! `__spec__` and `__loader__` are made when somebody asks for them.

use crate::function::Module;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Runtime, Value};
use std::path::Path;

/// What `importlib`'s own modules, and the importer of the embedded library, are called.
const STANDARD: [&str; 6] = [
    "_frozen_importlib",
    "_frozen_importlib_external",
    "importlib._bootstrap",
    "importlib._bootstrap_external",
    "_imp",
    "zipimport",
];

/// The finders a program has put before and behind the standard ones.
pub(crate) struct Finders<R: Runtime> {
    pub before: Vec<Value<R>>,
    pub behind: Vec<Value<R>>,
}

/// The parts of `importlib` that the import system asks.
#[derive(Clone, Copy)]
pub enum Importlib {
    /// `importlib._bootstrap`
    Inner,
    /// `importlib._bootstrap_external`
    External,
}

impl Importlib {
    fn name(self) -> &'static str {
        match self {
            Importlib::Inner => "_frozen_importlib",
            Importlib::External => "_frozen_importlib_external",
        }
    }
}

/// Whether an entry of a path is a file, or a folder inside one.
pub fn is_archive(entry: &Path) -> bool {
    entry.ancestors().find(|place| place.exists()).is_some_and(Path::is_file)
}

impl<R: Runtime> Vm<R> {
    /// A part of `importlib`: the first that was loaded, whatever a program has in `sys.modules` by now.
    pub fn importlib(&mut self, part: Importlib) -> Return<R> {
        if let Some(module) = self.shared.importlib(part) {
            return Ok(module.clone());
        }
        // None in its place keeps the program from it, and not the import system.
        let barred = self.loaded_module(part.name()).is_some_and(|module| module.is_none());
        if barred {
            self.unset_loaded(part.name());
        }
        let module = self.import_module(part.name());
        if barred {
            self.set_loaded(part.name(), Value::NONE);
        }
        let module = module?;
        if self.shared.imports.is_imported(part.name()) {
            // It is asked while it begins, and may yet fail to.
            return Ok(module);
        }
        self.immortalize(&module);
        Ok(self.shared.keep_importlib(part, &module).clone())
    }

    /// `__spec__` or `__loader__` of a module that has none yet; None for other names.
    pub(crate) fn module_origin(&mut self, module: &Value<R>, name: &str) -> Return<R, Option<Value<R>>> {
        if !matches!(name, "__spec__" | "__loader__") {
            return Ok(None);
        }
        let Some(namespace) = module.as_ref::<Module<R>>().map(|module| module.namespace()) else {
            return Ok(None);
        };
        let spec = match self.get_name(&namespace, "__spec__") {
            Some(spec) => spec,
            None => {
                let spec = self.module_spec(&namespace)?;
                self.module_set(module, "__spec__", spec.clone());
                spec
            }
        };
        if name == "__spec__" {
            return Ok(Some(spec));
        }
        let loader = self.find_attr_str(&spec, "loader")?.unwrap_or(Value::NONE);
        self.module_set(module, "__loader__", loader.clone());
        Ok(Some(loader))
    }

    /// The spec of a module that was imported without one; None if nobody knows where it comes from.
    fn module_spec(&mut self, namespace: &Value<R>) -> Return<R> {
        let text = |vm: &mut Vm<R>, name: &str| {
            let value = vm.get_name(namespace, name)?;
            vm.as_str(&value).map(str::to_owned)
        };
        let Some(name) = text(self, "__name__") else { return Ok(Value::NONE) };
        let path = self.get_name(namespace, "__path__");
        let Some(file) = text(self, "__file__") else {
            if !self.shared.native_modules.contains_key(name.as_str()) && name != "builtins" {
                return Ok(Value::NONE);
            }
            let importlib = self.importlib(Importlib::Inner)?;
            let loader = self.get_attr_str(&importlib, "BuiltinImporter")?;
            let origin = self.new_str("built-in");
            return self.new_spec(&name, &loader, origin, false);
        };
        if file.starts_with("<stdlib>/") {
            let loader = self.get_name(namespace, "__loader__").unwrap_or(Value::NONE);
            return self.library_spec(&name, &file, path.is_some(), &loader);
        }
        let external = self.importlib(Importlib::External)?;
        let make = self.get_attr_str(&external, "spec_from_file_location")?;
        let (name, file) = (self.new_str(&name), self.new_str(&file));
        let keyword = self.intern("submodule_search_locations").into_value();
        self.call_with(&make, &[name, file, path.unwrap_or(Value::NONE)], &[keyword])
    }

    fn new_spec(&mut self, name: &str, loader: &Value<R>, origin: Value<R>, package: bool) -> Return<R> {
        let importlib = self.importlib(Importlib::Inner)?;
        let class = self.get_attr_str(&importlib, "ModuleSpec")?;
        let name = self.new_str(name);
        let keywords = ["origin", "is_package"].map(|keyword| self.intern(keyword).into_value());
        self.call_with(&class, &[name, loader.clone(), origin, Value::bool(package)], &keywords)
    }

    /// The spec of a module of the embedded library.
    pub fn library_spec(
        &mut self,
        name: &str,
        filename: &str,
        package: bool,
        loader: &Value<R>,
    ) -> Return<R> {
        let origin = self.new_str(filename);
        let spec = self.new_spec(name, loader, origin, package)?;
        if package && let Some(folder) = Path::new(filename).parent() {
            let folder = self.new_str(&folder.to_string_lossy());
            let locations = self.new_list(vec![folder])?;
            self.set_attr_str(&spec, "submodule_search_locations", locations)?;
        }
        Ok(spec)
    }

    /// What a program has added to `sys.meta_path`.
    pub(crate) fn program_finders(&mut self) -> Return<R, Finders<R>> {
        let mut finders = Finders { before: vec![], behind: vec![] };
        let Some(sys) = self.loaded_module("sys") else { return Ok(finders) };
        let Some(path) = self.find_attr_str(&sys, "meta_path")? else { return Ok(finders) };
        let mut passed = false;
        for finder in self.collect(&path)? {
            if self.is_standard_finder(&finder)? {
                passed = true;
            } else if passed {
                finders.behind.push(finder);
            } else {
                finders.before.push(finder);
            }
        }
        Ok(finders)
    }

    fn is_standard_finder(&mut self, finder: &Value<R>) -> Return<R, bool> {
        let owner = self.find_attr_str(finder, "__module__")?;
        let owner = owner.as_ref().and_then(|owner| self.as_str(owner));
        Ok(owner.is_some_and(|owner| STANDARD.contains(&owner)))
    }

    /// The module that the first of these finders that knows it loads.
    pub(crate) fn load_by_finders(
        &mut self,
        finders: &[Value<R>],
        name: &str,
        parent: Option<&Value<R>>,
    ) -> Return<R, Option<Value<R>>> {
        for finder in finders {
            let Some(find) = self.find_attr_str(finder, "find_spec")? else { continue };
            let path = match parent {
                Some(parent) => self.find_attr_str(parent, "__path__")?.unwrap_or(Value::NONE),
                None => Value::NONE,
            };
            let full = self.new_str(name);
            let spec = self.call(&find, &[full, path, Value::NONE])?;
            if !spec.is_none() {
                return self.load_spec(spec).map(Some);
            }
        }
        Ok(None)
    }

    /// A package that is a folder without `__init__.py`, or several of them.
    pub(crate) fn load_namespace_package(
        &mut self,
        name: &str,
        parent: Option<&Value<R>>,
    ) -> Return<R, Option<Value<R>>> {
        let path = match parent {
            Some(parent) => self.find_attr_str(parent, "__path__")?.unwrap_or(Value::NONE),
            None => Value::NONE,
        };
        let spec = self.spec_on_path(name, path)?;
        if spec.is_none() { Ok(None) } else { self.load_spec(spec).map(Some) }
    }

    /// A module from an entry of the path that is no folder: from an archive, or by a hook of the program.
    pub(crate) fn load_by_hooks(&mut self, name: &str, entry: &Path) -> Return<R, Option<Value<R>>> {
        let known = match is_archive(entry) {
            // What `zipimport` itself imports while it begins is in no archive.
            true => self.archive_importer()?.is_some(),
            false => self.has_own_hooks()?,
        };
        if known { self.load_from_entry(name, entry) } else { Ok(None) }
    }

    /// A module that `importlib` finds in an entry of the path.
    pub(crate) fn load_from_entry(&mut self, name: &str, entry: &Path) -> Return<R, Option<Value<R>>> {
        let entry = self.new_str(&entry.to_string_lossy());
        let path = self.new_list(vec![entry])?;
        let spec = self.spec_on_path(name, path)?;
        if spec.is_none() || self.get_attr_str(&spec, "loader")?.is_none() {
            return Ok(None);
        }
        self.load_spec(spec).map(Some)
    }

    /// Whether the program has hooks in `sys.path_hooks`.
    fn has_own_hooks(&mut self) -> Return<R, bool> {
        let sys = self.import_module("sys")?;
        let hooks = self.get_attr_str(&sys, "path_hooks")?;
        for hook in self.collect(&hooks)? {
            if !self.is_standard_finder(&hook)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `zipimport.zipimporter`; None while this thread is importing that.
    pub fn archive_importer(&mut self) -> Return<R, Option<Value<R>>> {
        const NAME: &str = "zipimport";
        if self.loaded_module(NAME).is_none() {
            let Some(embedded) = (self.shared.library.module)(NAME) else { return Ok(None) };
            if self.begin_import(NAME)? {
                let loaded = self.load_embedded(NAME, &embedded);
                self.end_import(NAME);
                loaded?;
            }
        }
        self.wait_until_imported(NAME)?;
        let Some(module) = self.loaded_module(NAME) else { return Ok(None) };
        self.find_attr_str(&module, "zipimporter")
    }

    /// What `importlib` finds on a path, or on `sys.path` if that is None.
    fn spec_on_path(&mut self, name: &str, path: Value<R>) -> Return<R> {
        let external = self.importlib(Importlib::External)?;
        let finder = self.get_attr_str(&external, "PathFinder")?;
        let name = self.new_str(name);
        self.call_method(&finder, "find_spec", &[name, path])
    }

    fn load_spec(&mut self, spec: Value<R>) -> Return<R> {
        let importlib = self.importlib(Importlib::Inner)?;
        self.call_method(&importlib, "_load_unlocked", &[spec])
    }
}
