//! The object model's ledger in the form that reports are made of.

use object_model::ledger::{self, Ledger, Place};
use profiler::meetings::{Line, Meeting, Meetings, Met, Way};

/// What a run's threads have noted.
pub fn noted(ledger: &Ledger) -> Meetings {
    let line = |place: Place| {
        ledger.code_of(place).map(|(file, function)| Line {
            file: file.to_string(),
            line: place.line,
            function: function.to_string(),
        })
    };
    let mut met: Vec<Met> = ledger
        .entries()
        .into_iter()
        .map(|(kin, entry)| Met {
            class: (!kin.class.is_empty()).then(|| kin.class.to_string()),
            made: line(kin.made),
            objects: entry.objects.len() as u64,
            meetings: entry
                .meetings
                .into_iter()
                .map(|((meeting, place), sum)| Meeting {
                    way: way(meeting),
                    line: line(place),
                    times: sum.times,
                    waited: std::time::Duration::from_nanos(sum.waited),
                })
                .collect(),
        })
        .collect();
    met.sort_by_cached_key(|met| {
        (std::cmp::Reverse(met.shared_writes()), met.class.clone(), met.made.clone())
    });
    Meetings { met }
}

fn way(meeting: ledger::Meeting) -> Way {
    match meeting {
        ledger::Meeting::Count => Way::Count,
        ledger::Meeting::OwnCount => Way::OwnCount,
        ledger::Meeting::Lock => Way::Lock,
        ledger::Meeting::LockWait => Way::LockWait,
        ledger::Meeting::Revoke => Way::Revoke,
        ledger::Meeting::Merge => Way::Merge,
        ledger::Meeting::ProgramLock => Way::ProgramLock,
        ledger::Meeting::Turn => Way::Turn,
    }
}
