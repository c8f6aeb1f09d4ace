//! The time of a record, as cheaply as the machine allows.
//!
//! On x86-64 with an invariant time-stamp counter a reading is one instruction and is converted to
//! time afterwards, by two readings of both clocks; elsewhere it is the system's monotonic clock.

use std::time::Instant;

#[derive(Debug)]
pub(super) struct Clock {
    counter: bool,
    start_ticks: u64,
    start: Instant,
}

impl Clock {
    pub(super) fn start() -> Self {
        let counter = has_invariant_counter();
        Self { counter, start_ticks: if counter { read_counter() } else { 0 }, start: Instant::now() }
    }

    #[inline]
    pub(super) fn ticks(&self) -> u64 {
        if self.counter { read_counter() } else { self.start.elapsed().as_nanos() as u64 }
    }

    /// The scale from ticks to nanoseconds since the start, taken now.
    pub(super) fn scale(&self) -> Scale {
        if !self.counter {
            return Scale { origin: 0, nanoseconds_per_tick: 1.0 };
        }
        let elapsed = self.start.elapsed().as_nanos() as f64;
        let ticks = read_counter().saturating_sub(self.start_ticks).max(1);
        Scale { origin: self.start_ticks, nanoseconds_per_tick: elapsed / ticks as f64 }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    origin: u64,
    nanoseconds_per_tick: f64,
}

impl Scale {
    pub(super) fn nanoseconds(self, ticks: u64) -> u64 {
        (ticks.saturating_sub(self.origin) as f64 * self.nanoseconds_per_tick) as u64
    }
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn read_counter() -> u64 {
    // SAFETY: RDTSC reads a register and touches no memory; every x86-64 processor has it.
    unsafe { core::arch::x86_64::_rdtsc() }
}

#[cfg(target_arch = "x86_64")]
fn has_invariant_counter() -> bool {
    use core::arch::x86_64::__cpuid;
    const POWER_MANAGEMENT: u32 = 0x8000_0007;
    let highest = __cpuid(0x8000_0000).eax;
    highest >= POWER_MANAGEMENT && __cpuid(POWER_MANAGEMENT).edx & (1 << 8) != 0
}

#[cfg(not(target_arch = "x86_64"))]
fn read_counter() -> u64 {
    0
}

#[cfg(not(target_arch = "x86_64"))]
fn has_invariant_counter() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_keeps_order() {
        let clock = Clock::start();
        let ticks: Vec<u64> = (0..100).map(|_| clock.ticks()).collect();
        let scale = clock.scale();
        assert!(ticks.iter().map(|&t| scale.nanoseconds(t)).is_sorted());
    }
}
