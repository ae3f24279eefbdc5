//! Three states of a field in a change.

/// What a change does to one field: leave it alone, clear it, or set it.
///
/// A plain `Option` cannot tell "leave alone" from "clear", and the service treats an absent field and `null` differently.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// The field is not sent; the service keeps what it has.
    #[default]
    Keep,
    /// The field is sent as `null`; the service forgets its value.
    Clear,
    /// The field is sent with this value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field is left alone.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

impl<T: serde::Serialize> serde::Serialize for Patch<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(value) => value.serialize(serializer),
            // `Keep` never gets here: fields of this type are skipped while they are `Keep`.
            Self::Keep | Self::Clear => serializer.serialize_none(),
        }
    }
}
