//! Prefixes, and what they stand for.

use super::failure::Failure;
use std::collections::HashMap;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// The bindings in force. The empty prefix is that of names without one; an empty name is no namespace.
#[derive(Clone)]
pub(super) struct Namespaces {
    /// Stands between the parts of a name; none, if they are just put together.
    separator: Option<char>,
    bindings: HashMap<String, Vec<String>>,
}

impl Namespaces {
    pub(super) fn new(separator: Option<char>) -> Self {
        let bindings = HashMap::from([("xml".to_owned(), vec![XML.to_owned()])]);
        Namespaces { separator, bindings }
    }

    /// The prefix that an attribute declares.
    pub(super) fn declared(attribute: &str) -> Option<&str> {
        match attribute.strip_prefix("xmlns")? {
            "" => Some(""),
            rest => rest.strip_prefix(':'),
        }
    }

    pub(super) fn bind(&mut self, prefix: &str, uri: &str) -> Result<(), Failure> {
        match (prefix, uri) {
            ("xmlns", _) => return Err(Failure::ReservedPrefixXmlns),
            ("xml", XML) => {}
            ("xml", _) => return Err(Failure::ReservedPrefixXml),
            (_, XML | XMLNS) => return Err(Failure::ReservedNamespaceUri),
            ("", _) => {}
            (_, "") => return Err(Failure::UndeclaringPrefix),
            _ => {}
        }
        if self.separator.is_some_and(|separator| uri.contains(separator) && !may_be_in_uri(separator)) {
            return Err(Failure::Syntax);
        }
        self.bindings.entry(prefix.to_owned()).or_default().push(uri.to_owned());
        Ok(())
    }

    pub(super) fn unbind(&mut self, prefix: &str) {
        if let Some(bound) = self.bindings.get_mut(prefix) {
            bound.pop();
        }
    }

    /// A name with its namespace in the place of its prefix; `prefixes` puts that behind it.
    pub(super) fn expand(&self, name: &str, is_attribute: bool, prefixes: bool) -> Result<String, Failure> {
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => (prefix, local),
            None if is_attribute => return Ok(name.to_owned()),
            None => ("", name),
        };
        let uri = self.bindings.get(prefix).and_then(|bound| bound.last()).map_or("", String::as_str);
        if uri.is_empty() {
            return if prefix.is_empty() { Ok(local.to_owned()) } else { Err(Failure::UnboundPrefix) };
        }
        let mut expanded = uri.to_owned();
        expanded.extend(self.separator);
        expanded.push_str(local);
        if prefixes && !prefix.is_empty() {
            expanded.extend(self.separator);
            expanded.push_str(prefix);
        }
        Ok(expanded)
    }

    /// The bindings as text, for the parser of an external entity.
    pub(super) fn context(&self) -> Vec<String> {
        let bound = self.bindings.iter().filter_map(|(prefix, bound)| Some((prefix, bound.last()?)));
        let mut context: Vec<String> = bound.map(|(prefix, uri)| format!("{prefix}={uri}")).collect();
        context.sort();
        context
    }
}

/// Whether a separator may be a part of an identifier, where it can be told from one nevertheless.
fn may_be_in_uri(separator: char) -> bool {
    separator.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(separator)
}
