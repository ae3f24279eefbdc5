internal import RegistryTokensNative

/// What proves to IONOS who is calling.
public enum IonosCredentials: Hashable, Sendable {
    /// An account token, with or without `Bearer ` before it.
    case token(Secret)

    /// The user name and password of Basic authentication; refused by the service for users with two-factor
    /// authentication.
    case basic(username: String, password: Secret)

    var native: NativeIonosCredentials {
        switch self {
        case .token(let token): .token(token: token.held)
        case .basic(let username, let password): .basic(username: username, password: password.held)
        }
    }
}
