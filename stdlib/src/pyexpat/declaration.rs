//! Declarations: of a document, its type, elements, attributes, entities and notations.

use super::cursor::{Cursor, Read, Stop, is_name_character, is_name_start, is_space};
use super::dtd::{Kind, Model, Node, Quantity};
use super::event::Identifier;
use super::failure::Failure;

/// What `<?xml … ?>` says.
pub(super) struct Declaration {
    pub(super) version: Option<String>,
    pub(super) encoding: Option<String>,
    /// Where the encoding stands.
    pub(super) encoding_place: usize,
    pub(super) standalone: Option<bool>,
}

/// Reads what stands before `?>`; `is_text` if it begins an external entity. What is wrong comes with its place.
pub(super) fn declaration(text: &str, is_text: bool) -> Result<Declaration, (Failure, usize)> {
    let failure = if is_text { Failure::TextDecl } else { Failure::XmlDecl };
    let mut declaration = Declaration { version: None, encoding: None, encoding_place: 0, standalone: None };
    let mut cursor = Cursor { text, at: "<?xml".len() };
    let mut before = 0;
    loop {
        let spaced = cursor.spaces();
        let at = cursor.at;
        if cursor.rest().is_empty() {
            break;
        }
        let (name, value, place) = match pair(&mut cursor) {
            Ok(pair) => pair,
            Err(Stop::Partial) => return Err((failure, text.len())),
            Err(Stop::Wrong(_, place)) => return Err((failure, place)),
        };
        let number = match name {
            _ if !spaced => return Err((failure, at)),
            "version" => 1,
            "encoding" => 2,
            "standalone" if !is_text => 3,
            _ => return Err((failure, at)),
        };
        if number <= before || !is_text && number > 1 && before == 0 {
            return Err((failure, at));
        }
        before = number;
        match number {
            1 => declaration.version = Some(value.to_owned()),
            2 if value.starts_with(|first: char| first.is_ascii_alphabetic()) => {
                declaration.encoding = Some(value.to_owned());
                declaration.encoding_place = place;
            }
            3 if matches!(value, "yes" | "no") => declaration.standalone = Some(value == "yes"),
            _ => return Err((failure, place)),
        }
    }
    let needed = if is_text { &declaration.encoding } else { &declaration.version };
    if needed.is_none() { Err((failure, text.len())) } else { Ok(declaration) }
}

/// A name, its value, and where that is.
fn pair<'a>(cursor: &mut Cursor<'a>) -> Read<(&'a str, &'a str, usize)> {
    let name = cursor.name()?;
    cursor.spaces();
    cursor.expect("=")?;
    cursor.spaces();
    let place = cursor.at + 1;
    let value = cursor.literal()?;
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "._-:".contains(character);
    match value.find(|character| !is_plain(character)) {
        Some(wrong) => Err(Stop::Wrong(Failure::InvalidToken, place + wrong)),
        None => Ok((name, value, place)),
    }
}

/// A word, a literal or a mark of a declaration, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Word(String),
    Literal(String),
    Mark(char),
    /// `#PCDATA` and the like.
    Keyword(String),
    /// A reference to a parameter entity.
    Reference,
}

/// The parts of a declaration, from after its `<!NAME` up to its `>`, or up to its `[`.
pub(super) struct Parts {
    parts: Vec<(Part, usize)>,
    next: usize,
    /// Where the declaration ends.
    pub(super) end: usize,
}

impl Parts {
    /// Reads a whole declaration.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Read<Parts> {
        let mut parts = Vec::new();
        loop {
            cursor.spaces();
            let at = cursor.at;
            let part = match cursor.peek()? {
                '>' | '[' => return Ok(Parts { parts, next: 0, end: cursor.at }),
                '"' | '\'' => Part::Literal(cursor.literal()?.to_owned()),
                '#' => {
                    cursor.at += 1;
                    Part::Keyword(cursor.name()?.to_owned())
                }
                '%' => {
                    cursor.at += 1;
                    match cursor.peek()? {
                        next if is_space(next) => Part::Mark('%'),
                        _ => {
                            cursor.name()?;
                            cursor.expect(";")?;
                            Part::Reference
                        }
                    }
                }
                mark @ ('(' | ')' | '|' | ',' | '?' | '*' | '+') => {
                    cursor.at += 1;
                    Part::Mark(mark)
                }
                character if is_name_character(character) => Part::Word(cursor.name_token()?.to_owned()),
                ']' | '<' | '!' => return cursor.wrong(Failure::Syntax),
                _ => return cursor.bad(),
            };
            parts.push((part, at));
        }
    }

    pub(super) fn peek(&self) -> Option<&Part> {
        self.parts.get(self.next).map(|(part, _)| part)
    }

    /// Where the part begins that was passed by last, with what says how often it comes.
    pub(super) fn last(&self) -> usize {
        let mut passed = self.parts[..self.next].iter().rev();
        let is_quantity = |part: &Part| matches!(part, Part::Mark('?' | '*' | '+'));
        passed.find(|(part, _)| !is_quantity(part)).map_or(self.end, |(_, at)| *at)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.next == self.parts.len()
    }

    fn wrong<T>(&self) -> Read<T> {
        let at = self.parts.get(self.next).map_or(self.end, |(_, at)| *at);
        Err(Stop::Wrong(Failure::Syntax, at))
    }

    pub(super) fn take_mark(&mut self, mark: char) -> bool {
        let is_it = self.peek() == Some(&Part::Mark(mark));
        self.next += usize::from(is_it);
        is_it
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let is_it = matches!(self.peek(), Some(Part::Word(found)) if found == word);
        self.next += usize::from(is_it);
        is_it
    }

    /// Where the first reference to a parameter entity is.
    pub(super) fn first_reference(&self) -> Option<usize> {
        let is_reference = |(part, _): &&(Part, usize)| matches!(part, Part::Reference);
        self.parts.iter().find(is_reference).map(|(_, at)| *at)
    }

    pub(super) fn word(&mut self) -> Read<String> {
        match self.peek() {
            Some(Part::Word(word)) => {
                let word = word.clone();
                self.next += 1;
                Ok(word)
            }
            _ => self.wrong(),
        }
    }

    /// A word that is a name.
    pub(super) fn name(&mut self) -> Read<String> {
        match self.peek() {
            Some(Part::Word(word)) if word.starts_with(is_name_start) => self.word(),
            _ => self.wrong(),
        }
    }

    fn keyword(&mut self) -> Option<String> {
        let Part::Keyword(word) = self.peek()? else { return None };
        let word = word.clone();
        self.next += 1;
        Some(word)
    }

    /// A literal, and where what is between its quotes begins.
    pub(super) fn literal(&mut self) -> Read<(String, usize)> {
        match self.parts.get(self.next) {
            Some((Part::Literal(text), at)) => {
                let found = (text.clone(), at + 1);
                self.next += 1;
                Ok(found)
            }
            _ => self.wrong(),
        }
    }

    pub(super) fn finish(&self) -> Read<()> {
        if self.is_at_end() { Ok(()) } else { self.wrong() }
    }

    /// `SYSTEM "…"` or `PUBLIC "…" "…"`, if one comes; a notation's second literal may be missing.
    pub(super) fn identifier(&mut self, is_notation: bool) -> Read<Option<Identifier>> {
        if self.take_word("SYSTEM") {
            let system = self.literal()?.0;
            return Ok(Some(Identifier { system: Some(system), public: None }));
        }
        if !self.take_word("PUBLIC") {
            return Ok(None);
        }
        let (public, at) = self.literal()?;
        let is_allowed = |character: char| {
            is_space(character) && character != '\t'
                || character.is_ascii_alphanumeric()
                || "-'()+,./:=?;!*#@$_%".contains(character)
        };
        if let Some(wrong) = public.find(|character| !is_allowed(character)) {
            return Err(Stop::Wrong(Failure::Publicid, at + wrong));
        }
        let public = public.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let system = match self.peek() {
            Some(Part::Literal(_)) => Some(self.literal()?.0),
            _ if is_notation => None,
            _ => return self.wrong(),
        };
        Ok(Some(Identifier { system, public: Some(public) }))
    }

    fn quantity(&mut self) -> Quantity {
        for (mark, quantity) in
            [('?', Quantity::Optional), ('*', Quantity::Repeated), ('+', Quantity::AtLeastOnce)]
        {
            if self.take_mark(mark) {
                return quantity;
            }
        }
        Quantity::Once
    }

    /// What an element may contain.
    pub(super) fn model(&mut self) -> Read<Model> {
        let simple = |kind| Node { kind, quantity: Quantity::Once, name: None, children: vec![] };
        if self.take_word("EMPTY") {
            return Ok(Model(vec![simple(Kind::Empty)]));
        }
        if self.take_word("ANY") {
            return Ok(Model(vec![simple(Kind::Any)]));
        }
        if !self.take_mark('(') {
            return self.wrong();
        }
        if let Some(Part::Keyword(word)) = self.peek() {
            if word != "PCDATA" {
                return self.wrong();
            }
            self.next += 1;
            return self.mixed();
        }
        let mut nodes = vec![simple(Kind::Sequence)];
        // The groups that are open, and the mark that each has between its parts.
        let mut open: Vec<(usize, Option<char>)> = vec![(0, None)];
        while let Some(&(group, mark)) = open.last() {
            // A part.
            let number = nodes.len();
            if self.take_mark('(') {
                nodes.push(simple(Kind::Sequence));
                nodes[group].children.push(number);
                open.push((number, None));
                continue;
            }
            let name = self.name()?;
            let quantity = self.quantity();
            nodes.push(Node { kind: Kind::Name, quantity, name: Some(name), children: vec![] });
            nodes[group].children.push(number);
            // What may follow: the end of groups, and then another part.
            let (mut group, mut mark) = (group, mark);
            loop {
                if self.take_mark(')') {
                    nodes[group].kind = if mark == Some('|') { Kind::Choice } else { Kind::Sequence };
                    nodes[group].quantity = self.quantity();
                    open.pop();
                    match open.last() {
                        Some(&outer) => (group, mark) = outer,
                        None => break,
                    }
                    continue;
                }
                let Some(next) = ['|', ','].into_iter().find(|&next| {
                    mark.is_none_or(|mark| mark == next) && self.peek() == Some(&Part::Mark(next))
                }) else {
                    return self.wrong();
                };
                self.next += 1;
                if let Some(last) = open.last_mut() {
                    last.1 = Some(next);
                }
                break;
            }
        }
        Ok(Model(nodes))
    }

    fn mixed(&mut self) -> Read<Model> {
        let mut nodes =
            vec![Node { kind: Kind::Mixed, quantity: Quantity::Once, name: None, children: vec![] }];
        while self.take_mark('|') {
            let (name, number) = (self.name()?, nodes.len());
            nodes.push(Node {
                kind: Kind::Name,
                quantity: Quantity::Once,
                name: Some(name),
                children: vec![],
            });
            nodes[0].children.push(number);
        }
        if !self.take_mark(')') {
            return self.wrong();
        }
        if self.take_mark('*') {
            nodes[0].quantity = Quantity::Repeated;
        } else if nodes.len() > 1 {
            return self.wrong();
        }
        Ok(Model(nodes))
    }

    /// The type of an attribute.
    pub(super) fn attribute_type(&mut self) -> Read<String> {
        const WORDS: [&str; 8] =
            ["CDATA", "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NMTOKEN", "NMTOKENS"];
        for word in WORDS {
            if self.take_word(word) {
                return Ok(word.to_owned());
            }
        }
        let mut kind = if self.take_word("NOTATION") { "NOTATION(".to_owned() } else { "(".to_owned() };
        if !self.take_mark('(') {
            return self.wrong();
        }
        loop {
            kind.push_str(&self.word()?);
            if self.take_mark(')') {
                kind.push(')');
                return Ok(kind);
            }
            if !self.take_mark('|') {
                return self.wrong();
            }
            kind.push('|');
        }
    }

    /// The default of an attribute: whether it must be given, and a literal with its place.
    pub(super) fn attribute_default(&mut self) -> Read<(bool, Option<(String, usize)>)> {
        match self.keyword().as_deref() {
            Some("REQUIRED") => Ok((true, None)),
            Some("IMPLIED") => Ok((false, None)),
            Some("FIXED") => Ok((true, Some(self.literal()?))),
            Some(_) => {
                self.next -= 1;
                self.wrong()
            }
            None => Ok((false, Some(self.literal()?))),
        }
    }
}
