//! From events to calls of handlers.

use super::dtd::Model;
use super::event::{Event, Identifier, Occurrence};
use super::failure::Failure;
use super::handlers::Handler;
use super::parser::Parser;
use super::prolog;
use interpreter::{Return, Vm};
use object_model::{Dict, Ref, Runtime, Value};

type Own<R> = Ref<R, Parser<R>>;

/// Gives text that was put together to its handler.
pub(super) fn flush<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>) -> Return<R, ()> {
    let (text, handler) = {
        let mut state = vm.lock(own);
        let text = match &mut state.buffer {
            Some(buffer) if !buffer.is_empty() => std::mem::take(buffer),
            _ => return Ok(()),
        };
        (text, state.handlers.get(Handler::Characters))
    };
    if let Some(handler) = handler {
        let text = vm.new_string(text);
        vm.call(&handler, &[text])?;
    }
    Ok(())
}

/// The handler, if there is one, after the text before it is told.
fn handler<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>, which: Handler) -> Return<R, Option<Value<R>>> {
    let handler = vm.lock(own).handlers.get(which);
    if handler.is_some() {
        flush(vm, own)?;
    }
    Ok(handler)
}

/// Text that no other handler is for.
fn other<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>, text: &str) -> Return<R, ()> {
    let handler = vm.lock(own).handlers.default();
    if let Some(handler) = handler {
        flush(vm, own)?;
        let text = vm.new_str(text);
        vm.call(&handler, &[text])?;
    }
    Ok(())
}

/// A name, as the one str that all its uses share.
fn name<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>, text: &str) -> Return<R> {
    let name = vm.new_str(text);
    let intern = vm.lock(own).intern.clone();
    match intern.as_ref::<Dict<R>>() {
        Some(dict) => vm.dict_set_default(dict, name.clone(), name),
        None => Ok(name),
    }
}

fn optional_name<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>, text: &Option<String>) -> Return<R> {
    match text {
        Some(text) => name(vm, own, text),
        None => Ok(Value::NONE),
    }
}

fn base<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>) -> Return<R> {
    let base = vm.lock(own).base.clone();
    optional_name(vm, own, &base)
}

/// The base, the system and the public identifier.
fn place<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>, identifier: &Identifier) -> Return<R, [Value<R>; 3]> {
    Ok([
        base(vm, own)?,
        optional_name(vm, own, &identifier.system)?,
        optional_name(vm, own, &identifier.public)?,
    ])
}

fn text_or_none<R: Runtime>(vm: &Vm<R>, text: Option<String>) -> Value<R> {
    text.map_or(Value::NONE, |text| vm.new_string(text))
}

/// What an element may contain, as nested tuples.
fn model<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>, model: Model) -> Return<R> {
    let mut made: Vec<Value<R>> = (0..model.0.len()).map(|_| Value::NONE).collect();
    // Children have higher numbers than what they are children of.
    for (number, node) in model.0.iter().enumerate().rev() {
        let children = node.children.iter().map(|&child| std::mem::replace(&mut made[child], Value::NONE));
        let children = children.collect();
        let children = vm.new_tuple(children);
        let node_name = optional_name(vm, own, &node.name)?;
        let (kind, quantity) = (node.kind as i64, node.quantity as i64);
        let parts = vec![Value::small_int(kind), Value::small_int(quantity), node_name, children];
        made[number] = vm.new_tuple(parts);
    }
    Ok(std::mem::replace(&mut made[0], Value::NONE))
}

/// Calls the handler of an event; whether there is one.
fn tell<R: Runtime>(
    vm: &mut Vm<R>,
    own: &Own<R>,
    which: Handler,
    arguments: impl FnOnce(&mut Vm<R>) -> Return<R, Vec<Value<R>>>,
) -> Return<R, bool> {
    let Some(handler) = handler(vm, own, which)? else { return Ok(false) };
    let arguments = arguments(vm)?;
    vm.call(&handler, &arguments)?;
    Ok(true)
}

/// Asks the handler of an event whether to go on; whether there is one.
fn ask<R: Runtime>(
    vm: &mut Vm<R>,
    own: &Own<R>,
    which: Handler,
    refusal: Failure,
    arguments: impl FnOnce(&mut Vm<R>) -> Return<R, Vec<Value<R>>>,
) -> Return<R, bool> {
    let Some(handler) = handler(vm, own, which)? else { return Ok(false) };
    let arguments = arguments(vm)?;
    let answer = vm.call(&handler, &arguments)?;
    if vm.index(&answer)? == 0 {
        vm.lock(own).engine.fail(refusal);
    }
    Ok(true)
}

fn start_element<R: Runtime>(
    vm: &mut Vm<R>,
    own: &Own<R>,
    tag: &str,
    mut attributes: Vec<(String, String)>,
    specified: usize,
) -> Return<R, bool> {
    tell(vm, own, Handler::StartElement, |vm| {
        let (ordered, only_specified) = {
            let state = vm.lock(own);
            (state.ordered_attributes, state.specified_attributes)
        };
        if only_specified {
            attributes.truncate(specified);
        }
        let tag = name(vm, own, tag)?;
        if ordered {
            let mut items = Vec::with_capacity(2 * attributes.len());
            for (attribute, value) in attributes {
                items.push(name(vm, own, &attribute)?);
                items.push(vm.new_string(value));
            }
            return Ok(vec![tag, vm.new_list(items)?]);
        }
        let dict = vm.new_dict();
        for (attribute, value) in attributes {
            let (attribute, value) = (name(vm, own, &attribute)?, vm.new_string(value));
            vm.dict_set(&dict, attribute, value)?;
        }
        Ok(vec![tag, dict.into_value()])
    })
}

/// Text; put together with what came before, if the program wants that.
fn characters<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>, text: String) -> Return<R, bool> {
    let Some(handler) = vm.lock(own).handlers.get(Handler::Characters) else { return Ok(false) };
    let (buffers, is_full) = {
        let state = vm.lock(own);
        let size = state.buffer_size;
        (state.buffer.is_some(), state.buffer.as_ref().is_some_and(|buffer| buffer.len() + text.len() > size))
    };
    if is_full {
        flush(vm, own)?;
    }
    if buffers {
        let mut state = vm.lock(own);
        let size = state.buffer_size;
        if let Some(buffer) = &mut state.buffer
            && text.len() <= size
        {
            buffer.push_str(&text);
            return Ok(true);
        }
    }
    let text = vm.new_string(text);
    vm.call(&handler, &[text])?;
    Ok(true)
}

/// Tells the handlers of an event.
pub(super) fn deliver<R: Runtime>(vm: &mut Vm<R>, own: &Own<R>, occurrence: Occurrence) -> Return<R, ()> {
    let Occurrence { event, text, .. } = occurrence;
    let is_doctype = matches!(event, Event::StartDoctype { .. });
    let told = match event {
        Event::StartElement { name, attributes, specified } => {
            start_element(vm, own, &name, attributes, specified)?
        }
        Event::EndElement { name: tag, is_empty } => {
            let told = tell(vm, own, Handler::EndElement, |vm| Ok(vec![name(vm, own, &tag)?]))?;
            told || is_empty
        }
        Event::Characters(text) => characters(vm, own, text)?,
        Event::Instruction { target, data } => {
            tell(vm, own, Handler::Instruction, |vm| Ok(vec![name(vm, own, &target)?, vm.new_string(data)]))?
        }
        Event::Comment(text) => tell(vm, own, Handler::Comment, |vm| Ok(vec![vm.new_string(text)]))?,
        Event::StartCdata => tell(vm, own, Handler::StartCdata, |_| Ok(vec![]))?,
        Event::EndCdata => tell(vm, own, Handler::EndCdata, |_| Ok(vec![]))?,
        Event::StartNamespace { prefix, uri } => {
            tell(vm, own, Handler::StartNamespace, |vm| {
                Ok(vec![optional_name(vm, own, &prefix)?, optional_name(vm, own, &uri)?])
            })?;
            true
        }
        Event::EndNamespace { prefix } => {
            tell(vm, own, Handler::EndNamespace, |vm| Ok(vec![optional_name(vm, own, &prefix)?]))?;
            true
        }
        Event::Declaration { version, encoding, standalone } => tell(vm, own, Handler::Declaration, |vm| {
            let (version, encoding) = (text_or_none(vm, version), text_or_none(vm, encoding));
            Ok(vec![version, encoding, Value::small_int(standalone)])
        })?,
        Event::StartDoctype { name: doctype, identifier, has_subset } => {
            tell(vm, own, Handler::StartDoctype, |vm| {
                Ok(vec![
                    name(vm, own, &doctype)?,
                    optional_name(vm, own, &identifier.system)?,
                    optional_name(vm, own, &identifier.public)?,
                    Value::small_int(has_subset.into()),
                ])
            })?
        }
        Event::EndDoctype => tell(vm, own, Handler::EndDoctype, |_| Ok(vec![]))?,
        Event::ElementDeclaration { name: element, model: content } => {
            tell(vm, own, Handler::ElementDeclaration, |vm| {
                Ok(vec![name(vm, own, &element)?, model(vm, own, content)?])
            })?
        }
        Event::AttributeDeclaration { element, attribute, kind, default, is_required } => {
            tell(vm, own, Handler::AttributeDeclaration, |vm| {
                Ok(vec![
                    name(vm, own, &element)?,
                    name(vm, own, &attribute)?,
                    vm.new_string(kind),
                    text_or_none(vm, default),
                    Value::small_int(is_required.into()),
                ])
            })?
        }
        Event::EntityDeclaration { name, is_parameter, value, identifier, notation } => {
            entity(vm, own, &name, is_parameter, value, &identifier, notation)?
        }
        Event::UnparsedEntity { name: entity_name, identifier, notation } => {
            let told = tell(vm, own, Handler::UnparsedEntity, |vm| {
                let [base, system, public] = place(vm, own, &identifier)?;
                let (entity_name, notation) = (name(vm, own, &entity_name)?, name(vm, own, &notation)?);
                Ok(vec![entity_name, base, system, public, notation])
            })?;
            told || entity(vm, own, &entity_name, false, None, &identifier, Some(notation))?
        }
        Event::Notation { name: notation, identifier } => tell(vm, own, Handler::Notation, |vm| {
            let [base, system, public] = place(vm, own, &identifier)?;
            Ok(vec![name(vm, own, &notation)?, base, system, public])
        })?,
        Event::NotStandalone => {
            ask(vm, own, Handler::NotStandalone, Failure::NotStandalone, |_| Ok(vec![]))?;
            true
        }
        Event::ExternalEntity { context, identifier } => {
            ask(vm, own, Handler::ExternalEntity, Failure::ExternalEntityHandling, |vm| {
                let [base, system, public] = place(vm, own, &identifier)?;
                Ok(vec![text_or_none(vm, context), base, system, public])
            })?;
            true
        }
        Event::SkippedEntity { name: entity, is_parameter } => tell(vm, own, Handler::SkippedEntity, |vm| {
            Ok(vec![name(vm, own, &entity)?, Value::small_int(is_parameter.into())])
        })?,
        Event::Other => false,
        Event::InDoctype => vm.lock(own).handlers.has(Handler::StartDoctype),
    };
    match text {
        Some(text) if !told && is_doctype => {
            prolog::doctype_tokens(&text).into_iter().try_for_each(|token| other(vm, own, token))
        }
        Some(text) if !told => other(vm, own, &text),
        _ => Ok(()),
    }
}

fn entity<R: Runtime>(
    vm: &mut Vm<R>,
    own: &Own<R>,
    entity: &str,
    is_parameter: bool,
    value: Option<String>,
    identifier: &Identifier,
    notation: Option<String>,
) -> Return<R, bool> {
    tell(vm, own, Handler::EntityDeclaration, |vm| {
        let [base, system, public] = place(vm, own, identifier)?;
        Ok(vec![
            name(vm, own, entity)?,
            Value::small_int(is_parameter.into()),
            text_or_none(vm, value),
            base,
            system,
            public,
            optional_name(vm, own, &notation)?,
        ])
    })
}
