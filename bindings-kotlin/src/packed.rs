//! What crosses as a record without having been one: written straight from the core's value, of which a record would be a
//! copy of every text.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use uniffi::metadata::MetadataBuffer;
use uniffi::{Lower, RustBuffer, TypeId};

use crate::UniFfiTag;
use crate::answer::NativeAnswer;
use crate::value::{Mirror, TooLarge};

/// A value as the other languages read a `Record`.
pub struct Packed<Record> {
    buffer: Buffer,
    record: PhantomData<fn() -> Record>,
}

/// What is written, as uniffi writes it.
///
/// An object crosses as a number, which whoever reads it owns. A buffer that nobody reads is to give its objects up, so there
/// are places for those numbers until it crosses.
#[derive(Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    objects: Vec<(usize, Object)>,
}

type Object = Box<dyn FnOnce(&mut Vec<u8>) + Send>;

const PLACE: [u8; 8] = [0; 8];

impl Buffer {
    /// Adds what uniffi writes without a copy of it.
    pub(crate) fn plain<T: Lower<UniFfiTag>>(&mut self, value: T) {
        T::write(value, &mut self.bytes);
    }

    /// Adds how many of something follow. Lengths cross as Java has them.
    pub(crate) fn length(&mut self, length: usize) -> Result<(), TooLarge> {
        self.plain(i32::try_from(length).map_err(|_| TooLarge)?);
        Ok(())
    }

    pub(crate) fn text(&mut self, text: &str) -> Result<(), TooLarge> {
        self.length(text.len())?;
        self.bytes.extend_from_slice(text.as_bytes());
        Ok(())
    }

    pub(crate) fn object<T: Send + Sync + 'static>(&mut self, object: Arc<T>)
    where
        Arc<T>: Lower<UniFfiTag>,
    {
        self.objects.push((self.bytes.len(), Box::new(|bytes| Lower::write(object, bytes))));
        self.bytes.extend(PLACE);
    }

    /// Hands the objects over.
    fn bytes(self) -> Vec<u8> {
        let mut bytes = self.bytes;
        for (place, object) in self.objects {
            let mut number = Vec::with_capacity(PLACE.len());
            object(&mut number);
            bytes[place..place + PLACE.len()].copy_from_slice(&number);
        }
        bytes
    }
}

/// A record of a value and the answer it came in, in this order.
pub(crate) trait Answer {
    /// What the value is in the core.
    type Value: Mirror<Record = Self::Held> + 'static;

    /// What the record holds of it.
    type Held;
}

impl<Record> Packed<Record> {
    /// What crosses as the record of a value.
    pub(crate) fn value<T: Mirror<Record = Record>>(value: &T) -> Result<Self, TooLarge> {
        let mut buffer = Buffer::default();
        value.write(&mut buffer)?;
        Ok(Self { buffer, record: PhantomData })
    }

    /// The same with the answer that the value came in.
    pub(crate) fn with<Both: Answer<Held = Record>>(mut self, answer: Arc<NativeAnswer>) -> Packed<Both> {
        self.buffer.object(answer);
        Packed { buffer: self.buffer, record: PhantomData }
    }
}

impl<Record> fmt::Debug for Packed<Record> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Packed").finish_non_exhaustive()
    }
}

// SAFETY: the other side reads the buffer as a `Record`. `Mirror` writes what one is made of, field by field in its order, and
// the compiler compares the type of each with the record's.
#[allow(unsafe_code, reason = "the trait is unsafe, nothing in it is")]
unsafe impl<Record> Lower<UniFfiTag> for Packed<Record> {
    type FfiType = RustBuffer;

    fn lower(packed: Self) -> RustBuffer {
        RustBuffer::from_vec(packed.buffer.bytes())
    }

    fn write(packed: Self, around: &mut Vec<u8>) {
        around.extend(packed.buffer.bytes());
    }
}

uniffi::derive_ffi_traits!(impl<Record> LowerReturn<UniFfiTag> for Packed<Record>);

impl<Record: TypeId<UniFfiTag>> TypeId<UniFfiTag> for Packed<Record> {
    const TYPE_ID_META: MetadataBuffer = Record::TYPE_ID_META;
}
