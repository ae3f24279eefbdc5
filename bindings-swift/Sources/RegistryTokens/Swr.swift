internal import RegistryTokensNative

/// What proves to Huawei Cloud who is calling.
public enum SwrCredentials: Hashable, Sendable {
    /// Keys that sign each request: an access key (AK) and its secret key (SK), for temporary keys with their token.
    case accessKey(_ accessKey: String, secretKey: Secret, securityToken: Secret? = nil)

    /// An IAM user token of the project, sent in place of a signature.
    case token(Secret)

    var native: NativeSwrCredentials {
        switch self {
        case .accessKey(let accessKey, let secretKey, let securityToken):
            .accessKey(accessKey: accessKey, secretKey: secretKey.held, securityToken: securityToken?.held)
        case .token(let token): .token(token: token.held)
        }
    }
}
