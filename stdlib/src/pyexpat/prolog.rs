//! What stands before the first element, between the brackets of the document's type, and after the last element.

use super::cursor::{Cursor, Read, Stop, is_character, is_name_character, is_name_start, is_space};
use super::declaration::Parts;
use super::dtd::{Entity, predefined};
use super::engine::{Engine, Entry, Stage, Step};
use super::event::{Event, Identifier, Occurrence, Wishes};
use super::failure::Failure;
use super::source::Position;
use super::token::{self, Token};
use std::sync::Arc;

/// `SetParamEntityParsing`'s numbers.
const UNLESS_STANDALONE: i64 = 1;
const ALWAYS: i64 = 2;

/// How a piece of markup begins.
enum Opening {
    Comment,
    Instruction,
    /// `<!` and a name.
    Declaration(String),
    /// `<![`
    Section,
    Element,
    /// Something that is no markup.
    Other,
}

fn opening(text: &str) -> Read<Opening> {
    let mut characters = text.chars();
    if characters.next() != Some('<') {
        return Ok(Opening::Other);
    }
    match characters.next().ok_or(Stop::Partial)? {
        '?' => Ok(Opening::Instruction),
        '!' => match characters.next().ok_or(Stop::Partial)? {
            '-' => Ok(Opening::Comment),
            '[' => Ok(Opening::Section),
            next if is_name_start(next) => {
                let mut cursor = Cursor { text, at: 2 };
                Ok(Opening::Declaration(cursor.name()?.to_owned()))
            }
            _ => Err(Stop::Wrong(Failure::InvalidToken, 2)),
        },
        next if is_name_start(next) => Ok(Opening::Element),
        _ => Err(Stop::Wrong(Failure::InvalidToken, 1)),
    }
}

/// A document's type as the tokens that a default handler gets one by one.
pub(super) fn doctype_tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |is_it: fn(char) -> bool| rest.find(|character| !is_it(character)).unwrap_or(rest.len());
        let length = match first {
            '"' | '\'' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
            _ if is_space(first) => same(is_space),
            '<' => "<!DOCTYPE".len().min(rest.len()),
            _ if is_name_character(first) => same(is_name_character),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after;
    }
    tokens
}

impl Engine {
    /// Whether parameter entities are read.
    fn reads_parameter_entities(&self) -> bool {
        match self.parameter_entities {
            ALWAYS => true,
            UNLESS_STANDALONE => !self.dtd().standalone,
            _ => false,
        }
    }

    fn markup(&mut self, wishes: &Wishes, read: fn(&mut Cursor<'_>) -> Read<Token>) -> Result<Step, Failure> {
        let mut cursor = Cursor::new(self.rest().0);
        let (token, length) = match read(&mut cursor) {
            Ok(token) => (token, cursor.at),
            Err(stop) => return self.stopped(stop),
        };
        let event = match token {
            Token::Comment(text) => Event::Comment(text),
            Token::Instruction { target, data } => Event::Instruction { target, data },
            _ => Event::Other,
        };
        self.tell(wishes, length, event)
    }

    /// Before the first element and after the last.
    pub(super) fn outside(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        let is_prolog = self.stage == Stage::Prolog;
        let (rest, complete) = self.rest();
        if rest.is_empty() {
            return match complete {
                false => Ok(Step::More),
                true if self.source.is_bad() => Err(Failure::InvalidToken),
                true if is_prolog => Err(Failure::NoElements),
                true => Ok(Step::End),
            };
        }
        let spaces = token::leading_spaces(rest);
        if spaces > 0 {
            return self.tell(wishes, spaces, Event::Other);
        }
        let first = rest.chars().next().unwrap_or_default();
        let opening = match opening(rest) {
            Ok(opening) => opening,
            Err(stop) => return self.stopped(stop),
        };
        match opening {
            Opening::Comment => self.markup(wishes, token::comment),
            Opening::Instruction => self.markup(wishes, token::instruction),
            Opening::Element if is_prolog => {
                self.stage = Stage::Content;
                if std::mem::take(&mut self.foreign_dtd)
                    && !self.has_doctype
                    && self.reads_parameter_entities()
                    && wishes.external_entities
                {
                    self.dtd().has_parameter_references = true;
                    let identifier = Identifier::default();
                    let event = Event::ExternalEntity { context: None, identifier };
                    self.queue.push_back(Occurrence { event, text: None, position: None });
                }
                Ok(Step::Done)
            }
            Opening::Declaration(name) if is_prolog && name == "DOCTYPE" && !self.has_doctype => {
                self.doctype(wishes)
            }
            Opening::Declaration(_) if is_prolog => Err(Failure::Syntax),
            Opening::Other if !is_character(first) || matches!(first, '&' | '^' | '`' | '{' | '}' | '~') => {
                Err(Failure::InvalidToken)
            }
            _ if is_prolog => Err(Failure::Syntax),
            _ => Err(Failure::JunkAfterDocElement),
        }
    }

    /// `<!DOCTYPE …`, up to its bracket or its end.
    fn doctype(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        let mut cursor = Cursor { text: self.rest().0, at: "<!DOCTYPE".len() };
        let read = Parts::read(&mut cursor).and_then(|mut parts| {
            let name = parts.name()?;
            let identifier = parts.identifier(false)?;
            parts.finish()?;
            Ok((name, identifier, parts.last(), parts.end))
        });
        let (name, identifier, last, end) = match read {
            Ok(read) => read,
            Err(stop) => return self.stopped(stop),
        };
        let has_subset = self.rest().0[end..].starts_with('[');
        self.has_doctype = true;
        let identifier = identifier.unwrap_or_default();
        self.external_subset = identifier.clone();
        if identifier.system.is_some() {
            self.foreign_dtd = false;
            self.dtd().has_parameter_references = true;
            if !self.reads_parameter_entities() && !self.dtd().standalone && wishes.not_standalone {
                let position = self.place(last);
                self.queue.push_back(Occurrence { event: Event::NotStandalone, text: None, position });
            }
        }
        self.stage = if has_subset { Stage::Subset } else { Stage::DoctypeEnd };
        let length = end + usize::from(has_subset);
        let (text, position) = (self.raw(wishes, length), self.place(end));
        self.consume(length)?;
        let event = Event::StartDoctype { name, identifier, has_subset };
        self.queue.push_back(Occurrence { event, text, position });
        Ok(Step::Done)
    }

    /// The `>` of the document's type.
    pub(super) fn doctype_end(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        let (rest, _) = self.rest();
        let spaces = token::leading_spaces(rest);
        match rest[spaces..].chars().next() {
            None => return Ok(Step::More),
            Some('>') => {}
            Some(_) => return Err(self.fail_at(spaces, Failure::Syntax)),
        }
        if spaces > 0 {
            return self.tell(wishes, spaces, Event::InDoctype);
        }
        self.stage = Stage::DoctypeRead;
        let is_foreign = std::mem::take(&mut self.foreign_dtd);
        if self.external_subset.system.is_some() || is_foreign {
            self.dtd().has_parameter_references = true;
            if self.reads_parameter_entities() && wishes.external_entities {
                self.dtd().was_read = false;
                let identifier = self.external_subset.clone();
                let event = Event::ExternalEntity { context: None, identifier };
                self.queue.push_back(Occurrence { event, text: None, position: None });
            }
        }
        Ok(Step::Done)
    }

    /// The end of the document's type, after what it refers to.
    pub(super) fn doctype_read(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        self.stage = Stage::Prolog;
        let asks = {
            let dtd = self.dtd();
            dtd.was_read && !dtd.standalone && wishes.not_standalone
        };
        if asks {
            self.queue.push_back(Occurrence { event: Event::NotStandalone, text: None, position: None });
        }
        self.tell(wishes, 1, Event::EndDoctype)
    }

    /// So many bytes further on, if that is in the document itself.
    fn place(&self, length: usize) -> Option<Position> {
        self.expansions.is_empty().then(|| self.source.ahead(length))
    }

    /// Whether what is read is outside the document, so that parameter entities may stand anywhere.
    fn is_outside(&self) -> bool {
        self.entry == Entry::Parameter
    }

    /// Declarations.
    pub(super) fn subset(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        let in_section = self.sections > 0;
        let is_inside = !self.is_outside() && self.expansions.is_empty();
        let (rest, complete) = self.rest();
        if rest.is_empty() {
            if self.end_expansion() {
                return Ok(Step::Done);
            }
            return match complete {
                false => Ok(Step::More),
                true if self.source.is_bad() => Err(Failure::InvalidToken),
                true if self.is_outside() && self.sections == 0 => Ok(Step::End),
                true if self.is_outside() => Err(Failure::IncompletePe),
                true => Err(Failure::NoElements),
            };
        }
        let spaces = token::leading_spaces(rest);
        if spaces > 0 {
            return self.tell(wishes, spaces, Event::Other);
        }
        match rest.as_bytes()[0] {
            b'%' => return self.parameter_reference(wishes),
            b']' if in_section => {
                let mut cursor = Cursor::new(rest);
                return match cursor.expect("]]>") {
                    Ok(()) => {
                        self.sections -= 1;
                        self.tell(wishes, 3, Event::Other)
                    }
                    Err(stop) => self.stopped(stop),
                };
            }
            b']' if is_inside => {
                self.stage = Stage::DoctypeEnd;
                return self.tell(wishes, 1, Event::InDoctype);
            }
            _ => {}
        }
        let opening = match opening(rest) {
            Ok(opening) => opening,
            Err(stop) => return self.stopped(stop),
        };
        match opening {
            Opening::Comment => self.markup(wishes, token::comment),
            Opening::Instruction => self.markup(wishes, token::instruction),
            Opening::Declaration(name) => self.declare(wishes, &name),
            Opening::Section if !is_inside => self.section(wishes),
            _ => Err(Failure::Syntax),
        }
    }

    /// `%name;` between declarations.
    fn parameter_reference(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        let mut cursor = Cursor { text: self.rest().0, at: 1 };
        let read = cursor.name().map(str::to_owned).and_then(|name| {
            cursor.expect(";")?;
            Ok((name, cursor.at))
        });
        let (name, length) = match read {
            Ok(read) => read,
            Err(stop) => return self.stopped(stop),
        };
        let reads = self.reads_parameter_entities();
        let had_references = {
            let mut dtd = self.dtd();
            let had = dtd.has_parameter_references;
            dtd.has_parameter_references = true;
            if !reads {
                dtd.keeps_processing = dtd.standalone;
            }
            had
        };
        if !reads {
            return self.tell(wishes, length, Event::Other);
        }
        let (entity, standalone) = {
            let dtd = self.dtd();
            (dtd.parameter.get(&name).cloned(), dtd.standalone)
        };
        let must_be_declared = self.entry == Entry::Document
            && if standalone { self.expansions.is_empty() } else { !had_references };
        let Some(entity) = entity else {
            if must_be_declared && standalone {
                return Err(Failure::UndefinedEntity);
            }
            self.dtd().keeps_processing = standalone;
            let event = match wishes.skipped_entities {
                true => Event::SkippedEntity { name, is_parameter: true },
                false => Event::Other,
            };
            return self.tell(wishes, length, event);
        };
        if must_be_declared && standalone && !entity.is_internal {
            return Err(Failure::EntityDeclaredInPe);
        }
        if self.is_open(&name, true) {
            return Err(Failure::RecursiveEntityRef);
        }
        self.consume(length)?;
        match entity.text {
            Some(text) => self.expand(&name, true, text)?,
            None if wishes.external_entities => {
                let event = Event::ExternalEntity { context: None, identifier: entity.identifier };
                self.queue.push_back(Occurrence { event, text: None, position: None });
            }
            None => self.dtd().keeps_processing = standalone,
        }
        Ok(Step::Done)
    }

    /// `<![INCLUDE[` or `<![IGNORE[ … ]]>`
    fn section(&mut self, wishes: &Wishes) -> Result<Step, Failure> {
        let (text, complete) = self.rest();
        let text = text.to_owned();
        let mut cursor = Cursor { text: &text, at: 3 };
        let read = (|| {
            cursor.spaces();
            let word = if cursor.peek()? == '%' {
                cursor.at += 1;
                let name = cursor.name()?;
                cursor.expect(";")?;
                let dtd = self.dtd();
                let entity = dtd.parameter.get(name).and_then(|entity| entity.text.clone());
                entity.as_deref().unwrap_or_default().trim_matches(is_space).to_owned()
            } else {
                cursor.name()?.to_owned()
            };
            cursor.spaces();
            cursor.expect("[")?;
            match &*word {
                "INCLUDE" => return Ok((true, cursor.at)),
                "IGNORE" => {}
                _ => return cursor.wrong(Failure::Syntax),
            }
            let mut depth = 1;
            while depth > 0 {
                let rest = cursor.rest();
                match (rest.find("<!["), rest.find("]]>")) {
                    (Some(open), end) if end.is_none_or(|end| open < end) => {
                        depth += 1;
                        cursor.at += open + 3;
                    }
                    (_, Some(end)) => {
                        depth -= 1;
                        cursor.at += end + 3;
                    }
                    _ if complete => return cursor.wrong(Failure::Syntax),
                    _ => return Err(Stop::Partial),
                }
            }
            Ok((false, cursor.at))
        })();
        match read {
            Ok((is_included, length)) => {
                self.sections += usize::from(is_included);
                self.tell(wishes, length, Event::Other)
            }
            Err(stop) => self.stopped(stop),
        }
    }

    /// A declaration with the parameter entities in it replaced.
    fn with_references(&self, text: &str) -> Result<String, Failure> {
        let mut whole = String::with_capacity(text.len());
        let mut quote = None;
        let mut readings: Vec<(Option<String>, Arc<str>, usize)> = vec![(None, text.into(), 0)];
        while let Some((_, text, at)) = readings.last_mut() {
            let Some(character) = text[*at..].chars().next() else {
                readings.pop();
                continue;
            };
            let begin = *at;
            *at += character.len_utf8();
            match (character, quote) {
                ('"' | '\'', None) => quote = Some(character),
                (_, Some(open)) if character == open => quote = None,
                ('%', None) => {
                    let text = text.clone();
                    let mut cursor = Cursor { text: &text, at: begin + 1 };
                    let name = cursor.name().map(str::to_owned).and_then(|name| {
                        cursor.expect(";")?;
                        Ok(name)
                    });
                    if let Ok(name) = name {
                        *at = cursor.at;
                        let is_open = self.is_open(&name, true)
                            || readings.iter().any(|(open, ..)| open.as_deref() == Some(name.as_str()));
                        if is_open {
                            return Err(Failure::RecursiveEntityRef);
                        }
                        let found = self.dtd().parameter.get(&name).and_then(|entity| entity.text.clone());
                        if let Some(found) = found {
                            self.charge(found.len())?;
                            whole.push(' ');
                            readings.push((Some(name), found, 0));
                        }
                        continue;
                    }
                }
                _ => {}
            }
            whole.push(character);
        }
        Ok(whole)
    }

    /// `<!ENTITY`, `<!ATTLIST`, `<!ELEMENT`, `<!NOTATION`
    fn declare(&mut self, wishes: &Wishes, name: &str) -> Result<Step, Failure> {
        let begin = 2 + name.len();
        let mut cursor = Cursor { text: self.rest().0, at: begin };
        let parts = match Parts::read(&mut cursor) {
            Ok(parts) => parts,
            Err(stop) => return self.stopped(stop),
        };
        let end = parts.end;
        if !self.rest().0[end..].starts_with('>') {
            return Err(self.fail_at(end, Failure::Syntax));
        }
        let length = end + 1;
        let mut parts = match (parts.first_reference(), self.is_outside() || !self.expansions.is_empty()) {
            (None, _) => parts,
            (Some(place), false) => return Err(self.fail_at(place, Failure::ParamEntityRef)),
            (Some(_), true) => {
                let text = self.rest().0[..length].to_owned();
                let whole = self.with_references(&text)?;
                let mut cursor = Cursor { text: &whole, at: begin };
                match Parts::read(&mut cursor) {
                    Ok(parts) => parts,
                    Err(_) => return Err(Failure::Syntax),
                }
            }
        };
        let made = match name {
            "ENTITY" => self.entity(&mut parts),
            "ATTLIST" => self.attributes(&mut parts),
            "ELEMENT" => element(&mut parts),
            "NOTATION" => notation(&mut parts),
            _ => return Err(Failure::Syntax),
        };
        let events = match made {
            Ok(events) => events,
            Err(stop) => return self.stopped(stop),
        };
        let keeps_processing = self.dtd().keeps_processing;
        let mut text = self.raw(wishes, length);
        if events.is_empty() || !keeps_processing {
            self.queue.push_back(Occurrence { event: Event::Other, text, position: None });
        } else {
            // In a declaration with references in it places are not the document's.
            for (event, place) in events {
                let position = self.place(place.min(length));
                self.queue.push_back(Occurrence { event, text: text.take(), position });
            }
        }
        self.consume(length)?;
        Ok(Step::Done)
    }

    fn entity(&mut self, parts: &mut Parts) -> Read<Vec<(Event, usize)>> {
        let is_parameter = parts.take_mark('%');
        let name = parts.name()?;
        let identifier = parts.identifier(false)?;
        let is_inside = !self.is_outside() && self.expansions.is_empty();
        let mut entity =
            Entity { text: None, identifier: Identifier::default(), notation: None, is_internal: is_inside };
        let mut value = None;
        match identifier {
            Some(identifier) => {
                entity.identifier = identifier;
                if !is_parameter && parts.take_word("NDATA") {
                    entity.notation = Some(parts.name()?);
                }
            }
            None => {
                let (literal, at) = parts.literal()?;
                let text = self
                    .entity_value(&literal, !is_inside)
                    .map_err(|(failure, place)| Stop::Wrong(failure, at + place.unwrap_or_default()))?;
                entity.text = Some(text.as_str().into());
                value = Some(text);
            }
        }
        parts.finish()?;
        let mut dtd = self.dtd();
        let is_processed = dtd.keeps_processing;
        let entities = if is_parameter { &mut dtd.parameter } else { &mut dtd.general };
        // The first declaration counts, and some names need none.
        let is_known = entities.contains_key(&name) || !is_parameter && predefined(&name).is_some();
        if is_known || !is_processed {
            return Ok(vec![]);
        }
        entities.insert(name.clone(), entity.clone());
        let identifier = entity.identifier;
        let place = if value.is_some() || entity.notation.is_some() { parts.last() } else { parts.end };
        let event = match entity.notation {
            Some(notation) => Event::UnparsedEntity { name, identifier, notation },
            None => Event::EntityDeclaration { name, is_parameter, value, identifier, notation: None },
        };
        Ok(vec![(event, place)])
    }

    fn attributes(&mut self, parts: &mut Parts) -> Read<Vec<(Event, usize)>> {
        let element = parts.name()?;
        let mut events = Vec::new();
        while !parts.is_at_end() {
            let attribute = parts.name()?;
            let kind = parts.attribute_type()?;
            let (is_required, literal) = parts.attribute_default()?;
            let is_cdata = kind == "CDATA";
            let default =
                match literal {
                    Some((text, at)) => {
                        let value = self.attribute_value(&text, is_cdata, true);
                        Some(value.map_err(|(failure, place)| {
                            Stop::Wrong(failure, at + place.unwrap_or_default())
                        })?)
                    }
                    None => None,
                };
            let mut dtd = self.dtd();
            if dtd.keeps_processing {
                let known = Arc::make_mut(dtd.attributes.entry(element.clone()).or_default());
                // The first declaration counts.
                if !known.are_cdata.contains_key(&attribute) {
                    known.are_cdata.insert(attribute.clone(), is_cdata);
                    let default = default.iter().map(|default| (attribute.clone(), default.clone()));
                    known.defaults.extend(default);
                }
            }
            let element = element.clone();
            let event = Event::AttributeDeclaration { element, attribute, kind, default, is_required };
            events.push((event, parts.last()));
        }
        Ok(events)
    }
}

fn element(parts: &mut Parts) -> Read<Vec<(Event, usize)>> {
    let name = parts.name()?;
    let model = parts.model()?;
    parts.finish()?;
    Ok(vec![(Event::ElementDeclaration { name, model }, parts.last())])
}

fn notation(parts: &mut Parts) -> Read<Vec<(Event, usize)>> {
    let name = parts.name()?;
    let Some(identifier) = parts.identifier(true)? else {
        return Err(Stop::Wrong(Failure::Syntax, parts.end));
    };
    parts.finish()?;
    let place = if identifier.system.is_some() { parts.last() } else { parts.end };
    Ok(vec![(Event::Notation { name, identifier }, place)])
}
