//! The instruction builder: labels, registers, constants, handlers, and what is known at the point of emission.

use crate::bound::Bound;
use crate::code::{CallShape, Code, Constant, Handler, ImportSpec, PassedLine, Passing, Position, Site};
use crate::layout::{Covered, Layout};
use crate::op::{CodeId, ConstId, Far, ImportId, NameId, Op, Reg, ShapeId, SiteId};
use crate::operands::{can_raise, visit};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// First number of the registers that hold a loop's constants, until they are renumbered.
const PINNED: u16 = 0xE000;
/// How many constants a body keeps in registers.
const MOST_PINNED: usize = 16;
/// Names and sites are 16-bit indices; from here on, sites that do the same with the same name are shared.
const MOST_SITES: usize = 60_000;

/// What is done at a site: what its inline cache holds means this and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Access {
    /// A global, or else a builtin, is loaded.
    Global,
    /// A name of a namespace is loaded, stored or deleted.
    Name,
    /// An attribute is loaded.
    Load,
    /// An attribute is loaded to be called.
    Method,
    /// An attribute is stored.
    Store,
    /// An attribute is deleted.
    Delete,
    /// An attribute is loaded through `super()`.
    Super,
    /// An attribute is loaded through `super()` to be called.
    SuperMethod,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Label(u32);

struct LabelInfo {
    place: Option<u32>,
    /// What is bound on every jump seen so far; None if none was seen.
    bound: Option<Bound>,
}

pub(crate) struct Entry {
    pub op: Op,
    pub target: Option<Label>,
    pub position: Position,
    /// A jump that is a statement: its line is passed also where the jump is joined with others.
    pub statement: bool,
}

/// A handler being built: the instructions it covers so far.
struct Region {
    target: Label,
    depth: u16,
    level: usize,
    bound: Bound,
    start: u32,
    ranges: Vec<(u32, u32)>,
}

#[derive(Default)]
pub(crate) struct Tables {
    pub constants: Vec<Constant>,
    constant_index: HashMap<ConstantKey, u16>,
    pub names: Vec<Box<str>>,
    name_index: HashMap<Box<str>, u16>,
    pub sites: Vec<Site>,
    site_index: HashMap<(u16, Access), u16>,
    pub shapes: Vec<CallShape>,
    pub imports: Vec<ImportSpec>,
    pub children: Vec<Arc<Code>>,
}

#[derive(PartialEq, Eq, Hash, Clone)]
enum ConstantKey {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Big(num_bigint::BigInt),
    Float(u64),
    Complex(u64, u64),
    Str(Box<str>),
    Bytes(Box<[u8]>),
    Tuple(Vec<ConstantKey>),
    FrozenSet(Vec<ConstantKey>),
}

impl From<&Constant> for ConstantKey {
    fn from(constant: &Constant) -> ConstantKey {
        match constant {
            Constant::None => ConstantKey::None,
            Constant::Ellipsis => ConstantKey::Ellipsis,
            Constant::Bool(value) => ConstantKey::Bool(*value),
            Constant::Int(value) => ConstantKey::Int(*value),
            Constant::Big(value) => ConstantKey::Big(value.clone()),
            Constant::Float(value) => ConstantKey::Float(value.to_bits()),
            Constant::Complex(real, imaginary) => ConstantKey::Complex(real.to_bits(), imaginary.to_bits()),
            Constant::Str(value) => ConstantKey::Str(value.clone()),
            Constant::Bytes(value) => ConstantKey::Bytes(value.clone()),
            Constant::Tuple(items) => ConstantKey::Tuple(items.iter().map(ConstantKey::from).collect()),
            Constant::FrozenSet(items) => {
                ConstantKey::FrozenSet(items.iter().map(ConstantKey::from).collect())
            }
        }
    }
}

/// Whether an instruction may run other code of the program before the next one does.
fn enters(op: &Op) -> bool {
    matches!(
        op,
        Op::Call { .. }
            | Op::CallMethod { .. }
            | Op::CallKeywords { .. }
            | Op::CallMethodKeywords { .. }
            | Op::CallSpread { .. }
            | Op::Yield { .. }
            | Op::Delegate { .. }
            | Op::ForIter { .. }
            | Op::Import { .. }
    )
}

pub(crate) struct Builder {
    entries: Vec<Entry>,
    labels: Vec<LabelInfo>,
    regions: Vec<Region>,
    finished_regions: Vec<Region>,
    /// Whether control can be here; nothing is emitted where it cannot.
    pub reachable: bool,
    pub bound: Bound,
    pub position: Position,
    first_temporary: u16,
    top: u16,
    highest: u16,
    pub tables: Tables,
    pinned: Vec<Constant>,
    pinned_index: HashMap<ConstantKey, u16>,
    /// Lines that are passed before an entry.
    passed: Vec<(u32, u32)>,
    /// Variables of comprehensions, and the entries between which they are there.
    passing: Vec<Passing>,
    /// Something did not fit into its 16 bits.
    pub overflow: Option<&'static str>,
    /// Instructions say which line they are of.
    pub marks: bool,
    /// The line that was said last, if control comes from there.
    marked: u32,
}

pub(crate) struct Finished {
    pub ops: Box<[Op]>,
    pub positions: Box<[Position]>,
    pub handlers: Box<[Handler]>,
    pub passed_lines: Box<[PassedLine]>,
    pub passing: Box<[Passing]>,
    pub registers: u16,
}

impl Builder {
    pub fn new(locals: u16) -> Builder {
        Builder {
            entries: Vec::new(),
            labels: Vec::new(),
            regions: Vec::new(),
            finished_regions: Vec::new(),
            reachable: true,
            bound: Bound::default(),
            position: Position::default(),
            first_temporary: locals,
            top: locals,
            highest: locals,
            tables: Tables::default(),
            pinned: Vec::new(),
            pinned_index: HashMap::new(),
            passed: Vec::new(),
            passing: Vec::new(),
            overflow: None,
            marks: false,
            marked: 0,
        }
    }

    // ---- instructions and labels -------------------------------------------------------------------------------

    pub fn emit(&mut self, op: Op) {
        if self.reachable {
            self.mark();
            self.entries.push(Entry { op, target: None, position: self.position, statement: false });
            if enters(&op) {
                self.marked = 0;
            }
        }
    }

    /// Says the line, if that is asked for and not known.
    fn mark(&mut self) {
        let line = self.position.line;
        if self.marks && line != 0 && self.marked != line {
            self.marked = line;
            self.entries.push(Entry {
                op: Op::Mark { line },
                target: None,
                position: self.position,
                statement: false,
            });
        }
    }

    /// Emits an instruction after which control does not go on.
    pub fn emit_last(&mut self, op: Op) {
        self.emit(op);
        self.reachable = false;
    }

    /// Emits a conditional jump; its distance is filled in at the end.
    pub fn emit_jump(&mut self, op: Op, target: Label) {
        if self.reachable {
            self.mark();
            let position = self.position;
            self.entries.push(Entry { op, target: Some(target), position, statement: false });
            if enters(&op) {
                self.marked = 0;
            }
            self.arrive(target);
        }
    }

    /// Goes to `target`, forward or back.
    pub fn jump(&mut self, target: Label) {
        let bound = self.labels[target.0 as usize].place.is_some();
        let op = if bound { Op::Loop { to: Far(0) } } else { Op::Jump { to: Far(0) } };
        self.emit_jump(op, target);
        self.reachable = false;
    }

    /// As [`jump`](Self::jump), for a statement that is nothing else.
    pub fn jump_as_statement(&mut self, target: Label) {
        let reachable = self.reachable;
        self.jump(target);
        if let Some(entry) = self.entries.last_mut().filter(|_| reachable) {
            entry.statement = true;
        }
    }

    /// Passes the line of the position at hand on the way to the next instruction.
    pub fn pass_line(&mut self) {
        if self.reachable {
            self.passed.push((self.entries.len() as u32, self.position.line));
        }
    }

    fn arrive(&mut self, target: Label) {
        let info = &mut self.labels[target.0 as usize];
        if info.place.is_some() {
            return;
        }
        match &mut info.bound {
            Some(bound) => bound.intersect(&self.bound),
            None => info.bound = Some(self.bound.clone()),
        }
    }

    pub fn label(&mut self) -> Label {
        self.labels.push(LabelInfo { place: None, bound: None });
        Label(self.labels.len() as u32 - 1)
    }

    pub fn bind(&mut self, label: Label) {
        self.marked = 0;
        let place = self.entries.len() as u32;
        let info = &mut self.labels[label.0 as usize];
        info.place = Some(place);
        match (self.reachable, info.bound.take()) {
            (true, Some(bound)) => self.bound.intersect(&bound),
            (false, Some(bound)) => {
                self.bound = bound;
                self.reachable = true;
            }
            (_, None) => {}
        }
    }

    /// Binds a loop head: control arrives from below too, where the `deleted` variables may be unbound.
    pub fn bind_head(&mut self, label: Label, deleted: &Bound) {
        self.bind(label);
        self.bound = self.bound.without(deleted);
    }

    /// Binds the head of a loop that was entered by a jump to its `test` at the bottom.
    pub fn bind_entered(&mut self, head: Label, test: Label, deleted: &Bound) {
        self.labels[head.0 as usize].place = Some(self.entries.len() as u32);
        if let Some(bound) = &self.labels[test.0 as usize].bound {
            self.bound = bound.without(deleted);
            self.reachable = true;
        }
    }

    // ---- comprehensions ----------------------------------------------------------------------------------------

    /// The variables of a comprehension are there from here on; hand the result to `passing_ends`.
    pub fn passing_begins<'n>(&mut self, variables: impl Iterator<Item = (&'n str, Reg)>) -> Range<usize> {
        let (first, start) = (self.passing.len(), self.entries.len() as u32);
        let passing = |(name, register): (&str, Reg)| Passing {
            name: name.into(),
            register: register.0,
            start,
            end: start,
        };
        self.passing.extend(variables.map(passing));
        first..self.passing.len()
    }

    /// They are not from here on.
    pub fn passing_ends(&mut self, variables: Range<usize>) {
        let end = self.entries.len() as u32;
        self.passing[variables].iter_mut().for_each(|variable| variable.end = end);
    }

    // ---- handlers ----------------------------------------------------------------------------------------------

    /// From here on exceptions go to `target`, with registers from the present top on released.
    pub fn push_handler(&mut self, target: Label, deleted: &Bound) {
        self.push_handler_at(target, deleted, self.top);
    }

    /// The same, with registers from `depth` on released.
    pub fn push_handler_at(&mut self, target: Label, deleted: &Bound, depth: u16) {
        let region = Region {
            target,
            depth,
            level: self.regions.len(),
            bound: self.bound.without(deleted),
            start: self.entries.len() as u32,
            ranges: Vec::new(),
        };
        self.regions.push(region);
    }

    pub fn pop_handler(&mut self) {
        let at = self.regions.len() - 1;
        self.close(at);
        let region = self.regions.pop().expect("a handler is open");
        if !region.ranges.is_empty() {
            self.labels[region.target.0 as usize].bound = Some(region.bound.clone());
            self.finished_regions.push(region);
        }
    }

    fn close(&mut self, at: usize) {
        let end = self.entries.len() as u32;
        let region = &mut self.regions[at];
        let covered = &self.entries[region.start as usize..end as usize];
        if covered.iter().any(|entry| can_raise(&entry.op)) {
            region.ranges.push((region.start, end));
        }
    }

    pub fn handler_level(&self) -> usize {
        self.regions.len()
    }

    /// Takes the handlers from `level` on out of force; hand the result to `resume`.
    pub fn suspend(&mut self, level: usize) -> Suspended {
        for at in level..self.regions.len() {
            self.close(at);
        }
        Suspended(self.regions.split_off(level))
    }

    pub fn resume(&mut self, suspended: Suspended) {
        for mut region in suspended.0 {
            region.start = self.entries.len() as u32;
            self.regions.push(region);
        }
    }

    // ---- registers ---------------------------------------------------------------------------------------------

    pub fn top(&self) -> u16 {
        self.top
    }

    pub fn alloc(&mut self) -> Reg {
        self.alloc_run(1)
    }

    pub fn alloc_run(&mut self, count: u16) -> Reg {
        let first = self.top;
        match first.checked_add(count) {
            Some(top) if top < PINNED => self.top = top,
            _ => self.overflow = Some("too many registers needed"),
        }
        self.highest = self.highest.max(self.top);
        Reg(first)
    }

    pub fn set_top(&mut self, top: u16) {
        self.top = top;
        self.highest = self.highest.max(top);
    }

    /// Starts to note how high the registers go; hand the result to `end_highest`.
    pub fn begin_highest(&mut self) -> u16 {
        std::mem::replace(&mut self.highest, self.top)
    }

    /// How high the registers went.
    pub fn end_highest(&mut self, outer: u16) -> u16 {
        let highest = self.highest;
        self.highest = highest.max(outer);
        highest
    }

    pub fn is_temporary(&self, reg: Reg) -> bool {
        reg.0 >= self.first_temporary && reg.0 < PINNED
    }

    // ---- tables ------------------------------------------------------------------------------------------------

    pub fn constant(&mut self, constant: &Constant) -> ConstId {
        let next = self.tables.constants.len();
        let at = *self.tables.constant_index.entry(constant.into()).or_insert_with(|| {
            self.tables.constants.push(constant.clone());
            next as u16
        });
        if next >= usize::from(u16::MAX) {
            self.overflow = Some("too many constants");
        }
        ConstId(at)
    }

    pub fn name(&mut self, name: &str) -> NameId {
        if let Some(at) = self.tables.name_index.get(name) {
            return NameId(*at);
        }
        let at = self.tables.names.len();
        if at >= usize::from(u16::MAX) {
            self.overflow = Some("too many names");
        }
        self.tables.names.push(name.into());
        self.tables.name_index.insert(name.into(), at as u16);
        NameId(at as u16)
    }

    pub fn site(&mut self, name: &str, access: Access) -> SiteId {
        let name = self.name(name).0;
        let at = self.tables.sites.len();
        if at >= MOST_SITES
            && let Some(shared) = self.tables.site_index.get(&(name, access))
        {
            return SiteId(*shared);
        }
        if at >= usize::from(u16::MAX) {
            self.overflow = Some("too many names");
        }
        self.tables.sites.push(Site { name });
        self.tables.site_index.insert((name, access), at as u16);
        SiteId(at as u16)
    }

    pub fn shape(&mut self, positional: u16, keywords: Vec<u16>) -> ShapeId {
        let known = self
            .tables
            .shapes
            .iter()
            .position(|shape| shape.positional == positional && *shape.keywords == *keywords);
        ShapeId(known.unwrap_or_else(|| {
            self.tables.shapes.push(CallShape { positional, keywords: keywords.into() });
            self.tables.shapes.len() - 1
        }) as u16)
    }

    pub fn import(&mut self, import: ImportSpec) -> ImportId {
        self.tables.imports.push(import);
        ImportId(self.tables.imports.len() as u16 - 1)
    }

    pub fn child(&mut self, code: Arc<Code>) -> CodeId {
        if self.tables.children.len() >= usize::from(u16::MAX) {
            self.overflow = Some("too many nested functions");
        }
        self.tables.children.push(code);
        CodeId((self.tables.children.len() - 1) as u16)
    }

    /// The register that holds a constant throughout the body, if there is room for one more.
    pub fn pin(&mut self, constant: &Constant) -> Option<Reg> {
        let key = ConstantKey::from(constant);
        if let Some(at) = self.pinned_index.get(&key) {
            return Some(Reg(PINNED + at));
        }
        if self.pinned.len() >= MOST_PINNED {
            return None;
        }
        let at = self.pinned.len() as u16;
        self.pinned.push(constant.clone());
        self.pinned_index.insert(key, at);
        Some(Reg(PINNED + at))
    }

    /// The instruction that loads a constant.
    pub fn load(&mut self, dest: Reg, constant: &Constant) -> Op {
        match constant {
            Constant::None => Op::LoadNone { dest },
            Constant::Bool(true) => Op::LoadTrue { dest },
            Constant::Bool(false) => Op::LoadFalse { dest },
            Constant::Int(value) if i32::try_from(*value).is_ok() => {
                Op::LoadInt { dest, value: *value as i32 }
            }
            other => Op::LoadConst { dest, constant: self.constant(other) },
        }
    }

    // ---- the end -----------------------------------------------------------------------------------------------

    /// Puts the prologue in front, gives registers their final numbers and resolves the jumps.
    pub fn finish(&mut self, prologue: Vec<(Op, Position)>) -> Finished {
        let pinned = std::mem::take(&mut self.pinned);
        let entry = |op, position| Entry { op, target: None, position, statement: false };
        let mut entries: Vec<Entry> =
            prologue.into_iter().map(|(op, position)| entry(op, position)).collect();
        for (at, constant) in pinned.iter().enumerate() {
            let op = self.load(Reg(PINNED + at as u16), constant);
            entries.push(entry(op, Position::default()));
        }
        let shift = entries.len() as u32;
        entries.append(&mut self.entries);
        self.renumber(&mut entries, pinned.len() as u16);
        let place =
            |label: Label| self.labels[label.0 as usize].place.expect("a label used is bound") + shift;
        let mut regions = std::mem::take(&mut self.finished_regions);
        regions.sort_by_key(|region| std::cmp::Reverse(region.level));
        let covered: Vec<Covered> = regions
            .iter()
            .flat_map(|region| region.ranges.iter().map(move |range| (region, range)))
            .map(|(region, (start, end))| Covered {
                start: start + shift,
                end: end + shift,
                target: place(region.target),
                depth: self.final_register(region.depth, pinned.len() as u16),
            })
            .collect();
        let mut layout = Layout::new(entries, place, &covered);
        let handlers = layout.settle(&covered);
        let (ops, positions) = layout.write();
        let passed_lines =
            layout.passed_lines(self.passed.iter().map(|(entry, line)| (entry + shift, *line)));
        let passing = self.passing.iter().map(|variable| Passing {
            name: variable.name.clone(),
            register: self.final_register(variable.register, pinned.len() as u16),
            start: layout.address(variable.start + shift),
            end: layout.address(variable.end + shift),
        });
        let passing = passing.collect();
        let registers = self.highest + pinned.len() as u16;
        Finished { ops, positions, handlers, passed_lines, passing, registers }
    }

    fn final_register(&self, reg: u16, pinned: u16) -> u16 {
        if reg < self.first_temporary {
            reg
        } else if reg >= PINNED {
            self.first_temporary + (reg - PINNED)
        } else {
            reg + pinned
        }
    }

    fn renumber(&self, entries: &mut [Entry], pinned: u16) {
        if pinned == 0 {
            return;
        }
        let arguments = |shape: ShapeId| self.arguments(shape);
        for entry in entries {
            visit(&mut entry.op, &arguments, &mut |_, reg, _| reg.0 = self.final_register(reg.0, pinned));
        }
    }

    fn arguments(&self, shape: ShapeId) -> u16 {
        let shape = &self.tables.shapes[usize::from(shape.0)];
        shape.positional + shape.keywords.len() as u16
    }
}

/// Handlers out of force for a while.
pub(crate) struct Suspended(Vec<Region>);
