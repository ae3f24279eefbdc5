//! What the test files share: a copy of the core's source, to be changed.
#![allow(dead_code, reason = "each file of tests uses a part of this")]

use std::path::{Path, PathBuf};

use xtask::{Method, Surface, read_core};

/// The source of the core.
pub fn core() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src")
}

/// A copy of what is read of the core, to be changed.
pub struct Copy(tempfile::TempDir);

impl Copy {
    pub fn new() -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        const WHOLE: [&str; 8] = [
            "models",
            "ionos",
            "ionos/models",
            "swr",
            "swr/models",
            "swr/operations",
            "swr/basic",
            "swr/enterprise",
        ];
        for folder in ["pagination", "client", "rotation"].iter().chain(&WHOLE) {
            std::fs::create_dir_all(copy.0.path().join(folder)).unwrap();
        }
        for file in ["error.rs", "call.rs", "pagination/pager.rs", "rotation/call.rs", "client/builder.rs"] {
            std::fs::copy(core().join(file), copy.0.path().join(file)).unwrap();
        }
        for folder in WHOLE {
            for entry in std::fs::read_dir(core().join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    std::fs::copy(&path, copy.0.path().join(folder).join(path.file_name().unwrap())).unwrap();
                }
            }
        }
        copy
    }

    /// Adds a file of models.
    pub fn with(self, source: &str) -> Self {
        self.with_file("ionos/models/added.rs", source)
    }

    pub fn with_file(self, file: &str, source: &str) -> Self {
        std::fs::write(self.0.path().join(file), source).unwrap();
        self
    }

    pub fn replace(self, file: &str, from: &str, to: &str) -> Self {
        let path = self.0.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
        self
    }

    pub fn read(&self) -> Result<Surface, String> {
        read_core(self.0.path()).map_err(|error| error.to_string())
    }
}

/// A resource beside those of the client, with these functions and this beside it.
pub fn resource(functions: &str, beside: &str) -> Copy {
    let source = format!(
        "impl IonosClient {{
            /// How to get them.
            pub fn samples(&self) -> Samples {{ Samples }}
        }}
        /// What they are.
        pub struct Samples;
        impl Samples {{ {functions} }}
        {beside}"
    );
    Copy::new().with_file("ionos/added.rs", &source)
}

/// A resource with one method that takes this.
pub fn taking(argument: &str) -> Copy {
    resource(
        &format!("pub fn make(&self, value: {argument}) -> Call<Token> {{ operations::TOKENS_GET }}"),
        "",
    )
}

/// A resource with one method that gives this.
pub fn giving(output: &str, beside: &str) -> Copy {
    resource(&format!("pub fn make(&self) -> {output} {{ operations::TOKENS_GET }}"), beside)
}

/// The first method of that resource.
pub fn sample(surface: &Surface) -> &Method {
    let resource = surface.clients[0].resources.iter().find(|resource| resource.name == "Samples").unwrap();
    assert_eq!((resource.accessor.as_str(), resource.doc.as_str()), ("samples", "What they are."));
    &resource.methods[0]
}
