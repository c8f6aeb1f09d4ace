//! Rules that a model itself can break.

use super::Twin;

pub const TWINS: &[Twin] = &[
    Twin {
        name: "u3_again",
        source: "by_hand",
        module: "",
        from: "",
        to: "",
        broken: "U3: what is said of the keys with a number was seen in others",
    },
    Twin {
        name: "u4_read",
        source: "by_hand",
        module: "",
        from: "",
        to: "",
        broken: "U4: a word in a slot is counted without asking whether what it means is alive",
    },
    Twin {
        name: "n2_order",
        source: "by_hand",
        module: "",
        from: "",
        to: "",
        broken: "N2: the slots change before the shape says so",
    },
    Twin {
        name: "n3_told",
        source: "by_hand",
        module: "",
        from: "",
        to: "",
        broken: "N3: a class is changed and keeps its number",
    },
    Twin {
        name: "x1_depart",
        source: "by_hand",
        module: "",
        from: "",
        to: "",
        broken: "X1: a main thread is taken over that its thread has not left",
    },
    Twin {
        name: "v3_safepoint",
        source: "by_hand",
        module: "",
        from: "",
        to: "",
        broken: "V3: a thread passes a safepoint between finding a lane and counting in it",
    },
    Twin {
        name: "w9_order",
        source: "by_hand",
        module: "",
        from: "",
        to: "",
        broken: "W9: something is announced before it can be found",
    },
    Twin {
        name: "r7_order",
        source: "by_hand",
        module: "",
        from: "",
        to: "",
        broken: "R7: that others may read is said before the bias is revoked",
    },
    Twin {
        name: "h5_look_again",
        source: "by_hand",
        module: "",
        from: "",
        to: "",
        broken: "H5: what finalizers have brought back is taken apart",
    },
];
