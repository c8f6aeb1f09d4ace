//! Content: elements, the text between their tags, and references to entities there.

use super::cursor::is_name_start;
use super::dtd::predefined;
use super::engine::{Engine, Entry, Stage, Step};
use super::event::{Event, Occurrence, Wishes};
use super::failure::Failure;
use super::namespaces::Namespaces;
use super::source::Position;
use super::token;
use std::collections::HashSet;

/// An element that is open.
pub(super) struct Element {
    /// As the tag has it.
    raw: String,
    name: String,
    /// Prefixes that it binds.
    bound: Vec<String>,
}

/// Where a name is wrong that has more than one colon, or nothing on one side of it.
fn misplaced_colon(name: &str) -> Option<usize> {
    let (prefix, local) = name.split_once(':')?;
    let after = prefix.len() + 1;
    match local.find(':') {
        _ if prefix.is_empty() => Some(0),
        _ if !local.starts_with(is_name_start) => Some(after),
        second => second.map(|place| after + place),
    }
}

impl Engine {
    pub(super) fn content(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        let in_cdata = self.stage == Stage::Cdata;
        let depth = self.open.len();
        let (rest, complete) = self.rest();
        if rest.is_empty() {
            if let Some(expansion) = self.expansions.last() {
                if in_cdata {
                    return Err(Failure::UnclosedCdataSection);
                }
                if expansion.depth != depth {
                    return Err(Failure::AsyncEntity);
                }
                self.end_expansion();
                return Ok(Step::Done);
            }
            return match (complete, self.entry) {
                (false, _) => Ok(Step::More),
                (true, _) if self.source.is_bad() => Err(Failure::InvalidToken),
                (true, _) if in_cdata => Err(Failure::UnclosedCdataSection),
                (true, Entry::Document) => Err(Failure::NoElements),
                (true, _) if depth > 0 => Err(Failure::AsyncEntity),
                (true, _) => Ok(Step::End),
            };
        }
        let read = match in_cdata {
            true => token::cdata(rest, complete),
            false => token::content(rest, complete),
        };
        let (token, length) = match read {
            Ok(read) => read,
            Err(stop) => return self.stopped(stop),
        };
        match token {
            token::Token::Characters(text) => self.tell(wishes, length, Event::Characters(text)),
            token::Token::Character(character) => {
                self.tell(wishes, length, Event::Characters(character.into()))
            }
            token::Token::Comment(text) => self.tell(wishes, length, Event::Comment(text)),
            token::Token::Instruction { target, data } => {
                self.tell(wishes, length, Event::Instruction { target, data })
            }
            token::Token::CdataStart => {
                self.stage = Stage::Cdata;
                self.tell(wishes, length, Event::StartCdata)
            }
            token::Token::CdataEnd => {
                self.stage = Stage::Content;
                self.tell(wishes, length, Event::EndCdata)
            }
            token::Token::Reference(name) => self.reference(wishes, length, &name),
            token::Token::Start { name, attributes, is_empty } => {
                self.start_element(wishes, length, name, attributes, is_empty)
            }
            token::Token::End { name } => self.end_element(wishes, length, &name),
        }
    }

    /// A reference to an entity, in content.
    fn reference(&mut self, wishes: &Wishes, length: usize, name: &str) -> Result<Step, Failure> {
        if let Some(character) = predefined(name) {
            return self.tell(wishes, length, Event::Characters(character.into()));
        }
        let (entity, must_be_declared) = {
            let dtd = self.dtd();
            (dtd.general.get(name).cloned(), !dtd.has_parameter_references || dtd.standalone)
        };
        let Some(entity) = entity else {
            if must_be_declared {
                return Err(Failure::UndefinedEntity);
            }
            return self.skip_entity(wishes, length, name);
        };
        if must_be_declared && !entity.is_internal {
            return Err(Failure::EntityDeclaredInPe);
        }
        if self.is_open(name, false) {
            return Err(Failure::RecursiveEntityRef);
        }
        if entity.notation.is_some() {
            return Err(Failure::BinaryEntityRef);
        }
        match entity.text {
            Some(_) if !wishes.expands => self.skip_entity(wishes, length, name),
            Some(text) => {
                self.consume(length)?;
                self.expand(name, false, text)?;
                Ok(Step::Done)
            }
            None if wishes.external_entities => {
                let mut context = self.namespaces.as_ref().map_or(vec![], Namespaces::context);
                context.extend(self.open_entities());
                context.push(name.to_owned());
                let context = Some(context.join("\u{C}"));
                let event = Event::ExternalEntity { context, identifier: entity.identifier };
                self.tell(wishes, length, event)
            }
            None => self.tell(wishes, length, Event::Other),
        }
    }

    fn skip_entity(&mut self, wishes: &Wishes, length: usize, name: &str) -> Result<Step, Failure> {
        let event = match wishes.skipped_entities {
            true => Event::SkippedEntity { name: name.to_owned(), is_parameter: false },
            false => Event::Other,
        };
        self.tell(wishes, length, event)
    }

    fn start_element(
        &mut self,
        wishes: &Wishes,
        length: usize,
        raw: String,
        attributes: Vec<token::Attribute>,
        is_empty: bool,
    ) -> Result<Step, Failure> {
        let declared = self.dtd().attributes.get(&raw).cloned().unwrap_or_default();
        let mut given: Vec<(String, String, usize)> = Vec::with_capacity(attributes.len());
        let mut seen = HashSet::new();
        for attribute in attributes {
            if !seen.insert(attribute.name.clone()) {
                return Err(self.fail_at(attribute.offset, Failure::DuplicateAttribute));
            }
            let is_cdata = declared.are_cdata.get(&attribute.name).copied().unwrap_or(true);
            let value = match self.attribute_value(&attribute.value, is_cdata, false) {
                Ok(value) => value,
                Err((failure, Some(place))) => {
                    return Err(self.fail_at(attribute.value_offset + place, failure));
                }
                Err((failure, None)) => return Err(failure),
            };
            given.push((attribute.name, value, attribute.offset));
        }
        let specified = given.len();
        for (attribute, default) in &declared.defaults {
            if !seen.contains(attribute) {
                given.push((attribute.clone(), default.clone(), 0));
            }
        }
        let text = self.raw(wishes, length);
        let end = self.expansions.is_empty().then(|| self.source.ahead(length));
        let (name, attributes, specified, bound) = match &mut self.namespaces {
            None => {
                let attributes = given.into_iter().map(|(name, value, _)| (name, value)).collect();
                (raw.clone(), attributes, specified, vec![])
            }
            Some(namespaces) => {
                let wrong = given
                    .iter()
                    .map(|(name, _, place)| (name, *place))
                    .chain([(&raw, 1)])
                    .find_map(|(name, place)| Some(place + misplaced_colon(name)?));
                if let Some(place) = wrong {
                    return Err(self.fail_at(place, Failure::InvalidToken));
                }
                let (mut bound, mut attributes, mut kept) = (vec![], vec![], 0);
                for (index, (attribute, value, _)) in given.into_iter().enumerate() {
                    match Namespaces::declared(&attribute) {
                        Some(prefix) => {
                            namespaces.bind(prefix, &value)?;
                            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
                            let event = Event::StartNamespace { prefix: some(prefix), uri: some(&value) };
                            self.queue.push_back(Occurrence { event, text: None, position: None });
                            bound.push(prefix.to_owned());
                        }
                        None => {
                            attributes.push((attribute, value));
                            kept += usize::from(index < specified);
                        }
                    }
                }
                let mut expanded = HashSet::new();
                for (attribute, _) in &mut attributes {
                    *attribute = namespaces.expand(attribute, true, wishes.prefixes)?;
                    if !expanded.insert(attribute.clone()) {
                        return Err(Failure::DuplicateAttribute);
                    }
                }
                (namespaces.expand(&raw, false, wishes.prefixes)?, attributes, kept, bound)
            }
        };
        self.consume(length)?;
        let event = Event::StartElement { name: name.clone(), attributes, specified };
        self.queue.push_back(Occurrence { event, text, position: None });
        let element = Element { raw, name, bound };
        if is_empty {
            self.close(element, None, end, true);
        } else {
            self.open.push(element);
        }
        Ok(Step::Done)
    }

    fn end_element(&mut self, wishes: &Wishes, length: usize, name: &str) -> Result<Step, Failure> {
        if self.expansions.last().is_some_and(|expansion| expansion.depth == self.open.len()) {
            return Err(Failure::AsyncEntity);
        }
        match self.open.last() {
            None => return Err(Failure::AsyncEntity),
            Some(element) if element.raw != name => return Err(self.fail_at(2, Failure::TagMismatch)),
            Some(_) => {}
        }
        let text = self.raw(wishes, length);
        self.consume(length)?;
        if let Some(element) = self.open.pop() {
            self.close(element, text, None, false);
        }
        Ok(Step::Done)
    }

    /// Tells of the end of an element.
    fn close(&mut self, element: Element, text: Option<String>, position: Option<Position>, is_empty: bool) {
        let event = Event::EndElement { name: element.name, is_empty };
        self.queue.push_back(Occurrence { event, text, position });
        for prefix in element.bound.into_iter().rev() {
            if let Some(namespaces) = &mut self.namespaces {
                namespaces.unbind(&prefix);
            }
            let prefix = (!prefix.is_empty()).then_some(prefix);
            self.queue.push_back(Occurrence {
                event: Event::EndNamespace { prefix },
                text: None,
                position: None,
            });
        }
        if self.open.is_empty() && self.entry == Entry::Document && self.expansions.is_empty() {
            self.stage = Stage::Epilog;
        }
    }
}
