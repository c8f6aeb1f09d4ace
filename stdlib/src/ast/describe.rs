//! What a class of nodes says of itself: what its nodes hold.

use compiler::{Declaration, DeclaredField, declarations};

fn field(field: &DeclaredField) -> String {
    let many = match (field.several, field.optional || field.gaps) {
        (true, true) => "?*",
        (true, false) => "*",
        (false, true) => "?",
        (false, false) => "",
    };
    format!("{}{many} {}", field.kind, field.name)
}

/// Of a class of nodes: its fields.
pub(super) fn node(declaration: &Declaration) -> String {
    if declaration.fields.is_empty() {
        return declaration.name.to_owned();
    }
    let fields: Vec<String> = declaration.fields.iter().map(field).collect();
    format!("{}({})", declaration.name, fields.join(", "))
}

/// Of an abstract class: the classes it has, in a column unless none of them has a field.
pub(super) fn base(name: &str) -> String {
    let classes: Vec<Declaration> = declarations().filter(|declaration| declaration.base == name).collect();
    let column = classes.iter().any(|declaration| !declaration.fields.is_empty());
    let between = if column { format!("\n{}| ", " ".repeat(name.len() + 1)) } else { " | ".to_owned() };
    let nodes: Vec<String> = classes.iter().map(node).collect();
    format!("{name} = {}", nodes.join(&between))
}
