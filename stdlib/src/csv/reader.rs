//! `csv.reader`: lines to rows.

use super::dialect::{Dialect, Quoting};
use super::{error, field_limit};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Payload, Ref, Runtime, Value};
use std::sync::atomic::{AtomicI64, Ordering};

/// The payload of a reader.
struct Reader<R: Runtime> {
    lines: Value<R>,
    dialect: Ref<R, Dialect<R>>,
    line_number: AtomicI64,
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for Reader<R> {
    const NAME: &'static str = "reader";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.lines);
        visit(self.dialect.value());
    }
}

/// `csv.reader(iterable, dialect, **parameters)`
pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lines = vm.iter(&arguments[0])?;
    let base = arguments[1].given().cloned().unwrap_or(Value::NONE);
    let dialect = Dialect::of(vm, &base, &arguments[2])?;
    let Ok(dialect) = vm.new_object(dialect).downcast() else {
        return Err(vm.system_error("a dialect is a dialect"));
    };
    Ok(vm.new_object(Reader { lines, dialect, line_number: AtomicI64::new(0) }))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    StartRecord,
    StartField,
    EscapedCharacter,
    InField,
    InQuotedField,
    EscapeInQuotedField,
    QuoteInQuotedField,
    EatNewline,
    AfterEscapedNewline,
}

/// A row that is being read.
struct Row<R: Runtime> {
    fields: Vec<Value<R>>,
    field: String,
    length: i64,
    state: State,
    /// The field was not quoted.
    unquoted: bool,
    limit: i64,
}

impl<R: Runtime> Row<R> {
    fn save(&mut self, vm: &mut Vm<R>, dialect: &Dialect<R>) -> Return<R, ()> {
        let text = std::mem::take(&mut self.field);
        self.length = 0;
        let unquoted = std::mem::replace(&mut self.unquoted, false);
        let null = unquoted && text.is_empty();
        let field = match dialect.quoting {
            Quoting::NotNull | Quoting::Strings if null => Value::NONE,
            Quoting::NonNumeric | Quoting::Strings if unquoted && !null => {
                let text = vm.new_string(text);
                Value::float(vm.to_number(&text)?)
            }
            _ => vm.new_string(text),
        };
        self.fields.push(field);
        Ok(())
    }

    fn add(&mut self, vm: &mut Vm<R>, character: char) -> Return<R, ()> {
        if self.length >= self.limit {
            return Err(error(vm, &format!("field larger than field limit ({})", self.limit)));
        }
        self.length += 1;
        self.field.push(character);
        Ok(())
    }

    /// Takes one character; None is the end of the line.
    fn take(&mut self, vm: &mut Vm<R>, dialect: &Dialect<R>, character: Option<char>) -> Return<R, ()> {
        let is_newline = matches!(character, Some('\n' | '\r'));
        match (self.state, character) {
            (State::StartRecord, None) => {}
            (State::StartRecord, Some(_)) if is_newline => self.state = State::EatNewline,
            (State::StartRecord | State::StartField, _) => return self.begin_field(vm, dialect, character),
            (State::EscapedCharacter, Some(character)) if is_newline => {
                self.add(vm, character)?;
                self.state = State::AfterEscapedNewline;
            }
            (State::EscapedCharacter, _) => {
                self.add(vm, character.unwrap_or('\n'))?;
                self.state = State::InField;
            }
            (State::AfterEscapedNewline, None) => {}
            (State::AfterEscapedNewline | State::InField, _) => {
                self.state = State::InField;
                match character {
                    None => {
                        self.save(vm, dialect)?;
                        self.state = State::StartRecord;
                    }
                    Some(_) if is_newline => {
                        self.save(vm, dialect)?;
                        self.state = State::EatNewline;
                    }
                    Some(_) if character == dialect.escape => self.state = State::EscapedCharacter,
                    Some(other) if other == dialect.delimiter => {
                        self.save(vm, dialect)?;
                        self.state = State::StartField;
                    }
                    Some(other) => self.add(vm, other)?,
                }
            }
            (State::InQuotedField, None) => {}
            (State::InQuotedField, Some(other)) => {
                if character == dialect.escape {
                    self.state = State::EscapeInQuotedField;
                } else if character == dialect.quote && dialect.quoting != Quoting::None {
                    self.state =
                        if dialect.double_quote { State::QuoteInQuotedField } else { State::InField };
                } else {
                    self.add(vm, other)?;
                }
            }
            (State::EscapeInQuotedField, _) => {
                self.add(vm, character.unwrap_or('\n'))?;
                self.state = State::InQuotedField;
            }
            (State::QuoteInQuotedField, _) => match character {
                Some(quote) if dialect.quoting != Quoting::None && character == dialect.quote => {
                    self.add(vm, quote)?;
                    self.state = State::InQuotedField;
                }
                Some(other) if other == dialect.delimiter => {
                    self.save(vm, dialect)?;
                    self.state = State::StartField;
                }
                None => {
                    self.save(vm, dialect)?;
                    self.state = State::StartRecord;
                }
                Some(_) if is_newline => {
                    self.save(vm, dialect)?;
                    self.state = State::EatNewline;
                }
                Some(other) if !dialect.strict => {
                    self.add(vm, other)?;
                    self.state = State::InField;
                }
                Some(_) => {
                    let (delimiter, quote) = (dialect.delimiter, dialect.quote.unwrap_or('"'));
                    return Err(error(vm, &format!("'{delimiter}' expected after '{quote}'")));
                }
            },
            (State::EatNewline, None) => self.state = State::StartRecord,
            (State::EatNewline, Some(_)) if is_newline => {}
            (State::EatNewline, Some(_)) => {
                let message = "new-line character seen in unquoted field - do you need to open the file with newline=''?";
                return Err(error(vm, message));
            }
        }
        Ok(())
    }

    fn begin_field(
        &mut self,
        vm: &mut Vm<R>,
        dialect: &Dialect<R>,
        character: Option<char>,
    ) -> Return<R, ()> {
        self.unquoted = true;
        match character {
            None => {
                self.save(vm, dialect)?;
                self.state = State::StartRecord;
            }
            Some('\n' | '\r') => {
                self.save(vm, dialect)?;
                self.state = State::EatNewline;
            }
            Some(_) if dialect.quoting != Quoting::None && character == dialect.quote => {
                self.unquoted = false;
                self.state = State::InQuotedField;
            }
            Some(_) if character == dialect.escape => self.state = State::EscapedCharacter,
            Some(' ') if dialect.skip_initial_space => self.state = State::StartField,
            Some(other) if other == dialect.delimiter => {
                self.save(vm, dialect)?;
                self.state = State::StartField;
            }
            Some(other) => {
                self.add(vm, other)?;
                self.state = State::InField;
            }
        }
        Ok(())
    }
}

/// `float(text)`
trait ToNumber<R: Runtime> {
    fn to_number(&mut self, text: &Value<R>) -> Return<R, f64>;
}

impl<R: Runtime> ToNumber<R> for Vm<R> {
    fn to_number(&mut self, text: &Value<R>) -> Return<R, f64> {
        let float = self.types().float.value().clone();
        let number = self.call(&float, std::slice::from_ref(text))?;
        self.to_float(&number)
    }
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Reader<R>>() else {
        return Err(vm.type_error("a reader is needed"));
    };
    let limit = field_limit(vm)?;
    let mut row = Row {
        fields: vec![],
        field: String::new(),
        length: 0,
        state: State::StartRecord,
        unquoted: false,
        limit,
    };
    let dialect = &own.dialect;
    loop {
        let Some(line) = vm.next(&own.lines)? else {
            let unfinished =
                row.length != 0 || matches!(row.state, State::InQuotedField | State::EscapeInQuotedField);
            if !unfinished {
                return Err(vm.stop_iteration(Value::NONE));
            }
            if dialect.strict {
                return Err(error(vm, "unexpected end of data"));
            }
            row.save(vm, dialect)?;
            break;
        };
        let Some(line) = vm.as_str(&line).map(str::to_owned) else {
            let message = format!(
                "iterator should return strings, not {} (the file should be opened in text mode)",
                vm.type_name(&line)
            );
            return Err(error(vm, &message));
        };
        // Relaxed: a count for messages.
        own.line_number.fetch_add(1, Ordering::Relaxed);
        for character in line.chars() {
            row.take(vm, dialect, Some(character))?;
        }
        row.take(vm, dialect, None)?;
        if row.state == State::StartRecord {
            break;
        }
    }
    vm.new_list(row.fields)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Reader<R>>(vm, "_csv", "reader", None)
        .iterator(next)
        .getter("dialect", |vm, value| match value.as_ref::<Reader<R>>() {
            Some(own) => Ok(own.dialect.value().clone()),
            None => Err(vm.type_error("a reader is needed")),
        })
        .getter("line_num", |vm, value| {
            let number = value.as_ref::<Reader<R>>().map_or(0, |own| own.line_number.load(Ordering::Relaxed)); // Relaxed: a count.
            Ok(vm.new_int(number))
        })
        .sealed()
        .finish();
    vm.module_set(module, "Reader", class.into_value());
}
