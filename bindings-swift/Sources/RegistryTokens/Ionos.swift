internal import RegistryTokensNative

/// What proves to IONOS who is calling.
public enum IonosCredentials: Hashable, Sendable {
    /// An account token, with or without `Bearer ` before it.
    case token(Secret)

    /// The user name and password of Basic authentication; refused by the service for users with two-factor
    /// authentication.
    case basic(username: String, password: Secret)

    func give(to client: NativeIonosClient) throws {
        switch self {
        case .token(let token):
            try client.setCredentials(token: token.held, username: nil, password: nil)
        case .basic(let username, let password):
            try client.setCredentials(token: nil, username: username, password: password.held)
        }
    }
}
