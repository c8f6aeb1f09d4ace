//! What the interpreter shares between threads.

use super::Twin;

pub const TWINS: &[Twin] = &[
    Twin {
        name: "m1_claim",
        source: "interpreter",
        module: "import_lock",
        from: "        if state.importing.contains_key(name) {\n            return state.would_deadlock(name, ident);\n        }\n",
        to: "",
        broken: "M1: a module is claimed by two threads",
    },
    Twin {
        name: "m2_circle",
        source: "interpreter",
        module: "import_lock",
        from: "Some(&owner) if owner == ident => return true,",
        to: "Some(&owner) if owner == ident => return false,",
        broken: "M2: a thread closes the circle and waits",
    },
    Twin {
        name: "m2_say",
        source: "interpreter",
        module: "import_lock",
        from: "            state.waiting.insert(ident, name.to_owned());\n",
        to: "",
        broken: "M2: a thread does not say what it waits for",
    },
    Twin {
        name: "m3_wake",
        source: "interpreter",
        module: "import_lock",
        from: "        self.changed.notify_all();\n",
        to: "        self.changed.notify_one();\n",
        broken: "M3: who gives a claim up wakes one of those who wait",
    },
];
