//! The sets of words declared with `open_word!`.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Item, LitStr, Token, braced};

use super::doc;
use super::functions::Files;
use crate::error::Error;
use crate::ir::{KnownWord, Word};

/// What stands inside `open_word! { ... }`.
struct Declaration(Word);

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let about = input.call(Attribute::parse_outer)?;
        let name: Ident = input.parse()?;
        let inside;
        braced!(inside in input);
        let mut known = Vec::new();
        while !inside.is_empty() {
            let meaning = inside.call(Attribute::parse_outer)?;
            let constant: Ident = inside.parse()?;
            inside.parse::<Token![=]>()?;
            let text: LitStr = inside.parse()?;
            inside.parse::<Token![,]>()?;
            known.push(KnownWord { name: constant.to_string(), text: text.value(), doc: doc(&meaning) });
        }
        Ok(Self(Word { name: name.to_string(), doc: doc(&about), known }))
    }
}

/// Reads every declaration.
pub(super) fn read(files: &Files) -> Result<Vec<Word>, Error> {
    let mut words = Vec::new();
    for (path, file) in files {
        for item in &file.items {
            if let Item::Macro(item) = item
                && item.mac.path.segments.last().is_some_and(|segment| segment.ident == "open_word")
            {
                let Declaration(word) =
                    item.mac.parse_body().map_err(|source| Error::NotRust { path: path.clone(), source })?;
                words.push(word);
            }
        }
    }
    words.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(words)
}
