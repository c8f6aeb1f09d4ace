//! Why a module lacks a name, as far as can be told: it has the name of another module that it stands before, or it is still
//! being imported.

use crate::function::Module;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Runtime, Value};
use std::path::Path;

/// What a module is that lacks a name.
struct Lacking {
    /// Where it is, as its spec says.
    origin: Option<String>,
    /// Its file, as it says itself.
    file: Option<String>,
    /// It is in the program's own folder, where modules of any name go before others.
    may_shadow: bool,
    /// The standard library has a module of its name, which it keeps from being imported.
    shadows_library: bool,
    /// Its own statements have not all run.
    importing: bool,
}

impl<R: Runtime> Vm<R> {
    fn lacking(&mut self, module: &Value<R>, name: &str) -> Return<R, Lacking> {
        let namespace = module.as_ref::<Module<R>>().map_or(Value::NONE, |module| module.namespace());
        let mut importing = self.shared.imports.is_imported(name);
        let file = self.get_name(&namespace, "__file__");
        let mut origin = file.clone();
        if let Some(spec) = self.get_name(&namespace, "__spec__").filter(|spec| !spec.is_none()) {
            let located = self.find_attr_str(&spec, "has_location")?;
            let is_located = located.is_some_and(|located| self.truth(&located).unwrap_or(false));
            origin = if is_located { self.find_attr_str(&spec, "origin")? } else { None };
            if let Some(initializing) = self.find_attr_str(&spec, "_initializing")? {
                importing |= self.truth(&initializing)?;
            }
        }
        let [origin, file] = [origin, file]
            .map(|place| place.as_ref().and_then(|place| self.as_str(place)).map(str::to_owned));
        let may_shadow = origin.as_deref().is_some_and(|origin| self.is_beside_program(origin));
        let shadows_library = may_shadow && self.is_in_library(name)?;
        Ok(Lacking { origin, file, may_shadow, shadows_library, importing })
    }

    /// Whether a module's file is in the folder that is looked through first because the program is there.
    fn is_beside_program(&self, file: &str) -> bool {
        if self.shared.config.isolation.safe_path {
            return false;
        }
        let file = Path::new(file);
        let file = if file.ends_with("__init__.py") { file.parent() } else { Some(file) };
        let (Some(folder), Some(first)) = (file.and_then(Path::parent), self.shared.config.path.first())
        else {
            return false;
        };
        if first.as_os_str().is_empty() {
            return std::env::current_dir().is_ok_and(|here| here == folder);
        }
        std::path::absolute(first).is_ok_and(|first| first == folder)
    }

    fn is_in_library(&mut self, name: &str) -> Return<R, bool> {
        let sys = self.import_module("sys")?;
        let Some(names) = self.find_attr_str(&sys, "stdlib_module_names")? else { return Ok(false) };
        let is_set = ["set", "frozenset"].contains(&&*self.type_name(&names));
        let name = self.new_str(name);
        Ok(is_set && self.contains(&names, &name)?)
    }

    /// The AttributeError of a name that a module lacks.
    #[cold]
    pub(crate) fn not_in_module(&mut self, module: &Value<R>, name: &str) -> Raised<R> {
        let namespace = module.as_ref::<Module<R>>().map_or(Value::NONE, |module| module.namespace());
        let own = self.get_name(&namespace, "__name__");
        let Some(own) = own.as_ref().and_then(|own| self.as_str(own)).map(str::to_owned) else {
            return self.attribute_error(module, name, &format!("module has no attribute '{name}'"));
        };
        let lacking = match self.lacking(module, &own) {
            Ok(lacking) => lacking,
            Err(raised) => return raised,
        };
        let plain = format!("module '{own}' has no attribute '{name}'");
        let message = match &lacking {
            Lacking { shadows_library: true, origin: Some(origin), .. } => {
                format!("{plain} ({})", instead_of_library(&format!("'{origin}'"), &format!("'{own}'")))
            }
            Lacking { importing: true, may_shadow: true, origin: Some(origin), .. } => {
                format!("{plain} ({})", instead_of_other(&format!("'{origin}'")))
            }
            Lacking { importing: true, origin, .. } => {
                let from = origin.as_ref().map_or(String::new(), |origin| format!(" from '{origin}'"));
                format!("partially initialized module '{own}'{from} has no attribute '{name}' ({CIRCULAR})")
            }
            _ if self.shared.imports.is_imported(&format!("{own}.{name}")) => {
                format!("cannot access submodule '{name}' of module '{own}' ({CIRCULAR})")
            }
            _ => plain,
        };
        self.attribute_error(module, name, &message)
    }

    /// The ImportError of a name that is imported from a module and that it lacks.
    #[cold]
    pub(crate) fn not_to_be_imported(&mut self, module: &Value<R>, own: &str, name: &Value<R>) -> Raised<R> {
        let mut lacking = match self.lacking(module, own) {
            Ok(lacking) => lacking,
            Err(raised) => return raised,
        };
        lacking.origin = lacking.origin.or(lacking.file.take());
        let shown = text::quote::repr_str(self.as_str(name).unwrap_or_default());
        let from = text::quote::repr_str(own);
        let plain = format!("cannot import name {shown} from {from}");
        let message = match &lacking {
            Lacking { shadows_library: true, origin: Some(origin), .. } => {
                format!("{plain} ({})", instead_of_library(&text::quote::repr_str(origin), &from))
            }
            Lacking { importing: true, may_shadow: true, origin: Some(origin), .. } => {
                format!("{plain} ({})", instead_of_other(&text::quote::repr_str(origin)))
            }
            Lacking { importing: true, origin, .. } => {
                let place = origin.as_ref().map_or(String::new(), |origin| format!(" ({origin})"));
                format!(
                    "cannot import name {shown} from partially initialized module {from} ({CIRCULAR}){place}"
                )
            }
            Lacking { origin, .. } => {
                format!("{plain} ({})", origin.as_deref().unwrap_or("unknown location"))
            }
        };
        let raised = self.import_error(false, own, &message);
        self.set_exception_field(&raised.0, "name_from", name.clone());
        if let Some(origin) = &lacking.origin {
            let origin = self.new_str(origin);
            self.set_exception_field(&raised.0, "path", origin);
        }
        raised
    }
}

const CIRCULAR: &str = "most likely due to a circular import";

fn instead_of_library(file: &str, module: &str) -> String {
    format!(
        "consider renaming {file} since it has the same name as the standard library module named {module} \
         and prevents importing that standard library module"
    )
}

fn instead_of_other(file: &str) -> String {
    format!("consider renaming {file} if it has the same name as a library you intended to import")
}
