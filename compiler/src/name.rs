//! Names: where each leads, and the instruction that reads, binds or unbinds it there.

use crate::body::{Body, Dest, Operand, Place};
use crate::code::Constant;
use crate::emit::Access;
use crate::op::{Free, Op, Reg};
use ruff_python_ast::name::Name;
use ruff_text_size::TextRange;

impl Body<'_> {
    pub fn load(&mut self, name: &Name, range: TextRange, dest: Dest) -> Operand {
        self.at(range);
        let name = self.mangle(name);
        if name == "__debug__" {
            return self.constant(&Constant::Bool(self.unit.debug()), dest);
        }
        self.load_mangled(&name, dest)
    }

    pub fn load_mangled(&mut self, name: &Name, dest: Dest) -> Operand {
        match self.lookup(name) {
            Place::Variable(variable) if !self.variables[variable].cell => {
                let src = self.variables[variable].reg;
                self.check_bound(variable);
                match dest {
                    Dest::Any => return Operand::InPlace(src),
                    Dest::To(reg) if reg == src => return Operand::InPlace(src),
                    _ => {}
                }
                let reg = self.result(dest);
                self.emit(Op::Copy { dest: reg, src });
                self.done(dest, reg)
            }
            Place::Variable(variable) => {
                let cell = self.variables[variable].reg;
                self.load_cell(cell, name, dest)
            }
            Place::Cell(cell) => self.load_cell(cell, name, dest),
            Place::Global => {
                let reg = self.result(dest);
                let site = self.b.site(name, Access::Global);
                self.emit(Op::LoadGlobal { dest: reg, site });
                self.done(dest, reg)
            }
            Place::Namespace => {
                let reg = self.result(dest);
                let site = self.b.site(name, Access::Name);
                self.emit(Op::LoadName { dest: reg, site });
                self.done(dest, reg)
            }
            Place::NamespaceOrCell(cell) => {
                let reg = self.result(dest);
                let name = self.b.name(name);
                self.emit(Op::LoadNameOrCell { dest: reg, cell, name });
                self.done(dest, reg)
            }
            Place::ClassOrGlobal => {
                let reg = self.result(dest);
                self.load_class_namespace(reg);
                let site = self.b.site(name, Access::Name);
                self.emit(Op::LoadDictOrGlobal { dest: reg, dict: reg, site });
                self.done(dest, reg)
            }
            Place::ClassOrCell(cell) => {
                let reg = self.result(dest);
                self.load_class_namespace(reg);
                let name = self.b.name(name);
                self.emit(Op::LoadDictOrCell { dest: reg, cell, name });
                self.done(dest, reg)
            }
        }
    }

    fn load_class_namespace(&mut self, dest: Reg) {
        let cell = self.cell(&Name::new_static("__classdict__"));
        let name = self.b.name("__classdict__");
        self.emit(Op::CellGet { dest, cell, name });
    }

    fn load_cell(&mut self, cell: Reg, name: &Name, dest: Dest) -> Operand {
        let reg = self.result(dest);
        let name = self.b.name(name);
        self.emit(Op::CellGet { dest: reg, cell, name });
        self.done(dest, reg)
    }

    fn check_bound(&mut self, variable: usize) {
        if self.b.bound.contains(variable) {
            return;
        }
        let src = self.variables[variable].reg;
        let name = self.variables[variable].name.clone();
        let name = self.b.name(&name);
        self.emit(Op::CheckBound { src, name });
        self.b.bound.insert(variable);
    }

    pub fn store_name(&mut self, name: &Name, value: Operand) {
        let name = self.mangle(name);
        self.store_mangled(&name, value);
        if let Operand::Temp(reg) = value {
            self.b.set_top(reg.0);
        }
    }

    pub fn store_mangled(&mut self, name: &Name, value: Operand) {
        let src = value.reg();
        match self.lookup(name) {
            Place::Variable(variable) if !self.variables[variable].cell => {
                let dest = self.variables[variable].reg;
                if value.is_temp() {
                    self.emit(Op::Move { dest, src });
                } else if dest != src {
                    self.emit(Op::Copy { dest, src });
                }
                self.b.bound.insert(variable);
            }
            Place::Variable(variable) => {
                let cell = self.variables[variable].reg;
                self.emit(Op::CellSet { free: Free(value.free(Free::SECOND)), cell, value: src });
            }
            Place::Cell(cell) => {
                self.emit(Op::CellSet { free: Free(value.free(Free::SECOND)), cell, value: src });
            }
            Place::Global | Place::ClassOrGlobal => {
                let site = self.b.site(name, Access::Name);
                self.emit(Op::StoreGlobal { free: Free(value.free(Free::FIRST)), src, site });
            }
            Place::Namespace | Place::NamespaceOrCell(_) | Place::ClassOrCell(_) => {
                let site = self.b.site(name, Access::Name);
                self.emit(Op::StoreName { free: Free(value.free(Free::FIRST)), src, site });
            }
        }
    }

    pub fn delete_mangled(&mut self, name: &Name) {
        let id = self.b.name(name);
        match self.lookup(name) {
            Place::Variable(variable) if !self.variables[variable].cell => {
                let src = self.variables[variable].reg;
                self.emit(Op::DeleteLocal { src, name: id });
                self.b.bound.remove(variable);
            }
            Place::Variable(variable) => {
                let cell = self.variables[variable].reg;
                self.emit(Op::CellDelete { cell, name: id });
            }
            Place::Cell(cell) => self.emit(Op::CellDelete { cell, name: id }),
            Place::Global | Place::ClassOrGlobal => {
                let site = self.b.site(name, Access::Name);
                self.emit(Op::DeleteGlobal { site });
            }
            Place::Namespace | Place::NamespaceOrCell(_) | Place::ClassOrCell(_) => {
                let site = self.b.site(name, Access::Name);
                self.emit(Op::DeleteName { site });
            }
        }
    }
}
