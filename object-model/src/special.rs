//! Special methods that the runtime itself looks up, by number.

use crate::attached::Attached;
use crate::runtime::Runtime;
use crate::str::Str;
use crate::value::Ref;

macro_rules! specials {
    ($($name:ident = $text:literal,)*) => {
        /// A special method.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Special {
            $(#[doc = concat!("`", $text, "`")] $name,)*
        }

        impl Special {
            /// How many there are.
            pub const COUNT: usize = [$($text),*].len();
            /// Their names, by number.
            pub const NAMES: [&'static str; Self::COUNT] = [$($text),*];
        }
    };
}

specials! {
    New = "__new__", Init = "__init__", Del = "__del__", Call = "__call__",
    Repr = "__repr__", Str = "__str__", Format = "__format__", Bytes = "__bytes__",
    Hash = "__hash__", Bool = "__bool__", Len = "__len__", LengthHint = "__length_hint__",
    Eq = "__eq__", Ne = "__ne__", Lt = "__lt__", Le = "__le__", Gt = "__gt__", Ge = "__ge__",
    Getattr = "__getattr__", Getattribute = "__getattribute__", Setattr = "__setattr__", Delattr = "__delattr__",
    Dir = "__dir__", Dict = "__dict__", Class = "__class__",
    Get = "__get__", Set = "__set__", Delete = "__delete__", SetName = "__set_name__",
    Getitem = "__getitem__", Setitem = "__setitem__", Delitem = "__delitem__", Missing = "__missing__",
    Iter = "__iter__", Next = "__next__", Reversed = "__reversed__", Contains = "__contains__",
    Add = "__add__", Radd = "__radd__", Iadd = "__iadd__",
    Sub = "__sub__", Rsub = "__rsub__", Isub = "__isub__",
    Mul = "__mul__", Rmul = "__rmul__", Imul = "__imul__",
    Matmul = "__matmul__", Rmatmul = "__rmatmul__", Imatmul = "__imatmul__",
    Truediv = "__truediv__", Rtruediv = "__rtruediv__", Itruediv = "__itruediv__",
    Floordiv = "__floordiv__", Rfloordiv = "__rfloordiv__", Ifloordiv = "__ifloordiv__",
    Mod = "__mod__", Rmod = "__rmod__", Imod = "__imod__", Divmod = "__divmod__", Rdivmod = "__rdivmod__",
    Pow = "__pow__", Rpow = "__rpow__", Ipow = "__ipow__",
    Lshift = "__lshift__", Rlshift = "__rlshift__", Ilshift = "__ilshift__",
    Rshift = "__rshift__", Rrshift = "__rrshift__", Irshift = "__irshift__",
    And = "__and__", Rand = "__rand__", Iand = "__iand__",
    Or = "__or__", Ror = "__ror__", Ior = "__ior__",
    Xor = "__xor__", Rxor = "__rxor__", Ixor = "__ixor__",
    Neg = "__neg__", Pos = "__pos__", Abs = "__abs__", Invert = "__invert__",
    Int = "__int__", Float = "__float__", Complex = "__complex__", Index = "__index__",
    Round = "__round__", Trunc = "__trunc__", Floor = "__floor__", Ceil = "__ceil__",
    Enter = "__enter__", Exit = "__exit__", AsyncEnter = "__aenter__", AsyncExit = "__aexit__",
    Await = "__await__", AsyncIter = "__aiter__", AsyncNext = "__anext__",
    InstanceCheck = "__instancecheck__", SubclassCheck = "__subclasscheck__", InitSubclass = "__init_subclass__",
    ClassGetitem = "__class_getitem__", Prepare = "__prepare__", MroEntries = "__mro_entries__", Mro = "mro",
    Fspath = "__fspath__", Reduce = "__reduce__", ReduceEx = "__reduce_ex__", Getstate = "__getstate__",
    Sizeof = "__sizeof__", Buffer = "__buffer__", ReleaseBuffer = "__release_buffer__",
    AbstractMethods = "__abstractmethods__",
    Name = "__name__", Qualname = "__qualname__", Module = "__module__", Doc = "__doc__", Slots = "__slots__",
    Annotations = "__annotations__", Annotate = "__annotate__", MatchArgs = "__match_args__", Classcell = "__classcell__",
    Builtins = "__builtins__", File = "__file__", Path = "__path__", Spec = "__spec__", All = "__all__",
    Wrapped = "__wrapped__", IsAbstract = "__isabstractmethod__", Weakref = "__weakref__", TypeParams = "__type_params__",
}

impl Special {
    /// The interned name.
    #[inline]
    pub fn name<R: Runtime>(self, attached: &Attached<R>) -> &Ref<R, Str<R>> {
        attached.world().names.special(self)
    }
}
