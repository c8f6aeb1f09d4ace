//! What a word that is being typed may become: asked of the library's `rlcompleter`.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// More completions than anybody looks through.
const MOST: i64 = 500;

/// Completes names of one namespace and attributes of what it holds.
pub struct Completion<R: Runtime> {
    namespace: Value<R>,
    completer: Option<Value<R>>,
}

impl<R: Runtime> Completion<R> {
    /// Completions from `namespace`, a dict.
    pub fn new(namespace: &Value<R>) -> Self {
        Completion { namespace: namespace.clone(), completer: None }
    }

    /// What `text` may become; nothing if looking for it fails.
    pub fn of(&mut self, vm: &mut Vm<R>, text: &str) -> Vec<String> {
        self.look(vm, text).unwrap_or_default()
    }

    fn look(&mut self, vm: &mut Vm<R>, text: &str) -> Return<R, Vec<String>> {
        let completer = match &self.completer {
            Some(completer) => completer.clone(),
            None => {
                let module = vm.import_module("rlcompleter")?;
                let class = vm.get_attr_str(&module, "Completer")?;
                let completer = vm.call(&class, std::slice::from_ref(&self.namespace))?;
                self.completer.insert(completer).clone()
            }
        };
        let mut found = Vec::new();
        for number in 0..MOST {
            let text = vm.new_str(text);
            let one = vm.call_method(&completer, "complete", &[text, Value::small_int(number)])?;
            if one.is_none() {
                break;
            }
            found.push(vm.str_string(&one)?);
        }
        Ok(found)
    }
}
