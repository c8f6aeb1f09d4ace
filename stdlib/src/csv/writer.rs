//! `csv.writer`: rows to lines.

use super::dialect::{Dialect, Quoting};
use super::error;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Payload, Ref, Runtime, Str, Value};

/// The payload of a writer.
struct Writer<R: Runtime> {
    /// The file's `write`.
    write: Value<R>,
    dialect: Ref<R, Dialect<R>>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Writer<R> {
    const NAME: &'static str = "writer";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.write);
        visit(self.dialect.value());
    }
}

/// `csv.writer(fileobj, dialect, **parameters)`
pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let write = match vm.find_attr_str(&arguments[0], "write")? {
        Some(write) if vm.is_callable(&write) => write,
        _ => return Err(vm.type_error("argument 1 must have a \"write\" method")),
    };
    let base = arguments[1].given().cloned().unwrap_or(Value::NONE);
    let dialect = Dialect::of(vm, &base, &arguments[2])?;
    let Ok(dialect) = vm.new_object(dialect).downcast() else {
        return Err(vm.system_error("a dialect is a dialect"));
    };
    Ok(vm.new_object(Writer { write, dialect }))
}

/// Appends a field to a line.
fn push<R: Runtime>(
    vm: &mut Vm<R>,
    dialect: &Dialect<R>,
    line: &mut String,
    field: &str,
    quoted: bool,
) -> Return<R, ()> {
    let mut quoted = quoted;
    let special = |character: char| {
        character == dialect.delimiter
            || Some(character) == dialect.escape
            || Some(character) == dialect.quote
            || matches!(character, '\r' | '\n')
            || dialect.line_terminator.contains(character)
    };
    let mut written = String::with_capacity(field.len());
    for character in field.chars() {
        if special(character) {
            let mut escape = false;
            if dialect.quoting == Quoting::None {
                escape = true;
            } else if Some(character) == dialect.quote {
                if dialect.double_quote {
                    written.push(character);
                } else {
                    escape = true;
                }
            } else if Some(character) == dialect.escape {
                escape = true;
            }
            if escape {
                match dialect.escape {
                    Some(escape) => written.push(escape),
                    None => return Err(error(vm, "need to escape, but no escapechar set")),
                }
            } else {
                quoted = true;
            }
        }
        written.push(character);
    }
    match dialect.quote {
        Some(quote) if quoted => {
            line.push(quote);
            line.push_str(&written);
            line.push(quote);
        }
        _ => line.push_str(&written),
    }
    Ok(())
}

fn line<R: Runtime>(vm: &mut Vm<R>, dialect: &Dialect<R>, fields: &[Value<R>]) -> Return<R, String> {
    let mut line = String::new();
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            line.push(dialect.delimiter);
        }
        let is_number = vm.is_number(field);
        let is_str = field.as_ref::<Str<R>>().is_some();
        let quoted = match dialect.quoting {
            Quoting::All => true,
            Quoting::NonNumeric => !is_number,
            Quoting::Strings => is_str,
            Quoting::NotNull => !field.is_none(),
            Quoting::Minimal | Quoting::None => false,
        };
        let text = if field.is_none() { String::new() } else { vm.str_string(field)? };
        // A row of one empty field would read as no row.
        let alone = fields.len() == 1 && text.is_empty();
        if alone {
            let cannot = dialect.quoting == Quoting::None
                || field.is_none() && matches!(dialect.quoting, Quoting::Strings | Quoting::NotNull);
            if cannot {
                return Err(error(vm, "single empty field record must be quoted"));
            }
        }
        // An empty field would be skipped as a space.
        let padded = dialect.skip_initial_space && dialect.delimiter == ' ' && text.is_empty();
        let unquotable = dialect.quoting == Quoting::None
            || field.is_none() && matches!(dialect.quoting, Quoting::Strings | Quoting::NotNull);
        if padded && unquotable {
            let message = "empty field must be quoted if delimiter is a space and skipinitialspace is true";
            return Err(error(vm, message));
        }
        push(vm, dialect, &mut line, &text, quoted || alone || padded)?;
    }
    line.push_str(&dialect.line_terminator);
    Ok(line)
}

fn write_row<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Writer<R>>() else {
        return Err(vm.type_error("a writer is needed"));
    };
    let fields = match vm.collect(&arguments[1]) {
        Ok(fields) => fields,
        Err(raised) if vm.is_raised(&raised, &vm.exceptions().type_error.clone()) => {
            let message = format!("iterable expected, not {}", vm.type_name(&arguments[1]));
            return Err(error(vm, &message));
        }
        Err(raised) => return Err(raised),
    };
    let line = line(vm, &own.dialect, &fields)?;
    let line = vm.new_string(line);
    vm.call(&own.write.clone(), &[line])
}

fn write_rows<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.for_each(&arguments[1], |vm, row| {
        write_row(vm, &[arguments[0].clone(), row])?;
        Ok(true)
    })?;
    Ok(Value::NONE)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Writer<R>>(vm, "_csv", "writer", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[("writerow(self, row, /)", write_row), ("writerows(self, rows, /)", write_rows)])
        .getter("dialect", |vm, value| match value.as_ref::<Writer<R>>() {
            Some(own) => Ok(own.dialect.value().clone()),
            None => Err(vm.type_error("a writer is needed")),
        })
        .sealed()
        .finish();
    vm.module_set(module, "Writer", class.into_value());
}
