//! What every object begins with: its count, its lock, what it is.

use crate::kind::Kind;
use crate::layout::Layout;
use crate::runtime::Runtime;
use crate::shape::Shape;
use std::ptr::NonNull;
use sync::atomic::{AtomicPtr, AtomicU8, Ordering};

/// The head of every object: 16 bytes under the global lock, 32 free-threaded.
#[repr(C)]
pub struct Header<R: Runtime> {
    /// How long the object lives. First, so that memory of a dead object keeps a count at the same place.
    pub(crate) count: R::Count,
    /// Who may touch it; zero-sized under the global lock.
    pub(crate) lock: R::Lock,
    kind: Kind,
    flags: AtomicU8,
    /// How many slots or bytes follow, for layouts that vary; the layout says which.
    extent: u16,
    shape: AtomicPtr<Shape<R>>,
}

/// Facts about an object that may become true while it lives, and stay so; but what is frozen can be thawed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flag(u8);

impl Flag {
    /// A thread other than the owner has used the object under its lock: from now on readers may come without the
    /// lock, and what they may be reading is retired instead of freed.
    pub const SHARED: Flag = Flag(1);
    /// Somebody knows it by its address and is told when it dies: weak references, or the inventory.
    pub const KNOWN_BY_ADDRESS: Flag = Flag(2);
    /// Its finalizer has run.
    pub const FINALIZED: Flag = Flag(4);
    /// Its memory came from the global allocator, not from the slab.
    pub const LARGE: Flag = Flag(8);
    /// The payload has been dropped before the object died, to break a cycle.
    pub(crate) const CLEARED: Flag = Flag(64);
    /// A thread other than the owner has entered a section of the object: from now on the owner takes the lock too.
    pub const REVOKED: Flag = Flag(128);
    /// Free for the use of the layout.
    pub const LAYOUT_A: Flag = Flag(16);
    /// The collector takes it for reachable.
    pub(crate) const FROZEN: Flag = Flag(32);

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }
}

/// Which facts hold of an object, at one time.
#[derive(Clone, Copy)]
pub(crate) struct Facts(u8);

impl Facts {
    #[inline(always)]
    pub(crate) fn have(self, flag: Flag) -> bool {
        self.0 & flag.0 != 0
    }
}

impl<R: Runtime> Header<R> {
    pub(crate) fn new(count: R::Count, kind: Kind, extent: u16, flags: u8, shape: *const Shape<R>) -> Self {
        Header {
            count,
            lock: R::Lock::default(),
            kind,
            flags: AtomicU8::new(flags),
            extent,
            shape: AtomicPtr::new(shape.cast_mut()),
        }
    }

    /// Writes everything but the count, which is revived in place.
    ///
    /// # Safety
    /// `header` is memory for a header that belongs to the caller.
    pub(crate) unsafe fn write_tail(
        header: NonNull<Self>,
        kind: Kind,
        extent: u16,
        flags: u8,
        shape: *const Shape<R>,
    ) {
        let header = header.as_ptr();
        // SAFETY: the caller's promise; late readers only look at the count.
        unsafe {
            (&raw mut (*header).lock).write(R::Lock::default());
            (&raw mut (*header).kind).write(kind);
            (&raw mut (*header).flags).write(AtomicU8::new(flags));
            (&raw mut (*header).extent).write(extent);
            (&raw mut (*header).shape).write(AtomicPtr::new(shape.cast_mut()));
        }
    }

    /// The built-in layout.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How many slots or bytes follow, for layouts that vary.
    #[inline(always)]
    pub fn extent(&self) -> u16 {
        self.extent
    }

    /// Whether the fact holds.
    #[inline(always)]
    pub fn has(&self, flag: Flag) -> bool {
        self.facts().have(flag)
    }

    /// Which facts hold.
    #[inline(always)]
    pub(crate) fn facts(&self) -> Facts {
        // Acquire: pairs with `set`. Who sees `SHARED` without holding the lock sees no array or table that was replaced
        // before, when replacing one still meant freeing it.
        Facts(self.flags.load(Ordering::Acquire))
    }

    /// Whether others than the holder of the lock may be reading the object's slots.
    #[inline(always)]
    pub fn is_read_by_others(&self) -> bool {
        R::others_may_peek(self.has(Flag::SHARED))
    }

    /// The count of an object that may be dead, or whose memory may be free: it stays a count for ever.
    ///
    /// # Safety
    /// An object was at this address at some time, and its memory has not been given back to the allocator.
    #[inline(always)]
    pub unsafe fn count_at<'a>(object: NonNull<Self>) -> &'a R::Count {
        // SAFETY: a count is what a header begins with, and slots keep theirs when they are free.
        unsafe { object.cast::<R::Count>().as_ref() }
    }

    /// Makes the fact hold; answers whether it did not before.
    pub fn set(&self, flag: Flag) -> bool {
        // Release: pairs with the Acquire in `has`. Of two setters one sees the other's bit, as they change one word; that
        // orders nothing between them.
        self.flags.fetch_or(flag.0, Ordering::Release) & flag.0 == 0
    }

    /// Makes the fact hold no longer. Only while no other thread runs.
    pub(crate) fn unset(&self, flag: Flag) {
        // Relaxed: stopping and starting the world orders (S2).
        self.flags.fetch_and(!flag.0, Ordering::Relaxed);
    }

    /// The shape: the class and, for an instance with slots, where each attribute is.
    #[inline(always)]
    pub fn shape(&self) -> &Shape<R> {
        // Acquire: pairs with the Release in `set_shape`; who sees a shape sees the slots it describes.
        let shape = self.shape.load(Ordering::Acquire);
        // SAFETY: a shape lives as long as its class, and an object keeps its class alive.
        unsafe { &*shape }
    }

    /// The address of the shape, to compare.
    #[inline(always)]
    pub fn shape_address(&self) -> *const Shape<R> {
        // Relaxed: the caller holds the lock, or has taken a reference from a slot and so sees a change of the shape that came
        // before the slot's (N2).
        self.shape.load(Ordering::Relaxed)
    }

    /// Gives the object another shape, of the same class or of one that is immortal. Only under the object's lock, if it
    /// guards anything.
    pub fn set_shape(&self, shape: &Shape<R>) {
        // Release: pairs with the Acquire in `shape`; slots the shape describes are written before.
        self.shape.store(std::ptr::from_ref(shape).cast_mut(), Ordering::Release);
    }

    /// How the payload is laid out.
    #[inline(always)]
    pub fn layout(&self) -> &'static Layout<R> {
        self.shape().layout()
    }

    /// Whether it may be part of a cycle.
    #[inline(always)]
    pub fn is_tracked(&self) -> bool {
        self.shape().layout().tracked
    }

    /// The counting word.
    #[inline(always)]
    pub fn count(&self) -> &R::Count {
        &self.count
    }

    /// The lock.
    #[inline(always)]
    pub fn lock(&self) -> &R::Lock {
        &self.lock
    }
}
