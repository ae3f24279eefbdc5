//! What differs between the languages: the names of types, and which files are written.

pub(crate) mod kotlin;
pub(crate) mod node;
pub(crate) mod python;
pub(crate) mod rust;
pub(crate) mod swift;
pub(crate) mod uniffi;

/// A binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// `bindings-python`, with pyo3.
    Python,
    /// `bindings-node`, with napi-rs.
    Node,
    /// `bindings-kotlin`, with uniffi; Swift uses the same crate.
    Kotlin,
    /// `bindings-swift`, over the crate of Kotlin.
    Swift,
}

/// A template and where its text goes.
pub(crate) struct Template {
    pub(crate) name: &'static str,
    pub(crate) source: &'static str,
    pub(crate) target: &'static str,
}

/// Templates that others import from.
pub(crate) const PARTS: [(&str, &str); 2] = [
    ("node/rotation.ts.j2", include_str!("../../templates/node/rotation.ts.j2")),
    ("python/rotation.py.j2", include_str!("../../templates/python/rotation.py.j2")),
];

macro_rules! template {
    ($name:literal => $target:literal) => {
        Template { name: $name, source: include_str!(concat!("../../templates/", $name)), target: $target }
    };
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 4] = [Self::Python, Self::Node, Self::Kotlin, Self::Swift];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Node => "node",
            Self::Kotlin => "kotlin",
            Self::Swift => "swift",
        }
    }

    /// The Rust half, below a build script's `OUT_DIR`.
    pub(crate) fn rust(self) -> Vec<Template> {
        match self {
            Self::Python => vec![
                template!("python/models.rs.j2" => "models.rs"),
                template!("python/resources.rs.j2" => "resources.rs"),
            ],
            Self::Node => vec![
                template!("node/models.rs.j2" => "models.rs"),
                template!("node/resources.rs.j2" => "resources.rs"),
            ],
            Self::Kotlin => vec![
                template!("uniffi/models.rs.j2" => "models.rs"),
                template!("uniffi/resources.rs.j2" => "resources.rs"),
            ],
            Self::Swift => vec![],
        }
    }

    /// Everything else, below the root of the repository.
    pub(crate) fn others(self) -> Vec<Template> {
        match self {
            Self::Python => vec![
                template!("python/init.py.j2" => "bindings-python/python/registry_tokens/generated/__init__.py"),
                template!("python/models.py.j2" => "bindings-python/python/registry_tokens/generated/models.py"),
                template!("python/client.py.j2" => "bindings-python/python/registry_tokens/generated/{provider}.py"),
                template!("python/package.py.j2" => "bindings-python/python/registry_tokens/__init__.py"),
                template!("python/native.pyi.j2" => "bindings-python/python/registry_tokens/_native.pyi"),
            ],
            Self::Node => vec![
                template!("node/models.ts.j2" => "bindings-node/ts/generated/models.ts"),
                template!("node/inputs.ts.j2" => "bindings-node/ts/generated/inputs.ts"),
                template!("node/names.ts.j2" => "bindings-node/ts/generated/names.ts"),
                template!("node/clients.ts.j2" => "bindings-node/ts/generated/clients.ts"),
                template!("node/client.ts.j2" => "bindings-node/ts/generated/{provider}.ts"),
                template!("node/exports.ts.j2" => "bindings-node/ts/generated/exports.ts"),
                template!("node/index.mjs.j2" => "bindings-node/lib/index.mjs"),
            ],
            Self::Kotlin => vec![
                template!("kotlin/uniffi.toml.j2" => "bindings-kotlin/generated/uniffi.toml"),
                template!("kotlin/words.kt.j2" => "bindings-kotlin/generated/kotlin/dev/registrytokens/Words.kt"),
                template!("kotlin/models.kt.j2" => "bindings-kotlin/generated/kotlin/dev/registrytokens/Models.kt"),
                template!("kotlin/lists.kt.j2" => "bindings-kotlin/generated/kotlin/dev/registrytokens/Lists.kt"),
                template!("kotlin/client.kt.j2" => "bindings-kotlin/generated/kotlin/dev/registrytokens/{client}.kt"),
                template!("kotlin/blocking.kt.j2" => "bindings-kotlin/generated/kotlin/dev/registrytokens/Blocking{client}.kt"),
                template!("kotlin/requests.kt.j2" => "bindings-kotlin/generated/kotlin/dev/registrytokens/Requests.kt"),
                template!("kotlin/dispatch.kt.j2" => "bindings-kotlin/generated/test/dev/registrytokens/{client}Dispatch.kt"),
            ],
            Self::Swift => vec![
                template!("swift/uniffi.toml.j2" => "bindings-swift/generated/uniffi.toml"),
                template!("swift/words.swift.j2" => "bindings-swift/Sources/RegistryTokens/generated/Words.swift"),
                template!("swift/models.swift.j2" => "bindings-swift/Sources/RegistryTokens/generated/Models.swift"),
                template!("swift/kinds.swift.j2" => "bindings-swift/Sources/RegistryTokens/generated/ErrorKinds.swift"),
                template!("swift/lists.swift.j2" => "bindings-swift/Sources/RegistryTokens/generated/Lists.swift"),
                template!("swift/client.swift.j2" => "bindings-swift/Sources/RegistryTokens/generated/{client}.swift"),
                template!("swift/dispatch.swift.j2" => "bindings-swift/Tests/VectorCalls/generated/{client}Dispatch.swift"),
                template!("swift/shown.swift.j2" => "bindings-swift/Tests/VectorCalls/generated/Shown.swift"),
            ],
        }
    }
}
