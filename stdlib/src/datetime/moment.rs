//! What instances of `date` and `datetime` hold.
//!
//! Both hold the same, a date being at midnight, so that a class may derive from `datetime` and from a class that derives
//! from `date`, as with CPython: one layout is the other's beginning there, and is the other here.

use super::calendar::{Date, EPOCH};
use super::clock::Clock;
use super::delta::{Delta, SECONDS_PER_DAY};
use interpreter::{Return, Vm};
use object_model::{Class, ClassFlags, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;
use sync::atomic::{AtomicI64, Ordering};

/// A hash that has been computed, or 0.
#[derive(Default)]
pub(super) struct Hash(AtomicI64);

impl Hash {
    pub(super) fn get(&self) -> Option<i64> {
        // Relaxed: nothing but the number is read, and whoever computes it gets the same.
        Some(self.0.load(Ordering::Relaxed)).filter(|&hash| hash != 0)
    }

    pub(super) fn keep(&self, hash: i64) -> i64 {
        // Relaxed: as above.
        self.0.store(hash, Ordering::Relaxed);
        hash
    }
}

/// The payload of `date` and `datetime`.
pub(super) struct Moment<R: Runtime> {
    pub(super) date: Date,
    pub(super) clock: Clock,
    /// Whether it is a datetime.
    pub(super) timed: bool,
    /// The `tzinfo`, or None.
    pub(super) zone: Value<R>,
    pub(super) hash: Hash,
}

// SAFETY: immutable but for a cached hash, which is an atomic.
unsafe impl<R: Runtime> Payload<R> for Moment<R> {
    const NAME: &'static str = "datetime.datetime";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.zone);
    }
}

/// The payload of `time`.
pub(super) struct TimeOfDay<R: Runtime> {
    pub(super) clock: Clock,
    /// The `tzinfo`, or None.
    pub(super) zone: Value<R>,
    pub(super) hash: Hash,
}

// SAFETY: immutable but for a cached hash, which is an atomic.
unsafe impl<R: Runtime> Payload<R> for TimeOfDay<R> {
    const NAME: &'static str = "datetime.time";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.zone);
    }
}

/// The payload of `timedelta`.
pub(super) struct TimeDelta<R: Runtime> {
    pub(super) delta: Delta,
    pub(super) _runtime: PhantomData<fn() -> R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for TimeDelta<R> {
    const NAME: &'static str = "datetime.timedelta";
    const TRACKED: bool = false;
}

impl<R: Runtime> Moment<R> {
    /// A date.
    pub(super) fn date(date: Date) -> Self {
        Moment { date, clock: Clock::MIDNIGHT, timed: false, zone: Value::NONE, hash: Hash::default() }
    }

    /// A datetime.
    pub(super) fn datetime(date: Date, clock: Clock, zone: Value<R>) -> Self {
        Moment { date, clock, timed: true, zone, hash: Hash::default() }
    }

    /// The same with another clock.
    pub(super) fn at(&self, clock: Clock) -> Self {
        Moment::datetime(self.date, clock, self.zone.clone())
    }

    /// What is compared of two datetimes of one zone.
    pub(super) fn key(&self) -> (Date, (u8, u8, u8, u32)) {
        (self.date, self.clock.key())
    }

    /// The seconds from 1970 to what the clock shows.
    pub(super) fn seconds(&self) -> i64 {
        (self.date.ordinal() - EPOCH) * SECONDS_PER_DAY + self.clock.seconds()
    }

    /// The date and time so much later or, if `factor` is -1, earlier. OverflowError beyond the first and the last year.
    pub(super) fn shifted(&self, vm: &mut Vm<R>, factor: i64, delta: Delta) -> Return<R, (Date, Clock)> {
        let microsecond = i64::from(self.clock.microsecond) + factor * i64::from(delta.microseconds);
        let second =
            self.clock.seconds() + factor * i64::from(delta.seconds) + microsecond.div_euclid(1_000_000);
        let day = self.date.ordinal() + factor * i64::from(delta.days) + second.div_euclid(SECONDS_PER_DAY);
        let clock =
            Clock::from_seconds(second.rem_euclid(SECONDS_PER_DAY), microsecond.rem_euclid(1_000_000));
        Ok((date_of(vm, day)?, clock))
    }
}

/// The date of an ordinal that arithmetic has come to.
pub(super) fn date_of<R: Runtime>(vm: &mut Vm<R>, ordinal: i64) -> Return<R, Date> {
    match Date::from_ordinal(ordinal) {
        Some(date) => Ok(date),
        None => Err(vm.overflow_error("date value out of range")),
    }
}

/// The receiver of a method of `date` or `datetime`.
pub(super) fn moment<'a, R: Runtime>(
    vm: &mut Vm<R>,
    value: &'a Value<R>,
) -> Return<R, &'a Ref<R, Moment<R>>> {
    match value.as_ref::<Moment<R>>() {
        Some(moment) => Ok(moment),
        None => Err(vm.type_error("a date is needed")),
    }
}

/// The value as a datetime, if it is one.
pub(super) fn datetime<R: Runtime>(value: &Value<R>) -> Option<&Ref<R, Moment<R>>> {
    value.as_ref::<Moment<R>>().filter(|moment| moment.timed)
}

/// The value as a date that is no datetime, if it is one.
pub(super) fn plain_date<R: Runtime>(value: &Value<R>) -> Option<&Ref<R, Moment<R>>> {
    value.as_ref::<Moment<R>>().filter(|moment| !moment.timed)
}

/// The difference that a timedelta is.
pub(super) fn delta_of<R: Runtime>(value: &Value<R>) -> Option<Delta> {
    value.as_ref::<TimeDelta<R>>().map(|own| own.delta)
}

/// A timedelta.
pub(super) fn new_delta<R: Runtime>(vm: &Vm<R>, delta: Delta) -> Value<R> {
    vm.new_object(TimeDelta { delta, _runtime: PhantomData })
}

/// Whether the class is one of the module's own and not derived in Python.
pub(super) fn is_own<R: Runtime>(class: &Ref<R, Class<R>>) -> bool {
    !class.flags().has(ClassFlags::HEAP)
}

/// Whether the class is `datetime` or derives from it.
pub(super) fn is_datetime_class<R: Runtime>(vm: &Vm<R>, class: &Ref<R, Class<R>>) -> bool {
    let datetime = vm.class_of_payload::<Moment<R>>();
    class.value().is(datetime.value()) || !is_own(class) && vm.is_subclass(class, &datetime)
}

/// What a repr and messages call the class of a value.
pub(super) fn shown_class<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Box<str> {
    let class = vm.class_of(value);
    class.shown_name()
}
