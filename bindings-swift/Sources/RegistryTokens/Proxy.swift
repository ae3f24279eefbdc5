internal import RegistryTokensNative

/// Which proxy to use; without one of these the environment says.
public enum Proxy: Hashable, Sendable {
    /// None, whatever the environment says.
    case off

    /// This one, `http://[user:password@]host:port`.
    case url(Secret)

    /// This one, `http://host:port`; a ``Secret`` suits one with a password better.
    public static func url(_ url: String) -> Proxy {
        .url(Secret(url))
    }

    var native: NativeProxy {
        switch self {
        case .off: .off
        case .url(let url): .at(url: url.held)
        }
    }
}
