//! What a t-string makes: `string.templatelib.Template` and `Interpolation`.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Str, Value};

/// The payload of a template. There is one text more than there are interpolations.
struct Template<R: Runtime> {
    /// A tuple.
    strings: Value<R>,
    /// A tuple.
    interpolations: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Template<R> {
    const NAME: &'static str = "Template";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.strings);
        visit(&self.interpolations);
    }
}

/// The payload of an interpolation: value, expression, conversion, format specification.
struct Interpolation<R: Runtime> {
    parts: [Value<R>; 4],
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Interpolation<R> {
    const NAME: &'static str = "Interpolation";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.parts.iter().for_each(visit);
    }
}

/// The names of an interpolation's parts.
const PARTS: [&str; 4] = ["value", "expression", "conversion", "format_spec"];

fn template<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Template<R>>> {
    match value.as_ref::<Template<R>>() {
        Some(template) => Ok(template),
        None => Err(vm.type_error("a template is needed")),
    }
}

fn interpolation<'a, R: Runtime>(
    vm: &mut Vm<R>,
    value: &'a Value<R>,
) -> Return<R, &'a Ref<R, Interpolation<R>>> {
    match value.as_ref::<Interpolation<R>>() {
        Some(interpolation) => Ok(interpolation),
        None => Err(vm.type_error("an interpolation is needed")),
    }
}

/// A template of texts and interpolations in any order.
fn assemble<R: Runtime>(vm: &mut Vm<R>, parts: &[Value<R>]) -> Return<R, Template<R>> {
    let (mut strings, mut interpolations, mut text) = (Vec::new(), Vec::new(), String::new());
    for part in parts {
        if let Some(string) = part.as_ref::<Str<R>>() {
            text.push_str(string.as_str());
        } else if part.as_ref::<Interpolation<R>>().is_some() {
            strings.push(vm.new_string(std::mem::take(&mut text)));
            interpolations.push(part.clone());
        } else {
            let message = format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {}",
                vm.qualified_type_name(part)
            );
            return Err(vm.type_error(&message));
        }
    }
    strings.push(vm.new_string(text));
    Ok(Template { strings: vm.new_tuple(strings), interpolations: vm.new_tuple(interpolations) })
}

/// Makes a template of what a t-string has: texts, and tuples of an interpolation's parts.
pub(crate) fn make<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut parts = vm.as_tuple(&arguments[0]).unwrap_or_default().to_vec();
    for part in &mut parts {
        if let Some([value, expression, conversion, spec]) = vm.as_tuple(part) {
            let parts = [value.clone(), expression.clone(), conversion.clone(), spec.clone()];
            *part = vm.new_object(Interpolation { parts });
        }
    }
    let template = assemble(vm, &parts)?;
    Ok(vm.new_object(template))
}

fn new_template<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let template = assemble(vm, vm.as_tuple(&arguments[1]).unwrap_or_default())?;
    vm.new_object_of(&class, template)
}

/// Texts that are not empty and interpolations, in order.
fn parts<R: Runtime>(vm: &Vm<R>, own: &Template<R>) -> Vec<Value<R>> {
    let strings = vm.as_tuple(&own.strings).unwrap_or_default();
    let mut interpolations = vm.as_tuple(&own.interpolations).unwrap_or_default().iter();
    let mut parts = Vec::new();
    for string in strings {
        if vm.as_str(string) != Some("") {
            parts.push(string.clone());
        }
        parts.extend(interpolations.next().cloned());
    }
    parts
}

/// The payload of an iterator over a template.
struct TemplateIter<R: Runtime>(Value<R>);

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for TemplateIter<R> {
    const NAME: &'static str = "TemplateIter";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.0);
    }
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = template(vm, &arguments[0])?;
    let parts = parts(vm, own);
    let parts = vm.new_tuple(parts);
    let parts = vm.iter(&parts)?;
    Ok(vm.new_object(TemplateIter(parts)))
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<TemplateIter<R>>() else {
        return Err(vm.type_error("an iterator over a template is needed"));
    };
    match vm.next(&own.0)? {
        Some(part) => Ok(part),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn add<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (own, Some(other)) = (template(vm, &arguments[0])?, arguments[1].as_ref::<Template<R>>()) else {
        let message = format!(
            "can only concatenate string.templatelib.Template (not \"{}\") to string.templatelib.Template",
            vm.qualified_type_name(&arguments[1])
        );
        return Err(vm.type_error(&message));
    };
    let mut all = parts(vm, own);
    all.extend(parts(vm, other));
    let sum = assemble(vm, &all)?;
    Ok(vm.new_object(sum))
}

fn repr_template<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = template(vm, &arguments[0])?;
    let (strings, interpolations) = (vm.repr_string(&own.strings)?, vm.repr_string(&own.interpolations)?);
    Ok(vm.new_string(format!("Template(strings={strings}, interpolations={interpolations})")))
}

fn values<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = template(vm, value)?;
    let interpolations = vm.as_tuple(&own.interpolations).unwrap_or_default();
    let values = interpolations.iter().filter_map(|one| one.as_ref::<Interpolation<R>>());
    let values = values.map(|one| one.parts[0].clone()).collect();
    Ok(vm.new_tuple(values))
}

fn reduce_template<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = template(vm, &arguments[0])?;
    let library = vm.import_module("string.templatelib")?;
    let function = vm.get_attr_str(&library, "_template_unpickle")?;
    let parts = vm.new_tuple(vec![own.strings.clone(), own.interpolations.clone()]);
    Ok(vm.new_tuple(vec![function, parts]))
}

fn new_interpolation<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, value, expression, conversion, spec] = arguments else {
        return Err(vm.system_error("Interpolation takes a value"));
    };
    let class: Ref<R, Class<R>> = vm.class_argument(class)?;
    let mut text = |value: &Value<R>, what: &str| match value.given() {
        Some(value) => {
            vm.str_argument(value, &format!("Interpolation() argument '{what}'"))?;
            Ok(value.clone())
        }
        None => Ok(vm.new_str("")),
    };
    let (expression, spec) = (text(expression, "expression")?, text(spec, "format_spec")?);
    let conversion = match conversion.some() {
        Some(conversion) => {
            let name = vm.str_argument(conversion, "Interpolation() argument 'conversion'")?;
            if !matches!(name, "s" | "r" | "a") {
                let message = "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'";
                return Err(vm.value_error(message));
            }
            conversion.clone()
        }
        None => Value::NONE,
    };
    let parts = [value.clone(), expression, conversion, spec];
    vm.new_object_of(&class, Interpolation { parts })
}

fn repr_interpolation<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = interpolation(vm, &arguments[0])?;
    let mut shown = Vec::new();
    for part in &own.parts {
        shown.push(vm.repr_string(part)?);
    }
    Ok(vm.new_string(format!("Interpolation({})", shown.join(", "))))
}

fn reduce_interpolation<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let parts = interpolation(vm, &arguments[0])?.parts.to_vec();
    let (class, parts) = (vm.class_of(&arguments[0]).into_value(), vm.new_tuple(parts));
    Ok(vm.new_tuple(vec![class, parts]))
}

/// Makes the classes.
pub(crate) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<TemplateIter<R>>(vm, "string.templatelib", "TemplateIter", None)
        .iterator(next)
        .sealed()
        .finish();
    ClassBuilder::new::<Template<R>>(vm, "string.templatelib", "Template", None)
        .constructor("__new__(cls, /, *args)", new_template)
        .methods(&[
            ("__iter__(self, /)", iter),
            ("__add__(self, value, /)", add),
            ("__repr__(self, /)", repr_template),
            ("__reduce__(self, /)", reduce_template),
        ])
        .generic()
        .member("strings", |vm, value| Ok(template(vm, value)?.strings.clone()))
        .member("interpolations", |vm, value| Ok(template(vm, value)?.interpolations.clone()))
        .getter("values", values)
        .sealed()
        .finish();
    let names = PARTS.map(|name| vm.intern(name).into_value()).to_vec();
    let match_args = vm.new_tuple(names);
    ClassBuilder::new::<Interpolation<R>>(vm, "string.templatelib", "Interpolation", None)
        .constructor("__new__(cls, value, expression='', conversion=None, format_spec='')", new_interpolation)
        .methods(&[("__repr__(self, /)", repr_interpolation), ("__reduce__(self, /)", reduce_interpolation)])
        .generic()
        .member("value", |vm, value| Ok(interpolation(vm, value)?.parts[0].clone()))
        .member("expression", |vm, value| Ok(interpolation(vm, value)?.parts[1].clone()))
        .member("conversion", |vm, value| Ok(interpolation(vm, value)?.parts[2].clone()))
        .member("format_spec", |vm, value| Ok(interpolation(vm, value)?.parts[3].clone()))
        .attribute("__match_args__", match_args)
        .sealed()
        .finish();
}
