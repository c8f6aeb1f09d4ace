//! The parser's complaints in Python's words, at Python's places.

use crate::error::{ErrorKind, Fault};
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_python_parser::{InterpolatedStringErrorType, LexicalErrorType, ParseError, ParseErrorType, Parsed};
use ruff_text_size::{Ranged, TextRange, TextSize};

const LEADING_ZEROS: &str =
    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
const EQUALS: &str = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

struct Complaint<'s> {
    source: &'s str,
    /// Kind and place of every token but comments and newlines within brackets.
    tokens: Vec<(TokenKind, TextRange)>,
    tree: &'s Mod,
}

/// Translates the parser's first error.
pub(crate) fn translate(error: &ParseError, parsed: &Parsed<Mod>, source: &str) -> Fault {
    let tokens = parsed.tokens().iter().map(|token| (token.kind(), token.range()));
    let tokens =
        tokens.filter(|(kind, _)| !matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline));
    Complaint { source, tokens: tokens.collect(), tree: parsed.syntax() }.translate(error)
}

fn at(offset: TextSize) -> TextRange {
    TextRange::new(offset, offset)
}

impl Complaint<'_> {
    fn translate(&self, error: &ParseError) -> Fault {
        use ParseErrorType::*;
        let range = error.location;
        match &error.error {
            Lexical(lexical) => self.lexical(lexical, range),
            UnexpectedIndentation => self.indentation("unexpected indent".to_owned(), range),
            InvalidAssignmentTarget => self.bad_target(range),
            InvalidNamedAssignmentTarget => Fault::syntax(
                format!("cannot use assignment expressions with {}", self.name_of(range)),
                range,
            ),
            InvalidAugmentedAssignmentTarget => Fault::syntax(
                format!("'{}' is an illegal expression for augmented assignment", self.name_of(range)),
                range,
            ),
            InvalidDeleteTarget => Fault::syntax(format!("cannot delete {}", self.name_of(range)), range),
            InvalidAnnotatedAssignmentTarget => Fault::syntax("illegal target for annotation", range),
            PositionalAfterKeywordArgument => {
                Fault::syntax("positional argument follows keyword argument", range)
            }
            PositionalAfterKeywordUnpacking => {
                Fault::syntax("positional argument follows keyword argument unpacking", range)
            }
            InvalidArgumentUnpackingOrder => {
                Fault::syntax("iterable argument unpacking follows keyword argument unpacking", range)
            }
            IterableUnpackingInComprehension => {
                Fault::syntax("iterable unpacking cannot be used in comprehension", range)
            }
            UnparenthesizedGeneratorExpression => {
                Fault::syntax("Generator expression must be parenthesized", range)
            }
            NonDefaultParamAfterDefaultParam => {
                Fault::syntax("parameter without a default follows parameter with a default", range)
            }
            ParamAfterVarKeywordParam => Fault::syntax("arguments cannot follow var-keyword argument", range),
            ExpectedKeywordParam => Fault::syntax("named arguments must follow bare *", range),
            VarParameterWithDefault => {
                Fault::syntax("var-positional argument cannot have default value", range)
            }
            EmptyImportNames => Fault::syntax("Expected one or more names after 'import'", range),
            InvalidMatchPatternTarget => Fault::syntax("cannot use '_' as a target", range),
            ExpectedRealNumber => Fault::syntax("real number required in complex literal", range),
            ExpectedImaginaryNumber => Fault::syntax("imaginary number required in complex literal", range),
            FStringError(kind) | TStringError(kind) => self.interpolated(kind, range),
            SimpleStatementsOnSameLine => self.generic(range),
            ExpectedExpression if self.is_empty_field(range.start()) => {
                Fault::syntax("f-string: valid expression required before '}'", range)
            }
            ExpectedToken { expected, found } => self.expected(*expected, *found, range),
            OtherError(message) => self.other(message, range),
            _ => self.generic(range),
        }
    }

    fn indentation(&self, message: String, range: TextRange) -> Fault {
        Fault { kind: ErrorKind::Indentation, message, range }
    }

    // ---- targets -----------------------------------------------------------------------------------------------

    fn name_of(&self, range: TextRange) -> &'static str {
        self.find(|expr| expr.range() == range).map_or("expression", expression_name)
    }

    fn bad_target(&self, range: TextRange) -> Fault {
        let Some(target) = self.find(|expr| expr.range() == range) else { return self.generic(range) };
        let name = expression_name(target);
        let starts_statement = self.token_before(range.start()).is_none_or(|(kind, _)| {
            matches!(
                kind,
                TokenKind::Newline
                    | TokenKind::Indent
                    | TokenKind::Dedent
                    | TokenKind::Semi
                    | TokenKind::Colon
                    | TokenKind::Lpar
            )
        });
        if matches!(target, Expr::Yield(_) | Expr::YieldFrom(_))
            && self.token_before(range.start()).is_none_or(|(kind, _)| kind != TokenKind::Lpar)
        {
            return Fault::syntax("assignment to yield expression not possible", range);
        }
        let assigned = self.token_after(range.end()).is_some_and(|(kind, _)| {
            matches!(kind, TokenKind::Equal) || (kind == TokenKind::Rpar && matches!(target, Expr::Yield(_)))
        });
        let text = &self.source[range];
        let singleton = ["None", "True", "False"].iter().any(|word| text.starts_with(word));
        let simple = !matches!(
            target,
            Expr::List(_)
                | Expr::Tuple(_)
                | Expr::Generator(_)
                | Expr::Compare(_)
                | Expr::BoolOp(_)
                | Expr::Lambda(_)
                | Expr::If(_)
        ) && !matches!(target, Expr::UnaryOp(unary) if unary.op == ruff_python_ast::UnaryOp::Not);
        if starts_statement && assigned && simple && !singleton {
            let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
            return Fault::syntax(message, range);
        }
        Fault::syntax(format!("cannot assign to {name}"), range)
    }

    // ---- tokens ------------------------------------------------------------------------------------------------

    fn token_before(&self, offset: TextSize) -> Option<(TokenKind, TextRange)> {
        let end = self.tokens.partition_point(|(_, range)| range.end() <= offset);
        self.tokens[..end].iter().rev().find(|(_, range)| !range.is_empty()).copied()
    }

    fn token_after(&self, offset: TextSize) -> Option<(TokenKind, TextRange)> {
        self.tokens.iter().find(|(_, range)| range.start() >= offset && !range.is_empty()).copied()
    }

    fn line_of(&self, offset: TextSize) -> usize {
        let end = (offset.to_usize()).min(self.source.len());
        self.source[..end].bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    /// The brackets open before `offset`, or a bracket there that closes none of them.
    fn brackets(&self, offset: TextSize) -> Result<Vec<(TokenKind, TextRange)>, Fault> {
        let mut open: Vec<(TokenKind, TextRange)> = Vec::new();
        for (kind, range) in &self.tokens {
            if range.start() > offset {
                break;
            }
            match kind {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace if range.start() < offset => {
                    open.push((*kind, *range));
                }
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                    let text = &self.source[*range];
                    let Some((opening, place)) = open.pop() else {
                        return Err(Fault::syntax(format!("unmatched '{text}'"), *range));
                    };
                    let matches = matches!(
                        (opening, kind),
                        (TokenKind::Lpar, TokenKind::Rpar)
                            | (TokenKind::Lsqb, TokenKind::Rsqb)
                            | (TokenKind::Lbrace, TokenKind::Rbrace)
                    );
                    if !matches {
                        let opening = &self.source[place];
                        let line = self.line_of(place.start());
                        let mut message = format!(
                            "closing parenthesis '{text}' does not match opening parenthesis '{opening}'"
                        );
                        if line != self.line_of(range.start()) {
                            message.push_str(&format!(" on line {line}"));
                        }
                        return Err(Fault::syntax(message, *range));
                    }
                }
                _ => {}
            }
        }
        Ok(open)
    }

    /// Whether the innermost of `depth` brackets open at `offset` is closed further on.
    fn is_closed(&self, depth: usize, offset: TextSize) -> bool {
        let mut open = depth;
        for (kind, range) in &self.tokens {
            if range.start() < offset {
                continue;
            }
            match kind {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if open == depth => return true,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => open -= 1,
                _ => {}
            }
        }
        false
    }

    // ---- expressions -------------------------------------------------------------------------------------------

    fn find(&self, wanted: impl Fn(&Expr) -> bool) -> Option<&Expr> {
        let mut search = Search { wanted, found: None };
        match self.tree {
            Mod::Module(module) => search.visit_body(&module.body),
            Mod::Expression(expression) => search.visit_expr(&expression.body),
        }
        search.found
    }

    /// Python's guess at what was meant, else just "invalid syntax".
    fn generic(&self, range: TextRange) -> Fault {
        let open = match self.brackets(range.start()) {
            Ok(open) => open,
            Err(fault) => return fault,
        };
        let ended = range.start().to_usize() >= self.source.trim_end().len();
        let found = self.token_after(range.start());
        let line = self.line_of(range.start());
        if let Some((_, place)) = open.last()
            && (ended || line > self.line_of(place.start()) || self.forgot_comma(&open, range, found))
            && !self.is_closed(open.len(), range.start())
        {
            let bracket = &self.source[*place];
            return Fault::syntax(format!("'{bracket}' was never closed"), *place);
        }
        if let Some(fault) = self.number(range.start()) {
            return fault;
        }
        let before = self.token_before(range.start());
        if let (Some((TokenKind::Name, name)), Some((kind, place))) = (before, found) {
            let word = &self.source[name];
            let fresh = self.token_before(name.start()).is_none_or(|(kind, _)| {
                matches!(
                    kind,
                    TokenKind::Newline
                        | TokenKind::Indent
                        | TokenKind::Dedent
                        | TokenKind::Semi
                        | TokenKind::Colon
                )
            });
            if matches!(word, "print" | "exec") && fresh && starts_expression(kind) {
                let end = self.find(|expr| expr.range().start() == place.start());
                let end = end.map_or(place.end(), Ranged::end);
                let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
                return Fault::syntax(message, TextRange::new(name.start(), end));
            }
        }
        if self.forgot_comma(&open, range, found)
            && let (Some((_, last)), Some((_, next))) = (before, found)
        {
            let start = self.outermost_ending(last.end()).map_or(last.start(), Ranged::start);
            let end = self.find(|expr| expr.range().start() == next.start());
            let end = end.map_or(next.end(), Ranged::end);
            return Fault::syntax("invalid syntax. Perhaps you forgot a comma?", TextRange::new(start, end));
        }
        if let Some((TokenKind::Equal, place)) = found
            && place.start() == range.start()
            && let Some((_, last)) = before
            && (!open.is_empty() || self.in_condition(range.start()))
            && let Some(left) = self.outermost_ending(last.end())
        {
            let end = self.token_after(place.end()).map_or(place.end(), |(_, next)| next.end());
            return Fault::syntax(EQUALS, TextRange::new(left.start(), end));
        }
        Fault::syntax("invalid syntax", self.visible(range))
    }

    /// Whether `offset` is at the end of an f-string field with nothing in it.
    fn is_empty_field(&self, offset: TextSize) -> bool {
        let end = self.tokens.partition_point(|(_, range)| range.end() <= offset);
        let starts = matches!(
            &self.tokens[..end],
            [.., (TokenKind::FStringStart | TokenKind::FStringMiddle, _), (TokenKind::Lbrace, _)]
        );
        starts
            && matches!(self.token_after(offset), Some((TokenKind::Rbrace, place)) if place.start() == offset)
    }

    /// Two expressions side by side within brackets.
    fn forgot_comma(
        &self,
        open: &[(TokenKind, TextRange)],
        range: TextRange,
        found: Option<(TokenKind, TextRange)>,
    ) -> bool {
        let Some((kind, place)) = found else { return false };
        !open.is_empty()
            && place.start() == range.start()
            && starts_expression(kind)
            && self.token_before(range.start()).is_some_and(|(kind, _)| ends_expression(kind))
    }

    fn outermost_ending(&self, end: TextSize) -> Option<&Expr> {
        self.find(|expr| expr.range().end() == end)
    }

    /// Whether the line is the head of an `if` or `while`.
    fn in_condition(&self, offset: TextSize) -> bool {
        let end = self.tokens.partition_point(|(_, range)| range.end() <= offset);
        let start = self.tokens[..end]
            .iter()
            .rposition(|(kind, _)| {
                matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent | TokenKind::Semi)
            })
            .map_or(0, |at| at + 1);
        matches!(self.tokens.get(start), Some((TokenKind::If | TokenKind::While | TokenKind::Elif, _)))
    }

    /// Python underlines one character where nothing is left on the line.
    fn visible(&self, range: TextRange) -> TextRange {
        if range.is_empty() || self.source[range].starts_with('\n') {
            return TextRange::at(range.start(), TextSize::new(1));
        }
        range
    }

    fn expected(&self, expected: TokenKind, found: TokenKind, range: TextRange) -> Fault {
        match (expected, found) {
            (_, TokenKind::Equal) => self.generic(range),
            (TokenKind::Colon, _) if self.brackets(range.start()).is_ok_and(|open| open.is_empty()) => {
                Fault::syntax("expected ':'", self.visible(range))
            }
            (TokenKind::Lpar, _) => Fault::syntax("expected '('", self.visible(range)),
            (TokenKind::Else, _) => {
                let before = self.token_before(range.start()).map(|(_, range)| range);
                let test = before.and_then(|last| self.outermost_ending(last.end()));
                let range = test.map_or(range, Ranged::range);
                Fault::syntax("expected 'else' after 'if' expression", range)
            }
            _ => self.generic(range),
        }
    }

    // ---- messages the parser makes up --------------------------------------------------------------------------

    fn other(&self, message: &str, range: TextRange) -> Fault {
        if let Some(block) = message.strip_prefix("Expected an indented block after ") {
            return self.no_block(block, range);
        }
        if message.starts_with("Expected `except` or `finally`") {
            return Fault::syntax("expected 'except' or 'finally' block", range);
        }
        if message.starts_with("Expected a parameter name") {
            let text = &self.source[range];
            if matches!(text, "True" | "False" | "None") {
                return Fault::syntax(format!("cannot assign to {text}"), range);
            }
            let end = self.token_after(range.end()).map_or(range.end(), |(_, equal)| equal.end());
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return Fault::syntax(message, TextRange::new(range.start(), end));
        }
        if message.starts_with("Trailing comma not allowed") {
            let plain = self.in_plain_import(range.start());
            return match plain {
                true => Fault::syntax("invalid syntax", range),
                false => Fault::syntax("trailing comma not allowed without surrounding parentheses", range),
            };
        }
        for kept in ["Only single target", "Cannot have both", "Expected one or more exception types"] {
            if message.starts_with(kept) {
                let mut message = message.to_owned();
                message[..1].make_ascii_lowercase();
                return Fault::syntax(message, range);
            }
        }
        self.generic(range)
    }

    fn in_plain_import(&self, offset: TextSize) -> bool {
        let end = self.tokens.partition_point(|(_, range)| range.end() <= offset);
        let keyword = self.tokens[..end]
            .iter()
            .rev()
            .find(|(kind, _)| matches!(kind, TokenKind::Import | TokenKind::From | TokenKind::Newline));
        let import = self.tokens[..end].iter().rposition(|(kind, _)| *kind == TokenKind::Import);
        let from = self.tokens[..end].iter().rposition(|(kind, _)| *kind == TokenKind::From);
        keyword.is_some() && from < import && from.is_none()
    }

    fn no_block(&self, block: &str, range: TextRange) -> Fault {
        let word = block.split('`').nth(1);
        let named = match word {
            Some("class") => "class definition".to_owned(),
            Some(word) => format!("'{word}' statement"),
            None => block.to_owned(),
        };
        let end = self.tokens.partition_point(|(_, token)| token.start() < range.start());
        let head = self.tokens[..end].iter().rev().skip_while(|(kind, _)| {
            matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent)
        });
        let first = head
            .take_while(|(kind, _)| {
                !matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent)
            })
            .last();
        let line = first.map_or(1, |(_, token)| self.line_of(token.start()));
        self.indentation(format!("expected an indented block after {named} on line {line}"), range)
    }

    // ---- strings and numbers -----------------------------------------------------------------------------------

    fn lexical(&self, error: &LexicalErrorType, range: TextRange) -> Fault {
        match error {
            LexicalErrorType::IndentationError => {
                self.indentation("unindent does not match any outer indentation level".to_owned(), range)
            }
            LexicalErrorType::UnclosedStringError => self.unclosed(range, ""),
            LexicalErrorType::LineContinuationError => {
                Fault::syntax("unexpected character after line continuation character", at(range.end()))
            }
            LexicalErrorType::InvalidByteLiteral => {
                let range = self.token_at(range.start()).unwrap_or(range);
                Fault::syntax("bytes can only contain ASCII literal characters", range)
            }
            LexicalErrorType::UnicodeError
            | LexicalErrorType::MissingUnicodeLbrace
            | LexicalErrorType::MissingUnicodeRbrace
            | LexicalErrorType::StringError => self.bad_escape(range),
            LexicalErrorType::UnrecognizedToken { tok } if !tok.is_ascii() => {
                let code = *tok as u32;
                Fault::syntax(
                    if tok.is_control() || tok.is_whitespace() {
                        format!("invalid non-printable character U+{code:04X}")
                    } else {
                        format!("invalid character '{tok}' (U+{code:04X})")
                    },
                    range,
                )
            }
            LexicalErrorType::FStringError(kind) | LexicalErrorType::TStringError(kind) => {
                self.interpolated(kind, range)
            }
            _ => self.generic(range),
        }
    }

    fn token_at(&self, offset: TextSize) -> Option<TextRange> {
        self.tokens.iter().map(|(_, range)| *range).find(|range| range.contains(offset))
    }

    fn unclosed(&self, range: TextRange, kind: &str) -> Fault {
        let text =
            self.source[range.start().to_usize()..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let tripled = text.starts_with("'''") || text.starts_with("\"\"\"");
        let line = if tripled {
            self.line_of(TextSize::of(self.source.trim_end_matches('\n')))
        } else {
            self.line_of(range.start())
        };
        let tripled = if tripled { "triple-quoted " } else { "" };
        let message = format!("unterminated {tripled}{kind}string literal (detected at line {line})");
        Fault::syntax(message, at(range.start()))
    }

    fn bad_escape(&self, range: TextRange) -> Fault {
        let whole = self.token_at(range.start()).unwrap_or(range);
        let text = &self.source[whole];
        let content = text.find(['\'', '"']).map_or(0, |quote| {
            let rest = &text[quote..];
            quote + if rest.starts_with("'''") || rest.starts_with("\"\"\"") { 3 } else { 1 }
        });
        let until = (range.start().to_usize() + 1).min(self.source.len());
        let head = self.source.get(whole.start().to_usize()..until).unwrap_or(text);
        let Some(backslash) = head.rfind('\\').or_else(|| text.find("\\N")) else {
            return self.generic(range);
        };
        let escape = &text[backslash..];
        let wanted = match escape.as_bytes().get(1) {
            Some(b'x') => "truncated \\xXX escape",
            Some(b'u') => "truncated \\uXXXX escape",
            Some(b'U') if escape.len() >= 10 && escape[2..10].bytes().all(|b| b.is_ascii_hexdigit()) => {
                "illegal Unicode character"
            }
            Some(b'U') => "truncated \\UXXXXXXXX escape",
            Some(b'N') if escape[2..].starts_with('{') && escape.contains('}') => {
                "unknown Unicode character name"
            }
            _ => "malformed \\N character escape",
        };
        let length = match escape.as_bytes().get(1) {
            Some(b'N') => escape.find('}').map_or(2, |end| end + 1),
            _ => 2 + escape[2..].bytes().take_while(u8::is_ascii_hexdigit).count(),
        };
        let first = backslash - content;
        let last = first + length - 1;
        if text[..content].contains(['b', 'B']) {
            return Fault::syntax(format!("(value error) invalid \\x escape at position {first}"), whole);
        }
        let message = format!(
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {wanted}"
        );
        Fault::syntax(message, whole)
    }

    fn interpolated(&self, error: &InterpolatedStringErrorType, range: TextRange) -> Fault {
        use InterpolatedStringErrorType::*;
        match error {
            UnclosedLbrace => Fault::syntax("f-string: expecting '}'", at(range.start())),
            SingleRbrace => Fault::syntax("f-string: single '}' is not allowed", at(range.start())),
            InvalidConversionFlag => {
                let found = &self.source[range];
                let message =
                    format!("f-string: invalid conversion character '{found}': expected 's', 'r', or 'a'");
                Fault::syntax(message, range)
            }
            ConversionFlagNotImmediatelyAfterExclamation => {
                Fault::syntax("f-string: conversion type must come right after the exclamation mark", range)
            }
            LambdaWithoutParentheses => {
                Fault::syntax("f-string: lambda expressions are not allowed without parentheses", range)
            }
            UnterminatedString | UnterminatedTripleQuotedString => self.unclosed(range, "f-"),
            NewlineInFormatSpec => Fault::syntax(
                "f-string: newlines are not allowed in format specifiers for single quoted f-strings",
                range,
            ),
        }
    }

    /// A number that the text at `offset` belongs to or follows, if it is malformed.
    fn number(&self, offset: TextSize) -> Option<Fault> {
        let bytes = self.source.as_bytes();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
        let here = offset.to_usize();
        let mut start = here;
        while start > 0 && is_part(&bytes[start - 1]) {
            start -= 1;
        }
        let mut end = here;
        while end < bytes.len() && is_part(&bytes[end]) {
            end += 1;
        }
        let text = &self.source[start..end];
        let continues = here > start && here < end;
        let unknown =
            self.tokens.iter().any(|(kind, range)| *kind == TokenKind::Unknown && range.start() == offset);
        if !continues && !unknown {
            return None;
        }
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let place = |at: usize| TextRange::at(TextSize::new((start + at) as u32), TextSize::new(1));
        let lower = text.to_ascii_lowercase();
        for (prefix, word, digits) in
            [("0x", "hexadecimal", "0123456789abcdef"), ("0o", "octal", "01234567"), ("0b", "binary", "01")]
        {
            let Some(rest) = lower.strip_prefix(prefix) else { continue };
            let bad = rest.find(|c: char| c != '_' && !digits.contains(c)).unwrap_or(rest.len());
            return Some(match rest[bad..].chars().next() {
                Some(digit) if digit.is_ascii_digit() => {
                    Fault::syntax(format!("invalid digit '{digit}' in {word} literal"), place(2 + bad))
                }
                _ => Fault::syntax(format!("invalid {word} literal"), place(1 + bad)),
            });
        }
        let digits = lower.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(lower.len());
        if lower.starts_with('0') && digits == lower.len() && lower.len() > 1 {
            return Some(Fault::syntax(
                LEADING_ZEROS,
                TextRange::new(place(0).start(), place(lower.len()).start()),
            ));
        }
        let bad = here.saturating_sub(start);
        Some(Fault::syntax("invalid decimal literal", place(bad.saturating_sub(1))))
    }
}

struct Search<'t, F> {
    wanted: F,
    found: Option<&'t Expr>,
}

impl<'t, F: Fn(&Expr) -> bool> Visitor<'t> for Search<'t, F> {
    fn visit_stmt(&mut self, stmt: &'t Stmt) {
        if self.found.is_none() {
            walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'t Expr) {
        if self.found.is_some() {
            return;
        }
        if (self.wanted)(expr) {
            self.found = Some(expr);
        } else {
            walk_expr(self, expr);
        }
    }
}

fn expression_name(expr: &Expr) -> &'static str {
    match expr {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::TString(_) => "t-string expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(literal) if literal.value => "True",
        Expr::BooleanLiteral(_) => "False",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => "literal",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        Expr::Slice(_) | Expr::IpyEscapeCommand(_) => "expression",
    }
}

fn starts_expression(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::Int
            | TokenKind::Float
            | TokenKind::Complex
            | TokenKind::String
            | TokenKind::FStringStart
            | TokenKind::TStringStart
            | TokenKind::None
            | TokenKind::True
            | TokenKind::False
            | TokenKind::Ellipsis
            | TokenKind::Lambda
            | TokenKind::Tilde
            | TokenKind::Lbrace
    )
}

fn ends_expression(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::Int
            | TokenKind::Float
            | TokenKind::Complex
            | TokenKind::String
            | TokenKind::FStringEnd
            | TokenKind::TStringEnd
            | TokenKind::None
            | TokenKind::True
            | TokenKind::False
            | TokenKind::Ellipsis
            | TokenKind::Rpar
            | TokenKind::Rsqb
            | TokenKind::Rbrace
    )
}
