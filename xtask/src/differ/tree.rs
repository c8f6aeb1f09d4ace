//! A program as what it was made of, so that parts of it can be left out.

/// Text with parts that could stand for all of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    /// As it is.
    Plain(String),
    /// Words and expressions in turn.
    Made(Vec<Text>),
    /// An expression, in brackets where it is written.
    Expression(Box<Text>),
}

impl Text {
    pub fn plain(text: impl Into<String>) -> Text {
        Text::Plain(text.into())
    }

    pub fn write(&self, into: &mut String) {
        match self {
            Text::Plain(text) => into.push_str(text),
            Text::Made(parts) => parts.iter().for_each(|part| part.write(into)),
            Text::Expression(inner) => inner.write(into),
        }
    }

    /// This text with one expression in it made smaller, in every way there is.
    pub fn smaller(&self) -> Vec<Text> {
        match self {
            Text::Plain(_) => Vec::new(),
            Text::Made(parts) => {
                let mut all = Vec::new();
                for (number, part) in parts.iter().enumerate() {
                    for part in part.smaller() {
                        let mut parts = parts.clone();
                        parts[number] = part;
                        all.push(Text::Made(parts));
                    }
                }
                all
            }
            Text::Expression(inner) => {
                let mut inside = Vec::new();
                inner.expressions(&mut inside);
                let mut all: Vec<Text> = inside.into_iter().cloned().collect();
                if !matches!(**inner, Text::Plain(_)) {
                    all.extend(["1", "'a'", "None"].map(Text::plain));
                }
                all.extend(inner.smaller().into_iter().map(|inner| Text::Expression(Box::new(inner))));
                all
            }
        }
    }

    /// The outermost expressions in it.
    fn expressions<'a>(&'a self, into: &mut Vec<&'a Text>) {
        match self {
            Text::Plain(_) => {}
            Text::Made(parts) => parts.iter().for_each(|part| part.expressions(into)),
            Text::Expression(_) => into.push(self),
        }
    }
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    Simple(Text),
    /// Headers with what is indented under each.
    Compound(Vec<(Text, Vec<Statement>)>),
}

impl Statement {
    pub fn write(&self, depth: usize, into: &mut String) {
        match self {
            Statement::Simple(text) => {
                into.extend(std::iter::repeat_n("    ", depth));
                text.write(into);
                into.push('\n');
            }
            Statement::Compound(clauses) => {
                for (header, body) in clauses {
                    into.extend(std::iter::repeat_n("    ", depth));
                    header.write(into);
                    into.push('\n');
                    write_all(body, depth + 1, into);
                }
            }
        }
    }

    fn smaller(&self) -> Vec<Statement> {
        match self {
            Statement::Simple(text) => text.smaller().into_iter().map(Statement::Simple).collect(),
            Statement::Compound(clauses) => {
                let mut all = Vec::new();
                for number in 0..clauses.len() {
                    let (header, body) = &clauses[number];
                    if clauses.len() > 1 {
                        let mut fewer = clauses.clone();
                        fewer.remove(number);
                        all.push(Statement::Compound(fewer));
                    }
                    let mut with = |header: Text, body: Vec<Statement>| {
                        let mut clauses = clauses.clone();
                        clauses[number] = (header, body);
                        all.push(Statement::Compound(clauses));
                    };
                    smaller(body).into_iter().for_each(|body| with(header.clone(), body));
                    header.smaller().into_iter().for_each(|header| with(header, body.clone()));
                }
                all
            }
        }
    }
}

pub fn write_all(statements: &[Statement], depth: usize, into: &mut String) {
    if statements.is_empty() && depth > 0 {
        into.extend(std::iter::repeat_n("    ", depth));
        into.push_str("pass\n");
    }
    statements.iter().for_each(|statement| statement.write(depth, into));
}

/// These statements with one thing less, in every way there is, the largest steps first.
pub fn smaller(statements: &[Statement]) -> Vec<Vec<Statement>> {
    let mut all = Vec::new();
    if statements.len() > 3 {
        let half = statements.len() / 2;
        all.push(statements[half..].to_vec());
        all.push(statements[..half].to_vec());
    }
    for number in 0..statements.len() {
        let mut fewer = statements.to_vec();
        let left = fewer.remove(number);
        all.push(fewer.clone());
        if let Statement::Compound(clauses) = left {
            for (_, body) in clauses {
                let mut flat = fewer.clone();
                flat.splice(number..number, body);
                all.push(flat);
            }
        }
    }
    for (number, statement) in statements.iter().enumerate() {
        for smaller in statement.smaller() {
            let mut changed = statements.to_vec();
            changed[number] = smaller;
            all.push(changed);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(statements: &[Statement]) -> String {
        let mut text = String::new();
        write_all(statements, 0, &mut text);
        text
    }

    #[test]
    fn every_step_is_smaller_and_what_matters_is_reached() {
        let expression = |inner: Text| Text::Expression(Box::new(inner));
        let sum = expression(Text::Made(vec![
            expression(Text::plain("wanted")),
            Text::plain(" + "),
            expression(Text::plain("2")),
        ]));
        let inner = Statement::Simple(Text::Made(vec![Text::plain("a = "), sum]));
        let outer = Statement::Compound(vec![(Text::plain("if True:"), vec![inner])]);
        let mut now = vec![Statement::Simple(Text::plain("b = 1")), outer];
        while let Some(next) = smaller(&now).into_iter().find(|next| text(next).contains("wanted")) {
            assert!(text(&next).len() < text(&now).len());
            now = next;
        }
        assert_eq!(text(&now), "a = wanted\n");
    }
}
