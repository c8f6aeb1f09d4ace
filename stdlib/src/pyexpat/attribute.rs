//! The values of attributes and entities: what references in them stand for.

use super::cursor::{Cursor, Stop, is_space};
use super::dtd::predefined;
use super::engine::Engine;
use super::failure::Failure;
use super::token;
use std::collections::HashSet;
use std::sync::Arc;

/// Text that is being read, and the entity that it is of.
struct Reading {
    entity: Option<String>,
    text: Arc<str>,
    at: usize,
}

/// Why a value is none, and where, if that is in the value itself.
type Wrong = (Failure, Option<usize>);

/// What a reference is to.
enum Reference {
    Character(char),
    Entity(String),
}

/// The reference at a place, and where it ends.
fn reference(text: &str, at: usize) -> Result<(Reference, usize), (Failure, usize)> {
    let mut cursor = Cursor { text, at: at + 1 };
    let read = match text[at + 1..].starts_with('#') {
        true => {
            cursor.at += 1;
            token::character_reference(&mut cursor).map(Reference::Character)
        }
        false => cursor.name().map(str::to_owned).and_then(|name| {
            cursor.expect(";")?;
            Ok(Reference::Entity(name))
        }),
    };
    match read {
        Ok(reference) => Ok((reference, cursor.at)),
        Err(Stop::Partial) => Err((Failure::InvalidToken, text.len())),
        Err(Stop::Wrong(failure, place)) => Err((failure, place)),
    }
}

impl Engine {
    /// The value of an attribute. That of a default counts entities declared before it.
    pub(super) fn attribute_value(
        &self,
        text: &str,
        is_cdata: bool,
        is_default: bool,
    ) -> Result<String, Wrong> {
        let mut value = String::with_capacity(text.len());
        let mut readings = vec![Reading { entity: None, text: text.into(), at: 0 }];
        let mut open = HashSet::new();
        while let Some(reading) = readings.last_mut() {
            let is_own = reading.entity.is_none();
            let place = |at: usize| is_own.then_some(at);
            let rest = &reading.text[reading.at..];
            let plain = rest.find(|character| is_space(character) || matches!(character, '&' | '<'));
            value.push_str(&rest[..plain.unwrap_or(rest.len())]);
            let Some(plain) = plain else {
                if let Some(name) = readings.pop().and_then(|reading| reading.entity) {
                    open.remove(&name);
                }
                continue;
            };
            let at = reading.at + plain;
            match reading.text.as_bytes()[at] {
                b'<' => return Err((Failure::InvalidToken, place(at))),
                b'&' => {
                    let text = reading.text.clone();
                    let (reference, end) =
                        reference(&text, at).map_err(|(failure, at)| (failure, place(at)))?;
                    reading.at = end;
                    match reference {
                        Reference::Character(' ') if !is_cdata => space(&mut value, false),
                        Reference::Character(character) => value.push(character),
                        Reference::Entity(name) => match predefined(&name) {
                            Some(character) => value.push(character),
                            None => {
                                let is_open = open.contains(&name);
                                let text = match self.text_in_attribute(&name, is_open, is_default) {
                                    Ok(text) => text,
                                    Err(
                                        failure @ (Failure::UndefinedEntity | Failure::EntityDeclaredInPe),
                                    ) => {
                                        return Err((failure, None));
                                    }
                                    Err(failure) => return Err((failure, place(at))),
                                };
                                if let Some(text) = text {
                                    self.charge(text.len()).map_err(|failure| (failure, None))?;
                                    open.insert(name.clone());
                                    readings.push(Reading { entity: Some(name), text, at: 0 });
                                }
                            }
                        },
                    }
                }
                _ => {
                    let is_pair = reading.text[at..].starts_with("\r\n");
                    reading.at = at + if is_pair { 2 } else { 1 };
                    space(&mut value, is_cdata);
                }
            }
        }
        if !is_cdata && value.ends_with(' ') {
            value.pop();
        }
        Ok(value)
    }

    /// The text of an entity, in an attribute; None if it is skipped.
    fn text_in_attribute(
        &self,
        name: &str,
        is_open: bool,
        is_default: bool,
    ) -> Result<Option<Arc<str>>, Failure> {
        let dtd = self.dtd();
        let must_be_declared = match is_default {
            true => !dtd.has_parameter_references,
            false => !dtd.has_parameter_references || dtd.standalone,
        };
        let Some(entity) = dtd.general.get(name) else {
            return if must_be_declared { Err(Failure::UndefinedEntity) } else { Ok(None) };
        };
        if must_be_declared && !entity.is_internal {
            return Err(Failure::EntityDeclaredInPe);
        }
        if is_open || self.is_open(name, false) {
            return Err(Failure::RecursiveEntityRef);
        }
        if entity.notation.is_some() {
            return Err(Failure::BinaryEntityRef);
        }
        match &entity.text {
            Some(text) => Ok(Some(text.clone())),
            None => Err(Failure::AttributeExternalEntityRef),
        }
    }

    /// The value of an entity: references to characters and to parameter entities replaced. The latter may stand only
    /// outside the document itself.
    pub(super) fn entity_value(&self, text: &str, is_outside: bool) -> Result<String, Wrong> {
        let mut value = String::with_capacity(text.len());
        let mut readings = vec![Reading { entity: None, text: text.into(), at: 0 }];
        let mut open = HashSet::new();
        while let Some(reading) = readings.last_mut() {
            let is_own = reading.entity.is_none();
            let place = |at: usize| is_own.then_some(at);
            let rest = &reading.text[reading.at..];
            let plain = rest.find(['&', '%', '\r']);
            value.push_str(&rest[..plain.unwrap_or(rest.len())]);
            let Some(plain) = plain else {
                if let Some(name) = readings.pop().and_then(|reading| reading.entity) {
                    open.remove(&name);
                }
                continue;
            };
            let at = reading.at + plain;
            let text = reading.text.clone();
            match text.as_bytes()[at] {
                b'\r' => {
                    reading.at = at + if text[at..].starts_with("\r\n") { 2 } else { 1 };
                    value.push('\n');
                }
                b'%' => {
                    let mut cursor = Cursor { text: &text, at: at + 1 };
                    let name = cursor.name().map(str::to_owned).and_then(|name| {
                        cursor.expect(";")?;
                        Ok(name)
                    });
                    let Ok(name) = name else { return Err((Failure::InvalidToken, place(at))) };
                    if !is_outside {
                        return Err((Failure::ParamEntityRef, place(at)));
                    }
                    reading.at = cursor.at;
                    let is_open = self.is_open(&name, true) || open.contains(&name);
                    if is_open {
                        return Err((Failure::RecursiveEntityRef, place(at)));
                    }
                    let text = self.dtd().parameter.get(&name).and_then(|entity| entity.text.clone());
                    if let Some(text) = text {
                        self.charge(text.len()).map_err(|failure| (failure, None))?;
                        open.insert(name.clone());
                        readings.push(Reading { entity: Some(name), text, at: 0 });
                    }
                }
                _ => {
                    let (reference, end) =
                        reference(&text, at).map_err(|(failure, at)| (failure, place(at)))?;
                    reading.at = end;
                    match reference {
                        Reference::Character(character) => value.push(character),
                        Reference::Entity(_) => value.push_str(&text[at..end]),
                    }
                }
            }
        }
        Ok(value)
    }
}

/// Adds a space; where text is not taken as it is, only after something else.
fn space(value: &mut String, is_cdata: bool) {
    if is_cdata || !value.is_empty() && !value.ends_with(' ') {
        value.push(' ');
    }
}
