//! What is told in one interpreter of an exception in another: its class's names, its message, its traceback as text.

use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};

/// An exception as text.
pub(super) struct Snapshot {
    name: String,
    qualname: String,
    module: String,
    message: String,
    /// The traceback and all, as Python shows it.
    display: String,
}

impl Snapshot {
    pub fn of<R: Runtime>(vm: &mut Vm<R>, raised: &Raised<R>) -> Snapshot {
        let class = vm.class_of(&raised.0).into_value();
        let mut text = |name: &str| match vm.find_attr_str(&class, name) {
            Ok(Some(value)) => vm.as_str(&value).unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        let [name, qualname, module] = ["__name__", "__qualname__", "__module__"].map(&mut text);
        let message = vm.str_string(&raised.0).unwrap_or_else(|_| "<exception str() failed>".to_owned());
        let display = vm.format_exception(&raised.0).trim_end_matches('\n').to_owned();
        Snapshot { name, qualname, module, message, display }
    }

    /// The class and the message, as the last line of a traceback has them.
    pub fn formatted(&self) -> String {
        let name = match &*self.module {
            "builtins" | "__main__" => self.qualname.clone(),
            module => format!("{module}.{}", self.qualname),
        };
        format!("{name}: {}", self.message)
    }

    /// As Python code sees it.
    pub fn into_value<R: Runtime>(self, vm: &mut Vm<R>) -> Return<R> {
        let formatted = vm.new_string(self.formatted());
        let class = [("__name__", self.name), ("__qualname__", self.qualname), ("__module__", self.module)];
        let class = class.map(|(name, text)| (name, vm.new_string(text)));
        let class = namespace(vm, class.into())?;
        let (message, display) = (vm.new_string(self.message), vm.new_string(self.display));
        let parts = [("type", class), ("msg", message), ("formatted", formatted), ("errdisplay", display)];
        namespace(vm, parts.into())
    }
}

/// A `types.SimpleNamespace`.
pub(super) fn namespace<R: Runtime>(vm: &mut Vm<R>, entries: Vec<(&'static str, Value<R>)>) -> Return<R> {
    let sys = vm.import_module("sys")?;
    let implementation = vm.get_attr_str(&sys, "implementation")?;
    let class = vm.class_of(&implementation).into_value();
    let namespace = vm.call(&class, &[])?;
    for (name, value) in entries {
        vm.set_attr_str(&namespace, name, value)?;
    }
    Ok(namespace)
}
