//! Prints the bytecode of a source file.

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let source = std::fs::read_to_string(&path).expect("a readable file");
    match compiler::compile(&source, &path, compiler::Mode::Exec) {
        Ok(code) => print!("{}", compiler::disassemble(&code)),
        Err(error) => println!("{error:#?}"),
    }
}
