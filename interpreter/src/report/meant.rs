//! What was perhaps meant where an unknown name stands.

use super::chain::Report;
use crate::exception::{Exception, Traceback};
use crate::frame_object::FrameObject;
use object_model::{Runtime, Value};

impl<R: Runtime> Report<'_, R> {
    /// What is added to the message of an exception about an unknown name.
    pub fn what_was_meant(&mut self, exception: &Value<R>) -> String {
        let exceptions = self.vm.exceptions();
        let (import, name, attribute) = (
            exceptions.import_error.clone(),
            exceptions.name_error.clone(),
            exceptions.attribute_error.clone(),
        );
        let is_name = self.vm.is_instance(exception, &name);
        let is_import = self.vm.is_instance(exception, &import);
        if !is_name && !is_import && !self.vm.is_instance(exception, &attribute) {
            return String::new();
        }
        let field = if is_import { "name_from" } else { "name" };
        let Some(wrong) = self.text_attribute(exception, field) else { return String::new() };
        let meant = if is_name {
            self.meant_name(exception, &wrong)
        } else if is_import {
            self.meant_import(exception, &wrong)
        } else {
            self.meant_attribute(exception, &wrong)
        };
        let mut text = meant.as_ref().map_or(String::new(), |meant| format!(". Did you mean: '{meant}'?"));
        if is_name && self.is_library_module(&wrong) {
            text.push_str(if meant.is_some() { " Or did" } else { ". Did" });
            text.push_str(&format!(" you forget to import '{wrong}'?"));
        }
        text
    }

    fn text_attribute(&mut self, object: &Value<R>, name: &str) -> Option<String> {
        let value = self.vm.find_attr_str(object, name).ok().flatten()?;
        self.vm.as_str(&value).map(str::to_owned)
    }

    /// The frame an exception was raised in.
    fn innermost_frame(&mut self, exception: &Value<R>) -> Option<Value<R>> {
        let exception = exception.as_ref::<Exception<R>>()?;
        let mut link = self.vm.lock(exception).traceback.clone();
        let mut frame = None;
        while let Some(entry) = link.clone().as_ref::<Traceback<R>>() {
            frame = Some(entry.frame.clone());
            link = self.vm.lock(entry).clone();
        }
        frame
    }

    fn meant_name(&mut self, exception: &Value<R>, wrong: &str) -> Option<String> {
        let frame = self.innermost_frame(exception)?;
        let frame = frame.as_ref::<FrameObject<R>>()?;
        let locals = self.vm.frame_locals(frame);
        if let Some(receiver) = self.vm.get_name(&locals, "self")
            && self.vm.find_attr_str(&receiver, wrong).ok().flatten().is_some()
        {
            return Some(format!("self.{wrong}"));
        }
        let builtins = self.vm.shared.builtins().value().clone();
        let mut names = Vec::new();
        for namespace in [locals, frame.globals.clone(), builtins] {
            names.extend(self.names_in(&namespace));
        }
        nearest(wrong, &names)
    }

    fn meant_attribute(&mut self, exception: &Value<R>, wrong: &str) -> Option<String> {
        let object = self.vm.find_attr_str(exception, "obj").ok().flatten()?;
        let names = self.names_of(&object)?;
        let private = wrong.starts_with('_') || self.is_about_self(exception, &object);
        nearest(wrong, &public(names, private))
    }

    fn meant_import(&mut self, exception: &Value<R>, wrong: &str) -> Option<String> {
        let module = self.text_attribute(exception, "name")?;
        let module = self.vm.import_module(&module).ok()?;
        let names = self.names_of(&module)?;
        nearest(wrong, &public(names, wrong.starts_with('_')))
    }

    /// Whether the frame an exception was raised in is a method of the object it is about.
    fn is_about_self(&mut self, exception: &Value<R>, object: &Value<R>) -> bool {
        let frame = self.innermost_frame(exception);
        let Some(frame) = frame.as_ref().and_then(|frame| frame.as_ref::<FrameObject<R>>()) else {
            return false;
        };
        let locals = self.vm.frame_locals(frame);
        self.vm.get_name(&locals, "self").is_some_and(|receiver| receiver.is(object))
    }

    /// What `__dir__` of an object answers, sorted; None if that fails.
    fn names_of(&mut self, object: &Value<R>) -> Option<Vec<String>> {
        let dir = self.vm.get_builtin("dir").ok()?;
        let names = self.vm.call(&dir, std::slice::from_ref(object)).ok()?;
        Some(self.names_in(&names))
    }

    fn names_in(&mut self, names: &Value<R>) -> Vec<String> {
        let names = self.vm.collect(names).unwrap_or_default();
        names.iter().filter_map(|name| self.vm.as_str(name).map(str::to_owned)).collect()
    }

    fn is_library_module(&mut self, name: &str) -> bool {
        let Ok(sys) = self.vm.import_module("sys") else { return false };
        let Ok(Some(names)) = self.vm.find_attr_str(&sys, "stdlib_module_names") else { return false };
        let name = self.vm.new_str(name);
        self.vm.contains(&names, &name).unwrap_or(false)
    }
}

fn public(names: Vec<String>, all: bool) -> Vec<String> {
    names.into_iter().filter(|name| all || !name.starts_with('_')).collect()
}

fn nearest(wrong: &str, names: &[String]) -> Option<String> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    text::suggestion(wrong, &names).map(str::to_owned)
}
