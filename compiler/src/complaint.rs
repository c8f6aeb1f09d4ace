//! The parser's complaints in Python's words, at Python's places.

use crate::error::{ErrorKind, Fault};
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_python_parser::{InterpolatedStringErrorType, LexicalErrorType, ParseError, ParseErrorType, Parsed};
use ruff_text_size::{Ranged, TextRange, TextSize};

const GENERIC: &str = "invalid syntax";
const EQUALS: &str = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

pub(crate) struct Complaint<'s> {
    pub source: &'s str,
    /// Kind and place of every token but comments and newlines within brackets.
    pub tokens: Vec<(TokenKind, TextRange)>,
    tree: &'s Mod,
}

/// Translates the parser's first error.
pub(crate) fn translate(error: &ParseError, parsed: &Parsed<Mod>, source: &str) -> Fault {
    let tokens = parsed.tokens().iter().map(|token| (token.kind(), token.range()));
    let tokens =
        tokens.filter(|(kind, _)| !matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline));
    let complaint = Complaint { source, tokens: tokens.collect(), tree: parsed.syntax() };
    if let Some(fault) = complaint.continued_at_end(error.location.start()) {
        return fault;
    }
    let fault = complaint.translate(error);
    if matches!(error.error, ParseErrorType::Lexical(_)) && fault.message != GENERIC {
        return fault;
    }
    // The tokens are read to the end, and what is none is said before anything else.
    let start = error.location.start();
    let later = parsed.errors().iter().filter(|later| later.location.start() > start);
    let lexical = later.filter(|later| match &later.error {
        ParseErrorType::Lexical(error) => !is_left_over(error),
        _ => false,
    });
    let unknown = lexical.map(|later| complaint.translate(later)).find(|later| later.message != GENERIC);
    let unknown = unknown.into_iter().chain(complaint.number_after(start));
    unknown.min_by_key(|later| later.range.start()).unwrap_or(fault)
}

/// Whether it may be no error but for one before it: the end of a field that ended too early for the parser.
fn is_left_over(error: &LexicalErrorType) -> bool {
    use InterpolatedStringErrorType::SingleRbrace;
    matches!(
        error,
        LexicalErrorType::FStringError(SingleRbrace) | LexicalErrorType::TStringError(SingleRbrace)
    )
}

/// Whether a token assigns what an operator comes to.
fn is_augmented(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::PlusEqual
            | TokenKind::MinusEqual
            | TokenKind::StarEqual
            | TokenKind::DoubleStarEqual
            | TokenKind::SlashEqual
            | TokenKind::DoubleSlashEqual
            | TokenKind::PercentEqual
            | TokenKind::AtEqual
            | TokenKind::AmperEqual
            | TokenKind::VbarEqual
            | TokenKind::CircumflexEqual
            | TokenKind::LeftShiftEqual
            | TokenKind::RightShiftEqual
    )
}

/// The empty range at an offset.
pub(crate) fn at(offset: TextSize) -> TextRange {
    TextRange::new(offset, offset)
}

impl Complaint<'_> {
    fn translate(&self, error: &ParseError) -> Fault {
        use ParseErrorType::*;
        let range = error.location;
        match &error.error {
            Lexical(lexical) => self.lexical(lexical, range),
            UnexpectedIndentation => {
                let start = range
                    .end()
                    .checked_sub(TextSize::new(1))
                    .map_or(range.start(), |end| range.start().max(end));
                self.indentation("unexpected indent".to_owned(), TextRange::new(start, range.end()))
            }
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
            PositionalAfterKeywordArgument | PositionalAfterKeywordUnpacking
                if self.find(|expr| expr.range() == range).is_some_and(Expr::is_generator_expr) =>
            {
                Fault::syntax("Generator expression must be parenthesized", range)
            }
            PositionalAfterKeywordArgument => {
                Fault::syntax("positional argument follows keyword argument", self.closing(range))
            }
            PositionalAfterKeywordUnpacking => {
                Fault::syntax("positional argument follows keyword argument unpacking", self.closing(range))
            }
            InvalidArgumentUnpackingOrder => {
                Fault::syntax("iterable argument unpacking follows keyword argument unpacking", range)
            }
            IterableUnpackingInComprehension => {
                Fault::syntax("iterable unpacking cannot be used in comprehension", range)
            }
            UnparenthesizedGeneratorExpression if self.is_only_base(range) => {
                let element = self.find(|expr| expr.range() == range).and_then(|expr| match expr {
                    Expr::Generator(generator) => Some(generator.elt.end()),
                    _ => None,
                });
                let word = element.and_then(|end| self.token_after(end)).map_or(range, |(_, word)| word);
                Fault::syntax("invalid syntax", word)
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
            EmptyImportNames
                if self.token_after(range.start()).is_some_and(|(kind, _)| kind != TokenKind::Newline) =>
            {
                self.generic(range)
            }
            EmptyImportNames => {
                let comment = self.comment_before(range.start());
                let range = comment.map_or(range, |start| TextRange::new(start, range.start()));
                Fault::syntax("Expected one or more names after 'import'", range)
            }
            InvalidMatchPatternTarget => Fault::syntax("cannot use '_' as a target", range),
            ExpectedRealNumber => Fault::syntax("real number required in complex literal", range),
            ExpectedImaginaryNumber => Fault::syntax("imaginary number required in complex literal", range),
            FStringError(kind) | TStringError(kind) => self.interpolated(kind, range),
            SimpleStatementsOnSameLine => self.generic(range),
            ExpectedExpression if self.begins_field(range.start()) => self.no_expression(range),
            InvalidStarredExpressionUsage
                if matches!(self.token_before(range.start()), Some((TokenKind::Lpar, _)))
                    && matches!(self.token_after(range.end()), Some((TokenKind::Rpar, _))) =>
            {
                Fault::syntax("cannot use starred expression here", range)
            }
            ExpectedToken { expected, found } => self.expected(*expected, *found, range),
            OtherError(message) => self.other(message, range),
            _ => self.generic(range),
        }
    }

    /// What is wrong with a source whose last line is to be continued, if that line has the error at `offset`.
    fn continued_at_end(&self, offset: TextSize) -> Option<Fault> {
        let text = self.source.strip_suffix('\n').unwrap_or(self.source);
        let rest = text.strip_suffix('\\')?;
        let (backslash, end) = (TextSize::of(rest), TextSize::of(text));
        let contains = |(kind, range): &(TokenKind, TextRange)| {
            !matches!(kind, TokenKind::Unknown | TokenKind::Newline) && range.contains(backslash)
        };
        let in_token = self.tokens.iter().any(contains);
        let mut lines = text.lines().rev();
        let continued = lines.by_ref().take_while(|line| line.ends_with('\\')).count();
        let first = text.lines().count() + 1 - continued;
        if in_token || self.comment_before(backslash).is_some() || self.line_of(offset) < first {
            return None;
        }
        Some(match self.brackets(end) {
            Ok(open) => match open.last() {
                Some((_, place)) => {
                    let bracket = &self.source[*place];
                    Fault::syntax(format!("'{bracket}' was never closed"), *place)
                }
                None => Fault::syntax("unexpected EOF while parsing", at(end)),
            },
            Err(fault) => fault,
        })
    }

    pub fn indentation(&self, message: String, range: TextRange) -> Fault {
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
        let mut after =
            self.tokens.iter().filter(|(_, token)| token.start() >= range.end() && !token.is_empty());
        let closed = after.clone().next().is_some_and(|(kind, _)| *kind == TokenKind::Rpar);
        let assigned = closed && matches!(target, Expr::Yield(_))
            || after
                .find(|(kind, _)| *kind != TokenKind::Rpar)
                .is_some_and(|(kind, _)| *kind == TokenKind::Equal);
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

    pub fn token_before(&self, offset: TextSize) -> Option<(TokenKind, TextRange)> {
        let end = self.tokens.partition_point(|(_, range)| range.end() <= offset);
        self.tokens[..end].iter().rev().find(|(_, range)| !range.is_empty()).copied()
    }

    pub fn token_after(&self, offset: TextSize) -> Option<(TokenKind, TextRange)> {
        self.tokens.iter().find(|(_, range)| range.start() >= offset && !range.is_empty()).copied()
    }

    pub fn line_of(&self, offset: TextSize) -> usize {
        let end = (offset.to_usize()).min(self.source.len());
        self.source[..end].bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    /// The brackets open before `offset`, or a bracket there that closes none of them.
    pub fn brackets(&self, offset: TextSize) -> Result<Vec<(TokenKind, TextRange)>, Fault> {
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

    /// The bracket that closes the innermost one around `range`, if one does.
    fn closing(&self, range: TextRange) -> TextRange {
        let mut open = 0_usize;
        for (kind, place) in self.tokens.iter().filter(|(_, place)| place.start() >= range.end()) {
            match kind {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open += 1,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if open == 0 => return *place,
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => open -= 1,
                _ => {}
            }
        }
        range
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

    /// Whether a statement begins at an offset.
    fn begins_statement(&self, offset: TextSize) -> bool {
        self.token_before(offset).is_none_or(|(kind, _)| {
            matches!(
                kind,
                TokenKind::Newline
                    | TokenKind::Indent
                    | TokenKind::Dedent
                    | TokenKind::Semi
                    | TokenKind::Colon
            )
        })
    }

    /// Python's guess at what was meant, else just "invalid syntax".
    pub fn generic(&self, range: TextRange) -> Fault {
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
        if self.begins_field(range.start()) && found.is_some_and(|(_, place)| place.start() == range.start())
        {
            return self.no_expression(range);
        }
        if let Some((kind, place)) = found
            && place.start() == range.start()
            && kind.as_augmented_assign_operator().is_some()
            && let Some((_, last)) = self.token_before(range.start())
            && let Some(target @ (Expr::Tuple(_) | Expr::List(_))) = self.outermost_ending(last.end())
        {
            let name = expression_name(target);
            let message = format!("'{name}' is an illegal expression for augmented assignment");
            return Fault::syntax(message, target.range());
        }
        let before = self.token_before(range.start());
        if let (Some((_, last)), Some((kind, operator))) = (before, found)
            && is_augmented(kind)
            // The parser takes what follows the operator for one more item.
            && let Some(Expr::Tuple(tuple)) = self.find(|expr| {
                matches!(expr, Expr::Tuple(tuple) if !tuple.parenthesized && tuple.range.contains_range(operator))
            })
            && self.begins_statement(tuple.range.start())
        {
            let message = "'tuple' is an illegal expression for augmented assignment";
            return Fault::syntax(message, TextRange::new(tuple.range.start(), last.end()));
        }
        if let (Some((TokenKind::Name, name)), Some((kind, place))) = (before, found) {
            let word = &self.source[name];
            let fresh = self.begins_statement(name.start());
            if matches!(word, "print" | "exec") && fresh && starts_expression(kind) {
                let end = self.find(|expr| expr.range().start() == place.start());
                let end = end.map_or(place.end(), Ranged::end);
                let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
                return Fault::syntax(message, TextRange::new(name.start(), end));
            }
        }
        if let (Some((TokenKind::String, _)), Some((kind, next))) = (before, found)
            && kind != TokenKind::String
            && starts_expression(kind)
        {
            let inside = self.find(|expr| expr.range().start() == next.start()).map_or(next, Ranged::range);
            if self.token_after(inside.end()).is_some_and(|(kind, _)| kind == TokenKind::String) {
                return Fault::syntax("invalid syntax. Is this intended to be part of the string?", inside);
            }
        }
        if self.forgot_comma(&open, range, found)
            && let (Some((_, last)), Some((_, next))) = (before, found)
        {
            return self.missing_comma(last, next);
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
        let dedent = |(kind, place): &(TokenKind, TextRange)| {
            *kind == TokenKind::Dedent && place.start() == range.start()
        };
        if self.tokens.iter().any(dedent) {
            return self.indentation("unexpected unindent".to_owned(), self.visible(range));
        }
        Fault::syntax(GENERIC, self.visible(range))
    }

    /// Whether this is all there is between the parentheses behind the name of a class.
    fn is_only_base(&self, range: TextRange) -> bool {
        let before = self.tokens.partition_point(|(_, token)| token.end() <= range.start());
        let head = self.tokens[..before].iter().map(|(kind, _)| *kind);
        let head: Vec<TokenKind> = head.rev().take(3).collect();
        head == [TokenKind::Lpar, TokenKind::Name, TokenKind::Class]
            && self.token_after(range.end()).is_some_and(|(kind, _)| kind == TokenKind::Rpar)
    }

    /// The fault of two expressions side by side.
    pub fn missing_comma(&self, last: TextRange, next: TextRange) -> Fault {
        // An f-string seems to end with the last thing that was understood of it.
        let cut = |expr: &Expr| expr.is_f_string_expr() && !self.source[last].starts_with(['\'', '"']);
        let start = self.find(|expr| expr.range().end() == last.end() && !cut(expr));
        let start = start.map_or(last.start(), Ranged::start);
        let end = self.find(|expr| expr.range().start() == next.start());
        let end = end.map_or(next.end(), Ranged::end);
        Fault::syntax("invalid syntax. Perhaps you forgot a comma?", TextRange::new(start, end))
    }

    /// Two expressions side by side within brackets.
    pub fn forgot_comma(
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

    /// Python underlines one character where nothing is left on the line, and a comment that ends it.
    fn visible(&self, range: TextRange) -> TextRange {
        if range.is_empty() || self.source[range].starts_with('\n') {
            let end = range.start() + TextSize::new(1);
            return TextRange::new(self.comment_before(range.start()).unwrap_or(range.start()), end);
        }
        range
    }

    /// Where the comment begins that ends at an offset.
    fn comment_before(&self, end: TextSize) -> Option<TextSize> {
        let start = self.token_before(end).map_or(TextSize::new(0), |(_, last)| last.end());
        let gap = self.source.get(start.to_usize()..end.to_usize())?;
        let comment = gap.trim_start_matches([' ', '\t', '\x0c']);
        comment.starts_with('#').then(|| end - TextSize::of(comment))
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
        if message.starts_with("Bytes literal cannot be mixed") {
            return Fault::syntax("cannot mix bytes and nonbytes literals", at(range.end()));
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
