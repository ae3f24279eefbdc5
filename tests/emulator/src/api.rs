//! The APIs of one world: which provider's, and under which path.

use serde::Serialize;

/// One of the APIs that every world has, each under a URL of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Api {
    /// The IONOS Container Registry API.
    Ionos,
    /// Huawei Cloud SWR.
    Swr,
    /// Huawei Cloud IAM, of which SWR's clients need one call.
    Iam,
}

impl Api {
    pub(crate) const ALL: [Self; 3] = [Self::Ionos, Self::Swr, Self::Iam];

    /// The path its URLs end with.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Ionos => "/containerregistries",
            Self::Swr => "/swr",
            Self::Iam => "/iam",
        }
    }

    /// The name of something that each API has, in the control plane: `url`, `swr_url`, `iam_url`.
    pub(crate) fn key(self, what: &str) -> String {
        match self {
            // It was the only one once, and most tests know no other.
            Self::Ionos => what.to_owned(),
            Self::Swr => format!("swr_{what}"),
            Self::Iam => format!("iam_{what}"),
        }
    }

    /// Which API a raw path is for, and what follows that API's own path.
    pub(crate) fn split(path: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().find_map(|api| Some((api, below(path, api.path())?)))
    }
}

/// What follows a prefix that ends at the end of a path segment.
pub(crate) fn below<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    path.strip_prefix(prefix).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_end_at_the_end_of_a_segment() {
        assert_eq!(Api::split("/swr/v2/x"), Some((Api::Swr, "/v2/x")));
        assert_eq!(Api::split("/iam"), Some((Api::Iam, "")));
        assert_eq!(Api::split("/containerregistries/"), Some((Api::Ionos, "/")));
        for astray in ["/swrx/v2", "/v2/x", "", "/SWR/v2"] {
            assert_eq!(Api::split(astray), None, "{astray}");
        }
    }
}
