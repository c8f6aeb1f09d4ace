//! Imports.

use crate::body::{Body, Dest, Operand};
use crate::code::ImportSpec;
use crate::error::Result;
use crate::op::{Intrinsic, Op};
use ruff_python_ast as ast;
use ruff_python_ast::name::Name;

impl Body<'_> {
    pub fn import(&mut self, s: &ast::StmtImport) -> Result {
        for alias in &s.names {
            self.at(s.range);
            let module = alias.name.as_str();
            let import = self.b.import(ImportSpec {
                module: module.into(),
                level: 0,
                from_names: Box::new([]),
                bind_submodule: alias.asname.is_some(),
            });
            let dest = self.b.alloc();
            self.emit(Op::Import { dest, import });
            let name = match &alias.asname {
                Some(name) => name.id.clone(),
                None => Name::from(module.split('.').next().unwrap_or_default()),
            };
            self.store_name(&name, Operand::Temp(dest));
        }
        Ok(())
    }

    pub fn import_from(&mut self, s: &ast::StmtImportFrom) -> Result {
        self.at(s.range);
        let import = self.b.import(ImportSpec {
            module: s.module.as_ref().map_or("", |module| module.as_str()).into(),
            level: s.level,
            from_names: s.names.iter().map(|alias| alias.name.as_str().into()).collect(),
            bind_submodule: false,
        });
        let module = self.b.alloc();
        self.emit(Op::Import { dest: module, import });
        if let [alias] = &*s.names
            && alias.name.as_str() == "*"
        {
            self.emit(Op::Intrinsic { kind: Intrinsic::ImportStar, dest: module, src: module });
            self.discard(Operand::Temp(module));
            return Ok(());
        }
        for alias in &s.names {
            let reg = self.result(Dest::Temp);
            let name = self.b.name(&alias.name);
            self.emit(Op::ImportFrom { dest: reg, module, name });
            let target = alias.asname.as_ref().unwrap_or(&alias.name);
            self.store_name(&target.id, Operand::Temp(reg));
        }
        self.discard(Operand::Temp(module));
        Ok(())
    }
}
